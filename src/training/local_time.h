// The local day of a run: load is counted by the runner's days, not by those of Greenwich.
#pragma once

#include <optional>

#include "base/time.h"

namespace genu {

struct LocalOffset {
  int minutes = 0;  // local time minus UTC
  bool is_estimated = false;
};

/// What the file states (if it is within 14 hours), else the zone of the longitude, 15 degrees an hour: within an hour
/// or two of the legal time, so a run around midnight may land on the neighbouring day. Else UTC.
LocalOffset local_offset(std::optional<int> stated_min, std::optional<double> longitude_deg);

Day local_day(Instant instant, int offset_min);

}  // namespace genu
