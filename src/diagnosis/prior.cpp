#include "diagnosis/prior.h"

#include <algorithm>
#include <cmath>

#include "diagnosis/fast_math.h"

namespace genu {
namespace {

constexpr double largest_modifier = 6;
constexpr int fitting_rounds = 4;
constexpr double normal_975 = 1.959964;  // half the width of a 95 % interval, in standard deviations

double logit(double p) { return std::log(p / (1 - p)); }
double logistic(double x) { return 1 / (1 + std::exp(-x)); }

double logit_sd(const Figure& probability) {
  const double low = std::clamp(probability.low, 1e-6, 1 - 1e-6);
  const double high = std::clamp(probability.high, 1e-6, 1 - 1e-6);
  return (logit(high) - logit(low)) / (2 * normal_975);
}

double log_sd(const Figure& ratio) {
  return (std::log(ratio.high) - std::log(std::max(ratio.low, 1e-6))) / (2 * normal_975);
}

// The log odds ratio between two associated causes. Where only the share among those with `a` is published, the share
// among those without follows from the overall prior of `b`.
double log_odds_ratio(const Knowledge& knowledge, const Association& association) {
  const auto middle = static_cast<std::size_t>(AgeBand::thirty_to_49);
  const double p_a = knowledge.cause(association.a).prior[middle].value;
  const double p_b = knowledge.cause(association.b).prior[middle].value;
  const double without =
      association.p_b_given_not_a.value_or(std::max(0.1 * p_b, (p_b - p_a * association.p_b_given_a) / (1 - p_a)));
  return logit(association.p_b_given_a) - logit(without);
}

}  // namespace

bool applies(const PriorModifier& modifier, const Evidence& evidence) {
  if (modifier.at_least || modifier.below) {
    const auto number = evidence.number(modifier.when);
    return number && (!modifier.at_least || *number >= *modifier.at_least) &&
           (!modifier.below || *number < *modifier.below);
  }
  return evidence.yes_no(modifier.when) == std::optional<bool>(true);
}

PriorModel::PriorModel(const Knowledge& knowledge, const std::vector<CauseSet>& sets)
    : knowledge_(knowledge), sets_(sets), association_(sets.size(), 0.0) {
  for (const Association& association : knowledge.data().associations) {
    if (!association.primary) continue;
    const double ratio = log_odds_ratio(knowledge, association);
    for (std::size_t s = 0; s < sets.size(); ++s)
      if (sets[s].contains(association.a.value) && sets[s].contains(association.b.value)) association_[s] += ratio;
  }
}

double PriorModel::band_log_odds(std::size_t cause, std::optional<double> age_years) const {
  const auto& bands = knowledge_.data().causes[cause].prior;
  if (age_years) return logit(bands[static_cast<std::size_t>(age_band_of(*age_years))].value);
  double sum = 0;
  for (const Figure& band : bands) sum += band.value;
  return logit(sum / static_cast<double>(bands.size()));
}

std::vector<double> PriorModel::targets(const Evidence& evidence, PriorKind kind) const {
  const std::size_t count = knowledge_.cause_count();
  std::vector<double> modifiers(count, 0.0);
  for (const PriorModifier& modifier : knowledge_.data().modifiers)
    if (applies(modifier, evidence)) modifiers[modifier.cause.value] += std::log(modifier.odds_ratio.value);

  const double equal = logit(1.0 / static_cast<double>(count + 1));
  std::vector<double> targets(count);
  for (std::size_t c = 0; c < count; ++c) {
    double log_odds = band_log_odds(c, evidence.facts().age_years);
    if (kind == PriorKind::uniform) log_odds += equal - band_log_odds(c, std::nullopt);
    const double half_sex = std::log(knowledge_.data().causes[c].female_odds_ratio.value) / 2;
    if (evidence.facts().sex) log_odds += *evidence.facts().sex == Sex::female ? half_sex : -half_sex;
    log_odds += std::clamp(modifiers[c], -std::log(largest_modifier), std::log(largest_modifier));
    targets[c] = logistic(log_odds);
  }
  return targets;
}

Prior PriorModel::prior(const Evidence& evidence, PriorKind kind) const {
  const std::size_t count = knowledge_.cause_count();
  const std::vector<double> target = targets(evidence, kind);
  std::vector<double> log_odds(count), marginal(count);
  for (std::size_t c = 0; c < count; ++c) log_odds[c] = logit(target[c]);

  Prior prior;
  prior.log_weight.resize(sets_.size());
  std::vector<double> weight(sets_.size());
  double total = 1;
  for (int round = 0;; ++round) {
    for (std::size_t s = 0; s < sets_.size(); ++s) {
      double sum = association_[s];
      for (std::size_t i = 0; i < sets_[s].count; ++i) sum += log_odds[sets_[s].causes[i]];
      prior.log_weight[s] = sum;
    }
    for (std::size_t s = 0; s < sets_.size(); ++s) weight[s] = fast_exp(prior.log_weight[s]);
    std::fill(marginal.begin(), marginal.end(), 0.0);
    total = 0;
    for (std::size_t s = 0; s < sets_.size(); ++s) {
      total += weight[s];
      for (std::size_t i = 0; i < sets_[s].count; ++i) marginal[sets_[s].causes[i]] += weight[s];
    }
    if (round == fitting_rounds) break;
    for (std::size_t c = 0; c < count; ++c) log_odds[c] += logit(target[c]) - logit(marginal[c] / total);
  }
  const double log_total = std::log(total);
  for (double& value : prior.log_weight) value -= log_total;

  prior.log_odds_sd.resize(count);
  for (std::size_t c = 0; c < count; ++c) {
    const auto band = evidence.facts().age_years ? age_band_of(*evidence.facts().age_years) : AgeBand::thirty_to_49;
    double variance = std::pow(logit_sd(knowledge_.data().causes[c].prior[static_cast<std::size_t>(band)]), 2);
    for (const PriorModifier& modifier : knowledge_.data().modifiers)
      if (modifier.cause.value == c && applies(modifier, evidence))
        variance += std::pow(log_sd(modifier.odds_ratio), 2);
    prior.log_odds_sd[c] = std::sqrt(variance);
  }
  return prior;
}

}  // namespace genu
