// Moments and days. The pure rooms never ask for the time: they are given it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace genu {

/// A moment in UTC, in milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t unix_ms = 0;
  friend bool operator==(Instant, Instant) = default;
  friend auto operator<=>(Instant, Instant) = default;
};

/// "2026-11-24T08:30:00.250Z". Years 0000 to 9999.
std::string to_iso8601(Instant instant);

/// The inverse of to_iso8601; seconds' fraction optional, zone must be "Z".
Result<Instant> parse_instant(std::string_view text);

/// A civil day, as days since 1970-01-01 (proleptic Gregorian).
struct Day {
  std::int32_t since_epoch = 0;
  friend bool operator==(Day, Day) = default;
  friend auto operator<=>(Day, Day) = default;
};

Day day_of(Instant instant);                   // the UTC day
Result<Day> parse_day(std::string_view text);  // "2026-11-24"
std::string to_iso8601(Day day);

/// Port for the wall clock. The real one lives in the command line's wiring; tests bring their own.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

}  // namespace genu
