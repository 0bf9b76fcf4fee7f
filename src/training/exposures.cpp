#include "training/exposures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "training/statistics.h"

namespace genu {
namespace {

// Ratios of whole metres: 13.0 km after 10.0 km is exactly 30 %.
bool at_most_percent(const SessionExposure& exposure, std::int64_t percent) {
  return 100 * exposure.last_7_days_m <= (100 + percent) * exposure.previous_7_days_m;
}

bool below_percent(const SessionExposure& exposure, std::int64_t percent) {
  return 100 * exposure.last_7_days_m < (100 + percent) * exposure.previous_7_days_m;
}

constexpr int novelty_days = 84;

bool is_hilly(const Run& run) {
  constexpr double least_m = 100, least_m_per_km = 20;
  return run.ascent_m && *run.ascent_m >= least_m && *run.ascent_m >= least_m_per_km * run.distance_m / 1000;
}

bool is_speed_session(const Run& run, double usual_m_per_s) {
  constexpr double least_s = 300, least_share = 0.1;
  const double fast = fast_s(run.speeds, usual_m_per_s);
  return fast >= least_s && fast >= least_share * known_s(run.speeds);
}

// Remembers when something was last done and tells when it is news.
class LastTime {
 public:
  explicit LastTime(Day history_start) : start_(history_start) {}

  void done(const std::vector<Run>& runs, std::size_t index, NoveltyKind kind, std::vector<Novelty>& news) {
    const Day day = runs[index].day;
    const std::optional<int> since = last_ ? std::optional(day.since_epoch - last_->since_epoch) : std::nullopt;
    const bool known_before = day.since_epoch - start_.since_epoch >= novelty_days;
    if (known_before && (!since || *since >= novelty_days)) news.push_back({kind, index, since, {}});
    last_ = day;
  }

 private:
  Day start_;
  std::optional<Day> last_;
};

std::optional<Drift> drift_of(const History& history, Day first, Day last, std::optional<double> Run::*field) {
  constexpr std::size_t fewest = 8, most = 400;
  constexpr double shortest_days = 28;
  std::vector<double> days, values;
  for (const Run& run : history.on_days(first, last)) {
    if (!(run.*field)) continue;
    days.push_back(run.day.since_epoch);
    values.push_back(*(run.*field));
  }
  if (days.size() < fewest || days.back() - days.front() < shortest_days) return std::nullopt;
  const std::size_t skipped = days.size() > most ? days.size() - most : 0;
  const auto line = theil_sen(std::span(days).subspan(skipped), std::span(values).subspan(skipped));
  if (!line) return std::nullopt;
  values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(skipped));
  return Drift{28 * line->slope, 28 * line->low, 28 * line->high, median(values), static_cast<int>(values.size())};
}

}  // namespace

std::vector<SessionExposure> exposures(const History& history) {
  std::vector<SessionExposure> result;
  result.reserve(history.size());
  RunnerExposures runner;
  for (const Run& run : history.runs()) result.push_back(*runner.add(run.day, run.distance_m));
  return result;
}

const char* name_of(NielsenProgression progression) {
  constexpr std::array names = {"undefined", "under_10_percent", "from_10_to_30_percent", "over_30_percent"};
  return names[static_cast<std::size_t>(progression)];
}

NielsenProgression nielsen_progression(const SessionExposure& exposure) {
  if (std::isnan(exposure.week_to_week)) return NielsenProgression::undefined;
  if (below_percent(exposure, 10)) return NielsenProgression::under_10_percent;
  return at_most_percent(exposure, 30) ? NielsenProgression::from_10_to_30_percent
                                       : NielsenProgression::over_30_percent;
}

const char* name_of(DamstedChange change) {
  constexpr std::array names = {"undefined", "under_20_percent", "from_20_to_60_percent", "over_60_percent"};
  return names[static_cast<std::size_t>(change)];
}

DamstedChange damsted_change(const SessionExposure& exposure) {
  if (std::isnan(exposure.week_to_week)) return DamstedChange::undefined;
  if (below_percent(exposure, 20)) return DamstedChange::under_20_percent;
  return at_most_percent(exposure, 60) ? DamstedChange::from_20_to_60_percent : DamstedChange::over_60_percent;
}

std::vector<Gap> gaps(const History& history, std::optional<Day> until) {
  std::vector<Gap> result;
  const auto consider = [&](Day before, Day after, std::optional<std::size_t> returned_with) {
    const int days = after.since_epoch - before.since_epoch - 1;
    if (days >= shortest_gap_days)
      result.push_back({{before.since_epoch + 1}, {after.since_epoch - 1}, days, returned_with});
  };
  const std::vector<Run>& runs = history.runs();
  for (std::size_t i = 1; i < runs.size(); ++i) consider(runs[i - 1].day, runs[i].day, i);
  if (until && !runs.empty()) consider(runs.back().day, {until->since_epoch + 1}, std::nullopt);
  return result;
}

bool rests_on_a_gap(const std::vector<Gap>& all_gaps, Day session) {
  const std::int32_t first = session.since_epoch - LongestOfThirtyDays::window_days, last = session.since_epoch - 1;
  return std::any_of(all_gaps.begin(), all_gaps.end(), [&](const Gap& gap) {
    return std::min(gap.last.since_epoch, last) - std::max(gap.first.since_epoch, first) + 1 >= shortest_gap_days;
  });
}

const char* name_of(NoveltyKind kind) {
  constexpr std::array names = {"hilly_run", "speed_session", "shoes"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<Novelty> novelties(const History& history) {
  std::vector<Novelty> news;
  if (history.empty()) return news;
  const std::vector<Run>& runs = history.runs();
  LastTime hilly(history.first_day()), speedy(history.first_day());
  std::set<std::string> worn;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    if (is_hilly(run)) hilly.done(runs, i, NoveltyKind::hilly_run, news);
    // Runs without known speeds cannot be speed sessions, and need no usual speed.
    if (known_s(run.speeds) > 0) {
      const auto before = history.on_days({run.day.since_epoch - novelty_days}, {run.day.since_epoch - 1});
      const std::optional<double> usual = usual_speed_m_per_s(before);
      if (usual && is_speed_session(run, *usual)) speedy.done(runs, i, NoveltyKind::speed_session, news);
    }
    if (!run.gear.empty() && !worn.contains(run.gear)) {
      if (!worn.empty() && run.day.since_epoch - history.first_day().since_epoch >= novelty_days)
        news.push_back({NoveltyKind::shoes, i, std::nullopt, run.gear});
      worn.insert(run.gear);
    }
  }
  return news;
}

std::optional<Drift> cadence_drift(const History& history, Day first, Day last) {
  return drift_of(history, first, last, &Run::cadence_per_min);
}

std::optional<Drift> balance_drift(const History& history, Day first, Day last) {
  return drift_of(history, first, last, &Run::contact_left_percent);
}

std::vector<Shoe> shoes(const History& history) {
  std::vector<Shoe> result;
  for (const Run& run : history.runs()) {
    if (run.gear.empty()) continue;
    auto shoe = std::find_if(result.begin(), result.end(), [&](const Shoe& s) { return s.name == run.gear; });
    if (shoe == result.end()) shoe = result.insert(shoe, {run.gear, 0, 0, run.day, run.day});
    shoe->distance_m += run.distance_m;
    ++shoe->runs;
    shoe->last = run.day;
  }
  std::stable_sort(result.begin(), result.end(), [](const Shoe& a, const Shoe& b) { return b.last < a.last; });
  return result;
}

}  // namespace genu
