#include "service/exam_report.h"

#include <algorithm>
#include <array>

#include "service/answers_json.h"
#include "service/exam_json.h"
#include "service/topic_json.h"

namespace genu {
namespace {

// Findings whose "yes" is the barrier: after the avoid_if of the tests in knowledge/findings.yaml.
struct BarrierFindings {
  Barrier barrier;
  std::array<const char*, 7> findings;
};
constexpr BarrierFindings findings_of_barriers[] = {
    {Barrier::hot_or_ill, {"fever_chills", "warmth_self", "ex_warmth", "ex_fever38"}},
    {Barrier::locked, {"locked_now", "ex_extension_block"}},
    {Barrier::cannot_bear_weight, {"fn_cannot_weight_bear"}},
    {Barrier::limp, {"fn_limp", "prov_level_walking", "pain_weight_bearing_severe"}},
    {Barrier::swollen, {"ex_swelling_any", "ex_effusion_ballottement", "ex_effusion_bulge", "ex_effusion_tense"}},
    {Barrier::possible_bone_stress,
     {"night_pain_wakes", "rest_pain", "prov_press_bone", "ex_bone_tender_tibia", "ex_bone_tender_femur",
      "hx_stress_fracture", "char_severe_at_rest"}},
};

std::optional<double> figure(const Topic* topic, const char* id) { return topic ? topic->figure(id) : std::nullopt; }

std::optional<Reference::Spread> spread(const Topic* topic, const char* mean, const char* sd) {
  const auto value = figure(topic, mean);
  return value ? std::optional(Reference::Spread{*value, figure(topic, sd)}) : std::nullopt;
}

void take(const Topic* topic, const char* id, double& value) { value = figure(topic, id).value_or(value); }
void take(const Topic* topic, const char* id, int& value) {
  if (const auto found = figure(topic, id)) value = static_cast<int>(*found);
}

Json sources_json(const Knowledge& knowledge, const Topic* topic) {
  Json list = Json::array();
  if (topic != nullptr)
    for (const SourceIndex source : topic->sources) list.push_back(source_json(knowledge.source(source)));
  return list;
}

void add_topic(const Knowledge& knowledge, const char* id, Json& json) {
  const Topic* topic = knowledge.find_topic(id);
  json["name"] = topic ? topic->name : id;
  json["definition"] = topic ? topic->definition : "";
  json["caution"] = topic ? topic->caution : "";
  json["sources"] = sources_json(knowledge, topic);
}

Json person_json(const ExamPerson& person) {
  return {{"age_years", rounded(person.age_years, 0)},
          {"sex", person.sex ? Json(*person.sex == PersonSex::female ? "female" : "male") : Json(nullptr)},
          {"mass_kg", rounded(person.mass_kg, 1)},
          {"sore_leg", person.sore_leg ? Json(name_of(*person.sore_leg)) : Json(nullptr)}};
}

Json expected_json(const std::optional<Expected>& expected) {
  if (!expected) return nullptr;
  return {
      {"centre", rounded(expected->centre, 2)}, {"sd", rounded(expected->sd, 3)}, {"is_median", expected->is_median}};
}

const char* from_word(bool by_clinician) { return name_of(by_clinician ? From::clinician : From::self_test); }

class StrengthWriter {
 public:
  StrengthWriter(const Knowledge& knowledge, const ExamRecord& record)
      : knowledge_(knowledge), record_(record), references_(references_of(knowledge)) {}

  Json write() {
    return {{"person", person_json(record_.person)},
            {"stop_rules", stop_rules_json()},
            {"barriers", barriers_json()},
            {"tests", tests_json()},
            {"latest", latest_json()},
            {"sessions", sessions_json()}};
  }

 private:
  const Reference& reference_of(StrengthTest test) const { return references_[static_cast<std::size_t>(test)]; }

  static Json stop_rules_json() {
    Json list = Json::array();
    for (const char* rule : stop_rules()) list.push_back(rule);
    return list;
  }

  Json barriers_json() const {
    Json list = Json::array();
    for (const BarrierInfo& info : barriers()) {
      const auto held = std::find_if(record_.barriers.begin(), record_.barriers.end(),
                                     [&](const RecordBarrier& one) { return one.barrier == info.barrier; });
      Json because = Json::array();
      if (held != record_.barriers.end())
        for (const FindingIndex finding : held->because) because.push_back(knowledge_.finding(finding).short_yes);
      list.push_back({{"id", info.id},
                      {"question", info.question},
                      {"reason", info.reason},
                      {"in_record", held != record_.barriers.end()},
                      {"because", std::move(because)}});
    }
    return list;
  }

  Json tests_json() const {
    constexpr const char* scales[] = {"amount", "faults", "answer", "force"};
    Json list = Json::array();
    for (const TestInfo& info : strength_tests()) {
      Json json = {{"id", info.id},
                   {"unit", info.unit},
                   {"scale", scales[static_cast<std::size_t>(info.scale)]},
                   {"by_clinician", info.by_clinician},
                   {"least", info.least},
                   {"most", info.most},
                   {"choices", Json::array()},
                   {"forbidden_by", Json::array()}};
      for (const Choice& choice : info.choices) json["choices"].push_back({{"id", choice.id}, {"label", choice.label}});
      for (const BarrierInfo& barrier : barriers())
        if (forbids(barrier.barrier, info.test)) json["forbidden_by"].push_back(barrier.id);
      const Reference& reference = reference_of(info.test);
      json["expected"] = expected_json(expected_for(reference, record_.person));
      json["detectable_change"] = rounded(reference.detectable_change, 2);
      json["train_below"] = rounded(reference.train_below, 2);
      add_topic(knowledge_, info.id, json);
      list.push_back(std::move(json));
    }
    return list;
  }

  static Json leg_json(const TestInfo& info, const std::optional<LegResult>& leg) {
    if (!leg) return nullptr;
    const LegMeasure& measure = leg->measure;
    Json json = {{"value", rounded(leg->compared, 2)},
                 {"percentile", rounded(leg->percentile, 0)},
                 {"pain", measure.pain ? Json(*measure.pain) : Json(nullptr)},
                 {"ended", name_of(measure.ended)}};
    if (info.scale == Scale::force) {
      json["force_n"] = rounded(measure.value, 1);
      json["arm_cm"] = measure.arm_m ? rounded(*measure.arm_m * 100, 1) : Json(nullptr);
    }
    if (info.scale == Scale::answer) json["answer"] = info.choices[static_cast<std::size_t>(measure.value)].id;
    if (info.scale == Scale::faults) {
      json["parts"] = Json::array();
      for (std::size_t i = 0; i < info.choices.size(); ++i)
        if (has_part(measure.parts, i)) json["parts"].push_back(info.choices[i].id);
    }
    return json;
  }

  static Json result_json(const TestResult& result) {
    const TestInfo& info = info_of(result.test);
    Json json = {{"test", info.id},
                 {"unit", info.unit},
                 {"left", leg_json(info, result.left)},
                 {"right", leg_json(info, result.right)},
                 {"symmetry", nullptr},
                 {"expected", expected_json(result.expected)},
                 {"outcome", name_of(result.outcome)},
                 {"sentence", result.sentence},
                 {"cautions", result.cautions}};
    if (result.symmetry)
      json["symmetry"] = {{"percent", rounded(result.symmetry->percent, 0)},
                          {"weaker", name_of(result.symmetry->weaker)},
                          {"of_sore_leg", result.symmetry->of_sore_leg}};
    return json;
  }

  std::vector<TestResult> results_of(const StrengthSession& session) const {
    return judge(session.measures, record_.person, references_);
  }

  Json sessions_json() const {
    Json list = Json::array();
    for (auto kept = record_.strength.rbegin(); kept != record_.strength.rend(); ++kept) {
      Json results = Json::array();
      for (const TestResult& result : results_of(kept->session)) results.push_back(result_json(result));
      list.push_back({{"entry", kept->entry},
                      {"time", to_iso8601(kept->time)},
                      {"from", from_word(kept->session.by_clinician)},
                      {"pain_now", kept->session.pain_now ? Json(*kept->session.pain_now) : Json(nullptr)},
                      {"results", std::move(results)}});
    }
    return list;
  }

  // The newest result of each test, against the one before it.
  Json latest_json() const {
    Json list = Json::array();
    for (const TestInfo& info : strength_tests()) {
      std::vector<std::pair<TestResult, const ExamRecord::Kept<StrengthSession>*>> found;  // newest first, at most two
      for (auto kept = record_.strength.rbegin(); kept != record_.strength.rend() && found.size() < 2; ++kept)
        for (TestResult& result : results_of(kept->session))
          if (result.test == info.test) found.emplace_back(std::move(result), &*kept);
      if (found.empty()) continue;
      Json json = result_json(found[0].first);
      json["time"] = to_iso8601(found[0].second->time);
      json["from"] = from_word(found[0].second->session.by_clinician);
      json["change"] = nullptr;
      if (found.size() == 2)
        if (const auto change = change_since(found[0].first, found[1].first, reference_of(info.test)))
          json["change"] = change_json(*change, *found[1].second);
      list.push_back(std::move(json));
    }
    return list;
  }

  static Json change_json(const TestChange& change, const ExamRecord::Kept<StrengthSession>& before) {
    Json legs = Json::array();
    for (const LegChange& leg : change.legs)
      legs.push_back(
          {{"leg", name_of(leg.leg)}, {"difference", rounded(leg.difference, 2)}, {"word", name_of(leg.word)}});
    return {{"since", to_iso8601(before.time)}, {"legs", std::move(legs)}, {"sentence", change.sentence}};
  }

  const Knowledge& knowledge_;
  const ExamRecord& record_;
  References references_;
};

Json foot_json(const std::optional<FootResult>& foot) {
  if (!foot) return nullptr;
  Json readings = Json::array();
  for (const FootReading& reading : foot->readings)
    readings.push_back({{"measure", name_of(reading.measure)},
                        {"value", rounded(reading.value, 3)},
                        {"posture", reading.posture ? Json(name_of(*reading.posture)) : Json(nullptr)},
                        {"trust", name_of(reading.trust)},
                        {"sentence", reading.sentence}});
  return {{"posture", foot->posture ? Json(name_of(*foot->posture)) : Json(nullptr)},
          {"decided_by", foot->decided_by ? Json(name_of(*foot->decided_by)) : Json(nullptr)},
          {"trust", name_of(foot->trust)},
          {"readings", std::move(readings)},
          {"disagreements", foot->disagreements}};
}

Json feet_result_json(const FeetResult& result) {
  return {{"left", foot_json(result.left)},
          {"right", foot_json(result.right)},
          {"differences", result.differences},
          {"sentence", result.sentence}};
}

Json items_json(const Foot& foot) {
  Json list = Json::array();
  for (const std::optional<int>& item : foot.items) list.push_back(item ? Json(*item) : Json(nullptr));
  return list;
}

FeetResult result_of(const FeetSession& session, const FootFigures& figures) {
  return judge_feet(session.left, session.right, figures, session.by_clinician);
}

FeetSession newest_feet(const ExamRecord& record) {
  std::vector<FeetSession> sessions;
  for (const auto& kept : record.feet) sessions.push_back(kept.session);
  return newest_of(sessions);
}

}  // namespace

References references_of(const Knowledge& knowledge) {
  References references;
  for (const TestInfo& info : strength_tests()) {
    const Topic* topic = knowledge.find_topic(info.id);
    Reference& reference = references[static_cast<std::size_t>(info.test)];
    reference.all = spread(topic, "mean_all", "sd_all");
    reference.women = spread(topic, "mean_women", "sd_women");
    reference.men = spread(topic, "mean_men", "sd_men");
    reference.median_women = figure(topic, "median_women");
    reference.median_men = figure(topic, "median_men");
    reference.detectable_change = figure(topic, "detectable_change");
    reference.detectable_symmetry_points = figure(topic, "detectable_symmetry");
    reference.symmetry_bar_percent = figure(topic, "symmetry_bar");
    reference.train_below = figure(topic, "train_below");
    const auto at_birth = figure(topic, "at_birth"), per_year = figure(topic, "per_year");
    const auto men_more = figure(topic, "men_more"), sd = figure(topic, "spread");
    if (at_birth && per_year && men_more && sd)
      reference.by_age = Reference::ByAge{*at_birth, *per_year, *men_more, *sd};
  }
  return references;
}

FootFigures foot_figures_of(const Knowledge& knowledge) {
  FootFigures figures;
  const Topic* index = knowledge.find_topic("foot_posture_index");
  take(index, "usual_from", figures.usual_from);
  take(index, "usual_to", figures.usual_to);
  take(index, "pronated_to", figures.pronated_to);
  take(index, "other_usual_from", figures.other_usual_from);
  take(index, "other_usual_to", figures.other_usual_to);
  const Topic* drop = knowledge.find_topic("navicular_drop");
  take(drop, "lowest_limit", figures.lowest_drop_limit_mm);
  take(drop, "highest_limit", figures.highest_drop_limit_mm);
  return figures;
}

ShoeFigures shoe_figures_of(const Knowledge& knowledge) {
  ShoeFigures figures;
  take(knowledge.find_topic("shoe_wear"), "look_from", figures.look_from_km);
  const Topic* cushioning = knowledge.find_topic("shoe_cushioning");
  take(cushioning, "lighter_men", figures.lighter_men_kg);
  take(cushioning, "lighter_women", figures.lighter_women_kg);
  const Topic* minimal = knowledge.find_topic("shoe_minimal");
  take(minimal, "risk_above", figures.minimal_risk_above_kg);
  take(minimal, "pain_above", figures.minimal_pain_above_km_a_week);
  return figures;
}

ExamPerson exam_person_of(const RunnerFacts& facts) {
  ExamPerson person;
  person.age_years = facts.age_years;
  if (facts.sex) person.sex = *facts.sex == Sex::female ? PersonSex::female : PersonSex::male;
  person.mass_kg = facts.weight_kg;
  if (facts.painful_knee == Side::left) person.sore_leg = Leg::left;
  if (facts.painful_knee == Side::right) person.sore_leg = Leg::right;
  return person;
}

std::vector<RecordBarrier> record_barriers(const Knowledge& knowledge, const Assessment& assessment) {
  std::vector<RecordBarrier> list;
  if (assessment.triage.level && *assessment.triage.level >= UrgencyLevel::urgent)
    list.push_back({Barrier::red_flag, {}});
  for (const BarrierFindings& one : findings_of_barriers) {
    RecordBarrier held{one.barrier, {}};
    for (const char* id : one.findings) {
      if (id == nullptr) break;
      const auto finding = knowledge.find_finding(id);
      if (finding && assessment.evidence.yes_no(*finding).value_or(false)) held.because.push_back(*finding);
    }
    if (!held.because.empty()) list.push_back(std::move(held));
  }
  return list;
}

Json strength_json(const Knowledge& knowledge, const ExamRecord& record) {
  return StrengthWriter(knowledge, record).write();
}

Json feet_json(const Knowledge& knowledge, const ExamRecord& record) {
  const FootFigures figures = foot_figures_of(knowledge);
  Json form = Json::array(), topics = Json::array(), sessions = Json::array(), shoes = Json::array(),
       advice = Json::array();
  for (const FootPostureItem& item : foot_posture_form())
    form.push_back({{"id", item.id},
                    {"name", item.name},
                    {"supinated", item.supinated},
                    {"usual", item.usual},
                    {"pronated", item.pronated}});
  for (const char* id : {"foot_posture_index", "navicular_drop", "arch_height_index", "footprint", "pronation"}) {
    Json topic = {{"id", id}};
    add_topic(knowledge, id, topic);
    topics.push_back(std::move(topic));
  }
  for (auto kept = record.feet.rbegin(); kept != record.feet.rend(); ++kept)
    sessions.push_back({{"entry", kept->entry},
                        {"time", to_iso8601(kept->time)},
                        {"from", from_word(kept->session.by_clinician)},
                        {"left_items", items_json(kept->session.left)},
                        {"right_items", items_json(kept->session.right)},
                        {"result", feet_result_json(result_of(kept->session, figures))}});
  const FeetSession known = newest_feet(record);
  const FeetResult result = result_of(known, figures);
  for (const ShoeUse& shoe : record.shoes.shoes)
    shoes.push_back({{"name", shoe.name},
                     {"distance_km", rounded(shoe.distance_km, 0)},
                     {"days_since_first", shoe.days_since_first},
                     {"days_since_last", shoe.days_since_last}});
  for (const ShoeAdvice& one : shoe_advice(result, record.shoes, record.person, shoe_figures_of(knowledge))) {
    Json json = {{"topic", one.topic}, {"word", name_of(one.word)}, {"reason", one.reason}};
    add_topic(knowledge, one.topic, json);
    advice.push_back(std::move(json));
  }
  return {{"person", person_json(record.person)},
          {"form", std::move(form)},
          {"topics", std::move(topics)},
          {"latest", record.feet.empty() ? Json(nullptr) : feet_result_json(result)},
          {"sessions", std::move(sessions)},
          {"shoes", std::move(shoes)},
          {"advice", std::move(advice)}};
}

Json exam_values(const std::vector<ExamFinding>& findings) {
  Json values = Json::object();
  for (const ExamFinding& finding : findings) {
    if (const bool* yes = std::get_if<bool>(&finding.value)) values[finding.id] = *yes ? "yes" : "no";
    if (const double* number = std::get_if<double>(&finding.value)) values[finding.id] = *number;
  }
  return values;
}

Result<ExamRecord> exam_of_document(const Json& document, Instant now) {
  for (const auto& [key, value] : document.items())
    if (key != "runner" && key != "strength" && key != "feet" && key != "shoes")
      return fail(ErrorCode::invalid_input, "unknown key; use runner, strength, feet and shoes", key.substr(0, 60));
  if (!document.contains("strength") && !document.contains("feet"))
    return fail(ErrorCode::invalid_input, "give strength or feet, or both", "strength");
  ExamRecord record;
  RunnerFacts facts;
  if (document.contains("runner")) GENU_TRY(read_facts(document["runner"], facts));
  record.person = exam_person_of(facts);
  if (document.contains("strength")) {
    GENU_ASSIGN(StrengthSession session, read_strength(document["strength"]));
    record.strength.push_back({"", now, std::move(session)});
  }
  if (document.contains("feet")) {
    GENU_ASSIGN(FeetSession session, read_feet(document["feet"]));
    record.feet.push_back({"", now, std::move(session)});
  }
  if (document.contains("shoes")) {
    GENU_ASSIGN(record.shoes.shoes, read_shoes(document["shoes"]));
  }
  return record;
}

}  // namespace genu
