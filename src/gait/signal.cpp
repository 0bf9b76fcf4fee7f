#include "gait/signal.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace genu {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double normal_consistency = 1.4826;  // median absolute deviation to standard deviation, normal values

double middle_of(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Calls `use(from, until)` for every stretch of values without NaN.
template <typename Use>
void for_each_stretch(std::span<const double> values, const Use& use) {
  for (std::size_t i = 0; i < values.size();) {
    if (std::isnan(values[i])) {
      ++i;
      continue;
    }
    const std::size_t from = i;
    while (i < values.size() && !std::isnan(values[i])) ++i;
    use(from, i);
  }
}

struct Biquad {
  double b0, b1, b2, a1, a2;
};

Biquad butterworth(double rate_hz, double cutoff_hz) {
  const double warped = std::tan(std::numbers::pi * cutoff_hz / rate_hz);
  const double norm = 1 + std::numbers::sqrt2 * warped + warped * warped;
  const double b0 = warped * warped / norm;
  return {b0, 2 * b0, b0, 2 * (warped * warped - 1) / norm,
          (1 - std::numbers::sqrt2 * warped + warped * warped) / norm};
}

/// In place, started in the steady state of the first value.
void run_filter(const Biquad& filter, std::vector<double>& values) {
  double x1 = values.front();
  double x2 = x1;
  double y1 = x1;
  double y2 = x1;
  for (double& value : values) {
    const double y = filter.b0 * value + filter.b1 * x1 + filter.b2 * x2 - filter.a1 * y1 - filter.a2 * y2;
    x2 = x1;
    x1 = value;
    y2 = y1;
    y1 = y;
    value = y;
  }
}

/// The stretch with both ends continued, turned about the last value, so that the filter meets no step there.
std::vector<double> continued(std::span<const double> stretch, std::size_t pad) {
  std::vector<double> values;
  values.reserve(stretch.size() + 2 * pad);
  for (std::size_t i = pad; i > 0; --i) values.push_back(2 * stretch.front() - stretch[i]);
  values.insert(values.end(), stretch.begin(), stretch.end());
  for (std::size_t i = 1; i <= pad; ++i) values.push_back(2 * stretch.back() - stretch[stretch.size() - 1 - i]);
  return values;
}

/// Slope for a cubic without overshoot, from the slopes of the two pieces beside it.
double calm_slope(double before, double after) {
  if (before * after <= 0) return 0;
  const double flat = std::min(std::abs(before), std::abs(after));
  const double steep = std::max(std::abs(before), std::abs(after));
  return std::copysign(3 * flat * steep / (steep + 2 * flat), before);
}

double slope_into(std::span<const double> values, std::size_t i, double across) {
  return i > 0 && !std::isnan(values[i - 1]) ? calm_slope(values[i] - values[i - 1], across) : across;
}
double slope_out_of(std::span<const double> values, std::size_t i, double across) {
  return i + 1 < values.size() && !std::isnan(values[i + 1]) ? calm_slope(across, values[i + 1] - values[i]) : across;
}

/// Second derivatives of the natural cubic spline through the stretch (Thomas' algorithm).
std::vector<double> spline_curvatures(std::span<const double> values) {
  const std::size_t count = values.size();
  std::vector<double> curvature(count, 0);
  std::vector<double> share(count, 0);
  for (std::size_t i = 1; i + 1 < count; ++i) {
    const double pivot = 4 - share[i - 1];
    share[i] = 1 / pivot;
    curvature[i] = (6 * (values[i + 1] - 2 * values[i] + values[i - 1]) - curvature[i - 1]) / pivot;
  }
  for (std::size_t i = count - 1; i-- > 1;) curvature[i] -= share[i] * curvature[i + 1];
  return curvature;
}

}  // namespace

std::vector<double> resample(std::span<const double> time_s, std::span<const double> values, double rate_hz,
                             double longest_gap_s) {
  if (time_s.empty()) return {};
  const auto count = static_cast<std::size_t>(std::floor((time_s.back() - time_s.front()) * rate_hz + 1e-6)) + 1;
  std::vector<double> even(count, missing);
  std::size_t right = 0;  // first known sample at or after the time wanted
  std::size_t left = values.size();
  for (std::size_t i = 0; i < count; ++i) {
    const double time = time_s.front() + static_cast<double>(i) / rate_hz;
    while (right < values.size() && (std::isnan(values[right]) || time_s[right] < time - 1e-9)) {
      if (!std::isnan(values[right])) left = right;
      ++right;
    }
    if (right == values.size()) break;
    if (time_s[right] <= time + 1e-9) {
      even[i] = values[right];
    } else if (left < values.size() && time_s[right] - time_s[left] <= longest_gap_s) {
      const double share = (time - time_s[left]) / (time_s[right] - time_s[left]);
      even[i] = values[left] + share * (values[right] - values[left]);
    }
  }
  return even;
}

std::size_t remove_outliers(std::vector<double>& values, std::size_t half_window, double sigmas, double noise) {
  const std::vector<double> original = values;
  std::vector<double> window;
  std::size_t removed = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(original[i])) continue;
    window.clear();
    const std::size_t until = std::min(values.size(), i + half_window + 1);
    for (std::size_t j = i - std::min(i, half_window); j < until; ++j) {
      if (!std::isnan(original[j])) window.push_back(original[j]);
    }
    if (window.size() < 4) continue;
    const double middle = middle_of(window);
    for (double& value : window) value = std::abs(value - middle);
    const double spread = std::max(noise, normal_consistency * middle_of(window));
    if (std::abs(original[i] - middle) > sigmas * spread) {
      values[i] = missing;
      ++removed;
    }
  }
  return removed;
}

void fill_gaps(std::vector<double>& values, std::size_t longest) {
  const std::vector<double> known = values;
  std::size_t left = known.size();
  for (std::size_t right = 0; right < known.size(); ++right) {
    if (std::isnan(known[right])) continue;
    const std::size_t hole = left < known.size() ? right - left - 1 : 0;
    if (hole > 0 && hole <= longest) {
      const double length = static_cast<double>(right - left);
      const double across = (known[right] - known[left]) / length;
      const double slope_left = slope_into(known, left, across);
      const double slope_right = slope_out_of(known, right, across);
      for (std::size_t i = left + 1; i < right; ++i) {
        const double t = static_cast<double>(i - left) / length;
        const double u = 1 - t;
        values[i] = known[left] * (1 + 2 * t) * u * u + known[right] * t * t * (3 - 2 * t) +
                    length * (slope_left * t * u * u - slope_right * t * t * u);
      }
    }
    left = right;
  }
}

std::vector<double> low_pass(std::span<const double> values, double rate_hz, double cutoff_hz) {
  std::vector<double> result(values.begin(), values.end());
  constexpr double two_passes = 0.802;
  const double design_hz = cutoff_hz / two_passes;
  if (design_hz >= 0.45 * rate_hz) return result;
  const Biquad filter = butterworth(rate_hz, design_hz);
  const auto settling = static_cast<std::size_t>(std::ceil(rate_hz / cutoff_hz));
  for_each_stretch(values, [&](std::size_t from, std::size_t until) {
    if (until - from < 3) return;
    const std::size_t pad = std::min(2 * settling, until - from - 1);
    std::vector<double> stretch = continued(values.subspan(from, until - from), pad);
    for (int pass = 0; pass < 2; ++pass) {
      run_filter(filter, stretch);
      std::reverse(stretch.begin(), stretch.end());
    }
    std::copy_n(stretch.begin() + static_cast<std::ptrdiff_t>(pad), until - from,
                result.begin() + static_cast<std::ptrdiff_t>(from));
  });
  return result;
}

std::vector<double> derivative(std::span<const double> values, double rate_hz) {
  std::vector<double> result(values.size(), missing);
  for_each_stretch(values, [&](std::size_t from, std::size_t until) {
    if (until - from < 2) return;
    for (std::size_t i = from; i < until; ++i) {
      const std::size_t before = i > from ? i - 1 : i;
      const std::size_t after = i + 1 < until ? i + 1 : i;
      result[i] = (values[after] - values[before]) * rate_hz / static_cast<double>(after - before);
    }
  });
  return result;
}

double value_at(std::span<const double> values, double place) {
  if (values.empty() || !(place >= 0) || place > static_cast<double>(values.size() - 1)) return missing;
  const auto left = std::min(static_cast<std::size_t>(place), values.size() - 1);
  const double t = place - static_cast<double>(left);
  if (t == 0) return values[left];
  const double p1 = values[left];
  const double p2 = values[left + 1];
  const double p0 = left > 0 ? values[left - 1] : missing;
  const double p3 = left + 2 < values.size() ? values[left + 2] : missing;
  if (std::isnan(p0) || std::isnan(p3)) return p1 + t * (p2 - p1);
  return p1 + 0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
}

std::vector<double> interpolated(std::span<const double> values, std::size_t factor) {
  if (values.empty()) return {};
  std::vector<double> result((values.size() - 1) * factor + 1, missing);
  for_each_stretch(values, [&](std::size_t from, std::size_t until) {
    const std::span<const double> stretch = values.subspan(from, until - from);
    const std::vector<double> curvature = spline_curvatures(stretch);
    for (std::size_t i = 0; i + 1 < stretch.size(); ++i) {
      for (std::size_t part = 0; part < factor; ++part) {
        const double t = static_cast<double>(part) / static_cast<double>(factor);
        const double u = 1 - t;
        result[(from + i) * factor + part] = u * stretch[i] + t * stretch[i + 1] +
                                             ((u * u * u - u) * curvature[i] + (t * t * t - t) * curvature[i + 1]) / 6;
      }
    }
    result[(until - 1) * factor] = stretch.back();
  });
  return result;
}

double refine_extremum(std::span<const double> values, std::size_t i) {
  const auto place = static_cast<double>(i);
  if (i == 0 || i + 1 >= values.size()) return place;
  const double before = values[i - 1];
  const double after = values[i + 1];
  const double curve = before - 2 * values[i] + after;
  if (std::isnan(curve) || curve == 0) return place;
  return place + std::clamp(0.5 * (before - after) / curve, -0.5, 0.5);
}

std::vector<std::size_t> maxima(std::span<const double> values, double prominence, std::size_t spacing) {
  std::vector<std::size_t> found;
  for_each_stretch(values, [&](std::size_t from, std::size_t until) {
    for (std::size_t i = from + 1; i + 1 < until; ++i) {
      if (!(values[i] > values[i - 1]) || values[i] < values[i + 1]) continue;
      double valley_left = values[i];
      std::size_t j = i;
      for (; j > from && values[j - 1] <= values[i]; --j) valley_left = std::min(valley_left, values[j - 1]);
      const bool cut_left = j == from && values[from] <= valley_left;
      double valley_right = values[i];
      for (j = i + 1; j < until && values[j] <= values[i]; ++j) valley_right = std::min(valley_right, values[j]);
      const bool cut_right = j == until && values[until - 1] <= valley_right;
      const double valley = cut_left ? valley_right : cut_right ? valley_left : std::max(valley_left, valley_right);
      if (values[i] - valley >= prominence) found.push_back(i);
    }
  });
  std::vector<std::size_t> by_height = found;
  std::sort(by_height.begin(), by_height.end(), [&](std::size_t a, std::size_t b) { return values[a] > values[b]; });
  std::vector<std::size_t> kept;
  for (const std::size_t candidate : by_height) {
    const bool free = std::all_of(kept.begin(), kept.end(), [&](std::size_t other) {
      return (candidate > other ? candidate - other : other - candidate) >= spacing;
    });
    if (free) kept.push_back(candidate);
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

}  // namespace genu
