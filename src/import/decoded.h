// What every decoder of activity files gives.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "training/activity.h"

namespace genu {

inline constexpr std::size_t largest_activity_bytes = std::size_t{256} << 20;

struct Decoded {
  std::string format;                // "fit", "tcx", "gpx", …
  std::vector<Activity> activities;  // in the order of the file; empty for a planned route, a course, a monitoring file
  std::size_t records = 0;           // record messages or track points in the whole file
  std::size_t laps = 0;
  std::vector<std::string> warnings;  // about the whole file: each says what and where ("… at byte 8777"); an
                                      // activity's own warnings are not repeated here
};

}  // namespace genu
