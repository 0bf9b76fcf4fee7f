#include "import/motion/genu_landmarks.h"

#include <algorithm>
#include <utility>

#include "import/motion/pose_points.h"
#include "import/track/troubles.h"

namespace genu {
namespace {

using Json = nlohmann::json;

constexpr std::size_t most_points = 1000;

// Reads what stands beside the frames. Null is as good as absent.
class HeadReader {
 public:
  HeadReader(const Json& head, const std::string& place) : head_(head), place_(place) {}

  Result<std::optional<double>> number(const char* key, double least, double most) const {
    const Json* value = find(key);
    if (value == nullptr) return std::optional<double>{};
    const double number = value->is_number() ? value->get<double>() : -1;
    if (!value->is_number() || !(number >= least && number <= most))
      return wrong(key, "a number from " + short_text(least) + " to " + short_text(most));
    return std::optional<double>(number);
  }

  template <typename Choice>
  Result<std::optional<Choice>> choice(const char* key, Choice first, Choice second) const {
    const Json* value = find(key);
    if (value == nullptr) return std::optional<Choice>{};
    for (const Choice candidate : {first, second}) {
      if (value->is_string() && value->get_ref<const std::string&>() == name_of(candidate))
        return std::optional<Choice>(candidate);
    }
    return wrong(key, "\"" + std::string(name_of(first)) + "\" or \"" + name_of(second) + "\"");
  }

  Result<std::optional<std::pair<double, double>>> range(const char* key) const {
    const Json* value = find(key);
    if (value == nullptr) return std::optional<std::pair<double, double>>{};
    if (value->is_array() && value->size() == 2 && (*value)[0].is_number() && (*value)[1].is_number()) {
      const std::pair<double, double> range((*value)[0].get<double>(), (*value)[1].get<double>());
      if (range.first >= 0 && range.second > range.first) return std::optional(range);
    }
    return wrong(key, "two times in seconds, the second later than the first");
  }

  Result<std::vector<std::optional<Landmark>>> landmarks() const {
    const Json* names = find("landmarks");
    if (names == nullptr) return std::vector(mediapipe_order().begin(), mediapipe_order().end());
    if (!names->is_array() || names->empty() || names->size() > most_points)
      return wrong("landmarks", "a list of the names of the points");
    std::vector<std::optional<Landmark>> order;
    for (const Json& name : *names) {
      if (!name.is_string()) return wrong("landmarks", "a list of the names of the points");
      order.push_back(landmark_named(name.get_ref<const std::string&>()));
      if (order.back() && std::count(order.begin(), order.end(), order.back()) > 1)
        return fail(ErrorCode::invalid_input, std::string("\"landmarks\" names ") + name_of(*order.back()) + " twice",
                    place_);
    }
    const auto known =
        std::count_if(order.begin(), order.end(), [](const auto& landmark) { return landmark.has_value(); });
    if (known == 0) return wrong("landmarks", "names that genu knows, such as left_hip (docs/formats/gait.md)");
    return order;
  }

  Result<void> check_format() const {
    const Json* format = find("format");
    if (format == nullptr || !format->is_string() || format->get_ref<const std::string&>() != "genu-landmarks")
      return wrong("format", "\"genu-landmarks\"");
    const Json* version = find("version");
    if (version != nullptr && (!version->is_number() || version->get<double>() != 1))
      return wrong("version", "1, the only one there is");
    return {};
  }

 private:
  const Json* find(const char* key) const {
    const auto found = head_.find(key);
    return found == head_.end() || found->is_null() ? nullptr : &*found;
  }

  tl::unexpected<Error> wrong(const char* key, const std::string& wanted) const {
    return fail(ErrorCode::invalid_input, "\"" + std::string(key) + "\" must be " + wanted, place_);
  }

  static std::string short_text(double number) { return Json(number).dump(); }

  const Json& head_;
  const std::string& place_;
};

}  // namespace

Result<std::vector<ImagePoint>> GenuLandmarks::person_of(const Json& points, std::size_t number) const {
  const std::string who = place() + ", person " + std::to_string(number);
  if (!points.is_array() || points.size() > most_points)
    return fail(ErrorCode::invalid_input, "a person must be a list of points [x, y, visibility]", who);
  std::vector<ImagePoint> person;
  person.reserve(points.size());
  for (const Json& point : points) {
    if (point.is_null()) {
      person.emplace_back();
      continue;
    }
    const bool is_point = point.is_array() && (point.size() == 2 || point.size() == 3) && point[0].is_number() &&
                          point[1].is_number() && (point.size() == 2 || point[2].is_number());
    if (!is_point)
      return fail(ErrorCode::invalid_input,
                  "a point must be [x, y], [x, y, visibility] or null; \"" + printable(point.dump(), 40) + "\" is none",
                  who + ", point " + std::to_string(person.size() + 1));
    person.push_back(
        point_y_up(point[0].get<double>(), point[1].get<double>(), point.size() == 3 ? point[2].get<double>() : 1.0));
  }
  return person;
}

Result<void> GenuLandmarks::add_frame(const Json& frame) {
  const auto time = frame.find("time_s"), people = frame.find("people");
  if (time == frame.end()) return fail(ErrorCode::invalid_input, "\"time_s\" is missing", place());
  if (people == frame.end() || !people->is_array())
    return fail(ErrorCode::invalid_input, "\"people\" must be a list; it may be empty", place());
  poses_ += people->size();
  GENU_TRY(check_counts(frames_.size() + 1, poses_, people->size(), place()));
  Frame read;
  GENU_ASSIGN(read.time_s, finite_number(*time, "\"time_s\"", place()));
  for (const Json& points : *people) {
    GENU_ASSIGN(std::vector<ImagePoint> person, person_of(points, read.people.size() + 1));
    read.people.push_back(std::move(person));
  }
  frames_.push_back(std::move(read));
  return {};
}

Result<PoseFrame> GenuLandmarks::in_order(const Frame& frame, const std::vector<std::optional<Landmark>>& order,
                                          std::size_t number) const {
  PoseFrame ordered;
  ordered.time_s = frame.time_s;
  for (const std::vector<ImagePoint>& points : frame.people) {
    if (points.size() != order.size())
      return fail(ErrorCode::invalid_input,
                  "a person has " + std::to_string(points.size()) + " points where \"landmarks\" names " +
                      std::to_string(order.size()),
                  name_ + ": frame " + std::to_string(number));
    Pose pose;
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (order[i]) pose[*order[i]] = points[i];
    }
    ordered.people.push_back(pose);
  }
  return ordered;
}

Result<PoseRecording> GenuLandmarks::finish(const Json& head) {
  const HeadReader reader(head, name_);
  GENU_TRY(reader.check_format());
  if (frames_.empty()) return fail(ErrorCode::invalid_input, "\"frames\" holds no picture", name_);
  constexpr double largest_picture_px = 100'000;
  PoseRecording recording;
  Capture& capture = recording.capture;
  GENU_ASSIGN(capture.view, reader.choice("view", View::side, View::behind));
  GENU_ASSIGN(capture.surface, reader.choice("surface", Surface::treadmill, Surface::over_ground));
  GENU_ASSIGN(capture.belt_speed_m_per_s, reader.number("belt_speed_m_per_s", 0.1, 15));
  GENU_ASSIGN(capture.body_height_cm, reader.number("body_height_cm", 50, 260));
  GENU_ASSIGN(capture.standing_s, reader.range("standing_s"));
  GENU_ASSIGN(const std::optional<double> slow, reader.number("slow_motion_factor", 0.1, 100));
  GENU_ASSIGN(const std::optional<double> width, reader.number("width_px", 0, largest_picture_px));
  GENU_ASSIGN(const std::optional<double> height, reader.number("height_px", 0, largest_picture_px));
  GENU_ASSIGN(const std::vector<std::optional<Landmark>> order, reader.landmarks());
  capture.slow_motion_factor = slow.value_or(1);
  recording.width_px = width.value_or(0);
  recording.height_px = height.value_or(0);
  recording.frames.reserve(frames_.size());
  for (std::size_t i = 0; i < frames_.size(); ++i) {
    GENU_ASSIGN(PoseFrame frame, in_order(frames_[i], order, i + 1));
    frame.time_s /= capture.slow_motion_factor;
    recording.frames.push_back(std::move(frame));
  }
  return recording;
}

}  // namespace genu
