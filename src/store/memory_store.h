// Records in memory: the store of tests, and of those who want nothing kept.
#pragma once

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
class MemoryStore final : public Store {
 public:
  Result<void> add_runner(const Runner& runner) override;
  Result<std::vector<Runner>> list_runners() override;
  Result<Runner> read_runner(std::string_view runner) override;
  Result<void> append(const Entry& entry) override;
  Result<std::vector<Entry>> list(std::string_view runner, std::optional<EntryKind> kind) override;
  Result<void> erase(std::string_view runner) override;

 private:
  struct Record {
    Runner runner;
    std::vector<Entry> entries;  // in the order of time, then of arrival
  };

  Result<Record*> find(std::string_view runner);

  std::mutex mutex_;  // guards records_
  std::map<std::string, Record, std::less<>> records_;
};

}  // namespace genu
