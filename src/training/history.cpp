#include "training/history.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace genu {
namespace {

std::optional<double> per_km(double metres, double over_m) {
  return over_m > 0 ? std::optional(metres / (over_m / 1000)) : std::nullopt;
}

void add_run(const Run& run, std::optional<double> usual_m_per_s, DaysSummary& sum) {
  ++sum.runs;
  sum.distance_m += run.distance_m;
  sum.longest_m = std::max(sum.longest_m, run.distance_m);
  sum.moving_s += run.moving_s;
  sum.walking_s += run.walking_s;
  sum.downhill_s += run.downhill_s;
  if (run.ascent_m) {
    ++sum.ascent_known;
    sum.ascent_m += *run.ascent_m;
    sum.ascent_known_over_m += run.distance_m;
  }
  if (run.descent_m) {
    ++sum.descent_known;
    sum.descent_m += *run.descent_m;
    sum.descent_known_over_m += run.distance_m;
  }
  if (usual_m_per_s) {
    sum.fast_s += fast_s(run.speeds, *usual_m_per_s);
    sum.speed_known_s += known_s(run.speeds);
  }
  if (run.terrain == Terrain::trail) sum.trail_m += run.distance_m;
  if (run.terrain == Terrain::treadmill) sum.treadmill_m += run.distance_m;
}

}  // namespace

History::History(std::vector<Run> activities) : runs_(std::move(activities)) {
  std::erase_if(runs_, [](const Run& run) { return !run.is_run(); });
  // By day before start: a traveller's later run can carry the earlier date. Distance last, so that the order of the
  // input never shows.
  std::stable_sort(runs_.begin(), runs_.end(), [](const Run& a, const Run& b) {
    return std::tie(a.day, a.start, a.distance_m) < std::tie(b.day, b.start, b.distance_m);
  });
}

std::span<const Run> History::on_days(Day first, Day last) const {
  if (first > last) return {};
  const auto begin = std::lower_bound(runs_.begin(), runs_.end(), first, [](const Run& r, Day d) { return r.day < d; });
  const auto end = std::upper_bound(begin, runs_.end(), last, [](Day d, const Run& r) { return d < r.day; });
  return {begin, end};
}

std::optional<double> usual_speed_m_per_s(std::span<const Run> runs) {
  constexpr std::size_t fewest_runs = 5;
  constexpr double least_s = 7200;
  constexpr double walking_below_m_per_s = 1.75;
  constexpr auto first_bin = static_cast<std::size_t>(walking_below_m_per_s / SpeedHistogram::bin_width_m_per_s);
  std::array<double, SpeedHistogram::bins> seconds{};
  std::size_t known = 0;
  for (const Run& run : runs) {
    known += known_s(run.speeds) > 0;
    for (std::size_t i = first_bin; i < seconds.size(); ++i) seconds[i] += static_cast<double>(run.speeds.seconds[i]);
  }
  const double total_s = std::accumulate(seconds.begin(), seconds.end(), 0.0);
  if (known < fewest_runs || total_s < least_s) return std::nullopt;
  double below_s = 0;
  std::size_t i = first_bin;
  while (below_s + seconds[i] < total_s / 2) below_s += seconds[i++];
  const double share = seconds[i] > 0 ? (total_s / 2 - below_s) / seconds[i] : 0;
  return (static_cast<double>(i) + share) * SpeedHistogram::bin_width_m_per_s;
}

double fast_s(const SpeedHistogram& speeds, double usual_m_per_s) {
  const double limit = std::max(fast_multiple * usual_m_per_s / SpeedHistogram::bin_width_m_per_s, 0.0);
  double sum = 0;
  for (std::size_t i = 0; i < SpeedHistogram::bins; ++i) {
    const double above = std::clamp(static_cast<double>(i) + 1 - limit, 0.0, 1.0);
    sum += above * static_cast<double>(speeds.seconds[i]);
  }
  return sum;
}

double known_s(const SpeedHistogram& speeds) {
  return static_cast<double>(std::accumulate(speeds.seconds.begin(), speeds.seconds.end(), 0.0F));
}

std::optional<double> DaysSummary::ascent_m_per_km() const { return per_km(ascent_m, ascent_known_over_m); }

std::optional<double> DaysSummary::descent_m_per_km() const { return per_km(descent_m, descent_known_over_m); }

std::optional<double> DaysSummary::fast_share() const {
  return speed_known_s > 0 ? std::optional(fast_s / speed_known_s) : std::nullopt;
}

DaysSummary summarize(const History& history, Day first, Day last, std::optional<double> usual_m_per_s) {
  DaysSummary sum;
  sum.first = first;
  sum.last = last;
  std::optional<Day> previous;
  int chain = 0;
  for (const Run& run : history.on_days(first, last)) {
    add_run(run, usual_m_per_s, sum);
    if (previous == run.day) continue;
    ++sum.run_days;
    chain = previous && run.day.since_epoch == previous->since_epoch + 1 ? chain + 1 : 1;
    sum.longest_chain_days = std::max(sum.longest_chain_days, chain);
    previous = run.day;
  }
  sum.rest_days = std::max(last.since_epoch - first.since_epoch + 1, 0) - sum.run_days;
  return sum;
}

Day monday_of(Day day) {
  const std::int32_t since_monday = ((day.since_epoch + 3) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
  return {day.since_epoch - since_monday};
}

std::vector<DaysSummary> weeks(const History& history) {
  std::vector<DaysSummary> result;
  if (history.empty()) return result;
  const std::optional<double> usual = usual_speed_m_per_s(history.runs());
  for (Day monday = monday_of(history.first_day()); monday <= history.last_day(); monday.since_epoch += 7)
    result.push_back(summarize(history, monday, {monday.since_epoch + 6}, usual));
  return result;
}

}  // namespace genu
