#include "training/weekly_values.h"

#include <algorithm>

#include "training/statistics.h"

namespace genu {
namespace {

// Where less than this of a week's distance or time knows a value, the week does not.
constexpr double enough = 0.8;

struct Span {
  Day first;
  Day last;
};

Span week_back(Day onset, std::size_t week) {
  const Day last{onset.since_epoch - 7 * static_cast<std::int32_t>(week)};
  return {{last.since_epoch - 6}, last};
}

bool is_inside_a_gap(const std::vector<Gap>& all, Span week) {
  return std::any_of(all.begin(), all.end(),
                     [&](const Gap& gap) { return gap.first <= week.first && week.last <= gap.last; });
}

// What is known of a sum, scaled up to the whole distance.
std::optional<double> scaled(double sum, double known_over_m, double distance_m) {
  if (distance_m <= 0) return 0;
  if (known_over_m < enough * distance_m) return std::nullopt;
  return sum * distance_m / known_over_m;
}

std::optional<double> median_of(std::span<const Run> runs, std::optional<double> Run::*field) {
  std::vector<double> values;
  for (const Run& run : runs)
    if (run.*field) values.push_back(*(run.*field));
  return values.empty() ? std::nullopt : std::optional(median(std::move(values)));
}

std::optional<double> percent_of(double part, double whole) {
  return whole > 0 ? std::optional(100 * part / whole) : std::nullopt;
}

// The longest chain of running days of which a part lies in the week.
int longest_chain(const History& history, Span week) {
  int longest = 0, chain = 0;
  std::optional<Day> previous;
  // A chain longer than eight weeks before the week is long enough.
  for (const Run& run : history.on_days({week.first.since_epoch - 56}, week.last)) {
    if (previous == run.day) continue;
    chain = previous && run.day.since_epoch == previous->since_epoch + 1 ? chain + 1 : 1;
    if (run.day >= week.first) longest = std::max(longest, chain);
    previous = run.day;
  }
  return longest;
}

}  // namespace

WeeklyMeasures weekly_measures(const History& history, Day onset) {
  WeeklyMeasures result;
  const std::vector<Gap> all_gaps = gaps(history, onset);
  const Day window_first = week_back(onset, week_count - 1).first;
  const std::optional<double> usual = usual_speed_m_per_s(history.on_days(window_first, onset));
  // Without a single trail run the files may just not tell trails from roads.
  const DaysSummary whole = summarize(history, window_first, onset, std::nullopt);
  for (std::size_t w = 0; w < week_count; ++w) {
    const Span week = week_back(onset, w);
    result.known[w] = history.first_day() <= week.first && !is_inside_a_gap(all_gaps, week);
    if (!result.known[w]) continue;
    const auto set = [&](Measure measure, std::optional<double> value) {
      result.values[static_cast<std::size_t>(measure)][w] = value;
    };
    const std::span<const Run> runs = history.on_days(week.first, week.last);
    const DaysSummary sum = summarize(history, week.first, week.last, usual);
    set(Measure::longest_run, sum.longest_m);
    set(Measure::weekly_distance, sum.distance_m);
    set(Measure::runs_per_week, sum.runs);
    set(Measure::rest_days, sum.rest_days);
    set(Measure::consecutive_days, longest_chain(history, week));
    set(Measure::ascent_per_week, scaled(sum.ascent_m, sum.ascent_known_over_m, sum.distance_m));
    set(Measure::descent_per_week, scaled(sum.descent_m, sum.descent_known_over_m, sum.distance_m));
    if (sum.runs == 0) continue;
    set(Measure::session_distance, sum.distance_m / sum.runs);
    if (sum.ascent_known_over_m >= enough * sum.distance_m) set(Measure::ascent_per_km, sum.ascent_m_per_km());
    if (sum.speed_known_s >= enough * sum.moving_s) set(Measure::fast_share, percent_of(sum.fast_s, sum.speed_known_s));
    set(Measure::cadence, median_of(runs, &Run::cadence_per_min));
    set(Measure::contact_time, median_of(runs, &Run::contact_time_ms));
    set(Measure::contact_balance, median_of(runs, &Run::contact_left_percent));
    if (whole.trail_m > 0) set(Measure::trail_share, percent_of(sum.trail_m, sum.distance_m));
    if (whole.treadmill_m > 0) set(Measure::treadmill_share, percent_of(sum.treadmill_m, sum.distance_m));
  }
  return result;
}

// Estimates: about what the same training gives from week to week, and what the devices tell apart.
double least_spread(Measure measure, double typical) {
  switch (measure) {
    case Measure::longest_run:
    case Measure::session_distance: return std::max(0.05 * typical, 250.0);
    case Measure::weekly_distance: return std::max(0.10 * typical, 500.0);
    case Measure::runs_per_week:
    case Measure::rest_days:
    case Measure::consecutive_days: return 0.5;
    case Measure::ascent_per_week:
    case Measure::descent_per_week: return std::max(0.15 * typical, 20.0);
    case Measure::ascent_per_km: return std::max(0.15 * typical, 1.0);
    case Measure::fast_share: return 3;
    case Measure::cadence: return 1;
    case Measure::contact_time: return 3;
    case Measure::contact_balance: return 0.3;
    case Measure::trail_share:
    case Measure::treadmill_share: return 10;
  }
  return 1;
}

}  // namespace genu
