#include "import/exports/garmin.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "import/track/both_feet.h"
#include "import/track/sport_words.h"
#include "import/track/troubles.h"

namespace genu {
namespace {

using Json = nlohmann::json;

std::optional<double> number(const Json& entry, const char* key, double scale = 1) {
  const auto found = entry.find(key);
  if (found == entry.end() || !found->is_number()) return std::nullopt;
  const double value = found->get<double>() * scale;
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<double> positive(const Json& entry, const char* key, double scale = 1) {
  const std::optional<double> value = number(entry, key, scale);
  return value && *value > 0 ? value : std::nullopt;
}

std::string text(const Json& entry, const char* key, std::size_t letters = 200) {
  const auto found = entry.find(key);
  return found != entry.end() && found->is_string() ? printable(found->get_ref<const std::string&>(), letters)
                                                    : std::string();
}

// Milliseconds since 1970, written as a number with a fraction.
std::optional<Instant> moment(const Json& entry, const char* key) {
  const std::optional<double> value = positive(entry, key);
  constexpr double year_10000_ms = 253'402'300'800'000;
  if (!value || *value >= year_10000_ms) return std::nullopt;
  return Instant{std::llround(*value)};
}

std::optional<int> offset_of(const Json& entry, std::optional<Instant> start) {
  const std::optional<Instant> local = moment(entry, "startTimeLocal");
  if (!local || !start) return std::nullopt;
  const std::int64_t minutes = (local->unix_ms - start->unix_ms) / 60'000;
  if (std::abs(minutes) > 18 * 60) return std::nullopt;
  return static_cast<int>(minutes);
}

// "activityType" is a word, or an object with "typeKey" as the web interface gives it.
std::string type_of(const Json& entry) {
  const auto found = entry.find("activityType");
  if (found != entry.end() && found->is_object()) return text(*found, "typeKey", 80);
  std::string type = text(entry, "activityType", 80);
  return type.empty() ? text(entry, "sportType", 80) : type;
}

StatedTotals totals_of(const Json& entry, bool on_foot) {
  constexpr double from_cm = 0.01, from_ms = 0.001;
  StatedTotals stated;
  stated.timer_s = positive(entry, "duration", from_ms);
  stated.elapsed_s = positive(entry, "elapsedDuration", from_ms);
  stated.moving_s = positive(entry, "movingDuration", from_ms);
  stated.distance_m = positive(entry, "distance", from_cm);
  stated.ascent_m = number(entry, "elevationGain", from_cm);
  stated.descent_m = number(entry, "elevationLoss", from_cm);
  stated.heart_rate_bpm = positive(entry, "avgHr");
  stated.power_w = positive(entry, "avgPower");
  if (on_foot) {
    stated.cadence_per_min = positive(entry, "avgDoubleCadence");
    if (!stated.cadence_per_min) stated.cadence_per_min = positive(entry, "avgRunCadence", 2);
    stated.contact_time_ms = positive(entry, "avgGroundContactTime");
    stated.contact_left_percent = positive(entry, "avgGroundContactBalance");
    stated.vertical_oscillation_mm = positive(entry, "avgVerticalOscillation", 10);  // cm
    stated.step_length_mm = positive(entry, "avgStrideLength", 10);                  // cm, of one step
  } else {
    stated.cadence_per_min = positive(entry, "avgBikeCadence");
  }
  return stated;
}

GarminRow row_of(const Json& entry) {
  GarminRow row;
  const auto id = entry.find("activityId");
  if (id != entry.end() && id->is_number_integer()) row.id = id->get<std::int64_t>();
  row.name = text(entry, "name");
  if (row.name.empty()) row.name = text(entry, "activityName");
  row.notes = text(entry, "description", 2000);
  row.type = type_of(entry);
  const SportAndTerrain sport = sport_of_type(row.type);
  row.sport = sport.sport;
  row.terrain = sport.terrain;
  row.start = moment(entry, "startTimeGmt");
  if (!row.start) row.start = moment(entry, "beginTimestamp");
  row.utc_offset_min = offset_of(entry, row.start);
  row.stated = totals_of(entry, is_on_foot(row.sport));
  const auto manual = entry.find("manualActivity");
  row.manual = manual != entry.end() && manual->is_boolean() && manual->get<bool>();
  return row;
}

// The file is a list of objects that hold the list of activities; single lists occur too.
void collect(const Json& list, int depth, GarminSummary& summary, std::size_t& unusable) {
  for (const Json& entry : list) {
    const bool is_object = entry.is_object();
    const auto inner = is_object ? entry.find("summarizedActivitiesExport") : entry.end();
    if (is_object && inner != entry.end() && inner->is_array() && depth > 0) {
      collect(*inner, depth - 1, summary, unusable);
    } else if (is_object && (entry.contains("activityId") || entry.contains("beginTimestamp"))) {
      summary.rows.push_back(row_of(entry));
    } else {
      ++unusable;
    }
  }
}

bool starts_before(const GarminRow& a, const GarminRow& b) {
  if (!a.start || !b.start) return a.start.has_value() && !b.start.has_value();
  return *a.start < *b.start;
}

}  // namespace

bool is_garmin_summary(std::string_view path) {
  constexpr std::string_view ending = "_summarizedActivities.json";
  return path.size() >= ending.size() && path.substr(path.size() - ending.size()) == ending;
}

Result<GarminSummary> read_garmin_summary(std::string_view json) {
  if (json.size() > largest_garmin_summary_bytes)
    return fail(ErrorCode::too_large, "the summary is larger than " +
                                          std::to_string(largest_garmin_summary_bytes >> 20) +
                                          " MB, the most that is read");
  const Json root = Json::parse(json, nullptr, false, true);
  if (root.is_discarded()) return fail(ErrorCode::invalid_input, "this summary is not valid JSON; is it cut short?");
  GarminSummary summary;
  std::size_t unusable = 0;
  if (root.is_array()) {
    collect(root, 1, summary, unusable);
  } else if (root.is_object() && root.contains("summarizedActivitiesExport")) {
    collect(Json::array({root}), 1, summary, unusable);
  } else {
    return fail(ErrorCode::invalid_input, "this is not a summary of Garmin's activities");
  }
  if (unusable > 0)
    summary.warnings.push_back(std::to_string(unusable) + " entries could not be read and were left out");
  std::stable_sort(summary.rows.begin(), summary.rows.end(), starts_before);
  const auto without_start =
      std::count_if(summary.rows.begin(), summary.rows.end(), [](const GarminRow& row) { return !row.start; });
  if (without_start > 0) summary.warnings.push_back(std::to_string(without_start) + " entries have no start");
  return summary;
}

const GarminRow* find_by_start(const std::vector<GarminRow>& rows, Instant start, double tolerance_s) {
  const auto distance_ms = [&](const GarminRow& row) { return std::abs(row.start->unix_ms - start.unix_ms); };
  GarminRow wanted;
  wanted.start = start;
  const auto after = std::lower_bound(rows.begin(), rows.end(), wanted, starts_before);
  const GarminRow* nearest = nullptr;
  if (after != rows.end() && after->start) nearest = &*after;
  if (after != rows.begin()) {
    const GarminRow& before = *std::prev(after);
    if (before.start && (nearest == nullptr || distance_ms(before) < distance_ms(*nearest))) nearest = &before;
  }
  if (nearest == nullptr || static_cast<double>(distance_ms(*nearest)) > tolerance_s * 1000) return nullptr;
  return nearest;
}

Activity activity_of(const GarminRow& row) {
  Activity activity;
  activity.format = "garmin_json";
  activity.start = row.start;
  complete(activity, row);
  return activity;
}

void complete(Activity& activity, const GarminRow& row) {
  if (!row.name.empty()) activity.name = row.name;
  if (!row.notes.empty()) activity.notes = row.notes;
  // Garmin keeps what the runner corrected in its own table; the file still says what the watch was set to.
  if (row.sport != Sport::unknown && row.sport != Sport::other && row.sport != activity.sport) {
    const bool counted_before = is_on_foot(activity.sport);
    activity.sport = row.sport;
    if (!counted_before) count_both_feet(activity);
  }
  if (activity.sport == Sport::unknown) activity.sport = row.sport;
  if (row.terrain != Terrain::unknown) activity.terrain = row.terrain;
  if (!activity.utc_offset_min) activity.utc_offset_min = row.utc_offset_min;
  const auto fill = [](std::optional<double>& total, const std::optional<double>& other) {
    if (!total) total = other;
  };
  StatedTotals& stated = activity.stated;
  fill(stated.elapsed_s, row.stated.elapsed_s);
  fill(stated.timer_s, row.stated.timer_s);
  fill(stated.moving_s, row.stated.moving_s);
  fill(stated.distance_m, row.stated.distance_m);
  fill(stated.ascent_m, row.stated.ascent_m);
  fill(stated.descent_m, row.stated.descent_m);
  fill(stated.cadence_per_min, row.stated.cadence_per_min);
  fill(stated.heart_rate_bpm, row.stated.heart_rate_bpm);
  fill(stated.power_w, row.stated.power_w);
  fill(stated.contact_time_ms, row.stated.contact_time_ms);
  fill(stated.contact_left_percent, row.stated.contact_left_percent);
  fill(stated.vertical_oscillation_mm, row.stated.vertical_oscillation_mm);
  fill(stated.step_length_mm, row.stated.step_length_mm);
}

}  // namespace genu
