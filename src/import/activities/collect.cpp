#include "import/activities/collect.h"

#include <sodium.h>

#include <algorithm>
#include <cctype>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "import/activities/reader.h"
#include "import/apple/apple_health.h"
#include "import/archive/archive.h"
#include "import/exports/garmin.h"
#include "import/exports/strava.h"

namespace genu {
namespace {

constexpr std::size_t waiting_bytes = std::size_t{32} << 20;  // files that were read and not yet decoded

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return result;
}

bool is_activity_name(std::string_view path) {
  std::string name = lower(path);
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  return name.ends_with(".fit") || name.ends_with(".tcx") || name.ends_with(".gpx");
}

bool is_planned_route(std::string_view path) {
  const std::string name = lower(path);
  return name.starts_with("routes/") || name.find("/routes/") != std::string::npos;
}

std::string hash_of(std::string_view bytes) {
  unsigned char hash[crypto_generichash_BYTES];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
  char hex[2 * sizeof hash + 1];
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return hex;
}

// What the index files of one path say, gathered before its activities are read.
struct Index {
  StravaTable strava;
  std::vector<GarminRow> garmin;
  std::vector<AppleWorkout> apple;
  std::vector<bool> strava_seen;
  std::vector<bool> garmin_seen;
  std::vector<bool> apple_seen;
  std::size_t files = 0;
};

bool is_named_by(std::string_view path, std::string_view filename) {
  return !filename.empty() && path.ends_with(filename) &&
         (path.size() == filename.size() || path[path.size() - filename.size() - 1] == '/');
}

// A fixed crew that decodes; results come back in the order in which the work was given.
class Crew {
 public:
  explicit Crew(unsigned size) {
    for (unsigned i = 0; i < std::max(size, 1U); ++i) threads_.emplace_back([this] { work(); });
  }
  ~Crew() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    there_is_work_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  std::future<Found> give(std::packaged_task<Found()> task) {
    std::future<Found> result = task.get_future();
    {
      const std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    there_is_work_.notify_one();
    return result;
  }

 private:
  void work() {
    while (true) {
      std::unique_lock lock(mutex_);
      there_is_work_.wait(lock, [this] { return ended_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      std::packaged_task<Found()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
    }
  }

  std::mutex mutex_;
  std::condition_variable there_is_work_;
  std::deque<std::packaged_task<Found()>> tasks_;
  std::vector<std::thread> threads_;
  bool ended_ = false;
};

void add_activity(Found& found, std::size_t place, const Activity& activity) {
  if (auto run = understand(activity)) {
    found.runs.push_back(std::move(*run));
    found.places.push_back(place);
  } else {
    found.warnings.push_back(activity.warnings.empty() ? "it has no date, so it has no place in the history"
                                                       : activity.warnings.front());
  }
}

Found row_of(const std::string& path, const Activity& activity) {
  Found found;
  found.path = path;
  found.format = activity.format;
  const std::string identity = activity.format + "|" + (activity.start ? to_iso8601(*activity.start) : "") + "|" +
                               std::to_string(activity.stated.distance_m.value_or(0)) + "|" + activity.name;
  found.id = hash_of(identity);
  add_activity(found, 0, activity);
  return found;
}

class Collection {
 public:
  Collection(unsigned threads, Collector& collector) : collector_(collector), crew_(threads) {}

  Result<CollectReport> run(const std::vector<std::string>& paths) {
    std::vector<Index> indices;
    for (const std::string& path : paths) {
      GENU_ASSIGN(Index index, read_index(path));
      progress_.files_total += index.files;
      indices.push_back(std::move(index));
    }
    for (std::size_t i = 0; i < paths.size() && !report_.cancelled; ++i) GENU_TRY(read_path(paths[i], indices[i]));
    if (error_) return tl::unexpected<Error>(*error_);
    return report_;
  }

 private:
  struct Waiting {
    std::string path;
    std::size_t bytes = 0;
    std::future<Found> result;
  };

  // The first walk: tables only; everything else is counted by its name.
  Result<Index> read_index(const std::string& path) {
    Index index;
    const auto want = [&](const ArchiveMember& member) {
      if (is_activity_name(member.path) && !is_planned_route(member.path)) ++index.files;
      if (member.is_archive) return false;
      return is_strava_table(member.path) || is_garmin_summary(member.path) || lower(member.path).ends_with(".xml");
    };
    const auto take = [&](const ArchiveMember& member, const ByteSource& source) {
      if (is_strava_table(member.path)) {
        read_strava(member.path, source, index);
      } else if (is_garmin_summary(member.path)) {
        read_garmin(member.path, source, index);
      } else {
        read_apple(member.path, source, index);
      }
      return true;
    };
    GENU_TRY(walk_archive(path, want, take));
    index.strava_seen.resize(index.strava.rows.size());
    index.garmin_seen.resize(index.garmin.size());
    index.apple_seen.resize(index.apple.size());
    return index;
  }

  void read_strava(const std::string& path, const ByteSource& source, Index& index) {
    Result<StravaTable> table = read_strava_table(source);
    if (!table) {
      collector_.problem(path, table.error().text());
      return;
    }
    for (const std::string& warning : table->warnings) collector_.problem(path, warning);
    index.strava = std::move(*table);
  }

  void read_garmin(const std::string& path, const ByteSource& source, Index& index) {
    Result<Salvaged> text = read_all(source, largest_garmin_summary_bytes);
    Result<GarminSummary> summary =
        text ? read_garmin_summary(text->bytes) : tl::unexpected<Error>(std::move(text.error()));
    if (!summary) {
      collector_.problem(path, summary.error().text());
      return;
    }
    for (const std::string& warning : summary->warnings) collector_.problem(path, warning);
    std::move(summary->rows.begin(), summary->rows.end(), std::back_inserter(index.garmin));
  }

  void read_apple(const std::string& path, const ByteSource& source, Index& index) {
    constexpr std::size_t looked_at_bytes = 64 * 1024;
    Result<std::string> start = read_start(source, looked_at_bytes);
    if (!start || !looks_like_apple_export(*start)) return;
    const auto keep = [&](AppleWorkout&& workout) { index.apple.push_back(std::move(workout)); };
    const Result<AppleExport> read = read_apple_export(continue_from(std::move(*start), source), keep);
    if (!read) {
      collector_.problem(path, read.error().text());
      return;
    }
    for (const std::string& warning : read->warnings) collector_.problem(path, warning);
  }

  // The second walk: the activities.
  Result<void> read_path(const std::string& path, Index& index) {
    std::error_code ignored;
    const bool is_file = std::filesystem::is_regular_file(path, ignored);
    const std::string own_name = std::filesystem::path(path).filename().string();
    is_one_file_ = is_file;
    const auto want = [&](const ArchiveMember& member) {
      if (member.is_archive || member.path != own_name) is_one_file_ = false;
      return member.is_archive || (is_activity_name(member.path) && !is_planned_route(member.path)) ||
             (is_one_file_ && index.apple.empty() && index.strava.rows.empty() && index.garmin.empty());
    };
    const auto take = [&](const ArchiveMember& member, const ByteSource& source) {
      return take_member(member, source, index);
    };
    const Result<ArchiveReport> walked = walk_archive(path, want, take);
    // Also when the walk failed: what was taken before is good, and what still waits looks at the index.
    while (!waiting_.empty() && !error_ && !report_.cancelled) give_oldest(index);
    for (const Waiting& left : waiting_) left.result.wait();
    waiting_.clear();
    waiting_bytes_ = 0;
    if (!walked) return tl::unexpected<Error>(walked.error());
    for (const std::string& warning : walked->warnings) collector_.problem(path, warning);
    if (!report_.cancelled && !error_) give_rows(path, index);
    if (error_) return tl::unexpected<Error>(*error_);
    return {};
  }

  bool take_member(const ArchiveMember& member, const ByteSource& source, Index& index) {
    progress_.current = member.path;
    ++report_.files;
    Result<Salvaged> read = read_all(source, largest_activity_bytes);
    if (!read) {
      collector_.problem(member.path, read.error().text());
      return true;
    }
    if (!read->warning.empty()) collector_.problem(member.path, read->warning);
    const AppleWorkout* workout = workout_of(member.path, index);
    const std::size_t size = read->bytes.size();
    std::packaged_task<Found()> task([path = member.path, bytes = std::move(read->bytes), &index, workout]() mutable {
      return decode(std::move(path), std::move(bytes), index, workout);
    });
    waiting_.push_back({member.path, size, crew_.give(std::move(task))});
    waiting_bytes_ += size;
    while (
        !error_ && !report_.cancelled &&
        (waiting_bytes_ > waiting_bytes ||
         (!waiting_.empty() && waiting_.front().result.wait_for(std::chrono::seconds(0)) == std::future_status::ready)))
      give_oldest(index);
    return !error_ && !report_.cancelled;
  }

  static const AppleWorkout* workout_of(std::string_view path, Index& index) {
    for (std::size_t i = 0; i < index.apple.size(); ++i)
      if (!index.apple[i].route.empty() && is_route_file(path, index.apple[i].route)) {
        index.apple_seen[i] = true;
        return &index.apple[i];
      }
    return nullptr;
  }

  // Runs on the crew, and only reads the index.
  static Found decode(std::string path, std::string bytes, const Index& index, const AppleWorkout* workout) {
    Found found;
    found.path = std::move(path);
    found.id = hash_of(bytes);
    if (workout != nullptr) {
      AppleWorkout joined = *workout;
      const Result<void> merged = merge_route(joined, bytes);
      if (!merged) found.warnings.push_back(merged.error().text());
      found.format = joined.activity.format;
      add_activity(found, 0, joined.activity);
    } else if (Result<Decoded> decoded = read_activity(bytes)) {
      found.format = decoded->format;
      found.is_activity = !decoded->activities.empty();
      found.warnings = std::move(decoded->warnings);
      for (std::size_t i = 0; i < decoded->activities.size(); ++i) {
        Activity& activity = decoded->activities[i];
        for (const StravaRow& row : index.strava.rows)
          if (is_named_by(found.path, row.filename)) complete(activity, row);
        if (activity.start)
          if (const GarminRow* row = find_by_start(index.garmin, *activity.start)) complete(activity, *row);
        add_activity(found, i, activity);
      }
    } else {
      found.warnings.push_back(decoded.error().text());
    }
    found.bytes = std::move(bytes);
    return found;
  }

  void give_oldest(Index& index) {
    Waiting oldest = std::move(waiting_.front());
    waiting_.pop_front();
    waiting_bytes_ -= oldest.bytes;
    Found found = oldest.result.get();
    mark_seen(found, index);
    const bool is_other_kind = !found.is_activity && !is_one_file_;
    if (is_other_kind) ++report_.passed_over;
    if (!is_other_kind)
      for (const std::string& warning : found.warnings) collector_.problem(found.path, warning);
    give(std::move(found));
  }

  static void mark_seen(const Found& found, Index& index) {
    for (std::size_t i = 0; i < index.strava.rows.size(); ++i)
      if (!found.runs.empty() && is_named_by(found.path, index.strava.rows[i].filename)) index.strava_seen[i] = true;
    for (const Run& run : found.runs)
      if (const GarminRow* row = find_by_start(index.garmin, run.start))
        index.garmin_seen[static_cast<std::size_t>(row - index.garmin.data())] = true;
  }

  void give(Found&& found) {
    ++progress_.files_done;
    progress_.files_total = std::max(progress_.files_total, progress_.files_done);
    if (!found.runs.empty()) {
      if (Result<void> taken = collector_.found(std::move(found)); !taken) {
        error_ = std::move(taken.error());
        return;
      }
    }
    if (!collector_.progress(progress_)) report_.cancelled = true;
  }

  void give_row(const std::string& path, const Activity& activity) {
    Found found = row_of(path, activity);
    for (const std::string& warning : found.warnings) collector_.problem(path, warning);
    if (!found.runs.empty())
      if (Result<void> taken = collector_.found(std::move(found)); !taken) error_ = std::move(taken.error());
  }

  void give_rows(const std::string& folder, const Index& index) {
    const std::string path = std::filesystem::path(folder).filename().string();  // where it lies is nobody's business
    for (std::size_t i = 0; i < index.strava.rows.size() && !error_; ++i) {
      const StravaRow& row = index.strava.rows[i];
      if (index.strava_seen[i]) continue;
      if (!row.filename.empty())
        collector_.problem(path,
                           row.filename + ": the file is missing or cannot be read; its row in activities.csv is used");
      give_row(path + "/activities.csv", activity_of(row));
    }
    for (std::size_t i = 0; i < index.garmin.size() && !error_; ++i)
      if (!index.garmin_seen[i]) give_row(path + "/summarizedActivities.json", activity_of(index.garmin[i]));
    for (std::size_t i = 0; i < index.apple.size() && !error_; ++i)
      if (!index.apple_seen[i]) give_row(path + "/export.xml", index.apple[i].activity);
  }

  Collector& collector_;
  CollectProgress progress_;
  CollectReport report_;
  bool is_one_file_ = false;  // the path was named itself: nothing of it is passed over in silence
  std::optional<Error> error_;
  std::deque<Waiting> waiting_;
  std::size_t waiting_bytes_ = 0;
  Crew crew_;  // last: it ends before what its tasks look at
};

}  // namespace

Result<CollectReport> collect(const std::vector<std::string>& paths, unsigned threads, Collector& collector) {
  if (sodium_init() < 0) return fail(ErrorCode::io, "the library for hashing does not start");
  return Collection(threads, collector).run(paths);
}

}  // namespace genu
