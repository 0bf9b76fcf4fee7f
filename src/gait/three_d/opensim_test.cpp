// Against the reference results that come with the recordings of ../shared/data/gait. Each test prints its table.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "gait/signal.h"
#include "gait/three_d/agreement.h"
#include "gait/three_d/three_d.h"
#include "import/motion/movement.h"

namespace genu {
namespace {

std::filesystem::path folder() { return std::filesystem::path(GENU_SOURCE_DIR) / "../shared/data/gait"; }
bool present() { return std::filesystem::exists(folder() / "README.md"); }

Movement read(const std::string& name) {
  std::ifstream file(folder() / name, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  auto movement = read_movement(bytes, name);
  EXPECT_TRUE(movement) << name << ": " << (movement ? "" : movement.error().text());
  return movement ? *movement : Movement{};
}

struct Recording {
  std::string name;
  std::string markers;
  std::string forces;    // empty: none
  std::string standing;  // empty: none
  std::string reference;
  double knee_sign;  // -1 where the model's knee bends towards negative angles
};

void PrintTo(const Recording& recording, std::ostream* out) { *out << recording.name; }

Gait3d analyse(const Recording& recording, Options3d options = {}) {
  const Movement markers = read(recording.markers);
  const Movement forces = recording.forces.empty() ? Movement{} : read(recording.forces);
  const Movement standing = recording.standing.empty() ? Movement{} : read(recording.standing);
  if (standing.markers) options.standing = &*standing.markers;
  EXPECT_TRUE(markers.markers);
  const auto gait = analyse_markers(*markers.markers, forces.forces ? &*forces.forces : nullptr, options);
  EXPECT_TRUE(gait) << (gait ? "" : gait.error().text());
  return gait ? *gait : Gait3d{};
}

const Recording walking_modifications[] = {
    {"natural", "walk_modifications_subject4/walking1.trc", "walk_modifications_subject4/walking1_grf.mot", "",
     "walk_modifications_subject4/ref_walking1_ik.mot", 1},
    {"toe_in", "walk_modifications_subject4/walkingTI1.trc", "walk_modifications_subject4/walkingTI1_grf.mot", "",
     "walk_modifications_subject4/ref_walkingTI1_ik.mot", 1},
    {"toe_out", "walk_modifications_subject4/walkingTO1.trc", "walk_modifications_subject4/walkingTO1_grf.mot", "",
     "walk_modifications_subject4/ref_walkingTO1_ik.mot", 1},
    {"trunk_sway", "walk_modifications_subject4/walkingTS1.trc", "walk_modifications_subject4/walkingTS1_grf.mot", "",
     "walk_modifications_subject4/ref_walkingTS1_ik.mot", 1},
};
const Recording run_bmc{"run_bmc2018",
                        "run_bmc2018/motion_capture_run.trc",
                        "run_bmc2018/grf_run.mot",
                        "",
                        "run_bmc2018/ref_ik_output_run.mot",
                        1};
const Recording run_bmc_standing{
    "run_bmc2018_standing",       "run_bmc2018/motion_capture_run.trc", "run_bmc2018/grf_run.mot",
    "run_bmc2018/static_run.trc", "run_bmc2018/ref_ik_output_run.mot",  1};
const Recording run200{"run200", "run_hamner2013_subject01/run200.trc",    "run_hamner2013_subject01/run200_grf.mot",
                       "",       "run_hamner2013_subject01/run200_ik.mot", -1};
const Recording run300{"run300", "run_hamner2013_subject01/run300.trc",    "run_hamner2013_subject01/run300_grf.mot",
                       "",       "run_hamner2013_subject01/run300_ik.mot", -1};
const Recording walk2354{"walk_gait2354",
                         "walk_gait2354/subject01_walk1.trc",
                         "walk_gait2354/subject01_walk1_grf.mot",
                         "",
                         "walk_gait2354/id_exact/subject01_walk1_ik.mot",
                         -1};
const Recording walk2354_standing{"walk_gait2354_standing",
                                  "walk_gait2354/subject01_walk1.trc",
                                  "walk_gait2354/subject01_walk1_grf.mot",
                                  "walk_gait2354/subject01_static.trc",
                                  "walk_gait2354/id_exact/subject01_walk1_ik.mot",
                                  -1};
const Recording walk2354_exact{"walk_gait2354_synthetic_markers",
                               "walk_gait2354/ik_exact/subject01_synthetic_marker_data.trc",
                               "",
                               "",
                               "walk_gait2354/ik_exact/ref_std_subject01_walk1_ik.mot",
                               -1};
const Recording arnold1{"synthetic_arnold_1",
                        "synthetic_arnold2013/subject01/markers.trc",
                        "synthetic_arnold2013/subject01/grf.mot",
                        "",
                        "synthetic_arnold2013/subject01/coordinates.sto",
                        1};
const Recording arnold2{"synthetic_arnold_2",
                        "synthetic_arnold2013/subject02/markers.trc",
                        "synthetic_arnold2013/subject02/grf.mot",
                        "",
                        "synthetic_arnold2013/subject02/coordinates.sto",
                        1};

/// Dorsiflexion of the model's foot against its shank: ankle and subtalar joint together, about the axes of the model.
CoordinateTable with_whole_ankle(CoordinateTable table, double degrees) {
  CoordinateTable result;
  result.time_s = table.time_s;
  result.names = {"whole_ankle_l", "whole_ankle_r"};
  for (std::size_t row = 0; row < table.time_s.size(); ++row) {
    for (const char* side : {"l", "r"}) {
      const double mirror = side[0] == 'r' ? 1 : -1;
      const double to_radians = degrees / 57.29577951308232;
      const double ankle = column_of(table, std::string("ankle_angle_") + side)[row] * to_radians;
      const auto sub = column_of(table, std::string("subtalar_angle_") + side);
      const double subtalar = sub.empty() ? 0 : sub[row] * to_radians;
      const Eigen::Vector3d ankle_axis(-0.10501355 * mirror, -0.17402245 * mirror, 0.97912632);
      const Eigen::Vector3d subtalar_axis(0.78717961 * mirror, 0.60474746 * mirror, -0.12094949);
      const Eigen::Matrix3d turn =
          (Eigen::AngleAxisd(ankle, ankle_axis.normalized()) * Eigen::AngleAxisd(subtalar, subtalar_axis.normalized()))
              .toRotationMatrix();
      result.values.push_back(std::asin(turn(1, 0)) * 57.29577951308232);
    }
  }
  return result;
}

class Angles : public testing::TestWithParam<Recording> {};

TEST_P(Angles, AgreeWithInverseKinematics) {
  if (!present()) GTEST_SKIP() << "../shared/data/gait is not here";
  const Recording& recording = GetParam();
  const Gait3d gait = analyse(recording);
  const Movement reference = read(recording.reference);
  ASSERT_TRUE(reference.coordinates);
  const double degrees = to_degrees(*reference.coordinates, "knee_angle_r");
  struct Pair {
    const char* ours;
    const char* theirs;
    double sign;
    double least_correlation;  // 0: printed only
  };
  const CoordinateTable whole_ankle = with_whole_ankle(*reference.coordinates, degrees);
  const Pair pairs[] = {
      {"hip_flexion", "hip_flexion", 1, 0.95},        {"knee_flexion", "knee_angle", recording.knee_sign, 0.95},
      {"ankle_dorsiflexion", "whole_ankle", 1, 0.94}, {"ankle_dorsiflexion", "ankle_angle", 1, 0},
      {"hip_adduction", "hip_adduction", 1, 0},       {"hip_rotation", "hip_rotation", 1, 0}};
  for (const Pair& pair : pairs) {
    for (const BodySide side : both_sides) {
      const bool composed = std::string_view(pair.theirs) == "whole_ankle";
      const Agreement a = agreement(
          gait.angles, std::string(pair.ours) + "_" + name_of(side), composed ? whole_ankle : *reference.coordinates,
          std::string(pair.theirs) + (side == BodySide::left ? "_l" : "_r"), composed ? 1 : degrees * pair.sign);
      std::printf("%-32s %-18s %-5s against %-14s rmse %5.2f deg  r %6.3f  offset %6.1f  n %zu\n",
                  recording.name.c_str(), pair.ours, name_of(side), pair.theirs, a.rmse, a.correlation, a.offset,
                  a.count);
      if (pair.least_correlation == 0) continue;
      EXPECT_LE(a.rmse, 5) << pair.ours << " " << name_of(side);
      EXPECT_GE(a.correlation, pair.least_correlation) << pair.ours << " " << name_of(side);
    }
  }
  for (const char* pelvis : {"pelvis_tilt", "pelvis_list"}) {
    const Agreement a = agreement(gait.angles, pelvis, *reference.coordinates, pelvis, -degrees);
    std::printf("%-32s %-18s       against %-14s rmse %5.2f deg  r %6.3f  offset %6.1f  n %zu\n",
                recording.name.c_str(), pelvis, pelvis, a.rmse, a.correlation, a.offset, a.count);
  }
}

struct MomentReference {
  Recording recording;
  std::string moments;
  double mass_kg;
  double from_s;
  double until_s;
  double flexed_sign;  // of the model's knee moment: -1 where extension is counted as in the models of 2010 and later
};

void PrintTo(const MomentReference& reference, std::ostream* out) { *out << reference.recording.name; }

class Moments : public testing::TestWithParam<MomentReference> {};

TEST_P(Moments, AgreeWithInverseDynamics) {
  if (!present()) GTEST_SKIP() << "../shared/data/gait is not here";
  const MomentReference& reference = GetParam();
  Options3d options;
  options.body_mass_kg = reference.mass_kg;
  options.cutoff_hz = 12;
  const Gait3d gait = analyse(reference.recording, options);
  const Movement theirs = read(reference.moments);
  ASSERT_TRUE(theirs.coordinates);
  struct Pair {
    const char* ours;
    const char* theirs;
    double sign;
    double least_correlation;
  };
  for (const Pair& pair : {Pair{"hip_flexion", "hip_flexion", -1, 0}, Pair{"hip_adduction", "hip_adduction", -1, 0.85},
                           Pair{"knee_flexion", "knee_angle", reference.flexed_sign, 0.9},
                           Pair{"ankle_dorsiflexion", "ankle_angle", -1, 0.98}}) {
    for (const BodySide side : both_sides) {
      const Agreement a = agreement(gait.moments, std::string(pair.ours) + "_" + name_of(side), *theirs.coordinates,
                                    std::string(pair.theirs) + (side == BodySide::left ? "_l_moment" : "_r_moment"),
                                    pair.sign / reference.mass_kg, reference.from_s, reference.until_s);
      std::printf("%-32s moment %-18s %-5s rmse %5.3f Nm/kg  r %6.3f  offset %6.3f  n %zu\n",
                  reference.recording.name.c_str(), pair.ours, name_of(side), a.rmse, a.correlation, a.offset, a.count);
      EXPECT_GE(a.correlation, pair.least_correlation) << pair.ours << " " << name_of(side);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Shared, Moments,
    testing::Values(MomentReference{run_bmc_standing, "run_bmc2018/ref_inverse_dynamics.sto", 70, 0.08, 0.65, -1},
                    MomentReference{arnold1, "synthetic_arnold2013/subject01/id.sto", 72.84, -1, 1e9, -1},
                    MomentReference{arnold2, "synthetic_arnold2013/subject02/id.sto", 76.48, -1, 1e9, -1},
                    MomentReference{walk2354_standing, "walk_gait2354/id_exact/ref_std_subject01_InverseDynamics.sto",
                                    72.6, -1, 1e9, 1}),
    [](const auto& reference) { return reference.param.recording.name; });

/// Peaks of the left knee's adduction moment in Nm/kg: natural, toes in, toes out, trunk sway.
std::vector<double> adduction(const char* id) {
  Options3d options;
  options.body_mass_kg = 62.6;
  std::vector<double> values;
  for (const Recording& recording : walking_modifications) {
    const Gait3d gait = analyse(recording, options);
    const Metric3d* metric = metric_of(gait, id, BodySide::left);
    values.push_back(metric == nullptr ? std::nan("") : metric->mean);
  }
  std::printf("%-46s natural %.3f  toe-in %.3f  toe-out %.3f  trunk sway %.3f Nm/kg\n", id, values[0], values[1],
              values[2], values[3]);
  return values;
}

/// Places of the values from the smallest to the largest.
std::vector<std::size_t> order_of(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  return order;
}

TEST(AdductionMoment, OrdersTheWaysOfWalking) {
  if (!present()) GTEST_SKIP() << "../shared/data/gait is not here";
  using Order = std::vector<std::size_t>;
  constexpr std::size_t natural = 0, toe_in = 1, toe_out = 2, sway = 3;
  // truth.yaml kam_order_check, which takes the ground force about the direction of travel.
  EXPECT_EQ(order_of(adduction("knee_adduction_moment_first_peak_lever_arm")), (Order{sway, toe_in, natural, toe_out}));
  EXPECT_EQ(order_of(adduction("knee_adduction_moment_second_peak_lever_arm")),
            (Order{toe_out, sway, natural, toe_in}));
  // About the shank's own axis toe-out and natural walking come out alike in the first peak.
  const auto first = adduction("knee_adduction_moment_first_peak");
  EXPECT_LT(first[sway], first[toe_in]);
  EXPECT_LT(first[toe_in], 0.9 * std::min(first[natural], first[toe_out]));
  EXPECT_EQ(order_of(adduction("knee_adduction_moment_second_peak")), (Order{toe_out, sway, natural, toe_in}));
  adduction("knee_adduction_moment_impulse");
}

struct Event {
  BodySide side;
  double contact_s;
  double toe_off_s;
};

/// truth.yaml: vertical force through 50 N.
const std::vector<Event> run200_events{{BodySide::right, 0.2102, 0.5428}, {BodySide::left, 0.6044, 0.9404},
                                       {BodySide::right, 0.9775, 1.3111}, {BodySide::left, 1.3691, 1.6914},
                                       {BodySide::right, 1.7645, 2.08},   {BodySide::left, 2.1509, 2.4704}};
const std::vector<Event> run300_events{{BodySide::right, 0.5352, 0.7973}, {BodySide::left, 0.8886, 1.1543},
                                       {BodySide::right, 1.2524, 1.5135}, {BodySide::left, 1.6056, 1.8661},
                                       {BodySide::right, 1.9739, 2.2338}, {BodySide::left, 2.3333, 2.5966}};
const std::vector<Event> run_bmc_events{{BodySide::right, 0.0582, 0.2925}, {BodySide::left, 0.4058, 0.656}};

TEST(Contacts, MeetTheForcePlates) {
  if (!present()) GTEST_SKIP() << "../shared/data/gait is not here";
  for (const auto& [recording, events] :
       {std::pair{run200, run200_events}, std::pair{run300, run300_events}, std::pair{run_bmc, run_bmc_events}}) {
    std::vector<Contact3d> contacts = analyse(recording).contacts;
    std::erase_if(contacts, [](const Contact3d& c) { return !c.from_force; });
    ASSERT_EQ(contacts.size(), events.size()) << recording.name;
    for (std::size_t i = 0; i < events.size(); ++i) {
      EXPECT_EQ(contacts[i].leg, events[i].side);
      EXPECT_NEAR(contacts[i].contact_s.value_or(0), events[i].contact_s, 0.0005);
      EXPECT_NEAR(contacts[i].toe_off_s.value_or(0), events[i].toe_off_s, 0.0005);
    }
  }
}

TEST(Contacts, AreFoundWithoutForcePlates) {
  if (!present()) GTEST_SKIP() << "../shared/data/gait is not here";
  std::vector<double> contact_errors;
  std::vector<double> toe_off_errors;
  for (const auto& [recording, events] : {std::pair{run200, run200_events}, std::pair{run300, run300_events}}) {
    Recording without = recording;
    without.forces.clear();
    const Gait3d gait = analyse(without);
    EXPECT_EQ(gait.running, true);
    for (const Contact3d& contact : gait.contacts) {
      const auto near = std::find_if(events.begin(), events.end(), [&](const Event& event) {
        return event.side == contact.leg && std::abs(event.contact_s - contact.contact_s.value_or(-9)) < 0.1;
      });
      if (near == events.end()) continue;
      contact_errors.push_back(std::abs(*contact.contact_s - near->contact_s));
      if (contact.toe_off_s) toe_off_errors.push_back(std::abs(*contact.toe_off_s - near->toe_off_s));
    }
  }
  const auto median = [](std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 1 : values[values.size() / 2];
  };
  std::printf("from movement: contact median error %.1f ms (n %zu), toe-off %.1f ms (n %zu)\n",
              1000 * median(contact_errors), contact_errors.size(), 1000 * median(toe_off_errors),
              toe_off_errors.size());
  EXPECT_GE(contact_errors.size(), 10u);
  EXPECT_LE(median(contact_errors), 0.015);
  EXPECT_LE(median(toe_off_errors), 0.015);
}

TEST(BodyMass, ComesFromTheForces) {
  if (!present()) GTEST_SKIP() << "../shared/data/gait is not here";
  for (const auto& [recording, mass_kg] :
       {std::pair{run200, 72.84}, std::pair{run300, 72.84}, std::pair{walk2354, 72.6}, std::pair{run_bmc, 70.0}}) {
    const Gait3d gait = analyse(recording);
    ASSERT_TRUE(gait.body_mass_kg) << recording.name;
    std::printf("%-20s body mass %.1f kg, model %.1f kg\n", recording.name.c_str(), *gait.body_mass_kg, mass_kg);
    EXPECT_NEAR(*gait.body_mass_kg, mass_kg, 0.03 * mass_kg);
    EXPECT_EQ(gait.mass_source, MassSource::from_force);
  }
}

TEST(Files, OfOtherLaboratoriesAreUnderstood) {
  if (!present()) GTEST_SKIP() << "../shared/data/gait is not here";
  for (const char* name : {"c3d/walking5.c3d", "c3d/bmc_Gait.c3d", "c3d/ref_walking5_markers.trc"}) {
    const Movement movement = read(name);
    ASSERT_TRUE(movement.markers) << name;
    const auto gait = analyse_markers(*movement.markers, movement.forces ? &*movement.forces : nullptr, {});
    ASSERT_TRUE(gait) << name << ": " << gait.error().text();
    EXPECT_EQ(gait->running, false) << name;
    EXPECT_EQ(gait->surface, Surface::over_ground) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Shared, Angles,
                         testing::Values(run200, run300, run_bmc, run_bmc_standing, walk2354, walk2354_standing,
                                         walk2354_exact, walking_modifications[0], walking_modifications[1],
                                         walking_modifications[2], walking_modifications[3], arnold1, arnold2),
                         [](const auto& recording) { return recording.param.name; });

}  // namespace
}  // namespace genu
