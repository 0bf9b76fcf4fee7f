#include "import/motion/force_plate.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace genu {
namespace {

Vector3 operator+(const Vector3& a, const Vector3& b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
Vector3 operator-(const Vector3& a, const Vector3& b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
Vector3 operator*(double factor, const Vector3& a) { return {factor * a.x, factor * a.y, factor * a.z}; }
Vector3 cross(const Vector3& a, const Vector3& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
double length(const Vector3& a) { return std::sqrt(a.x * a.x + a.y * a.y + a.z * a.z); }

// Axes of the plate in the laboratory; z points into the ground.
struct PlateFrame {
  Vector3 x, y, z, middle;

  Vector3 to_laboratory(const Vector3& in_plate) const { return in_plate.x * x + in_plate.y * y + in_plate.z * z; }
};

std::optional<PlateFrame> frame_of(const std::array<Vector3, 4>& corners) {
  const Vector3 along_x = (corners[0] - corners[1]) + (corners[3] - corners[2]);
  const Vector3 along_y = (corners[0] - corners[3]) + (corners[1] - corners[2]);
  const Vector3 normal = cross(along_x, along_y);
  if (!(length(normal) > 1e-12) || !std::isfinite(length(normal))) return std::nullopt;
  PlateFrame frame;
  frame.x = 1 / length(along_x) * along_x;
  frame.z = 1 / length(normal) * normal;
  frame.y = cross(frame.z, frame.x);
  frame.middle = 0.25 * (corners[0] + corners[1] + corners[2] + corners[3]);
  return frame;
}

struct Load {
  Vector3 force_n;
  Vector3 moment_nm;  // about the middle of the surface
};

// From the plate's origin, below the surface, to its middle: z points down, so its z is negative. Some programs write
// the opposite vector.
Vector3 origin_to_surface(const Vector3& origin_m) { return origin_m.z > 0 ? -1.0 * origin_m : origin_m; }

Load load_of_six(std::span<const double> channels, const Vector3& origin_m) {
  const Vector3 force{channels[0], channels[1], channels[2]};
  const Vector3 about_origin{channels[3], channels[4], channels[5]};
  return {force, about_origin - cross(origin_to_surface(origin_m), force)};
}

Load load_with_pressure_point(std::span<const double> channels) {
  const Vector3 force{channels[0], channels[1], channels[2]};
  const Vector3 point{channels[3], channels[4], 0};
  return {force, cross(point, force) + Vector3{0, 0, channels[5]}};
}

// Four sensors at (+a, +b), (-a, +b), (-a, -b), (+a, -b): each horizontal channel is the sum of a pair.
Load load_of_eight(std::span<const double> channels, const Vector3& origin_m) {
  const double a = origin_m.x, b = origin_m.y;
  const double fx12 = channels[0], fx34 = channels[1], fy14 = channels[2], fy23 = channels[3];
  const double fz1 = channels[4], fz2 = channels[5], fz3 = channels[6], fz4 = channels[7];
  const Vector3 force{fx12 + fx34, fy14 + fy23, fz1 + fz2 + fz3 + fz4};
  const Vector3 about_sensors{b * (fz1 + fz2 - fz3 - fz4), a * (-fz1 + fz2 + fz3 - fz4),
                              b * (fx34 - fx12) + a * (fy14 - fy23)};
  const Vector3 to_surface{0, 0, -std::abs(origin_m.z)};
  return {force, about_sensors - cross(to_surface, force)};
}

Load load_of(const PlateSetup& setup, std::span<const double> channels) {
  if (setup.type == 1) return load_with_pressure_point(channels);
  if (setup.type == 3) return load_of_eight(channels, setup.origin_m);
  if (setup.type == 2) return load_of_six(channels, setup.origin_m);
  std::array<double, 6> calibrated{};
  for (std::size_t row = 0; row < 6; ++row) {
    for (std::size_t column = 0; column < 6; ++column)
      calibrated[row] += setup.calibration[column * 6 + row] * channels[column];
  }
  return load_of_six(calibrated, setup.origin_m);
}

void add_load(const Load& load, const PlateFrame& frame, ForcePlate& plate) {
  const Vector3& force = load.force_n;
  plate.force_n.push_back(frame.to_laboratory(force));
  if (!(-force.z >= least_force_for_pressure_n)) {
    plate.centre_of_pressure_m.emplace_back();
    plate.free_moment_nm.emplace_back();
    return;
  }
  const Vector3 point{-load.moment_nm.y / force.z, load.moment_nm.x / force.z, 0};
  const Vector3 about_point = load.moment_nm - cross(point, force);
  plate.centre_of_pressure_m.push_back(frame.middle + frame.to_laboratory(point));
  plate.free_moment_nm.push_back(frame.to_laboratory({0, 0, about_point.z}));
}

}  // namespace

std::size_t channels_of_plate(int type) {
  if (type == 3) return 8;
  return type == 1 || type == 2 || type == 4 ? 6 : 0;
}

std::optional<PlateReading> read_plate(const PlateSetup& setup, std::span<const double> samples) {
  const std::size_t channels = channels_of_plate(setup.type);
  const std::optional<PlateFrame> frame = frame_of(setup.corners_m);
  if (channels == 0 || !frame || (setup.type == 4 && setup.calibration.size() != 36)) return std::nullopt;
  const std::size_t count = samples.size() / channels;
  std::vector<Load> loads;
  loads.reserve(count);
  PlateReading reading;
  double greatest = 0;  // force into the ground, with its sign
  for (std::size_t i = 0; i < count; ++i) {
    loads.push_back(load_of(setup, samples.subspan(i * channels, channels)));
    if (std::abs(loads.back().force_n.z) > std::abs(greatest)) greatest = loads.back().force_n.z;
  }
  reading.turned_round = greatest > 0;
  for (Load& load : loads) {
    if (reading.turned_round) load = {-1.0 * load.force_n, -1.0 * load.moment_nm};
    add_load(load, *frame, reading.plate);
  }
  return reading;
}

}  // namespace genu
