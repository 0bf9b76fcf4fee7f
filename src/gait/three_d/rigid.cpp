#include "gait/three_d/rigid.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace genu::three_d {
namespace {

using Mat6 = Eigen::Matrix<double, 6, 6>;
using Vec6 = Eigen::Matrix<double, 6, 1>;

constexpr double degrees = 180 / std::numbers::pi;

/// Centres of the pairs in which both points are seen.
struct Pairs {
  Vec centre_model = Vec::Zero();
  Vec centre_points = Vec::Zero();
  std::size_t count = 0;
};

Pairs centres(std::span<const Vec> model, std::span<const Vec> points) {
  Pairs pairs;
  for (std::size_t i = 0; i < model.size(); ++i) {
    if (!seen(model[i]) || !seen(points[i])) continue;
    pairs.centre_model += model[i];
    pairs.centre_points += points[i];
    ++pairs.count;
  }
  if (pairs.count > 0) {
    pairs.centre_model /= static_cast<double>(pairs.count);
    pairs.centre_points /= static_cast<double>(pairs.count);
  }
  return pairs;
}

using Rows = std::span<const Vec>;

Rows row_of(Rows points, std::size_t count, std::size_t frame) { return points.subspan(frame * count, count); }

std::ptrdiff_t seen_in(Rows row) {
  return std::count_if(row.begin(), row.end(), [](const Vec& v) { return seen(v); });
}

double median(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::infinity();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Up to sixteen frames, evenly among those that show most points.
std::vector<std::size_t> candidates(Rows points, std::size_t count) {
  const std::size_t frames = points.size() / count;
  std::ptrdiff_t most = 0;
  for (std::size_t frame = 0; frame < frames; ++frame) most = std::max(most, seen_in(row_of(points, count, frame)));
  std::vector<std::size_t> full;
  for (std::size_t frame = 0; frame < frames; ++frame) {
    if (seen_in(row_of(points, count, frame)) == most) full.push_back(frame);
  }
  constexpr std::size_t enough = 16;
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < std::min(enough, full.size()); ++i) {
    chosen.push_back(full[i * full.size() / std::min(enough, full.size())]);
  }
  return chosen;
}

std::size_t typical_frame(Rows points, std::size_t count) {
  const auto frames = candidates(points, count);
  std::size_t best = frames.front();
  double least = std::numeric_limits<double>::infinity();
  for (const std::size_t frame : frames) {
    std::vector<double> misfits;
    for (const std::size_t against : frames) {
      const double misfit = misfit_m(row_of(points, count, frame), row_of(points, count, against));
      if (against != frame && !std::isnan(misfit)) misfits.push_back(misfit);
    }
    const double middle = median(misfits);
    if (middle < least) {
      least = middle;
      best = frame;
    }
  }
  return best;
}

void centre_on_seen(std::vector<Vec>& shape) {
  Vec centre = Vec::Zero();
  double count = 0;
  for (const Vec& point : shape) {
    if (!seen(point)) continue;
    centre += point;
    ++count;
  }
  if (count == 0) return;
  for (Vec& point : shape) point -= centre / count;
}

Mat turn_between(const Pose3& first, const Pose3& second) { return first.rotation.transpose() * second.rotation; }

double angle_deg(const Mat& turn) { return std::acos(std::clamp((turn.trace() - 1) / 2, -1.0, 1.0)) * degrees; }

/// Normal equations of: R1 a1 + t1 = R2 a2 + t2 in every frame, seen from the first body.
struct Equations {
  Mat6 matrix = Mat6::Zero();
  Vec6 right = Vec6::Zero();
  double frames = 0;
};

Equations equations_of(std::span<const Pose3> first, std::span<const Pose3> second) {
  Equations equations;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (!first[i].known() || !second[i].known()) continue;
    Eigen::Matrix<double, 3, 6> row;
    row << Mat::Identity(), -turn_between(first[i], second[i]);
    const Vec shift = first[i].to_own(second[i].position);
    equations.matrix += row.transpose() * row;
    equations.right += row.transpose() * shift;
    ++equations.frames;
  }
  return equations;
}

double range_deg(std::span<const Pose3> first, std::span<const Pose3> second) {
  std::optional<Mat> start;
  double widest = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (!first[i].known() || !second[i].known()) continue;
    const Mat turn = turn_between(first[i], second[i]);
    if (!start) start = turn;
    widest = std::max(widest, angle_deg(start->transpose() * turn));
  }
  return widest;
}

}  // namespace

Vec missing_vec() { return Vec::Constant(std::numeric_limits<double>::quiet_NaN()); }

std::vector<double> component(std::span<const Vec> track, int axis) {
  std::vector<double> values(track.size());
  for (std::size_t i = 0; i < track.size(); ++i) values[i] = track[i](axis);
  return values;
}

Pose3 fit_pose(std::span<const Vec> model, std::span<const Vec> points) {
  const Pairs pairs = centres(model, points);
  if (pairs.count < 3) return {};
  Mat covariance = Mat::Zero();
  Mat spread = Mat::Zero();
  for (std::size_t i = 0; i < model.size(); ++i) {
    if (!seen(model[i]) || !seen(points[i])) continue;
    const Vec own = model[i] - pairs.centre_model;
    covariance += (points[i] - pairs.centre_points) * own.transpose();
    spread += own * own.transpose();
  }
  const Eigen::SelfAdjointEigenSolver<Mat> shape(spread, Eigen::EigenvaluesOnly);
  constexpr double thinnest = 1e-4;  // m2: less than about a centimetre off a straight line says nothing about the turn
  if (shape.eigenvalues()(1) < thinnest) return {};
  const Eigen::JacobiSVD<Mat> svd(covariance, Eigen::ComputeFullU | Eigen::ComputeFullV);
  Mat mirror = Mat::Identity();
  mirror(2, 2) = (svd.matrixU() * svd.matrixV().transpose()).determinant() < 0 ? -1 : 1;
  Pose3 pose;
  pose.rotation = svd.matrixU() * mirror * svd.matrixV().transpose();
  pose.position = pairs.centre_points - pose.rotation * pairs.centre_model;
  return pose;
}

std::vector<Pose3> poses_of(std::span<const Vec> shape, std::span<const Vec> rows) {
  std::vector<Pose3> poses;
  for (std::size_t start = 0; start < rows.size(); start += shape.size()) {
    poses.push_back(fit_pose(shape, rows.subspan(start, shape.size())));
  }
  return poses;
}

double misfit_m(std::span<const Vec> model, std::span<const Vec> points) {
  const Pose3 pose = fit_pose(model, points);
  if (!pose.known()) return std::numeric_limits<double>::quiet_NaN();
  double square = 0;
  double count = 0;
  for (std::size_t i = 0; i < model.size(); ++i) {
    if (!seen(points[i]) || !seen(model[i])) continue;
    square += (pose.to_room(model[i]) - points[i]).squaredNorm();
    ++count;
  }
  return std::sqrt(square / count);
}

std::vector<Vec> cluster_shape(std::span<const Vec> points, std::size_t count) {
  if (count == 0 || points.empty()) return {};
  const Rows first = row_of(points, count, typical_frame(points, count));
  std::vector<Vec> shape(first.begin(), first.end());
  centre_on_seen(shape);
  const std::size_t frames = points.size() / count;
  constexpr int rounds = 3;
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> misfits(frames);
    std::vector<double> known;
    for (std::size_t frame = 0; frame < frames; ++frame) {
      misfits[frame] = misfit_m(shape, row_of(points, count, frame));
      if (!std::isnan(misfits[frame])) known.push_back(misfits[frame]);
    }
    constexpr double at_most = 3;  // times the median
    constexpr double noise_m = 1e-6;
    const double limit = at_most * median(known) + noise_m;
    std::vector<Vec> sum(count, Vec::Zero());
    std::vector<double> weight(count, 0);
    for (std::size_t frame = 0; frame < frames; ++frame) {
      if (!(misfits[frame] <= limit)) continue;
      const Rows row = row_of(points, count, frame);
      const Pose3 pose = fit_pose(shape, row);
      for (std::size_t i = 0; i < count; ++i) {
        if (!seen(row[i])) continue;
        sum[i] += pose.to_own(row[i]);
        ++weight[i];
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (weight[i] > 0) shape[i] = sum[i] / weight[i];
    }
  }
  centre_on_seen(shape);
  return shape;
}

Vec mean_own(std::span<const Pose3> poses, std::span<const Vec> points) {
  Vec sum = Vec::Zero();
  double count = 0;
  for (std::size_t i = 0; i < poses.size(); ++i) {
    if (!poses[i].known() || !seen(points[i])) continue;
    sum += poses[i].to_own(points[i]);
    ++count;
  }
  return count > 0 ? Vec(sum / count) : missing_vec();
}

std::optional<CommonAxis> common_axis(std::span<const Pose3> first, std::span<const Pose3> second,
                                      double least_range_deg) {
  constexpr double least_frames = 10;
  const Equations equations = equations_of(first, second);
  if (equations.frames < least_frames || range_deg(first, second) < least_range_deg) return std::nullopt;
  const Eigen::SelfAdjointEigenSolver<Mat6> solver(equations.matrix);
  const Vec6 null = solver.eigenvectors().col(0);
  if (null.head<3>().norm() < 1e-6 || null.tail<3>().norm() < 1e-6) return std::nullopt;
  Vec6 point = Vec6::Zero();  // without the part along the axis, which the equations leave open
  for (int i = 1; i < 6; ++i) {
    const Vec6 vector = solver.eigenvectors().col(i);
    point += vector * (vector.dot(equations.right) / solver.eigenvalues()(i));
  }
  CommonAxis axis;
  axis.direction_first = null.head<3>().normalized();
  axis.direction_second = null.tail<3>().normalized();
  axis.point_first = point.head<3>();
  axis.point_second = point.tail<3>();
  double square = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (!first[i].known() || !second[i].known()) continue;
    square += (first[i].to_room(axis.point_first) - second[i].to_room(axis.point_second)).squaredNorm();
  }
  axis.residual_m = std::sqrt(square / equations.frames);
  return axis;
}

JointAngles joint_angles(const Mat& proximal, const Mat& distal) {
  const Mat turn = proximal.transpose() * distal;
  JointAngles angles;
  if (turn.hasNaN()) return angles;
  angles.about_z_deg = std::atan2(-turn(0, 1), turn(1, 1)) * degrees;
  angles.about_x_deg = std::asin(std::clamp(turn(2, 1), -1.0, 1.0)) * degrees;
  angles.about_y_deg = std::atan2(-turn(2, 0), turn(2, 2)) * degrees;
  return angles;
}

Mat frame_from(const Vec& up, const Vec& right) {
  Mat frame;
  frame.col(1) = up.normalized();
  frame.col(0) = up.cross(right).normalized();
  frame.col(2) = frame.col(0).cross(frame.col(1));
  return frame;
}

}  // namespace genu::three_d
