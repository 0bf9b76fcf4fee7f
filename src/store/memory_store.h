// Records in memory: the store of tests, and of those who want nothing kept.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace genu {

/// Behaves as SqliteStore does, except that nothing outlives the object.
enum class KeepFiles : std::uint8_t { no, yes };

class MemoryStore final : public Store {
 public:
  explicit MemoryStore(KeepFiles keep = KeepFiles::yes) : keep_(keep) {}

  Result<void> add_runner(const Runner& runner) override;
  Result<std::vector<Runner>> list_runners() override;
  Result<Runner> read_runner(std::string_view runner) override;
  Result<void> append_all(std::span<const Entry> entries, std::span<const Original> originals) override;
  Result<Original> read_original(std::string_view runner, std::string_view id) override;
  Result<std::vector<Entry>> list(std::string_view runner, std::optional<EntryKind> kind) override;
  Result<void> erase(std::string_view runner) override;

 private:
  struct Record {
    Runner runner;
    std::vector<Entry> entries;  // in the order of time, then of arrival
    std::map<std::string, Original, std::less<>> originals;
  };
  using Records = std::map<std::string, Record, std::less<>>;

  static Result<Record*> find(Records& records, std::string_view runner);
  static Result<void> insert(Records& records, const Entry& entry);

  const KeepFiles keep_;
  std::mutex mutex_;  // guards records_
  Records records_;
};

}  // namespace genu
