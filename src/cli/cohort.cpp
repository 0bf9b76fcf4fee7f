#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <tuple>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "service/cohort_table.h"

namespace genu {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> output_failed() { return fail(ErrorCode::io, "the output cannot be written: is the disk full?"); }

bool is_whole(double number) { return number == std::floor(number); }

bool write_to_stdout(const std::string& text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
}

ByteSource standard_input() {
  return [](char* into, std::size_t size) -> Result<std::size_t> {
    const ssize_t count = ::read(STDIN_FILENO, into, size);
    if (count < 0) return fail(ErrorCode::io, "standard input cannot be read");
    return static_cast<std::size_t>(count);
  };
}

// A folder for each runner.
Result<void> cohort_of_folders(const std::string& folder, const CohortOptions& options) {
  std::vector<fs::path> runners;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.is_directory()) runners.push_back(entry.path());
  if (error) return fail(ErrorCode::io, "the folder cannot be read: " + error.message(), folder);
  if (runners.empty())
    return fail(ErrorCode::invalid_input, "holds no folders: give a folder with one folder for each runner", folder);
  std::sort(runners.begin(), runners.end());
  if (!write_to_stdout(cohort_header)) return output_failed();
  for (const fs::path& runner : runners) {
    const std::string name = runner.filename().string();
    if (!is_in(options.shard, name)) continue;
    GENU_ASSIGN(const std::vector<RecordedRun> recorded, runs_of_paths({runner.string()}));
    std::vector<Run> runs;
    for (const RecordedRun& one : recorded)
      if (one.run.is_run()) runs.push_back(one.run);
    std::stable_sort(runs.begin(), runs.end(), [](const Run& left, const Run& right) {
      return std::tie(left.day, left.start) < std::tie(right.day, right.start);
    });
    if (!write_to_stdout(cohort_lines(name, runs))) return output_failed();
  }
  if (std::fflush(stdout) != 0) return output_failed();
  return {};
}

Result<void> write_cohort(const TrainingOptions& options) {
  CohortOptions cohort_options;
  cohort_options.threads = options.threads;
  if (!options.shard.empty()) {
    const std::size_t slash = options.shard.find('/');
    const auto part = parse_number(options.shard.substr(0, slash));
    const auto parts = slash == std::string::npos ? std::nullopt : parse_number(options.shard.substr(slash + 1));
    if (!part || !parts || *part < 0 || *parts < 1 || *part >= *parts || *parts > 1e6 || !is_whole(*part) ||
        !is_whole(*parts))
      return fail(ErrorCode::invalid_input, "write it as 0/4: the first of four parts", "--shard");
    cohort_options.shard = {static_cast<std::uint64_t>(*part), static_cast<std::uint64_t>(*parts)};
  }
  if (options.paths.size() > 1)
    return fail(ErrorCode::invalid_input, "--cohort takes one table or folder at a time", options.paths[1]);
  const std::string path = options.paths.empty() ? "-" : options.paths.front();
  if (fs::is_directory(path)) return cohort_of_folders(path, cohort_options);
  GENU_ASSIGN(const ByteSource source, path == "-" ? standard_input() : file_source(path));
  const Result<CohortCounts> counts = write_cohort_table(source, cohort_options, write_to_stdout);
  const bool flushed = std::fflush(stdout) == 0;
  if (!counts) {
    Error error = counts.error();
    error.where = path + (error.where.empty() ? "" : ":" + error.where);
    return tl::unexpected<Error>(std::move(error));
  }
  if (!flushed) return output_failed();
  if (isatty(STDERR_FILENO) != 0) std::cerr << counts->sessions << " sessions of " << counts->runners << " runners\n";
  return {};
}

}  // namespace

int run_cohort(const TrainingOptions& options) {
  const Result<void> done = write_cohort(options);
  return done ? 0 : report(done.error());
}

}  // namespace genu
