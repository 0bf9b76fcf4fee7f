#include <iostream>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/system.h"
#include "import/case/case_file.h"
#include "knowledge/codec.h"
#include "service/evaluate.h"
#include "service/text_report.h"
#include "service/training_report.h"
#include "service/views.h"

namespace genu {
namespace {

Result<Assessment> assess_file(const AssessOptions& options) {
  GENU_ASSIGN(const std::string text, read_text_file(options.file, largest_case_bytes));
  const Knowledge& knowledge = embedded_knowledge();
  const Instant now = SystemClock().now();
  GENU_ASSIGN(CaseFile the_case, parse_case(knowledge, text, options.file, now));
  if (!the_case.activities.empty()) {
    GENU_ASSIGN(std::vector<RecordedRun> runs, runs_of_paths(the_case.activities));
    const TrainingReport training = make_training_report(std::move(runs), onset_of(the_case.facts), day_of(now));
    GENU_ASSIGN(const std::vector<Observation> heard, device_observations(knowledge, training, now));
    the_case.observations.insert(the_case.observations.end(), heard.begin(), heard.end());
  }
  return Reasoner(knowledge).assess(the_case.facts, the_case.observations,
                                    options.uniform_prior ? PriorKind::uniform : PriorKind::runners);
}

}  // namespace

int report(const Error& error) {
  std::cerr << "genu: " << error.text() << '\n';
  return 1;
}

int run_assess(const AssessOptions& options) {
  const Result<Assessment> assessment = assess_file(options);
  if (!assessment) return report(assessment.error());
  if (options.format == Format::json) {
    std::cout << assessment_json(embedded_knowledge(), *assessment).dump(2) << '\n';
  } else {
    std::cout << assessment_text(embedded_knowledge(), *assessment, terminal_style());
  }
  return 0;
}

int run_evaluate(const EvaluateOptions& options) {
  const Result<std::string> text = read_text_file(options.file, largest_vignettes_bytes);
  if (!text) return report(text.error());
  const Knowledge& knowledge = embedded_knowledge();
  const auto vignettes = parse_vignettes(knowledge, *text, options.file, SystemClock().now());
  if (!vignettes) return report(vignettes.error());
  const Evaluation evaluation =
      evaluate_vignettes(Reasoner(knowledge), *vignettes, options.exam ? Stage::exam : Stage::history,
                         options.uniform_prior ? PriorKind::uniform : PriorKind::runners);
  std::cout << (options.format == Format::json ? to_json_text(evaluation) : to_text(evaluation));
  return 0;
}

}  // namespace genu
