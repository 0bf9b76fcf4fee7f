// What a recording of movement holds, whatever file or camera it came from.
//
// Directions: x and y of a picture in pixels, x to the right, y UP (importers turn the picture's y round; the origin
// does not matter). In the room: metres, axes as in the file. Side letters are those of the person, never of the
// picture. Absent is NaN, never zero.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace genu {

/// Points of the body that a camera's pose model knows. `toe` is the tip of the shoe (MediaPipe's foot index,
/// OpenPose's big toe).
enum class Landmark : std::uint8_t {
  nose,
  left_ear,
  right_ear,
  left_shoulder,
  right_shoulder,
  left_elbow,
  right_elbow,
  left_wrist,
  right_wrist,
  left_hip,
  right_hip,
  left_knee,
  right_knee,
  left_ankle,
  right_ankle,
  left_heel,
  right_heel,
  left_toe,
  right_toe,
};
inline constexpr std::size_t landmark_count = 19;

/// Stable lower-case name, as in files ("left_knee").
const char* name_of(Landmark landmark);
/// The landmark of that exact name; empty for any other.
std::optional<Landmark> landmark_named(std::string_view name);

struct ImagePoint {
  float x = std::numeric_limits<float>::quiet_NaN();
  float y = std::numeric_limits<float>::quiet_NaN();
  float visibility = 0;  // 0 to 1, as the pose model says it; 0 for what it did not see

  bool seen() const { return !std::isnan(x) && !std::isnan(y); }
};

/// One person in one picture.
struct Pose {
  std::array<ImagePoint, landmark_count> points{};

  ImagePoint& operator[](Landmark landmark) { return points[static_cast<std::size_t>(landmark)]; }
  const ImagePoint& operator[](Landmark landmark) const { return points[static_cast<std::size_t>(landmark)]; }
};

/// `people` are in no particular order: who is who from one picture to the next is for gait/people.h to find.
struct PoseFrame {
  double time_s = 0;
  std::vector<Pose> people;
};

enum class View : std::uint8_t { side, behind };
const char* name_of(View view);

enum class Surface : std::uint8_t { treadmill, over_ground };
const char* name_of(Surface surface);

/// What the person who filmed says about the clip. Absent is unknown.
struct Capture {
  std::optional<View> view;
  std::optional<Surface> surface;
  std::optional<double> belt_speed_m_per_s;
  std::optional<double> body_height_cm;
  double slow_motion_factor = 1;  // 8 for 240 pictures a second shown at 30: the times of the frames are divided by it
  std::optional<std::pair<double, double>> standing_s;  // quiet standing, from and until, in the clip's time
};

/// A film, as the points of the people in it.
struct PoseRecording {
  double width_px = 0;  // of the picture; 0 unknown
  double height_px = 0;
  Capture capture;
  std::vector<PoseFrame> frames;  // in time order, times strictly rising, in seconds of real time
};

struct Vector3 {
  double x = std::numeric_limits<double>::quiet_NaN();
  double y = std::numeric_limits<double>::quiet_NaN();
  double z = std::numeric_limits<double>::quiet_NaN();

  bool known() const { return !std::isnan(x) && !std::isnan(y) && !std::isnan(z); }
};

/// Markers of a motion-capture laboratory, in metres.
struct MarkerRecording {
  std::vector<double> time_s;  // strictly rising
  std::vector<std::string> names;
  std::vector<Vector3> positions;  // position of marker m in frame f: [f * names.size() + m]

  const Vector3& at(std::size_t frame, std::size_t marker) const { return positions[frame * names.size() + marker]; }
};

/// What one force plate (or one foot on a treadmill) felt: the force of the ground on the person.
struct ForcePlate {
  std::string name;
  std::vector<Vector3> force_n;
  std::vector<Vector3> centre_of_pressure_m;
  std::vector<Vector3> free_moment_nm;  // at the centre of pressure
};

struct ForceRecording {
  std::vector<double> time_s;      // strictly rising
  std::vector<ForcePlate> plates;  // every vector as long as time_s
};

/// Named numbers over time: joint angles, moments, model coordinates (MOT and STO files).
struct CoordinateTable {
  std::vector<double> time_s;
  std::vector<std::string> names;
  std::vector<double> values;      // [row * names.size() + column]
  std::optional<bool> in_degrees;  // as the file says; absent where it says nothing
};

/// Everything that one file may hold.
struct Movement {
  std::string format;  // "genu landmarks", "OpenPose", "COCO", "TRC", "MOT", "C3D"
  std::optional<PoseRecording> poses;
  std::optional<MarkerRecording> markers;
  std::optional<ForceRecording> forces;
  std::optional<CoordinateTable> coordinates;
  std::vector<std::string> warnings;  // what was assumed or left out, for a person
};

}  // namespace genu
