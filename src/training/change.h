// What changed before the pain began: the four weeks before the onset against the twelve before them.
//
// Windows. The recent window is the 28 days that end with the onset day: a run on the day the pain began counts, since
// the run in which it began is the first suspect (and it is the session of the study). The 84 days before it are the
// baseline. Weeks are counted back from the onset, so none is cut. A week inside a gap of 14 and more days without a
// run is unknown, not zero: the watch may have stayed at home; the report says so.
//
// Effect. (Typical recent value - typical baseline value) / the runner's own spread, where typical is the median of the
// weekly values (measures of sessions enter as their week's mean distance or median), and the spread is 1.4826 * median
// absolute deviation of the baseline, with a floor per measure (weekly_values.cpp). Chosen over Cliff's delta, which is
// 1 for any shift, however small, of a very steady runner, and so says nothing about size; and over mean and standard
// deviation, which one odd week ruins. The floor keeps a steady runner's tiny spread from making everything an effect.
//
// Interval. 95 %, of the difference of the medians, by resampling whole weeks (1,000 times, fixed seed: the same input
// gives the same output). Weeks, because the sessions of one week belong together.
//
// Verdict. Among fifteen measures some "change" by chance alone. `changed` needs all three: the interval excludes no
// change; the effect reaches 2 spreads; and the weeks' ranks stand out more than chance lets the most striking of all
// measures stand out: of all ways to call 4 of the 16 weeks recent, in at most 5 % some measure is as far out (exact
// permutation test with the maximum over the measures, Westfall and Young 1993, Resampling-Based Multiple Testing; it
// takes into account that the measures go together). In simulations a steady runner is told "nothing changed" in 95 of
// 100 histories; a rise of weekly distance is told a runner whose weeks vary by 15 % in about 6 of 10 when it is a
// third, in 9 of 10 when it is a half (change_property_test.cpp). Smaller changes are shown with their figures as
// within normal variation.
//
// Single session spikes stand apart: they are the study's definition (spike.h) and need no statistics. Its edge of 10 %
// lies within what some runners do anyway: in simulations one whose long runs vary by 8 % has a spike in every eighth
// window of four weeks, one with 5 % in every fiftieth. So `baseline_spikes` says how often it happened before. Nothing
// here is a cause, a fault or a personal risk, and no sentence says so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "training/exposures.h"

namespace genu {

/// The pain began on one of these days; equal when the runner knows.
struct Onset {
  Day first;
  Day last;
};

enum class ChangeStatus : std::uint8_t {
  changed,                  // a spike, or a measure outside the runner's own variation
  within_normal_variation,  // something moved, but not beyond what this runner's weeks do
  nothing_changed,
  too_little_data,       // see `missing`; spikes are still given where 30 days of history allow it
  no_recent_runs,        // none in the four weeks before
  onset_before_history,  // the onset lies before the first run
  onset_in_future,
  onset_reversed,  // first > last
};
const char* name_of(ChangeStatus status);

enum class Measure : std::uint8_t {
  longest_run,       // m, longest session of a week
  weekly_distance,   // m
  runs_per_week,     // sessions
  rest_days,         // days of a week without a run
  consecutive_days,  // longest chain that ends in the week, days
  session_distance,  // m, sessions
  ascent_per_week,   // m
  descent_per_week,  // m
  ascent_per_km,     // m, sessions
  fast_share,        // percent of the moving time of a week, see history.h
  cadence,           // steps/min, sessions
  contact_time,      // ms, sessions
  contact_balance,   // percent of contact time on the left foot, sessions
  trail_share,       // percent of the distance of a week
  treadmill_share,   // percent of the distance of a week
};
inline constexpr std::size_t measure_count = 15;

/// Stable name, as printed ("weekly_distance").
const char* name_of(Measure measure);
const char* unit_of(Measure measure);

enum class Verdict : std::uint8_t { unknown, no_change, within_normal_variation, changed };
const char* name_of(Verdict verdict);

struct MeasureChange {
  Measure measure{};
  Verdict verdict =
      Verdict::unknown;  // unknown: too few weeks, or fewer than 3 recent or 6 baseline weeks know the value
  double recent = 0;     // typical values, in the measure's unit
  double baseline = 0;
  double difference = 0;  // recent - baseline, with its 95 % interval
  double low = 0;
  double high = 0;
  double effect = 0;   // difference over the runner's own spread; sign as difference
  double p_value = 1;  // of the permutation test, corrected for all measures
  int recent_weeks = 0;
  int baseline_weeks = 0;
  bool ends_agree = true;  // for a range of days: the same verdict and direction when counted from its last day
  std::string sentence;    // for the runner
};

/// A session in the recent window that is more than the runner was used to.
enum class StandOutKind : std::uint8_t {
  spike,
  most_ascent,
  most_descent,
  most_fast,
  after_gap,
  new_shoes,
  first_hilly,
  first_speed
};
const char* name_of(StandOutKind kind);

struct StandOut {
  StandOutKind kind{};
  std::size_t run = 0;        // in the history
  int days_before_onset = 0;  // before the first day of the range; negative inside the range
  SessionExposure exposure;
  bool rests_on_a_gap = false;  // of a spike: 14 and more of the 30 days before it are without a recorded run
  std::string sentence;
};

struct Change {
  ChangeStatus status = ChangeStatus::too_little_data;
  std::string headline;  // one or two sentences that answer the question
  Onset onset;
  Day recent_first;  // counted from the first day of the onset
  Day recent_last;
  Day baseline_first;
  Day baseline_last;
  std::vector<StandOut> stand_outs;     // spikes first (largest ratio first), then by kind, then by day
  std::vector<MeasureChange> measures;  // changed first, by effect; then the rest by effect; unknown last
  int baseline_spikes = 0;              // spikes in the baseline window: what this runner does anyway
  bool ends_agree = true;               // for a range of days: the status is the same from both ends
  std::vector<std::string> missing;     // what is missing for more, and how much
  std::vector<std::string> notes;       // gaps, provisional states, disagreement of the ends, sources of the figures
};

/// `today` only tells that an onset lies in the future.
///
/// Needs 4 recent and at least 8 baseline weeks that are recorded and not inside a gap, or 3 and all 12: with fewer,
/// chance cannot be told apart, and it says too_little_data unless there is a spike. Cost: below 10 ms for a day and
/// 20 ms for a range; independent of the length of the history, apart from a few passes over it.
Change what_changed(const History& history, Onset onset, Day today);

}  // namespace genu
