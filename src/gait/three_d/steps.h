// Steps without force plates, from the movement of the feet. Inner part of the room.
#pragma once

#include <optional>
#include <vector>

#include "gait/three_d/body.h"
#include "gait/three_d/three_d.h"

namespace genu::three_d {

/// Whether the person runs: the pelvis is lower in the middle of a stance than on average (walking: higher). Empty when
/// no step was found.
std::optional<bool> runs(const BodyMotion& body);

/// Contacts of both feet in time order. Walking: heel farthest before, toe farthest behind the pelvis (Zeni, Richards,
/// Higginson 2008, doi 10.1016/j.gaitpost.2007.07.007). Running: the rule of films,
/// running_ground_times.
std::vector<Contact3d> contacts_from_movement(const BodyMotion& body, bool running);

}  // namespace genu::three_d
