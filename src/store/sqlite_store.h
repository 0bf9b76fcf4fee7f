// Records in one SQLite file; schema.cpp has its tables.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/sqlite.h"
#include "store/store.h"

namespace genu {

/// An entry's id is unique among the entries of its runner. `supersedes` must name one of them, else `append` fails
/// with not_found. Several processes may use one file at the same time; a writer waits for another up to
/// `patience`.
class SqliteStore final : public Store {
 public:
  /// Opens the file, or makes it (mode 0600) with its folder (mode 0700), and brings an older schema up to date.
  /// Fails, and leaves the file as it is, with `corrupt` when it is damaged, with `conflict` when it belongs to another
  /// program or to a newer genu, with `io` when the disk does not let us.
  static Result<std::unique_ptr<SqliteStore>> open(const std::string& path,
                                                   std::chrono::milliseconds patience = std::chrono::seconds(5));

  Result<void> add_runner(const Runner& runner) override;
  Result<std::vector<Runner>> list_runners() override;
  Result<Runner> read_runner(std::string_view runner) override;
  Result<void> append_all(std::span<const Entry> entries, std::span<const Original> originals) override;
  Result<Original> read_original(std::string_view runner, std::string_view id) override;
  Result<std::vector<Entry>> list(std::string_view runner, std::optional<EntryKind> kind) override;

  /// When another program holds the file open in the middle of a read, the rows are gone but their bytes may be left:
  /// the error says so, and the next open or erase finishes the job.
  Result<void> erase(std::string_view runner) override;

 private:
  explicit SqliteStore(sqlite::Database database) : database_(std::move(database)) {}

  Result<void> insert(const Entry& entry);
  Result<void> insert(const Original& original);
  Result<Runner> find_runner(std::string_view runner);
  Result<void> scrub();

  std::mutex mutex_;  // guards database_
  sqlite::Database database_;
};

}  // namespace genu
