#include "training/elevation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "training/slope_cost.h"

namespace genu {
namespace {

// False when less than half is known.
bool fill_altitudes(const std::vector<double>& distance_m, std::vector<double>& altitude_m) {
  const auto known = [](double a) { return !std::isnan(a); };
  const auto count = std::count_if(altitude_m.begin(), altitude_m.end(), known);
  if (count < 2 || static_cast<std::size_t>(count) * 2 < altitude_m.size()) return false;
  const auto first =
      static_cast<std::size_t>(std::find_if(altitude_m.begin(), altitude_m.end(), known) - altitude_m.begin());
  std::fill_n(altitude_m.begin(), first, altitude_m[first]);
  std::size_t last = first;
  for (std::size_t i = first + 1; i < altitude_m.size(); ++i) {
    if (std::isnan(altitude_m[i])) continue;
    const double way_m = distance_m[i] - distance_m[last], rise_m = altitude_m[i] - altitude_m[last];
    for (std::size_t j = last + 1; j < i; ++j)
      altitude_m[j] = altitude_m[last] + (way_m > 0 ? rise_m * (distance_m[j] - distance_m[last]) / way_m : 0);
    last = i;
  }
  std::fill(altitude_m.begin() + static_cast<std::ptrdiff_t>(last) + 1, altitude_m.end(), altitude_m[last]);
  return true;
}

// The mean over the samples within half a window of way before and after.
std::vector<double> averaged(const std::vector<double>& distance_m, const std::vector<double>& values,
                             double window_m) {
  std::vector<double> result(values.size());
  std::size_t from = 0, to = 0;
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    while (to < values.size() && distance_m[to] <= distance_m[i] + window_m / 2) sum += values[to++];
    while (distance_m[from] < distance_m[i] - window_m / 2) sum -= values[from++];
    result[i] = sum / static_cast<double>(to - from);
  }
  return result;
}

std::vector<float> slopes(const std::vector<double>& distance_m, const std::vector<double>& altitude_m, double over_m) {
  std::vector<float> result(distance_m.size(), 0);
  std::size_t from = 0, to = 0;
  for (std::size_t i = 0; i < distance_m.size(); ++i) {
    while (to + 1 < distance_m.size() && distance_m[to] < distance_m[i] + over_m / 2) ++to;
    while (from + 1 < i && distance_m[from + 1] <= distance_m[i] - over_m / 2) ++from;
    const double way_m = distance_m[to] - distance_m[from];
    if (way_m < over_m / 3) continue;  // too short a way for a slope: level
    const double slope = (altitude_m[to] - altitude_m[from]) / way_m;
    result[i] = static_cast<float>(std::clamp(slope, -steepest_tested_slope, steepest_tested_slope));
  }
  return result;
}

// The points where rises and falls of at least the threshold turn, first and last sample included.
std::vector<std::size_t> turns(const std::vector<double>& altitude_m, double threshold_m) {
  std::vector<std::size_t> result;
  std::size_t lowest = 0, highest = 0;
  int direction = 0;  // 0: not known yet
  for (std::size_t i = 1; i < altitude_m.size(); ++i) {
    if (altitude_m[i] > altitude_m[highest]) highest = i;
    if (altitude_m[i] < altitude_m[lowest]) lowest = i;
    if (direction <= 0 && altitude_m[i] - altitude_m[lowest] >= threshold_m) {
      result.push_back(lowest);
      direction = 1;
      highest = i;
    } else if (direction >= 0 && altitude_m[highest] - altitude_m[i] >= threshold_m) {
      result.push_back(highest);
      direction = -1;
      lowest = i;
    }
    // Within a rise only its top can turn it, and the other way round.
    if (direction > 0) lowest = highest;
    if (direction < 0) highest = lowest;
  }
  if (direction != 0) result.push_back(direction > 0 ? highest : lowest);
  return result;
}

// Within a leg between two turns, what is gained so far is the highest point so far: it never falls and ends at the
// top.
void add_legs(const std::vector<double>& altitude_m, double threshold_m, Elevation& result) {
  result.ascent_m.assign(altitude_m.size(), 0);
  result.descent_m.assign(altitude_m.size(), 0);
  const std::vector<std::size_t> turning = turns(altitude_m, threshold_m);
  double ascent = 0, descent = 0;
  std::size_t i = 0;
  const auto write = [&](std::size_t at, double up, double down) {
    result.ascent_m[at] = static_cast<float>(up);
    result.descent_m[at] = static_cast<float>(down);
  };
  for (std::size_t k = 0; k + 1 < turning.size(); ++k) {
    const std::size_t from = turning[k], to = turning[k + 1];
    for (; i <= from; ++i) write(i, ascent, descent);
    const double rise = altitude_m[to] - altitude_m[from];
    double reached = 0;
    for (; i <= to; ++i) {
      reached = std::max(reached, (rise > 0 ? 1 : -1) * (altitude_m[i] - altitude_m[from]));
      write(i, ascent + (rise > 0 ? reached : 0), descent + (rise > 0 ? 0 : reached));
    }
    (rise > 0 ? ascent : descent) += std::abs(rise);
  }
  for (; i < altitude_m.size(); ++i) write(i, ascent, descent);
}

}  // namespace

Elevation elevation(const std::vector<double>& distance_m, const std::vector<float>& altitude_m, ElevationRule rule) {
  Elevation result;
  std::vector<double> altitudes(altitude_m.begin(), altitude_m.end());
  if (distance_m.empty() || distance_m.back() <= 0 || !fill_altitudes(distance_m, altitudes)) return result;
  altitudes = averaged(distance_m, altitudes, rule.averaged_over_m);
  result.slope = slopes(distance_m, altitudes, rule.slope_over_m);
  add_legs(altitudes, rule.threshold_m, result);
  return result;
}

}  // namespace genu
