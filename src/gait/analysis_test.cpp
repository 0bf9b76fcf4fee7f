#include "gait/analysis.h"

#include <gtest/gtest.h>

#include "gait/simulated_runner.h"

namespace genu {
namespace {

using simulated::Camera;
using simulated::film;
using simulated::Runner;

Camera good_camera(View view = View::side) {
  Camera camera;
  camera.view = view;
  camera.frames_per_second = 120;
  camera.duration_s = 10;
  return camera;
}

std::string refusal_of(const PoseRecording& recording) {
  const GaitReport report = analyse_poses(recording);
  return report.refusals.empty() ? "" : report.refusals.front().id;
}

PoseRecording every(const PoseRecording& recording, std::size_t step) {
  PoseRecording result = recording;
  result.frames.clear();
  for (std::size_t i = 0; i < recording.frames.size(); i += step) result.frames.push_back(recording.frames[i]);
  return result;
}

template <typename Change>
PoseRecording with_points(PoseRecording recording, const Change& change) {
  for (PoseFrame& frame : recording.frames) {
    for (Pose& pose : frame.people) {
      for (ImagePoint& point : pose.points) change(point);
    }
  }
  return recording;
}

TEST(Gait, ARunnerFromTheSideIsMeasured) {
  const GaitReport report = analyse_poses(film(Runner{}, good_camera()));
  ASSERT_TRUE(report.accepted()) << report.refusals.front().text;
  EXPECT_EQ(report.view, View::side);
  EXPECT_EQ(report.kind, GaitKind::running);
  EXPECT_EQ(report.quality.near_side, BodySide::right);
  EXPECT_NEAR(report.metric(GaitMetricId::cadence)->both->mean, 168, 2);
  EXPECT_NEAR(*report.speed_m_per_s, 2.9, 0.15);
  EXPECT_EQ(report.metric(GaitMetricId::pelvic_drop), nullptr);
  EXPECT_EQ(report.curves.size(), 4U);
  EXPECT_GE(report.events.size(), 25U);
}

TEST(Gait, RunningToTheLeftMirrorsNothing) {
  Camera camera = good_camera();
  const GaitReport right = analyse_poses(film(Runner{}, camera));
  camera.to_the_left = true;
  const GaitReport left = analyse_poses(film(Runner{}, camera));
  ASSERT_TRUE(left.accepted());
  EXPECT_EQ(left.quality.near_side, BodySide::left);
  for (const GaitMetricId id : {GaitMetricId::trunk_lean, GaitMetricId::overstride_hip, GaitMetricId::thigh_extension,
                                GaitMetricId::knee_flexion_peak_stance}) {
    EXPECT_NEAR(left.metric(id)->both->mean, right.metric(id)->both->mean, 0.15 * right.metric(id)->both->high)
        << name_of(id);
  }
}

TEST(Gait, ATiltedCameraIsPutLevelAndSaid) {
  Camera camera = good_camera();
  camera.roll_deg = 6;
  const GaitReport report = analyse_poses(film(Runner{}, camera));
  ASSERT_TRUE(report.accepted());
  EXPECT_NEAR(*report.quality.slope_deg, 6, 2);
  EXPECT_NEAR(report.metric(GaitMetricId::trunk_lean)->both->mean, 6, 2.5);
  EXPECT_NE(report.notes.front().find("tilt of the camera"), std::string::npos);
  camera.roll_deg = 25;
  EXPECT_EQ(refusal_of(film(Runner{}, camera)), "tilted");
}

TEST(Gait, SwappedLegsArePutRight) {
  Camera camera = good_camera();
  camera.frames_per_second = 60;
  camera.swapped_share = 0.15;
  Runner runner;
  runner.side_difference = 0.12;
  const GaitReport report = analyse_poses(film(runner, camera));
  ASSERT_TRUE(report.accepted()) << report.refusals.front().text;
  EXPECT_GT(report.quality.swapped_frames, 40U);
  const GaitMetric& contact = *report.metric(GaitMetricId::contact_time);
  EXPECT_NEAR(contact.right->mean - contact.left->mean, 0.12 * 250, 18);
}

TEST(Gait, FromBehindPelvisHipAndWidthAreMeasured) {
  Runner runner;
  runner.step_width_m = -0.03;  // feet cross
  const GaitReport report = analyse_poses(film(runner, good_camera(View::behind)));
  ASSERT_TRUE(report.accepted()) << report.refusals.front().text;
  EXPECT_EQ(report.kind, GaitKind::running);
  EXPECT_LT(report.metric(GaitMetricId::step_width)->both->mean, 0);
  EXPECT_FALSE(report.metric(GaitMetricId::pelvic_drop)->refused.empty());  // nobody stood still
  EXPECT_GT(report.metric(GaitMetricId::pelvic_drop_excursion)->both->mean, 1);
  EXPECT_EQ(report.metric(GaitMetricId::knee_flexion_contact), nullptr);
}

TEST(Gait, PelvicDropIsAgainstStandingStill) {
  Camera camera = good_camera(View::behind);
  PoseRecording recording = film(Runner{}, camera);
  // The first pictures show somebody who stands, with the left hip 6 pixels higher in the picture: tilt, not drop.
  PoseRecording standing = film(Runner{}, camera);
  standing.frames.resize(240);
  for (PoseFrame& frame : standing.frames) {
    frame.people.front() = standing.frames.front().people.front();
    frame.people.front()[Landmark::left_hip].y = frame.people.front()[Landmark::right_hip].y + 6;
  }
  PoseRecording both = standing;
  for (PoseFrame& frame : recording.frames) {
    frame.time_s += 2;
    both.frames.push_back(frame);
  }
  both.capture.standing_s = std::pair(0.2, 1.8);
  const GaitReport report = analyse_poses(both);
  ASSERT_TRUE(report.accepted()) << report.refusals.front().text;
  const GaitMetric& drop = *report.metric(GaitMetricId::pelvic_drop);
  ASSERT_TRUE(drop.left && drop.right) << drop.refused;
  const double tilt_deg = std::atan2(6.0, Runner{}.hip_width_m() * camera.px_per_m) * 57.3;
  EXPECT_NEAR(drop.left->mean, 5 - tilt_deg, 2);
  EXPECT_NEAR(drop.right->mean, 5 + tilt_deg, 2);
}

TEST(Gait, TheRunnerIsChosenNotTheBystander) {
  PoseRecording recording = film(Runner{}, good_camera());
  const Pose still = recording.frames.front().people.front();
  for (std::size_t i = 0; i < recording.frames.size(); ++i) {
    Pose bystander = still;
    for (ImagePoint& point : bystander.points) {
      point.x += 500 + static_cast<float>(i % 3);
      point.y *= 1.4F;
    }
    auto& people = recording.frames[i].people;
    people.insert(i % 2 == 0 ? people.begin() : people.end(), bystander);
  }
  const GaitReport report = analyse_poses(recording);
  ASSERT_TRUE(report.accepted()) << report.refusals.front().text;
  EXPECT_EQ(report.quality.people, 2U);
  EXPECT_EQ(report.person[10], 1U);
  EXPECT_EQ(report.person[11], 0U);
}

TEST(Gait, SlowFilmsGiveNoShortTimesButAnglesAndCadence) {
  Camera camera = good_camera();
  camera.frames_per_second = 30;
  const GaitReport report = analyse_poses(film(Runner{}, camera));
  ASSERT_TRUE(report.accepted());
  EXPECT_FALSE(report.metric(GaitMetricId::contact_time)->refused.empty());
  EXPECT_TRUE(report.metric(GaitMetricId::cadence)->both.has_value());
  EXPECT_TRUE(report.metric(GaitMetricId::knee_flexion_contact)->both.has_value());
}

TEST(Gait, LengthsNeedAHeightOrABelt) {
  PoseRecording recording = film(Runner{}, good_camera());
  recording.capture.body_height_cm.reset();
  GaitReport report = analyse_poses(recording);
  EXPECT_FALSE(report.metric(GaitMetricId::vertical_oscillation)->refused.empty());
  EXPECT_FALSE(report.metric(GaitMetricId::stride_length)->refused.empty());
  recording.capture.body_height_cm = 172;
  recording.capture.belt_speed_m_per_s = 2.9;
  report = analyse_poses(recording);
  EXPECT_NEAR(report.metric(GaitMetricId::stride_length)->both->mean, 2.9 * 120 / 168, 0.03);
  EXPECT_TRUE(report.speed_is_stated);
}

TEST(Gait, WhatCannotBeUsedIsRefusedWithTheReason) {
  const PoseRecording good = film(Runner{}, good_camera());
  EXPECT_EQ(refusal_of(PoseRecording{}), "too_few_pictures");
  EXPECT_EQ(refusal_of(every(good, 5000)), "too_few_pictures");  // one picture
  EXPECT_EQ(refusal_of(every(good, 24)), "too_slow");            // five a second
  PoseRecording late = good;
  late.frames.back().time_s = 1e9;  // one picture years later
  EXPECT_EQ(refusal_of(late), "impossible_times");
  PoseRecording empty = good;
  for (PoseFrame& frame : empty.frames) frame.people.clear();
  EXPECT_EQ(refusal_of(empty), "nobody");
  EXPECT_EQ(refusal_of(with_points(good, [](ImagePoint& point) { point = ImagePoint{}; })), "nobody");
  EXPECT_EQ(refusal_of(with_points(good, [](ImagePoint& point) { point.y = 960 - point.y; })), "upside_down");
  EXPECT_EQ(refusal_of(with_points(good, [](ImagePoint& point) { point.x /= 5, point.y /= 5; })), "too_small");
  PoseRecording still = good;
  for (PoseFrame& frame : still.frames) frame.people = good.frames.front().people;
  EXPECT_EQ(refusal_of(still), "nobody_runs");
  PoseRecording brief = good;
  brief.frames.resize(130);
  EXPECT_EQ(refusal_of(brief), "too_few_steps");
  PoseRecording legless = good;
  for (PoseFrame& frame : legless.frames) {
    for (const BodySide side : both_sides) {
      for (const Joint joint : {Joint::ankle, Joint::heel, Joint::toe})
        frame.people.front()[landmark_of(joint, side)] = {};
    }
  }
  EXPECT_FALSE(refusal_of(legless).empty());
  PoseRecording other_view = good;
  other_view.capture.view = View::behind;
  EXPECT_EQ(refusal_of(other_view), "other_view");
  const PoseRecording front =
      with_points(film(Runner{}, good_camera(View::behind)), [](ImagePoint& point) { point.x = 1280 - point.x; });
  EXPECT_EQ(refusal_of(front), "from_front");
  for (const GaitRefusal& refusal : analyse_poses(every(good, 24)).refusals) {
    EXPECT_FALSE(refusal.text.empty());
    EXPECT_FALSE(refusal.what_to_do.empty());
  }
}

TEST(Gait, WildNumbersAreNoCrash) {
  const PoseRecording good = film(Runner{}, good_camera());
  for (const float wild :
       {1e30F, -1e30F, std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
    PoseRecording bad = good;
    for (std::size_t i = 0; i < bad.frames.size(); i += 7) {
      for (ImagePoint& point : bad.frames[i].people.front().points) point.x = wild;
    }
    analyse_poses(bad);
    analyse_poses(with_points(good, [&](ImagePoint& point) { point.y = wild; }));
  }
}

TEST(Estimates, TheBandJoinsStridesAndMethod) {
  const std::optional<GaitEstimate> estimate = genu::estimate({10, 12, 14}, 1);
  ASSERT_TRUE(estimate);
  EXPECT_EQ(estimate->count, 3U);
  EXPECT_NEAR(estimate->standard_deviation, 2, 1e-12);
  EXPECT_NEAR(estimate->high - estimate->mean, std::hypot(4.303 * 2 / std::sqrt(3.0), 1.96), 1e-3);
  EXPECT_FALSE(genu::estimate({}, 1));
  const std::optional<GaitEstimate> alone = genu::estimate({10}, 1);
  ASSERT_TRUE(alone);
  EXPECT_EQ(alone->mean, 10);
  EXPECT_TRUE(std::isnan(alone->low));  // not the narrowest band of all
  EXPECT_FALSE(genu::estimate({std::numeric_limits<double>::quiet_NaN()}, 1));
}

}  // namespace
}  // namespace genu
