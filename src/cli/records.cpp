#include <fstream>
#include <iostream>

#include "cli/commands.h"
#include "cli/system.h"

namespace genu {

int run_list(const RecordOptions& options) {
  const auto program = Program::open(options.database);
  if (!program) return report(program.error());
  const auto runners = (*program)->store->list_runners();
  if (!runners) return report(runners.error());
  for (const Runner& runner : *runners)
    std::cout << runner.id << "  " << to_iso8601(runner.created) << "  " << runner.name << '\n';
  if (runners->empty()) std::cout << "No records in " << (*program)->database << '\n';
  return 0;
}

int run_export(const RecordOptions& options) {
  const auto program = Program::open(options.database);
  if (!program) return report(program.error());
  const auto json = (*program)->service->export_runner(options.runner);
  if (!json) return report(json.error());
  if (options.output.empty()) {
    std::cout << *json;
    return 0;
  }
  std::ofstream file(options.output, std::ios::binary);
  file << *json;
  file.close();
  if (!file) return report({ErrorCode::io, "cannot be written", options.output});
  return 0;
}

int run_erase(const RecordOptions& options) {
  if (!options.confirmed)
    return report({ErrorCode::invalid_input,
                   "this removes the record for ever; export it first if you want to keep it, then add --yes",
                   options.runner});
  const auto program = Program::open(options.database);
  if (!program) return report(program.error());
  const Result<void> erased = (*program)->service->erase(options.runner);
  if (!erased) return report(erased.error());
  std::cout << "Erased " << options.runner << " from " << (*program)->database << '\n';
  return 0;
}

}  // namespace genu
