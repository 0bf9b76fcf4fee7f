// The use cases of filming and measuring how somebody runs.
#include <algorithm>

#include "import/motion/movement.h"
#include "service/answers_json.h"
#include "service/dynamics_json.h"
#include "service/gait_report.h"
#include "service/run_json.h"
#include "service/service.h"

namespace genu {
namespace {

constexpr double possible = 0.1;  // probability from which a bone under stress counts as not ruled out; an estimate

bool is_about_bone_stress(const RedFlag& rule) { return rule.id.find("bone_stress") != std::string::npos; }

/// Somebody should look at the knee soon, a rule about bone stress fires or is not ruled out, or that cause is not
/// improbable: unknown is not "no".
bool running_is_unsafe(const Knowledge& knowledge, const Assessment& assessment) {
  if (assessment.level >= UrgencyLevel::urgent) return true;
  const Triage& triage = assessment.triage;
  const auto& causes = assessment.diagnosis.causes;
  return std::any_of(triage.fired.begin(), triage.fired.end(),
                     [](const FiredRule& fired) { return is_about_bone_stress(*fired.rule); }) ||
         std::any_of(triage.open.begin(), triage.open.end(),
                     [](const OpenRule& open) { return is_about_bone_stress(*open.rule); }) ||
         std::any_of(causes.begin(), causes.end(), [&](const CauseReport& report) {
           return knowledge.cause(report.cause).id == "medial_bone_stress_injury" && report.probability >= possible;
         });
}

Json session_json(const Entry& entry, const Json& body) {
  return {{"entry", entry.id},
          {"time", to_iso8601(entry.time)},
          {"name", body.value("name", "")},
          {"view", body["report"]["view"]},
          {"kind", body["report"]["kind"]},
          {"report", body["report"]}};
}

}  // namespace

Result<GaitResult> Service::gait_of(std::string_view name, std::string_view bytes, const GaitContext& context) const {
  GENU_ASSIGN(Movement movement, read_movement(bytes, name));
  const std::vector<Movement> files{std::move(movement)};
  return analyse_movement(reasoner_.knowledge(), files, nullptr, context);
}

Result<std::string> Service::analyse_gait(std::string_view name, std::string_view bytes) {
  GaitContext context;

  GENU_ASSIGN(const GaitResult result, gait_of(name, bytes, context));
  return text_of({{"report", gait_json(reasoner_.knowledge(), result)}});
}

Result<std::string> Service::add_gait(std::string_view id, std::string_view name, std::string_view bytes) {
  GENU_ASSIGN(const Gathered gathered, gather(id));
  const Assessment assessment = reasoner_.assess(gathered.facts, gathered.observations);
  GaitContext context;
  context.body_height_cm = gathered.facts.height_cm;
  context.body_mass_kg = gathered.facts.weight_kg;
  if (gathered.facts.sex) context.female = *gathered.facts.sex == Sex::female;
  context.running_is_unsafe = running_is_unsafe(reasoner_.knowledge(), assessment);
  GENU_ASSIGN(const GaitResult result, gait_of(name, bytes, context));
  Json report = gait_json(reasoner_.knowledge(), result);
  if (!result.accepted()) return text_of({{"entry", nullptr}, {"report", std::move(report)}});

  GENU_ASSIGN(const std::vector<Entry> earlier, store_.list(id, EntryKind::gait));
  for (auto entry = earlier.rbegin(); entry != earlier.rend(); ++entry) {
    const Result<Json> body = parse_object(entry->body);
    if (!body || (*body)["report"]["view"] != report["view"]) continue;
    report["compared_with"] = to_iso8601(entry->time);
    report["changes"] = gait_changes((*body)["report"], report);
    break;
  }

  std::vector<Entry> entries(1);
  entries[0].id = new_id();
  entries[0].kind = EntryKind::gait;
  entries[0].body = text_of({{"name", std::string(name)}, {"report", report}});
  const Json findings = gait_findings(result);
  if (!findings.empty()) {
    entries.emplace_back();
    entries[1].id = new_id();
    entries[1].kind = EntryKind::answers;
    entries[1].body = text_of({{"from", name_of(From::device)}, {"origin", "gait"}, {"values", findings}});
  }
  for (Entry& entry : entries) {
    entry.runner = std::string(id);
    entry.time = clock_.now();
    entry.author = Author::genu;
  }
  const Original original{entries[0].id, std::string(id), std::string(name), std::string(bytes)};
  GENU_TRY(store_.append_all(entries, {&original, 1}));
  return text_of({{"entry", entries[0].id}, {"report", std::move(report)}});
}

Result<std::string> Service::gait(std::string_view id) {
  GENU_ASSIGN(const std::vector<Entry> entries, store_.list(id, EntryKind::gait));
  Json sessions = Json::array();
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    const Result<Json> body = parse_object(entry->body);
    if (!body) return fail(ErrorCode::corrupt, "an entry of the record cannot be read", entry->id);
    sessions.push_back(session_json(*entry, *body));
  }
  GENU_ASSIGN(const std::vector<Entry> activities, store_.list(id, EntryKind::activity));
  GENU_ASSIGN(const std::vector<RecordedRun> recorded, standing_runs(activities));
  std::vector<Run> runs;
  runs.reserve(recorded.size());
  for (const RecordedRun& one : recorded) runs.push_back(one.run);
  return text_of({{"sessions", std::move(sessions)}, {"watch", watch_json(History(std::move(runs)))}});
}

}  // namespace genu
