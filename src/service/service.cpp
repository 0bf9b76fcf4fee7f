#include "service/service.h"

#include <algorithm>
#include <cmath>

#include "import/activities/reader.h"
#include "service/answers_json.h"
#include "service/views.h"

namespace genu {
namespace {

constexpr std::size_t longest_name_bytes = 320;  // 80 characters of any script
constexpr const char* program_version = GENU_VERSION;

Json runner_json(const Runner& runner) {
  return {{"id", runner.id}, {"name", runner.name}, {"created", to_iso8601(runner.created)}};
}

// Entries hold answers as they were sent; observations are made of them anew at every reading, so that a better rule of
// precedence, or a finding that the content gained, applies to old records too.
Result<void> fold_answers(const Knowledge& knowledge, const Entry& entry, Gathered& gathered) {
  const Result<Json> body = parse_object(entry.body);
  if (!body) return fail(ErrorCode::corrupt, "an entry of the record cannot be read", entry.id);
  const From from = parse_from(body->value("from", "runner")).value_or(From::runner);
  if (body->contains("runner")) GENU_TRY(read_facts((*body)["runner"], gathered.facts));
  // Entries of before there was gait have no origin.
  if (from == From::device && body->value("origin", "training") == "training")
    gathered.training_values = text_of((*body)["values"]);
  if (body->contains("values")) {
    for (const auto& [key, value] : (*body)["values"].items()) {
      // An id that the content no longer has is kept in the record and passed over here.
      const auto read = read_findings(knowledge, Json{{key, value}}, entry.time, from);
      if (read) gathered.observations.insert(gathered.observations.end(), read->begin(), read->end());
    }
  }
  const auto screen = find_screen(knowledge, body->value("question", ""));
  if (from != From::clinician && screen &&
      std::find(gathered.answered.begin(), gathered.answered.end(), *screen) == gathered.answered.end())
    gathered.answered.push_back(*screen);
  return {};
}

// "unknown" for what an earlier history said and this one does not: silence would leave the old word standing.
Json values_of(const std::vector<TrainingFinding>& findings) {
  Json values = Json::object();
  for (const char* id : training_finding_ids) values[id] = "unknown";
  for (const TrainingFinding& finding : findings) {
    if (const bool* yes = std::get_if<bool>(&finding.value)) values[finding.id] = *yes ? "yes" : "no";
    if (const double* number = std::get_if<double>(&finding.value)) values[finding.id] = *number;
  }
  return values;
}

Json import_json(const ImportJobs::State& state) {
  Json problems = Json::array();
  for (const ImportProblem& problem : state.import.problems)
    problems.push_back({{"where", problem.where}, {"message", problem.message}});
  return {{"state", name_of(state.stage)},
          {"files_done", state.import.files_done},
          {"files_total", state.import.files_total},
          {"bytes_done", state.bytes_done},
          {"bytes_total", state.bytes_total},
          {"current", state.import.current},
          {"runs_added", state.import.runs_added},
          {"others_added", state.import.others_added},
          {"already_recorded", state.import.already_recorded},
          {"improved", state.import.improved},
          {"skipped", state.import.passed_over},
          {"problems", std::move(problems)},
          {"problem_count", state.import.problem_count},
          {"error", state.error ? Json{{"code", name_of(state.error->code)},
                                       {"message", state.error->message},
                                       {"where", state.error->where}}
                                : Json(nullptr)}};
}

Json interview_json(const Reasoner& reasoner, const Gathered& gathered, std::optional<Screen> wanted) {
  const Knowledge& knowledge = reasoner.knowledge();
  const Assessment assessment = reasoner.assess(gathered.facts, gathered.observations);
  const Evidence& evidence = assessment.evidence;
  const NextStep step =
      next_step(reasoner.network(), assessment.inference, evidence, assessment.triage, gathered.answered);
  if (!wanted) wanted = step.screen;

  Json answered = Json::array();
  for (const Screen& screen : gathered.answered)
    answered.push_back({{"question", id_of(knowledge, screen)},
                        {"title", title_of(knowledge, screen)},
                        {"summary", summary_of(knowledge, evidence, screen)}});
  const auto place =
      wanted ? std::find(gathered.answered.begin(), gathered.answered.end(), *wanted) : gathered.answered.end();
  const auto number = place - gathered.answered.begin() + 1;
  const int about = std::clamp(static_cast<int>(gathered.answered.size()) + 1, usual_screens, most_screens);

  Json json;
  json["question"] = wanted ? question_json(knowledge, evidence, *wanted) : Json(nullptr);
  json["number"] = number;
  json["about"] = about;
  json["finished"] = step.finished ? Json(name_of(*step.finished)) : Json(nullptr);
  json["urgency"] = assessment_json(knowledge, assessment)["urgency"];
  json["care"] = assessment.triage.level == std::optional(UrgencyLevel::emergency) ? care_json(knowledge, assessment)
                                                                                   : Json(nullptr);
  json["answered"] = std::move(answered);
  return json;
}

// The newest stored assessment that said something else than `current`.
std::optional<Earlier> earlier_than(const std::string& current, const std::vector<Entry>& assessments) {
  const auto other =
      std::find_if(assessments.rbegin(), assessments.rend(), [&](const Entry& entry) { return entry.body != current; });
  if (other == assessments.rend()) return std::nullopt;
  const Result<Json> body = parse_object(other->body);
  if (!body || !body->contains("probabilities")) return std::nullopt;
  Earlier earlier;
  earlier.since = to_iso8601(other->time);
  for (const auto& [id, probability] : (*body)["probabilities"].items())
    earlier.causes.emplace_back(id, probability.get<double>());
  return earlier;
}

// What is kept of an assessment: what was said, and the probability of every cause for later comparison.
Json stored_assessment(const Knowledge& knowledge, const Assessment& assessment) {
  Json probabilities = Json::object();
  for (const CauseReport& report : assessment.diagnosis.causes)
    probabilities[knowledge.cause(report.cause).id] = std::round(report.probability * 10'000) / 10'000;
  return {{"assessment", assessment_json(knowledge, assessment)}, {"probabilities", std::move(probabilities)}};
}

}  // namespace

Service::Service(const Reasoner& reasoner, Store& store, const Clock& clock, Entropy& entropy, std::string uploads)
    : reasoner_(reasoner),
      store_(store),
      clock_(clock),
      entropy_(entropy),
      jobs_(
          std::move(uploads), store, clock, [this] { return new_id(); },
          // What the runs say is recorded with them; if that fails, the next look at the training does it.
          [this](const std::string& runner) { static_cast<void>(training_of(runner)); }) {}

std::string Service::new_id() {
  unsigned char random[10];
  entropy_.fill(random);
  return make_id(clock_.now(), random);
}

Result<Gathered> Service::gather(std::string_view runner) {
  // The activities, which may be thousands, speak through the findings drawn from them.
  Gathered gathered;
  GENU_ASSIGN(const std::vector<Entry> answers, store_.list(runner, EntryKind::answers));
  for (const Entry& entry : answers) GENU_TRY(fold_answers(reasoner_.knowledge(), entry, gathered));
  GENU_ASSIGN(gathered.assessments, store_.list(runner, EntryKind::assessment));
  return gathered;
}

Result<std::string> Service::health() {
  const Knowledge& knowledge = reasoner_.knowledge();
  return text_of({{"status", "ok"},
                  {"version", program_version},
                  {"knowledge", {{"version", knowledge.version()}, {"sha256", knowledge.sha256()}}}});
}

Result<std::string> Service::knowledge() { return text_of(knowledge_json(reasoner_.knowledge())); }

Result<std::string> Service::assess(std::string_view case_json) {
  GENU_ASSIGN(const Json json, parse_object(case_json));
  RunnerFacts facts;
  std::vector<Observation> observations;
  for (const auto& [key, value] : json.items()) {
    if (key == "runner") {
      GENU_TRY(read_facts(value, facts));
    } else if (key == "findings") {
      GENU_ASSIGN(observations, read_findings(reasoner_.knowledge(), value, clock_.now(), std::nullopt));
    } else {
      return fail(ErrorCode::invalid_input, "unknown key; a case has the keys runner and findings", key.substr(0, 60));
    }
  }
  return text_of(assessment_json(reasoner_.knowledge(), reasoner_.assess(facts, observations)));
}

Result<std::string> Service::list_runners() {
  GENU_ASSIGN(const std::vector<Runner> runners, store_.list_runners());
  Json list = Json::array();
  for (const Runner& runner : runners) list.push_back(runner_json(runner));
  return text_of({{"runners", std::move(list)}});
}

Result<std::string> Service::add_runner(std::string_view text) {
  GENU_ASSIGN(const Json json, parse_object(text));
  if (json.contains("name") && !json["name"].is_string())
    return fail(ErrorCode::invalid_input, "must be a text", "name");
  GENU_ASSIGN(const Runner runner, create_runner(json.value("name", "")));
  return text_of(runner_json(runner));
}

Result<Runner> Service::create_runner(const std::string& name) {
  if (name.size() > longest_name_bytes) return fail(ErrorCode::invalid_input, "must be at most 80 characters", "name");
  const Runner runner{new_id(), name, clock_.now()};
  GENU_TRY(store_.add_runner(runner));
  return runner;
}

Result<std::string> Service::runner(std::string_view id) {
  GENU_ASSIGN(const Runner runner, store_.read_runner(id));
  GENU_ASSIGN(const std::vector<Entry> entries, store_.list(id));
  Json list = Json::array();
  for (const Entry& entry : entries)
    list.push_back({{"id", entry.id},
                    {"kind", name_of(entry.kind)},
                    {"time", to_iso8601(entry.time)},
                    {"author", name_of(entry.author)}});
  Json json = runner_json(runner);
  json["entries"] = std::move(list);
  return text_of(json);
}

Result<void> Service::erase(std::string_view id) {
  jobs_.cancel(id);  // what still comes in finds no runner
  return store_.erase(id);
}

Result<std::string> Service::export_runner(std::string_view id) {
  GENU_ASSIGN(const Runner runner, store_.read_runner(id));
  GENU_ASSIGN(const std::vector<Entry> entries, store_.list(id));
  Json list = Json::array();
  for (const Entry& entry : entries) {
    const Result<Json> body = parse_object(entry.body);
    list.push_back({{"id", entry.id},
                    {"kind", name_of(entry.kind)},
                    {"time", to_iso8601(entry.time)},
                    {"author", name_of(entry.author)},
                    {"supersedes", entry.supersedes ? Json(*entry.supersedes) : Json(nullptr)},
                    {"body", body ? *body : Json(entry.body)}});
  }
  const Json json = {{"format", "genu-record"}, {"format_version", 1},           {"exported", to_iso8601(clock_.now())},
                     {"genu", program_version}, {"runner", runner_json(runner)}, {"entries", std::move(list)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<std::string> Service::interview(std::string_view id, std::optional<std::string_view> question) {
  std::optional<Screen> wanted;
  if (question) {
    wanted = find_screen(reasoner_.knowledge(), *question);
    if (!wanted) return fail(ErrorCode::not_found, "there is no such question", std::string(question->substr(0, 60)));
  }
  GENU_ASSIGN(const Gathered gathered, gather(id));
  return text_of(interview_json(reasoner_, gathered, wanted));
}

Result<std::string> Service::answer(std::string_view id, std::string_view text) {
  GENU_ASSIGN(const Json json, parse_object(text));
  for (const auto& [key, value] : json.items())
    if (key != "question" && key != "values" && key != "runner" && key != "from")
      return fail(ErrorCode::invalid_input, "unknown key", key.substr(0, 60));
  for (const char* key : {"question", "from"})
    if (json.contains(key) && !json[key].is_string()) return fail(ErrorCode::invalid_input, "must be a text", key);
  GENU_ASSIGN(const From from, parse_from(json.value("from", "runner")));
  const std::string question = json.value("question", "");
  if (from != From::clinician && !find_screen(reasoner_.knowledge(), question))
    return fail(ErrorCode::invalid_input, "there is no question \"" + question.substr(0, 60) + "\"", "question");

  const Instant now = clock_.now();
  RunnerFacts facts;
  if (json.contains("runner")) GENU_TRY(read_facts(json["runner"], facts));
  if (json.contains("values")) GENU_TRY(read_findings(reasoner_.knowledge(), json["values"], now, from));

  Entry entry;
  entry.id = new_id();
  entry.runner = std::string(id);
  entry.kind = EntryKind::answers;
  entry.time = now;
  entry.author = from == From::clinician ? Author::clinician : Author::runner;
  Json body = json;
  body["from"] = name_of(from);
  entry.body = text_of(body);
  GENU_TRY(store_.append(entry));
  // Another first day of the pain: the training history says something else.
  if (json.contains("runner") && json["runner"].contains("onset")) GENU_TRY(training_of(id));
  GENU_ASSIGN(const Gathered gathered, gather(id));
  return text_of(interview_json(reasoner_, gathered, std::nullopt));
}

Result<std::string> Service::assessment(std::string_view id) {
  GENU_ASSIGN(const Gathered gathered, gather(id));
  const Assessment assessment = reasoner_.assess(gathered.facts, gathered.observations);
  const Instant now = clock_.now();
  const std::string body = text_of(stored_assessment(reasoner_.knowledge(), assessment));
  if (gathered.assessments.empty() || body != gathered.assessments.back().body) {
    Entry entry;
    entry.id = new_id();
    entry.runner = std::string(id);
    entry.kind = EntryKind::assessment;
    entry.time = now;
    entry.author = Author::genu;
    entry.body = body;
    GENU_TRY(store_.append(entry));
  }
  return text_of(view_json(reasoner_, assessment, earlier_than(body, gathered.assessments), to_iso8601(now)));
}

Result<Assessment> Service::assess_runner(std::string_view id) {
  GENU_ASSIGN(const Gathered gathered, gather(id));
  return reasoner_.assess(gathered.facts, gathered.observations);
}

Result<std::string> Service::exam(std::string_view id) {
  GENU_ASSIGN(const Assessment assessment, assess_runner(id));
  return text_of(exam_json(reasoner_, assessment));
}

Result<std::string> Service::import_state(std::string_view id) {
  GENU_TRY(store_.read_runner(id));
  return text_of(import_json(jobs_.state(id)));
}

Result<std::string> Service::import_piece(std::string_view id, std::string_view name, std::uint64_t offset,
                                          std::uint64_t size, std::string_view bytes) {
  GENU_TRY(store_.read_runner(id));
  GENU_ASSIGN(const ImportJobs::State state, jobs_.receive(id, name, offset, size, bytes));
  return text_of(import_json(state));
}

Result<std::string> Service::import_start(std::string_view id) {
  GENU_TRY(store_.read_runner(id));
  GENU_ASSIGN(const ImportJobs::State state, jobs_.start(id));
  return text_of(import_json(state));
}

Result<std::string> Service::import_cancel(std::string_view id) {
  GENU_TRY(store_.read_runner(id));
  return text_of(import_json(jobs_.cancel(id)));
}

Result<ImportState> Service::import_paths(const std::string& id, const std::vector<std::string>& paths,
                                          unsigned threads, const ImportWatcher& watch) {
  GENU_TRY(store_.read_runner(id));
  GENU_ASSIGN(ImportState state, import_activities(
                                     store_, id, paths, threads, clock_, [this] { return new_id(); }, watch));
  GENU_TRY(training_of(id));
  return state;
}

Result<TrainingReport> Service::training_of(std::string_view id) {
  GENU_ASSIGN(const std::vector<Entry> entries, store_.list(id, EntryKind::activity));
  GENU_ASSIGN(std::vector<RecordedRun> runs, standing_runs(entries));
  GENU_ASSIGN(const Gathered gathered, gather(id));
  TrainingReport report = make_training_report(std::move(runs), onset_of(gathered.facts), day_of(clock_.now()));
  if (gathered.training_values != text_of(values_of(report.findings)) &&
      !(gathered.training_values.empty() && report.findings.empty()))
    GENU_TRY(record_findings(id, report));
  return report;
}

Result<void> Service::record_findings(std::string_view runner, const TrainingReport& report) {
  Entry entry;
  entry.id = new_id();
  entry.runner = std::string(runner);
  entry.kind = EntryKind::answers;
  entry.time = clock_.now();
  entry.author = Author::genu;
  entry.body =
      text_of({{"from", name_of(From::device)}, {"origin", "training"}, {"values", values_of(report.findings)}});
  return store_.append(entry);
}

Result<std::string> Service::training(std::string_view id) {
  GENU_ASSIGN(const TrainingReport report, training_of(id));
  return text_of(training_json(reasoner_.knowledge(), report));
}

Result<std::string> Service::activity(std::string_view id, std::string_view entry) {
  GENU_ASSIGN(const TrainingReport report, training_of(id));
  const RecordedRun* recorded = nullptr;
  for (const std::vector<RecordedRun>* list : {&report.runs, &report.others})
    for (const RecordedRun& candidate : *list)
      if (candidate.entry == entry) recorded = &candidate;
  if (recorded == nullptr)
    return fail(ErrorCode::not_found, "there is no activity with this id", std::string(entry.substr(0, 60)));
  std::optional<Trace> trace;
  if (!recorded->file.id.empty()) {
    GENU_ASSIGN(const Original original, store_.read_original(id, recorded->file.id));
    const Result<Decoded> decoded = read_activity(original.bytes);
    if (decoded && recorded->file.place < decoded->activities.size())
      trace = trace_of(decoded->activities[recorded->file.place]);
  }
  return text_of(activity_json(reasoner_.knowledge(), report, *recorded, trace));
}

}  // namespace genu
