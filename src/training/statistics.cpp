#include "training/statistics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace genu {

double quantile(std::vector<double> values, double share) {
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::ptrdiff_t>(place);
  const auto at = values.begin() + below;
  std::nth_element(values.begin(), at, values.end());
  if (at + 1 == values.end()) return *at;
  const double above = *std::min_element(at + 1, values.end());
  return *at + (above - *at) * (place - static_cast<double>(below));
}

double median(std::vector<double> values) { return quantile(std::move(values), 0.5); }

double robust_spread(const std::vector<double>& values) {
  const double middle = median(values);
  std::vector<double> deviations(values.size());
  std::transform(values.begin(), values.end(), deviations.begin(), [&](double v) { return std::abs(v - middle); });
  return 1.4826 * median(std::move(deviations));
}

std::uint64_t Random::next() {
  std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

std::size_t Random::below(std::size_t below) {
  return static_cast<std::size_t>(uniform() * static_cast<double>(below));
}

double Random::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

std::optional<Line> theil_sen(std::span<const double> x, std::span<const double> y) {
  std::vector<double> slopes;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = i + 1; j < x.size(); ++j)
      if (x[i] != x[j]) slopes.push_back((y[j] - y[i]) / (x[j] - x[i]));
  if (slopes.empty()) return std::nullopt;
  std::sort(slopes.begin(), slopes.end());
  Line line;
  line.slope = median(slopes);
  // Kendall's statistic has this variance without a trend; its 95 % range says which slopes are too far out.
  const auto n = static_cast<double>(x.size());
  const double range = 1.96 * std::sqrt(n * (n - 1) * (2 * n + 5) / 18);
  const auto pairs = static_cast<double>(slopes.size());
  const auto at = [&](double rank) { return slopes[static_cast<std::size_t>(std::clamp(rank, 0.0, pairs - 1))]; };
  line.low = at((pairs - range) / 2 - 1);
  line.high = at((pairs + range) / 2);
  std::vector<double> rests(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) rests[i] = y[i] - line.slope * x[i];
  line.intercept = median(std::move(rests));
  return line;
}

}  // namespace genu
