// One recorded activity, as a file tells it: nothing here is concluded yet (see run.h for that).
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace genu {

enum class Sport : std::uint8_t { unknown, running, walking, hiking, cycling, swimming, transition, other };

/// Stable lower-case name, as printed ("running").
const char* name_of(Sport sport);
std::optional<Sport> find_sport(std::string_view name);

/// Running, walking and hiking: the sports whose cadence counts steps.
bool is_on_foot(Sport sport);

enum class Terrain : std::uint8_t { unknown, road, trail, track, treadmill };

const char* name_of(Terrain terrain);
std::optional<Terrain> find_terrain(std::string_view name);

/// A value that the file does not have. Test it with std::isnan.
inline constexpr float missing = std::numeric_limits<float>::quiet_NaN();

/// One moment of the recording. Everything but the time may be missing (NaN).
struct Sample {
  Instant time;  // unix_ms 0: the file had none for this point
  double latitude_deg = missing;
  double longitude_deg = missing;
  double distance_m = missing;  // since the start of the recording, as the device counted it
  float altitude_m = missing;
  float speed_m_per_s = missing;
  float heart_rate_bpm = missing;
  float cadence_per_min = missing;  // on foot: steps of both feet; cycling: turns of the crank; else as recorded
  float power_w = missing;
  float contact_time_ms = missing;          // one foot on the ground
  float contact_left_percent = missing;     // the left foot's share of the contact time of both
  float vertical_oscillation_mm = missing;  // of the trunk, per step
  float step_length_mm = missing;
};

struct Lap {
  std::optional<Instant> start;
  std::optional<double> elapsed_s;
  std::optional<double> timer_s;
  std::optional<double> distance_m;
};

/// The recording stood still, by the runner's hand or by the watch.
struct Pause {
  Instant from;
  Instant to;
};

/// The totals that the file itself states, in the units of Sample.
struct StatedTotals {
  std::optional<double> elapsed_s;
  std::optional<double> timer_s;   // without pauses
  std::optional<double> moving_s;  // without standing still
  std::optional<double> distance_m;
  std::optional<double> ascent_m;
  std::optional<double> descent_m;
  std::optional<double> cadence_per_min;  // mean
  std::optional<double> heart_rate_bpm;   // mean
  std::optional<double> power_w;          // mean
  std::optional<double> contact_time_ms;
  std::optional<double> contact_left_percent;
  std::optional<double> vertical_oscillation_mm;
  std::optional<double> step_length_mm;
};

struct Activity {
  std::string format;  // "fit", "tcx", "gpx", "apple_health", "strava_csv", "garmin_json"
  Sport sport = Sport::unknown;
  Terrain terrain = Terrain::unknown;
  std::optional<Instant> start;       // empty: the device's clock was never set, or the file has no times
  std::optional<int> utc_offset_min;  // local time minus UTC, when the file states it
  std::string name;
  std::string device;
  std::string gear;  // the shoes, where an export names them
  std::string notes;
  bool barometric = false;  // the altitude comes from a barometer, as far as the file tells
  StatedTotals stated;
  std::vector<Sample> samples;  // in the order of the file
  std::size_t records = 0;      // points that the file holds for this activity, unusable ones included
  std::vector<Lap> laps;
  std::vector<Pause> pauses;
  std::vector<std::string> warnings;  // what was wrong with the file, for a person
};

}  // namespace genu
