// Imports that run while the page looks on: files arrive in pieces, are read in the background, and leave no copy.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "service/importer.h"

namespace genu {

/// One at a time for each runner. Pieces are kept in a private folder until the import ends; what a crash leaves there
/// is removed at the next start. Safe to call from several threads.
class ImportJobs {
 public:
  enum class Stage : std::uint8_t { idle, receiving, running, done, cancelled, failed };

  struct State {
    Stage stage = Stage::idle;
    std::uint64_t bytes_done = 0;   // received
    std::uint64_t bytes_total = 0;  // of the files that were announced
    ImportState import;
    std::optional<Error> error;  // failed
  };

  /// Called on the import's thread when it has ended, however it did.
  using Finished = std::function<void(const std::string& runner)>;

  /// `folder` is emptied now and made when it is needed; empty: receive() refuses. Everything must outlive the jobs.
  ImportJobs(std::string folder, Store& store, const Clock& clock, NewId new_id, Finished finished);
  ~ImportJobs();  // cancels and waits
  ImportJobs(const ImportJobs&) = delete;
  ImportJobs& operator=(const ImportJobs&) = delete;

  State state(std::string_view runner);

  /// The next piece of the file `name` (its own path, "/" between) of `size` bytes. Pieces come in order: `offset` is
  /// what was received of this file. conflict while an import runs, or for a piece out of order; invalid_input for a
  /// bad name; too_large beyond 16 GB for all files; io.
  Result<State> receive(std::string_view runner, std::string_view name, std::uint64_t offset, std::uint64_t size,
                        std::string_view bytes);

  /// Reads what was received. conflict when one runs, when nothing or not all of a file was received.
  Result<State> start(std::string_view runner);

  /// Stops reading; what was recorded stays. Files that were only received are removed.
  State cancel(std::string_view runner);

 private:
  struct Job;

  Job& job_of(std::string_view runner);
  void run(Job& job);

  std::string folder_;
  Store& store_;
  const Clock& clock_;
  NewId new_id_;
  Finished finished_;
  std::mutex mutex_;  // guards jobs_ and what is in them
  std::map<std::string, std::unique_ptr<Job>, std::less<>> jobs_;
};

const char* name_of(ImportJobs::Stage stage);

}  // namespace genu
