#include "diagnosis/network.h"

#include <algorithm>
#include <cmath>
#include <mutex>

#include "diagnosis/fast_math.h"

namespace genu {
namespace {

constexpr double bits_per_nat = 1.4426950408889634;
constexpr double least_complement = 0.01;

bool is_choice_option(const Knowledge& knowledge, const Finding& finding) {
  return finding.group && knowledge.question(*finding.group).kind == QuestionKind::single_choice;
}

Network::ChoiceTable make_choice(const Knowledge& knowledge, QuestionIndex index, const std::vector<CauseSet>& sets) {
  const Question& question = knowledge.question(index);
  std::vector<std::vector<double>> by_cause;
  for (std::size_t c = 0; c < knowledge.cause_count(); ++c)
    by_cause.push_back(option_distribution(knowledge, question, c));
  const std::vector<double> background = option_distribution(knowledge, question, std::nullopt);

  Network::ChoiceTable table;
  table.question = index;
  table.chance.assign(question.items.size(), std::vector<double>(sets.size()));
  table.entropy_bits.assign(sets.size(), 0);
  for (std::size_t s = 0; s < sets.size(); ++s) {
    double entropy = 0;
    for (std::size_t option = 0; option < question.items.size(); ++option) {
      double chance = sets[s].count == 0 ? background[option] : 0, weights = 0;
      for (std::size_t i = 0; i < sets[s].count; ++i) {
        const double weight = complaint_weight(knowledge.data().causes[sets[s].causes[i]]);
        chance += weight * by_cause[sets[s].causes[i]][option];
        weights += weight;
      }
      if (weights > 0) chance /= weights;
      table.chance[option][s] = chance;
      if (chance > 0) entropy -= chance * std::log2(chance);
    }
    table.entropy_bits[s] = static_cast<float>(entropy);
  }
  return table;
}

// The items of a family, or of a family without one of them: strongest fully, further ones in part. Adds to `total`.
void add_family(const std::vector<const double*>& rows, double further_weight, const std::vector<std::uint32_t>* only,
                std::vector<double>& total) {
  const std::size_t size = total.size();
  std::vector<double> best(size, 0.0), worst(size, 0.0), sum(size, 0.0), ratio(size);
  double reference = 0;
  for (const double* row : rows) {
    reference += row[0];
    if (only != nullptr) {
      for (std::size_t i = 0; i < size; ++i) ratio[i] = row[(*only)[i]] - row[0];
    } else {
      for (std::size_t i = 0; i < size; ++i) ratio[i] = row[i] - row[0];
    }
    for (std::size_t i = 0; i < size; ++i) best[i] = ratio[i] > best[i] ? ratio[i] : best[i];
    for (std::size_t i = 0; i < size; ++i) worst[i] = ratio[i] < worst[i] ? ratio[i] : worst[i];
    for (std::size_t i = 0; i < size; ++i) sum[i] += ratio[i];
  }
  for (std::size_t i = 0; i < size; ++i)
    total[i] += reference + (1 - further_weight) * (best[i] + worst[i]) + further_weight * sum[i];
}

// The rows of one family among the items, leaving out `without` when it is given.
std::vector<const double*> family_rows(const std::vector<Item>& items, FamilyIndex family,
                                       std::optional<std::size_t> without) {
  std::vector<const double*> rows;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].family == std::optional(family) && without != std::optional(i))
      rows.push_back(items[i].log_likelihood);
  return rows;
}

void normalise(const std::vector<double>& log_weight, std::vector<double>& probability) {
  const double heaviest = *std::max_element(log_weight.begin(), log_weight.end());
  probability.resize(log_weight.size());
  for (std::size_t s = 0; s < log_weight.size(); ++s) probability[s] = fast_exp(log_weight[s] - heaviest);
  double total = 0;
  for (const double value : probability) total += value;
  for (double& value : probability) value /= total;
}

}  // namespace

// A yes/no finding: how each cause changes the chance of "no", and what was computed from it so far.
struct Network::Node {
  double leak = 0;
  std::vector<double> stays_no;    // by cause: factor on the chance of no
  std::vector<double> leak_scale;  // by cause: factor on the leak
  mutable std::once_flag chances_made, logs_made;
  mutable Chances chances;
  mutable Logs logs;

  Node(const Knowledge& knowledge, FindingIndex finding, AgeBand band)
      : leak((*knowledge.finding(finding).leak)[static_cast<std::size_t>(band)].value),
        stays_no(knowledge.cause_count(), 1.0),
        leak_scale(knowledge.cause_count(), 1.0) {
    for (const Likelihood* row : knowledge.likelihoods_of(finding)) {
      const double p = row->probability.value;
      if (p >= leak) {
        stays_no[row->cause.value] = (1 - p) / (1 - leak);
      } else {
        leak_scale[row->cause.value] = p / leak;
      }
    }
  }

  std::vector<double> chance_of_no(const std::vector<CauseSet>& sets) const {
    std::vector<double> no(sets.size());
    for (std::size_t s = 0; s < sets.size(); ++s) {
      double set_leak = leak, set_no = 1;
      for (std::size_t i = 0; i < sets[s].count; ++i) {
        set_leak *= leak_scale[sets[s].causes[i]];
        set_no *= stays_no[sets[s].causes[i]];
      }
      no[s] = (1 - set_leak) * set_no;
    }
    return no;
  }

  void make_chances(const std::vector<CauseSet>& sets) const {
    const std::vector<double> no = chance_of_no(sets);
    chances.yes.resize(sets.size());
    chances.entropy_bits.resize(sets.size());
    constexpr auto to_bits = static_cast<float>(bits_per_nat);
    float* __restrict yes = chances.yes.data();
    float* __restrict bits = chances.entropy_bits.data();
    for (std::size_t s = 0; s < sets.size(); ++s) yes[s] = static_cast<float>(1 - no[s]);
    for (std::size_t s = 0; s < sets.size(); ++s)
      bits[s] = -to_bits * (yes[s] * fast_log(yes[s]) + (1 - yes[s]) * fast_log(1 - yes[s]));
  }

  void make_logs(const std::vector<CauseSet>& sets) const {
    const std::vector<double> chance = chance_of_no(sets);
    logs.yes.resize(sets.size());
    logs.no.resize(sets.size());
    const double* __restrict no = chance.data();
    double* __restrict log_yes = logs.yes.data();
    double* __restrict log_no = logs.no.data();
    for (std::size_t s = 0; s < sets.size(); ++s) log_yes[s] = fast_log(1 - no[s]);
    for (std::size_t s = 0; s < sets.size(); ++s) log_no[s] = fast_log(no[s]);
  }
};

double complaint_weight(const Cause& cause) {
  switch (cause.urgency) {
    case UrgencyLevel::self_care:
    case UrgencyLevel::routine: return 1;
    case UrgencyLevel::urgent: return 2;
    case UrgencyLevel::emergency: return 4;
  }
  return 1;
}

std::vector<double> option_distribution(const Knowledge& knowledge, const Question& question,
                                        std::optional<std::size_t> cause) {
  std::vector<double> distribution(question.items.size(), 0.0);
  double known = 0;
  std::size_t complements = 0;
  for (std::size_t option = 0; option < question.items.size(); ++option) {
    const Finding& finding = knowledge.finding(question.items[option]);
    if (!finding.leak) {
      ++complements;
      continue;
    }
    double p = finding.leak->front().value;
    if (cause)
      for (const Likelihood* row : knowledge.likelihoods_of(question.items[option]))
        if (row->cause.value == *cause) p = row->probability.value;
    distribution[option] = p;
    known += p;
  }
  const double left = complements == 0 ? 0 : std::max(least_complement, 1 - known);
  for (std::size_t option = 0; option < question.items.size(); ++option)
    if (!knowledge.finding(question.items[option]).leak) distribution[option] = left / static_cast<double>(complements);
  for (double& p : distribution) p /= known + left;
  return distribution;
}

Network::Network(const Knowledge& knowledge)
    : knowledge_(knowledge),
      sets_(enumerate_cause_sets(knowledge.cause_count())),
      prior_model_(knowledge, sets_),
      nodes_(knowledge.finding_count()) {
  for (std::size_t i = 0; i < knowledge.finding_count(); ++i) {
    const Finding& finding = knowledge.data().findings[i];
    if (!finding.leak || is_choice_option(knowledge, finding)) continue;
    if (finding.kind != FindingKind::node && finding.kind != FindingKind::computed) continue;
    const FindingIndex index{static_cast<std::uint16_t>(i)};
    for (std::size_t band = 0; band < age_band_count; ++band) {
      const bool same = band > 0 && (*finding.leak)[band].value == (*finding.leak)[band - 1].value;
      nodes_[i][band] =
          same ? nodes_[i][band - 1] : std::make_shared<Node>(knowledge, index, static_cast<AgeBand>(band));
    }
  }
  for (std::size_t q = 0; q < knowledge.data().questions.size(); ++q)
    if (knowledge.data().questions[q].kind == QuestionKind::single_choice)
      choices_.push_back(make_choice(knowledge, QuestionIndex{static_cast<std::uint16_t>(q)}, sets_));
}

Network::~Network() = default;

const Network::Node* Network::node(FindingIndex finding, AgeBand band) const {
  return nodes_[finding.value][static_cast<std::size_t>(band)].get();
}

const Network::Chances* Network::chances(FindingIndex finding, AgeBand band) const {
  const Node* found = node(finding, band);
  if (found == nullptr) return nullptr;
  std::call_once(found->chances_made, [&] { found->make_chances(sets_); });
  return &found->chances;
}

const Network::Logs* Network::logs(FindingIndex finding, AgeBand band) const {
  const Node* found = node(finding, band);
  if (found == nullptr) return nullptr;
  std::call_once(found->logs_made, [&] { found->make_logs(sets_); });
  return &found->logs;
}

const Network::ChoiceTable* Network::choice(QuestionIndex question) const {
  for (const ChoiceTable& table : choices_)
    if (table.question == question) return &table;
  return nullptr;
}

Inference Network::infer(const Evidence& evidence, PriorKind kind) const {
  Inference inference;
  inference.prior = prior_model_.prior(evidence, kind);
  if (evidence.facts().age_years) inference.age_band = age_band_of(*evidence.facts().age_years);

  for (std::size_t i = 0; i < knowledge_.finding_count(); ++i) {
    const FindingIndex finding{static_cast<std::uint16_t>(i)};
    const auto answer = evidence.yes_no(finding);
    const Logs* table = answer && !evidence.replaced(finding) ? logs(finding, inference.age_band) : nullptr;
    if (table == nullptr) continue;
    Item item;
    item.finding = finding;
    item.value = *answer;
    item.family = knowledge_.finding(finding).family;
    item.log_likelihood = *answer ? table->yes.data() : table->no.data();
    inference.items.push_back(std::move(item));
  }
  inference.choice_rows.reserve(choices_.size());  // the items point into it
  for (const ChoiceTable& table : choices_) {
    const std::vector<FindingIndex>& options = knowledge_.question(table.question).items;
    Item item;
    item.choice = table.question;
    item.possible.assign(options.size(), true);
    std::optional<std::size_t> chosen, excluded;
    for (std::size_t option = 0; option < options.size(); ++option) {
      const auto answer = evidence.yes_no(options[option]);
      if (answer == std::optional<bool>(true)) chosen = option;
      if (answer == std::optional<bool>(false)) {
        excluded = option;
        item.possible[option] = false;
      }
    }
    if (!chosen && !excluded) continue;
    if (std::find(item.possible.begin(), item.possible.end(), true) == item.possible.end()) continue;  // all refused
    item.finding = options[chosen.value_or(excluded.value_or(0))];
    item.value = chosen.has_value();
    item.family = knowledge_.finding(item.finding).family;
    std::vector<double>& row = inference.choice_rows.emplace_back(sets_.size(), 0.0);
    for (std::size_t option = 0; option < options.size(); ++option) {
      if (!item.possible[option]) continue;
      for (std::size_t s = 0; s < sets_.size(); ++s) row[s] += table.chance[option][s];
    }
    for (double& value : row) value = fast_log(std::max(value, 1e-12));
    item.log_likelihood = row.data();
    inference.items.push_back(std::move(item));
  }

  inference.log_weight = inference.prior.log_weight;
  for (const Item& item : inference.items) {
    if (item.family) continue;
    for (std::size_t s = 0; s < sets_.size(); ++s) inference.log_weight[s] += item.log_likelihood[s];
  }
  for (std::size_t f = 0; f < knowledge_.data().families.size(); ++f) {
    const auto rows = family_rows(inference.items, FamilyIndex{static_cast<std::uint16_t>(f)}, std::nullopt);
    if (!rows.empty()) add_family(rows, knowledge_.data().families[f].further_weight, nullptr, inference.log_weight);
  }
  normalise(inference.log_weight, inference.probability);
  inference.marginal.assign(knowledge_.cause_count(), 0.0);
  for (std::size_t s = 0; s < sets_.size(); ++s)
    for (std::size_t i = 0; i < sets_[s].count; ++i) inference.marginal[sets_[s].causes[i]] += inference.probability[s];
  inference.none = inference.probability[0];
  return inference;
}

Support Network::support_of(const Inference& inference, double share) const {
  const double heaviest = *std::max_element(inference.probability.begin(), inference.probability.end());
  Support support;
  double total = 0;
  for (std::size_t s = 0; s < sets_.size(); ++s) {
    if (inference.probability[s] < share * heaviest) continue;
    support.sets.push_back(static_cast<std::uint32_t>(s));
    support.probability.push_back(inference.probability[s]);
    total += inference.probability[s];
  }
  for (double& value : support.probability) value /= total;
  return support;
}

std::vector<double> Network::marginals_without(const Inference& inference, std::size_t item,
                                               const Support& support) const {
  const Item& left_out = inference.items[item];
  std::vector<double> log_weight(support.sets.size());
  for (std::size_t i = 0; i < support.sets.size(); ++i) log_weight[i] = inference.log_weight[support.sets[i]];
  if (left_out.family) {
    const double weight = knowledge_.family(*left_out.family).further_weight;
    std::vector<double> with(support.sets.size(), 0.0), without(support.sets.size(), 0.0);
    add_family(family_rows(inference.items, *left_out.family, std::nullopt), weight, &support.sets, with);
    add_family(family_rows(inference.items, *left_out.family, item), weight, &support.sets, without);
    for (std::size_t i = 0; i < log_weight.size(); ++i) log_weight[i] += without[i] - with[i];
  } else {
    for (std::size_t i = 0; i < log_weight.size(); ++i) log_weight[i] -= left_out.log_likelihood[support.sets[i]];
  }
  std::vector<double> probability, marginal(knowledge_.cause_count(), 0.0);
  normalise(log_weight, probability);
  for (std::size_t i = 0; i < support.sets.size(); ++i) {
    const CauseSet& set = sets_[support.sets[i]];
    for (std::size_t k = 0; k < set.count; ++k) marginal[set.causes[k]] += probability[i];
  }
  return marginal;
}

}  // namespace genu
