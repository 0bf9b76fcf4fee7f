#include "import/motion/pose_points.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace genu {
namespace {

using enum Landmark;
using Json = nlohmann::json;
constexpr std::nullopt_t other = std::nullopt;

constexpr std::array<std::optional<Landmark>, 33> mediapipe = {
    nose,        other,      other,       other,     other,         other,          other,
    left_ear,    right_ear,  other,       other,     left_shoulder, right_shoulder, left_elbow,
    right_elbow, left_wrist, right_wrist, other,     other,         other,          other,
    other,       other,      left_hip,    right_hip, left_knee,     right_knee,     left_ankle,
    right_ankle, left_heel,  right_heel,  left_toe,  right_toe,
};

constexpr std::array<std::optional<Landmark>, 25> body_25 = {
    nose,      other,      right_shoulder, right_elbow, right_wrist, left_shoulder, left_elbow, left_wrist, other,
    right_hip, right_knee, right_ankle,    left_hip,    left_knee,   left_ankle,    other,      other,      right_ear,
    left_ear,  left_toe,   other,          left_heel,   right_toe,   other,         right_heel,
};

constexpr std::array<std::optional<Landmark>, 18> coco_18 = {
    nose,       other,       right_shoulder, right_elbow, right_wrist, left_shoulder, left_elbow, left_wrist, right_hip,
    right_knee, right_ankle, left_hip,       left_knee,   left_ankle,  other,         other,      right_ear,  left_ear,
};

constexpr std::array<std::optional<Landmark>, 17> coco_17 = {
    nose,       other,       other,    left_ear,  right_ear, left_shoulder, right_shoulder, left_elbow,  right_elbow,
    left_wrist, right_wrist, left_hip, right_hip, left_knee, right_knee,    left_ankle,     right_ankle,
};

}  // namespace

PointOrder mediapipe_order() { return mediapipe; }
PointOrder openpose_body_25_order() { return body_25; }
PointOrder openpose_coco_order() { return coco_18; }
PointOrder coco_order() { return coco_17; }

ImagePoint point_y_up(double x, double y, double visibility) {
  ImagePoint point;
  const auto x_px = static_cast<float>(x), y_px = static_cast<float>(0 - y);
  if (!std::isfinite(x_px) || !std::isfinite(y_px)) return point;
  point.x = x_px;
  point.y = y_px;
  point.visibility = static_cast<float>(std::clamp(visibility, 0.0, 1.0));
  return point;
}

Result<double> finite_number(const Json& value, const std::string& what, const std::string& place) {
  if (value.is_number()) {
    const double number = value.get<double>();
    if (std::isfinite(number)) return number;
  }
  return fail(ErrorCode::invalid_input, what + " must be a number", place);
}

Result<std::vector<double>> number_list(const Json& list, const std::string& place) {
  if (!list.is_array()) return fail(ErrorCode::invalid_input, "the points must be a list of numbers", place);
  std::vector<double> numbers;
  numbers.reserve(list.size());
  for (const Json& value : list) {
    if (!value.is_number()) {
      GENU_TRY(finite_number(value, "value " + std::to_string(numbers.size() + 1) + " of the points", place));
    }
    numbers.push_back(value.get<double>());
  }
  return numbers;
}

Result<void> check_counts(std::size_t frames, std::size_t poses, std::size_t people, const std::string& place) {
  if (people > most_people)
    return fail(ErrorCode::too_large, "more than 100 people in one picture; film the runner alone", place);
  if (poses > most_poses || frames > most_frames)
    return fail(ErrorCode::too_large, "the film is too long: more than 300,000 people in all its pictures; cut it",
                place);
  return {};
}

Result<void> keep_rising_times(std::vector<PoseFrame>& frames, std::string_view name,
                               std::vector<std::string>& warnings) {
  std::vector<PoseFrame> kept;
  kept.reserve(frames.size());
  std::size_t first_left_out = 0;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (kept.empty() || frames[i].time_s > kept.back().time_s) {
      kept.push_back(std::move(frames[i]));
    } else if (first_left_out == 0) {
      first_left_out = i + 1;
    }
  }
  const std::size_t left_out = frames.size() - kept.size();
  frames = std::move(kept);
  if (left_out > frames.size())
    return fail(ErrorCode::invalid_input, "the times of the frames do not rise; each frame needs its own time_s",
                std::string(name) + ": frame " + std::to_string(first_left_out));
  if (left_out > 0)
    warnings.push_back("the time of a frame is not later than the one before; the frame was left out (frame " +
                       std::to_string(first_left_out) +
                       (left_out > 1 ? "; " + std::to_string(left_out) + " times)" : ")"));
  return {};
}

Result<void> check_pixels(const PoseRecording& recording, std::string_view name) {
  constexpr float greatest_share = 2;  // pose models place points outside of the picture, but not so far
  std::size_t seen = 0;
  for (const PoseFrame& frame : recording.frames) {
    for (const Pose& pose : frame.people) {
      for (const ImagePoint& point : pose.points) {
        if (!point.seen()) continue;
        if (std::abs(point.x) > greatest_share || std::abs(point.y) > greatest_share) return {};
        ++seen;
      }
    }
  }
  if (seen == 0) return {};
  return fail(
      ErrorCode::invalid_input,
      "the points lie between 0 and 1, as shares of the picture; write them in pixels, so that angles are right",
      std::string(name));
}

}  // namespace genu
