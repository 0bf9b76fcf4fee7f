// The watch's running dynamics as a second source of how somebody runs: over weeks, and towards the end of a run.
//
// A watch or chest strap is not a camera: its vertical oscillation is that of another part of the body, its contact
// time that of another rule. Watch is compared with watch only. All of these follow speed; both comparisons are
// therefore made at like speed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "training/history.h"
#include "training/run.h"
#include "training/statistics.h"

namespace genu {

enum class Dynamic : std::uint8_t {
  cadence,               // steps a minute
  contact_time,          // ms
  contact_left,          // %, share of the left foot in the contact times
  vertical_oscillation,  // mm
  step_length,           // m
  vertical_ratio,        // %, vertical oscillation over step length
};
inline constexpr std::size_t dynamic_count = 6;
const char* name_of(Dynamic dynamic);
const char* unit_of(Dynamic dynamic);

/// Of one run; nothing where the device did not measure it.
std::optional<double> value_of(Dynamic dynamic, const Run& run);

/// Whether a line through the values really climbs or falls.
enum class Trend : std::uint8_t { none, rises, falls };
const char* name_of(Trend trend);

struct DynamicOverWeeks {
  Dynamic dynamic = Dynamic::cadence;
  std::size_t runs = 0;
  double typical = 0;  // median of the runs of the last four weeks, or of all when there are none; at whatever speed
  double spread = 0;   // robust standard deviation of all, at like speed
  double change_per_week = 0;  // Theil-Sen slope, at like speed
  double low = 0;              // 95 % interval of it
  double high = 0;
  Trend trend = Trend::none;  // none unless the interval leaves out zero and the change over the span is more than the
                              // spread
};

/// The `weeks` weeks that end with `last`. Values are put to the runner's median speed with a Theil-Sen line of value
/// on speed (outdoor runs and treadmill alike). Only dynamics that at least eight runs know, the first and the last of
/// them ten days or more apart (estimates of ours).
std::vector<DynamicOverWeeks> dynamics_over_weeks(const History& history, Day last, int weeks);

struct DynamicInRun {
  Dynamic dynamic = Dynamic::cadence;
  double early = 0;   // median of the first quarter of the minutes
  double late = 0;    // and of the last quarter
  double change = 0;  // of the Theil-Sen line from the first to the last minute
  double low = 0;     // 95 % interval of it
  double high = 0;
  std::size_t minutes = 0;
  Trend trend = Trend::none;  // none unless the interval leaves out zero and the change is 1 % of the value or more
};

/// What changes towards the end of one run: medians of its minutes of running within 7 % of the run's median speed
/// (estimate of ours: so that slowing down is not taken for tiring), from the third minute on. At least 16 such
/// minutes.
std::vector<DynamicInRun> dynamics_in_run(const Trace& trace);

}  // namespace genu
