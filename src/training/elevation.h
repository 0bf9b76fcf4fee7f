// Ascent, descent and slope from altitudes.
//
// Raw altitudes wander, and summing them makes hills out of noise (39 m became 1,165 m in one program). Altitudes are
// averaged over distance, and a rise counts from its lowest to its highest point once it reaches a threshold.
//
//               averaged over   threshold   slope over
//   barometer        20 m           3 m         60 m     steps of 0.2 m, wanders by less than a metre in minutes
//   satellite       150 m           6 m        150 m     wanders by several metres in a minute
//
// All six are estimates of ours (elevation_test.cpp shows what they do to noise and to known hills; on the twelve real
// barometer recordings in shared/data/activities the sums come out 3 % above the devices' own). Hills lower than
// the threshold are not seen, and a rise found in satellite altitudes may be off by a quarter.
#pragma once

#include <vector>

namespace genu {

struct ElevationRule {
  double averaged_over_m;
  double threshold_m;
  double slope_over_m;
};
inline constexpr ElevationRule barometer_rule{20, 3, 60};
inline constexpr ElevationRule satellite_rule{150, 6, 150};

/// Sums so far, one per sample, never falling.
struct Elevation {
  std::vector<float> slope;  // rise over run, within the range of slope_cost.h
  std::vector<float> ascent_m;
  std::vector<float> descent_m;
};

/// `altitude_m` may have gaps (NaN), which are filled evenly over distance; empty when less than half is known or
/// nothing moved. `distance_m` never falls. Linear.
Elevation elevation(const std::vector<double>& distance_m, const std::vector<float>& altitude_m, ElevationRule rule);

}  // namespace genu
