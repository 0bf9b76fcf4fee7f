#include "gait/three_d/rigid.h"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <cmath>
#include <numbers>

namespace genu::three_d {
namespace {

const std::vector<Vec> plate{{0, 0, 0}, {0.1, 0, 0}, {0.02, 0.15, 0.01}, {0.05, 0.05, 0.08}};

Mat turned(double angle_deg, const Vec& axis) {
  return Eigen::AngleAxisd(angle_deg * std::numbers::pi / 180, axis.normalized()).toRotationMatrix();
}

std::vector<Vec> moved(const std::vector<Vec>& points, const Mat& rotation, const Vec& position) {
  std::vector<Vec> result;
  for (const Vec& point : points) result.push_back(rotation * point + position);
  return result;
}

TEST(FitPose, FindsTheMovementOfABody) {
  const Mat rotation = turned(130, {1, 2, -1});
  const Vec position(3, -1, 0.5);
  const Pose3 pose = fit_pose(plate, moved(plate, rotation, position));
  ASSERT_TRUE(pose.known());
  EXPECT_LT((pose.rotation - rotation).norm(), 1e-9);
  EXPECT_LT((pose.position - position).norm(), 1e-9);
}

TEST(FitPose, DoesWithThreePointsAndNeverMirrors) {
  auto points = moved(plate, turned(20, {0, 0, 1}), Vec::Zero());
  points[3] = missing_vec();
  EXPECT_NEAR(fit_pose(plate, points).rotation.determinant(), 1, 1e-9);
}

TEST(FitPose, IsUnknownForTwoPointsAndForPointsOnALine) {
  const std::vector<Vec> two{plate[0], plate[1], missing_vec(), missing_vec()};
  EXPECT_FALSE(fit_pose(plate, two).known());
  const std::vector<Vec> line{{0, 0, 0}, {0.1, 0, 0}, {0.2, 0.001, 0}};
  EXPECT_FALSE(fit_pose(line, line).known());
}

TEST(ClusterShape, OutvotesFramesWithExchangedMarkers) {
  std::vector<Vec> points;
  for (int frame = 0; frame < 40; ++frame) {
    auto row = moved(plate, turned(3.0 * frame, {0, 1, 0}), Vec(0.01 * frame, 0, 0));
    if (frame % 5 == 0) std::swap(row[1], row[2]);
    points.insert(points.end(), row.begin(), row.end());
  }
  EXPECT_LT(misfit_m(cluster_shape(points, plate.size()), plate), 1e-6);
}

TEST(CommonAxis, FindsAHingeInBothBodies) {
  const Vec axis_first = Vec(0.1, -0.2, 1).normalized();
  const Vec on_axis(0.02, -0.4, 0.03);
  std::vector<Pose3> first;
  std::vector<Pose3> second;
  for (int frame = 0; frame < 60; ++frame) {
    const Mat thigh = turned(20 * std::sin(0.2 * frame), {0.3, 0, 1});
    const Mat bend = turned(40 + 30 * std::cos(0.3 * frame), axis_first);
    first.push_back({thigh, Vec(0, 1, 0.01 * frame)});
    second.push_back({thigh * bend, first.back().to_room(on_axis)});
  }
  const auto axis = common_axis(first, second, 25);
  ASSERT_TRUE(axis);
  EXPECT_NEAR(std::abs(axis->direction_first.dot(axis_first)), 1, 1e-9);
  EXPECT_LT((axis->point_first - on_axis).cross(axis_first).norm(), 1e-6);
  EXPECT_LT(axis->residual_m, 1e-6);
  EXPECT_FALSE(common_axis(first, first, 25)) << "bodies that do not turn against each other have no axis";
}

TEST(JointAngles, FollowTheOrderFlexionAdductionRotation) {
  const Mat distal = turned(40, Vec::UnitZ()) * turned(-8, Vec::UnitX()) * turned(12, Vec::UnitY());
  const Mat lab = turned(33, {1, 1, 0});
  const JointAngles angles = joint_angles(lab, lab * distal);
  EXPECT_NEAR(angles.about_z_deg, 40, 1e-9);
  EXPECT_NEAR(angles.about_x_deg, -8, 1e-9);
  EXPECT_NEAR(angles.about_y_deg, 12, 1e-9);
}

}  // namespace
}  // namespace genu::three_d
