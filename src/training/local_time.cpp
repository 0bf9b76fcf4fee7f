#include "training/local_time.h"

#include <cmath>

namespace genu {

LocalOffset local_offset(std::optional<int> stated_min, std::optional<double> longitude_deg) {
  constexpr int most_min = 14 * 60;
  if (stated_min && *stated_min >= -most_min && *stated_min <= most_min) return {*stated_min, false};
  if (longitude_deg) return {static_cast<int>(std::lround(*longitude_deg / 15)) * 60, true};
  return {0, true};
}

Day local_day(Instant instant, int offset_min) {
  return day_of(Instant{instant.unix_ms + std::int64_t{offset_min} * 60'000});
}

}  // namespace genu
