// From what a force plate measures to force, centre of pressure and free moment in the laboratory: the four types of
// the C3D format.
//
// Source: "The C3D File Format: A Technical User Guide", Motion Lab Systems (https://www.c3d.org), FORCE_PLATFORM; the
// rest is statics: moments are moved from the plate's origin to the middle of its surface, and from there to the point
// of the surface about which only the moment normal to it is left.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "gait/recording.h"

namespace genu {

/// Below this vertical force a centre of pressure is mostly noise and counts as missing. Our choice: laboratories use
/// 10 to 50 N.
inline constexpr double least_force_for_pressure_n = 20;

struct PlateSetup {
  int type = 2;                        // 1 to 4
  std::array<Vector3, 4> corners_m{};  // in the laboratory, in the order +x +y, -x +y, -x -y, +x -y of the plate
  Vector3 origin_m;                    // type 1: not used; 2, 4: from the plate's origin to the middle of its surface;
                                       // 3: distances of the sensors from the middle (x, y), depth of the sensors (z)
  std::vector<double> calibration;     // type 4: 6 x 6, the row runs fastest; calibrated = matrix * channels
};

/// Channels that a plate of this type has: 8 for type 3, else 6; 0 for a type that is not known.
std::size_t channels_of_plate(int type);

struct PlateReading {
  ForcePlate plate;
  bool turned_round = false;
};

/// `samples` holds channels_of_plate(setup.type) numbers for each moment, one after another:
///
///     type 1      Fx Fy Fz (N), centre of pressure x y (m), free moment (N m)
///     type 2      Fx Fy Fz (N), Mx My Mz about the plate's origin (N m)
///     type 3      Fx12 Fx34 Fy14 Fy23 Fz1 Fz2 Fz3 Fz4 (N), as of Kistler's plates
///     type 4      six channels that `calibration` turns into those of type 2
///
/// The ground can only push: when the greatest force of a plate points into it, the file keeps the force of the person
/// on the plate, and all is turned round (`turned_round`). Centre of pressure and free moment are missing below
/// least_force_for_pressure_n. The name of the plate stays empty.
///
/// Nothing when the type is not known, the corners span no surface, or the calibration has another size. Cost: one
/// pass.
std::optional<PlateReading> read_plate(const PlateSetup& setup, std::span<const double> samples);

}  // namespace genu
