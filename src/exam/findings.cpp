#include "exam/findings.h"

#include <algorithm>

namespace genu {
namespace {

std::vector<Leg> legs_that_count(const ExamPerson& person) {
  if (person.sore_leg) return {*person.sore_leg};
  return {Leg::left, Leg::right};
}

class Findings {
 public:
  Findings(const std::vector<TestResult>& results, const ExamPerson& person, const References& references)
      : results_(results), legs_(legs_that_count(person)), references_(references) {}

  /// Yes when `holds` for a leg that counts; no when it was measured in one and holds in none.
  template <typename Holds>
  void add(const char* id, std::initializer_list<StrengthTest> tests, Holds holds) {
    std::optional<bool> answer;
    for (const StrengthTest test : tests) {
      const TestResult* result = result_of(test);
      if (result == nullptr) continue;
      for (const Leg leg : legs_) {
        const auto& side = result->of(leg);
        if (!side) continue;
        const std::optional<bool> yes = holds(*result, *side);
        if (yes) answer = answer.value_or(false) || *yes;
      }
    }
    if (answer) list_.push_back({id, *answer});
  }

  const Reference& reference_of(StrengthTest test) const { return references_[static_cast<std::size_t>(test)]; }
  std::vector<ExamFinding> take() { return std::move(list_); }

 private:
  const TestResult* result_of(StrengthTest test) const {
    const auto found =
        std::find_if(results_.begin(), results_.end(), [&](const TestResult& r) { return r.test == test; });
    return found == results_.end() ? nullptr : &*found;
  }

  const std::vector<TestResult>& results_;
  std::vector<Leg> legs_;
  const References& references_;
  std::vector<ExamFinding> list_;
};

std::optional<bool> hurts(const LegResult& side) {
  if (side.measure.ended == Ended::pain) return true;
  if (!side.measure.pain) return std::nullopt;
  return *side.measure.pain > 0;
}

// This leg is the weak one of a test that is worth training. One leg alone cannot be called strong.
std::optional<bool> weak(const TestResult& result, const LegResult& side) {
  if (result.outcome == Outcome::cannot_tell) return std::nullopt;
  if (result.outcome != Outcome::worth_training) return false;
  const bool low_itself = side.percentile && *side.percentile < low_percentile;
  return low_itself || (result.symmetry && result.symmetry->weaker == side.measure.leg);
}

}  // namespace

std::vector<ExamFinding> strength_findings(const std::vector<TestResult>& results, const ExamPerson& person,
                                           const References& references, bool by_clinician) {
  Findings findings(results, person, references);
  findings.add("ex_single_leg_squat_valgus", {StrengthTest::single_leg_squat, StrengthTest::step_down},
               [](const TestResult&, const LegResult& side) -> std::optional<bool> {
                 if (side.measure.ended == Ended::pain) return std::nullopt;
                 return (side.measure.parts & knee_part) != 0;
               });
  findings.add("st_side_plank_short", {StrengthTest::side_plank},
               [&](const TestResult& result, const LegResult& side) -> std::optional<bool> {
                 const auto& limit = findings.reference_of(result.test).train_below;
                 if (!limit || side.measure.ended == Ended::pain) return std::nullopt;
                 return side.measure.value < *limit;
               });
  findings.add(by_clinician ? "ex_hop_pain" : "prov_hop", {StrengthTest::hop},
               [](const TestResult&, const LegResult& side) { return hurts(side); });
  if (by_clinician) {
    findings.add("ex_hip_abductor_weak", {StrengthTest::hip_abduction_eccentric, StrengthTest::hip_abduction_strength},
                 weak);
    findings.add("ex_quads_weak", {StrengthTest::knee_extension_strength}, weak);
    findings.add("ex_femoral_stretch", {StrengthTest::prone_knee_bend},
                 [](const TestResult& result, const LegResult& side) -> std::optional<bool> {
                   const auto place = static_cast<std::size_t>(side.measure.value);
                   return std::string_view(info_of(result.test).choices[place].id) == "usual_pain";
                 });
  }
  return findings.take();
}

std::vector<ExamFinding> feet_findings(const Foot& left, const Foot& right, const ExamPerson& person,
                                       bool by_clinician) {
  std::vector<ExamFinding> list;
  std::optional<int> index;
  std::optional<bool> flat;
  for (const Leg leg : legs_that_count(person)) {
    const Foot& foot = leg == Leg::left ? left : right;
    if (const auto own = foot.posture_index()) index = index ? std::max(*index, *own) : *own;
    if (foot.footprint) flat = flat.value_or(false) || *foot.footprint == Footprint::flat;
  }
  if (by_clinician && index) list.push_back({"ex_foot_posture", static_cast<double>(*index)});
  if (flat) list.push_back({"foot_flat_self", *flat});
  return list;
}

}  // namespace genu
