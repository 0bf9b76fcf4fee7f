// What must hold of every file of movement that a reader accepts, whatever its bytes.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "gait/recording.h"

namespace genu {

inline void require(bool holds) {
  if (!holds) std::abort();
}

inline void check_times(const std::vector<double>& time_s) {
  require(!time_s.empty());
  for (std::size_t i = 0; i < time_s.size(); ++i) {
    require(std::isfinite(time_s[i]));
    require(i == 0 || time_s[i] > time_s[i - 1]);
  }
}

inline void check_vectors(const std::vector<Vector3>& vectors, std::size_t size) {
  require(vectors.size() == size);
  for (const Vector3& vector : vectors)
    require(!std::isinf(vector.x) && !std::isinf(vector.y) && !std::isinf(vector.z));
}

inline void check_poses(const PoseRecording& poses) {
  require(!poses.frames.empty());
  for (std::size_t i = 0; i < poses.frames.size(); ++i) {
    require(std::isfinite(poses.frames[i].time_s));
    require(i == 0 || poses.frames[i].time_s > poses.frames[i - 1].time_s);
    for (const Pose& pose : poses.frames[i].people) {
      for (const ImagePoint& point : pose.points) {
        require(!std::isinf(point.x) && !std::isinf(point.y));
        require(point.visibility >= 0 && point.visibility <= 1);
      }
    }
  }
}

inline int check_movement(const Result<Movement>& movement) {
  if (!movement) {
    require(!movement.error().message.empty());
    return 0;
  }
  require(movement->poses || movement->markers || movement->forces || movement->coordinates);
  if (movement->poses) check_poses(*movement->poses);
  if (const auto& markers = movement->markers) {
    check_times(markers->time_s);
    check_vectors(markers->positions, markers->time_s.size() * markers->names.size());
  }
  if (const auto& forces = movement->forces) {
    check_times(forces->time_s);
    for (const ForcePlate& plate : forces->plates) {
      check_vectors(plate.force_n, forces->time_s.size());
      check_vectors(plate.centre_of_pressure_m, forces->time_s.size());
      check_vectors(plate.free_moment_nm, forces->time_s.size());
    }
  }
  if (const auto& table = movement->coordinates) {
    check_times(table->time_s);
    require(table->values.size() == table->time_s.size() * table->names.size());
    for (const double value : table->values) require(!std::isinf(value));
  }
  return 0;
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace genu
