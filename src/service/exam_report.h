// What tests of strength and measures of feet say, as JSON for the page and as text for the terminal. Shapes:
// docs/formats/exam.md.
#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "evidence/evidence.h"
#include "exam/findings.h"
#include "exam/session.h"
#include "exam/shoes.h"
#include "knowledge/knowledge.h"
#include "service/reasoner.h"
#include "service/text_report.h"
#include "service/views.h"

namespace genu {

/// Published values from the topics of knowledge/exam.yaml.
References references_of(const Knowledge& knowledge);
FootFigures foot_figures_of(const Knowledge& knowledge);
ShoeFigures shoe_figures_of(const Knowledge& knowledge);

ExamPerson exam_person_of(const RunnerFacts& facts);

/// A barrier that the record itself names, with the findings that say so.
struct RecordBarrier {
  Barrier barrier{};
  std::vector<FindingIndex> because;  // empty for a red flag: the care card says why
};
std::vector<RecordBarrier> record_barriers(const Knowledge& knowledge, const Assessment& assessment);

/// Everything that the two reports need of one runner. Sessions are oldest first.
struct ExamRecord {
  template <typename Session>
  struct Kept {
    std::string entry;
    Instant time;
    Session session;
  };
  ExamPerson person;
  std::vector<RecordBarrier> barriers;
  std::vector<Kept<StrengthSession>> strength;
  std::vector<Kept<FeetSession>> feet;
  ShoeFacts shoes;
};

/// STRENGTH and FEET of docs/formats/exam.md.
Json strength_json(const Knowledge& knowledge, const ExamRecord& record);
Json feet_json(const Knowledge& knowledge, const ExamRecord& record);

/// Both for the terminal, with bars for the two legs and the place in the reference band.
std::string exam_text(const Knowledge& knowledge, const ExamRecord& record, const TextStyle& style);

/// The findings of one session in the form of an answer's values: {"ex_foot_posture": 7, "prov_hop": "yes"}.
Json exam_values(const std::vector<ExamFinding>& findings);

/// `genu exam FILE`: {"runner", "strength", "feet", "shoes"}, each optional, at least one of strength and feet. Nothing
/// is recorded.
Result<ExamRecord> exam_of_document(const Json& document, Instant now);

}  // namespace genu
