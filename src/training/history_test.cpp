#include "training/history.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "training/simulated.h"

namespace genu {
namespace {

using simulated::day;
using simulated::run_on;

const Day monday = day("2024-06-10");

TEST(History, KeepsRunsOnlyAndInOrder) {
  auto ride = run_on(monday, 40'000);
  ride.sport = Sport::cycling;
  const History history(
      {run_on({monday.since_epoch + 2}, 3'000), ride, run_on(monday, 5'000, 18), run_on(monday, 4'000, 7)});
  ASSERT_EQ(history.size(), 3U);
  EXPECT_EQ(history.runs()[0].distance_m, 4'000);
  EXPECT_EQ(history.runs()[1].distance_m, 5'000);
  EXPECT_EQ(history.first_day(), monday);
  EXPECT_EQ(history.on_days(monday, monday).size(), 2U);
  EXPECT_EQ(history.index_of(history.on_days({monday.since_epoch + 1}, {monday.since_epoch + 9})[0]), 2U);
  EXPECT_TRUE(history.on_days({monday.since_epoch + 1}, monday).empty());
  EXPECT_TRUE(History().empty());
}

TEST(History, DaysComeBeforeMoments) {
  auto in_auckland = run_on({monday.since_epoch + 1}, 1'000), in_honolulu = run_on(monday, 2'000);
  in_auckland.start = {in_honolulu.start.unix_ms - 1};  // flown over the date line
  const History history({in_auckland, in_honolulu});
  EXPECT_EQ(history.runs()[0].distance_m, 2'000);
}

TEST(DaysSummary, AddsUp) {
  auto hilly = run_on(monday, 10'000);
  hilly.ascent_m = 300;
  hilly.descent_m = 290;
  hilly.terrain = Terrain::trail;
  const History history({hilly, run_on({monday.since_epoch + 1}, 5'000), run_on({monday.since_epoch + 1}, 2'000, 18),
                         run_on({monday.since_epoch + 2}, 7'000), run_on({monday.since_epoch + 5}, 21'000)});
  const DaysSummary sum = summarize(history, monday, {monday.since_epoch + 6}, std::nullopt);
  EXPECT_EQ(sum.runs, 5);
  EXPECT_EQ(sum.run_days, 4);
  EXPECT_EQ(sum.rest_days, 3);
  EXPECT_EQ(sum.longest_chain_days, 3);
  EXPECT_EQ(sum.distance_m, 45'000);
  EXPECT_EQ(sum.longest_m, 21'000);
  EXPECT_EQ(sum.ascent_known, 1);
  EXPECT_DOUBLE_EQ(*sum.ascent_m_per_km(), 30);  // over the runs that know it
  EXPECT_DOUBLE_EQ(*sum.descent_m_per_km(), 29);
  EXPECT_EQ(sum.trail_m, 10'000);
  EXPECT_FALSE(sum.fast_share());
  EXPECT_EQ(summarize(history, {0}, {6}, std::nullopt).rest_days, 7);
}

TEST(Weeks, BeginOnMondayAndLeaveNoneOut) {
  EXPECT_EQ(monday_of(day("2024-06-16")), monday);
  EXPECT_EQ(monday_of(monday), monday);
  EXPECT_EQ(monday_of(day("1969-12-31")), day("1969-12-29"));
  const History history({run_on({monday.since_epoch + 6}, 1'000), run_on({monday.since_epoch + 21}, 2'000)});
  const auto all = weeks(history);
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].first, monday);
  EXPECT_EQ(all[0].distance_m, 1'000);
  EXPECT_EQ(all[1].runs + all[2].runs, 0);
  EXPECT_EQ(all[3].distance_m, 2'000);
  EXPECT_TRUE(weeks(History()).empty());
}

TEST(UsualSpeed, IsTheMedianOverTime) {
  simulated::Runs runs;
  for (int i = 0; i < 10; ++i) {
    runs.push_back(run_on({monday.since_epoch + i}, 10'000));
    runs.back().speeds.seconds[4] = 600;                    // walking, left out
    runs.back().speeds.seconds[11] = i < 7 ? 3'600.0F : 0;  // 2.75 to 3 m/s
    runs.back().speeds.seconds[16] = i < 7 ? 0 : 3'600.0F;  // 4 to 4.25 m/s
  }
  const double usual = *usual_speed_m_per_s(runs);
  EXPECT_NEAR(usual, 2.75 + 0.25 * 5 / 7, 1e-6);
  EXPECT_NEAR(fast_s(runs[9].speeds, usual), 3'600, 1e-3);
  EXPECT_NEAR(fast_s(runs[0].speeds, usual), 0, 1e-3);
  EXPECT_NEAR(fast_s(runs[9].speeds, 4.125 / fast_multiple), 1'800, 1e-2);  // bins are cut
  EXPECT_FALSE(usual_speed_m_per_s(std::span(runs).first(4)));
  EXPECT_FALSE(usual_speed_m_per_s({}));
}

}  // namespace
}  // namespace genu
