#include "import/gpx/gpx.h"

#include <algorithm>
#include <cmath>

#include "import/track/both_feet.h"
#include "import/track/points.h"
#include "import/track/sport_words.h"
#include "import/track/xml.h"

namespace genu {
namespace {

// Programs and services that write themselves where a watch would stand.
constexpr std::string_view services[] = {"StravaGPX", "Garmin Connect", "GPSBabel", "Apple Health Export",
                                         "ExpertGPS", "TC2 to GPX11",   "gpx.py",   "gpx.studio",
                                         "NikePlus",  "Runkeeper",      "Endomondo"};

std::string device_of(std::string_view creator) {
  for (const std::string_view service : services)
    if (creator.substr(0, service.size()) == service) return {};
  return printable(creator);
}

class TrackReader {
 public:
  TrackReader(const XmlFile& file, std::string_view creator) : file_(file), creator_(creator), moments_(troubles_) {}

  Activity read(pugi::xml_node track);

 private:
  void read_segment(pugi::xml_node segment);
  void read_point(pugi::xml_node point);
  void read_value(pugi::xml_node node, Sample& sample, int depth);
  void read_stated(pugi::xml_node node, int depth);
  void check_distances();
  float number(pugi::xml_node node, double least, double most, std::string_view what);

  const XmlFile& file_;
  std::string_view creator_;
  Troubles troubles_;
  MomentReader moments_;
  Activity activity_;
};

float TrackReader::number(pugi::xml_node node, double least, double most, std::string_view what) {
  return number_or_missing(number_in(node.text().get(), least, most, what, file_.byte_of(node), troubles_));
}

// Elements of a point, at any place in it: GPX 1.0 has speed beside ele, 1.1 has all but ele and time in extensions,
// and there every program nests as it likes.
void TrackReader::read_value(pugi::xml_node node, Sample& sample, int depth) {
  const std::string_view name = local_name(node);
  if (name == "ele") {
    sample.altitude_m = number(node, Plausible::least_altitude_m, Plausible::most_altitude_m, "an altitude");
  } else if (name == "time") {
    sample.time = moments_.read(node.text().get(), file_.byte_of(node)).value_or(Instant{});
  } else if (name == "hr" || name == "heartrate" || name == "HeartRateBpm") {
    const float beats = number(node, 0, Plausible::most_heart_rate_bpm, "a heart rate");
    if (beats > 0) sample.heart_rate_bpm = beats;  // 0: the strap is not worn
  } else if (name == "cad" || name == "cadence" || name == "RunCadence") {
    sample.cadence_per_min = number(node, 0, Plausible::most_cadence_per_min, "a cadence");
  } else if (name == "speed") {
    sample.speed_m_per_s = number(node, 0, Plausible::most_speed_m_per_s, "a speed");
  } else if (name == "power" || name == "PowerInWatts" || name == "watts") {
    sample.power_w = number(node, 0, Plausible::most_power_w, "a power");
  } else if (name == "distance") {
    sample.distance_m = static_cast<double>(number(node, 0, Plausible::most_distance_m, "a distance"));
  } else if (depth > 0) {
    for (const pugi::xml_node inner : node.children())
      if (inner.type() == pugi::node_element) read_value(inner, sample, depth - 1);
  }
}

void TrackReader::read_point(pugi::xml_node point) {
  constexpr int depth_of_extensions = 3;
  Sample sample;
  set_position(sample, point.attribute("lat").value(), point.attribute("lon").value(), file_.byte_of(point), troubles_);
  for (const pugi::xml_node child : point.children())
    if (child.type() == pugi::node_element) read_value(child, sample, depth_of_extensions);
  ++activity_.records;
  activity_.samples.push_back(sample);
}

void TrackReader::read_segment(pugi::xml_node segment) {
  const std::optional<Instant> before = last_time(activity_.samples);
  const std::size_t first = activity_.samples.size();
  for (const pugi::xml_node point : segment.children())
    if (local_name(point) == "trkpt") read_point(point);
  const auto begins = std::find_if(activity_.samples.begin() + static_cast<std::ptrdiff_t>(first),
                                   activity_.samples.end(), [](const Sample& s) { return s.time.unix_ms != 0; });
  if (begins != activity_.samples.end()) add_pause(activity_.pauses, before, begins->time);
}

// Garmin's TrackStatsExtension.
void TrackReader::read_stated(pugi::xml_node node, int depth) {
  const auto read = [&](pugi::xml_node child, double most, std::optional<double>& into, std::string_view what) {
    const auto value = number_in(child.text().get(), 0, most, what, file_.byte_of(child), troubles_);
    if (value && *value > 0) into = value;
  };
  for (const pugi::xml_node child : node.children()) {
    const std::string_view name = local_name(child);
    if (name == "Distance") read(child, Plausible::most_distance_m, activity_.stated.distance_m, "the distance");
    if (name == "TotalElapsedTime")
      read(child, Plausible::most_seconds, activity_.stated.elapsed_s, "the elapsed time");
    if (name == "TimerTime") read(child, Plausible::most_seconds, activity_.stated.timer_s, "the timer's time");
    if (name == "MovingTime") read(child, Plausible::most_seconds, activity_.stated.moving_s, "the moving time");
    if (name == "Ascent") read(child, Plausible::most_distance_m, activity_.stated.ascent_m, "the ascent");
    if (name == "Descent") read(child, Plausible::most_distance_m, activity_.stated.descent_m, "the descent");
    if (depth > 0 && name == "TrackStatsExtension") read_stated(child, depth - 1);
  }
}

// Some programs write the way since the start, others the way since the last point. Only the first is of use here, and
// only a distance that never falls can be it.
void TrackReader::check_distances() {
  double before = 0;
  bool falls = false, any = false;
  for (const Sample& sample : activity_.samples) {
    if (std::isnan(sample.distance_m)) continue;
    any = true;
    falls = falls || sample.distance_m < before;
    before = sample.distance_m;
  }
  const bool from_opentracks = creator_.find("OpenTracks") != std::string_view::npos;  // since the last point
  if (!any || (!falls && !from_opentracks)) return;
  for (Sample& sample : activity_.samples) sample.distance_m = missing;
}

Activity TrackReader::read(pugi::xml_node track) {
  activity_.format = "gpx";
  activity_.name = text_of(track, "name");
  activity_.notes = text_of(track, "desc", 2000);
  if (activity_.notes.empty()) activity_.notes = text_of(track, "cmt", 2000);
  activity_.device = device_of(creator_);
  // Strava adds this to the name of a device whose altitude it trusts.
  activity_.barometric = creator_.find("with Barometer") != std::string_view::npos ||
                         creator_.find("with barometer") != std::string_view::npos;
  for (const pugi::xml_node child : track.children()) {
    if (local_name(child) == "trkseg") read_segment(child);
    if (local_name(child) == "extensions") read_stated(child, 1);
  }
  const SportAndTerrain by_type = sport_of_type(text_of(track, "type"));
  const SportAndTerrain by_name = sport_of_text(activity_.name);
  activity_.sport = by_type.sport != Sport::unknown ? by_type.sport : by_name.sport;
  activity_.terrain = by_type.terrain;
  if (activity_.terrain == Terrain::unknown && is_on_foot(activity_.sport)) activity_.terrain = by_name.terrain;
  activity_.start = first_time(activity_.samples);
  if (!activity_.start)
    activity_.warnings.emplace_back(
        "its points have no times, so this activity has no date; it may be a planned route");
  activity_.utc_offset_min = moments_.utc_offset_min();
  check_distances();
  count_both_feet(activity_);
  for (std::string& sentence : troubles_.sentences()) activity_.warnings.push_back(std::move(sentence));
  return std::move(activity_);
}

}  // namespace

bool looks_like_gpx(std::string_view first_bytes) { return is_xml_with_root(first_bytes, "gpx"); }

Result<Decoded> read_gpx(std::string_view bytes) {
  XmlFile file;
  GENU_TRY(parse_xml(bytes, "gpx", file));
  Decoded decoded;
  decoded.format = "gpx";
  const pugi::xml_node root = file.document.document_element();
  bool has_route = false;
  std::size_t empty_tracks = 0;
  for (const pugi::xml_node child : root.children()) {
    has_route = has_route || local_name(child) == "rte";
    if (local_name(child) != "trk") continue;
    Activity activity = TrackReader(file, root.attribute("creator").value()).read(child);
    if (activity.records == 0) {
      ++empty_tracks;
      continue;
    }
    decoded.records += activity.records;
    decoded.activities.push_back(std::move(activity));
  }
  if (!file.damage.empty()) decoded.warnings.push_back(file.damage);
  if (empty_tracks > 0) decoded.warnings.push_back(std::to_string(empty_tracks) + " empty track(s) were left out");
  if (decoded.activities.empty())
    decoded.warnings.emplace_back(has_route ? "this is a planned route: it is not counted as an activity"
                                            : "the file holds no track, so no activity");
  return decoded;
}

}  // namespace genu
