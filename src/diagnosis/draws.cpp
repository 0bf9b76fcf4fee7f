#include "diagnosis/draws.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <string_view>

#include "diagnosis/fast_math.h"

namespace genu {
namespace {

constexpr double normal_975 = 1.959964;
constexpr float smallest_ratio = 1e-9F;

// The inverse of the standard normal distribution by bisection on std::erfc: slow and simple; used 64 times.
double normal_quantile(double p) {
  double low = -8, high = 8;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (0.5 * std::erfc(-middle / std::sqrt(2.0)) < p ? low : high) = middle;
  }
  return low;
}

// Standard normal values in an order that depends only on the text (FNV-1a, then splitmix64 and a Fisher-Yates
// shuffle).
class Hypercube {
 public:
  Hypercube() {
    for (std::size_t d = 0; d < Draws::count; ++d)
      slices_[d] = static_cast<float>(normal_quantile((static_cast<double>(d) + 0.5) / Draws::count));
  }

  Draws::Values normals(std::string_view id, std::string_view part) const {
    std::uint64_t state = 0xcbf29ce484222325;
    for (const std::string_view text : {id, part})
      for (const char letter : text) state = (state ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
    Draws::Values values = slices_;
    for (std::size_t last = Draws::count - 1; last > 0; --last) {
      state += 0x9e3779b97f4a7c15;
      std::uint64_t mixed = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
      mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
      mixed ^= mixed >> 31;
      std::swap(values[last], values[mixed % (last + 1)]);
    }
    return values;
  }

 private:
  Draws::Values slices_{};
};

const Hypercube& hypercube() {
  static const Hypercube instance;
  return instance;
}

float logit(double p) {
  const double inside = std::clamp(p, 1e-6, 1 - 1e-6);
  return static_cast<float>(std::log(inside / (1 - inside)));
}

float logit_sd(const Figure& figure) {
  return (logit(figure.high) - logit(figure.low)) / static_cast<float>(2 * normal_975);
}

Draws::Values probabilities(const Figure& figure, const Draws::Values& normals) {
  const float centre = logit(figure.value);
  const float sd = logit_sd(figure);
  Draws::Values values;
  for (std::size_t d = 0; d < Draws::count; ++d) values[d] = 1 / (1 + fast_exp(-(centre + sd * normals[d])));
  return values;
}

}  // namespace

// The drawn parameters of one yes/no finding, and what they say of a set.
struct Draws::Node {
  struct DrawnLink {
    bool scales_leak = false;  // else `values` is the chance that this cause alone leaves the finding at no
    Values values{};
  };
  std::once_flag made;
  Values leak{};
  std::vector<std::unique_ptr<DrawnLink>> by_cause;  // null: the finding says nothing about the cause
  std::uint64_t linked_causes = 0;                   // bit set

  void make(const Knowledge& knowledge, FindingIndex index, AgeBand band) {
    const Finding& finding = knowledge.finding(index);
    const Figure& background = (*finding.leak)[static_cast<std::size_t>(band)];
    leak = probabilities(background, hypercube().normals(finding.id, "leak"));
    by_cause.resize(knowledge.cause_count());
    for (const Likelihood* row : knowledge.likelihoods_of(index)) {
      const Values own = probabilities(row->probability, hypercube().normals(row->id, ""));
      by_cause[row->cause.value] = std::make_unique<DrawnLink>();
      DrawnLink& drawn = *by_cause[row->cause.value];
      drawn.scales_leak = row->probability.value < background.value;
      // A figure drawn on the far side of the leak says nothing: the ratio stops at 1.
      for (std::size_t d = 0; d < count; ++d)
        drawn.values[d] = std::min(drawn.scales_leak ? own[d] / leak[d] : (1 - own[d]) / (1 - leak[d]), 1.0F);
      linked_causes |= std::uint64_t{1} << row->cause.value;
    }
  }

  // The log of P(answer | set) / P(answer | no cause), per draw.
  void log_ratio(bool answer, const CauseSet& set, Values& ratio) const {
    Values set_leak = leak, no;
    no.fill(1);
    for (std::size_t i = 0; i < set.count; ++i) {
      const DrawnLink* link = by_cause[set.causes[i]].get();
      if (link == nullptr) continue;
      Values& target = link->scales_leak ? set_leak : no;
      for (std::size_t d = 0; d < count; ++d) target[d] *= link->values[d];
    }
    if (answer) {
      for (std::size_t d = 0; d < count; ++d) ratio[d] = (1 - (1 - set_leak[d]) * no[d]) / leak[d];
    } else {
      for (std::size_t d = 0; d < count; ++d) ratio[d] = (1 - set_leak[d]) * no[d] / (1 - leak[d]);
    }
    for (std::size_t d = 0; d < count; ++d) ratio[d] = fast_log(std::max(ratio[d], smallest_ratio));
  }
};

// The drawn distributions over the options of one single choice.
struct Draws::Choice {
  std::once_flag made;
  std::vector<std::vector<Values>> by_cause;  // [cause][option]; the last entry is without any cause
  std::vector<float> weight;                  // [cause]

  // The odds of each option vary by the spread of its own figure; the rest is normalised away.
  void make(const Knowledge& knowledge, const Question& question) {
    for (const Cause& cause : knowledge.data().causes) weight.push_back(static_cast<float>(complaint_weight(cause)));
    for (std::size_t c = 0; c <= knowledge.cause_count(); ++c) {
      const std::optional<std::size_t> cause = c < knowledge.cause_count() ? std::optional(c) : std::nullopt;
      const std::vector<double> expected = option_distribution(knowledge, question, cause);
      std::vector<Values> options(question.items.size());
      Values total{};
      for (std::size_t option = 0; option < options.size(); ++option) {
        const Finding& finding = knowledge.finding(question.items[option]);
        float sd = 0;
        if (finding.leak) {
          const Figure* figure = &finding.leak->front();
          for (const Likelihood* row : knowledge.likelihoods_of(question.items[option]))
            if (cause == std::optional<std::size_t>(row->cause.value)) figure = &row->probability;
          sd = logit_sd(*figure);
        }
        const Values normals = hypercube().normals(finding.id, cause ? knowledge.data().causes[c].id : "");
        for (std::size_t d = 0; d < count; ++d) {
          options[option][d] = static_cast<float>(expected[option]) * fast_exp(sd * normals[d]);
          total[d] += options[option][d];
        }
      }
      for (Values& option : options)
        for (std::size_t d = 0; d < count; ++d) option[d] /= total[d];
      by_cause.push_back(std::move(options));
    }
  }

  void log_ratio(const std::vector<bool>& possible, const CauseSet& set, Values& ratio) const {
    Values numerator{}, denominator{};
    float weights = 0;
    for (std::size_t i = 0; i < set.count; ++i) weights += weight[set.causes[i]];
    for (std::size_t option = 0; option < possible.size(); ++option) {
      if (!possible[option]) continue;
      for (std::size_t i = 0; i < set.count; ++i) {
        const float share = weight[set.causes[i]] / weights;
        for (std::size_t d = 0; d < count; ++d) numerator[d] += share * by_cause[set.causes[i]][option][d];
      }
      for (std::size_t d = 0; d < count; ++d) denominator[d] += by_cause.back()[option][d];
    }
    for (std::size_t d = 0; d < count; ++d)
      ratio[d] = fast_log(std::max(numerator[d] / denominator[d], smallest_ratio));
  }
};

Draws::Draws(const Network& network) : network_(network), nodes_(network.knowledge().finding_count()) {
  for (auto& bands : nodes_)
    for (auto& node : bands) node = std::make_unique<Node>();
  for (std::size_t i = 0; i < network.choices().size(); ++i) choices_.push_back(std::make_unique<Choice>());
  for (const Cause& cause : network.knowledge().data().causes) prior_.push_back(hypercube().normals(cause.id, "prior"));
}

Draws::~Draws() = default;

const Draws::Node& Draws::node(FindingIndex finding, AgeBand band) const {
  Node& found = *nodes_[finding.value][static_cast<std::size_t>(band)];
  std::call_once(found.made, [&] { found.make(network_.knowledge(), finding, band); });
  return found;
}

const Draws::Choice& Draws::choice(QuestionIndex question) const {
  std::size_t place = 0;
  while (network_.choices()[place].question != question) ++place;
  Choice& found = *choices_[place];
  std::call_once(found.made, [&] { found.make(network_.knowledge(), network_.knowledge().question(question)); });
  return found;
}

std::vector<Interval> Draws::intervals(const Inference& inference, const Support& support) const {
  const Knowledge& knowledge = network_.knowledge();
  // What each item was drawn as, and which causes it speaks about at all: the others leave the answer as likely as
  // without them.
  struct Drawn {
    const Node* node = nullptr;
    const Choice* choice = nullptr;
    std::uint64_t linked_causes = ~std::uint64_t{0};
  };
  std::vector<Drawn> drawn;
  for (const Item& item : inference.items) {
    if (item.choice) {
      drawn.push_back({nullptr, &choice(*item.choice)});
    } else {
      const Node& found = node(item.finding, inference.age_band);
      drawn.push_back({&found, nullptr, found.linked_causes});
    }
  }

  std::vector<Values> log_weight(support.sets.size());
  Values heaviest;
  heaviest.fill(-1e30F);
  std::vector<double> best(knowledge.data().families.size()), worst(best.size());
  for (std::size_t k = 0; k < support.sets.size(); ++k) {
    const std::size_t s = support.sets[k];
    const CauseSet& set = network_.sets()[s];
    std::uint64_t members = 0;
    Values& total = log_weight[k];
    total.fill(static_cast<float>(inference.prior.log_weight[s]));
    for (std::size_t i = 0; i < set.count; ++i) {
      members |= std::uint64_t{1} << set.causes[i];
      const auto sd = static_cast<float>(inference.prior.log_odds_sd[set.causes[i]]);
      for (std::size_t d = 0; d < count; ++d) total[d] += sd * prior_[set.causes[i]][d];
    }
    std::fill(best.begin(), best.end(), 0.0);
    std::fill(worst.begin(), worst.end(), 0.0);
    for (const Item& item : inference.items) {
      if (!item.family) continue;
      const double ratio = item.log_likelihood[s] - item.log_likelihood[0];
      best[item.family->value] = std::max(best[item.family->value], ratio);
      worst[item.family->value] = std::min(worst[item.family->value], ratio);
    }
    for (std::size_t i = 0; i < inference.items.size(); ++i) {
      if ((drawn[i].linked_causes & members) == 0) continue;
      const Item& item = inference.items[i];
      float weight = 1;
      if (item.family) {
        const double ratio = item.log_likelihood[s] - item.log_likelihood[0];
        const bool strongest = ratio == best[item.family->value] || ratio == worst[item.family->value];
        if (!strongest) weight = static_cast<float>(knowledge.family(*item.family).further_weight);
      }
      Values ratio;
      if (drawn[i].choice != nullptr) {
        drawn[i].choice->log_ratio(item.possible, set, ratio);
      } else {
        drawn[i].node->log_ratio(item.value, set, ratio);
      }
      for (std::size_t d = 0; d < count; ++d) total[d] += weight * ratio[d];
    }
    for (std::size_t d = 0; d < count; ++d) heaviest[d] = std::max(heaviest[d], total[d]);
  }

  std::vector<Values> marginal(knowledge.cause_count(), Values{});
  Values sum{};
  for (std::size_t k = 0; k < support.sets.size(); ++k) {
    Values weight;
    for (std::size_t d = 0; d < count; ++d) weight[d] = fast_exp(log_weight[k][d] - heaviest[d]);
    for (std::size_t d = 0; d < count; ++d) sum[d] += weight[d];
    const CauseSet& set = network_.sets()[support.sets[k]];
    for (std::size_t i = 0; i < set.count; ++i)
      for (std::size_t d = 0; d < count; ++d) marginal[set.causes[i]][d] += weight[d];
  }

  std::vector<Interval> intervals(knowledge.cause_count());
  constexpr std::size_t tail = count / 20;  // 5 % of the draws lie outside on each side
  for (std::size_t c = 0; c < intervals.size(); ++c) {
    Values values = marginal[c];
    for (std::size_t d = 0; d < count; ++d) values[d] /= sum[d];
    std::nth_element(values.begin(), values.begin() + tail, values.end());
    intervals[c].low = std::min<double>(values[tail], inference.marginal[c]);
    std::nth_element(values.begin(), values.end() - 1 - tail, values.end());
    intervals[c].high = std::max<double>(values[count - 1 - tail], inference.marginal[c]);
  }
  return intervals;
}

}  // namespace genu
