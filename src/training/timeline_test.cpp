#include "training/timeline.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "training/simulated.h"

namespace genu {
namespace {

using simulated::recording;

bool rises(const Timeline& line) {
  return std::is_sorted(line.timer_s.begin(), line.timer_s.end()) &&
         std::is_sorted(line.samples.begin(), line.samples.end(),
                        [](const Sample& a, const Sample& b) { return a.time < b.time; });
}

TEST(Timeline, LeavesAGoodRecordingAlone) {
  const Timeline line = timeline_of(recording(100, 3));
  EXPECT_EQ(line.samples.size(), 101U);
  EXPECT_EQ(line.timer_s.back(), 100);
  EXPECT_TRUE(line.notes.empty());
}

TEST(Timeline, IsEmptyForNothing) {
  EXPECT_TRUE(timeline_of({}).samples.empty());
  Activity timeless = recording(3, 3);
  for (Sample& sample : timeless.samples) sample.time = {};
  EXPECT_TRUE(timeline_of(timeless).samples.empty());
}

TEST(Timeline, LeavesOutABlockStampedAnHourEarly) {
  Activity activity = recording(400, 3);
  for (std::size_t i = 200; i < 210; ++i) activity.samples[i].time.unix_ms -= 3'600'000;
  for (const bool with_counter : {true, false}) {
    if (!with_counter)
      for (Sample& sample : activity.samples) sample.distance_m = missing;
    EXPECT_EQ(timeline_of(activity).timer_s.back(), 400) << with_counter;
  }
  const Timeline line = timeline_of(activity);
  EXPECT_EQ(line.samples.size(), 391U);
  EXPECT_EQ(line.timer_s.back(), 400);
  EXPECT_TRUE(rises(line));
  ASSERT_EQ(line.notes.size(), 1U);
}

TEST(Timeline, LeavesOutABlockStampedAnHourLate) {
  Activity activity = recording(400, 3);
  for (std::size_t i = 200; i < 210; ++i) activity.samples[i].time.unix_ms += 3'600'000;
  EXPECT_EQ(timeline_of(activity).timer_s.back(), 400);
}

TEST(Timeline, BridgesAClockSetBackForGood) {
  Activity activity = recording(400, 3);
  for (std::size_t i = 200; i <= 400; ++i) activity.samples[i].time.unix_ms -= 3'600'000;
  const Timeline line = timeline_of(activity);
  EXPECT_EQ(line.samples.size(), 401U);
  EXPECT_EQ(line.timer_s.back(), 400);
}

TEST(Timeline, LeavesOutALastRecordIn2085) {
  Activity activity = recording(400, 3);
  activity.samples.back().time = *parse_instant("2085-01-01T00:00:00Z");
  const Timeline line = timeline_of(activity);
  EXPECT_EQ(line.samples.size(), 400U);
  EXPECT_EQ(line.timer_s.back(), 399);
  EXPECT_EQ(line.notes.size(), 1U);
}

TEST(Timeline, SortsPointsThatAreOutOfOrder) {
  Activity activity = recording(400, 3);
  std::reverse(activity.samples.begin(), activity.samples.end());
  const Timeline line = timeline_of(activity);
  EXPECT_EQ(line.samples.size(), 401U);
  EXPECT_TRUE(rises(line));
  EXPECT_EQ(line.samples.back().distance_m, 1200);

  // Also when only the positions tell.
  for (Sample& sample : activity.samples) sample.distance_m = missing;
  EXPECT_EQ(timeline_of(activity).samples.size(), 401U);
}

TEST(Timeline, TakesPausesOut) {
  Activity activity = recording(400, 3);
  for (std::size_t i = 201; i <= 400; ++i) activity.samples[i].time.unix_ms += 900'000;
  const std::int64_t from = activity.samples[200].time.unix_ms;
  activity.pauses = {{{from}, {from + 900'000}}, {{from + 100'000}, {from + 500'000}}, {{from + 7}, {from}}};
  const Timeline line = timeline_of(activity);
  EXPECT_EQ(line.timer_s.back(), 400);
  EXPECT_EQ(std::count(line.after_pause.begin(), line.after_pause.end(), true), 1);
  EXPECT_TRUE(line.after_pause[201]);
}

TEST(Timeline, LeavesOutWhatWasRecordedInAPause) {
  Activity activity = recording(400, 3);
  activity.pauses = {{activity.samples[100].time, activity.samples[200].time}};
  const Timeline line = timeline_of(activity);
  EXPECT_EQ(line.samples.size(), 302U);  // both ends of the pause are kept
  EXPECT_EQ(line.timer_s.back(), 300);
}

TEST(Timeline, JoinsRecordsOfTheSameSecond) {
  Activity activity = recording(10, 3);
  Sample heart;
  heart.time = activity.samples[5].time;
  heart.heart_rate_bpm = 150;
  activity.samples.insert(activity.samples.begin() + 6, heart);
  const Timeline line = timeline_of(activity);
  ASSERT_EQ(line.samples.size(), 11U);
  EXPECT_EQ(line.samples[5].heart_rate_bpm, 150);
  EXPECT_EQ(line.samples[5].distance_m, 15);
}

TEST(Timeline, ForgetsImpossibleValues) {
  Activity activity = recording(3, 3);
  activity.samples[1].heart_rate_bpm = 255;
  activity.samples[1].speed_m_per_s = 65.535F;
  activity.samples[1].latitude_deg = 180;
  activity.samples[1].altitude_m = 12606.8F;
  const Timeline line = timeline_of(activity);
  EXPECT_TRUE(std::isnan(line.samples[1].heart_rate_bpm));
  EXPECT_TRUE(std::isnan(line.samples[1].speed_m_per_s));
  EXPECT_TRUE(std::isnan(line.samples[1].latitude_deg) && std::isnan(line.samples[1].longitude_deg));
  EXPECT_TRUE(std::isnan(line.samples[1].altitude_m));
}

}  // namespace
}  // namespace genu
