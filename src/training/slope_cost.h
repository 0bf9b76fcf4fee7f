// What a slope costs, and the speed on the level that would cost as much.
//
// Minetti AE, Moia C, Roi GS, Susta D, Ferretti G (2002). Energy cost of walking and running at extreme uphill and
// downhill slopes. J Appl Physiol 93:1039-1046. doi 10.1152/japplphysiol.01177.2001. Ten trained mountain runners on a
// treadmill, slopes -0.45 to +0.45. Their measured means (abstract) lie within one standard deviation of the polynomial
// below (slope_cost_test.cpp): 3.40 (0.24) on the level, 18.93 (1.74) at +0.45, 1.73 (0.36) at -0.20, 3.92 (0.81) at
// -0.45.
//
// Error: runners differ by about 7 % on the level (their standard deviation) and by 20 % downhill; the paper itself
// says that others pay some 40 % more downhill. Good for comparing one runner's runs, not for energy.
#pragma once

namespace genu {

/// The range that was tested; steeper slopes are taken as its ends.
inline constexpr double steepest_tested_slope = 0.45;

/// Metabolic cost of running, J per kg and metre. `slope` is rise over run (0.1 is 10 %), clamped to the tested range.
double cost_of_running_j_per_kg_m(double slope);

/// The speed on the level that costs as much power as `speed_m_per_s` on this slope.
double grade_adjusted_speed_m_per_s(double speed_m_per_s, double slope);

}  // namespace genu
