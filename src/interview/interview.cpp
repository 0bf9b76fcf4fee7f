#include "interview/interview.h"

#include <algorithm>
#include <cmath>

namespace genu {
namespace {

// What an answer that would raise the urgency is worth, in bits per bit of its entropy.
double worth_of_raising(UrgencyLevel level) {
  switch (level) {
    case UrgencyLevel::emergency: return 1.0;
    case UrgencyLevel::urgent: return 0.5;
    case UrgencyLevel::routine: return 0.1;
    case UrgencyLevel::self_care: return 0.0;
  }
  return 0.0;
}

// The chance of yes of a finding that no cause explains (a rule's own question): rarely true.
constexpr double chance_of_rule_item = 0.03;

double entropy_bits(double p) { return p <= 0 || p >= 1 ? 0 : -(p * std::log2(p) + (1 - p) * std::log2(1 - p)); }

bool is_answered(const std::vector<Screen>& answered, const Screen& screen) {
  return std::find(answered.begin(), answered.end(), screen) != answered.end();
}

// A number is asked as the one finding that it is.
Screen screen_of(const Knowledge& knowledge, QuestionIndex index) {
  const Question& question = knowledge.question(index);
  if (question.kind == QuestionKind::number) return question.items.front();
  return index;
}

bool asked_by_itself(const Knowledge& knowledge, FindingIndex index) {
  const Finding& finding = knowledge.finding(index);
  if (finding.who != Who::self && finding.who != Who::self_test) return false;
  return std::none_of(knowledge.data().questions.begin(), knowledge.data().questions.end(),
                      [&](const Question& question) {
                        return std::find(question.items.begin(), question.items.end(), index) != question.items.end();
                      });
}

struct Worth {
  Screen screen;
  double value = 0;
};

double safety_worth(const Evidence& evidence, const Triage& triage, FindingIndex finding, double chance_of_yes) {
  double worth = 0;
  for (const bool answer : {true, false}) {
    const auto level = would_raise(evidence, triage, finding, answer);
    if (level) worth += worth_of_raising(*level) * entropy_bits(chance_of_yes);
  }
  return worth;
}

std::optional<Worth> most_worth_asking(const Network& network, const Inference& inference, const Evidence& evidence,
                                       const Triage& triage, const std::vector<Screen>& answered) {
  const Knowledge& knowledge = network.knowledge();
  std::optional<Worth> best;
  const auto consider = [&](const Screen& screen, double value) {
    if (is_answered(answered, screen) || (best && best->value >= value)) return;
    best = Worth{screen, value};
  };
  for (const Gain& gain : information_gains(network, inference, evidence, {})) {
    if (gain.choice) {
      consider(*gain.choice, gain.bits);
    } else if (asked_by_itself(knowledge, gain.finding)) {
      const double safety = safety_worth(evidence, triage, gain.finding, gain.chance_of_yes);
      consider(gain.finding, (gain.bits + safety) / knowledge.finding(gain.finding).effort);
    }
  }
  // Rule items carry no information about causes, but may decide the urgency.
  for (const OpenRule& open : triage.open) {
    for (const FindingIndex finding : open.unanswered) {
      if (knowledge.finding(finding).kind != FindingKind::rule_item || !asked_by_itself(knowledge, finding)) continue;
      if (knowledge.finding(finding).type != FindingType::yes_no || !may_ask(knowledge, evidence, finding)) continue;
      consider(finding, safety_worth(evidence, triage, finding, chance_of_rule_item));
    }
  }
  return best;
}

}  // namespace

const std::string& id_of(const Knowledge& knowledge, const Screen& screen) {
  if (const auto* question = std::get_if<QuestionIndex>(&screen)) return knowledge.question(*question).id;
  return knowledge.finding(std::get<FindingIndex>(screen)).id;
}

std::optional<Screen> find_screen(const Knowledge& knowledge, std::string_view id) {
  if (const auto question = knowledge.find_question(id)) return screen_of(knowledge, *question);
  const auto finding = knowledge.find_finding(id);
  if (!finding) return std::nullopt;
  for (std::size_t q = 0; q < knowledge.data().questions.size(); ++q) {
    const auto& items = knowledge.data().questions[q].items;
    if (std::find(items.begin(), items.end(), *finding) != items.end())
      return screen_of(knowledge, QuestionIndex{static_cast<std::uint16_t>(q)});
  }
  return *finding;
}

const char* name_of(Finished finished) {
  switch (finished) {
    case Finished::emergency: return "emergency";
    case Finished::enough: return "enough";
    case Finished::limit: return "limit";
  }
  return "enough";
}

bool is_open(const Knowledge& knowledge, const Evidence& evidence, const Screen& screen) {
  if (const auto* finding = std::get_if<FindingIndex>(&screen)) return may_ask(knowledge, evidence, *finding);
  const Question& question = knowledge.question(std::get<QuestionIndex>(screen));
  if (question.ask_if && evidence.yes_no(*question.ask_if) != std::optional<bool>(true)) return false;
  if (question.kind == QuestionKind::form) return true;
  return std::any_of(question.items.begin(), question.items.end(),
                     [&](FindingIndex item) { return may_ask(knowledge, evidence, item); });
}

NextStep next_step(const Network& network, const Inference& inference, const Evidence& evidence, const Triage& triage,
                   const std::vector<Screen>& answered) {
  if (triage.level == std::optional(UrgencyLevel::emergency)) return {std::nullopt, Finished::emergency};
  if (answered.size() >= static_cast<std::size_t>(most_screens)) return {std::nullopt, Finished::limit};

  const Knowledge& knowledge = network.knowledge();
  std::optional<QuestionIndex> opening;
  for (std::size_t q = 0; q < knowledge.data().questions.size(); ++q) {
    const QuestionIndex index{static_cast<std::uint16_t>(q)};
    const Question& question = knowledge.question(index);
    if (question.opening == 0 || is_answered(answered, screen_of(knowledge, index)) ||
        !is_open(knowledge, evidence, index))
      continue;
    if (!opening || question.opening < knowledge.question(*opening).opening) opening = index;
  }
  if (opening) return {screen_of(knowledge, *opening), std::nullopt};

  const auto best = most_worth_asking(network, inference, evidence, triage, answered);
  if (!best || best->value < least_worth_asking) return {std::nullopt, Finished::enough};
  return {best->screen, std::nullopt};
}

}  // namespace genu
