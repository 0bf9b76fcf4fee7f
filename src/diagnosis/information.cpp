#include "diagnosis/information.h"

#include <algorithm>
#include <cmath>

namespace genu {
namespace {

constexpr double share_of_support = 1e-3;

double entropy_bits(double p) {
  if (p <= 0 || p >= 1) return 0;
  return -(p * std::log2(p) + (1 - p) * std::log2(1 - p));
}

bool in_question_kind(const Knowledge& knowledge, const Finding& finding, QuestionKind kind) {
  return finding.group && knowledge.question(*finding.group).kind == kind;
}

bool matches(Who who, Askable askable) {
  if (who == Who::clinician) return askable.clinician;
  return askable.runner && (who == Who::self || who == Who::self_test);
}

}  // namespace

bool may_ask(const Knowledge& knowledge, const Evidence& evidence, FindingIndex index) {
  const Finding& finding = knowledge.finding(index);
  if (evidence.asked(index) || evidence.yes_no(index) || evidence.number(index)) return false;
  if (finding.ask_if && evidence.yes_no(*finding.ask_if) != std::optional<bool>(true)) return false;
  return std::none_of(finding.avoid_if.begin(), finding.avoid_if.end(),
                      [&](FindingIndex risk) { return evidence.yes_no(risk) == std::optional<bool>(true); });
}

std::vector<Gain> information_gains(const Network& network, const Inference& inference, const Evidence& evidence,
                                    Askable askable) {
  const Knowledge& knowledge = network.knowledge();
  const Support support = network.support_of(inference, share_of_support);

  std::vector<bool> family_answered(knowledge.data().families.size(), false);
  for (const Item& item : inference.items)
    if (item.family) family_answered[item.family->value] = true;
  const auto discount = [&](const Finding& finding) {
    return finding.family && family_answered[finding.family->value] ? knowledge.family(*finding.family).further_weight
                                                                    : 1.0;
  };

  std::vector<Gain> gains;
  for (std::size_t i = 0; i < knowledge.finding_count(); ++i) {
    const FindingIndex index{static_cast<std::uint16_t>(i)};
    const Finding& finding = knowledge.finding(index);
    if (evidence.replaced(index) || !matches(finding.who, askable) || !may_ask(knowledge, evidence, index)) continue;
    if (in_question_kind(knowledge, finding, QuestionKind::zones)) continue;
    const Network::Chances* table = network.chances(index, inference.age_band);
    if (table == nullptr) continue;
    double yes = 0, remaining = 0;
    for (std::size_t k = 0; k < support.sets.size(); ++k) {
      yes += support.probability[k] * static_cast<double>(table->yes[support.sets[k]]);
      remaining += support.probability[k] * static_cast<double>(table->entropy_bits[support.sets[k]]);
    }
    gains.push_back({index, std::nullopt, std::max(0.0, entropy_bits(yes) - remaining) * discount(finding), yes});
  }
  for (const Network::ChoiceTable& table : network.choices()) {
    const std::vector<FindingIndex>& options = knowledge.question(table.question).items;
    const Finding& first = knowledge.finding(options.front());
    const auto& condition = knowledge.question(table.question).ask_if;
    if (condition && evidence.yes_no(*condition) != std::optional<bool>(true)) continue;
    if (!matches(first.who, askable) || evidence.replaced(options.front()) ||
        std::any_of(options.begin(), options.end(), [&](FindingIndex option) { return evidence.asked(option); }))
      continue;
    double remaining = 0, total = 0;
    for (std::size_t option = 0; option < options.size(); ++option) {
      double chance = 0;
      for (std::size_t k = 0; k < support.sets.size(); ++k)
        chance += support.probability[k] * table.chance[option][support.sets[k]];
      if (chance > 0) total -= chance * std::log2(chance);
    }
    for (std::size_t k = 0; k < support.sets.size(); ++k)
      remaining += support.probability[k] * static_cast<double>(table.entropy_bits[support.sets[k]]);
    gains.push_back({options.front(), table.question, std::max(0.0, total - remaining) * discount(first), 0});
  }
  const auto value = [&](const Gain& gain) { return gain.bits / knowledge.finding(gain.finding).effort; };
  std::stable_sort(gains.begin(), gains.end(), [&](const Gain& a, const Gain& b) { return value(a) > value(b); });
  return gains;
}

double bits_about_cause(const Network& network, const Inference& inference, const Support& support,
                        FindingIndex finding, CauseIndex cause) {
  const Network::Chances* table = network.chances(finding, inference.age_band);
  if (table == nullptr) return 0;
  double present = 0, yes_and_present = 0, yes = 0;
  for (std::size_t k = 0; k < support.sets.size(); ++k) {
    const double joint = support.probability[k] * static_cast<double>(table->yes[support.sets[k]]);
    yes += joint;
    if (!network.sets()[support.sets[k]].contains(cause.value)) continue;
    present += support.probability[k];
    yes_and_present += joint;
  }
  if (present <= 0 || present >= 1) return 0;
  const double remaining = present * entropy_bits(yes_and_present / present) +
                           (1 - present) * entropy_bits((yes - yes_and_present) / (1 - present));
  return std::max(0.0, entropy_bits(yes) - remaining);
}

}  // namespace genu
