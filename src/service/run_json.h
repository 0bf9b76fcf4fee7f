// Runs as the record keeps them and as the interface gives them.
#pragma once

#include <string>
#include <vector>

#include "record/entry.h"
#include "service/views.h"
#include "training/run.h"

namespace genu {

/// The file an activity was read from, and which of its activities it is.
struct RunFile {
  std::string id;  // of the Original; empty for a row of an export, which has no file
  std::string name;
  std::string row;  // of a row of an export: the hash of what it says
  std::size_t place = 0;
};

/// A run of the record: the body of an `activity` entry.
struct RecordedRun {
  std::string entry;
  Run run;
  RunFile file;
};

/// The body of an entry: {"run": {...}, "file": {...}}. Everything of the run is kept; absent is absent.
std::string run_body(const Run& run, const RunFile& file);

/// The inverse. corrupt when it is not such a body.
Result<RecordedRun> read_run_body(const Entry& entry);

/// The runs of a record as they stand: what was superseded is left out. By start.
Result<std::vector<RecordedRun>> standing_runs(const std::vector<Entry>& entries);

}  // namespace genu
