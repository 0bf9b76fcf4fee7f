#include "gait/three_d/three_d.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <cmath>
#include <numbers>

#include "gait/three_d/agreement.h"

namespace genu {
namespace {

using Eigen::Vector3d;
using testing::HasSubstr;

constexpr double radians = std::numbers::pi / 180;

Eigen::Matrix3d about_z(double angle_deg) {
  return Eigen::AngleAxisd(angle_deg * radians, Vector3d::UnitZ()).toRotationMatrix();
}

/// Joint angles in degrees at a time, of a leg that swings once a second.
struct LegAngles {
  double hip;
  double knee;
  double ankle;
};

LegAngles angles_at(double time_s, BodySide side) {
  const double phase = 2 * std::numbers::pi * time_s + (side == BodySide::left ? std::numbers::pi : 0);
  return {10 + 25 * std::cos(phase), 35 - 30 * std::cos(phase + 0.9), 5 + 12 * std::sin(phase)};
}

/// Whoever walks with these angles, as markers with the names of one laboratory; x forward, y up, z right.
struct Puppet {
  double duration_s = 3;
  double rate_hz = 100;
  double speed_m_per_s = 1.4;
  bool still = false;
  bool inner_markers = true;

  void leg(std::vector<std::pair<std::string, Vector3d>>& markers, const Vector3d& pelvis, double time_s,
           BodySide side) const {
    const double right = side == BodySide::right ? 1 : -1;
    const std::string s = side == BodySide::right ? "R" : "L";
    const LegAngles angles = still ? LegAngles{0, 0, 0} : angles_at(time_s, side);
    const Vector3d hip = pelvis + Vector3d(-0.05, -0.08, 0.09 * right);
    const Eigen::Matrix3d thigh = about_z(angles.hip);
    const Vector3d knee = hip + thigh * Vector3d(0, -0.42, 0);
    const Eigen::Matrix3d shank = thigh * about_z(-angles.knee);
    const Vector3d ankle = knee + shank * Vector3d(0, -0.42, 0);
    const Eigen::Matrix3d foot = shank * about_z(angles.ankle);
    const auto add = [&](const char* name, const Vector3d& joint, const Eigen::Matrix3d& turn, double x, double y,
                         double z) { markers.emplace_back(s + name, joint + turn * Vector3d(x, y, z * right)); };
    add("HJC", hip, thigh, 0, 0, 0);
    add("TH1", hip, thigh, 0.06, -0.2, 0.05);
    add("TH2", hip, thigh, -0.03, -0.25, 0.08);
    add("TH3", hip, thigh, 0.07, -0.3, 0.02);
    add("LFC", knee, thigh, 0, 0, 0.05);
    if (inner_markers) add("MFC", knee, thigh, 0, 0, -0.05);
    add("TB1", knee, shank, 0.04, -0.1, 0.01);
    add("TB2", knee, shank, -0.04, -0.2, 0.05);
    add("TB3", knee, shank, 0.03, -0.3, 0.02);
    add("LMAL", ankle, shank, 0, 0, 0.035);
    if (inner_markers) add("MMAL", ankle, shank, 0, 0, -0.035);
    add("CAL", ankle, foot, -0.05, -0.06, 0);
    add("TOE", ankle, foot, 0.14, -0.06, 0);
    add("MT5", ankle, foot, 0.1, -0.06, 0.04);
  }

  MarkerRecording recording() const {
    MarkerRecording result;
    const auto frames = static_cast<std::size_t>(duration_s * rate_hz);
    for (std::size_t frame = 0; frame < frames; ++frame) {
      const double time_s = static_cast<double>(frame) / rate_hz;
      result.time_s.push_back(time_s);
      const Vector3d pelvis(still ? 0 : speed_m_per_s * time_s, 1, 0.3);
      std::vector<std::pair<std::string, Vector3d>> markers{
          {"LASI", pelvis + Vector3d(0, 0, -0.12)},        {"RASI", pelvis + Vector3d(0, 0, 0.12)},
          {"LPSI", pelvis + Vector3d(-0.15, 0.02, -0.05)}, {"RPSI", pelvis + Vector3d(-0.15, 0.02, 0.05)},
          {"C7", pelvis + Vector3d(-0.12, 0.5, 0)},        {"CLAV", pelvis + Vector3d(0, 0.45, 0)}};
      leg(markers, pelvis, time_s, BodySide::left);
      leg(markers, pelvis, time_s, BodySide::right);
      if (frame == 0) {
        for (const auto& marker : markers) result.names.push_back(marker.first);
      }
      for (const auto& marker : markers)
        result.positions.push_back({marker.second.x(), marker.second.y(), marker.second.z()});
    }
    return result;
  }
};

std::size_t column(const MarkerRecording& recording, const std::string& name) {
  return static_cast<std::size_t>(std::find(recording.names.begin(), recording.names.end(), name) -
                                  recording.names.begin());
}

Vector3& at(MarkerRecording& recording, std::size_t frame, const std::string& name) {
  return recording.positions[frame * recording.names.size() + column(recording, name)];
}

/// Greatest difference to the angles of the puppet, away from the ends of the recording.
double worst(const Gait3d& gait, const char* name, BodySide side, double LegAngles::*angle, double offset = 0) {
  const auto values = column_of(gait.angles, std::string(name) + "_" + name_of(side));
  double greatest = 0;
  for (std::size_t i = 20; i + 20 < values.size(); ++i) {
    const double difference = values[i] - offset - angles_at(gait.angles.time_s[i], side).*angle;
    if (!(std::abs(difference) <= greatest)) greatest = std::abs(difference);
  }
  return values.empty() ? 1e9 : greatest;
}

double mean_offset(const Gait3d& gait, const char* name, BodySide side, double LegAngles::*angle) {
  const auto values = column_of(gait.angles, std::string(name) + "_" + name_of(side));
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) sum += values[i] - angles_at(gait.angles.time_s[i], side).*angle;
  return sum / static_cast<double>(values.size());
}

void expect_angles(const Gait3d& gait, double tolerance_deg) {
  for (const BodySide side : both_sides) {
    EXPECT_LT(
        worst(gait, "hip_flexion", side, &LegAngles::hip, mean_offset(gait, "hip_flexion", side, &LegAngles::hip)),
        tolerance_deg);
    EXPECT_LT(worst(gait, "knee_flexion", side, &LegAngles::knee), tolerance_deg);
    EXPECT_LT(worst(gait, "ankle_dorsiflexion", side, &LegAngles::ankle,
                    mean_offset(gait, "ankle_dorsiflexion", side, &LegAngles::ankle)),
              tolerance_deg);
  }
}

TEST(AnalyseMarkers, RecoversTheAnglesOfAPuppet) {
  const auto gait = analyse_markers(Puppet{}.recording(), nullptr, {});
  ASSERT_TRUE(gait) << gait.error().text();
  expect_angles(*gait, 0.5);
  EXPECT_EQ(gait->surface, Surface::over_ground);
  EXPECT_NEAR(gait->speed_m_per_s, 1.4, 0.01);
  EXPECT_TRUE(gait->moments.names.empty());
}

TEST(AnalyseMarkers, FindsTheKneeFromItsBendingWhenNoMarkerIsOnTheInside) {
  Puppet puppet;
  puppet.inner_markers = false;
  const auto gait = analyse_markers(puppet.recording(), nullptr, {});
  ASSERT_TRUE(gait) << gait.error().text();
  expect_angles(*gait, 0.7);
  EXPECT_THAT(gait->notes, testing::Contains(HasSubstr("axis found from its own bending")));
}

TEST(AnalyseMarkers, TakesLandmarksFromTheStandingTrial) {
  Puppet puppet;
  puppet.inner_markers = false;
  Puppet stands;
  stands.still = true;
  const MarkerRecording standing = stands.recording();
  Options3d options;
  options.standing = &standing;
  const auto gait = analyse_markers(puppet.recording(), nullptr, options);
  ASSERT_TRUE(gait) << gait.error().text();
  for (const BodySide side : both_sides) {
    EXPECT_LT(worst(*gait, "knee_flexion", side, &LegAngles::knee), 0.5);
    EXPECT_LT(worst(*gait, "ankle_dorsiflexion", side, &LegAngles::ankle), 0.5) << "zero is standing";
  }
}

TEST(AnalyseMarkers, DoesNotDependOnTheAxesOfTheLaboratory) {
  const MarkerRecording y_up = Puppet{}.recording();
  MarkerRecording z_up = y_up;  // x to the left, y backward, z up
  for (Vector3& v : z_up.positions) v = {-v.z, -v.x, v.y};
  const auto one = analyse_markers(y_up, nullptr, {});
  const auto other = analyse_markers(z_up, nullptr, {});
  ASSERT_TRUE(one);
  ASSERT_TRUE(other) << other.error().text();
  for (std::size_t i = 0; i < one->angles.values.size(); ++i) {
    ASSERT_NEAR(one->angles.values[i], other->angles.values[i], 1e-6)
        << one->angles.names[i % one->angles.names.size()];
  }
}

TEST(AnalyseMarkers, BridgesHolesAndUndoesExchangedNames) {
  MarkerRecording recording = Puppet{}.recording();
  for (std::size_t frame = 60; frame < 66; ++frame) at(recording, frame, "RTB1") = {};    // short
  for (std::size_t frame = 100; frame < 140; ++frame) at(recording, frame, "LTH2") = {};  // long
  for (std::size_t frame = 150; frame < 220; frame += 3)
    std::swap(at(recording, frame, "RTOE"), at(recording, frame, "RMT5"));
  const auto gait = analyse_markers(recording, nullptr, {});
  ASSERT_TRUE(gait) << gait.error().text();
  expect_angles(*gait, 0.7);
  EXPECT_THAT(gait->notes, testing::Contains(HasSubstr("exchanged names")));
  EXPECT_THAT(gait->notes, testing::Contains(HasSubstr("were filled from the other markers")));
}

TEST(AnalyseMarkers, LeavesUnknownWhatCannotBeFilled) {
  MarkerRecording recording = Puppet{}.recording();
  for (std::size_t frame = 100; frame < 140; ++frame) {
    for (const char* name : {"LCAL", "LTOE"}) at(recording, frame, name) = {};
  }
  const auto gait = analyse_markers(recording, nullptr, {});
  ASSERT_TRUE(gait);
  EXPECT_TRUE(std::isnan(column_of(gait->angles, "ankle_dorsiflexion_left")[120]));
  EXPECT_FALSE(std::isnan(column_of(gait->angles, "knee_flexion_left")[120]));
}

/// Both feet on plates of their own, half the weight on each; the pressure 4 cm towards the middle from under the knee.
ForceRecording standing_forces(const MarkerRecording& recording, double mass_kg) {
  ForceRecording forces;
  forces.time_s = recording.time_s;
  for (const double right : {-1.0, 1.0}) {
    ForcePlate plate;
    plate.name = right > 0 ? "two" : "one";
    plate.force_n.assign(forces.time_s.size(), {0, mass_kg * 9.80665 / 2, 0});
    plate.centre_of_pressure_m.assign(forces.time_s.size(), {0, 0, 0.3 + right * (0.09 - 0.04)});
    plate.free_moment_nm.assign(forces.time_s.size(), {0, 0, 0});
    forces.plates.push_back(plate);
  }
  return forces;
}

TEST(AnalyseMarkers, GivesTheMomentsOfStandingStill) {
  Puppet puppet;
  puppet.still = true;
  puppet.duration_s = 1.4;
  const MarkerRecording recording = puppet.recording();
  const ForceRecording forces = standing_forces(recording, 70);
  Options3d options;
  options.body_mass_kg = 70;
  options.female = false;
  const auto gait = analyse_markers(recording, &forces, options);
  ASSERT_TRUE(gait) << gait.error().text();
  const double ground = 9.80665 / 2 * 0.04;  // Nm/kg, adducting
  // Shank and foot hang under the knee and turn it about nothing: their weight goes through it.
  for (const BodySide side : both_sides) {
    const std::string leg = name_of(side);
    EXPECT_NEAR(column_of(gait->moments, "knee_adduction_" + leg)[100], ground, 0.002) << leg;
    EXPECT_NEAR(column_of(gait->moments, "knee_adduction_lever_arm_" + leg)[100], ground, 0.002) << leg;
    // The pressure lies under the pelvis' front, 5 cm before the knee: the ground straightens it, the foot's weight
    // helps.
    const double foot_ahead = -0.05 + 0.4415 * 0.19;
    const double straightens = 9.80665 * (0.5 * 0.05 - 0.0137 * foot_ahead);
    EXPECT_NEAR(column_of(gait->moments, "knee_flexion_" + leg)[100], -straightens, 0.003) << leg;
  }
}

TEST(AnalyseMarkers, KnowsNoMomentsAfterThePlatesStopped) {
  Puppet puppet;
  puppet.still = true;
  puppet.duration_s = 1.4;
  const MarkerRecording recording = puppet.recording();
  ForceRecording forces = standing_forces(recording, 70);
  forces.time_s.resize(100);
  for (ForcePlate& plate : forces.plates) {
    plate.force_n.resize(100);
    plate.centre_of_pressure_m.resize(100);
    plate.free_moment_nm.resize(100);
  }
  Options3d options;
  options.body_mass_kg = 70;
  const auto gait = analyse_markers(recording, &forces, options);
  ASSERT_TRUE(gait) << gait.error().text();
  const auto knee = column_of(gait->moments, "knee_adduction_left");
  ASSERT_EQ(knee.size(), 140U);
  EXPECT_FALSE(std::isnan(knee[50]));
  EXPECT_TRUE(std::isnan(knee[110])) << "the foot still stands, and nobody measures";
}

TEST(AnalyseMarkers, LeavesTheFirstNewtonsUnderTheFoot) {
  Puppet puppet;
  puppet.still = true;
  puppet.duration_s = 1.4;
  const MarkerRecording recording = puppet.recording();
  ForceRecording told = standing_forces(recording, 70);
  for (ForcePlate& plate : told.plates) {
    for (std::size_t i = 0; i < 9; ++i) plate.force_n[i].y = 5 * static_cast<double>(i + 1);
  }
  ForceRecording untold = told;  // as C3D files are read: too little force has no point
  for (ForcePlate& plate : untold.plates) {
    for (std::size_t i = 0; i < 4; ++i) plate.centre_of_pressure_m[i] = plate.free_moment_nm[i] = {};
  }
  Options3d options;
  options.body_mass_kg = 70;
  const auto one = analyse_markers(recording, &told, options);
  const auto other = analyse_markers(recording, &untold, options);
  ASSERT_TRUE(one && other);
  const auto with = column_of(one->moments, "knee_adduction_left");
  const auto without = column_of(other->moments, "knee_adduction_left");
  for (std::size_t i = 10; i < 100; ++i) ASSERT_NEAR(without[i], with[i], 1e-9) << i;
}

TEST(Agreement, OnlyTheKneeMayBeCountedTheOtherWay) {
  CoordinateTable ours;
  ours.names = {"hip_flexion_left", "knee_flexion_left"};
  CoordinateTable theirs;
  theirs.names = {"hip_flexion_l", "knee_angle_l"};
  theirs.in_degrees = true;
  for (int i = 0; i < 20; ++i) {
    const double angle = 30 * std::sin(0.3 * i);
    for (CoordinateTable* table : {&ours, &theirs}) table->time_s.push_back(0.01 * i);
    for (int column = 0; column < 2; ++column) {
      ours.values.push_back(angle);
      theirs.values.push_back(-angle);
    }
  }
  const auto found = compare_with_opensim(ours, theirs);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NEAR(found[0].agreement.correlation, -1, 1e-9) << found[0].angle;
  EXPECT_NEAR(found[1].agreement.correlation, 1, 1e-9) << found[1].angle;
}

TEST(AnalyseMarkers, RefusesWhatCannotBeMeasured) {
  const MarkerRecording good = Puppet{}.recording();
  const auto message = [](const MarkerRecording& recording) {
    const auto gait = analyse_markers(recording, nullptr, {});
    return gait ? std::string("accepted") : gait.error().message;
  };
  MarkerRecording one_frame = good;
  one_frame.time_s.resize(1);
  one_frame.positions.resize(good.names.size());
  EXPECT_THAT(message(one_frame), HasSubstr("only 1 frames"));
  EXPECT_THAT(message(MarkerRecording{}), HasSubstr("only 0 frames"));

  MarkerRecording late = good;
  late.time_s.back() = 1e9;  // one frame years later
  EXPECT_THAT(message(late), HasSubstr("times jump"));

  MarkerRecording empty = good;
  for (Vector3& v : empty.positions) v = {};
  EXPECT_THAT(message(empty), HasSubstr("missing"));

  MarkerRecording upside_down = good;
  for (Vector3& v : upside_down.positions) v = {v.x, -v.y, -v.z};
  EXPECT_THAT(message(upside_down), HasSubstr("upside down"));

  MarkerRecording mirrored = good;
  for (Vector3& v : mirrored.positions) v.z = -v.z;
  EXPECT_THAT(message(mirrored), HasSubstr("mirrored"));

  MarkerRecording unknown = good;
  for (std::string& name : unknown.names) name = "point " + name;
  EXPECT_THAT(message(unknown), HasSubstr("Names not understood"));

  MarkerRecording backwards_in_time = good;
  std::swap(backwards_in_time.time_s[3], backwards_in_time.time_s[4]);
  EXPECT_THAT(message(backwards_in_time), HasSubstr("Times must rise"));
}

TEST(AnalyseMarkers, RefusesOptionsOutOfRange) {
  const MarkerRecording recording = Puppet{}.recording();
  const auto refused = [&](const Options3d& options) {
    return !analyse_markers(recording, nullptr, options).has_value();
  };
  Options3d options;
  options.cutoff_hz = 3;
  EXPECT_TRUE(refused(options));
  options.cutoff_hz = std::nan("");
  EXPECT_TRUE(refused(options));
  options = {};
  options.body_mass_kg = 5;
  EXPECT_TRUE(refused(options));
  options = {};
  options.body_height_m = 170;
  EXPECT_TRUE(refused(options));
  options = {};
  options.longest_gap_s = -1;
  EXPECT_TRUE(refused(options));
}

Gait3d with_adduction(double impulse, double peak, double sd, std::size_t count) {
  Gait3d gait;
  for (const auto& [id, value] :
       {std::pair{"knee_adduction_moment_impulse", impulse}, std::pair{"knee_adduction_moment_peak", peak}}) {
    Metric3d metric;
    metric.id = id;
    metric.leg = BodySide::left;
    metric.mean = value;
    metric.sd = sd * value;
    metric.count = count;
    gait.metrics.push_back(metric);
  }
  return gait;
}

TEST(MedialLoadIndex, ComparesWithTheSameRunner) {
  const auto index =
      medial_load_index(with_adduction(0.11, 0.8, 0.1, 4), with_adduction(0.1, 1, 0.1, 4), BodySide::left);
  ASSERT_TRUE(index);
  EXPECT_NEAR(index->impulse_ratio, 1.1, 1e-9);
  EXPECT_NEAR(index->peak_ratio, 0.8, 1e-9);
  EXPECT_NEAR(index->impulse_spread, 1.1 * std::sqrt(2) * 0.05, 1e-9);
  EXPECT_FALSE(medial_load_index(Gait3d{}, with_adduction(0.1, 1, 0.1, 4), BodySide::left));
  EXPECT_FALSE(medial_load_index(with_adduction(0.1, 1, 0.1, 4), with_adduction(-0.1, 1, 0.1, 4), BodySide::left));
}

}  // namespace
}  // namespace genu
