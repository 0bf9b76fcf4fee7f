#include "service/training_report.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "base/text.h"
#include "training/words.h"

namespace genu {
namespace {

constexpr int recent_days = 28;
constexpr int drift_days = 112;  // the four weeks and the twelve before them
constexpr std::size_t most_named = 3;

std::string percent_more(double ratio) {
  const int percent = static_cast<int>(std::lround((ratio - 1) * 100));
  return percent >= 0 ? fmt::format("{} % further", percent) : fmt::format("{} % shorter", -percent);
}

Day back(Day day, int days) { return {day.since_epoch - days}; }

// What each exposure is for this runner. Empty: the history does not tell.
class Lines {
 public:
  explicit Lines(const TrainingReport& report)
      : report_(report),
        until_(report.onset ? report.onset->first : report.history.last_day()),
        when_(report.onset ? "before the pain began" : "up to your last run"),
        recent_(summarize(report.history, back(until_, recent_days - 1), until_,
                          usual_speed_m_per_s(report.history.runs()))) {}

  std::string of(std::string_view id) const {
    if (id == "single_session_spike") return spike();
    if (id == "week_to_week") return week_to_week();
    if (id == "two_week_progression") return two_weeks();
    if (id == "weekly_change") return weekly_change();
    if (id == "acute_to_chronic") return acute_to_chronic();
    if (id == "frequency_and_rest") return frequency();
    if (id == "slope") return slope();
    if (id == "intensity") return intensity();
    if (id == "gaps") return long_gaps();
    if (id == "novelty") return news();
    if (id == "cadence_drift")
      return drift(cadence_drift(report_.history, back(until_, drift_days - 1), until_), "steps a minute");
    if (id == "balance_drift")
      return drift(balance_drift(report_.history, back(until_, drift_days - 1), until_),
                   "points of percent on the left foot");
    if (id == "shoes") return shoe_list();
    return "";
  }

 private:
  // The last session on or before the day that counts.
  const SessionExposure* last_exposure() const {
    const SessionExposure* last = nullptr;
    for (std::size_t i = 0; i < report_.exposures.size(); ++i)
      if (report_.history.runs()[i].day <= until_) last = &report_.exposures[i];
    return last;
  }

  std::string spike() const {
    const Run* run = nullptr;
    const SessionExposure* largest = nullptr;
    for (std::size_t i = 0; i < report_.exposures.size(); ++i) {
      const Run& candidate = report_.history.runs()[i];
      const SessionExposure& exposure = report_.exposures[i];
      if (candidate.day > until_ || candidate.day < back(until_, recent_days - 1)) continue;
      if (exposure.state == SpikeState::undefined || (largest != nullptr && exposure.ratio <= largest->ratio)) continue;
      run = &candidate;
      largest = &exposure;
    }
    if (run == nullptr) return "";
    const std::string provisional =
        largest->provisional ? " (fewer than 30 days of history before it: it may look larger than it was)" : "";
    return fmt::format(
        "Largest in the four weeks {}: {} on {}, {} than the longest run of the 30 days before it ({}){}.", when_,
        km_in_words(run->distance_m), date_in_words(run->day), percent_more(largest->ratio),
        km_in_words(static_cast<double>(largest->longest_m)), provisional);
  }

  std::string weeks_compared() const {
    const SessionExposure* last = last_exposure();
    return fmt::format("{} in the last seven days of running, {} in the seven before",
                       km_in_words(static_cast<double>(last->last_7_days_m)),
                       km_in_words(static_cast<double>(last->previous_7_days_m)));
  }

  std::string week_to_week() const {
    const SessionExposure* last = last_exposure();
    if (last == nullptr || std::isnan(last->week_to_week)) return "";
    return fmt::format("{}: {} times.", weeks_compared(), format_number(last->week_to_week, 2));
  }

  std::string two_weeks() const {
    const SessionExposure* last = last_exposure();
    if (last == nullptr) return "";
    switch (nielsen_progression(*last)) {
      case NielsenProgression::undefined: return "";
      case NielsenProgression::under_10_percent: return weeks_compared() + ": under 10 % more.";
      case NielsenProgression::from_10_to_30_percent: return weeks_compared() + ": 10 to 30 % more.";
      case NielsenProgression::over_30_percent: return weeks_compared() + ": over 30 % more.";
    }
    return "";
  }

  std::string weekly_change() const {
    const SessionExposure* last = last_exposure();
    if (last == nullptr) return "";
    switch (damsted_change(*last)) {
      case DamstedChange::undefined: return "";
      case DamstedChange::under_20_percent: return weeks_compared() + ": under 20 % more.";
      case DamstedChange::from_20_to_60_percent: return weeks_compared() + ": 20 to 60 % more.";
      case DamstedChange::over_60_percent: return weeks_compared() + ": over 60 % more.";
    }
    return "";
  }

  std::string acute_to_chronic() const {
    const SessionExposure* last = last_exposure();
    if (last == nullptr || std::isnan(last->acute_to_chronic)) return "";
    return fmt::format("{}: the last seven days against the weekly mean of the three weeks before.",
                       format_number(last->acute_to_chronic, 2));
  }

  std::string frequency() const {
    if (recent_.runs == 0) return "";
    return fmt::format(
        "{} runs on {} days in the four weeks {}; {} days without a run, at most {} running days in a row.",
        recent_.runs, recent_.run_days, when_, recent_.rest_days, recent_.longest_chain_days);
  }

  std::string slope() const {
    const auto up = recent_.ascent_m_per_km();
    const auto down = recent_.descent_m_per_km();
    if (!up && !down) return "";
    std::string text;
    if (up) text += fmt::format("{} m up ({} m per km)", format_number(recent_.ascent_m, 0), format_number(*up, 0));
    if (down)
      text += fmt::format("{}{} m down ({} m per km)", text.empty() ? "" : ", ", format_number(recent_.descent_m, 0),
                          format_number(*down, 0));
    return text + " in the four weeks " + when_ + ".";
  }

  std::string intensity() const {
    const auto share = recent_.fast_share();
    if (!share) return "";
    return fmt::format("{} % of the running time in the four weeks {} was faster than 1.15 times your usual speed.",
                       format_number(100 * *share, 0), when_);
  }

  std::string long_gaps() const {
    std::string text;
    std::size_t named = 0;
    for (const Gap& gap : gaps(report_.history)) {
      if (gap.last < back(until_, 364) || gap.first > until_) continue;
      if (++named > most_named) break;
      text += fmt::format("{}{} days without a recorded run from {}", text.empty() ? "" : "; ", gap.days,
                          date_in_words(gap.first));
    }
    return text.empty() ? std::string("None of 14 days or more in the year ") + when_ + "." : text + ".";
  }

  std::string news() const {
    std::string text;
    for (const Novelty& novelty : novelties(report_.history)) {
      const Run& run = report_.history.runs()[novelty.run];
      if (run.day > until_ || run.day < back(until_, recent_days - 1)) continue;
      const std::string what = novelty.kind == NoveltyKind::shoes       ? "first run in " + novelty.gear
                               : novelty.kind == NoveltyKind::hilly_run ? "first hilly run"
                                                                        : "first speed session";
      const std::string since =
          novelty.days_since_last ? fmt::format(" in {} weeks", *novelty.days_since_last / 7) : " of this history";
      text += (text.empty() ? "" : "; ") + what + (novelty.kind == NoveltyKind::shoes ? "" : since) + " on " +
              date_in_words(run.day);
    }
    return text.empty() ? std::string("Nothing new in the four weeks ") + when_ + "." : text + ".";
  }

  static std::string drift(const std::optional<Drift>& drift, const char* unit) {
    if (!drift) return "";
    const std::string slope = format_number(drift->per_4_weeks, 1);
    if (!drift->clear() || slope == "0" || slope == "-0")
      return fmt::format("Typically {}, without a clear drift.", format_number(drift->typical, 1));
    return fmt::format("Typically {}; {}{} {} every four weeks (95 % interval {} to {}).",
                       format_number(drift->typical, 1), drift->per_4_weeks > 0 ? "+" : "", slope, unit,
                       format_number(drift->low, 1), format_number(drift->high, 1));
  }

  std::string shoe_list() const {
    std::string text;
    std::size_t named = 0;
    for (const Shoe& shoe : shoes(report_.history)) {
      if (++named > most_named) break;
      text += fmt::format("{}{}: {} in {} runs", text.empty() ? "" : "; ", shoe.name, km_in_words(shoe.distance_m),
                          shoe.runs);
    }
    return text.empty() ? "" : text + ".";
  }

  const TrainingReport& report_;
  Day until_;
  const char* when_;
  DaysSummary recent_;
};

}  // namespace

TrainingReport make_training_report(std::vector<RecordedRun> activities, std::optional<Onset> onset, Day today) {
  // In the order of History, so that a run's place there is its place in `runs`.
  std::stable_sort(activities.begin(), activities.end(), [](const RecordedRun& left, const RecordedRun& right) {
    return std::tie(left.run.day, left.run.start, left.run.distance_m) <
           std::tie(right.run.day, right.run.start, right.run.distance_m);
  });
  TrainingReport report;
  report.today = today;
  report.onset = onset;
  std::vector<Run> runs;
  for (RecordedRun& activity : activities) {
    if (activity.run.is_run()) runs.push_back(activity.run);
    (activity.run.is_run() ? report.runs : report.others).push_back(std::move(activity));
  }
  report.history = History(std::move(runs));
  report.exposures = exposures(report.history);
  if (onset && !report.history.empty()) {
    report.change = what_changed(report.history, *onset, today);
    report.findings = training_findings(report.history, *report.change);
  }
  return report;
}

std::optional<Onset> onset_of(const RunnerFacts& facts) {
  if (!facts.onset) return std::nullopt;
  return Onset{*facts.onset, facts.onset_until.value_or(*facts.onset)};
}

Result<std::vector<Observation>> device_observations(const Knowledge& knowledge, const TrainingReport& report,
                                                     Instant when) {
  std::vector<Observation> observations;
  for (const TrainingFinding& finding : report.findings) {
    const bool* yes = std::get_if<bool>(&finding.value);
    const std::string text = yes != nullptr ? (*yes ? "yes" : "no") : format_number(std::get<double>(finding.value), 6);
    GENU_ASSIGN(const std::vector<Observation> heard,
                to_observations(knowledge, {finding.id, {text}}, when, From::device));
    observations.insert(observations.end(), heard.begin(), heard.end());
  }
  return observations;
}

std::vector<ExposureLine> exposure_lines(const Knowledge& knowledge, const TrainingReport& report) {
  std::vector<ExposureLine> lines;
  if (report.history.empty()) return lines;
  const Lines values(report);
  for (const Topic& topic : knowledge.data().topics)
    if (topic.kind == TopicKind::exposure)
      if (std::string value = values.of(topic.id); !value.empty()) lines.push_back({&topic, std::move(value)});
  return lines;
}

}  // namespace genu
