#include "import/tcx/tcx.h"

#include <algorithm>
#include <cmath>

#include "import/track/both_feet.h"
#include "import/track/points.h"
#include "import/track/sport_words.h"
#include "import/track/xml.h"

namespace genu {
namespace {

constexpr std::string_view root_name = "TrainingCenterDatabase";

// A lap with the part of the samples that it holds.
struct LapPoints {
  std::size_t first = 0;
  std::size_t end = 0;
};

class ActivityReader {
 public:
  explicit ActivityReader(const XmlFile& file) : file_(file), moments_(troubles_) {}

  Activity read(pugi::xml_node node);

 private:
  void read_sport(pugi::xml_node node);
  void read_lap(pugi::xml_node node);
  void read_track(pugi::xml_node node);
  void read_point(pugi::xml_node node);
  void read_extension(pugi::xml_node node, Sample& sample);
  std::optional<double> number(pugi::xml_node node, double least, double most, std::string_view what);
  void add_up_laps();
  void find_pauses_in_laps();
  void find_start(pugi::xml_node node);

  const XmlFile& file_;
  Troubles troubles_;
  MomentReader moments_;
  Activity activity_;
  std::vector<LapPoints> lap_points_;
  bool run_cadence_ = false;
};

std::optional<double> ActivityReader::number(pugi::xml_node node, double least, double most, std::string_view what) {
  return number_in(node.text().get(), least, most, what, file_.byte_of(node), troubles_);
}

// Garmin's TPX extension, and the same elements where other programs put them.
void ActivityReader::read_extension(pugi::xml_node node, Sample& sample) {
  const std::string_view name = local_name(node);
  if (name == "Speed") {
    sample.speed_m_per_s = number_or_missing(number(node, 0, Plausible::most_speed_m_per_s, "a speed"));
  } else if (name == "Watts") {
    sample.power_w = number_or_missing(number(node, 0, Plausible::most_power_w, "a power"));
  } else if (name == "RunCadence") {
    sample.cadence_per_min = number_or_missing(number(node, 0, Plausible::most_cadence_per_min, "a cadence"));
    run_cadence_ = true;
  } else if (name == "TPX" || name == "Extensions") {
    for (const pugi::xml_node inner : node.children())
      if (local_name(inner) != name) read_extension(inner, sample);  // so at most two deep, whatever the file nests
  }
}

void ActivityReader::read_point(pugi::xml_node node) {
  Sample sample;
  for (const pugi::xml_node child : node.children()) {
    const std::string_view name = local_name(child);
    if (name == "Time") {
      sample.time = moments_.read(child.text().get(), file_.byte_of(child)).value_or(Instant{});
    } else if (name == "Position") {
      set_position(sample, child_named(child, "LatitudeDegrees").text().get(),
                   child_named(child, "LongitudeDegrees").text().get(), file_.byte_of(child), troubles_);
    } else if (name == "AltitudeMeters") {
      sample.altitude_m =
          number_or_missing(number(child, Plausible::least_altitude_m, Plausible::most_altitude_m, "an altitude"));
    } else if (name == "DistanceMeters") {
      sample.distance_m = number(child, 0, Plausible::most_distance_m, "a distance").value_or(sample.distance_m);
    } else if (name == "HeartRateBpm") {
      const auto beats = number(child_named(child, "Value"), 0, Plausible::most_heart_rate_bpm, "a heart rate");
      if (beats && *beats > 0) sample.heart_rate_bpm = static_cast<float>(*beats);  // 0: the strap is not worn
    } else if (name == "Cadence") {
      sample.cadence_per_min = number_or_missing(number(child, 0, Plausible::most_cadence_per_min, "a cadence"));
    } else {
      read_extension(child, sample);
    }
  }
  ++activity_.records;
  activity_.samples.push_back(sample);
}

void ActivityReader::read_track(pugi::xml_node node) {
  const std::optional<Instant> before = last_time(activity_.samples);
  const std::size_t first = activity_.samples.size();
  for (const pugi::xml_node point : node.children())
    if (local_name(point) == "Trackpoint") read_point(point);
  const bool not_first_of_lap = !lap_points_.empty() && lap_points_.back().first < first;
  if (!not_first_of_lap) return;
  const auto begins = std::find_if(activity_.samples.begin() + static_cast<std::ptrdiff_t>(first),
                                   activity_.samples.end(), [](const Sample& s) { return s.time.unix_ms != 0; });
  if (begins != activity_.samples.end()) add_pause(activity_.pauses, before, begins->time);
}

void ActivityReader::read_lap(pugi::xml_node node) {
  Lap lap;
  lap.start = moments_.read(node.attribute("StartTime").value(), file_.byte_of(node));
  lap.timer_s = number(child_named(node, "TotalTimeSeconds"), 0, Plausible::most_seconds, "a lap's time");
  lap.distance_m = number(child_named(node, "DistanceMeters"), 0, Plausible::most_distance_m, "a lap's distance");
  lap_points_.push_back({activity_.samples.size(), activity_.samples.size()});
  for (const pugi::xml_node track : node.children())
    if (local_name(track) == "Track") read_track(track);
  lap_points_.back().end = activity_.samples.size();
  activity_.laps.push_back(lap);
}

// A lap that took longer than its timer ran was paused. Garmin's own files do not say when: the watch wrote no points
// meanwhile, so it was in the longest gaps, as many as the missing time needs.
void ActivityReader::find_pauses_in_laps() {
  constexpr std::int64_t shortest_pause_ms = 10'000;
  const std::vector<Sample>& samples = activity_.samples;
  const std::vector<Pause> known = activity_.pauses;
  for (std::size_t i = 0; i < activity_.laps.size(); ++i) {
    const Lap& lap = activity_.laps[i];
    std::vector<Pause> gaps;
    std::optional<Instant> first, before;
    // The gap to the next lap's first point belongs to this lap.
    const std::size_t end = std::min(lap_points_[i].end + 1, samples.size());
    for (std::size_t k = lap_points_[i].first; k < end; ++k) {
      if (samples[k].time.unix_ms == 0) continue;
      if (before && samples[k].time.unix_ms - before->unix_ms >= shortest_pause_ms)
        gaps.push_back({*before, samples[k].time});
      if (!first) first = samples[k].time;
      before = samples[k].time;
    }
    if (!lap.timer_s || !first) continue;
    auto stopped_ms = static_cast<double>(before->unix_ms - first->unix_ms) - *lap.timer_s * 1000;
    for (const Pause& pause : known)
      if (*first <= pause.from && pause.to <= *before)
        stopped_ms -= static_cast<double>(pause.to.unix_ms - pause.from.unix_ms);
    std::sort(gaps.begin(), gaps.end(), [](const Pause& a, const Pause& b) {
      return a.to.unix_ms - a.from.unix_ms > b.to.unix_ms - b.from.unix_ms;
    });
    for (const Pause& gap : gaps) {
      const auto length_ms = static_cast<double>(gap.to.unix_ms - gap.from.unix_ms);
      const bool is_known = std::any_of(known.begin(), known.end(), [&](const Pause& p) { return p.from == gap.from; });
      if (is_known || stopped_ms < length_ms / 2) continue;
      activity_.pauses.push_back(gap);
      stopped_ms -= length_ms;
    }
  }
  std::sort(activity_.pauses.begin(), activity_.pauses.end(),
            [](const Pause& a, const Pause& b) { return a.from < b.from; });
}

void ActivityReader::add_up_laps() {
  const auto add = [](std::optional<double>& sum, std::optional<double> part) {
    if (part) sum = sum.value_or(0) + *part;
  };
  for (const Lap& lap : activity_.laps) {
    add(activity_.stated.distance_m, lap.distance_m);
    add(activity_.stated.timer_s, lap.timer_s);
  }
  const auto first = first_time(activity_.samples), last = last_time(activity_.samples);
  if (first && last && *first < *last)
    activity_.stated.elapsed_s = static_cast<double>(last->unix_ms - first->unix_ms) / 1000;
}

void ActivityReader::find_start(pugi::xml_node node) {
  const pugi::xml_node id = child_named(node, "Id");
  std::optional<Instant> stated = moments_.read(id.text().get(), file_.byte_of(id));
  if (!stated && !activity_.laps.empty()) stated = activity_.laps.front().start;
  activity_.start = first_time(activity_.samples);
  if (!activity_.start) activity_.start = stated;
  if (activity_.start && stated && std::abs(activity_.start->unix_ms - stated->unix_ms) > 60'000)
    activity_.warnings.push_back("the file says that it began at " + to_iso8601(*stated) +
                                 ", but its first point is of " + to_iso8601(*activity_.start) + ", which was used");
  if (!activity_.start) activity_.warnings.emplace_back("the file has no times, so this activity has no date");
}

void ActivityReader::read_sport(pugi::xml_node node) {
  const SportAndTerrain by_attribute = sport_of_type(node.attribute("Sport").value());
  const SportAndTerrain by_notes = sport_of_text(activity_.name + " " + activity_.notes);
  activity_.sport = by_attribute.sport;
  activity_.terrain = by_attribute.terrain;
  const bool open = by_attribute.sport == Sport::other || by_attribute.sport == Sport::unknown;
  if (open && by_notes.sport != Sport::unknown) activity_.sport = by_notes.sport;
  if (activity_.terrain == Terrain::unknown && is_on_foot(activity_.sport)) activity_.terrain = by_notes.terrain;
}

Activity ActivityReader::read(pugi::xml_node node) {
  activity_.format = "tcx";
  activity_.notes = text_of(node, "Notes", 2000);
  activity_.name = text_of(child_named(child_named(node, "Training"), "Plan"), "Name");
  activity_.device = text_of(child_named(node, "Creator"), "Name");
  for (const pugi::xml_node child : node.children()) {
    if (local_name(child) == "Lap") read_lap(child);
    if (local_name(child) == "Track") read_track(child);  // not in the schema, but written
  }
  read_sport(node);
  find_start(node);
  activity_.utc_offset_min = moments_.utc_offset_min();
  add_up_laps();
  find_pauses_in_laps();
  count_both_feet(activity_, run_cadence_ ? CadenceSource::one_leg : CadenceSource::unknown);
  for (std::string& sentence : troubles_.sentences()) activity_.warnings.push_back(std::move(sentence));
  return std::move(activity_);
}

// Activities stand in <Activities>, the legs of a multisport session in <MultiSportSession> with <FirstSport> and
// <NextSport> around each.
void read_activities(pugi::xml_node node, const XmlFile& file, int depth, Decoded& decoded) {
  for (const pugi::xml_node child : node.children()) {
    const std::string_view name = local_name(child);
    if (name == "Activity") {
      decoded.activities.push_back(ActivityReader(file).read(child));
      decoded.records += decoded.activities.back().records;
      decoded.laps += decoded.activities.back().laps.size();
    } else if (depth > 0 &&
               (name == "Activities" || name == "MultiSportSession" || name == "FirstSport" || name == "NextSport")) {
      read_activities(child, file, depth - 1, decoded);
    }
  }
}

}  // namespace

bool looks_like_tcx(std::string_view first_bytes) { return is_xml_with_root(first_bytes, root_name); }

Result<Decoded> read_tcx(std::string_view bytes) {
  XmlFile file;
  GENU_TRY(parse_xml(bytes, root_name, file));
  Decoded decoded;
  decoded.format = "tcx";
  const pugi::xml_node root = file.document.document_element();
  read_activities(root, file, 3, decoded);
  if (!file.damage.empty()) decoded.warnings.push_back(file.damage);
  const bool has_course = static_cast<bool>(child_named(child_named(root, "Courses"), "Course"));
  if (has_course) decoded.warnings.emplace_back("this is a course, a planned route: it is not counted as an activity");
  if (!has_course && decoded.activities.empty()) decoded.warnings.emplace_back("the file holds no activity");
  return decoded;
}

}  // namespace genu
