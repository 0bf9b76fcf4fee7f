// What feet and tests say for the diagnosis, as findings of knowledge/findings.yaml.
//
// Only what was measured is said. A test done alone at home says no more than a self-test can: what a finding defines
// as a hands-on sign (the nerve stretch, a force) comes from a clinician only.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "exam/foot.h"
#include "exam/strength.h"

namespace genu {

struct ExamFinding {
  const char* id = "";               // of knowledge/findings.yaml
  std::variant<bool, double> value;  // yes or no, or a number
};

/// Of the sore leg; where it is not known, or both are sore, yes when either leg says yes.
/// - ex_single_leg_squat_valgus: the knee left its line in the squat or the step-down. Self-test or clinician.
/// - st_side_plank_short: below Reference::train_below.
/// - prov_hop (self-test), ex_hop_pain (clinician): pain in the hop.
/// - clinician only: ex_hip_abductor_weak (either test of abduction is worth training for this leg), ex_quads_weak
/// (knee
///   extension), ex_femoral_stretch (the prone knee bend gives the usual pain).
/// A test that pain ended says nothing about strength.
std::vector<ExamFinding> strength_findings(const std::vector<TestResult>& results, const ExamPerson& person,
                                           const References& references, bool by_clinician);

/// - ex_foot_posture (clinician): the index of that foot; of both feet the larger.
/// - foot_flat_self (self-test): the print is flat.
std::vector<ExamFinding> feet_findings(const Foot& left, const Foot& right, const ExamPerson& person,
                                       bool by_clinician);

}  // namespace genu
