#include "training/change.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <tuple>

#include "base/text.h"
#include "training/change_sentences.h"
#include "training/comparison.h"
#include "training/words.h"

namespace genu {
namespace {

constexpr int recent_days = 7 * static_cast<int>(recent_week_count);
constexpr int baseline_days = 7 * static_cast<int>(baseline_week_count);

constexpr double clear_effect = 2;      // spreads
constexpr double visible_effect = 1;    // below, nothing moved
constexpr double notable_effect = 2.5;  // worth mentioning as a whole, although chance explains it
constexpr double significance = 0.05;   // after correction for all measures

struct Windows {
  Day recent_first;
  Day recent_last;
  Day baseline_first;
  Day baseline_last;
};

Windows windows_before(Day onset) {
  const std::int32_t last = onset.since_epoch;
  return {{last - recent_days + 1}, onset, {last - recent_days - baseline_days + 1}, {last - recent_days}};
}

// What the weeks before one day say.
struct Assessment {
  ChangeStatus status = ChangeStatus::too_little_data;
  std::vector<MeasureChange> measures;
  int recent_weeks = 0;
  int baseline_weeks = 0;
};

bool excludes_zero(const Comparison& comparison) { return comparison.low > 0 || comparison.high < 0; }

Verdict verdict_of(const Comparison& comparison) {
  const double effect = std::abs(comparison.effect);
  if (effect >= clear_effect && excludes_zero(comparison) && comparison.p_value <= significance)
    return Verdict::changed;
  return effect < visible_effect ? Verdict::no_change : Verdict::within_normal_variation;
}

MeasureChange measure_change(Measure measure, const std::optional<Comparison>& comparison, bool enough) {
  MeasureChange change;
  change.measure = measure;
  if (!comparison) return change;
  change.verdict = enough ? verdict_of(*comparison) : Verdict::unknown;
  change.recent = comparison->recent;
  change.baseline = comparison->baseline;
  change.difference = comparison->difference;
  change.low = comparison->low;
  change.high = comparison->high;
  change.effect = comparison->effect;
  change.p_value = comparison->p_value;
  change.recent_weeks = comparison->recent_weeks;
  change.baseline_weeks = comparison->baseline_weeks;
  return change;
}

bool has_spike(const History& history, const std::vector<SessionExposure>& exposures, Day first, Day last) {
  for (const Run& run : history.on_days(first, last)) {
    const SessionExposure& exposure = exposures[history.index_of(run)];
    if (is_spike(exposure.state) && !exposure.provisional) return true;
  }
  return false;
}

Assessment assess(const History& history, const std::vector<SessionExposure>& exposures, Day onset) {
  Assessment result;
  const WeeklyMeasures measures = weekly_measures(history, onset);
  const auto recent_end = measures.known.begin() + recent_week_count;
  result.recent_weeks = static_cast<int>(std::count(measures.known.begin(), recent_end, true));
  result.baseline_weeks = static_cast<int>(std::count(recent_end, measures.known.end(), true));
  const bool enough = enough_weeks(result.recent_weeks, result.baseline_weeks);
  const Comparisons comparisons = compare(measures);
  bool any_changed = false, any_visible = false;
  for (std::size_t m = 0; m < measure_count; ++m) {
    result.measures.push_back(measure_change(static_cast<Measure>(m), comparisons[m], enough));
    any_changed = any_changed || result.measures.back().verdict == Verdict::changed;
    any_visible = any_visible || (comparisons[m] && std::abs(comparisons[m]->effect) >= notable_effect &&
                                  excludes_zero(*comparisons[m]));
  }
  const Windows windows = windows_before(onset);
  if (any_changed || has_spike(history, exposures, windows.recent_first, windows.recent_last)) {
    result.status = ChangeStatus::changed;
  } else if (enough) {
    result.status = any_visible ? ChangeStatus::within_normal_variation : ChangeStatus::nothing_changed;
  }
  return result;
}

// ---- Sessions that stand out

class StandOuts {
 public:
  StandOuts(const History& history, const std::vector<SessionExposure>& exposures, Onset onset)
      : history_(history),
        exposures_(exposures),
        gaps_(gaps(history)),
        onset_(onset),
        windows_(windows_before(onset.first)) {}

  std::vector<StandOut> find() {
    spikes();
    const auto after_spikes = static_cast<std::ptrdiff_t>(found_.size());
    const std::optional<double> usual = usual_speed_m_per_s(history_.on_days(windows_.baseline_first, onset_.last));
    most(StandOutKind::most_ascent, 100, [](const Run& run) { return run.ascent_m; });
    most(StandOutKind::most_descent, 100, [](const Run& run) { return run.descent_m; });
    most(StandOutKind::most_fast, 300, [&](const Run& run) {
      return usual && known_s(run.speeds) > 0 ? std::optional(fast_s(run.speeds, *usual)) : std::nullopt;
    });
    for (const Gap& gap : gaps_)
      if (gap.returned_with && is_recent(*gap.returned_with))
        add(StandOutKind::after_gap, *gap.returned_with,
            " you ran again after " + std::to_string(gap.days) + " days without a recorded run.");
    for (const Novelty& novelty : novelties(history_))
      if (is_recent(novelty.run)) add_novelty(novelty);
    std::stable_sort(found_.begin() + after_spikes, found_.end(), [](const StandOut& a, const StandOut& b) {
      return std::tie(a.kind, a.run) < std::tie(b.kind, b.run);
    });
    return std::move(found_);
  }

 private:
  bool is_recent(std::size_t run) const {
    const Day day = history_.runs()[run].day;
    return windows_.recent_first <= day && day <= onset_.last;
  }

  void add(StandOutKind kind, std::size_t run, const std::string& what) {
    StandOut out;
    out.kind = kind;
    out.run = run;
    out.days_before_onset = onset_.first.since_epoch - history_.runs()[run].day.since_epoch;
    out.exposure = exposures_[run];
    const std::string when = when_in_words(out.days_before_onset, onset_.first != onset_.last);
    out.rests_on_a_gap = kind == StandOutKind::spike && rests_on_a_gap(gaps_, history_.runs()[run].day);
    out.sentence = kind == StandOutKind::spike ? spike_sentence(when, out.exposure, out.rests_on_a_gap) : when + what;
    found_.push_back(out);
  }

  void spikes() {
    for (const Run& run : history_.on_days(windows_.recent_first, onset_.last)) {
      const std::size_t index = history_.index_of(run);
      if (is_spike(exposures_[index].state)) add(StandOutKind::spike, index, {});
    }
    std::stable_sort(found_.begin(), found_.end(),
                     [](const StandOut& a, const StandOut& b) { return a.exposure.ratio > b.exposure.ratio; });
  }

  // The recent run with the most of something, if that is a quarter and `margin` more than any run of the baseline.
  template <typename Value>
  void most(StandOutKind kind, double margin, Value value) {
    constexpr int fewest_baseline_runs = 8;
    double before = 0, recent = 0;
    int known = 0;
    for (const Run& run : history_.on_days(windows_.baseline_first, windows_.baseline_last)) {
      const std::optional<double> v = value(run);
      known += v.has_value();
      before = std::max(before, v.value_or(0));
    }
    std::optional<std::size_t> most;
    for (const Run& run : history_.on_days(windows_.recent_first, onset_.last)) {
      const std::optional<double> v = value(run);
      if (!v || *v <= recent) continue;
      recent = *v;
      most = history_.index_of(run);
    }
    if (!most || known < fewest_baseline_runs || recent < 1.25 * before || recent < before + margin) return;
    const std::string amount =
        kind == StandOutKind::most_fast
            ? " you ran clearly faster than usual for " + format_number(recent / 60, 0) + " minutes"
            : (kind == StandOutKind::most_ascent ? " you climbed " : " you ran downhill by ") +
                  format_number(std::round(recent / 10) * 10, 0) + " m";
    add(kind, *most, amount + ": more than on any run of the twelve weeks before.");
  }

  void add_novelty(const Novelty& novelty) {
    const Run& run = history_.runs()[novelty.run];
    switch (novelty.kind) {
      case NoveltyKind::hilly_run:
        add(StandOutKind::first_hilly, novelty.run,
            " you ran in hills (" + format_number(std::round(run.ascent_m.value_or(0) / 10) * 10, 0) +
                " m of ascent) for the first time in at least twelve weeks.");
        break;
      case NoveltyKind::speed_session:
        add(StandOutKind::first_speed, novelty.run,
            " you ran clearly faster than usual for the first time in at least twelve weeks.");
        break;
      case NoveltyKind::shoes:
        add(StandOutKind::new_shoes, novelty.run, " you first ran in \"" + novelty.gear + "\".");
        break;
    }
  }

  const History& history_;
  const std::vector<SessionExposure>& exposures_;
  std::vector<Gap> gaps_;
  Onset onset_;
  Windows windows_;
  std::vector<StandOut> found_;
};

// ---- The answer in words

void say_what_is_missing(const History& history, const Assessment& assessment, Change& change) {
  if (enough_weeks(assessment.recent_weeks, assessment.baseline_weeks)) return;
  change.missing.push_back(
      capitalized(count_in_words(assessment.recent_weeks)) + " of the four weeks before the pain and " +
      count_in_words(assessment.baseline_weeks) +
      " of the twelve before them are recorded. To tell a change from chance, four and at least eight are needed (or "
      "three and all twelve).");
  if (history.first_day() > change.baseline_first)
    change.missing.push_back("The recorded history begins on " + date_in_words(history.first_day()) +
                             "; runs before that would help.");
}

void add_notes(const History& history, const Assessment& assessment, Change& change) {
  for (const Gap& gap : gaps(history, change.onset.last))
    if (gap.last >= change.baseline_first && gap.first <= change.recent_last) change.notes.push_back(gap_note(gap));
  const bool spiked = !change.stand_outs.empty() && change.stand_outs.front().kind == StandOutKind::spike;
  if (spiked && change.baseline_spikes > 0)
    change.notes.push_back("In the twelve weeks before, " + count_in_words(change.baseline_spikes) +
                           (change.baseline_spikes == 1 ? " run was" : " runs were") +
                           " more than 10 % beyond the month before as well.");
  if (spiked)
    change.notes.emplace_back(
        "Runners who went more than 10 % beyond their longest run in a month were injured more often in a large "
        "study. That describes the group, not you.");
  if (!change.ends_agree)
    change.notes.emplace_back(
        "You are not sure when the pain began. Counted from the last possible day the answer is different.");
  const bool any_known = std::any_of(assessment.measures.begin(), assessment.measures.end(),
                                     [](const MeasureChange& m) { return m.verdict != Verdict::unknown; });
  if (any_known)
    change.notes.emplace_back(
        "Weeks are compared with your own weeks. No rule on weekly distance has been shown to prevent injury.");
}

std::string headline_of(const Change& change) {
  const StandOut* spike = !change.stand_outs.empty() && change.stand_outs.front().kind == StandOutKind::spike
                              ? &change.stand_outs.front()
                              : nullptr;
  const bool measure_changed = !change.measures.empty() && change.measures.front().verdict == Verdict::changed;
  switch (change.status) {
    case ChangeStatus::changed: {
      std::string text;
      if (spike) text = spike->sentence;
      if (measure_changed) text += (text.empty() ? "" : " ") + change.measures.front().sentence;
      return text;
    }
    case ChangeStatus::within_normal_variation:
      return "Some things moved in the four weeks before the pain began, but no more than your weeks usually vary.";
    case ChangeStatus::nothing_changed:
      return "Nothing in your running stands out in the four weeks before the pain began. Pain can begin without a "
             "change "
             "in running.";
    case ChangeStatus::too_little_data:
      return (spike ? spike->sentence + " " : "") +
             std::string(
                 "Too little is recorded to compare the four weeks before the pain with the weeks before them.");
    case ChangeStatus::no_recent_runs:
      return "No run is recorded in the four weeks before the pain began. Whether you rested or the watch stayed at "
             "home "
             "is not known.";
    case ChangeStatus::onset_before_history: return "The pain began before the first recorded run.";
    case ChangeStatus::onset_in_future: return "The day on which the pain began lies in the future: please check it.";
    case ChangeStatus::onset_reversed:
      return "The first possible day of the pain lies after the last: please check them.";
  }
  return {};
}

// Whether there is anything to compare; too_little_data stands for "yes, so far".
ChangeStatus first_look(const History& history, Onset onset, Day today) {
  if (onset.first > onset.last) return ChangeStatus::onset_reversed;
  if (onset.first > today) return ChangeStatus::onset_in_future;
  if (history.empty() || onset.last < history.first_day()) return ChangeStatus::onset_before_history;
  if (history.on_days(windows_before(onset.first).recent_first, onset.last).empty())
    return ChangeStatus::no_recent_runs;
  return ChangeStatus::too_little_data;
}

// Changed measures first, then what moved most; unknown ones last.
bool shown_before(const MeasureChange& a, const MeasureChange& b) {
  const auto rank = [](Verdict v) { return v == Verdict::changed ? 0 : v == Verdict::unknown ? 2 : 1; };
  if (rank(a.verdict) != rank(b.verdict)) return rank(a.verdict) < rank(b.verdict);
  return std::abs(a.effect) > std::abs(b.effect);
}

// The measures counted from the first day, compared with those counted from the last.
void compare_ends(const Assessment& at_first, const Assessment& at_last, Change& change) {
  change.ends_agree = at_first.status == at_last.status;
  for (std::size_t m = 0; m < measure_count; ++m) {
    MeasureChange& measure = change.measures[m];
    const MeasureChange& other = at_last.measures[m];
    const bool is_changed = measure.verdict == Verdict::changed, other_changed = other.verdict == Verdict::changed;
    measure.ends_agree = is_changed == other_changed && (!is_changed || (measure.effect > 0) == (other.effect > 0));
  }
}

int spikes_on(const History& history, const std::vector<SessionExposure>& all, Day first, Day last) {
  int count = 0;
  for (const Run& run : history.on_days(first, last)) {
    const SessionExposure& exposure = all[history.index_of(run)];
    count += is_spike(exposure.state) && !exposure.provisional;
  }
  return count;
}

}  // namespace

const char* name_of(ChangeStatus status) {
  constexpr std::array names = {"changed",        "within_normal_variation", "nothing_changed", "too_little_data",
                                "no_recent_runs", "onset_before_history",    "onset_in_future", "onset_reversed"};
  return names[static_cast<std::size_t>(status)];
}

const char* name_of(Measure measure) {
  constexpr std::array<const char*, measure_count> names = {
      "longest_run",      "weekly_distance", "runs_per_week",    "rest_days",     "consecutive_days",
      "session_distance", "ascent_per_week", "descent_per_week", "ascent_per_km", "fast_share",
      "cadence",          "contact_time",    "contact_balance",  "trail_share",   "treadmill_share"};
  return names[static_cast<std::size_t>(measure)];
}

const char* unit_of(Measure measure) {
  constexpr std::array<const char*, measure_count> units = {"m",    "m", "runs",      "days", "days", "m", "m", "m",
                                                            "m/km", "%", "steps/min", "ms",   "%",    "%", "%"};
  return units[static_cast<std::size_t>(measure)];
}

const char* name_of(Verdict verdict) {
  constexpr std::array names = {"unknown", "no_change", "within_normal_variation", "changed"};
  return names[static_cast<std::size_t>(verdict)];
}

const char* name_of(StandOutKind kind) {
  constexpr std::array names = {"spike",     "most_ascent", "most_descent", "most_fast",
                                "after_gap", "new_shoes",   "first_hilly",  "first_speed"};
  return names[static_cast<std::size_t>(kind)];
}

Change what_changed(const History& history, Onset onset, Day today) {
  Change change;
  change.onset = onset;
  change.status = first_look(history, onset, today);
  if (change.status == ChangeStatus::too_little_data) {
    change.onset.last = onset.last = std::min(onset.last, today);
    const Windows windows = windows_before(onset.first);
    change.recent_first = windows.recent_first;
    change.recent_last = windows.recent_last;
    change.baseline_first = windows.baseline_first;
    change.baseline_last = windows.baseline_last;
    const std::vector<SessionExposure> all = exposures(history);
    Assessment at_first = assess(history, all, onset.first);
    change.status = at_first.status;
    change.measures = at_first.measures;
    if (onset.first != onset.last) compare_ends(at_first, assess(history, all, onset.last), change);
    for (MeasureChange& measure : change.measures) measure.sentence = sentence_of(measure);
    std::stable_sort(change.measures.begin(), change.measures.end(), shown_before);
    change.stand_outs = StandOuts(history, all, onset).find();
    change.baseline_spikes = spikes_on(history, all, windows.baseline_first, windows.baseline_last);
    say_what_is_missing(history, at_first, change);
    add_notes(history, at_first, change);
  }
  change.headline = headline_of(change);
  return change;
}

}  // namespace genu
