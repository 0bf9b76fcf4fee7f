// Second step: how far the runner had come at each sample.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "training/run.h"
#include "training/timeline.h"

namespace genu {

struct Along {
  std::vector<double> distance_m;  // from 0, never falling; one per sample
  DistanceSource source = DistanceSource::none;
  std::optional<double> first_longitude_deg;  // of the first position that is no outlier
  bool has_positions = false;
  std::vector<std::string> notes;
};

/// The device's counter where it covers at least half of the samples: its restarts at 0 are joined, its impossible
/// jumps taken out, its gaps filled evenly in time, its missing end from the positions. Otherwise the sum along the
/// positions without outliers, otherwise the device's speed summed over time, otherwise nothing.
Along along(const Timeline& line, Sport sport);

}  // namespace genu
