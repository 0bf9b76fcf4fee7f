#include "import/motion/openpose.h"

#include <utility>

#include "import/motion/pose_points.h"

namespace genu {
namespace {

using Json = nlohmann::json;

constexpr std::size_t numbers_of_a_point = 3;  // x, y, confidence

Result<PointOrder> order_of(std::size_t numbers, const std::string& place) {
  for (const PointOrder order : {openpose_body_25_order(), openpose_coco_order()}) {
    if (numbers == order.size() * numbers_of_a_point) return order;
  }
  return fail(
      ErrorCode::invalid_input,
      "a person has " + std::to_string(numbers) + " numbers; genu reads OpenPose's BODY_25 (75) and COCO (54) models",
      place);
}

}  // namespace

Result<void> OpenPose::add_person(const Json& person, const std::string& place) {
  Picture& picture = pictures_.back();
  const std::string who = place + ", person " + std::to_string(picture.people.size() + 1);
  GENU_TRY(check_counts(pictures_.size(), ++poses_, picture.people.size() + 1, who));
  auto points = person.find("pose_keypoints_2d");
  if (points == person.end()) points = person.find("pose_keypoints");
  if (points == person.end()) return fail(ErrorCode::invalid_input, "\"pose_keypoints_2d\" is missing", who);
  GENU_ASSIGN(const std::vector<double> numbers, number_list(*points, who));
  GENU_ASSIGN(const PointOrder order, order_of(numbers.size(), who));
  Pose pose;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double* point = &numbers[i * numbers_of_a_point];
    if (order[i] && point[2] > 0) pose[*order[i]] = point_y_up(point[0], point[1], point[2]);
  }
  picture.people.push_back(pose);
  return {};
}

PoseRecording OpenPose::finish(double frames_per_second) {
  PoseRecording recording;
  recording.frames.reserve(pictures_.size());
  for (Picture& picture : pictures_) {
    const auto since_first = static_cast<double>(picture.number - pictures_.front().number);
    recording.frames.push_back({since_first / frames_per_second, std::move(picture.people)});
  }
  pictures_.clear();
  return recording;
}

}  // namespace genu
