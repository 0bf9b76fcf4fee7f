#include <algorithm>
#include <cmath>
#include <set>

#include "service/views.h"

namespace genu {
namespace {

constexpr std::size_t most_questions_next = 8;
constexpr std::size_t most_tests_each = 5;
constexpr std::size_t most_tests_for_cause = 3;
constexpr double least_bits_for_cause = 0.01;
constexpr double imaging_effort = 8;  // imaging and laboratory: not for the first visit
constexpr double share_of_support = 1e-3;

double rounded(double value, double step) { return std::round(value / step) * step; }
double probability_figure(double value) { return std::round(value * 10'000) / 10'000; }

// Three significant digits: a factor of 2.3, 0.071 or 41.
double factor_figure(double factor) {
  const double step = std::pow(10.0, std::floor(std::log10(factor)) - 2);
  return rounded(factor, step);
}

Json influences_json(const Knowledge& knowledge, const std::vector<Influence>& influences) {
  Json list = Json::array();
  for (const Influence& influence : influences)
    list.push_back({{"finding", knowledge.finding(influence.finding).id},
                    {"factor", factor_figure(influence.factor)},
                    {"source", source_ids(knowledge, influence.sources)}});
  return list;
}

Json finding_ids(const Knowledge& knowledge, const std::vector<FindingIndex>& findings) {
  Json list = Json::array();
  for (const FindingIndex finding : findings) list.push_back(knowledge.finding(finding).id);
  return list;
}

std::string rule_of(const Knowledge& knowledge, const ProbabilityReason& reason) {
  return "probable:" + knowledge.cause(reason.leading).id;
}

Json asked_json(const Knowledge& knowledge, const Gain& gain) {
  const std::string& question =
      gain.choice ? knowledge.question(*gain.choice).title : knowledge.finding(gain.finding).question;
  return {{"finding", gain.choice ? knowledge.question(*gain.choice).id : knowledge.finding(gain.finding).id},
          {"question", question},
          {"gain_bits", probability_figure(gain.bits)}};
}

Json test_json(const Knowledge& knowledge, const Gain& gain) {
  const Finding& finding = knowledge.finding(gain.finding);
  return {{"finding", finding.id},
          {"question", finding.test_name.empty() ? finding.question : finding.test_name + ": " + finding.question},
          {"help", finding.help},
          {"gain_bits", probability_figure(gain.bits)}};
}

}  // namespace

bool is_hands_on(const Finding& finding) { return finding.who == Who::clinician && finding.effort < imaging_effort; }

Json source_json(const Source& source) {
  const std::string address = source.address();
  return {
      {"citation", source.citation()}, {"url", address.empty() ? Json(nullptr) : Json(address)}, {"seen", source.seen}};
}

Json source_ids(const Knowledge& knowledge, const std::vector<SourceIndex>& sources) {
  Json list = Json::array();
  for (const SourceIndex source : sources) list.push_back(knowledge.source(source).id);
  return list;
}

Json because_json(const Knowledge& knowledge, const Evidence& evidence, const std::vector<FindingIndex>& findings) {
  Json list = Json::array();
  for (const FindingIndex finding : findings)
    list.push_back({{"finding", knowledge.finding(finding).id}, {"text", statement(knowledge, finding, evidence)}});
  return list;
}

Json assessment_json(const Knowledge& knowledge, const Assessment& assessment) {
  Json reasons = Json::array();
  if (assessment.raised_by)
    reasons.push_back({{"rule", rule_of(knowledge, *assessment.raised_by)},
                       {"because", finding_ids(knowledge, assessment.raised_by->because)},
                       {"source", Json::array()}});
  for (const FiredRule& fired : assessment.triage.fired)
    reasons.push_back({{"rule", fired.rule->id},
                       {"because", finding_ids(knowledge, fired.because)},
                       {"source", source_ids(knowledge, fired.rule->sources)}});
  Json causes = Json::array();
  for (const std::size_t place : assessment.diagnosis.shown) {
    const CauseReport& report = assessment.diagnosis.causes[place];
    causes.push_back({{"id", knowledge.cause(report.cause).id},
                      {"name", knowledge.cause(report.cause).name},
                      {"probability", probability_figure(report.probability)},
                      {"low", probability_figure(report.low)},
                      {"high", probability_figure(report.high)},
                      {"for", influences_json(knowledge, report.speaks_for)},
                      {"against", influences_json(knowledge, report.speaks_against)}});
  }
  Json contributors = Json::array();
  for (const ContributorReport& report : assessment.contributors) {
    std::set<std::string> sources;
    for (const Statement& part : report.contributor->statements)
      for (const SourceIndex source : part.sources) sources.insert(knowledge.source(source).id);
    contributors.push_back({{"id", report.contributor->id},
                            {"name", report.contributor->name},
                            {"because", finding_ids(knowledge, report.because)},
                            {"source", sources}});
  }
  Json next = Json::array();
  for (const Gain& gain : assessment.ask_next)
    if (next.size() < most_questions_next) next.push_back(asked_json(knowledge, gain));
  return {{"knowledge", {{"version", knowledge.version()}, {"sha256", knowledge.sha256()}}},
          {"urgency", {{"level", name_of(assessment.level)}, {"reasons", std::move(reasons)}}},
          {"causes", std::move(causes)},
          {"none_of_these", probability_figure(assessment.diagnosis.none)},
          {"contributors", std::move(contributors)},
          {"ask_next", std::move(next)}};
}

Json care_json(const Knowledge& knowledge, const Assessment& assessment) {
  const UrgencyThreshold& threshold = knowledge.data().urgency_thresholds[static_cast<std::size_t>(assessment.level)];
  Json reasons = Json::array();
  if (assessment.raised_by) {
    const Cause& leading = knowledge.cause(assessment.raised_by->leading);
    reasons.push_back({{"rule", rule_of(knowledge, *assessment.raised_by)},
                       {"name", "Your answers fit " + leading.lay_name},
                       {"because", because_json(knowledge, assessment.evidence, assessment.raised_by->because)},
                       {"action", threshold.action},
                       {"hazard", nullptr},
                       {"source", Json::array()}});
  }
  for (const FiredRule& fired : assessment.triage.fired)
    reasons.push_back({{"rule", fired.rule->id},
                       {"name", fired.rule->name},
                       {"level", name_of(fired.rule->level)},
                       {"because", because_json(knowledge, assessment.evidence, fired.because)},
                       {"action", fired.rule->action},
                       {"hazard", fired.rule->hazard},
                       {"source", source_ids(knowledge, fired.rule->sources)}});
  Json open = Json::array();
  for (const OpenRule& rule : assessment.triage.open) {
    if (rule.rule->level < UrgencyLevel::urgent) continue;
    Json questions = Json::array();
    for (const FindingIndex finding : rule.unanswered)
      if (knowledge.finding(finding).who != Who::clinician) questions.push_back(knowledge.finding(finding).question);
    if (questions.empty()) continue;
    open.push_back({{"rule", rule.rule->id}, {"name", rule.rule->name}, {"questions", std::move(questions)}});
  }
  const bool by_rule = !assessment.raised_by && !assessment.triage.fired.empty();
  return {{"level", name_of(assessment.level)},
          {"title", threshold.title},
          {"action", by_rule ? assessment.triage.fired.front().rule->action : threshold.action},
          {"reasons", std::move(reasons)},
          {"not_ruled_out", std::move(open)}};
}

namespace {

// Writes the parts of the result page and remembers every source that they name.
class ViewWriter {
 public:
  ViewWriter(const Reasoner& reasoner, const Assessment& assessment)
      : knowledge_(reasoner.knowledge()),
        network_(reasoner.network()),
        assessment_(assessment),
        support_(network_.support_of(assessment.inference, share_of_support)) {}

  Json causes() {
    Json list = Json::array();
    for (const std::size_t place : assessment_.diagnosis.shown) {
      const CauseReport& report = assessment_.diagnosis.causes[place];
      const Cause& cause = knowledge_.cause(report.cause);
      list.push_back({{"id", cause.id},
                      {"name", cause.name},
                      {"lay_name", cause.lay_name},
                      {"definition", cause.definition},
                      {"urgency", name_of(cause.urgency)},
                      {"word", word_for(report.probability)},
                      {"probability", probability_figure(report.probability)},
                      {"low", probability_figure(report.low)},
                      {"high", probability_figure(report.high)},
                      {"for", influences(report.speaks_for)},
                      {"against", influences(report.speaks_against)},
                      {"settle", settle(report.cause)}});
    }
    return list;
  }

  // Dangerous causes that are not among those shown but are at least as likely as before any question.
  Json also_consider() {
    Json list = Json::array();
    const auto& shown = assessment_.diagnosis.shown;
    for (std::size_t place = 0; place < assessment_.diagnosis.causes.size(); ++place) {
      const CauseReport& report = assessment_.diagnosis.causes[place];
      const Cause& cause = knowledge_.cause(report.cause);
      if (!cause.must_not_miss || report.probability < 0.01) continue;
      if (std::find(shown.begin(), shown.end(), place) != shown.end()) continue;
      list.push_back({{"id", cause.id},
                      {"name", cause.name},
                      {"lay_name", cause.lay_name},
                      {"probability", probability_figure(report.probability)},
                      {"why", "It is not likely from your answers, but it must not be missed."}});
    }
    return list;
  }

  Json contributors() {
    Json list = Json::array();
    for (const ContributorReport& report : assessment_.contributors) {
      std::vector<SourceIndex> sources;
      for (const Statement& part : report.contributor->statements)
        sources.insert(sources.end(), part.sources.begin(), part.sources.end());
      std::sort(sources.begin(), sources.end());
      sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
      list.push_back({{"id", report.contributor->id},
                      {"name", report.contributor->name},
                      {"lay_name", report.contributor->lay_name},
                      {"because", because_json(knowledge_, assessment_.evidence, report.because)},
                      {"advice", report.contributor->advice},
                      {"source", note(sources)}});
    }
    return list;
  }

  Json settle_overall() const {
    Json self = Json::array(), clinician = Json::array();
    for (const Gain& gain : assessment_.ask_next) {
      const Finding& finding = knowledge_.finding(gain.finding);
      if (finding.who == Who::self_test && self.size() < most_tests_each) self.push_back(test_json(knowledge_, gain));
      if (is_hands_on(finding) && clinician.size() < most_tests_each) clinician.push_back(test_json(knowledge_, gain));
    }
    return {{"self_test", std::move(self)}, {"clinician", std::move(clinician)}};
  }

  Json care() {
    for (const FiredRule& fired : assessment_.triage.fired) note(fired.rule->sources);
    return care_json(knowledge_, assessment_);
  }

  Json sources() const {
    Json map = Json::object();
    for (const SourceIndex index : used_) {
      const Source& source = knowledge_.source(index);
      map[source.id] = source_json(source);
    }
    return map;
  }

 private:
  Json note(const std::vector<SourceIndex>& sources) {
    used_.insert(sources.begin(), sources.end());
    return source_ids(knowledge_, sources);
  }

  Json influences(const std::vector<Influence>& list) {
    Json result = Json::array();
    for (const Influence& influence : list)
      result.push_back({{"finding", knowledge_.finding(influence.finding).id},
                        {"text", statement(knowledge_, influence.finding, assessment_.evidence)},
                        {"factor", factor_figure(influence.factor)},
                        {"source", note(influence.sources)},
                        {"basis", name_of(influence.basis)}});
    return result;
  }

  Json settle(CauseIndex cause) const {
    std::vector<std::pair<double, const Gain*>> best;
    for (const Gain& gain : assessment_.ask_next) {
      const Finding& finding = knowledge_.finding(gain.finding);
      if (gain.choice || finding.who == Who::self) continue;
      const double bits = bits_about_cause(network_, assessment_.inference, support_, gain.finding, cause);
      if (bits >= least_bits_for_cause) best.emplace_back(bits / finding.effort, &gain);
    }
    std::stable_sort(best.begin(), best.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    if (best.size() > most_tests_for_cause) best.resize(most_tests_for_cause);
    Json list = Json::array();
    for (const auto& [value, gain] : best) {
      const Finding& finding = knowledge_.finding(gain->finding);
      list.push_back({{"finding", finding.id},
                      {"question", finding.test_name.empty() ? finding.question : finding.test_name},
                      {"who", name_of(finding.who)},
                      {"gain_bits", probability_figure(value * finding.effort)}});
    }
    return list;
  }

  const Knowledge& knowledge_;
  const Network& network_;
  const Assessment& assessment_;
  Support support_;
  std::set<SourceIndex> used_;
};

Json changes_json(const Knowledge& knowledge, const Assessment& assessment, const Earlier& earlier) {
  Json causes = Json::array();
  for (const CauseReport& report : assessment.diagnosis.causes) {
    const Cause& cause = knowledge.cause(report.cause);
    const auto before = std::find_if(earlier.causes.begin(), earlier.causes.end(),
                                     [&](const auto& entry) { return entry.first == cause.id; });
    if (before == earlier.causes.end() || std::abs(before->second - report.probability) < 0.01) continue;
    causes.push_back({{"id", cause.id},
                      {"name", cause.name},
                      {"before", before->second},
                      {"after", probability_figure(report.probability)}});
  }
  if (causes.empty()) return nullptr;
  return {{"since", earlier.since}, {"causes", std::move(causes)}};
}

}  // namespace

Json view_json(const Reasoner& reasoner, const Assessment& assessment, const std::optional<Earlier>& earlier,
               const std::string& generated) {
  const Knowledge& knowledge = reasoner.knowledge();
  ViewWriter writer(reasoner, assessment);
  Json view;
  view["assessment"] = assessment_json(knowledge, assessment);
  view["care"] = writer.care();
  view["causes"] = writer.causes();
  view["also_consider"] = writer.also_consider();
  view["none_of_these"] = {{"probability", probability_figure(assessment.diagnosis.none)},
                           {"word", word_for(assessment.diagnosis.none)},
                           {"name", knowledge.data().none_name},
                           {"text", knowledge.data().none_text}};
  view["contributors"] = writer.contributors();
  view["settle"] = writer.settle_overall();
  view["cannot_know"] = knowledge.data().cannot_know;
  view["changes"] = earlier ? changes_json(knowledge, assessment, *earlier) : Json(nullptr);
  view["sources"] = writer.sources();
  view["generated"] = generated;
  view["knowledge"] = {{"version", knowledge.version()}, {"sha256", knowledge.sha256()}};
  return view;
}

}  // namespace genu
