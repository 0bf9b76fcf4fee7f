// The same mathematics written as plainly as possible, for the tests to compare with: recursion over sets, maps, the
// C library's functions, no tables, no vectors, no shared code with network.cpp beyond the content itself.
#pragma once

#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "diagnosis/prior.h"
#include "evidence/evidence.h"
#include "knowledge/knowledge.h"

namespace genu::reference {

using Set = std::set<std::uint16_t>;

inline std::optional<double> row(const Knowledge& knowledge, std::uint16_t cause, FindingIndex finding) {
  for (const Likelihood& candidate : knowledge.data().likelihoods)
    if (candidate.cause.value == cause && candidate.finding == finding && candidate.use != LikelihoodUse::alternative)
      return candidate.probability.value;
  return std::nullopt;
}

inline double chance_of_yes(const Knowledge& knowledge, FindingIndex finding, AgeBand band, const Set& set) {
  double leak = (*knowledge.finding(finding).leak)[static_cast<std::size_t>(band)].value;
  const double background = leak;
  double no = 1;
  for (const std::uint16_t cause : set) {
    const auto p = row(knowledge, cause, finding);
    if (!p) continue;
    if (*p >= background) {
      no *= (1 - *p) / (1 - background);
    } else {
      leak *= *p / background;
    }
  }
  return 1 - (1 - leak) * no;
}

inline std::vector<double> options(const Knowledge& knowledge, const Question& question,
                                   std::optional<std::uint16_t> cause) {
  std::vector<double> result;
  double known = 0;
  int open = 0;
  for (const FindingIndex item : question.items) {
    if (!knowledge.finding(item).leak) {
      ++open;
      result.push_back(-1);
      continue;
    }
    double p = knowledge.finding(item).leak->at(0).value;
    if (cause) p = row(knowledge, *cause, item).value_or(p);
    known += p;
    result.push_back(p);
  }
  const double left = open == 0 ? 0 : std::max(0.01, 1 - known);
  for (double& p : result) p = (p < 0 ? left / open : p) / (known + left);
  return result;
}

inline std::optional<double> choice_likelihood(const Knowledge& knowledge, const Question& question,
                                               const Evidence& evidence, const Set& set) {
  std::vector<bool> possible;
  bool known = false, any = false;
  for (const FindingIndex item : question.items) {
    known = known || evidence.yes_no(item).has_value();
    possible.push_back(evidence.yes_no(item) != std::optional<bool>(false));
    any = any || possible.back();
  }
  if (!known || !any) return std::nullopt;
  double chance = 0;
  const auto add = [&](std::optional<std::uint16_t> cause, double weight) {
    const auto distribution = options(knowledge, question, cause);
    for (std::size_t i = 0; i < possible.size(); ++i)
      if (possible[i]) chance += weight * distribution[i];
  };
  if (set.empty()) add(std::nullopt, 1);
  double weights = 0;
  const auto weight = [&](std::uint16_t cause) {
    const UrgencyLevel urgency = knowledge.data().causes[cause].urgency;
    return urgency == UrgencyLevel::emergency ? 4.0 : urgency == UrgencyLevel::urgent ? 2.0 : 1.0;
  };
  for (const std::uint16_t cause : set) weights += weight(cause);
  for (const std::uint16_t cause : set) add(cause, weight(cause) / weights);
  return chance;
}

inline double log_likelihood(const Knowledge& knowledge, const Evidence& evidence, AgeBand band, const Set& set) {
  std::map<int, std::vector<double>> families;  // -1: none
  double total = 0;
  const auto add = [&](const Finding& finding, double here, double background) {
    total += std::log(background);
    const double ratio = std::log(here / background);
    if (finding.family) {
      families[finding.family->value].push_back(ratio);
    } else {
      total += ratio;
    }
  };
  for (std::size_t i = 0; i < knowledge.finding_count(); ++i) {
    const FindingIndex index{static_cast<std::uint16_t>(i)};
    const Finding& finding = knowledge.finding(index);
    const auto answer = evidence.yes_no(index);
    if (!answer || !finding.leak || evidence.replaced(index)) continue;
    if (finding.kind != FindingKind::node && finding.kind != FindingKind::computed) continue;
    if (finding.group && knowledge.question(*finding.group).kind == QuestionKind::single_choice) continue;
    const double here = chance_of_yes(knowledge, index, band, set),
                 background = chance_of_yes(knowledge, index, band, {});
    add(finding, *answer ? here : 1 - here, *answer ? background : 1 - background);
  }
  for (const Question& question : knowledge.data().questions) {
    if (question.kind != QuestionKind::single_choice) continue;
    const auto here = choice_likelihood(knowledge, question, evidence, set);
    if (!here) continue;
    const Finding* shown = nullptr;
    for (const FindingIndex item : question.items)
      if (evidence.yes_no(item) == std::optional<bool>(true)) shown = &knowledge.finding(item);
    if (shown == nullptr)
      for (const FindingIndex item : question.items)
        if (evidence.yes_no(item)) shown = &knowledge.finding(item);
    add(*shown, *here, *choice_likelihood(knowledge, question, evidence, {}));
  }
  for (const auto& [family, ratios] : families) {
    double best = 0, worst = 0, all = 0;
    for (const double ratio : ratios) {
      best = std::max(best, ratio);
      worst = std::min(worst, ratio);
      all += ratio;
    }
    const double further = knowledge.data().families[static_cast<std::size_t>(family)].further_weight;
    total += best + worst + further * (all - best - worst);
  }
  return total;
}

/// Marginal probability of every cause, by enumeration; the prior's weights are given per set of `sets`.
inline std::vector<double> marginals(const Knowledge& knowledge, const Evidence& evidence,
                                     const std::vector<CauseSet>& sets, const Prior& prior) {
  const AgeBand band = evidence.facts().age_years ? age_band_of(*evidence.facts().age_years) : AgeBand::thirty_to_49;
  std::vector<double> marginal(knowledge.cause_count(), 0), logs;
  std::vector<Set> members;
  double heaviest = -1e300, total = 0;
  for (std::size_t s = 0; s < sets.size(); ++s) {
    Set set;
    for (std::size_t i = 0; i < sets[s].count; ++i) set.insert(sets[s].causes[i]);
    logs.push_back(prior.log_weight[s] + log_likelihood(knowledge, evidence, band, set));
    heaviest = std::max(heaviest, logs.back());
    members.push_back(set);
  }
  for (std::size_t s = 0; s < sets.size(); ++s) {
    const double weight = std::exp(logs[s] - heaviest);
    total += weight;
    for (const std::uint16_t cause : members[s]) marginal[cause] += weight;
  }
  for (double& value : marginal) value /= total;
  return marginal;
}

}  // namespace genu::reference
