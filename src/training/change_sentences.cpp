#include "training/change_sentences.h"

#include <array>
#include <cmath>

#include "base/text.h"
#include "training/words.h"

namespace genu {
namespace {

std::string metres(double value) {
  const double rounded = std::abs(value) >= 100 ? std::round(value / 10) * 10 : std::round(value);
  return format_number(rounded, 0) + " m";
}

std::string value_in_words(Measure measure, double value) {
  switch (measure) {
    case Measure::longest_run:
    case Measure::session_distance: return km_in_words(value);
    case Measure::weekly_distance: return format_number(value / 1000, value < 9950 ? 1 : 0) + " km";
    case Measure::runs_per_week:
    case Measure::rest_days:
    case Measure::consecutive_days: return format_number(value, 1);
    case Measure::ascent_per_week:
    case Measure::descent_per_week:
    case Measure::ascent_per_km: return metres(value);
    case Measure::cadence: return format_number(value, 0);
    case Measure::contact_time: return format_number(value, 0) + " ms";
    case Measure::contact_balance: return format_number(value, 1) + " %";
    case Measure::fast_share:
    case Measure::trail_share:
    case Measure::treadmill_share: return format_number(value, 0) + " %";
  }
  return {};
}

// "#" stands for the value.
std::string statement(Measure measure, const std::string& value) {
  constexpr std::array<const char*, measure_count> statements = {
      "Your longest run of a week was #",
      "You ran # a week",
      "You ran # times a week",
      "You had # days a week without a run",
      "You ran on up to # days in a row",
      "A run was # on average",
      "You climbed # a week",
      "You descended # a week",
      "You climbed # for each kilometre",
      "# of your running time was clearly faster than usual",
      "You took # steps a minute",
      "Each foot was on the ground for # at a time",
      "Your left foot had # of the ground contact",
      "# of your distance was on trails",
      "# of your distance was on a treadmill",
  };
  std::string text = statements[static_cast<std::size_t>(measure)];
  return text.replace(text.find('#'), 1, value);
}

// Percentages of percentages and of steps a minute mislead; there the two values speak for themselves.
bool compares_as_a_ratio(Measure measure) {
  return measure == Measure::longest_run || measure == Measure::weekly_distance ||
         measure == Measure::session_distance || measure == Measure::ascent_per_week ||
         measure == Measure::descent_per_week || measure == Measure::ascent_per_km;
}

std::string ratio_in_words(const MeasureChange& change) {
  if (!compares_as_a_ratio(change.measure) || change.baseline <= 0) return {};
  const double ratio = change.recent / change.baseline;
  if (ratio >= 2) return ": " + format_number(ratio, 1) + " times as much";
  const double percent = std::round(100 * std::abs(ratio - 1));
  if (percent == 0) return {};
  return ": " + format_number(percent, 0) + (ratio > 1 ? " % more" : " % less");
}

}  // namespace

std::string sentence_of(const MeasureChange& change) {
  if (change.recent_weeks == 0) {
    if (change.measure == Measure::trail_share) return "No run of these weeks is recorded as a trail run.";
    if (change.measure == Measure::treadmill_share) return "No run of these weeks is recorded as a treadmill run.";
    return "Too little of this is recorded to compare it.";
  }
  const std::string recent = value_in_words(change.measure, change.recent);
  const std::string baseline = value_in_words(change.measure, change.baseline);
  std::string text = statement(change.measure, recent) + " in the four weeks before the pain";
  text += recent == baseline ? ", as in the twelve before them"
                             : ", " + baseline + " in the twelve before them" + ratio_in_words(change);
  text += ".";
  switch (change.verdict) {
    case Verdict::changed: text += " That is beyond what your weeks usually vary."; break;
    case Verdict::within_normal_variation: text += " Your weeks vary by about as much anyway."; break;
    case Verdict::unknown: text += " There are too few weeks to tell this from chance."; break;
    case Verdict::no_change: break;
  }
  if (!change.ends_agree)
    text += " Counted from the last day on which the pain may have begun, the answer is different.";
  return text;
}

std::string spike_sentence(const std::string& when, const SessionExposure& exposure, bool rests_on_a_gap) {
  std::string text = when + " you ran " + km_in_words(static_cast<double>(exposure.session_m)) + ": ";
  if (exposure.state == SpikeState::large) {
    text += format_number(exposure.ratio, 1) + " times as far as anything in the month before";
  } else {
    text += percent_in_words(exposure.ratio - 1) + " further than anything in the month before";
  }
  if (exposure.provisional) {
    text += ", as far as it is recorded: less than a month lies before it";
  } else if (rests_on_a_gap) {
    text += ", as far as it is recorded: a gap of two weeks or more lies before it";
  }
  return text + ".";
}

std::string gap_note(const Gap& gap) {
  return "No run is recorded from " + date_in_words(gap.first) + " to " + date_in_words(gap.last) + " (" +
         std::to_string(gap.days) +
         " days). Whether you rested or the watch stayed at home is not known; whole weeks in it are left out.";
}

}  // namespace genu
