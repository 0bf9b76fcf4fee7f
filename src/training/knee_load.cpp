#include "training/knee_load.h"

#include <algorithm>
#include <cmath>

#include "training/statistics.h"

namespace genu {
namespace {

std::optional<double> step_length_of(const Run& run) {
  const std::optional<double> speed = run.speed_m_per_s();
  if (!speed || !run.cadence_per_min || *run.cadence_per_min <= 0) return std::nullopt;
  return 60 * *speed / *run.cadence_per_min;
}

// Linear between -10 %, 0 and +10 %; the ends beyond.
double from_table(double percent, double at_minus_10, double at_plus_10) {
  const double share = std::clamp(percent, -10.0, 10.0) / 10;
  return share < 0 ? 1 + share * (1 - at_minus_10) : 1 + share * (at_plus_10 - 1);
}

// At constant speed shorter steps are as many more steps.
double cadence_change_percent(double step_length_change_percent) {
  return 100 * (1 / (1 + step_length_change_percent / 100) - 1);
}

Multiplier kneecap_per_step(double step_length_change_percent, const KneeLoadFigures& figures) {
  const double by_length =
      from_table(step_length_change_percent, figures.kneecap_per_step_shorter, figures.kneecap_per_step_longer);
  if (step_length_change_percent >= 0) return {by_length, by_length};  // the other laboratory tested no longer steps
  const double faster = std::clamp(cadence_change_percent(step_length_change_percent), 0.0, 10.0);
  const double by_cadence = 1 - faster / 10 * (1 - figures.kneecap_peak_faster_cadence);
  return {std::min(by_length, by_cadence), std::max(by_length, by_cadence)};
}

double index_of(const Run& run, const KneeLoadFigures& figures) {
  const double walked_m = std::min(run.walking_m, run.distance_m);
  return figures.run_per_m * (run.distance_m - walked_m) + figures.walk_per_m * walked_m;
}

}  // namespace

std::optional<StepLengthBaseline> StepLengthBaseline::from(std::span<const Run> runs) {
  constexpr std::size_t fewest_runs = 8, most_runs = 400;
  std::vector<double> speeds, lengths;
  for (const Run& run : runs.last(std::min(runs.size(), most_runs))) {
    const std::optional<double> length = step_length_of(run);
    if (!length) continue;
    speeds.push_back(*run.speed_m_per_s());
    lengths.push_back(*length);
  }
  if (speeds.size() < fewest_runs) return std::nullopt;
  StepLengthBaseline baseline;
  const auto [slowest, fastest] = std::minmax_element(speeds.begin(), speeds.end());
  baseline.slowest_m_per_s_ = *slowest;
  baseline.fastest_m_per_s_ = *fastest;
  baseline.intercept_m_ = median(lengths);
  // Where all speeds are nearly the same, a slope would be noise.
  if (const auto line = theil_sen(speeds, lengths); line && *fastest - *slowest >= 0.1) {
    baseline.slope_s_ = line->slope;
    baseline.intercept_m_ = line->intercept;
  }
  return baseline;
}

std::optional<double> StepLengthBaseline::expected_m(double speed_m_per_s) const {
  if (speed_m_per_s < 0.95 * slowest_m_per_s_ || speed_m_per_s > 1.05 * fastest_m_per_s_) return std::nullopt;
  return intercept_m_ + slope_s_ * speed_m_per_s;
}

KneeLoad knee_load(const Run& run, const KneeLoadFigures& figures, const std::optional<StepLengthBaseline>& baseline) {
  KneeLoad load;
  load.index = index_of(run, figures);
  load.peak_body_weights = figures.peak_run_body_weights;
  load.step_length_m = step_length_of(run);
  if (!load.step_length_m) return load;
  load.steps_per_km = 1000 / *load.step_length_m;
  if (!baseline) return load;
  const std::optional<double> expected = baseline->expected_m(*run.speed_m_per_s());
  if (!expected || *expected <= 0) return load;
  const double percent = 100 * (*load.step_length_m / *expected - 1);
  load.step_length_change_percent = percent;
  load.kneecap_per_step = kneecap_per_step(percent, figures);
  load.kneecap_per_km = from_table(percent, figures.kneecap_per_km_shorter, figures.kneecap_per_km_longer);
  return load;
}

std::vector<WeekLoad> knee_load_by_week(const History& history, const KneeLoadFigures& figures) {
  std::vector<WeekLoad> result;
  if (history.empty()) return result;
  for (Day monday = monday_of(history.first_day()); monday <= history.last_day(); monday.since_epoch += 7)
    result.push_back({monday, 0});
  for (const Run& run : history.runs()) {
    const auto week = static_cast<std::size_t>((run.day.since_epoch - result.front().monday.since_epoch) / 7);
    result[week].index += index_of(run, figures);
  }
  return result;
}

const char* knee_load_caution() {
  return "A rough index for comparing your own runs, from small laboratory studies and models. It is no limit, no "
         "promise "
         "and no risk; differences of less than about a tenth mean nothing.";
}

}  // namespace genu
