#include "training/dynamics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace genu {
namespace {

constexpr std::size_t fewest_runs = 8;
constexpr int fewest_days = 10;  // from the first to the last run
constexpr std::size_t fewest_minutes = 16;
constexpr double like_speed = 0.07;
constexpr double slowest_run_m_per_s = 1.75;
constexpr double warm_up_s = 120;
constexpr std::size_t fewest_samples = 5;  // of a minute
constexpr double smallest_share = 0.01;    // of the value: less is no tiring worth a word

Trend trend_of(double low, double high) { return low > 0 ? Trend::rises : high < 0 ? Trend::falls : Trend::none; }

struct RunValue {
  double day = 0;
  double speed_m_per_s = 0;
  double value = 0;
};

/// Takes out what speed explains: every value as it would be at the median speed.
void put_to_median_speed(std::vector<RunValue>& values) {
  std::vector<double> speeds;
  std::vector<double> plain;
  for (const RunValue& one : values) {
    speeds.push_back(one.speed_m_per_s);
    plain.push_back(one.value);
  }
  const std::optional<Line> line = theil_sen(speeds, plain);
  if (!line) return;
  const double usual = median(speeds);
  for (RunValue& one : values) one.value -= line->slope * (one.speed_m_per_s - usual);
}

std::optional<DynamicOverWeeks> over_weeks(Dynamic dynamic, std::span<const Run> runs, Day last) {
  std::vector<RunValue> values;
  for (const Run& run : runs) {
    const std::optional<double> value = value_of(dynamic, run);
    const std::optional<double> speed = run.speed_m_per_s();
    if (value && speed) values.push_back({static_cast<double>(run.day.since_epoch - last.since_epoch), *speed, *value});
  }
  if (values.size() < fewest_runs) return std::nullopt;
  const double span_days = values.back().day - values.front().day;
  if (span_days < fewest_days) return std::nullopt;

  std::vector<double> all;
  std::vector<double> recent;
  for (const RunValue& one : values) {
    all.push_back(one.value);
    if (one.day > -28) recent.push_back(one.value);
  }
  put_to_median_speed(values);
  std::vector<double> days;
  std::vector<double> plain;
  for (const RunValue& one : values) {
    days.push_back(one.day);
    plain.push_back(one.value);
  }
  const std::optional<Line> line = theil_sen(days, plain);
  if (!line) return std::nullopt;
  std::vector<double> rest = plain;
  for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= line->slope * days[i];

  DynamicOverWeeks result;
  result.dynamic = dynamic;
  result.runs = values.size();
  result.typical = median(recent.empty() ? all : recent);
  result.spread = robust_spread(rest);
  result.change_per_week = 7 * line->slope;
  result.low = 7 * line->low;
  result.high = 7 * line->high;
  if (std::abs(line->slope) * span_days > result.spread) result.trend = trend_of(line->low, line->high);
  return result;
}

const std::vector<float>* column_of(Dynamic dynamic, const Trace& trace) {
  switch (dynamic) {
    case Dynamic::cadence: return &trace.cadence_per_min;
    case Dynamic::contact_time: return &trace.contact_time_ms;
    case Dynamic::contact_left: return &trace.contact_left_percent;
    case Dynamic::vertical_oscillation: return &trace.vertical_oscillation_mm;
    case Dynamic::step_length:
    case Dynamic::vertical_ratio: return nullptr;  // speed over cadence, and what follows from it
  }
  return nullptr;
}

/// One value for each minute of running at like speed, with the minute it belongs to.
void minute_medians(const Trace& trace, const std::vector<float>& column, double usual_m_per_s,
                    std::vector<double>& minutes, std::vector<double>& values) {
  std::vector<double> of_minute;
  double minute = -1;
  const auto close = [&] {
    if (of_minute.size() >= fewest_samples) {
      minutes.push_back(minute);
      values.push_back(median(of_minute));
    }
    of_minute.clear();
  };
  for (std::size_t i = 0; i < trace.time_s.size(); ++i) {
    if (trace.time_s[i] < warm_up_s) continue;
    const double now = std::floor(trace.time_s[i] / 60);
    if (now != minute) {
      close();
      minute = now;
    }
    const auto speed = static_cast<double>(trace.speed_m_per_s[i]);
    const auto value = static_cast<double>(column[i]);
    if (std::isnan(speed) || std::isnan(value) || value <= 0) continue;
    if (std::abs(speed / usual_m_per_s - 1) <= like_speed) of_minute.push_back(value);
  }
  close();
}

double median_of_part(const std::vector<double>& values, std::size_t from, std::size_t until) {
  return median(
      {values.begin() + static_cast<std::ptrdiff_t>(from), values.begin() + static_cast<std::ptrdiff_t>(until)});
}

}  // namespace

const char* name_of(Dynamic dynamic) {
  constexpr std::array<const char*, dynamic_count> names{
      "cadence", "contact_time", "contact_left", "vertical_oscillation", "step_length", "vertical_ratio"};
  return names[static_cast<std::size_t>(dynamic)];
}

const char* unit_of(Dynamic dynamic) {
  constexpr std::array<const char*, dynamic_count> units{"/min", "ms", "%", "mm", "m", "%"};
  return units[static_cast<std::size_t>(dynamic)];
}

const char* name_of(Trend trend) {
  constexpr std::array<const char*, 3> names{"none", "rises", "falls"};
  return names[static_cast<std::size_t>(trend)];
}

std::optional<double> value_of(Dynamic dynamic, const Run& run) {
  switch (dynamic) {
    case Dynamic::cadence: return run.cadence_per_min;
    case Dynamic::contact_time: return run.contact_time_ms;
    case Dynamic::contact_left: return run.contact_left_percent;
    case Dynamic::vertical_oscillation: return run.vertical_oscillation_mm;
    case Dynamic::step_length: return run.step_length_m;
    case Dynamic::vertical_ratio:
      if (!run.vertical_oscillation_mm || !run.step_length_m || *run.step_length_m <= 0) return std::nullopt;
      return *run.vertical_oscillation_mm / 10 / *run.step_length_m;
  }
  return std::nullopt;
}

std::vector<DynamicOverWeeks> dynamics_over_weeks(const History& history, Day last, int weeks) {
  const std::span<const Run> runs = history.on_days(Day{last.since_epoch - (7 * weeks - 1)}, last);
  std::vector<DynamicOverWeeks> result;
  for (std::size_t i = 0; i < dynamic_count; ++i) {
    if (const auto one = over_weeks(static_cast<Dynamic>(i), runs, last)) result.push_back(*one);
  }
  return result;
}

std::vector<DynamicInRun> dynamics_in_run(const Trace& trace) {
  std::vector<double> speeds;
  for (const float speed : trace.speed_m_per_s) {
    if (static_cast<double>(speed) >= slowest_run_m_per_s) speeds.push_back(static_cast<double>(speed));
  }
  std::vector<DynamicInRun> result;
  if (speeds.empty()) return result;
  const double usual = median(std::move(speeds));
  for (std::size_t i = 0; i < dynamic_count; ++i) {
    const auto dynamic = static_cast<Dynamic>(i);
    const std::vector<float>* column = column_of(dynamic, trace);
    if (column == nullptr) continue;
    std::vector<double> minutes;
    std::vector<double> values;
    minute_medians(trace, *column, usual, minutes, values);
    if (values.size() < fewest_minutes) continue;
    const std::optional<Line> line = theil_sen(minutes, values);
    if (!line) continue;
    const double span = minutes.back() - minutes.front();
    const std::size_t quarter = values.size() / 4;
    DynamicInRun one;
    one.dynamic = dynamic;
    one.minutes = values.size();
    one.early = median_of_part(values, 0, quarter);
    one.late = median_of_part(values, values.size() - quarter, values.size());
    one.change = span * line->slope;
    one.low = span * line->low;
    one.high = span * line->high;
    if (std::abs(one.change) >= smallest_share * std::abs(one.early)) one.trend = trend_of(one.low, one.high);
    result.push_back(one);
  }
  return result;
}

}  // namespace genu
