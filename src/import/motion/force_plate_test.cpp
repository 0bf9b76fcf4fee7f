#include "import/motion/force_plate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace genu {
namespace {

// A plate of 0.4 m by 0.6 m whose middle is at (1, 2, 0): its x is the laboratory's -y, its y the laboratory's -x, its
// z points down.
PlateSetup setup_of(int type) {
  PlateSetup setup;
  setup.type = type;
  setup.corners_m = {Vector3{0.7, 1.8, 0}, Vector3{0.7, 2.2, 0}, Vector3{1.3, 2.2, 0}, Vector3{1.3, 1.8, 0}};
  setup.origin_m = {0, 0, -0.05};
  return setup;
}

// Somebody pushes at (0.1, 0.15) of the plate; the ground answers with (20, -30, -800) in its axes and a free moment of
// 4 N m about its z. In the laboratory: (30, -20, 800) at (0.85, 1.9), -4 N m about z.
constexpr double fx = 20, fy = -30, fz = -800, px = 0.1, py = 0.15, free_moment = 4;

void expect_the_push(const std::optional<PlateReading>& reading) {
  ASSERT_TRUE(reading);
  ASSERT_EQ(reading->plate.force_n.size(), 1U);
  const Vector3 &force = reading->plate.force_n[0], &point = reading->plate.centre_of_pressure_m[0],
                &moment = reading->plate.free_moment_nm[0];
  EXPECT_NEAR(force.x, 30, 1e-9);
  EXPECT_NEAR(force.y, -20, 1e-9);
  EXPECT_NEAR(force.z, 800, 1e-9);
  EXPECT_NEAR(point.x, 0.85, 1e-12);
  EXPECT_NEAR(point.y, 1.9, 1e-12);
  EXPECT_NEAR(point.z, 0, 1e-12);
  EXPECT_NEAR(moment.x, 0, 1e-9);
  EXPECT_NEAR(moment.y, 0, 1e-9);
  EXPECT_NEAR(moment.z, -4, 1e-9);
}

// The push as a plate with its origin `depth` below the surface measures it.
std::vector<double> six_channels(double depth) {
  const double pz = -depth;  // of the surface, seen from the origin; z points down
  return {fx, fy, fz, py * fz - pz * fy, pz * fx - px * fz, px * fy - py * fx + free_moment};
}

TEST(ForcePlate, TypeOneGivesThePointItself) {
  const PlateSetup setup = setup_of(1);
  expect_the_push(read_plate(setup, std::vector<double>{fx, fy, fz, px, py, free_moment}));
}

TEST(ForcePlate, TypeTwoMeasuresMomentsAboutItsOrigin) {
  const PlateSetup setup = setup_of(2);
  const std::optional<PlateReading> reading = read_plate(setup, six_channels(0.05));
  expect_the_push(reading);
  EXPECT_FALSE(reading->turned_round);
}

TEST(ForcePlate, AnOriginWrittenTheOtherWayRoundIsTheSamePlate) {
  PlateSetup setup = setup_of(2);
  setup.origin_m = {0, 0, 0.05};
  expect_the_push(read_plate(setup, six_channels(0.05)));
}

TEST(ForcePlate, TheForceOnThePlateIsTurnedRound) {
  std::vector<double> channels = six_channels(0.05);
  for (double& value : channels) value = -value;
  const std::optional<PlateReading> reading = read_plate(setup_of(2), channels);
  expect_the_push(reading);
  EXPECT_TRUE(reading->turned_round);
}

TEST(ForcePlate, TypeThreeHasEightSensors) {
  PlateSetup setup = setup_of(3);
  const double a = 0.12, b = 0.2, depth = 0.05;
  setup.origin_m = {a, b, depth};
  const std::vector<double> six = six_channels(depth);
  const double mx = six[3], my = six[4], mz = six[5];
  // Loads of the four sensors that together make force and moments; how they share the rest is free.
  const double share_x = mx / (4 * b), share_y = my / (4 * a);
  const double turn = mz / 2;  // half by the pairs along x, half by those along y
  const double fx34 = fx / 2 + turn / (2 * b), fx12 = fx - fx34;
  const double fy14 = fy / 2 + turn / (2 * a), fy23 = fy - fy14;
  const std::vector<double> eight = {fx12,
                                     fx34,
                                     fy14,
                                     fy23,
                                     fz / 4 + share_x - share_y,
                                     fz / 4 + share_x + share_y,
                                     fz / 4 - share_x + share_y,
                                     fz / 4 - share_x - share_y};
  expect_the_push(read_plate(setup, eight));
}

TEST(ForcePlate, TypeFourIsCalibratedFirst) {
  PlateSetup setup = setup_of(4);
  // calibrated(row) = sum of matrix(row, column) * channel(column): twice the channel, and channel 0 added to row 5.
  setup.calibration.assign(36, 0);
  for (std::size_t i = 0; i < 6; ++i) setup.calibration[i * 6 + i] = 2;
  setup.calibration[0 * 6 + 5] = 1;
  std::vector<double> channels = six_channels(0.05);
  for (double& value : channels) value /= 2;
  channels[5] -= channels[0] / 2;
  expect_the_push(read_plate(setup, channels));
}

TEST(ForcePlate, WithoutLoadThereIsNoPoint) {
  const std::optional<PlateReading> reading = read_plate(setup_of(1), std::vector<double>{1, 1, -19, 0, 0, 0});
  ASSERT_TRUE(reading);
  EXPECT_NEAR(reading->plate.force_n[0].z, 19, 1e-9);
  EXPECT_FALSE(reading->plate.centre_of_pressure_m[0].known());
  EXPECT_FALSE(reading->plate.free_moment_nm[0].known());
}

TEST(ForcePlate, WhatCannotBeUsedGivesNothing) {
  PlateSetup flat = setup_of(2);
  flat.corners_m[2] = flat.corners_m[3] = flat.corners_m[1];
  flat.corners_m[0] = flat.corners_m[1];
  EXPECT_FALSE(read_plate(flat, std::vector<double>(6)));
  PlateSetup unknown = setup_of(7);
  EXPECT_FALSE(read_plate(unknown, std::vector<double>(6)));
  EXPECT_FALSE(read_plate(setup_of(4), std::vector<double>(6)));
  EXPECT_EQ(channels_of_plate(3), 8U);
  EXPECT_EQ(channels_of_plate(0), 0U);
}

}  // namespace
}  // namespace genu
