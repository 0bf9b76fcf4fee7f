#include "training/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "training/simulated.h"

namespace genu {
namespace {

using simulated::for_each;
using simulated::recording;
using ::testing::HasSubstr;

std::string notes(const Run& run) {
  std::string all;
  for (const std::string& note : run.notes) all += note + "\n";
  return all;
}

TEST(Understand, NeedsAStart) {
  Activity activity = recording(10, 3);
  activity.start.reset();
  EXPECT_FALSE(understand(activity));
  EXPECT_EQ(trace_of(activity).time_s.size(), 11U);  // but can be drawn
}

TEST(Understand, ReadsAPlainRun) {
  Activity activity = recording(1000, 3);
  activity.name = "Morning";
  activity.gear = "Blue";
  for (Sample& s : activity.samples) {
    s.cadence_per_min = 170;
    s.heart_rate_bpm = 150;
    s.altitude_m = 50;
  }
  const auto run = *understand(activity);
  EXPECT_TRUE(run.is_run());
  EXPECT_FALSE(run.sport_is_assumed);
  EXPECT_EQ(run.name, "Morning");
  EXPECT_EQ(run.records, 1001U);
  EXPECT_EQ(run.distance_source, DistanceSource::device);
  EXPECT_NEAR(run.distance_m, 3000, 0.01);
  EXPECT_EQ(run.elapsed_s, 1000);
  EXPECT_EQ(run.timer_s, 1000);
  EXPECT_EQ(run.moving_s, 1000);
  EXPECT_EQ(run.walking_s, 0);
  EXPECT_NEAR(*run.cadence_per_min, 170, 1e-6);
  EXPECT_NEAR(*run.heart_rate_bpm, 150, 1e-6);
  EXPECT_NEAR(*run.step_length_m, 60.0 * 3 / 170, 1e-6);
  EXPECT_EQ(run.ascent_source, AscentSource::satellite);
  EXPECT_EQ(*run.ascent_m, 0);
  EXPECT_NEAR(*run.grade_adjusted_speed_m_per_s, 3, 1e-3);
  ASSERT_EQ(run.splits.size(), 3U);
  EXPECT_EQ(run.splits[0].distance_m, 1000);
  EXPECT_NEAR(run.splits[0].moving_s, 333.3, 0.1);
  EXPECT_NEAR(*run.splits[1].cadence_per_min, 170, 1e-3);
  EXPECT_FLOAT_EQ(run.speeds.seconds[12], 1000);  // 3 m/s
  EXPECT_EQ(run.day, simulated::day("2024-06-15"));
  EXPECT_EQ(notes(run), "");
}

TEST(Understand, LeavesAbsentWhatIsUnknown) {
  Activity activity = recording(1000, 3);
  const auto run = *understand(activity);
  EXPECT_FALSE(run.cadence_per_min || run.heart_rate_bpm || run.power_w || run.contact_time_ms || run.ascent_m ||
               run.descent_m || run.grade_adjusted_speed_m_per_s || run.step_length_m);
  EXPECT_EQ(run.ascent_source, AscentSource::none);
}

TEST(Understand, BelievesTheDevicesTotals) {
  Activity activity = recording(1000, 3);
  for_each(activity, [](std::size_t i, Sample& s) { s.altitude_m = static_cast<float>(50 + i % 40); });
  activity.stated.elapsed_s = 1900;
  activity.stated.timer_s = 1000;
  activity.stated.distance_m = 3010;
  activity.stated.ascent_m = 12;
  const auto run = *understand(activity);
  EXPECT_EQ(run.elapsed_s, 1900);
  EXPECT_EQ(run.timer_s, 1000);
  EXPECT_EQ(run.distance_m, 3010);
  EXPECT_EQ(*run.ascent_m, 12);
  EXPECT_EQ(run.ascent_source, AscentSource::device);
  EXPECT_TRUE(run.descent_m);  // ours, as the device states none
}

// strava-android-app-201.10: the session says 11,274 m, the records stop at 928 m.
TEST(Understand, KeepsAStatedTotalWhenThePointsStopEarly) {
  Activity activity = recording(309, 3);
  activity.stated.elapsed_s = 3558;
  activity.stated.timer_s = 3500;
  activity.stated.distance_m = 11274.04;
  const auto run = *understand(activity);
  EXPECT_EQ(run.distance_m, 11274.04);
  EXPECT_EQ(run.moving_s, 3500);
  EXPECT_THAT(notes(run), HasSubstr("11.27 km"));
}

TEST(Understand, DoesNotBelieveATotalThatCannotBe) {
  Activity activity = recording(1000, 3);
  activity.stated.distance_m = 655'350;
  const auto run = *understand(activity);
  EXPECT_NEAR(run.distance_m, 3000, 0.01);
  EXPECT_THAT(notes(run), HasSubstr("cannot be"));
}

TEST(Understand, TakesARowOfAnExport) {
  Activity row;
  row.format = "strava_csv";
  row.sport = Sport::running;
  row.start = Instant{simulated::start_ms};
  row.stated.elapsed_s = 3700;
  row.stated.moving_s = 3500;
  row.stated.distance_m = 10'000;
  row.stated.ascent_m = 55;
  const auto run = *understand(row);
  EXPECT_EQ(run.distance_source, DistanceSource::stated);
  EXPECT_EQ(run.ascent_source, AscentSource::stated);
  EXPECT_EQ(run.moving_s, 3500);
  EXPECT_EQ(run.timer_s, 3700);
  EXPECT_FALSE(run.descent_m);
  EXPECT_TRUE(run.splits.empty());
  EXPECT_TRUE(run.offset_is_estimated);
  EXPECT_THAT(notes(run), HasSubstr("UTC"));
}

TEST(Understand, TakesStandingOutOfTheMovingTime) {
  Activity activity = recording(1000, 3);
  for_each(activity, [](std::size_t i, Sample& s) {  // a traffic light of 100 s at 900 m
    if (i >= 300) s.distance_m -= std::min(static_cast<double>(i) - 300, 100.0) * 3;
    s.latitude_deg = s.longitude_deg = missing;
    s.cadence_per_min = i >= 300 && i < 400 ? 0.0F : 170.0F;
  });
  const auto run = *understand(activity);
  EXPECT_EQ(run.timer_s, 1000);
  EXPECT_NEAR(run.moving_s, 900, 10);
  EXPECT_NEAR(*run.cadence_per_min, 170, 0.1);
  EXPECT_EQ(run.walking_breaks, 0);
}

TEST(Understand, CountsWalkingBreaks) {
  Activity activity = recording(0, 3);
  activity.samples.clear();
  double way = 0;
  for (int i = 0; i < 1200; ++i) {  // five times: 3 min of running, 1 min of walking
    const bool walks = i % 240 >= 180;
    Sample s;
    s.time = {simulated::start_ms + std::int64_t{i} * 1000};
    s.speed_m_per_s = walks ? 1.4F : 3.0F;
    s.distance_m = way += static_cast<double>(s.speed_m_per_s);
    activity.samples.push_back(s);
  }
  for (const bool with_cadence : {false, true}) {
    for (Sample& s : activity.samples)
      s.cadence_per_min = !with_cadence ? missing : s.speed_m_per_s < 2 ? 115.0F : 168.0F;
    const auto run = *understand(activity);
    EXPECT_NEAR(run.walking_s, 300, 10) << with_cadence;
    EXPECT_NEAR(run.walking_m, 420, 30) << with_cadence;
    EXPECT_EQ(run.walking_breaks, 4) << with_cadence;  // the last one is the cool-down
    EXPECT_NEAR(run.moving_s, 1200, 1);
  }
}

TEST(Understand, LetsUphillRunnersRunByTheirCadence) {
  Activity activity = recording(600, 1.7);
  for (Sample& s : activity.samples) s.cadence_per_min = 160;
  EXPECT_EQ(understand(activity)->walking_s, 0);
}

TEST(Understand, AdjustsTheSpeedToTheSlope) {
  Activity activity = recording(2000, 2.5);
  for_each(activity, [](std::size_t, Sample& s) { s.altitude_m = static_cast<float>(500 - 0.1 * s.distance_m); });
  activity.barometric = true;
  const auto run = *understand(activity);
  EXPECT_EQ(run.ascent_source, AscentSource::barometric);
  EXPECT_NEAR(*run.descent_m, 500, 3);
  EXPECT_EQ(*run.ascent_m, 0);
  EXPECT_NEAR(run.downhill_s, 2000, 15);
  EXPECT_NEAR(*run.grade_adjusted_speed_m_per_s, 2.5 * 2.152 / 3.6, 0.02);  // Minetti at -0.10: 2.152 J/kg/m
}

TEST(Understand, KnowsATreadmill) {
  Activity activity = recording(1000, 3);
  for (Sample& s : activity.samples) {
    s.latitude_deg = s.longitude_deg = missing;
    s.altitude_m = 120;
  }
  const auto run = *understand(activity);
  EXPECT_EQ(run.terrain, Terrain::treadmill);
  EXPECT_FALSE(run.ascent_m);
  EXPECT_NEAR(run.distance_m, 3000, 0.01);
  EXPECT_THAT(notes(run), HasSubstr("treadmill"));
}

TEST(Understand, DoublesTheCadenceOfOneLeg) {
  Activity activity = recording(1000, 3);
  for (Sample& s : activity.samples) s.cadence_per_min = 84;
  activity.stated.cadence_per_min = 84;
  EXPECT_NEAR(*understand(activity)->cadence_per_min, 168, 1e-6);
  EXPECT_EQ(trace_of(activity).cadence_per_min[500], 168);
  for (Sample& s : activity.samples) s.cadence_per_min = missing;
  EXPECT_NEAR(*understand(activity)->cadence_per_min, 168, 1e-6);
}

TEST(Understand, AssumesRunningOnlyWhereItLooksLikeIt) {
  Activity activity = recording(1000, 3);
  activity.sport = Sport::unknown;
  activity.format = "gpx";
  EXPECT_TRUE(understand(activity)->sport_is_assumed);
  EXPECT_TRUE(understand(activity)->is_run());
  for (Sample& s : activity.samples) s.cadence_per_min = 85;
  EXPECT_TRUE(understand(activity)->is_run());
  EXPECT_NEAR(*understand(activity)->cadence_per_min, 170, 1e-6);

  Activity walk = recording(1000, 1.4), ride = recording(1000, 6);
  walk.sport = ride.sport = Sport::unknown;
  EXPECT_EQ(understand(walk)->sport, Sport::unknown);
  EXPECT_EQ(understand(ride)->sport, Sport::unknown);
}

TEST(Understand, DoesNotTakeARideForARun) {
  const auto ride = *understand(recording(3600, 8));
  EXPECT_FALSE(ride.is_run());
  EXPECT_THAT(notes(ride), HasSubstr("faster than any runner"));
}

TEST(Understand, FindsTheLocalDay) {
  Activity activity = recording(1000, 3, 35, 139.7);  // Tokyo
  activity.start = *parse_instant("2024-06-15T20:00:00Z");
  for (Sample& s : activity.samples) s.time.unix_ms += 13 * 3'600'000;
  activity.utc_offset_min.reset();
  const auto run = *understand(activity);
  EXPECT_EQ(run.utc_offset_min, 540);
  EXPECT_TRUE(run.offset_is_estimated);
  EXPECT_EQ(run.day, simulated::day("2024-06-16"));
  activity.utc_offset_min = -300;
  EXPECT_EQ(understand(activity)->day, simulated::day("2024-06-15"));
  activity.utc_offset_min = 100'000;  // nonsense
  EXPECT_EQ(understand(activity)->utc_offset_min, 540);
}

// dead_end.tcx: the id says 2015, the points are of 2021.
TEST(Understand, BelievesThePointsWhereTheStartDisagrees) {
  Activity activity = recording(1000, 3);
  activity.start = *parse_instant("2015-02-19T09:31:29Z");
  const auto run = *understand(activity);
  EXPECT_EQ(run.day, simulated::day("2024-06-15"));
  EXPECT_THAT(notes(run), HasSubstr("start"));
}

TEST(Understand, ReadsSmartRecording) {
  Activity activity = recording(2000, 3);
  std::vector<Sample> few;
  for (std::size_t i = 0; i < activity.samples.size(); i += i % 3 == 0 ? 4U : 23U) few.push_back(activity.samples[i]);
  activity.samples = few;
  for (const bool with_counter : {true, false}) {
    if (!with_counter)
      for (Sample& s : activity.samples) s.distance_m = missing;
    const auto run = *understand(activity);
    EXPECT_NEAR(run.distance_m, 3 * run.timer_s, 1);
    EXPECT_EQ(run.moving_s, run.timer_s);
    EXPECT_NEAR(run.splits[0].moving_s, 333.3, 1);
  }
}

TEST(Understand, SurvivesNonsense) {
  Activity activity = recording(50, 3);
  for_each(activity, [](std::size_t i, Sample& s) {
    if (i % 2 == 0) s.distance_m = -5;
    if (i % 3 == 0) s.latitude_deg = 1e300;
    if (i % 5 == 0) s.altitude_m = 1e30F;
    if (i % 7 == 0) s.time.unix_ms = -s.time.unix_ms;
  });
  activity.stated.elapsed_s = -1;
  activity.stated.timer_s = missing;
  activity.stated.distance_m = -9;
  activity.stated.ascent_m = -3;
  activity.stated.cadence_per_min = 0;
  EXPECT_TRUE(understand(activity));
  activity.samples.resize(1);
  EXPECT_TRUE(understand(activity));
  activity.samples.clear();
  EXPECT_TRUE(understand(activity));
}

TEST(Trace, HasOneLengthThroughout) {
  Activity activity = recording(300, 3);
  for_each(activity, [](std::size_t i, Sample& s) { s.heart_rate_bpm = i % 2 == 0 ? 150.0F : missing; });
  const Trace trace = trace_of(activity);
  const std::size_t count = trace.time_s.size();
  EXPECT_EQ(count, 301U);
  EXPECT_EQ(trace.distance_m.size(), count);
  for (const auto* values :
       {&trace.speed_m_per_s, &trace.altitude_m, &trace.grade, &trace.cadence_per_min, &trace.heart_rate_bpm,
        &trace.power_w, &trace.contact_time_ms, &trace.contact_left_percent, &trace.vertical_oscillation_mm})
    EXPECT_EQ(values->size(), count);
  EXPECT_NEAR(trace.speed_m_per_s[150], 3, 1e-3);
  EXPECT_TRUE(std::isnan(trace.heart_rate_bpm[1]));
  EXPECT_TRUE(trace_of({}).time_s.empty());
}

}  // namespace
}  // namespace genu
