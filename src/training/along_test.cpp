#include "training/along.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "training/geography.h"
#include "training/simulated.h"

namespace genu {
namespace {

using simulated::for_each;
using simulated::recording;

Along along_of(const Activity& activity) { return along(timeline_of(activity), activity.sport); }

void expect_never_falling(const Along& way) {
  EXPECT_TRUE(std::is_sorted(way.distance_m.begin(), way.distance_m.end()));
}

TEST(Geography, MatchesKnownDistances) {
  Sample a, b;
  a.latitude_deg = 52, a.longitude_deg = 13;
  b.latitude_deg = 53, b.longitude_deg = 13;
  EXPECT_NEAR(distance_between_m(a, b), 111'195, 1);  // one degree of the mean meridian
  b.latitude_deg = 52, b.longitude_deg = 14;
  EXPECT_NEAR(distance_between_m(a, b), 111'195 * std::cos(52 * 3.14159265 / 180), 3);  // the great circle is shorter
  EXPECT_EQ(distance_between_m(a, a), 0);
  Sample nowhere;
  EXPECT_FALSE(has_position(nowhere));
  nowhere.latitude_deg = nowhere.longitude_deg = 0;
  EXPECT_FALSE(has_position(nowhere));
}

TEST(Along, KeepsTheCounter) {
  const Along way = along_of(recording(1000, 3));
  EXPECT_EQ(way.source, DistanceSource::device);
  EXPECT_DOUBLE_EQ(way.distance_m.back(), 3000);
  EXPECT_TRUE(way.has_positions);
  EXPECT_EQ(way.first_longitude_deg, 13);
}

TEST(Along, JoinsACounterThatRestarts) {
  Activity activity = recording(1000, 3);
  for_each(activity, [](std::size_t i, Sample& s) { s.distance_m = i < 600 ? s.distance_m : s.distance_m - 1800; });
  const Along way = along_of(activity);
  EXPECT_NEAR(way.distance_m.back(), 3000, 4);
  expect_never_falling(way);
  EXPECT_EQ(way.notes.size(), 1U);
}

TEST(Along, DoesNotCountAJumpOfTheCounter) {
  Activity activity = recording(1000, 3);
  activity.samples[500].distance_m = 0;          // one record says 0
  activity.samples[700].distance_m = 4'000'000;  // another 4,000 km
  const Along way = along_of(activity);
  EXPECT_NEAR(way.distance_m.back(), 3000, 30);
  expect_never_falling(way);
}

TEST(Along, AcceptsWhatACounterCatchesUpAfterATunnel) {
  Activity activity = recording(1000, 3);
  for (std::size_t i = 300; i < 420; ++i) activity.samples[i].distance_m = activity.samples[299].distance_m;
  EXPECT_DOUBLE_EQ(along_of(activity).distance_m.back(), 3000);
}

TEST(Along, LeavesTheLegsBeforeOut) {
  Activity activity = recording(1000, 3);
  for (Sample& sample : activity.samples) sample.distance_m += 41'500;  // a bike leg before the run
  EXPECT_DOUBLE_EQ(along_of(activity).distance_m.back(), 3000);
}

TEST(Along, SumsThePositionsWithoutACounter) {
  Activity activity = recording(1000, 3);
  for (Sample& sample : activity.samples) sample.distance_m = missing;
  const Along way = along_of(activity);
  EXPECT_EQ(way.source, DistanceSource::track);
  EXPECT_NEAR(way.distance_m.back(), 3000, 0.1);
}

TEST(Along, LeavesOutlyingPositionsOut) {
  Activity activity = recording(1000, 3);
  for (Sample& sample : activity.samples) sample.distance_m = missing;
  activity.samples[0].longitude_deg = -70;
  activity.samples[400].latitude_deg += 1;
  activity.samples[401].latitude_deg += 0.9;
  const Along way = along_of(activity);
  EXPECT_NEAR(way.distance_m.back(), 3000, 30);  // the first 5 positions only prove the first one wrong
  expect_never_falling(way);
  EXPECT_EQ(way.notes.size(), 1U);
}

TEST(Along, DoesNotCountTheWayMadeInAPause) {
  Activity activity = recording(1000, 3);
  for_each(activity, [](std::size_t i, Sample& s) {
    s.distance_m = missing;
    if (i > 500) s.longitude_deg += 0.1;  // 7 km by train
    if (i > 500) s.time.unix_ms += 3'600'000;
  });
  activity.pauses = {{activity.samples[500].time, {activity.samples[501].time.unix_ms - 1}}};
  EXPECT_NEAR(along_of(activity).distance_m.back(), 2997, 1);
}

TEST(Along, GoesOnWithThePositionsWhereTheCounterEnds) {
  Activity activity = recording(1000, 3);
  for_each(activity, [](std::size_t i, Sample& s) {
    if (i > 600) s.distance_m = missing;
  });
  EXPECT_NEAR(along_of(activity).distance_m.back(), 3000, 1);
}

TEST(Along, FillsGapsEvenly) {
  Activity activity = recording(1000, 3);
  for_each(activity, [](std::size_t i, Sample& s) {
    if (i % 2 == 1) s.distance_m = missing;
  });
  const Along way = along_of(activity);
  EXPECT_DOUBLE_EQ(way.distance_m[501], 1503);
}

TEST(Along, SumsTheSpeedWhenThereIsNothingElse) {
  Activity activity = recording(1000, 3);
  for (Sample& s : activity.samples) {
    s.distance_m = s.latitude_deg = s.longitude_deg = missing;
    s.speed_m_per_s = 2.5F;
  }
  const Along way = along_of(activity);
  EXPECT_DOUBLE_EQ(way.distance_m.back(), 2500);
  EXPECT_FALSE(way.has_positions);
}

TEST(Along, KnowsNothingFromHeartRateAlone) {
  Activity activity = recording(10, 3);
  for (Sample& s : activity.samples) s.distance_m = s.latitude_deg = missing;
  const Along way = along_of(activity);
  EXPECT_EQ(way.source, DistanceSource::none);
  EXPECT_EQ(way.distance_m.back(), 0);
}

}  // namespace
}  // namespace genu
