// Real runners, seen by a virtual camera: the markers of ../shared/data/gait projected to a side and a rear view, with
// noise and hidden points, measured by the same code as a film, against truth.yaml (force plates and inverse
// kinematics).
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "gait/analysis.h"
#include "gait/simulated_runner.h"
#include "import/motion/movement.h"

namespace genu {
namespace {

constexpr double px_per_m = 350;

struct Truth {  // of truth.yaml
  const char* name;
  double cadence_per_min;
  double contact_ms;
  double drop_excursion_left_deg;
  double drop_excursion_right_deg;
};

void PrintTo(const Truth& truth, std::ostream* out) { *out << truth.name; }

std::filesystem::path folder() {
  return std::filesystem::path(GENU_SOURCE_DIR) / "../shared/data/gait/run_hamner2013_subject01";
}

class Seen : public testing::TestWithParam<Truth> {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(folder())) GTEST_SKIP() << "../shared/data/gait is not there";
    std::ifstream file(folder() / (std::string(GetParam().name) + ".trc"), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto movement = read_movement(bytes, GetParam().name);
    ASSERT_TRUE(movement && movement->markers);
    markers = *movement->markers;
  }

  /// Middle of the named markers.
  Vector3 point(std::size_t frame, const std::vector<std::string>& names) const {
    Vector3 sum{0, 0, 0};
    for (const std::string& name : names) {
      for (std::size_t i = 0; i < markers.names.size(); ++i) {
        if (markers.names[i] != name) continue;
        const Vector3& at = markers.at(frame, i);
        sum = {sum.x + at.x, sum.y + at.y, sum.z + at.z};
      }
    }
    const auto count = static_cast<double>(names.size());
    return {sum.x / count, sum.y / count, sum.z / count};
  }

  PoseRecording film(View view) const {
    simulated::Chance chance(2013);
    PoseRecording recording;
    recording.capture.view = view;
    recording.capture.surface = Surface::treadmill;
    for (std::size_t frame = 0; frame < markers.time_s.size(); ++frame) {
      PoseFrame picture{markers.time_s[frame], {Pose{}}};
      for (const BodySide side : both_sides) {
        const std::string s = side == BodySide::left ? "L" : "R";
        const auto put = [&](Landmark landmark, const std::vector<std::string>& names) {
          const Vector3 at = point(frame, names);
          if (chance.uniform() < 0.01) return;  // hidden
          const double across = view == View::side ? at.x : at.z;
          picture.people[0][landmark] = {static_cast<float>(px_per_m * across + 1.5 * chance.normal()),
                                         static_cast<float>(px_per_m * at.y + 1.5 * chance.normal()), 0.9F};
        };
        put(landmark_of(Joint::shoulder, side), {s + "ACR"});
        put(landmark_of(Joint::hip, side), {s + "ASI", s + "PSI"});
        put(landmark_of(Joint::knee, side), {s + "TH3", s + "TB1"});
        put(landmark_of(Joint::ankle, side), {s + "CAL", s + "TB3"});
        put(landmark_of(Joint::heel, side), {s + "CAL"});
        put(landmark_of(Joint::toe, side), {s + "TOE"});
      }
      recording.frames.push_back(picture);
    }
    return recording;
  }

  MarkerRecording markers;
};

TEST_P(Seen, FromTheSideStepsAreThoseOfTheForcePlates) {
  const Truth& truth = GetParam();
  const GaitReport report = analyse_poses(film(View::side));
  ASSERT_TRUE(report.accepted()) << report.refusals.front().text;
  EXPECT_EQ(report.kind, GaitKind::running);
  const GaitEstimate& cadence = *report.metric(GaitMetricId::cadence)->both;
  const GaitEstimate& contact = *report.metric(GaitMetricId::contact_time)->both;
  std::printf("%s: cadence %.1f (%.1f), contact %.0f ms (%.0f)\n", truth.name, cadence.mean, truth.cadence_per_min,
              contact.mean, truth.contact_ms);
  EXPECT_NEAR(cadence.mean, truth.cadence_per_min, 4);
  EXPECT_LE(contact.low, truth.contact_ms);
  EXPECT_GE(contact.high, truth.contact_ms);
  EXPECT_NEAR(contact.mean, truth.contact_ms, 25);
}

TEST_P(Seen, FromBehindTheStepsAreTheSame) {
  const Truth& truth = GetParam();
  const GaitReport report = analyse_poses(film(View::behind));
  ASSERT_TRUE(report.accepted()) << report.refusals.front().text;
  EXPECT_EQ(report.kind, GaitKind::running);
  EXPECT_NEAR(report.metric(GaitMetricId::cadence)->both->mean, truth.cadence_per_min, 5);
  const GaitMetric& drop = *report.metric(GaitMetricId::pelvic_drop_excursion);
  ASSERT_TRUE(drop.left && drop.right) << drop.refused;
  std::printf("%s: drop from contact, left %.1f (%.1f), right %.1f (%.1f) degrees\n", truth.name, drop.left->mean,
              truth.drop_excursion_left_deg, drop.right->mean, truth.drop_excursion_right_deg);
  EXPECT_NEAR(drop.left->mean, truth.drop_excursion_left_deg, 3.5);
  EXPECT_NEAR(drop.right->mean, truth.drop_excursion_right_deg, 3.5);
}

INSTANTIATE_TEST_SUITE_P(VirtualCamera, Seen,
                         testing::Values(Truth{"run200", 154.6, 326.6, 1.96, 2.97},
                                         Truth{"run300", 166.8, 262.1, 4.01, 2.04}),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace genu
