#include <iostream>
#include <iterator>
#include <utility>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/system.h"
#include "knowledge/codec.h"
#include "service/training_report.h"

namespace genu {
namespace {

// "2026-10-01", or "2026-09-25..2026-10-05" when the day is not known exactly.
Result<std::optional<Onset>> parse_onset(const std::string& text) {
  if (text.empty()) return std::optional<Onset>();
  const std::size_t dots = text.find("..");
  const Result<Day> first = parse_day(text.substr(0, dots));
  const Result<Day> last = dots == std::string::npos ? first : parse_day(text.substr(dots + 2));
  if (!first || !last || *last < *first)
    return fail(ErrorCode::invalid_input,
                "write the day as 2026-10-01, or 2026-09-25..2026-10-05 when you are not sure", "--onset");
  return std::optional(Onset{*first, *last});
}

void print_training(const TrainingReport& report, Format format) {
  if (format == Format::json) {
    std::cout << training_json(embedded_knowledge(), report).dump(2) << '\n';
  } else {
    std::cout << training_text(embedded_knowledge(), report, terminal_style());
  }
}

Result<TrainingReport> report_of_record(const TrainingOptions& options) {
  GENU_ASSIGN(const std::optional<Onset> onset, parse_onset(options.onset));
  GENU_ASSIGN(const auto program, Program::open(options.database));
  GENU_ASSIGN(TrainingReport report, program->service->training_of(options.runner));
  if (!onset) return report;
  // Another day than the record's, to see what it would say: nothing is recorded.
  std::vector<RecordedRun> all = std::move(report.runs);
  std::move(report.others.begin(), report.others.end(), std::back_inserter(all));
  return make_training_report(std::move(all), onset, report.today);
}

Result<TrainingReport> report_of_paths(const TrainingOptions& options) {
  GENU_ASSIGN(const std::optional<Onset> onset, parse_onset(options.onset));
  GENU_ASSIGN(std::vector<RecordedRun> runs, runs_of_paths(options.paths));
  return make_training_report(std::move(runs), onset, day_of(SystemClock().now()));
}

}  // namespace

int run_training(const TrainingOptions& options) {
  if (options.cohort) return run_cohort(options);
  if (options.paths.empty() == options.runner.empty())
    return report({ErrorCode::invalid_input, "give files, folders or exports, or a record with --runner", "training"});
  const Result<TrainingReport> training = options.runner.empty() ? report_of_paths(options) : report_of_record(options);
  if (!training) return report(training.error());
  print_training(*training, options.format);
  return 0;
}

}  // namespace genu
