// Any file of movement: poses from a film, markers, forces, joint angles. Untrusted bytes.
#pragma once

#include <string_view>

#include "base/result.h"
#include "gait/recording.h"
#include "import/motion/pose_json.h"

namespace genu {

/// Recognises C3D, JSON (genu-landmarks, OpenPose, COCO keypoints), TRC and MOT/STO by their content, whatever the
/// name, and reads it as the reader of that format says. `name` stands in messages, and decides what is said of a file
/// that is none of them. OpenPose's folders of files: read_openpose_folder.
///
/// In what comes back, times rise strictly, every list is as long as its times say, and what is absent is NaN.
Result<Movement> read_movement(std::string_view bytes, std::string_view name, const PoseOptions& options = {});

}  // namespace genu
