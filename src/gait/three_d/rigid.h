// Rigid bodies seen through their markers. Only the .cpp files of this room include this file: it shows Eigen.
//
// Absent is NaN. Lengths in metres, angles in degrees unless a name says otherwise.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "gait/recording.h"

namespace genu::three_d {

using Vec = Eigen::Vector3d;
using Mat = Eigen::Matrix3d;

Vec missing_vec();
inline bool seen(const Vec& v) { return !v.hasNaN(); }
inline Vec to_eigen(const Vector3& v) { return {v.x, v.y, v.z}; }

/// One coordinate of every point.
std::vector<double> component(std::span<const Vec> track, int axis);

/// Takes points of the body's own frame into the room: room = rotation * own + position.
struct Pose3 {
  Mat rotation = Mat::Constant(std::numeric_limits<double>::quiet_NaN());
  Vec position = missing_vec();

  bool known() const { return !rotation.hasNaN() && seen(position); }
  Vec to_room(const Vec& own) const { return rotation * own + position; }
  Vec to_own(const Vec& room) const { return rotation.transpose() * (room - position); }
};

/// Least-squares pose of `model` (points in the body's frame) that meets `points` (in the room); NaN points do not
/// count (Kabsch 1976, doi 10.1107/S0567739476001873, by singular values). Unknown when fewer than three are seen or
/// these lie on a line. Equal lengths.
Pose3 fit_pose(std::span<const Vec> model, std::span<const Vec> points);

/// fit_pose() in every frame, `rows[frame * shape.size() + point]`.
std::vector<Pose3> poses_of(std::span<const Vec> shape, std::span<const Vec> rows);

/// Root mean square distance that remains between `model` in its best pose and `points`; NaN without a pose.
double misfit_m(std::span<const Vec> model, std::span<const Vec> points);

/// Shape of a cluster from all frames, `points[frame * count + point]`. Starts from the frame (among sixteen of those
/// that show most) which agrees best with the others; then every frame that agrees is laid over the running mean, three
/// rounds. A few frames with exchanged or wrong markers do not change it. Points never seen stay NaN. Centred on its
/// seen points.
std::vector<Vec> cluster_shape(std::span<const Vec> points, std::size_t count);

/// Mean of a point's place in a body's own frame over the frames that know both; NaN when there are none.
Vec mean_own(std::span<const Pose3> poses, std::span<const Vec> points);

/// The axis about which two bodies turn against each other, in the frame of each.
struct CommonAxis {
  Vec direction_first = missing_vec();
  Vec direction_second = missing_vec();
  Vec point_first = missing_vec();  // on the axis
  Vec point_second = missing_vec();
  double residual_m = 0;  // root mean square distance of the two images of the point
};

/// Symmetrical axis of rotation analysis (Ehrig, Taylor, Duda, Heller 2007, doi 10.1016/j.jbiomech.2006.10.026): the
/// axis that is most nearly one line for both bodies over all frames. Absent with fewer than ten frames or when the
/// bodies turn less than `least_range_deg` against each other. Cost: linear in frames.
std::optional<CommonAxis> common_axis(std::span<const Pose3> first, std::span<const Pose3> second,
                                      double least_range_deg);

/// Angles of the joint coordinate system (Grood and Suntay 1983, doi 10.1115/1.3138397), as the Cardan sequence about z
/// (to the right) of the proximal frame, the floating axis, and y (long axis) of the distal frame.
struct JointAngles {
  double about_z_deg = std::numeric_limits<double>::quiet_NaN();
  double about_x_deg = std::numeric_limits<double>::quiet_NaN();
  double about_y_deg = std::numeric_limits<double>::quiet_NaN();
};
JointAngles joint_angles(const Mat& proximal, const Mat& distal);

/// Right-handed frame with y exactly along `up` and z as near as possible to `right` (both of any length).
Mat frame_from(const Vec& up, const Vec& right);

}  // namespace genu::three_d
