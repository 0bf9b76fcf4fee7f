// Which columns of a table are the ground reaction: laboratories spell them in several ways.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gait/recording.h"

namespace genu {

/// Takes the columns of the ground reaction out of `table`; empty when it has none.
///
/// A plate is three columns of force with one stem, and those of its centre of pressure and its moment when they are
/// there:
///
///     ground_force_1_vx    ground_force_1_px    ground_force_1_mx     name of the plate: ground_force_1
///     R_ground_force_vx    R_ground_force_px    R_ground_torque_x     R_ground_force
///     ground_force_l_vx    ground_force_l_px    ground_torque_l_x     ground_force_l
///     ground_force_vx      ground_force_px      ground_torque_x       ground_force
///
/// Values stay as they are: a centre of pressure of zeros beside a force of zero is what the file says.
std::optional<ForceRecording> take_ground_forces(CoordinateTable& table);

}  // namespace genu
