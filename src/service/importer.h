// Training files into a runner's record, each activity once.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/time.h"
#include "import/activities/collect.h"
#include "record/entry.h"
#include "store/store.h"

namespace genu {

struct ImportProblem {
  std::string where;  // the file
  std::string message;
};

/// How far an import is, and at its end what it did.
struct ImportState {
  std::size_t files_done = 0;
  std::size_t files_total = 0;  // as far as known
  std::string current;
  std::size_t runs_added = 0;
  std::size_t others_added = 0;      // rides, swims, walks: kept apart
  std::size_t already_recorded = 0;  // the same file again, or the same activity from another source
  std::size_t improved = 0;          // of those recorded: a source that tells more took the place of one that told less
  std::size_t passed_over = 0;       // files of another kind (a watch's monitoring, courses)
  std::size_t problem_count = 0;
  std::vector<ImportProblem> problems;  // the first 200
  bool cancelled = false;
};

inline constexpr std::size_t most_problems_kept = 200;

/// Ids for new entries.
using NewId = std::function<std::string()>;

/// Called after every file with what is so far; false cancels. What was recorded stays.
using ImportWatcher = std::function<bool(const ImportState&)>;

/// Reads files, folders and exports (see collect.h) and appends what is new, in batches: each batch is recorded as a
/// whole, so that an import that was killed can simply be run again. Originals are kept byte for byte.
///
/// An activity is the same as a recorded one when it starts within two minutes of it and its distance is within a tenth
/// (or 100 m), or, where one has no distance, its duration within a tenth. Of two sources that with more in it stands
/// (positions and measurements before totals); name and shoes are taken from the other where it has none. The rule is
/// an estimate: sources differ by some seconds and by how they cut pauses.
///
/// Errors: those of the store and of paths that cannot be opened. Memory: the record's runs (some kB each) and about
/// 80 MB.
Result<ImportState> import_activities(Store& store, const std::string& runner, const std::vector<std::string>& paths,
                                      unsigned threads, const Clock& clock, const NewId& new_id,
                                      const ImportWatcher& watch);

}  // namespace genu
