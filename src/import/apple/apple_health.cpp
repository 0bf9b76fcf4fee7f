#include "import/apple/apple_health.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <pugixml.hpp>

#include "import/gpx/gpx.h"
#include "import/track/decimal.h"
#include "import/track/moment.h"
#include "import/track/sport_words.h"
#include "import/track/troubles.h"

namespace genu {
namespace {

constexpr std::string_view root_tag = "<HealthData";
constexpr std::string_view workout_tag = "<Workout";
constexpr std::size_t block_bytes = std::size_t{64} * 1024;
constexpr std::size_t largest_workout_bytes = std::size_t{16} << 20;
constexpr std::size_t most_warnings = 100;

bool is_blank(char letter) { return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r'; }

// Where a tag of this name opens in a text, and not one whose name only begins so ("<WorkoutRoute"); npos when nowhere.
std::size_t find_tag(std::string_view text, std::string_view tag, std::size_t from = 0) {
  while (true) {
    const std::size_t at = text.find(tag, from);
    if (at == std::string_view::npos || at + tag.size() >= text.size()) return std::string_view::npos;
    const char next = text[at + tag.size()];
    if (is_blank(next) || next == '>' || next == '/') return at;
    from = at + tag.size();
  }
}

struct WorkoutText {
  enum class State { whole, more_needed, broken };
  State state = State::more_needed;
  std::size_t size = 0;  // of a whole workout; of a broken one: up to where it may go on with the next
};

// The extent of the workout that begins at the front of the text. XML allows no "<" in a tag, not even in quotes, and a
// workout holds no other: so the first of either shows that this one is broken, and no text is looked at twice.
WorkoutText extent_of_workout(std::string_view text) {
  using State = WorkoutText::State;
  const std::size_t tag_end = [&] {
    char quote = '\0';
    for (std::size_t i = 1; i < text.size(); ++i) {
      if (text[i] == '<') return i;
      if (quote != '\0') {
        if (text[i] == quote) quote = '\0';
      } else if (text[i] == '"' || text[i] == '\'') {
        quote = text[i];
      } else if (text[i] == '>') {
        return i;
      }
    }
    return text.size();
  }();
  if (tag_end == text.size()) return {State::more_needed, 0};
  if (text[tag_end] == '<') return {State::broken, tag_end};
  if (text[tag_end - 1] == '/') return {State::whole, tag_end + 1};
  constexpr std::string_view name = workout_tag.substr(1);
  for (std::size_t at = text.find(name, tag_end); at != std::string_view::npos; at = text.find(name, at + 1)) {
    const std::size_t behind = at + name.size();
    if (behind == text.size()) break;
    if (text.substr(at - 2, 2) == "</" && text[behind] == '>') return {State::whole, behind + 1};
    if (text[at - 1] == '<' && (is_blank(text[behind]) || text[behind] == '>')) return {State::broken, at - 1};
  }
  return {State::more_needed, 0};
}

std::optional<double> metres(std::optional<double> number, std::string_view unit) {
  struct Unit {
    std::string_view name;
    double metres;
  };
  constexpr Unit units[] = {{"km", 1000},     {"m", 1},       {"cm", 0.01},   {"mm", 0.001},
                            {"mi", 1609.344}, {"yd", 0.9144}, {"ft", 0.3048}, {"in", 0.0254}};
  for (const Unit& known : units)
    if (known.name == unit && number) return *number * known.metres;
  return std::nullopt;
}

std::optional<double> seconds(std::optional<double> number, std::string_view unit) {
  if (!number) return std::nullopt;
  if (unit == "min" || unit.empty()) return *number * 60;
  if (unit == "s" || unit == "sec") return *number;
  if (unit == "hr" || unit == "h") return *number * 3600;
  if (unit == "ms") return *number / 1000;
  return std::nullopt;
}

std::optional<double> in_range(std::optional<double> number, double least, double most) {
  return number && *number >= least && *number <= most ? number : std::nullopt;
}

// "850 cm"
std::optional<double> metres_of_text(std::string_view text) {
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  return metres(parse_decimal(text.substr(0, blank)), text.substr(blank + 1));
}

// From "<<HKDevice: 0x301a>, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,9, software:9.1>".
// Without it, the name that the runner gave the device.
std::string device_of(pugi::xml_node workout) {
  const std::string_view device = workout.attribute("device").value();
  const auto part = [&](std::string_view key) {
    const std::size_t at = device.find(key);
    if (at == std::string_view::npos) return std::string_view{};
    const std::string_view rest = device.substr(at + key.size());
    return rest.substr(0, std::min(rest.find(", "), rest.find('>')));
  };
  std::string name(part("name:"));
  const std::string_view hardware = part("hardware:");
  if (name.empty()) name = workout.attribute("sourceName").value();
  if (!hardware.empty()) name += " (" + std::string(hardware) + ")";
  return printable(name);
}

class WorkoutReader {
 public:
  AppleWorkout read(pugi::xml_node node);

 private:
  void read_times(pugi::xml_node node);
  void read_metadata(pugi::xml_node node);
  void read_statistics(pugi::xml_node node);
  void read_event(pugi::xml_node node);
  void settle_cadence();

  AppleWorkout workout_;
  std::optional<double> steps_;
  std::optional<Instant> end_;
  std::optional<Instant> paused_since_;
  bool indoors_ = false;
  std::size_t routes_ = 0;
};

std::optional<double> attribute_number(pugi::xml_node node, const char* name) {
  return parse_decimal(node.attribute(name).value());
}

void WorkoutReader::read_times(pugi::xml_node node) {
  Activity& activity = workout_.activity;
  const std::optional<Moment> start = parse_moment(node.attribute("startDate").value());
  const std::optional<Moment> end = parse_moment(node.attribute("endDate").value());
  if (start) {
    activity.start = start->instant;
    activity.utc_offset_min = start->offset_min;
  } else {
    activity.warnings.emplace_back("this workout has no start that can be read");
  }
  if (end) end_ = end->instant;
  if (start && end && start->instant < end->instant)
    activity.stated.elapsed_s = static_cast<double>(end->instant.unix_ms - start->instant.unix_ms) / 1000;
  constexpr double longest_s = 30 * 86'400.0;
  activity.stated.timer_s =
      in_range(seconds(attribute_number(node, "duration"), node.attribute("durationUnit").value()), 0.001, longest_s);
}

void WorkoutReader::read_metadata(pugi::xml_node node) {
  const std::string_view key = node.attribute("key").value();
  const std::string_view value = node.attribute("value").value();
  if (key == "HKIndoorWorkout") indoors_ = value == "1";
  if (key == "HKElevationAscended") workout_.activity.stated.ascent_m = in_range(metres_of_text(value), 0, 20'000);
  if (key == "HKWorkoutBrandName") workout_.activity.name = printable(value);
}

// Since iOS 16: a sum or a mean of what was measured during the workout.
void WorkoutReader::read_statistics(pugi::xml_node node) {
  constexpr std::string_view prefix = "HKQuantityTypeIdentifier";
  std::string_view type = node.attribute("type").value();
  if (type.substr(0, prefix.size()) == prefix) type.remove_prefix(prefix.size());
  const std::string_view unit = node.attribute("unit").value();
  const std::optional<double> sum = attribute_number(node, "sum");
  const std::optional<double> mean = attribute_number(node, "average");
  StatedTotals& stated = workout_.activity.stated;
  const auto millimetres = [&] {
    const auto length_m = metres(mean, unit);
    return length_m ? std::optional(*length_m * 1000) : std::nullopt;
  };
  if (type.substr(0, 8) == "Distance" && !stated.distance_m)
    stated.distance_m = in_range(metres(sum, unit), 0.001, 1e7);
  if (type == "StepCount") steps_ = in_range(sum, 1, 1e7);
  if (type == "HeartRate") stated.heart_rate_bpm = in_range(mean, 20, 300);
  if (type == "RunningPower") stated.power_w = in_range(mean, 1, 5000);
  if (type == "RunningGroundContactTime") stated.contact_time_ms = in_range(mean, 50, 1000);
  if (type == "RunningVerticalOscillation") stated.vertical_oscillation_mm = in_range(millimetres(), 1, 500);
  if (type == "RunningStrideLength") stated.step_length_mm = in_range(millimetres(), 100, 4000);  // of one step
}

void WorkoutReader::read_event(pugi::xml_node node) {
  const std::string_view type = node.attribute("type").value();
  const std::optional<Moment> when = parse_moment(node.attribute("date").value());
  if (!when) return;
  if (type == "HKWorkoutEventTypePause" || type == "HKWorkoutEventTypeMotionPaused") {
    if (!paused_since_) paused_since_ = when->instant;
  } else if (type == "HKWorkoutEventTypeResume" || type == "HKWorkoutEventTypeMotionResumed") {
    if (paused_since_ && *paused_since_ < when->instant)
      workout_.activity.pauses.push_back({*paused_since_, when->instant});
    paused_since_.reset();
  }
}

void WorkoutReader::settle_cadence() {
  StatedTotals& stated = workout_.activity.stated;
  const std::optional<double> time_s = stated.timer_s ? stated.timer_s : stated.elapsed_s;
  if (is_on_foot(workout_.activity.sport) && steps_ && time_s)
    stated.cadence_per_min = in_range(*steps_ / *time_s * 60, 20, 300);
}

AppleWorkout WorkoutReader::read(pugi::xml_node node) {
  Activity& activity = workout_.activity;
  activity.format = "apple_health";
  activity.sport = sport_of_type(printable(node.attribute("workoutActivityType").value())).sport;
  activity.device = device_of(node);
  read_times(node);
  activity.stated.distance_m = in_range(
      metres(attribute_number(node, "totalDistance"), node.attribute("totalDistanceUnit").value()), 0.001, 1e7);
  for (const pugi::xml_node child : node.children()) {
    const std::string_view name = child.name();
    if (name == "MetadataEntry") read_metadata(child);
    if (name == "WorkoutStatistics") read_statistics(child);
    if (name == "WorkoutEvent") read_event(child);
    if (name == "WorkoutRoute") {
      ++routes_;
      if (workout_.route.empty()) workout_.route = child.child("FileReference").attribute("path").value();
    }
  }
  if (paused_since_ && end_ && *paused_since_ < *end_) activity.pauses.push_back({*paused_since_, *end_});
  if (indoors_ && is_on_foot(activity.sport)) activity.terrain = Terrain::treadmill;
  if (routes_ > 1) activity.warnings.emplace_back("this workout has several routes; the first one was used");
  settle_cadence();
  return std::move(workout_);
}

// Goes over the text and picks out the workouts; everything else, by far the most, is only searched through. Each
// workout is parsed by itself, so that damage in one does not cost the others.
class ExportReader {
 public:
  ExportReader(const ByteSource& source, const std::function<void(AppleWorkout&&)>& each)
      : source_(source), each_(each) {}

  Result<AppleExport> read();

 private:
  bool more();
  void parse(std::string_view workout);
  void warn(std::string message);
  void drop(std::size_t count) { begin_ += count; }

  const ByteSource& source_;
  const std::function<void(AppleWorkout&&)>& each_;
  std::string text_;
  std::size_t begin_ = 0;    // of what is not yet done with
  std::size_t dropped_ = 0;  // bytes of the file before text_
  AppleExport report_;
};

void ExportReader::warn(std::string message) {
  if (report_.warnings.size() < most_warnings) report_.warnings.push_back(std::move(message));
}

// More text behind what is there; false at the end.
bool ExportReader::more() {
  dropped_ += begin_;
  text_.erase(0, begin_);
  begin_ = 0;
  const std::size_t filled = text_.size();
  const std::size_t room = std::max(block_bytes, filled);  // a long workout is looked at again each time: so rarely
  text_.resize(filled + room);
  const Result<std::size_t> count = source_(text_.data() + filled, room);
  text_.resize(filled + (count ? *count : 0));
  if (!count) warn(count.error().text() + "; the workouts before were kept");
  return count && *count > 0;
}

void ExportReader::parse(std::string_view workout) {
  pugi::xml_document document;
  const pugi::xml_parse_result outcome =
      document.load_buffer(workout.data(), workout.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!outcome) {
    warn("the workout at byte " + std::to_string(dropped_ + begin_) + " has broken XML and was left out");
    return;
  }
  ++report_.workouts;
  each_(WorkoutReader().read(document.document_element()));
}

Result<AppleExport> ExportReader::read() {
  constexpr std::size_t longest_dtd = std::size_t{1} << 20;
  while (find_tag(text_, root_tag) == std::string::npos) {
    if (text_.size() > longest_dtd || !more())
      return fail(ErrorCode::invalid_input, "this is not an export of Apple Health");
  }
  begin_ = find_tag(text_, root_tag);
  while (true) {
    const std::string_view rest = std::string_view(text_).substr(begin_);
    const std::size_t at = find_tag(rest, workout_tag);
    if (at == std::string_view::npos) {
      // The last bytes may be the beginning of a tag.
      drop(rest.size() - std::min(rest.size(), workout_tag.size() + 1));
      if (!more()) return std::move(report_);
      continue;
    }
    drop(at);
    const WorkoutText workout = extent_of_workout(rest.substr(at));
    const std::string place = "the workout at byte " + std::to_string(dropped_ + begin_);
    if (workout.state == WorkoutText::State::whole) {
      parse(rest.substr(at, workout.size));
      drop(workout.size);
    } else if (workout.state == WorkoutText::State::broken) {
      warn(place + " has no end and was left out");
      drop(workout.size);
    } else if (rest.size() - at > largest_workout_bytes) {
      warn(place + " is larger than 16 MB and was left out");
      drop(rest.size() - at);
    } else if (!more()) {
      warn("the file is cut short in " + place + ", which was left out");
      return std::move(report_);
    }
  }
}

// "workout-routes/route_1.gpx": the last folder and the name.
std::string_view last_two(std::string_view path) {
  const std::size_t name = path.rfind('/');
  if (name == std::string_view::npos || name == 0) return path;
  const std::size_t folder = path.rfind('/', name - 1);
  return folder == std::string_view::npos ? path : path.substr(folder + 1);
}

}  // namespace

bool looks_like_apple_export(std::string_view first_bytes) {
  return first_bytes.find("<!DOCTYPE HealthData") != std::string_view::npos ||
         find_tag(first_bytes, root_tag) != std::string_view::npos;
}

Result<AppleExport> read_apple_export(const ByteSource& source, const std::function<void(AppleWorkout&&)>& each) {
  return ExportReader(source, each).read();
}

bool is_route_file(std::string_view path, std::string_view route) {
  if (route.empty()) return false;
  const std::string clean_path = printable(path, 1000), clean_route = printable(route, 1000);
  return last_two(clean_path) == last_two(clean_route);
}

Result<void> merge_route(AppleWorkout& workout, std::string_view gpx) {
  GENU_ASSIGN(Decoded route, read_gpx(gpx));
  Activity& activity = workout.activity;
  const bool states_pauses = !activity.pauses.empty();
  for (Activity& part : route.activities) {
    activity.samples.insert(activity.samples.end(), part.samples.begin(), part.samples.end());
    activity.records += part.records;
    if (!states_pauses) activity.pauses.insert(activity.pauses.end(), part.pauses.begin(), part.pauses.end());
    std::move(part.warnings.begin(), part.warnings.end(), std::back_inserter(activity.warnings));
  }
  std::move(route.warnings.begin(), route.warnings.end(), std::back_inserter(activity.warnings));
  return {};
}

}  // namespace genu
