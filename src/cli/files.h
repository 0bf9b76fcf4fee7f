// Files and the terminal, for the commands that read training files.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "import/byte_source.h"
#include "service/importer.h"
#include "service/run_json.h"
#include "service/text_report.h"

namespace genu {

/// Colours on a terminal only, and not where NO_COLOR is set.
TextStyle terminal_style();

Result<ByteSource> file_source(const std::string& path);

/// The activities of files, folders and exports, each once, without keeping a record. Progress and problems go to
/// standard error.
Result<std::vector<RecordedRun>> runs_of_paths(const std::vector<std::string>& paths);

/// A line that rewrites itself while files are read; nothing when standard error is no terminal.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();  // takes the line away
  void show(const ImportState& state);

 private:
  bool is_terminal_ = false;
  bool is_shown_ = false;
  std::int64_t last_shown_ms_ = 0;
};

/// What went wrong with single files, one line each on standard error.
void print_problems(const ImportState& state);

/// True after the first Ctrl-C; a second one ends the program at once. Call once, before long work.
void watch_for_interrupt();
bool was_interrupted();

}  // namespace genu
