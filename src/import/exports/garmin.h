// …_summarizedActivities.json of a Garmin Connect export: one entry for each activity, to be matched with the FIT files
// by the start, because these are not named after it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "training/activity.h"

namespace genu {

inline constexpr std::size_t largest_garmin_summary_bytes = std::size_t{32} << 20;

struct GarminRow {
  std::int64_t id = 0;
  std::string name;
  std::string type;  // "trail_running"
  std::string notes;
  Sport sport = Sport::unknown;
  Terrain terrain = Terrain::unknown;
  std::optional<Instant> start;
  std::optional<int> utc_offset_min;
  StatedTotals stated;
  bool manual = false;  // typed in: there is no file
};

struct GarminSummary {
  std::vector<GarminRow> rows;  // by start; those without a start last
  std::vector<std::string> warnings;
};

/// True for a path such as "DI_CONNECT/DI-Connect-Fitness/name_0_summarizedActivities.json".
bool is_garmin_summary(std::string_view path);

/// Reads the entries: lengths from centimetres, times from milliseconds, cadence of both feet. What cannot be read is
/// left out with a warning. Errors: invalid_input when it is not such a file, too_large above
/// largest_garmin_summary_bytes. Memory about ten times the text.
Result<GarminSummary> read_garmin_summary(std::string_view json);

/// The entry that began at this moment, give or take `tolerance_s`: the nearest; null when there is none.
const GarminRow* find_by_start(const std::vector<GarminRow>& rows, Instant start, double tolerance_s = 5);

/// The activity that the entry alone describes (format "garmin_json"), for entries without a file.
Activity activity_of(const GarminRow& row);

/// Lays what only the entry knows (name, notes, terrain and sport as the runner corrected them, offset to UTC) over the
/// activity that was read from its file. Totals are taken only where the file states none.
void complete(Activity& activity, const GarminRow& row);

}  // namespace genu
