// The use cases of testing strength and measuring feet.
#include <algorithm>

#include "service/answers_json.h"
#include "service/exam_json.h"
#include "service/exam_report.h"
#include "service/service.h"

namespace genu {
namespace {

constexpr const char* strength_part = "strength";
constexpr const char* feet_part = "feet";
constexpr double days_of_recent_weeks = 28;

// Where a runner tests alone, what must not be done is not taken either: it was not safe, and the page does not offer
// it. A clinician decides.
Result<void> refuse_unsafe(const StrengthSession& session, const std::vector<RecordBarrier>& of_record) {
  if (session.by_clinician) return {};
  Barriers holding = session.before;
  for (const RecordBarrier& barrier : of_record) holding[static_cast<std::size_t>(barrier.barrier)] = true;
  for (const LegMeasure& measure : session.measures)
    if (const auto barrier = barrier_to(measure.test, holding))
      return fail(ErrorCode::invalid_input, info_of(*barrier).reason,
                  std::string("measures.") + info_of(measure.test).id);
  return {};
}

ShoeFacts shoe_facts_of(const TrainingReport& report) {
  ShoeFacts facts;
  const auto days_before_today = [&](Day day) { return report.today.since_epoch - day.since_epoch; };
  for (const Shoe& shoe : shoes(report.history))
    facts.shoes.push_back(
        {shoe.name, shoe.distance_m / 1000, days_before_today(shoe.first), days_before_today(shoe.last)});
  double metres = 0;
  for (const RecordedRun& recorded : report.runs)
    if (days_before_today(recorded.run.day) < days_of_recent_weeks) metres += recorded.run.distance_m;
  if (!report.runs.empty()) facts.km_a_week = metres / 1000 / (days_of_recent_weeks / 7);
  return facts;
}

}  // namespace

Result<ExamRecord> Service::exam_record(std::string_view id) {
  GENU_ASSIGN(const Assessment assessment, assess_runner(id));
  GENU_ASSIGN(const std::vector<Entry> entries, store_.list(id, EntryKind::exam));
  ExamRecord record;
  record.person = exam_person_of(assessment.evidence.facts());
  record.barriers = record_barriers(reasoner_.knowledge(), assessment);
  for (const Entry& entry : entries) {
    const Result<Json> body = parse_object(entry.body);
    if (!body) return fail(ErrorCode::corrupt, "an entry of the record cannot be read", entry.id);
    if (body->value("part", "") == strength_part) {
      // A test that the program no longer knows is kept in the record and passed over here.
      if (auto session = read_strength(*body)) record.strength.push_back({entry.id, entry.time, std::move(*session)});
    } else if (auto session = read_feet(*body)) {
      record.feet.push_back({entry.id, entry.time, std::move(*session)});
    }
  }
  return record;
}

Result<void> Service::keep_exam(std::string_view id, const char* part, Json body, bool by_clinician, Json values) {
  std::vector<Entry> entries(1);
  body["part"] = part;
  body["from"] = name_of(by_clinician ? From::clinician : From::self_test);
  entries[0].id = new_id();
  entries[0].kind = EntryKind::exam;
  entries[0].body = text_of(body);
  if (!values.empty()) {
    entries.emplace_back();
    entries[1].id = new_id();
    entries[1].kind = EntryKind::answers;
    entries[1].body = text_of({{"from", body["from"]}, {"origin", part}, {"values", std::move(values)}});
  }
  for (Entry& entry : entries) {
    entry.runner = std::string(id);
    entry.time = clock_.now();
    entry.author = by_clinician ? Author::clinician : Author::runner;
  }
  return store_.append_all(entries, {});
}

Result<std::string> Service::strength(std::string_view id) {
  GENU_ASSIGN(const ExamRecord record, exam_record(id));
  return text_of(strength_json(reasoner_.knowledge(), record));
}

Result<std::string> Service::add_strength(std::string_view id, std::string_view text) {
  GENU_ASSIGN(const Json json, parse_object(text));
  GENU_ASSIGN(const StrengthSession session, read_strength(json));
  GENU_ASSIGN(const ExamRecord record, exam_record(id));
  GENU_TRY(refuse_unsafe(session, record.barriers));
  const References references = references_of(reasoner_.knowledge());
  const std::vector<TestResult> results = judge(session.measures, record.person, references);
  GENU_TRY(keep_exam(id, strength_part, json, session.by_clinician,
                     exam_values(strength_findings(results, record.person, references, session.by_clinician))));
  return strength(id);
}

Result<std::string> Service::feet(std::string_view id) {
  GENU_ASSIGN(ExamRecord record, exam_record(id));
  GENU_ASSIGN(const TrainingReport training, training_of(id));
  record.shoes = shoe_facts_of(training);
  return text_of(feet_json(reasoner_.knowledge(), record));
}

Result<std::string> Service::add_feet(std::string_view id, std::string_view text) {
  GENU_ASSIGN(const Json json, parse_object(text));
  GENU_ASSIGN(const FeetSession session, read_feet(json));
  GENU_ASSIGN(const ExamRecord record, exam_record(id));
  GENU_TRY(keep_exam(id, feet_part, json, session.by_clinician,
                     exam_values(feet_findings(session.left, session.right, record.person, session.by_clinician))));
  return feet(id);
}

}  // namespace genu
