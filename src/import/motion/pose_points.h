// What the readers of pose files share: orders of points, numbers, times.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.h"
#include "gait/recording.h"

namespace genu {

inline constexpr std::size_t most_people = 100;  // in a picture
inline constexpr std::size_t most_poses =
    300'000;  // in a recording: 70 MB; one person, 60 pictures a second: 83 minutes
inline constexpr std::size_t most_frames = 1'000'000;

/// Which landmark each point of a pose model is; empty for points that genu does not use.
using PointOrder = std::span<const std::optional<Landmark>>;

PointOrder mediapipe_order();         // 33 points of MediaPipe Pose
PointOrder openpose_body_25_order();  // 25 points of OpenPose's BODY_25
PointOrder openpose_coco_order();     // 18 points of OpenPose's COCO
PointOrder coco_order();              // 17 points of COCO keypoints

/// A point of a picture whose y points down, with y turned up; missing when it is not finite.
ImagePoint point_y_up(double x, double y, double visibility);

/// A finite number; otherwise an error that says what it should be.
Result<double> finite_number(const nlohmann::json& value, const std::string& what, const std::string& place);

/// The numbers of a list like [x, y, confidence, x, y, confidence, …].
Result<std::vector<double>> number_list(const nlohmann::json& list, const std::string& place);

/// Fails with too_large when `poses` people in all pictures, `people` in this one, or `frames` are too many.
Result<void> check_counts(std::size_t frames, std::size_t poses, std::size_t people, const std::string& place);

/// Leaves out frames whose time is not later than that of the frame before, with a warning; fails with invalid_input
/// when that would be most of them.
Result<void> keep_rising_times(std::vector<PoseFrame>& frames, std::string_view name,
                               std::vector<std::string>& warnings);

/// Fails with invalid_input when the points lie between 0 and 1, as shares of the picture: without its proportions no
/// angle can be measured.
Result<void> check_pixels(const PoseRecording& recording, std::string_view name);

}  // namespace genu
