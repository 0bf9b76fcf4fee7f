// Who is who from picture to picture, and which of them runs.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "gait/recording.h"

namespace genu {

struct ChosenPerson {
  std::vector<std::optional<std::size_t>> index;  // for each frame, which of its people; none: not in this picture
  std::size_t people = 0;                         // who were seen in at least a tenth of the pictures
  std::size_t frames = 0;                         // in which the chosen one was seen
};

/// Follows people by the nearest middle of the trunk (within its length of where it went, lost for at most half a
/// second), and chooses the one whose ankles move most against the hips, measured in trunk lengths: the one who runs,
/// not who is nearest or largest. Nobody seen: `frames` is 0. Cost: frames times people squared.
ChosenPerson choose_person(const PoseRecording& recording);

}  // namespace genu
