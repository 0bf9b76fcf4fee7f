#include "training/slope_cost.h"

#include <algorithm>

namespace genu {

double cost_of_running_j_per_kg_m(double slope) {
  const double i = std::clamp(slope, -steepest_tested_slope, steepest_tested_slope);
  return ((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i + 3.6;
}

double grade_adjusted_speed_m_per_s(double speed_m_per_s, double slope) {
  constexpr double cost_on_the_level = 3.6;  // the polynomial at 0, so that level ground changes nothing
  return speed_m_per_s * cost_of_running_j_per_kg_m(slope) / cost_on_the_level;
}

}  // namespace genu
