#include "service/import_jobs.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

namespace genu {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_received_bytes = std::uint64_t{16} << 30;
constexpr std::size_t longest_name_bytes = 1024;
constexpr unsigned decoding_threads = 2;

// A relative path without "..": it becomes a path below the runner's folder, so that an export that was dropped as a
// folder keeps its shape.
bool is_safe_name(std::string_view name) {
  if (name.empty() || name.size() > longest_name_bytes || name.front() == '/') return false;
  if (name.find_first_of(std::string_view("\\\0", 2)) != std::string_view::npos) return false;
  const fs::path path(name);
  return std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".." || part == "."; });
}

}  // namespace

struct ImportJobs::Job {
  std::string runner;
  std::string folder;
  State state;
  std::string open_name;  // of the file that is being received
  std::uint64_t open_size = 0;
  std::uint64_t open_received = 0;
  bool wants_cancel = false;
  std::thread thread;

  void take_back_open_file() {
    state.bytes_total -= open_size;
    state.bytes_done -= open_received;
    open_size = open_received = 0;
  }
  bool is_running() const { return state.stage == Stage::running; }
  void forget_files() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    open_name.clear();
    open_size = open_received = 0;
  }
};

const char* name_of(ImportJobs::Stage stage) {
  switch (stage) {
    case ImportJobs::Stage::idle: return "idle";
    case ImportJobs::Stage::receiving: return "receiving";
    case ImportJobs::Stage::running: return "running";
    case ImportJobs::Stage::done: return "done";
    case ImportJobs::Stage::cancelled: return "cancelled";
    case ImportJobs::Stage::failed: return "failed";
  }
  return "";
}

ImportJobs::ImportJobs(std::string folder, Store& store, const Clock& clock, NewId new_id, Finished finished)
    : folder_(std::move(folder)),
      store_(store),
      clock_(clock),
      new_id_(std::move(new_id)),
      finished_(std::move(finished)) {
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

ImportJobs::~ImportJobs() {
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [runner, job] : jobs_) job->wants_cancel = true;
  }
  for (const auto& [runner, job] : jobs_)
    if (job->thread.joinable()) job->thread.join();
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

ImportJobs::Job& ImportJobs::job_of(std::string_view runner) {
  const auto found = jobs_.find(runner);
  if (found != jobs_.end()) return *found->second;
  auto job = std::make_unique<Job>();
  job->runner = std::string(runner);
  job->folder = folder_ + "/" + job->runner;
  return *jobs_.emplace(job->runner, std::move(job)).first->second;
}

ImportJobs::State ImportJobs::state(std::string_view runner) {
  const std::lock_guard lock(mutex_);
  return job_of(runner).state;
}

Result<ImportJobs::State> ImportJobs::receive(std::string_view runner, std::string_view name, std::uint64_t offset,
                                              std::uint64_t size, std::string_view bytes) {
  if (folder_.empty()) return fail(ErrorCode::invalid_input, "this program takes no files this way: use genu import");
  if (!is_safe_name(name))
    return fail(ErrorCode::invalid_input, "must be the name of a file, without .. in it", "name");
  if (offset > size || bytes.size() > size - offset)
    return fail(ErrorCode::invalid_input, "offset and bytes must lie within size", "offset");
  const std::lock_guard lock(mutex_);
  Job& job = job_of(runner);
  if (job.is_running()) return fail(ErrorCode::conflict, "an import is running: wait for it, or cancel it");
  const bool is_new = offset == 0;
  const bool goes_on = name == job.open_name && offset == job.open_received && size == job.open_size;
  if (!is_new && !goes_on)
    return fail(ErrorCode::conflict, "this piece does not follow the last one: send the file again from its start");
  if (job.state.stage != Stage::receiving) {
    job.forget_files();
    job.state = {};
    job.state.stage = Stage::receiving;
  }
  if (is_new) {
    if (name == job.open_name) job.take_back_open_file();  // sent again from its start
    if (job.state.bytes_total + size > most_received_bytes)
      return fail(ErrorCode::too_large, "more than 16 GB at once: import it in parts, or use genu import");
    job.open_name = std::string(name);
    job.open_size = size;
    job.open_received = 0;
    job.state.bytes_total += size;
  }
  const fs::path path = fs::path(job.folder) / fs::path(name);
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  fs::permissions(folder_, fs::perms::owner_all, error);
  std::ofstream file(path, std::ios::binary | (is_new ? std::ios::trunc : std::ios::app));
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) return fail(ErrorCode::io, "the piece cannot be kept: is the disk full?", folder_);
  job.open_received += bytes.size();
  job.state.bytes_done += bytes.size();
  return job.state;
}

Result<ImportJobs::State> ImportJobs::start(std::string_view runner) {
  const std::lock_guard lock(mutex_);
  Job& job = job_of(runner);
  if (job.is_running()) return fail(ErrorCode::conflict, "an import is running already");
  if (job.state.stage != Stage::receiving) return fail(ErrorCode::conflict, "send the files first");
  if (job.open_received != job.open_size)
    return fail(ErrorCode::conflict, "not all of the file has arrived: send the rest first", job.open_name);
  if (job.thread.joinable()) job.thread.join();  // of an earlier import, which has ended
  job.wants_cancel = false;
  job.state.stage = Stage::running;
  job.thread = std::thread([this, &job] { run(job); });
  return job.state;
}

ImportJobs::State ImportJobs::cancel(std::string_view runner) {
  const std::lock_guard lock(mutex_);
  Job& job = job_of(runner);
  if (job.is_running()) {
    job.wants_cancel = true;
  } else if (job.state.stage == Stage::receiving) {
    job.forget_files();
    job.state.stage = Stage::cancelled;
  }
  return job.state;
}

void ImportJobs::run(Job& job) {
  // Each thing that was dropped is a path of its own; a dropped folder is one.
  std::vector<std::string> paths;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(job.folder, error)) paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());

  const auto watch = [&](const ImportState& state) {
    const std::lock_guard lock(mutex_);
    job.state.import = state;
    return !job.wants_cancel;
  };
  Result<ImportState> imported = import_activities(store_, job.runner, paths, decoding_threads, clock_, new_id_, watch);
  finished_(job.runner);
  const std::lock_guard lock(mutex_);
  job.forget_files();
  if (imported) {
    job.state.import = std::move(*imported);
    job.state.stage = job.state.import.cancelled ? Stage::cancelled : Stage::done;
  } else {
    job.state.error = std::move(imported.error());
    job.state.stage = Stage::failed;
  }
}

}  // namespace genu
