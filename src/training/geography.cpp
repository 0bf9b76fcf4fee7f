#include "training/geography.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace genu {

bool has_position(const Sample& sample) {
  const bool on_earth = std::abs(sample.latitude_deg) <= 90 && std::abs(sample.longitude_deg) <= 180;  // false for NaN
  return on_earth && (sample.latitude_deg != 0 || sample.longitude_deg != 0);
}

double distance_between_m(const Sample& a, const Sample& b) {
  constexpr double radius_m = 6'371'008.8, radians = std::numbers::pi / 180;
  const double half_north = std::sin((b.latitude_deg - a.latitude_deg) * radians / 2);
  const double half_east = std::sin((b.longitude_deg - a.longitude_deg) * radians / 2);
  const double h = half_north * half_north +
                   std::cos(a.latitude_deg * radians) * std::cos(b.latitude_deg * radians) * half_east * half_east;
  return 2 * radius_m * std::asin(std::sqrt(std::min(h, 1.0)));
}

}  // namespace genu
