#include "training/run.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>

#include "base/text.h"
#include "training/local_time.h"
#include "training/reading.h"
#include "training/slope_cost.h"

namespace genu {
namespace {

// A sample stands for the time since the one before; in a gap of the recording for no more than this (estimate), or one
// heart rate would speak for a tunnel.
constexpr double longest_share_of_a_sample_s = 60;

// Faster than this over 3 km is no runner (the world record stands at 6.8 m/s): a ride that was saved as a run must not
// become the longest run of the month.
constexpr double fastest_mean_m_per_s = 7;
constexpr double enough_for_a_mean_m = 3000;

constexpr float downhill_slope = -0.03F;
constexpr double split_m = 1000;
constexpr std::size_t most_splits = 1000;

class WeightedMean {
 public:
  void add(float value, double weight) {
    if (std::isnan(value)) return;
    sum_ += static_cast<double>(value) * weight;
    weight_ += weight;
  }
  std::optional<double> mean() const { return weight_ > 0 ? std::optional(sum_ / weight_) : std::nullopt; }

 private:
  double sum_ = 0;
  double weight_ = 0;
};

std::optional<double> positive(std::optional<double> value) {
  return value && std::isfinite(*value) && *value > 0 ? value : std::nullopt;
}

std::optional<double> not_negative(std::optional<double> value) {
  return value && std::isfinite(*value) && *value >= 0 ? value : std::nullopt;
}

// A row of an export: nobody recorded, or the recording is not at hand.
bool is_only_a_row(const Activity& activity) {
  return activity.samples.empty() && activity.format != "fit" && activity.format != "tcx" && activity.format != "gpx";
}

std::string kilometres(double metres) { return format_number(metres / 1000, 2) + " km"; }

void set_start(const Activity& activity, const Reading& reading, Run& run) {
  constexpr std::int64_t day_ms = 86'400'000;
  run.start = *activity.start;
  if (!activity.samples.empty() && reading.first.unix_ms != 0 &&
      std::abs(run.start.unix_ms - reading.first.unix_ms) > day_ms) {
    run.start = reading.first;
    run.notes.emplace_back("The file's start is more than a day from its points; the points were believed.");
  }
  const LocalOffset offset = local_offset(activity.utc_offset_min, reading.first_longitude_deg);
  run.utc_offset_min = offset.minutes;
  run.offset_is_estimated = offset.is_estimated;
  run.day = local_day(run.start, offset.minutes);
  if (offset.is_estimated)
    run.notes.emplace_back(reading.first_longitude_deg
                               ? "Local time estimated from the longitude."
                               : "The file tells neither time zone nor place; the day is that of UTC.");
}

// Stated totals first: elapsed time, timer (without pauses).
void set_times(const Activity& activity, const Reading& reading, Run& run) {
  const double recorded_s = static_cast<double>(reading.last.unix_ms - reading.first.unix_ms) / 1000;
  const double recorded_timer_s = reading.trace.time_s.empty() ? 0 : reading.trace.time_s.back();
  run.elapsed_s = positive(activity.stated.elapsed_s).value_or(recorded_s);
  const std::optional<double> stated_timer_s = positive(activity.stated.timer_s);
  run.timer_s = stated_timer_s.value_or(reading.trace.time_s.empty() ? run.elapsed_s : recorded_timer_s);
  run.elapsed_s = std::max(run.elapsed_s, run.timer_s);
}

void set_distance(const Activity& activity, const Reading& reading, Run& run) {
  const double recorded_m = reading.trace.distance_m.empty() ? 0 : reading.trace.distance_m.back();
  std::optional<double> stated_m = positive(activity.stated.distance_m);
  if (stated_m && run.timer_s > 0 && *stated_m > fastest_m_per_s(run.sport) * run.timer_s && recorded_m > 0) {
    run.notes.push_back("The file's total of " + kilometres(*stated_m) + " cannot be; the points were summed.");
    stated_m.reset();
  }
  if (stated_m) {
    run.distance_m = *stated_m;
    run.distance_source = is_only_a_row(activity) ? DistanceSource::stated : DistanceSource::device;
    if (recorded_m > 0 && std::abs(recorded_m - *stated_m) > std::max(0.05 * *stated_m, 100.0))
      run.notes.push_back("The file states " + kilometres(*stated_m) + " in all, its points end at " +
                          kilometres(recorded_m) + "; the total was kept.");
  } else {
    run.distance_m = recorded_m;
    run.distance_source = recorded_m > 0 ? reading.distance_source : DistanceSource::none;
  }
}

void set_elevation(const Activity& activity, const Reading& reading, Run& run) {
  const std::optional<double> ascent = not_negative(activity.stated.ascent_m);
  const std::optional<double> descent = not_negative(activity.stated.descent_m);
  const bool summed = !reading.elevation.ascent_m.empty();
  if (ascent || descent) {
    run.ascent_source = is_only_a_row(activity) ? AscentSource::stated : AscentSource::device;
  } else if (summed) {
    run.ascent_source = activity.barometric ? AscentSource::barometric : AscentSource::satellite;
  }
  // A total that the device does not have (many state only the ascent) is ours.
  run.ascent_m = ascent;
  run.descent_m = descent;
  if (!summed) return;
  if (!ascent) run.ascent_m = static_cast<double>(reading.elevation.ascent_m.back());
  if (!descent) run.descent_m = static_cast<double>(reading.elevation.descent_m.back());
}

// What the trace says interval by interval: moving, walking, downhill, speeds.
struct Totals {
  double standing_s = 0;
  double walking_s = 0, walking_m = 0;
  int walking_breaks = 0;
  double downhill_s = 0;
  double adjusted_way_m = 0, level_way_m = 0;
};

Totals totals_of(const Reading& reading, SpeedHistogram& speeds) {
  Totals totals;
  const Trace& trace = reading.trace;
  const bool slope_known = !reading.elevation.slope.empty();
  bool has_run = false, walked_since = false;
  for (std::size_t i = 1; i < trace.time_s.size(); ++i) {
    const double seconds = trace.time_s[i] - trace.time_s[i - 1];
    const Gait gait = reading.gaits[i];
    if (gait == Gait::standing) {
      totals.standing_s += seconds;
      continue;
    }
    if (gait == Gait::walking) {
      totals.walking_s += seconds;
      totals.walking_m += trace.distance_m[i] - trace.distance_m[i - 1];
      walked_since = walked_since || has_run;
    } else {
      totals.walking_breaks += walked_since;
      has_run = true;
      walked_since = false;
    }
    if (slope_known && trace.grade[i] <= downhill_slope) totals.downhill_s += seconds;
    const float speed = interval_speed_m_per_s(trace, i);
    if (std::isnan(speed) || trace.distance_m.back() <= 0) continue;
    const double adjusted =
        grade_adjusted_speed_m_per_s(static_cast<double>(speed), static_cast<double>(trace.grade[i]));
    const auto bin = static_cast<std::size_t>(adjusted / SpeedHistogram::bin_width_m_per_s);
    speeds.seconds[std::min(bin, SpeedHistogram::bins - 1)] += static_cast<float>(seconds);
    totals.adjusted_way_m += adjusted * seconds;
    totals.level_way_m += static_cast<double>(speed) * seconds;
  }
  return totals;
}

void set_movement(const Activity& activity, const Reading& reading, Run& run) {
  const Totals totals = totals_of(reading, run.speeds);
  // Time that the points do not cover counts as moving: nothing says that the runner stood.
  run.moving_s = std::max(run.timer_s - totals.standing_s, 0.0);
  if (const auto stated = positive(activity.stated.moving_s)) run.moving_s = *stated;
  if (run.timer_s > 0) run.moving_s = std::min(run.moving_s, run.timer_s);
  run.walking_s = std::min(totals.walking_s, run.moving_s);
  run.walking_m = std::min(totals.walking_m, run.distance_m);
  run.walking_breaks = totals.walking_breaks;
  run.downhill_s = std::min(totals.downhill_s, run.moving_s);
  // What the slopes did to the run's own mean speed: a device's momentary speeds need not add up to its distance.
  const auto mean_m_per_s = run.speed_m_per_s();
  if (!reading.elevation.slope.empty() && totals.level_way_m > 0 && mean_m_per_s)
    run.grade_adjusted_speed_m_per_s = *mean_m_per_s * totals.adjusted_way_m / totals.level_way_m;
}

std::optional<double> mean_while_moving(const Reading& reading, const std::vector<float>& values,
                                        bool zero_is_a_value) {
  WeightedMean mean;
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (reading.gaits[i] == Gait::standing || (!zero_is_a_value && values[i] == 0)) continue;
    mean.add(values[i], std::min(reading.trace.time_s[i] - reading.trace.time_s[i - 1], longest_share_of_a_sample_s));
  }
  return mean.mean();
}

void set_dynamics(const Activity& activity, const Reading& reading, Run& run) {
  const StatedTotals& stated = activity.stated;
  const Trace& trace = reading.trace;
  const auto measured_or = [&](const std::vector<float>& values, std::optional<double> total) {
    const std::optional<double> measured = mean_while_moving(reading, values, false);
    return measured ? measured : positive(total);
  };
  std::optional<double> stated_cadence = positive(stated.cadence_per_min);
  if (stated_cadence && run.is_run()) *stated_cadence *= steps_per_count(*stated_cadence);
  run.cadence_per_min = measured_or(trace.cadence_per_min, stated_cadence);
  run.heart_rate_bpm = measured_or(trace.heart_rate_bpm, stated.heart_rate_bpm);
  run.power_w = mean_while_moving(reading, trace.power_w, true);
  if (!run.power_w) run.power_w = positive(stated.power_w);
  run.contact_time_ms = measured_or(trace.contact_time_ms, stated.contact_time_ms);
  run.contact_left_percent = measured_or(trace.contact_left_percent, stated.contact_left_percent);
  run.vertical_oscillation_mm = measured_or(trace.vertical_oscillation_mm, stated.vertical_oscillation_mm);
  run.step_length_m = reading.device_step_length_m;
  if (const auto length = positive(stated.step_length_mm); !run.step_length_m && length)
    run.step_length_m = *length / 1000;
  if (const auto speed = run.speed_m_per_s();
      !run.step_length_m && speed && run.cadence_per_min && is_on_foot(run.sport))
    run.step_length_m = 60 * *speed / *run.cadence_per_min;
}

// Cuts the intervals of the trace at every kilometre.
class SplitMaker {
 public:
  explicit SplitMaker(const Reading& reading) : reading_(reading) {}

  std::vector<Split> make() {
    const Trace& trace = reading_.trace;
    for (std::size_t i = 1; i < trace.time_s.size() && splits_.size() < most_splits; ++i) {
      double from_m = trace.distance_m[i - 1];
      const double to_m = trace.distance_m[i], way_m = to_m - from_m;
      while (to_m >= next_m_ && way_m > 0 && splits_.size() < most_splits) {
        add(i, (next_m_ - from_m) / way_m);
        from_m = next_m_;
        finish(split_m);
      }
      add(i, way_m > 0 ? (to_m - from_m) / way_m : 1);
    }
    if (!trace.distance_m.empty()) {
      const double rest_m = trace.distance_m.back() - (next_m_ - split_m);
      if (rest_m >= 1 && splits_.size() < most_splits) finish(rest_m);
    }
    return std::move(splits_);
  }

 private:
  void add(std::size_t i, double share) {
    const Trace& trace = reading_.trace;
    const Elevation& elevation = reading_.elevation;
    if (!elevation.ascent_m.empty()) {
      ascent_m_ += static_cast<double>(elevation.ascent_m[i] - elevation.ascent_m[i - 1]) * share;
      descent_m_ += static_cast<double>(elevation.descent_m[i] - elevation.descent_m[i - 1]) * share;
    }
    if (reading_.gaits[i] == Gait::standing) return;
    const double seconds = (trace.time_s[i] - trace.time_s[i - 1]) * share;
    split_.moving_s += seconds;
    if (trace.cadence_per_min[i] > 0) cadence_.add(trace.cadence_per_min[i], seconds);
    heart_rate_.add(trace.heart_rate_bpm[i], seconds);
  }

  void finish(double distance_m) {
    split_.distance_m = distance_m;
    if (!reading_.elevation.ascent_m.empty()) {
      split_.ascent_m = ascent_m_;
      split_.descent_m = descent_m_;
    }
    split_.cadence_per_min = cadence_.mean();
    split_.heart_rate_bpm = heart_rate_.mean();
    splits_.push_back(split_);
    split_ = {};
    cadence_ = {};
    heart_rate_ = {};
    ascent_m_ = descent_m_ = 0;
    next_m_ += split_m;
  }

  const Reading& reading_;
  std::vector<Split> splits_;
  Split split_;
  WeightedMean cadence_, heart_rate_;
  double ascent_m_ = 0, descent_m_ = 0;
  double next_m_ = split_m;
};

void check_plausible(Run& run) {
  if (!run.is_run()) return;
  const double speed = run.speed_m_per_s().value_or(0);
  if (speed > fastest_mean_m_per_s && run.distance_m >= enough_for_a_mean_m) {
    run.sport = Sport::other;
    run.sport_is_assumed = false;
    run.notes.push_back(kilometres(run.distance_m) + " at " + format_number(speed * 3.6) +
                        " km/h is faster than any runner; it does not count as a run.");
  } else if (speed > 0 && speed < 1) {
    run.notes.emplace_back("Slower than a walk on average: perhaps a walk, or a watch that was not stopped.");
  }
  if (speed >= 1.8 && run.cadence_per_min && (*run.cadence_per_min < 120 || *run.cadence_per_min > 230))
    run.notes.push_back("A mean of " + format_number(*run.cadence_per_min, 0) +
                        " steps a minute is unusual for a run.");
}

}  // namespace

const char* name_of(DistanceSource source) {
  constexpr std::array names = {"none", "device", "track", "stated"};
  return names[static_cast<std::size_t>(source)];
}

const char* name_of(AscentSource source) {
  constexpr std::array names = {"none", "device", "barometric", "satellite", "stated"};
  return names[static_cast<std::size_t>(source)];
}

std::optional<Run> understand(const Activity& activity) {
  if (!activity.start) return std::nullopt;
  Reading reading = read_samples(activity);
  Run run;
  run.format = activity.format;
  run.name = activity.name;
  run.device = activity.device;
  run.gear = activity.gear;
  run.records = activity.records;
  run.sport = reading.sport;
  run.sport_is_assumed = reading.sport_is_assumed;
  run.terrain = reading.terrain;
  run.notes = activity.warnings;
  for (std::string& note : reading.notes) run.notes.push_back(std::move(note));
  set_start(activity, reading, run);
  set_times(activity, reading, run);
  set_distance(activity, reading, run);
  set_elevation(activity, reading, run);
  set_movement(activity, reading, run);
  set_dynamics(activity, reading, run);
  if (reading.distance_source != DistanceSource::none) run.splits = SplitMaker(reading).make();
  check_plausible(run);
  return run;
}

}  // namespace genu
