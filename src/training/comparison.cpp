#include "training/comparison.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "training/statistics.h"

namespace genu {
namespace {

constexpr int fewest_recent_weeks = 3;
constexpr int fewest_baseline_weeks = 6;
constexpr int resamples = 1000;

struct Halves {
  std::vector<double> recent;
  std::vector<double> baseline;
};

Halves halves_of(const WeeklyValues& values) {
  Halves halves;
  for (std::size_t w = 0; w < week_count; ++w)
    if (values[w]) (w < recent_week_count ? halves.recent : halves.baseline).push_back(*values[w]);
  return halves;
}

// The median of as many values drawn with replacement.
double resampled_median(const std::vector<double>& values, Random& random, std::vector<double>& drawn) {
  drawn.resize(values.size());
  for (double& value : drawn) value = values[random.below(values.size())];
  std::sort(drawn.begin(), drawn.end());
  return (drawn[(drawn.size() - 1) / 2] + drawn[drawn.size() / 2]) / 2;
}

void set_interval(const Halves& halves, std::uint64_t seed, Comparison& comparison) {
  Random random(seed);
  std::vector<double> differences(resamples), drawn;
  for (double& difference : differences)
    difference = resampled_median(halves.recent, random, drawn) - resampled_median(halves.baseline, random, drawn);
  comparison.low = quantile(differences, 0.025);
  comparison.high = quantile(std::move(differences), 0.975);
}

// Ranks of a measure's weeks, less their mean, over their standard deviation; 0 for weeks that do not know it. The sum
// over a set of weeks, over the square root of its variance, says how far that set stands out.
class Ranks {
 public:
  explicit Ranks(const WeeklyValues& values) {
    std::vector<std::size_t> order;
    for (std::size_t w = 0; w < week_count; ++w)
      if (values[w]) order.push_back(w);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return *values[a] < *values[b]; });
    for (std::size_t i = 0; i < order.size();) {
      std::size_t end = i;
      while (end < order.size() && *values[order[end]] == *values[order[i]]) ++end;
      for (std::size_t k = i; k < end; ++k) rank_[order[k]] = static_cast<double>(i + end - 1) / 2;  // ties share
      i = end;
    }
    count_ = static_cast<double>(order.size());
    double squares = 0;
    for (const std::size_t w : order) {
      rank_[w] -= (count_ - 1) / 2;
      squares += rank_[w] * rank_[w];
      known_ |= 1U << w;
    }
    variance_ = order.size() > 1 ? squares / (count_ - 1) : 0;
  }

  // How far this set of weeks stands out from the others, in standard deviations.
  double distance_of(std::uint32_t weeks) const {
    const std::uint32_t chosen = weeks & known_;
    const double size = std::popcount(chosen);
    const double variance = size * (count_ - size) / count_ * variance_;
    if (!(variance > 0)) return 0;
    double sum = 0;
    for (std::uint32_t rest = chosen; rest != 0; rest &= rest - 1)
      sum += rank_[static_cast<std::size_t>(std::countr_zero(rest))];
    return std::abs(sum) / std::sqrt(variance);
  }

 private:
  std::array<double, week_count> rank_{};
  std::uint32_t known_ = 0;
  double count_ = 0;
  double variance_ = 0;
};

// All ways to call as many of the known weeks "recent" as there are; in each the measure that stands out most. A
// measure's p-value is the share of ways in which that is at least what the measure really shows.
void set_p_values(const WeeklyMeasures& measures, Comparisons& comparisons) {
  std::uint32_t known = 0, recent = 0;
  for (std::size_t w = 0; w < week_count; ++w) {
    if (measures.known[w]) known |= 1U << w;
    if (measures.known[w] && w < recent_week_count) recent |= 1U << w;
  }
  std::vector<Ranks> ranks;
  std::vector<double> real;
  for (std::size_t m = 0; m < measure_count; ++m) {
    if (!comparisons[m]) continue;
    ranks.emplace_back(measures.values[m]);
    real.push_back(ranks.back().distance_of(recent));
  }
  std::vector<int> as_far(real.size(), 0);
  int ways = 0;
  for (std::uint32_t weeks = 0; weeks < (1U << week_count); ++weeks) {
    if ((weeks & ~known) != 0 || std::popcount(weeks) != std::popcount(recent)) continue;
    double farthest = 0;
    for (const Ranks& r : ranks) farthest = std::max(farthest, r.distance_of(weeks));
    for (std::size_t i = 0; i < real.size(); ++i) as_far[i] += farthest >= real[i] - 1e-9;
    ++ways;
  }
  std::size_t i = 0;
  for (auto& comparison : comparisons)
    if (comparison) comparison->p_value = static_cast<double>(as_far[i++]) / ways;
}

}  // namespace

Comparisons compare(const WeeklyMeasures& measures) {
  Comparisons comparisons;
  for (std::size_t m = 0; m < measure_count; ++m) {
    const Halves halves = halves_of(measures.values[m]);
    Comparison c;
    c.recent_weeks = static_cast<int>(halves.recent.size());
    c.baseline_weeks = static_cast<int>(halves.baseline.size());
    if (c.recent_weeks < fewest_recent_weeks || c.baseline_weeks < fewest_baseline_weeks) continue;
    c.recent = median(halves.recent);
    c.baseline = median(halves.baseline);
    c.difference = c.recent - c.baseline;
    const double spread = std::max(robust_spread(halves.baseline), least_spread(static_cast<Measure>(m), c.baseline));
    c.effect = c.difference / spread;
    set_interval(halves, m + 1, c);
    comparisons[m] = c;
  }
  set_p_values(measures, comparisons);
  return comparisons;
}

bool enough_weeks(int recent, int baseline) {
  constexpr double fewest_ways = 450;
  if (recent < fewest_recent_weeks || baseline < fewest_baseline_weeks) return false;
  double ways = 1;
  for (int i = 1; i <= recent; ++i) ways *= static_cast<double>(baseline + i) / i;
  return ways >= fewest_ways;
}

}  // namespace genu
