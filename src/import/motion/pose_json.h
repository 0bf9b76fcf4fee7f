// Landmarks of people in a film, as pose programs write them: genu's own file, OpenPose, COCO keypoints. Untrusted
// text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "gait/recording.h"

namespace genu {

struct PoseOptions {
  /// Pictures a second of real time, for files that do not say it (OpenPose, COCO). Absent: 30 is assumed, with a
  /// warning. 1 to 1,000.
  std::optional<double> frames_per_second;
};

/// True when the first letter of the text is one with which JSON of these kinds begins.
bool looks_like_pose_json(std::string_view text);

/// Reads `Movement::poses`, y up (importers turn the picture's y round). `name` is only for messages. What the text is
/// decides its content:
///
///     genu-landmarks    docs/formats/gait.md. Times are divided by slow_motion_factor; standing_s stays in the clip's
///     time OpenPose          one picture ({"people": …}), several one after another, or a list of them; BODY_25 and
///     COCO (18),
///                       by the number of points. A point with confidence 0 is missing
///     COCO keypoints    annotations with images, or a list of results with image_id; 17 points, no heels and toes.
///                       Pictures in the order of their numbers; one without anybody is a frame without people
///
/// A text that ends too early keeps the frames before, with a warning. A frame whose time is not later than the one
/// before is left out with a warning.
///
/// Fails with invalid_input, naming line or frame, for text that is not JSON or none of these, numbers that are none,
/// unknown numbers of points, points in shares of the picture, and files without frames; with too_large beyond
/// 64 MB, 100 people in a picture and 300,000 in all. Never throws. Cost: one pass (bench/motion_bench).
Result<Movement> read_pose_json(std::string_view text, std::string_view name, const PoseOptions& options = {});

struct NamedText {
  std::string name;
  std::string text;
};

/// OpenPose's folder: a file for each picture, whose number is the last one in its name
/// ("run_000000000012_keypoints.json"). Numbers that are left out stay as gaps in time. Otherwise as read_pose_json.
Result<Movement> read_openpose_folder(std::vector<NamedText> files, const PoseOptions& options = {});

}  // namespace genu
