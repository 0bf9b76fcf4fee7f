// How well our angles and moments agree with those of another program.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gait/recording.h"

namespace genu {

struct Agreement {
  double rmse = 0;  // after removing the mean difference
  double correlation = 0;
  double offset = 0;
  std::size_t count = 0;
};

/// Our column against the reference's, at the reference's times from `from_s` to `until_s`; the reference multiplied by
/// `scale`. `count` is 0 when a column is missing or no time is common.
Agreement agreement(const CoordinateTable& ours, std::string_view our_name, const CoordinateTable& reference,
                    std::string_view their_name, double scale, double from_s = -1e9, double until_s = 1e9);

/// Factor that turns a table's angles into degrees; by the range of `angle` where the file does not say.
double to_degrees(const CoordinateTable& table, std::string_view angle);

struct NamedAgreement {
  std::string angle;      // ours: "knee_flexion_left"
  std::string reference;  // theirs: "knee_angle_l"
  Agreement agreement;
};

/// Every joint angle that both know under OpenSim's names (hip_flexion_r, hip_adduction_r, knee_angle_r,
/// ankle_angle_r). Models differ in the sign of the knee, and only there: the sign that agrees better counts.
std::vector<NamedAgreement> compare_with_opensim(const CoordinateTable& angles, const CoordinateTable& reference);

}  // namespace genu
