// Moments as training files write them.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace genu {

struct Moment {
  Instant instant;
  std::optional<int> offset_min;  // local time minus UTC, as written; 0 for "Z"; empty: no zone, taken as UTC
};

/// "2021-01-07T21:51:59.179+01:15", "2025-01-01T00:00:00", "2025-03-01 07:00:00 +0100", "2024-02-03T06:10Z": date and
/// time of ISO 8601 with a "T" or a blank between, seconds and their fraction optional, zone "Z", "±hh:mm", "±hhmm",
/// "±hh" or none, blanks around it ignored. Years 1 to 9999. Empty for anything else.
std::optional<Moment> parse_moment(std::string_view text);

/// A moment from its parts; empty when there is no such day or time. Second 60 counts as 59.999 (leap seconds).
std::optional<Instant> instant_of(int year, int month, int day, int hour, int minute, double second);

}  // namespace genu
