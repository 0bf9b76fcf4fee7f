#include "store/memory_store.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace genu {

Result<void> MemoryStore::add_runner(const Runner& runner) {
  const std::lock_guard lock(mutex_);
  if (!records_.try_emplace(runner.id, Record{runner, {}, {}}).second) {
    return fail(ErrorCode::conflict, "a runner with this id exists already", runner.id);
  }
  return {};
}

Result<std::vector<Runner>> MemoryStore::list_runners() {
  const std::lock_guard lock(mutex_);
  std::vector<Runner> runners;
  for (const auto& [id, record] : records_) runners.push_back(record.runner);
  std::sort(runners.begin(), runners.end(), [](const Runner& left, const Runner& right) {
    return std::tie(left.created, left.id) > std::tie(right.created, right.id);
  });
  return runners;
}

Result<Runner> MemoryStore::read_runner(std::string_view runner) {
  const std::lock_guard lock(mutex_);
  GENU_ASSIGN(const Record* const record, find(records_, runner));
  return record->runner;
}

Result<void> MemoryStore::append_all(std::span<const Entry> entries, std::span<const Original> originals) {
  const std::lock_guard lock(mutex_);
  Records changed = records_;  // all or none
  for (const Original& original : originals) {
    GENU_ASSIGN(Record* const record, find(changed, original.runner));
    if (keep_ == KeepFiles::yes) record->originals.try_emplace(original.id, original);
  }
  for (const Entry& entry : entries) GENU_TRY(insert(changed, entry));
  records_ = std::move(changed);
  return {};
}

Result<void> MemoryStore::insert(Records& records, const Entry& entry) {
  GENU_ASSIGN(Record* const record, find(records, entry.runner));
  std::vector<Entry>& entries = record->entries;
  const auto has = [&entries](const std::string& id) {
    return std::any_of(entries.begin(), entries.end(), [&id](const Entry& other) { return other.id == id; });
  };
  if (has(entry.id)) return fail(ErrorCode::conflict, "an entry with this id exists already", entry.id);
  if (entry.supersedes && !has(*entry.supersedes)) {
    return fail(ErrorCode::not_found, "the entry that this one corrects does not exist", *entry.supersedes);
  }
  const auto place = std::upper_bound(entries.begin(), entries.end(), entry,
                                      [](const Entry& left, const Entry& right) { return left.time < right.time; });
  entries.insert(place, entry);
  return {};
}

Result<Original> MemoryStore::read_original(std::string_view runner, std::string_view id) {
  const std::lock_guard lock(mutex_);
  GENU_ASSIGN(const Record* const record, find(records_, runner));
  const auto found = record->originals.find(id);
  if (found == record->originals.end())
    return fail(ErrorCode::not_found, "the record has no file with this id", std::string(id));
  return found->second;
}

Result<std::vector<Entry>> MemoryStore::list(std::string_view runner, std::optional<EntryKind> kind) {
  const std::lock_guard lock(mutex_);
  GENU_ASSIGN(const Record* const record, find(records_, runner));
  std::vector<Entry> entries;
  std::copy_if(record->entries.begin(), record->entries.end(), std::back_inserter(entries),
               [kind](const Entry& entry) { return !kind || entry.kind == *kind; });
  return entries;
}

Result<void> MemoryStore::erase(std::string_view runner) {
  const std::lock_guard lock(mutex_);
  GENU_TRY(find(records_, runner));
  records_.erase(records_.find(runner));
  return {};
}

Result<MemoryStore::Record*> MemoryStore::find(Records& records, std::string_view runner) {
  const auto found = records.find(runner);
  if (found == records.end()) {
    return fail(ErrorCode::not_found, "there is no runner with this id: list the runners to find the right one",
                std::string(runner));
  }
  return &found->second;
}

}  // namespace genu
