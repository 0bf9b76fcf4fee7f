// Where records are kept. Few verbs; every one is atomic, and what `append` acknowledged survives the death of the
// process at any later moment.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/entry.h"

namespace genu {

/// Safe to call from several threads.
class Store {
 public:
  virtual ~Store() = default;

  /// Fails with `conflict` when the id exists.
  virtual Result<void> add_runner(const Runner& runner) = 0;
  virtual Result<std::vector<Runner>> list_runners() = 0;           // newest first
  virtual Result<Runner> read_runner(std::string_view runner) = 0;  // not_found

  /// Durable when it returns. Ids are unique among the entries of a runner. Fails with `not_found` for an unknown
  /// runner or when `supersedes` names none of the runner's entries, with `conflict` for an id that exists.
  Result<void> append(const Entry& entry) { return append_all({&entry, 1}, {}); }

  /// All of them, or none. Originals that the runner has already (the same id) are left as they are.
  virtual Result<void> append_all(std::span<const Entry> entries, std::span<const Original> originals) = 0;

  /// The runner's entries, oldest first; of one kind when it is given. not_found for an unknown runner.
  virtual Result<std::vector<Entry>> list(std::string_view runner, std::optional<EntryKind> kind = {}) = 0;

  /// not_found when the runner has no file with this id.
  virtual Result<Original> read_original(std::string_view runner, std::string_view id) = 0;

  /// Removes the runner with every entry and file so that nothing of them is left in the database files. not_found.
  virtual Result<void> erase(std::string_view runner) = 0;
};

}  // namespace genu
