#include "knowledge/compiler/checks.h"

#include <algorithm>
#include <cstdio>
#include <set>

#include "knowledge/compiler/readability.h"

namespace genu {
namespace {

class Checker {
 public:
  explicit Checker(const KnowledgeData& data) : data_(data) {}

  std::vector<std::string> run() {
    causes();
    findings();
    questions();
    likelihoods();
    for (const PriorModifier& modifier : data_.modifiers)
      provenance("modifier of " + data_.causes[modifier.cause.value].id, modifier.odds_ratio);
    for (const Family& family : data_.families) {
      if (family.further_weight < 0 || family.further_weight > 1) say(family.id, "further_weight must lie in [0, 1]");
      if (family.findings.size() < 2) say(family.id, "a family needs at least two findings");
    }
    red_flags();
    thresholds();
    topics();
    return std::move(problems_);
  }

 private:
  void say(const std::string& id, const std::string& message) { problems_.push_back(id + ": " + message); }

  void provenance(const std::string& id, const Figure& figure) {
    const bool ours = figure.basis == Basis::estimate || figure.basis == Basis::consensus;
    if (!ours && figure.sources.empty()) say(id, "a published figure needs a source");
    if (ours && figure.sources.empty() && figure.reasoning.empty())
      say(id, "an estimate without a source needs a reasoning");
  }
  void probability(const std::string& id, const Figure& figure) {
    if (!(figure.value > 0 && figure.value < 1)) say(id, "a probability must lie in (0, 1)");
    if (!(figure.low >= 0 && figure.high <= 1)) say(id, "an interval of a probability must lie in [0, 1]");
  }

  void causes() {
    for (const Cause& cause : data_.causes) {
      for (const Figure& prior : cause.prior) {
        probability(cause.id, prior);
        provenance(cause.id + " prior", prior);
      }
      if (!(cause.female_odds_ratio.value > 0)) say(cause.id, "an odds ratio must be positive");
      provenance(cause.id + " female_odds_ratio", cause.female_odds_ratio);
    }
    if (data_.causes.empty()) say("causes.yaml", "there are no causes");
    if (data_.causes.size() > 64) say("causes.yaml", "inference enumerates sets of causes: 64 is the most");
  }

  void findings() {
    for (const Finding& finding : data_.findings) {
      const bool for_runner = finding.who == Who::self || finding.who == Who::self_test;
      if (finding.kind == FindingKind::node && !finding.leak) say(finding.id, "a node needs a leak");
      if (finding.leak) {
        for (const Figure& leak : *finding.leak) {
          probability(finding.id, leak);
          if (leak.basis != Basis::estimate && leak.sources.empty()) say(finding.id, "a published leak needs a source");
        }
      }
      if (for_runner && finding.why.empty()) say(finding.id, "say why it is asked");
      if ((finding.who == Who::clinician || finding.who == Who::self_test) && finding.help.empty())
        say(finding.id, "say how the test is done");
      if (finding.who == Who::clinician && (finding.test_name.empty() || finding.test_group.empty()))
        say(finding.id, "a hands-on test needs test_name and test_group");
      if (finding.group && finding.option.empty()) say(finding.id, "an option of a question needs its label");
      if (for_runner) readable(finding.id, finding.question);
    }
  }

  void readable(const std::string& id, const std::string& text, double hardest = hardest_question_grade) {
    const double grade = flesch_kincaid_grade(text);
    if (grade <= hardest) return;
    char number[16];
    std::snprintf(number, sizeof number, "%.1f", grade);
    say(id, "too hard to read (grade " + std::string(number) + "): \"" + text + "\"");
  }

  void questions() {
    std::set<std::uint16_t> asked_in_question;
    for (const Question& question : data_.questions) {
      readable(question.id, question.title);
      if ((question.kind == QuestionKind::form) != question.items.empty())
        say(question.id, "a form has fields, every other question has items");
      for (const FindingIndex item : question.items)
        if (!asked_in_question.insert(item.value).second)
          say(question.id, data_.findings[item.value].id + " is asked in two questions");
    }
    for (std::size_t i = 0; i < data_.findings.size(); ++i) {
      const Finding& finding = data_.findings[i];
      if (!finding.group) continue;
      const Question& group = data_.questions[finding.group->value];
      if (group.kind != QuestionKind::form && asked_in_question.count(static_cast<std::uint16_t>(i)) == 0)
        say(finding.id, "belongs to " + group.id + ", which does not list it");
    }
  }

  void likelihoods() {
    std::set<std::string> ids;
    std::set<std::pair<std::uint16_t, std::uint16_t>> used;
    for (const Likelihood& row : data_.likelihoods) {
      if (!ids.insert(row.id).second) say(row.id, "the id is used twice");
      if (row.use == LikelihoodUse::alternative) continue;
      probability(row.id, row.probability);
      const Finding& finding = data_.findings[row.finding.value];
      if (!finding.leak) say(row.id, finding.id + " has no leak, so it cannot be evidence for a cause");
      if (row.probability.basis != Basis::estimate && row.probability.sources.empty())
        say(row.id, "a published figure needs a source");
      if (!used.insert({row.cause.value, row.finding.value}).second)
        say(row.id, "a second row in use for " + data_.causes[row.cause.value].id + " and " + finding.id);
    }
  }

  void red_flags() {
    std::set<std::string> ids;
    for (const RedFlag& flag : data_.red_flags) {
      if (!ids.insert(flag.id).second) say(flag.id, "the id is used twice");
      if (flag.sources.empty() && flag.basis != Basis::consensus && flag.basis != Basis::estimate)
        say(flag.id, "a red flag needs a source");
      if (flag.hazard.rfind("H-", 0) != 0) say(flag.id, "the hazard must be an id such as H-01");
      if (flag.level == UrgencyLevel::self_care) say(flag.id, "a red flag cannot be self_care");
    }
    if (data_.red_flags.empty()) say("red_flags.yaml", "there are no red flags");
  }

  void thresholds() {
    bool in_order = data_.urgency_thresholds.size() == 4;
    for (std::size_t i = 0; in_order && i < 4; ++i)
      in_order = data_.urgency_thresholds[i].level == static_cast<UrgencyLevel>(i);
    if (!in_order) say("urgency.yaml", "give one entry each for self_care, routine, urgent, emergency, in this order");
  }

  void topics() {
    std::set<std::string> ids;
    for (const Topic& topic : data_.topics) {
      if (!ids.insert(topic.id).second) say(topic.id, "the id is used twice");
      readable(topic.id, topic.name);
      readable(topic.id, topic.caution, hardest_caution_grade);
      const bool ours = topic.basis == Basis::estimate || topic.basis == Basis::consensus;
      if (!ours && topic.sources.empty()) say(topic.id, "what is published needs a source");
      if (ours && topic.reasoning.empty()) say(topic.id, "an estimate needs a reasoning, whatever its sources");
      named_figures(topic);
    }
  }

  void named_figures(const Topic& topic) {
    std::set<std::string> ids;
    for (const NamedFigure& figure : topic.figures) {
      const std::string name = topic.id + "." + figure.id;
      if (!ids.insert(figure.id).second) say(name, "the id is used twice");
      if (figure.sources.empty() && topic.basis != Basis::estimate) say(name, "a published figure needs a source");
      for (const SourceIndex source : figure.sources)
        if (std::find(topic.sources.begin(), topic.sources.end(), source) == topic.sources.end())
          say(name, "its source " + data_.sources[source.value].id + " is not among those of the topic");
      if (figure.low.has_value() != figure.high.has_value()) say(name, "give both ends of the interval or neither");
      if (figure.low && figure.high && !(*figure.low <= figure.value && figure.value <= *figure.high))
        say(name, "the value lies outside its interval");
    }
  }

  const KnowledgeData& data_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> check(const KnowledgeData& data) { return Checker(data).run(); }

}  // namespace genu
