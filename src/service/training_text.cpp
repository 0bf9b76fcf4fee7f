#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "service/dynamics_json.h"
#include "service/training_report.h"

namespace genu {
namespace {

constexpr std::size_t most_weeks = 26;
constexpr std::size_t most_spikes = 12;

std::string km(double metres) { return fmt::format("{:.1f}", metres / 1000); }

// Seconds as people say them: "1:02:05", "41:30".
std::string clock_time(double seconds) {
  const auto whole = static_cast<long>(std::lround(seconds));
  if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string pace(double speed_m_per_s) { return clock_time(1000 / speed_m_per_s) + " /km"; }

std::string chart(const TrainingReport& report, const TextStyle& style) {
  std::vector<DaysSummary> all = weeks(report.history);
  if (report.onset)  // what came long after the pain began would push the weeks before it off the screen
    std::erase_if(
        all, [&](const DaysSummary& week) { return week.first.since_epoch > report.onset->last.since_epoch + 28; });
  if (all.size() > most_weeks) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(most_weeks));
  double most_m = 1;
  for (const DaysSummary& week : all) most_m = std::max(most_m, week.distance_m);
  const std::size_t bar_columns = std::clamp<std::size_t>(style.width > 60 ? style.width - 56 : 10, 10, 40);

  std::string text = bold(style, "KILOMETRES A WEEK") + "\n";
  for (const DaysSummary& week : all) {
    const auto length =
        static_cast<std::size_t>(std::lround(week.distance_m / most_m * static_cast<double>(bar_columns)));
    std::string bar;
    for (std::size_t i = 0; i < length; ++i) bar += "█";
    bar += std::string(bar_columns - length, ' ');
    std::string marks;
    for (const Run& run : report.history.on_days(week.first, week.last)) {
      const SessionExposure& exposure = report.exposures[report.history.index_of(run)];
      if (is_spike(exposure.state) && !exposure.provisional)
        marks += fmt::format(" ▲{:+.0f}%", 100 * (exposure.ratio - 1));
    }
    text += fmt::format("  {}  {} {:>5}  {} run{}, longest {:>4}{}\n", to_iso8601(week.first), bar, km(week.distance_m),
                        week.runs, week.runs == 1 ? " " : "s", km(week.longest_m), marks);
    if (report.onset && week.first <= report.onset->first && report.onset->first <= week.last)
      text +=
          fmt::format("  {:-<{}}\n", "-- the pain began " + to_iso8601(report.onset->first) + " ", bar_columns + 40);
  }
  return text + "  ▲ a run more than 10 % beyond the longest of the 30 days before it\n";
}

std::string changes(const TrainingReport& report, const TextStyle& style) {
  if (!report.change) return "";
  const Change& change = *report.change;
  std::string text =
      bold(style, "WHAT CHANGED BEFORE THE PAIN BEGAN") + "\n" + wrapped(change.headline, 2, style.width);
  for (const StandOut& one : change.stand_outs) text += wrapped("* " + one.sentence, 2, style.width);
  for (const MeasureChange& measure : change.measures)
    if (measure.verdict == Verdict::changed || measure.verdict == Verdict::within_normal_variation)
      text += wrapped("* " + measure.sentence, 2, style.width);
  for (const std::string& missing : change.missing) text += wrapped("Missing: " + missing, 2, style.width);
  for (const std::string& note : change.notes) text += wrapped("Note: " + note, 2, style.width);
  return text + "\n";
}

std::string spikes(const TrainingReport& report, const TextStyle& style) {
  std::string text;
  std::size_t shown = 0;
  for (std::size_t i = report.exposures.size(); i-- > 0 && shown < most_spikes;) {
    const SessionExposure& exposure = report.exposures[i];
    if (!is_spike(exposure.state) || exposure.provisional) continue;
    ++shown;
    text +=
        fmt::format("  {}  {:>5} km, longest before {:>5} km: {:+.0f} %  ({})\n",
                    to_iso8601(report.history.runs()[i].day), km(static_cast<double>(exposure.session_m)),
                    km(static_cast<double>(exposure.longest_m)), 100 * (exposure.ratio - 1), name_of(exposure.state));
  }
  return text.empty() ? "" : bold(style, "SINGLE RUNS BEYOND THE MONTH BEFORE, LATEST FIRST") + "\n" + text + "\n";
}

}  // namespace

std::string training_text(const Knowledge& knowledge, const TrainingReport& report, const TextStyle& style) {
  if (report.history.empty()) return "There are no runs here.\n";
  std::string text = fmt::format("{} runs from {} to {}", report.history.size(), to_iso8601(report.history.first_day()),
                                 to_iso8601(report.history.last_day()));
  if (!report.others.empty()) text += fmt::format("; {} other activities, kept apart", report.others.size());
  text += "\n\n" + changes(report, style) + chart(report, style) + "\n" + spikes(report, style);
  text += bold(style, "WHAT IS KNOWN ABOUT LOAD") + "\n";
  for (const ExposureLine& line : exposure_lines(knowledge, report)) {
    std::string sources;
    for (const SourceIndex source : line.topic->sources)
      sources += (sources.empty() ? "" : ", ") + knowledge.source(source).id;
    text +=
        wrapped(line.topic->name + ": " + line.value + (sources.empty() ? "" : " [" + sources + "]"), 2, style.width);
  }
  const auto dynamics = dynamics_over_weeks(report.history, report.history.last_day(), 12);
  if (!dynamics.empty()) {
    text += "\n" + bold(style, "HOW YOU RUN, AS THE WATCH SEES IT (the last twelve weeks)") + "\n";
    for (const DynamicOverWeeks& one : dynamics) text += wrapped(sentence(one), 2, style.width);
  }
  if (!report.findings.empty()) {
    text += "\n" + bold(style, "WHAT THE DIAGNOSIS HEARS FROM THIS") + "\n";
    for (const TrainingFinding& finding : report.findings)
      text += wrapped(finding.sentence + " [" + finding.id + "]", 2, style.width);
  }
  if (!report.onset) text += "\nGive the day the pain began with --onset to see what changed before it.\n";
  return text;
}

std::string activity_text(const Run& run, const TextStyle& style) {
  std::string text = bold(style, fmt::format("{}{} on {}", name_of(run.sport), run.sport_is_assumed ? " (assumed)" : "",
                                             to_iso8601(run.day))) +
                     (run.name.empty() ? "" : ", " + run.name) + (run.device.empty() ? "" : ", " + run.device) + "\n";
  const auto line = [&](const char* name, const std::string& value) {
    text += fmt::format("  {:<22} {}\n", name, value);
  };
  const auto number = [&](const char* name, const std::optional<double>& value, int decimals, const char* unit) {
    if (value) line(name, format_number(*value, decimals) + " " + unit);
  };
  line("start", to_iso8601(run.start));
  if (run.distance_m > 0) line("distance", km(run.distance_m) + " km (" + name_of(run.distance_source) + ")");
  line("elapsed, timer, moving",
       clock_time(run.elapsed_s) + ", " + clock_time(run.timer_s) + ", " + clock_time(run.moving_s));
  if (const auto speed = run.speed_m_per_s()) line("pace", pace(*speed));
  if (run.grade_adjusted_speed_m_per_s) line("pace as on the level", pace(*run.grade_adjusted_speed_m_per_s));
  if (run.ascent_m)
    line("up, down", fmt::format("{} m, {} m ({})", format_number(*run.ascent_m, 0),
                                 run.descent_m ? format_number(*run.descent_m, 0) : "?", name_of(run.ascent_source)));
  if (run.downhill_s > 0) line("time downhill", clock_time(run.downhill_s));
  if (run.walking_breaks > 0)
    line("walking", fmt::format("{} in {} breaks", clock_time(run.walking_s), run.walking_breaks));
  number("cadence", run.cadence_per_min, 0, is_on_foot(run.sport) ? "steps/min" : "turns/min");
  number("heart rate", run.heart_rate_bpm, 0, "beats/min");
  number("power", run.power_w, 0, "W");
  number("contact time", run.contact_time_ms, 0, "ms");
  number("contact, left foot", run.contact_left_percent, 1, "%");
  number("vertical oscillation", run.vertical_oscillation_mm, 0, "mm");
  number("step length", run.step_length_m, 2, "m");
  if (!run.splits.empty()) text += "  km    time    up   down  cadence  heart\n";
  for (std::size_t i = 0; i < run.splits.size(); ++i) {
    const Split& split = run.splits[i];
    const auto cell = [](const std::optional<double>& value) {
      return value ? format_number(*value, 0) : std::string("-");
    };
    const bool is_whole = split.distance_m > 999;
    text +=
        fmt::format("  {:<4} {:>6} {:>5} {:>6} {:>8} {:>6}\n", is_whole ? std::to_string(i + 1) : km(split.distance_m),
                    clock_time(split.moving_s), cell(split.ascent_m), cell(split.descent_m),
                    cell(split.cadence_per_min), cell(split.heart_rate_bpm));
  }
  for (const std::string& note : run.notes) text += wrapped("Note: " + note, 2, style.width);
  return text;
}

}  // namespace genu
