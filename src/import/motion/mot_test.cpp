#include "import/motion/mot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace genu {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string angles =
    "Coordinates\nversion=1\nnRows=2\nnColumns=3\ninDegrees=no\n\nUnits are S.I. units\nendheader\n"
    "time\tknee_angle_r\thip_flexion_r\n"
    "      0.50000000\t     -0.10\t      0.25\n"
    "      0.51666667\t     -0.20\t      0.35\n";

std::string changed(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

Movement read(const std::string& text) {
  Result<Movement> movement = read_mot(text, "ik.mot");
  EXPECT_TRUE(movement) << movement.error().text();
  return movement.value_or(Movement{});
}

std::string error_of(const std::string& text) {
  const Result<Movement> movement = read_mot(text, "ik.mot");
  return movement ? "no error" : movement.error().text();
}

void expect_as_written(const Movement& movement) {
  ASSERT_TRUE(movement.coordinates);
  EXPECT_FALSE(movement.forces);
  EXPECT_THAT(movement.coordinates->names, ElementsAre("knee_angle_r", "hip_flexion_r"));
  EXPECT_THAT(movement.coordinates->time_s, ElementsAre(0.5, 0.51666667));
  EXPECT_THAT(movement.coordinates->values, ElementsAre(-0.1, 0.25, -0.2, 0.35));
}

TEST(Mot, CoordinatesWithEitherHeader) {
  const Movement movement = read(angles);
  EXPECT_EQ(movement.format, "MOT");
  EXPECT_THAT(movement.warnings, IsEmpty());
  expect_as_written(movement);
  const std::string rows = angles.substr(angles.find("time\t"));
  expect_as_written(read("name ik\ndatacolumns 3\ndatarows 2\nrange 0.5 0.51666667\nendheader\n" + rows));
  expect_as_written(read("first trial\t\t\nnRows=2\t\t\nnColumns=3\t\t\n\t\t\nendheader\t\t\n" + rows));
}

TEST(Mot, LineEndsMarksBlanksAndEmptyLinesChangeNothing) {
  expect_as_written(read(changed(angles, "\n", "\r\n")));
  expect_as_written(read(changed(angles, "\n", "\r")));
  expect_as_written(read("\xEF\xBB\xBF" + angles));
  expect_as_written(read(changed(angles, "\t", " ")));
  expect_as_written(read(changed(angles, "endheader\n", "EndHeader\n\n")));
  expect_as_written(read(changed(angles, "time\t", "                time\t   ")));
  expect_as_written(read(changed(angles, "hip_flexion_r\n", "hip_flexion_r\t\t\n")));
  expect_as_written(read(angles.substr(0, angles.size() - 1)));
}

TEST(Mot, DegreesAreWhatTheFileSays) {
  EXPECT_EQ(read(angles).coordinates->in_degrees, false);
  EXPECT_EQ(read(changed(angles, "=no", "=yes")).coordinates->in_degrees, true);
  EXPECT_EQ(read(changed(angles, "inDegrees=no\n", "")).coordinates->in_degrees, std::nullopt);
  EXPECT_EQ(read(changed(angles, "inDegrees=no\n", "Angles are in degrees.\n")).coordinates->in_degrees, true);
  EXPECT_EQ(read(changed(angles, "inDegrees=no\n", "inDegrees=no\nAngles are in degrees.\n")).coordinates->in_degrees,
            false);
}

// One column for each of three axes, with values that say which: 1 vx, 2 vy, 3 vz, 4 px, …
Movement forces_of(const std::vector<std::string>& labels, const std::string& more = "") {
  std::string text = "grf\nendheader\ntime", row = "0.5";
  for (std::size_t i = 0; i < labels.size(); ++i) {
    text += "\t" + labels[i];
    row += "\t" + std::to_string(i + 1);
  }
  return read(text + more + "\n" + row + (more.empty() ? "" : "\t77") + "\n");
}

void expect_plate(const ForcePlate& plate, const std::string& name) {
  EXPECT_EQ(plate.name, name);
  ASSERT_EQ(plate.force_n.size(), 1U);
  ASSERT_EQ(plate.centre_of_pressure_m.size(), 1U);
  ASSERT_EQ(plate.free_moment_nm.size(), 1U);
  EXPECT_EQ(plate.force_n[0].z - plate.force_n[0].x, 2);
  EXPECT_EQ(plate.centre_of_pressure_m[0].x - plate.force_n[0].x, 3);
}

TEST(Mot, GroundForcesInEverySpelling) {
  const Movement numbered = forces_of(
      {"ground_force_1_vx", "ground_force_1_vy", "ground_force_1_vz", "ground_force_1_px", "ground_force_1_py",
       "ground_force_1_pz", "ground_force_1_mx", "ground_force_1_my", "ground_force_1_mz", "ground_force_2_vx",
       "ground_force_2_vy", "ground_force_2_vz", "ground_force_2_px", "ground_force_2_py", "ground_force_2_pz",
       "ground_force_2_mx", "ground_force_2_my", "ground_force_2_mz"});
  ASSERT_EQ(numbered.forces->plates.size(), 2U);
  EXPECT_FALSE(numbered.coordinates);
  expect_plate(numbered.forces->plates[0], "ground_force_1");
  expect_plate(numbered.forces->plates[1], "ground_force_2");
  EXPECT_EQ(numbered.forces->plates[1].free_moment_nm[0].y, 17);

  const Movement sided = forces_of({"R_ground_force_vx", "R_ground_force_vy", "R_ground_force_vz", "R_ground_force_px",
                                    "R_ground_force_py", "R_ground_force_pz", "L_ground_force_vx", "L_ground_force_vy",
                                    "L_ground_force_vz", "L_ground_force_px", "L_ground_force_py", "L_ground_force_pz",
                                    "R_ground_torque_x", "R_ground_torque_y", "R_ground_torque_z", "L_ground_torque_x",
                                    "L_ground_torque_y", "L_ground_torque_z"});
  ASSERT_EQ(sided.forces->plates.size(), 2U);
  expect_plate(sided.forces->plates[0], "R_ground_force");
  expect_plate(sided.forces->plates[1], "L_ground_force");
  EXPECT_EQ(sided.forces->plates[0].free_moment_nm[0].y, 14);
  EXPECT_EQ(sided.forces->plates[1].free_moment_nm[0].y, 17);

  const Movement opensim =
      forces_of({"ground_force_vx", "ground_force_vy", "ground_force_vz", "ground_force_px", "ground_force_py",
                 "ground_force_pz", "1_ground_force_vx", "1_ground_force_vy", "1_ground_force_vz", "1_ground_force_px",
                 "1_ground_force_py", "1_ground_force_pz", "ground_torque_x", "ground_torque_y", "ground_torque_z",
                 "1_ground_torque_x", "1_ground_torque_y", "1_ground_torque_z"});
  ASSERT_EQ(opensim.forces->plates.size(), 2U);
  expect_plate(opensim.forces->plates[0], "ground_force");
  expect_plate(opensim.forces->plates[1], "1_ground_force");
  EXPECT_EQ(opensim.forces->plates[0].free_moment_nm[0].x, 13);

  const Movement inner = forces_of({"ground_force_r_vx", "ground_force_r_vy", "ground_force_r_vz", "ground_force_r_px",
                                    "ground_force_r_py", "ground_force_r_pz", "ground_torque_r_x", "ground_torque_r_y",
                                    "ground_torque_r_z"});
  ASSERT_EQ(inner.forces->plates.size(), 1U);
  expect_plate(inner.forces->plates[0], "ground_force_r");
  EXPECT_EQ(inner.forces->plates[0].free_moment_nm[0].y, 8);
}

TEST(Mot, WhatIsNoGroundForceStaysATable) {
  const Movement mixed = forces_of({"ground_force_vx", "ground_force_vy", "ground_force_vz"}, "\temg");
  ASSERT_TRUE(mixed.forces && mixed.coordinates);
  EXPECT_FALSE(mixed.forces->plates[0].centre_of_pressure_m[0].known());
  EXPECT_FALSE(mixed.forces->plates[0].free_moment_nm[0].known());
  EXPECT_THAT(mixed.coordinates->names, ElementsAre("emg"));
  EXPECT_THAT(mixed.coordinates->values, ElementsAre(77));
  const Movement incomplete = forces_of({"ground_force_vx", "ground_force_vy", "ground_force_w", "ground_torque_x"});
  EXPECT_FALSE(incomplete.forces);
  EXPECT_EQ(incomplete.coordinates->names.size(), 4U);
}

TEST(Mot, AHeaderThatLiesIsAWarning) {
  const Movement movement = read(changed(changed(angles, "nRows=2", "nRows=302"), "nColumns=3", "nColumns=24"));
  expect_as_written(movement);
  EXPECT_THAT(movement.warnings,
              ElementsAre("the header promises 302 rows, 2 were read", "the header promises 24 columns, 3 were read"));
}

TEST(Mot, RowsThatCannotBeUsed) {
  const Movement movement = read(angles + "0.51666667\t1\t2\n0.6\tnan\t\n0.7\t1\tx\n0.8\t1");
  EXPECT_EQ(movement.coordinates->time_s.size(), 4U);
  EXPECT_TRUE(std::isnan(movement.coordinates->values[4]) && std::isnan(movement.coordinates->values[5]));
  EXPECT_THAT(movement.warnings, Contains(HasSubstr("not later than the one before")));
  EXPECT_THAT(movement.warnings, Contains("a cell is no number and counts as missing (\"x\" in line 14)"));
  EXPECT_THAT(movement.warnings, Contains("the file ends in the middle of a row, which was left out (in line 15)"));
}

TEST(Mot, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(error_of(""), HasSubstr("no MOT or STO file"));
  EXPECT_THAT(error_of(changed(angles, "endheader", "")), HasSubstr("\"endheader\" is missing"));
  EXPECT_THAT(error_of(changed(angles, "time\t", "frame\t")),
              HasSubstr("ik.mot:9: the first column is \"frame\", not \"time\""));
  EXPECT_THAT(error_of(angles.substr(0, angles.find("      0.5"))), HasSubstr("no row of numbers"));
  EXPECT_THAT(error_of(angles.substr(0, angles.find("time\t"))), HasSubstr("nothing after \"endheader\""));
  EXPECT_THAT(error_of("DataType=Vec3\nendheader\n"), HasSubstr("ik.mot:1: the cells of this file hold \"Vec3\""));
  EXPECT_THAT(error_of(changed(angles, "0.", "0,")), HasSubstr("ik.mot:10: the numbers have decimal commas"));
}

TEST(Mot, DamageAtEveryPlaceIsAnErrorOrAWarning) {
  for (std::size_t size = 0; size < angles.size(); ++size) {
    const Result<Movement> cut = read_mot(std::string_view(angles).substr(0, size), "ik.mot");
    EXPECT_TRUE(cut || !cut.error().message.empty());
    std::string broken = angles;
    broken[size] = '\t';
    const Result<Movement> read = read_mot(broken, "ik.mot");
    EXPECT_TRUE(read || !read.error().where.empty()) << size;
  }
}

TEST(Mot, IsRecognised) {
  EXPECT_TRUE(looks_like_mot(angles));
  EXPECT_TRUE(looks_like_mot("a\tb\t\nendheader\t\t\n"));
  EXPECT_FALSE(looks_like_mot("PathFileType\t4\n"));
  EXPECT_FALSE(looks_like_mot(""));
}

}  // namespace
}  // namespace genu
