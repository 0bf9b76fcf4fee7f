#include "service/importer.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "service/run_json.h"

namespace genu {
namespace {

constexpr std::int64_t same_start_ms = 120'000;
constexpr double same_share = 0.10;
constexpr double same_distance_m = 100;
constexpr std::size_t batch_entries = 64;
constexpr std::size_t batch_bytes = std::size_t{8} << 20;

bool about_equal(double left, double right, double slack) {
  return std::abs(left - right) <= std::max(slack, same_share * std::max(left, right));
}

bool is_same(const RecordedRun& one, const RecordedRun& other) {
  // The legs of a triathlon stand in one file, some of them short and close together.
  if (!one.file.id.empty() && one.file.id == other.file.id) return one.file.place == other.file.place;
  const Run& left = one.run;
  const Run& right = other.run;
  if (std::abs(left.start.unix_ms - right.start.unix_ms) > same_start_ms) return false;
  if (left.distance_m > 0 && right.distance_m > 0)
    return about_equal(left.distance_m, right.distance_m, same_distance_m);
  return about_equal(left.elapsed_s, right.elapsed_s, 60);
}

// How much a source tells: recorded points before totals, measurements of the stride before none.
int richness(const Run& run) {
  return (run.records > 0 ? 4 : 0) + (run.contact_time_ms ? 2 : 0) + (run.cadence_per_min ? 1 : 0) +
         (run.distance_m > 0 ? 1 : 0);
}

// The richer of two sources, completed from the other; empty when that is the recorded one as it stands.
std::optional<RecordedRun> better_of(const RecordedRun& recorded, const RecordedRun& fresh) {
  const bool fresh_is_richer = richness(fresh.run) > richness(recorded.run);
  RecordedRun better = fresh_is_richer ? fresh : recorded;
  const Run& other = fresh_is_richer ? recorded.run : fresh.run;
  bool is_changed = fresh_is_richer;
  const auto take = [&](std::string Run::*text) {
    if (!(better.run.*text).empty() || (other.*text).empty()) return;
    better.run.*text = other.*text;
    is_changed = true;
  };
  take(&Run::name);
  take(&Run::gear);
  const bool learns_sport = better.run.sport_is_assumed && !other.sport_is_assumed && other.sport != Sport::unknown;
  if (learns_sport) {
    better.run.sport = other.sport;
    better.run.sport_is_assumed = false;
    is_changed = true;
  }
  if (better.run.terrain == Terrain::unknown && other.terrain != Terrain::unknown) {
    better.run.terrain = other.terrain;
    is_changed = true;
  }
  if (better.run.offset_is_estimated && !other.offset_is_estimated) {
    better.run.utc_offset_min = other.utc_offset_min;
    better.run.offset_is_estimated = false;
    better.run.day = other.day;
    is_changed = true;
  }
  return is_changed ? std::optional(std::move(better)) : std::nullopt;
}

class Importer final : public Collector {
 public:
  Importer(Store& store, const std::string& runner, const Clock& clock, const NewId& new_id, const ImportWatcher& watch)
      : store_(store), runner_(runner), clock_(clock), new_id_(new_id), watch_(watch) {}

  Result<void> load() {
    GENU_ASSIGN(const std::vector<Entry> entries, store_.list(runner_, EntryKind::activity));
    GENU_ASSIGN(std::vector<RecordedRun> runs, standing_runs(entries));
    for (RecordedRun& run : runs) known_.emplace(run.run.start.unix_ms, std::move(run));
    return {};
  }

  Result<void> found(Found&& found) override {
    bool keeps_file = false;
    for (std::size_t i = 0; i < found.runs.size(); ++i) {
      RecordedRun fresh{"", std::move(found.runs[i]), {}};
      fresh.file.name = found.path;
      fresh.file.place = found.places[i];
      (found.bytes.empty() ? fresh.file.row : fresh.file.id) = found.id;
      keeps_file = take(std::move(fresh)) || keeps_file;
    }
    if (keeps_file && !found.bytes.empty()) {
      waiting_bytes_ += found.bytes.size();
      originals_.push_back({found.id, runner_, found.path, std::move(found.bytes)});
    }
    if (entries_.size() >= batch_entries || waiting_bytes_ >= batch_bytes) return flush();
    return {};
  }

  void problem(const std::string& path, const std::string& message) override {
    ++state_.problem_count;
    if (state_.problems.size() < most_problems_kept) state_.problems.push_back({path, message});
  }

  bool progress(const CollectProgress& progress) override {
    state_.files_done = progress.files_done;
    state_.files_total = progress.files_total;
    state_.current = progress.current;
    return watch_(state_);
  }

  Result<void> flush() {
    if (entries_.empty()) return {};
    GENU_TRY(store_.append_all(entries_, originals_));
    entries_.clear();
    originals_.clear();
    waiting_bytes_ = 0;
    return {};
  }

  ImportState finish(const CollectReport& report) {
    state_.cancelled = report.cancelled;
    state_.passed_over = report.passed_over;
    return std::move(state_);
  }

 private:
  using Known = std::multimap<std::int64_t, RecordedRun>;  // by start

  Known::iterator find_same(const RecordedRun& fresh) {
    const std::int64_t start = fresh.run.start.unix_ms;
    const auto end = known_.upper_bound(start + same_start_ms);
    const auto same = std::find_if(known_.lower_bound(start - same_start_ms), end,
                                   [&](const Known::value_type& known) { return is_same(known.second, fresh); });
    return same == end ? known_.end() : same;
  }

  // True when an entry was made that refers to the file.
  bool take(RecordedRun fresh) {
    const auto same = find_same(fresh);
    if (same == known_.end()) {
      ++(fresh.run.is_run() ? state_.runs_added : state_.others_added);
      append(fresh, std::nullopt);
      known_.emplace(fresh.run.start.unix_ms, std::move(fresh));
      return true;
    }
    std::optional<RecordedRun> better = better_of(same->second, fresh);
    if (!better) {
      ++state_.already_recorded;
      return false;
    }
    ++state_.improved;
    const bool refers_to_file = better->file.id == fresh.file.id;
    append(*better, same->second.entry);
    known_.erase(same);
    known_.emplace(better->run.start.unix_ms, std::move(*better));
    return refers_to_file;
  }

  void append(RecordedRun& run, std::optional<std::string> supersedes) {
    Entry entry;
    entry.id = new_id_();
    entry.runner = runner_;
    entry.kind = EntryKind::activity;
    entry.time = clock_.now();
    entry.author = Author::runner;
    entry.body = run_body(run.run, run.file);
    entry.supersedes = std::move(supersedes);
    run.entry = entry.id;
    entries_.push_back(std::move(entry));
  }

  Store& store_;
  const std::string& runner_;
  const Clock& clock_;
  const NewId& new_id_;
  const ImportWatcher& watch_;
  ImportState state_;
  Known known_;
  std::vector<Entry> entries_;
  std::vector<Original> originals_;
  std::size_t waiting_bytes_ = 0;
};

}  // namespace

Result<ImportState> import_activities(Store& store, const std::string& runner, const std::vector<std::string>& paths,
                                      unsigned threads, const Clock& clock, const NewId& new_id,
                                      const ImportWatcher& watch) {
  Importer importer(store, runner, clock, new_id, watch);
  GENU_TRY(importer.load());
  const Result<CollectReport> report = collect(paths, threads, importer);
  GENU_TRY(importer.flush());  // what was read before an error stays
  if (!report) return tl::unexpected<Error>(report.error());
  return importer.finish(*report);
}

}  // namespace genu
