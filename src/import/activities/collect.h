// Everything that a runner's files tell: files, folders, and the exports of Strava, Garmin and Apple Health, whose
// tables name what the single files do not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "training/activity.h"
#include "training/run.h"

namespace genu {

/// One file with the activities in it, or one row of an export that has no file.
struct Found {
  std::string path;   // "export.zip/activities/1.fit.gz"; for a row, the table's
  std::string id;     // hash of the bytes, 64 hexadecimal digits; of the row's content, when there is no file
  std::string bytes;  // as found, packed or not; empty for a row
  std::string format;
  std::vector<Run> runs;              // of all sports, in the order of the file; without those that have no day
  std::vector<std::size_t> places;    // which activity of the file each of `runs` is
  std::vector<std::string> warnings;  // about the file
  bool is_activity = true;  // false: a file of another kind (monitoring, a course), with a warning that says so
};

struct CollectProgress {
  std::size_t files_done = 0;
  std::size_t files_total = 0;  // as far as known: what lies in nested archives is added when they are opened
  std::string current;
};

/// Takes what was found, on the thread that called collect(), in the order of the archive.
class Collector {
 public:
  virtual ~Collector() = default;
  /// An error ends the collection.
  virtual Result<void> found(Found&& found) = 0;
  /// A file that could not be read, or not wholly: the others go on.
  virtual void problem(const std::string& path, const std::string& message) = 0;
  /// False cancels.
  virtual bool progress(const CollectProgress& progress) = 0;
};

struct CollectReport {
  std::size_t files = 0;        // activity files seen
  std::size_t passed_over = 0;  // of these, of another kind: a watch's monitoring, courses, settings
  bool cancelled = false;
};

/// Reads each path: an activity file, a folder, a zip (also one with zips in it). Names, gear and corrected sports come
/// from Strava's activities.csv and Garmin's summaries, routes of Apple's workouts are joined with them; what stands in
/// those tables without a file is given as a row. Files in archives and folders that are no activities (pictures, other
/// tables, Strava's planned routes) are passed over; a path that was named itself and is none is an error.
///
/// Decoding runs on `threads` further threads. Memory: about 64 MB for what waits, whatever the size of the export.
/// Errors: those of the collector; of a path that cannot be opened. Never throws, provided that the collector does not.
Result<CollectReport> collect(const std::vector<std::string>& paths, unsigned threads, Collector& collector);

}  // namespace genu
