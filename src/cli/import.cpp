#include <iostream>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/system.h"

namespace genu {
namespace {

// The record to import into: the one named, the only one there is, or a new one.
Result<std::string> find_runner(Program& program, const ImportOptions& options) {
  if (!options.runner.empty()) {
    GENU_ASSIGN(const Runner runner, program.store->read_runner(options.runner));
    return runner.id;
  }
  GENU_ASSIGN(const std::vector<Runner> runners, program.store->list_runners());
  if (options.name.empty() && runners.size() == 1) return runners.front().id;
  if (options.name.empty() && runners.size() > 1)
    return fail(ErrorCode::invalid_input,
                "there are several records: say which with --runner ID (genu list), or begin one with --name");
  GENU_ASSIGN(const Runner created, program.service->create_runner(options.name));
  return created.id;
}

}  // namespace

int run_import(const ImportOptions& options) {
  const auto program = Program::open(options.database);
  if (!program) return report(program.error());
  const Result<std::string> runner = find_runner(**program, options);
  if (!runner) return report(runner.error());
  watch_for_interrupt();
  Result<ImportState> imported = ImportState();
  {
    ProgressLine line;
    imported =
        (*program)->service->import_paths(*runner, options.paths, options.threads, [&](const ImportState& state) {
          line.show(state);
          return !was_interrupted();
        });
  }
  if (!imported) return report(imported.error());
  print_problems(*imported);
  std::cout << fmt::format(
      "{}{} runs and {} other activities added; {} recorded already, {} of those completed; {} files of other kinds; "
      "{} problems\nRecord {} in {}\n",
      imported->cancelled ? "Cancelled. " : "", imported->runs_added, imported->others_added,
      imported->already_recorded + imported->improved, imported->improved, imported->passed_over,
      imported->problem_count, *runner, (*program)->database);
  if (!imported->cancelled) std::cout << "Next:  genu training --runner " << *runner << '\n';
  return imported->cancelled ? 1 : 0;
}

}  // namespace genu
