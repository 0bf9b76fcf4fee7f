// Every file of movement that lies beside the repository, against what other programs find in it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "import/motion/movement.h"
#include "import/test_files.h"

namespace genu {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::filesystem::path folder() {
  return std::filesystem::path(GENU_SOURCE_DIR).parent_path() / "shared" / "data" / "gait";
}

#define GENU_SKIP_WITHOUT_FILES() \
  if (!std::filesystem::exists(folder())) GTEST_SKIP() << folder() << " is not here"

Movement read(const std::string& path) {
  Result<Movement> movement = read_movement(content_of(folder() / path), path);
  EXPECT_TRUE(movement) << movement.error().text();
  return movement.value_or(Movement{});
}

// A row of tests/data/motion/second_parser.tsv.
struct Expected {
  std::string path;
  std::size_t rows = 0;
  std::size_t names = 0;
  std::string known_or_degrees;
  double first_s = 0, last_s = 0, sum = 0;
};

std::vector<Expected> expected_files() {
  std::istringstream table(content_of(std::filesystem::path(GENU_SOURCE_DIR) / "tests/data/motion/second_parser.tsv"));
  table.imbue(std::locale::classic());
  std::vector<Expected> files;
  for (std::string line; std::getline(table, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream cells(line);
    cells.imbue(std::locale::classic());
    Expected file;
    cells >> file.path >> file.rows >> file.names >> file.known_or_degrees >> file.first_s >> file.last_s >> file.sum;
    files.push_back(file);
  }
  return files;
}

double sum_of(const std::vector<Vector3>& vectors) {
  double sum = 0;
  for (const Vector3& vector : vectors) {
    if (vector.known()) sum += vector.x + vector.y + vector.z;
  }
  return sum;
}

void expect_markers(const MarkerRecording& markers, const Expected& file) {
  EXPECT_EQ(markers.time_s.size(), file.rows);
  EXPECT_EQ(markers.names.size(), file.names);
  EXPECT_EQ(markers.time_s.front(), file.first_s);
  EXPECT_EQ(markers.time_s.back(), file.last_s);
  const auto known = std::count_if(markers.positions.begin(), markers.positions.end(),
                                   [](const Vector3& position) { return position.known(); });
  EXPECT_EQ(std::to_string(known), file.known_or_degrees);
  EXPECT_NEAR(sum_of(markers.positions), file.sum, 1e-8 * std::abs(file.sum) + 1e-9);
}

void expect_table(const Movement& movement, const Expected& file) {
  const std::vector<double>& times = movement.forces ? movement.forces->time_s : movement.coordinates->time_s;
  EXPECT_EQ(times.size(), file.rows);
  EXPECT_EQ(times.front(), file.first_s);
  EXPECT_EQ(times.back(), file.last_s);
  std::size_t columns = 0;
  double sum = 0;
  if (movement.coordinates) {
    columns += movement.coordinates->names.size();
    for (const double value : movement.coordinates->values) sum += value;
    const std::optional<bool>& degrees = movement.coordinates->in_degrees;
    EXPECT_EQ(degrees ? (*degrees ? "yes" : "no") : "absent", file.known_or_degrees);
  }
  if (movement.forces) {
    for (const ForcePlate& plate : movement.forces->plates) {
      columns += 9;
      sum += sum_of(plate.force_n) + sum_of(plate.centre_of_pressure_m) + sum_of(plate.free_moment_nm);
    }
  }
  EXPECT_EQ(columns, file.names);
  EXPECT_NEAR(sum, file.sum, 1e-7 * std::abs(file.sum) + 1e-6);
}

TEST(MotionFiles, HoldWhatASecondParserFinds) {
  GENU_SKIP_WITHOUT_FILES();
  const std::vector<Expected> files = expected_files();
  EXPECT_EQ(files.size(), 60U);
  for (const Expected& file : files) {
    SCOPED_TRACE(file.path);
    const Movement movement = read(file.path);
    if (movement.markers) {
      expect_markers(*movement.markers, file);
    } else {
      ASSERT_TRUE(movement.forces || movement.coordinates);
      expect_table(movement, file);
    }
  }
}

TEST(MotionFiles, WarnOfNothingButTheThreeFaultsThatThereAre) {
  GENU_SKIP_WITHOUT_FILES();
  std::vector<std::string> warnings;
  for (const Expected& file : expected_files()) {
    for (const std::string& warning : read(file.path).warnings) warnings.push_back(warning);
  }
  EXPECT_THAT(warnings, testing::UnorderedElementsAre(HasSubstr("the row was left out (\"2.4990000000\" in line 2548)"),
                                                      "the header promises 2537 rows, 2536 were read",
                                                      "the header promises 302 rows, 301 were read"));
}

TEST(MotionFiles, GroundForcesFindTheirPlates) {
  GENU_SKIP_WITHOUT_FILES();
  const auto plates = [](const std::string& path) {
    const Movement movement = read(path);
    EXPECT_FALSE(movement.coordinates) << path;
    std::vector<std::string> names;
    for (const ForcePlate& plate : movement.forces.value_or(ForceRecording{}).plates) names.push_back(plate.name);
    return names;
  };
  EXPECT_THAT(plates("run_hamner2013_subject01/run300_grf.mot"), ElementsAre("ground_force_1", "ground_force_2"));
  EXPECT_THAT(plates("run_bmc2018/grf_run.mot"), ElementsAre("R_ground_force", "L_ground_force"));
  EXPECT_THAT(plates("walk_gait2354/subject01_walk1_grf.mot"), ElementsAre("ground_force", "1_ground_force"));
  EXPECT_THAT(plates("walk_gait2354/id_exact/subject01_walk1_grf.mot"), ElementsAre("ground_force", "l_ground_force"));
  EXPECT_THAT(plates("synthetic_arnold2013/subject01/grf.mot"), ElementsAre("ground_force_r", "ground_force_l"));
}

// walking5.c3d was exported by OpenSim: every 10th frame of its markers, every 100th sample of its plates; mm and N mm.
TEST(MotionFiles, MarkersOfAC3dFileAgreeWithOpenSim) {
  GENU_SKIP_WITHOUT_FILES();
  const Movement file = read("c3d/walking5.c3d"), reference = read("c3d/ref_walking5_markers.trc");
  ASSERT_TRUE(file.markers && reference.markers);
  EXPECT_THAT(file.warnings, IsEmpty());
  EXPECT_EQ(file.markers->time_s.size(), 1103U);
  EXPECT_EQ(file.markers->names, reference.markers->names);
  std::size_t known = 0;
  double greatest_m = 0;
  for (std::size_t row = 0; row < reference.markers->time_s.size(); ++row) {
    const auto frame = static_cast<std::size_t>(std::lround(reference.markers->time_s[row] * 250));
    ASSERT_NEAR(file.markers->time_s[frame], reference.markers->time_s[row], 1e-9);
    for (std::size_t marker = 0; marker < reference.markers->names.size(); ++marker) {
      const Vector3 &ours = file.markers->at(frame, marker), &theirs = reference.markers->at(row, marker);
      ASSERT_EQ(ours.known(), theirs.known()) << row << " " << marker;
      if (!ours.known()) continue;
      ++known;
      greatest_m =
          std::max({greatest_m, std::abs(ours.x - theirs.x), std::abs(ours.y - theirs.y), std::abs(ours.z - theirs.z)});
    }
  }
  EXPECT_EQ(known, 2403U);
  EXPECT_LT(greatest_m, 5.001e-5) << "the reference has five digits: 0.1 mm";
}

Vector3 columns_at(const CoordinateTable& table, std::size_t row, std::size_t column) {
  const double* values = &table.values[row * table.names.size() + column];
  return {values[0], values[1], values[2]};
}

double distance(const Vector3& a, const Vector3& b) { return std::hypot(a.x - b.x, a.y - b.y, a.z - b.z); }

TEST(MotionFiles, ForcesOfAC3dFileAgreeWithOpenSim) {
  GENU_SKIP_WITHOUT_FILES();
  const Movement file = read("c3d/walking5.c3d");
  const CoordinateTable about_middle = *read("c3d/ref_walking5_grfs.sto").coordinates;
  const CoordinateTable about_pressure = *read("c3d/ref_cop_walking5_grfs.sto").coordinates;
  ASSERT_TRUE(file.forces);
  ASSERT_EQ(file.forces->plates.size(), 2U);
  EXPECT_EQ(file.forces->time_s.size(), 8824U);
  std::size_t loaded = 0, rows = 0;
  double force_n = 0, pressure_m = 0, free_moment_nm = 0, moment_nm = 0;
  for (std::size_t row = 0; row < about_pressure.time_s.size(); ++row) {
    const double place = about_pressure.time_s[row] * 2000;
    const auto sample = static_cast<std::size_t>(std::lround(place));
    if (std::abs(place - std::round(place)) > 1e-6) continue;
    ++rows;
    for (std::size_t plate = 0; plate < 2; ++plate) {
      const ForcePlate& ours = file.forces->plates[plate];
      force_n = std::max(force_n, distance(ours.force_n[sample], columns_at(about_pressure, row, 9 * plate)));
      if (!ours.centre_of_pressure_m[sample].known()) continue;
      ++loaded;
      const Vector3 point_mm = columns_at(about_pressure, row, 9 * plate + 3);
      const Vector3 moment_nmm = columns_at(about_pressure, row, 9 * plate + 6);
      const Vector3& point = ours.centre_of_pressure_m[sample];
      pressure_m = std::max(pressure_m, distance(point, {point_mm.x / 1000, point_mm.y / 1000, point_mm.z / 1000}));
      const Vector3& moment = ours.free_moment_nm[sample];
      free_moment_nm =
          std::max(free_moment_nm, distance(moment, {moment_nmm.x / 1000, moment_nmm.y / 1000, moment_nmm.z / 1000}));
      // Back to the middle of the plate, where the other file has its moments.
      const Vector3 middle_mm = columns_at(about_middle, row, 9 * plate + 3);
      const Vector3 arm{point.x - middle_mm.x / 1000, point.y - middle_mm.y / 1000, point.z - middle_mm.z / 1000};
      const Vector3& force = ours.force_n[sample];
      const Vector3 back{arm.y * force.z - arm.z * force.y + moment.x, arm.z * force.x - arm.x * force.z + moment.y,
                         arm.x * force.y - arm.y * force.x + moment.z};
      const Vector3 theirs = columns_at(about_middle, row, 9 * plate + 6);
      moment_nm = std::max(moment_nm, distance(back, {theirs.x / 1000, theirs.y / 1000, theirs.z / 1000}));
    }
  }
  EXPECT_EQ(rows, 90U);
  EXPECT_EQ(loaded, 22U);
  EXPECT_LT(force_n, 1e-8);
  EXPECT_LT(pressure_m, 1e-10);
  EXPECT_LT(free_moment_nm, 1e-10);
  EXPECT_LT(moment_nm, 1e-8);
}

// Written on a VAX, with plates of type 4 whose zero is in frames 1 to 10. Nobody exported it for us: what must hold is
// what walking is like.
TEST(MotionFiles, AC3dFileOfADecComputerIsAWalk) {
  GENU_SKIP_WITHOUT_FILES();
  const Movement file = read("c3d/bmc_Gait.c3d");
  ASSERT_TRUE(file.markers && file.forces);
  EXPECT_THAT(file.warnings, ElementsAre(HasSubstr("two markers have the same name")));
  EXPECT_EQ(file.markers->time_s.size(), 487U);
  EXPECT_THAT(file.markers->names, Contains("RASI"));
  ASSERT_EQ(file.forces->plates.size(), 2U);
  EXPECT_EQ(file.forces->time_s.size(), 4870U);
  for (const ForcePlate& plate : file.forces->plates) {
    double greatest = 0;
    for (const Vector3& force : plate.force_n) greatest = std::max(greatest, force.z);
    EXPECT_GT(greatest, 700);
    EXPECT_LT(greatest, 900);
    EXPECT_NEAR(plate.force_n.front().z, 0, 5);
  }
}

TEST(MotionFiles, RealFilesMayEndAnywhere) {
  GENU_SKIP_WITHOUT_FILES();
  for (const char* path :
       {"c3d/bmc_Gait.c3d", "walk_gait2354/subject01_walk1.trc", "run_hamner2013_subject01/run300_grf.mot"}) {
    const std::string whole = content_of(folder() / path);
    for (std::size_t size = 0; size < whole.size(); size += whole.size() / 97) {
      const Result<Movement> cut = read_movement(std::string_view(whole).substr(0, size), path);
      EXPECT_TRUE(cut ? !cut->warnings.empty() : !cut.error().where.empty()) << path << " " << size;
    }
  }
}

TEST(Movement, IsRecognisedByItsContent) {
  const auto format = [](const std::string& bytes, const std::string& name) {
    const Result<Movement> movement = read_movement(bytes, name);
    return movement ? movement->format : movement.error().text();
  };
  const std::string trc = "PathFileType\t4\n1\t2\nFrame#\tTime\tA\t\t\n1\t0\t1\t2\t3\n";
  const std::string mot = "x\nendheader\ntime\ta\n0\t1\n";
  const std::string openpose = R"({"people": []})";
  EXPECT_EQ(format(trc, "walk.mot"), "TRC");
  EXPECT_EQ(format(mot, "walk"), "MOT");
  EXPECT_EQ(format(openpose, "walk.c3d"), "OpenPose");
  EXPECT_THAT(format("", "a.trc"), HasSubstr("a.trc: the file is empty"));
  EXPECT_THAT(format("hello", "a.txt"), HasSubstr("a.txt: this is no file of movement that genu reads"));
  EXPECT_THAT(format("hello", "a.TRC"), HasSubstr("the line that begins with Frame# and Time is missing"));
  EXPECT_THAT(format("hello", "a.sto"), HasSubstr("\"endheader\" is missing"));
  EXPECT_THAT(format("hello", "a.c3d"), HasSubstr("this is no C3D file"));
  EXPECT_THAT(format("\xFF\xFEx", "a.trc"), HasSubstr("UTF-16"));
}

}  // namespace
}  // namespace genu
