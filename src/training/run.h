// One activity, understood: what was done, in numbers that can be compared from one run to the next.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "training/activity.h"

namespace genu {

// Thresholds of this room that no study gives are estimates of ours; each stands beside its reason in the .cpp that
// uses it (timeline.h, along.h, gait.h, elevation.h), and the notes of a Run say what was assumed about it.

/// Where a distance comes from.
enum class DistanceSource : std::uint8_t {
  none,
  device,  // the device's own total or counter
  track,   // the sum along the positions, outliers left out
  stated,  // a row of an export, without the file
};

/// Stable lower-case name, as printed ("track").
const char* name_of(DistanceSource source);

/// Where ascent and descent come from.
enum class AscentSource : std::uint8_t {
  none,
  device,      // the file's own totals
  barometric,  // our sum over a barometer's altitudes: small threshold
  satellite,   // our sum over satellite altitudes: smoothed, larger threshold
  stated,      // a row of an export
};
const char* name_of(AscentSource source);

/// One kilometre, or what is left of the last one. Ascent and descent are our own sums along the points: with a
/// device's total (AscentSource::device) they need not add up to it.
struct Split {
  double distance_m = 0;
  double moving_s = 0;
  std::optional<double> ascent_m;
  std::optional<double> descent_m;
  std::optional<double> cadence_per_min;
  std::optional<double> heart_rate_bpm;
};

/// Moving time by grade-adjusted speed (plain speed where the slope is not known): bin i holds [i, i + 1) * bin_width.
/// All zero: the speeds are not known.
struct SpeedHistogram {
  static constexpr double bin_width_m_per_s = 0.25;
  static constexpr std::size_t bins = 32;  // 0 to 8 m/s; faster counts in the last
  std::array<float, bins> seconds{};
};

/// What is kept of an activity. Absent is unknown, never zero.
struct Run {
  std::string format;
  std::string name;
  std::string device;
  std::string gear;
  Sport sport = Sport::unknown;
  bool sport_is_assumed = false;  // the file names none; speed and cadence are those of running
  Terrain terrain = Terrain::unknown;
  Instant start;
  int utc_offset_min = 0;
  bool offset_is_estimated = false;  // from the longitude (15 degrees an hour), or unknown and taken as UTC
  Day day;                           // the local day of the start

  double distance_m = 0;
  DistanceSource distance_source = DistanceSource::none;
  double elapsed_s = 0;    // first to last moment
  double timer_s = 0;      // without pauses
  double moving_s = 0;     // without pauses and without standing still
  double walking_s = 0;    // of the moving time of a run; 0 where there are no points to tell
  double walking_m = 0;    // of the distance of a run
  int walking_breaks = 0;  // walking between two stretches of running; warm-up and cool-down are none
  double downhill_s = 0;   // of the moving time, on slopes of -3 % and steeper

  std::optional<double> ascent_m;
  std::optional<double> descent_m;
  AscentSource ascent_source = AscentSource::none;
  std::optional<double> grade_adjusted_speed_m_per_s;  // see slope_cost.h; empty where the slope is not known
  std::optional<double> cadence_per_min;               // while moving; see Sample
  std::optional<double> heart_rate_bpm;
  std::optional<double> power_w;
  std::optional<double> contact_time_ms;
  std::optional<double> contact_left_percent;
  std::optional<double> vertical_oscillation_mm;
  std::optional<double> step_length_m;

  std::vector<Split> splits;
  SpeedHistogram speeds;
  std::size_t records = 0;
  std::vector<std::string> notes;  // the file's warnings and what was decided about them, for a person

  /// True for what counts as running load.
  bool is_run() const { return sport == Sport::running; }
  std::optional<double> speed_m_per_s() const {
    return moving_s > 0 && distance_m > 0 ? std::optional(distance_m / moving_s) : std::nullopt;
  }
};

/// Empty when the activity has no start: it cannot be put into a history.
///
/// What the device states wins over what we sum up (its counter knows the foot pod and the calibration), unless no
/// runner could have done it; what was decided is in `notes`. Sport, terrain and the meaning of the cadence are judged
/// here: unknown sports count as running only when speed and cadence are those of running, and the run says so.
///
/// Cost: linear in the samples (n log n when the file is out of order); about 0.1 microseconds a sample with a warm
/// heap, and several times that where the allocator returns its pages to the system after every file. Fails only as
/// memory fails.
std::optional<Run> understand(const Activity& activity);

/// The samples that can be trusted, made even for a picture: in time order, jumps of the clock and positions that no
/// runner reaches left out, distance and speed filled in from the positions where the device gave none.
struct Trace {
  std::vector<double> time_s;      // since the first sample, pauses taken out; never falling
  std::vector<double> distance_m;  // never falling; all 0 where nothing tells a distance
  std::vector<float> speed_m_per_s;
  std::vector<float> altitude_m;
  std::vector<float> grade;            // rise over run, smoothed over distance; 0 where there is no altitude
  std::vector<float> cadence_per_min;  // on foot: steps of both feet, also where the file counted one
  std::vector<float> heart_rate_bpm;
  std::vector<float> power_w;
  std::vector<float> contact_time_ms;
  std::vector<float> contact_left_percent;
  std::vector<float> vertical_oscillation_mm;
};

/// All vectors have one length; what is missing is NaN. Cost as understand().
Trace trace_of(const Activity& activity);

}  // namespace genu
