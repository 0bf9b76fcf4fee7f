#include "cli/files.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "cli/system.h"
#include "store/memory_store.h"

namespace genu {
namespace {

volatile std::sig_atomic_t interrupted = 0;

void note_interrupt(int) { interrupted = 1; }

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

Result<std::ifstream> open_file(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return fail(ErrorCode::not_found, "there is no such file", path);
  if (std::filesystem::is_directory(path, error))
    return fail(ErrorCode::invalid_input, "is a folder, not a file", path);
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(ErrorCode::io, "cannot be read", path);
  return file;
}

}  // namespace

TextStyle terminal_style() {
  TextStyle style;
  const char* no_color = std::getenv("NO_COLOR");
  style.color = isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0');
  return style;
}

Result<ByteSource> file_source(const std::string& path) {
  GENU_ASSIGN(std::ifstream file, open_file(path));
  return ByteSource(
      [file = std::make_shared<std::ifstream>(std::move(file))](char* into, std::size_t size) -> Result<std::size_t> {
        file->read(into, static_cast<std::streamsize>(size));
        if (file->bad()) return fail(ErrorCode::io, "the file cannot be read to its end");
        return static_cast<std::size_t>(file->gcount());
      });
}

Result<std::vector<RecordedRun>> runs_of_paths(const std::vector<std::string>& paths) {
  MemoryStore store(KeepFiles::no);
  SystemClock clock;
  SystemEntropy entropy;
  const NewId new_id = [&] {
    unsigned char random[10];
    entropy.fill(random);
    return make_id(clock.now(), random);
  };
  const std::string nobody = new_id();
  GENU_TRY(store.add_runner({nobody, "", clock.now()}));
  Result<ImportState> imported = ImportState();
  {
    ProgressLine line;
    imported = import_activities(store, nobody, paths, 2, clock, new_id, [&](const ImportState& state) {
      line.show(state);
      return true;
    });
  }
  if (!imported) return tl::unexpected<Error>(std::move(imported.error()));
  print_problems(*imported);
  GENU_ASSIGN(const std::vector<Entry> entries, store.list(nobody, EntryKind::activity));
  return standing_runs(entries);
}

ProgressLine::ProgressLine() : is_terminal_(isatty(STDERR_FILENO) != 0) {}

ProgressLine::~ProgressLine() {
  if (is_shown_) std::cerr << "\r\x1B[K" << std::flush;
}

void ProgressLine::show(const ImportState& state) {
  constexpr std::int64_t interval_ms = 80;
  constexpr std::size_t bar_columns = 24;
  if (!is_terminal_ || steady_ms() - last_shown_ms_ < interval_ms) return;
  last_shown_ms_ = steady_ms();
  is_shown_ = true;
  const double share =
      state.files_total > 0 ? static_cast<double>(state.files_done) / static_cast<double>(state.files_total) : 0;
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(bar_columns));
  std::string name = state.current;
  if (name.size() > 34) name = "..." + name.substr(name.size() - 31);
  std::cerr << fmt::format("\r\x1B[K[{}{}] {}/{} files, {} runs  {}", std::string(filled, '#'),
                           std::string(bar_columns - filled, '.'), state.files_done, state.files_total,
                           state.runs_added, name)
            << std::flush;
}

void print_problems(const ImportState& state) {
  constexpr std::size_t most_lines = 20;
  for (std::size_t i = 0; i < std::min(state.problems.size(), most_lines); ++i)
    std::cerr << "genu: " << state.problems[i].where << ": " << state.problems[i].message << '\n';
  if (state.problem_count > most_lines) std::cerr << "genu: and " << state.problem_count - most_lines << " more\n";
}

void watch_for_interrupt() {
  struct sigaction action = {};
  action.sa_handler = note_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
}

bool was_interrupted() { return interrupted != 0; }

}  // namespace genu
