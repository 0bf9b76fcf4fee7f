// For tests: runners and recordings that are made up, with known truth.
#pragma once

#include <cmath>
#include <functional>
#include <vector>

#include "training/history.h"
#include "training/statistics.h"

namespace genu::simulated {

inline constexpr std::int64_t start_ms = 1'718'434'800'000;  // 2024-06-15T07:00:00Z

using Runs = std::vector<Run>;  // in a test, "Run" is a member of testing::Test

inline Day day(std::string_view text) { return *parse_day(text); }

/// A point every second, running straight north at this speed; nothing but time, position and distance.
inline Activity recording(int seconds, double speed_m_per_s, double latitude_deg = 52, double longitude_deg = 13) {
  Activity activity;
  activity.format = "fit";
  activity.sport = Sport::running;
  activity.start = Instant{start_ms};
  activity.utc_offset_min = 120;
  const double degrees_per_m = 360 / (2 * 3.141592653589793 * 6'371'008.8);
  for (int i = 0; i <= seconds; ++i) {
    Sample sample;
    sample.time = {start_ms + std::int64_t{i} * 1000};
    sample.distance_m = i * speed_m_per_s;
    sample.latitude_deg = latitude_deg + sample.distance_m * degrees_per_m;
    sample.longitude_deg = longitude_deg;
    activity.samples.push_back(sample);
  }
  activity.records = activity.samples.size();
  return activity;
}

inline void for_each(Activity& activity, const std::function<void(std::size_t, Sample&)>& change) {
  for (std::size_t i = 0; i < activity.samples.size(); ++i) change(i, activity.samples[i]);
}

/// A run as an export's row or a watch would leave it.
inline Run run_on(Day day, double distance_m, double hour = 8) {
  Run run;
  run.format = "fit";
  run.sport = Sport::running;
  run.day = day;
  run.start = {std::int64_t{day.since_epoch} * 86'400'000 + static_cast<std::int64_t>(hour * 3'600'000)};
  run.distance_m = distance_m;
  run.distance_source = DistanceSource::device;
  run.moving_s = run.timer_s = run.elapsed_s = distance_m / 2.8;
  return run;
}

/// A runner who never changes anything: so many weeks of the same plan, ending on a day, with the ups and downs that
/// people have. Four runs a week, the last of them long; a week is missed now and then when `misses` is set.
struct SteadyRunner {
  double weekly_runs = 4;
  double easy_m = 8000;
  double long_m = 15000;
  double easy_variation = 0.12;  // standard deviation, as a share
  double long_variation = 0.05;
  double speed_m_per_s = 2.8;
  double cadence_per_min = 168;
  double ascent_m_per_km = 8;
};

// The sum of twelve uniform numbers: normal enough, and the same everywhere.
inline double normal(Random& random) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += random.uniform();
  return sum;
}

inline void give_details(Run& run, const SteadyRunner& runner, Random& random) {
  const double speed = runner.speed_m_per_s * (1 + 0.03 * normal(random));
  run.moving_s = run.timer_s = run.elapsed_s = run.distance_m / speed;
  for (int i = 0; i < 40; ++i) {
    const double momentary = speed * (1 + 0.06 * normal(random));
    const auto bin = static_cast<std::size_t>(std::max(momentary, 0.0) / SpeedHistogram::bin_width_m_per_s);
    run.speeds.seconds[std::min(bin, SpeedHistogram::bins - 1)] += static_cast<float>(run.moving_s / 40);
  }
  const double hills = std::max(runner.ascent_m_per_km * (1 + 0.35 * normal(random)), 0.5);
  run.ascent_m = hills * run.distance_m / 1000;
  run.descent_m = *run.ascent_m * (1 + 0.05 * normal(random));
  run.ascent_source = AscentSource::device;
  run.cadence_per_min = runner.cadence_per_min + 2 * normal(random) + 5 * (speed - runner.speed_m_per_s);
  run.contact_time_ms = 255 + 5 * normal(random);
  run.contact_left_percent = 50 + 0.4 * normal(random);
}

inline std::vector<Run> steady_runs(const SteadyRunner& runner, Day last, int weeks, std::uint64_t seed) {
  Random random(seed);
  std::vector<Run> runs;
  for (int week = weeks; week >= 1; --week) {
    const Day monday{last.since_epoch - 7 * week + 1};
    int done = 0;
    for (const int weekday : {1, 3, 5}) {
      if (done + 1 >= runner.weekly_runs) break;
      // Now and then work or weather takes a run.
      if (random.uniform() < 0.08) continue;
      ++done;
      const double distance = runner.easy_m * (1 + runner.easy_variation * normal(random));
      runs.push_back(run_on({monday.since_epoch + weekday}, std::max(distance, 2000.0)));
      give_details(runs.back(), runner, random);
    }
    runs.push_back(run_on({monday.since_epoch + 6}, runner.long_m * (1 + runner.long_variation * normal(random))));
    give_details(runs.back(), runner, random);
  }
  return runs;
}

}  // namespace genu::simulated
