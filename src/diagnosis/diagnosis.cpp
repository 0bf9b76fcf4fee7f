#include "diagnosis/diagnosis.h"

#include <algorithm>
#include <cmath>

namespace genu {
namespace {

// Sets lighter than this share of the heaviest are left out: leaving out one finding, or drawing other parameters, can
// lift a set by a factor of hundreds at the very most, so explanations keep more of them than intervals, which are
// wide.
constexpr double share_for_explanations = 1e-5;
constexpr double share_for_intervals = 1e-3;
constexpr double least_influence = 1.05;  // factors nearer to 1 are noise to a reader

double odds(double probability) {
  const double inside = std::clamp(probability, 1e-9, 1 - 1e-9);
  return inside / (1 - inside);
}

Influence influence_of(const Knowledge& knowledge, const Item& item, std::size_t cause, double factor) {
  Influence influence;
  influence.finding = item.finding;
  influence.factor = factor;
  for (const Likelihood* row : knowledge.likelihoods_of(item.finding)) {
    if (row->cause.value != cause) continue;
    influence.basis = row->probability.basis;
    influence.sources = row->probability.sources;
  }
  return influence;
}

std::vector<std::size_t> choose_shown(const Knowledge& knowledge, const std::vector<CauseReport>& ranked) {
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < ranked.size() && shown.size() < most_causes_shown; ++i)
    if (i < 3 || ranked[i].probability >= least_probability_shown) shown.push_back(i);
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const bool dangerous = knowledge.cause(ranked[i].cause).must_not_miss;
    if (!dangerous || ranked[i].probability < least_probability_not_missed) continue;
    if (std::find(shown.begin(), shown.end(), i) != shown.end()) continue;
    if (shown.size() < most_causes_shown) {
      shown.push_back(i);
      continue;
    }
    // Give way from the back: the least probable shown cause that may be missed.
    for (std::size_t place = shown.size(); place-- > 3;) {
      if (knowledge.cause(ranked[shown[place]].cause).must_not_miss) continue;
      shown.erase(shown.begin() + static_cast<std::ptrdiff_t>(place));
      shown.push_back(i);
      break;
    }
  }
  std::sort(shown.begin(), shown.end());
  return shown;
}

}  // namespace

const char* word_for(double probability) {
  if (probability >= 0.70) return "very likely";
  if (probability >= 0.40) return "likely";
  return probability >= 0.15 ? "possible" : "unlikely";
}

Diagnosis Diagnostician::diagnose(const Inference& inference) const {
  const Knowledge& knowledge = network_.knowledge();
  Diagnosis diagnosis;
  diagnosis.none = inference.none;
  const std::vector<Interval> intervals =
      draws_.intervals(inference, network_.support_of(inference, share_for_intervals));
  for (std::size_t c = 0; c < knowledge.cause_count(); ++c)
    diagnosis.causes.push_back({CauseIndex{static_cast<std::uint16_t>(c)},
                                inference.marginal[c],
                                intervals[c].low,
                                intervals[c].high,
                                {},
                                {}});
  std::stable_sort(diagnosis.causes.begin(), diagnosis.causes.end(),
                   [](const CauseReport& a, const CauseReport& b) { return a.probability > b.probability; });
  diagnosis.shown = choose_shown(knowledge, diagnosis.causes);

  const Support support = network_.support_of(inference, share_for_explanations);
  for (std::size_t i = 0; i < inference.items.size(); ++i) {
    const std::vector<double> without = network_.marginals_without(inference, i, support);
    for (const std::size_t place : diagnosis.shown) {
      CauseReport& report = diagnosis.causes[place];
      const std::size_t cause = report.cause.value;
      const double factor = odds(report.probability) / odds(without[cause]);
      if (factor >= least_influence)
        report.speaks_for.push_back(influence_of(knowledge, inference.items[i], cause, factor));
      if (factor <= 1 / least_influence)
        report.speaks_against.push_back(influence_of(knowledge, inference.items[i], cause, factor));
    }
  }
  for (const std::size_t place : diagnosis.shown) {
    CauseReport& report = diagnosis.causes[place];
    std::stable_sort(report.speaks_for.begin(), report.speaks_for.end(),
                     [](const Influence& a, const Influence& b) { return a.factor > b.factor; });
    std::stable_sort(report.speaks_against.begin(), report.speaks_against.end(),
                     [](const Influence& a, const Influence& b) { return a.factor < b.factor; });
  }
  return diagnosis;
}

}  // namespace genu
