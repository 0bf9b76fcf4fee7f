#include "training/findings.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "training/statistics.h"
#include "training/words.h"

namespace genu {
namespace {

constexpr std::int32_t recent_days = 28;
constexpr std::int64_t least_rise_m = 500;
constexpr double much_more = 1.5;

Day days_before(Day day, std::int32_t days) { return {day.since_epoch - days}; }

// The 28 days that end with this one.
std::span<const Run> recent_runs(const History& history, Day onset) {
  return history.on_days(days_before(onset, recent_days - 1), onset);
}

const MeasureChange& change_of(const Change& change, Measure measure) {
  return *std::find_if(change.measures.begin(), change.measures.end(),
                       [&](const MeasureChange& m) { return m.measure == measure; });
}

bool rose(const MeasureChange& measure) {
  return measure.verdict == Verdict::changed && measure.difference > 0 && measure.ends_agree;
}

// Known, and not even near a rise.
bool did_not_rise(const MeasureChange& measure) {
  const bool stayed = measure.verdict == Verdict::no_change || measure.difference < 0;
  return measure.verdict != Verdict::unknown && stayed && measure.ends_agree;
}

// The session of these days with the largest ratio; null when there is none.
const SessionExposure* largest_ratio(const History& history, const std::vector<SessionExposure>& all, Day onset) {
  const SessionExposure* largest = nullptr;
  for (const Run& run : recent_runs(history, onset)) {
    const SessionExposure& exposure = all[history.index_of(run)];
    if (exposure.state == SpikeState::undefined) continue;
    if (!largest || exposure.ratio > largest->ratio) largest = &exposure;
  }
  return largest;
}

bool any_rests_on_a_gap(const History& history, Onset days) {
  const std::vector<Gap> all_gaps = gaps(history);
  const auto runs = history.on_days(days.first, days.last);
  return std::any_of(runs.begin(), runs.end(), [&](const Run& run) { return rests_on_a_gap(all_gaps, run.day); });
}

void add_longest_run_ratio(const History& history, const std::vector<SessionExposure>& all, const Change& change,
                           std::vector<TrainingFinding>& findings) {
  const Day window_first = days_before(change.onset.first, recent_days - 1);
  if (history.first_day() > days_before(window_first, LongestOfThirtyDays::window_days)) return;
  if (any_rests_on_a_gap(history, {window_first, change.onset.last})) return;
  const SessionExposure* at_first = largest_ratio(history, all, change.onset.first);
  const SessionExposure* at_last = largest_ratio(history, all, change.onset.last);
  if (!at_first || !at_last || at_first->state != at_last->state) return;
  findings.push_back({"longest_run_ratio", at_first->ratio,
                      "The longest step in the four weeks before the pain was a run of " +
                          km_in_words(static_cast<double>(at_first->session_m)) + " after at most " +
                          km_in_words(static_cast<double>(at_first->longest_m)) + " in the 30 days before it."});
}

void add_load_jump(const History& history, const std::vector<SessionExposure>& all, const Change& change,
                   std::vector<TrainingFinding>& findings) {
  // In a range only what lies before every possible onset, and within 28 days of each, is sure.
  const Day sure_first = days_before(change.onset.last, recent_days - 1);
  const std::vector<Gap> all_gaps = gaps(history);
  const SessionExposure* jump = nullptr;
  bool any_spike = false;
  for (const Run& run : history.on_days(days_before(change.onset.first, recent_days - 1), change.onset.last)) {
    const SessionExposure& exposure = all[history.index_of(run)];
    // A first run after 30 empty days, or one in the first month of the history, may be a jump: it forbids the "no".
    any_spike = any_spike || is_spike(exposure.state) || exposure.provisional ||
                (exposure.state == SpikeState::undefined && exposure.session_m > 0);
    const bool counts = is_spike(exposure.state) && !exposure.provisional && !rests_on_a_gap(all_gaps, run.day) &&
                        exposure.session_m - exposure.longest_m >= least_rise_m && run.day >= sure_first &&
                        run.day <= change.onset.first;
    if (counts && (!jump || exposure.ratio > jump->ratio)) jump = &exposure;
  }
  if (jump) {
    findings.push_back({"load_jump_recent", true,
                        "In the four weeks before the pain you ran " +
                            km_in_words(static_cast<double>(jump->session_m)) + " after at most " +
                            km_in_words(static_cast<double>(jump->longest_m)) + " in the month before."});
    return;
  }
  constexpr Measure amounts[] = {Measure::weekly_distance, Measure::longest_run, Measure::fast_share};
  for (const Measure measure : amounts) {
    if (!rose(change_of(change, measure))) continue;
    findings.push_back({"load_jump_recent", true, change_of(change, measure).sentence});
    return;
  }
  const bool nothing_near = !any_spike && std::all_of(std::begin(amounts), std::end(amounts),
                                                      [&](Measure m) { return did_not_rise(change_of(change, m)); });
  if (nothing_near && covered(history, change.onset.first) && covered(history, change.onset.last))
    findings.push_back(
        {"load_jump_recent", false,
         "In the four weeks before the pain you ran no further, no more and no faster than in the twelve "
         "weeks before them."});
}

void add_hills(const History& history, const Change& change, std::vector<TrainingFinding>& findings) {
  constexpr Measure hills[] = {Measure::ascent_per_week, Measure::descent_per_week, Measure::ascent_per_km};
  for (const Measure measure : hills) {
    const MeasureChange& hill = change_of(change, measure);
    if (!rose(hill) || hill.recent < much_more * hill.baseline) continue;
    findings.push_back({"hill_running_recent", true, hill.sentence});
    return;
  }
  const bool none_rose =
      std::all_of(std::begin(hills), std::end(hills), [&](Measure m) { return did_not_rise(change_of(change, m)); });
  const bool none_stands_out =
      std::none_of(change.stand_outs.begin(), change.stand_outs.end(), [](const StandOut& out) {
        return out.kind == StandOutKind::most_ascent || out.kind == StandOutKind::most_descent ||
               out.kind == StandOutKind::first_hilly;
      });
  if (none_rose && none_stands_out && covered(history, change.onset.first) && covered(history, change.onset.last))
    findings.push_back({"hill_running_recent", false,
                        "In the four weeks before the pain you climbed and descended no more than in the twelve weeks "
                        "before them."});
}

void add_cadence(const History& history, const Change& change, std::vector<TrainingFinding>& findings) {
  constexpr std::size_t fewest_runs = 3;
  constexpr double lowest = 100, highest = 260;  // of the finding
  std::vector<double> cadences;
  for (const Run& run : recent_runs(history, change.onset.first))
    if (run.cadence_per_min) cadences.push_back(*run.cadence_per_min);
  const std::size_t runs = cadences.size();
  if (runs < fewest_runs) return;
  const double typical = median(std::move(cadences));
  if (typical < lowest || typical > highest) return;
  findings.push_back({"dev_cadence", typical,
                      "Your watch counted about " + format_number(typical, 0) + " steps a minute in the " +
                          count_in_words(static_cast<int>(runs)) + " runs of the four weeks before the pain."});
}

}  // namespace

bool covered(const History& history, Day onset) {
  constexpr std::int32_t least_history_days = 8 * 7, looked_back_days = 16 * 7, longest_gap_days = 14;
  if (history.empty() || history.first_day() > days_before(onset, least_history_days - 1)) return false;
  const Day first = days_before(onset, looked_back_days - 1);
  for (const Gap& gap : gaps(history, onset))
    if (gap.days > longest_gap_days && gap.last >= first && gap.first <= onset) return false;
  for (const Run& run : history.on_days(first, onset))
    if (run.distance_source != DistanceSource::device && run.distance_source != DistanceSource::track) return false;
  for (std::int32_t week = 0; week < 4; ++week)
    if (history.on_days(days_before(onset, 7 * week + 6), days_before(onset, 7 * week)).empty()) return false;
  return true;
}

std::vector<TrainingFinding> training_findings(const History& history, const Change& change) {
  std::vector<TrainingFinding> findings;
  if (change.measures.empty()) return findings;  // nothing could be compared: see the status
  const std::vector<SessionExposure> all = exposures(history);
  add_longest_run_ratio(history, all, change, findings);
  add_load_jump(history, all, change, findings);
  add_hills(history, change, findings);
  add_cadence(history, change, findings);
  return findings;
}

}  // namespace genu
