#include "training/exposures.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "training/simulated.h"

namespace genu {
namespace {

using simulated::run_on;

constexpr int first = 19'000;  // a day in 2022

SessionExposure weeks_of(std::int64_t last_m, std::int64_t previous_m) {
  SessionExposure exposure;
  exposure.last_7_days_m = last_m;
  exposure.previous_7_days_m = previous_m;
  exposure.week_to_week = static_cast<double>(last_m) / static_cast<double>(previous_m);
  return exposure;
}

TEST(Exposures, OnePerRun) {
  const History history({run_on({first}, 10'000), run_on({first + 1}, 12'000), run_on({first + 1}, 30'000, 19)});
  const auto all = exposures(history);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[1].state, SpikeState::small);
  EXPECT_EQ(all[2].state, SpikeState::large);  // two sessions on a day
  EXPECT_EQ(all[2].longest_m, 12'000);
}

RC_GTEST_PROP(Exposures, TheOrderOfTheInputDoesNotMatter, ()) {
  simulated::Runs runs;
  const int count = *rc::gen::inRange(1, 40);
  for (int i = 0; i < count; ++i)
    runs.push_back(
        run_on({first + *rc::gen::inRange(0, 90)}, *rc::gen::inRange(1'000, 30'000), *rc::gen::inRange(0, 24)));
  const auto expected = exposures(History(runs));
  for (std::size_t i = runs.size(); i > 1; --i) std::swap(runs[i - 1], runs[*rc::gen::inRange<std::size_t>(0, i)]);
  const auto shuffled = exposures(History(runs));
  for (std::size_t i = 0; i < expected.size(); ++i) {
    RC_ASSERT(shuffled[i].session_m == expected[i].session_m);
    RC_ASSERT(shuffled[i].longest_m == expected[i].longest_m);
    RC_ASSERT(shuffled[i].last_7_days_m == expected[i].last_7_days_m);
  }
}

TEST(Progression, HasTheLimitsOfTheStudies) {
  EXPECT_EQ(nielsen_progression(weeks_of(10'999, 10'000)), NielsenProgression::under_10_percent);
  EXPECT_EQ(nielsen_progression(weeks_of(11'000, 10'000)), NielsenProgression::from_10_to_30_percent);
  EXPECT_EQ(nielsen_progression(weeks_of(13'000, 10'000)), NielsenProgression::from_10_to_30_percent);
  EXPECT_EQ(nielsen_progression(weeks_of(13'001, 10'000)), NielsenProgression::over_30_percent);
  EXPECT_EQ(nielsen_progression(weeks_of(0, 0)), NielsenProgression::undefined);
  EXPECT_EQ(damsted_change(weeks_of(11'999, 10'000)), DamstedChange::under_20_percent);
  EXPECT_EQ(damsted_change(weeks_of(12'000, 10'000)), DamstedChange::from_20_to_60_percent);
  EXPECT_EQ(damsted_change(weeks_of(16'000, 10'000)), DamstedChange::from_20_to_60_percent);
  EXPECT_EQ(damsted_change(weeks_of(16'001, 10'000)), DamstedChange::over_60_percent);
}

TEST(Gaps, LastFourteenDaysAndMore) {
  const History history({run_on({first}, 5'000), run_on({first + 14}, 5'000), run_on({first + 29}, 5'000)});
  const auto closed = gaps(history);
  ASSERT_EQ(closed.size(), 1U);  // 13 days are none
  EXPECT_EQ(closed[0].first, Day{first + 15});
  EXPECT_EQ(closed[0].last, Day{first + 28});
  EXPECT_EQ(closed[0].days, 14);
  EXPECT_EQ(closed[0].returned_with, 2U);
  EXPECT_EQ(gaps(history, Day{first + 42}).size(), 1U);
  const auto open = gaps(history, Day{first + 43});
  ASSERT_EQ(open.size(), 2U);
  EXPECT_EQ(open[1].days, 14);
  EXPECT_FALSE(open[1].returned_with);
  EXPECT_TRUE(gaps(History()).empty());
}

TEST(Gaps, MakeTheLongestRunOfAMonthUncertain) {
  const History history({run_on({first}, 5'000), run_on({first + 20}, 5'000), run_on({first + 50}, 5'000)});
  const auto all = gaps(history);
  EXPECT_TRUE(rests_on_a_gap(all, {first + 20}));
  EXPECT_TRUE(rests_on_a_gap(all, {first + 36}));        // days 6 to 19 of the gap
  EXPECT_FALSE(rests_on_a_gap({all[0]}, {first + 37}));  // 13 days of it
  EXPECT_FALSE(rests_on_a_gap({}, {first}));
}

TEST(Novelties, NeedTwelveWeeksWithoutIt) {
  simulated::Runs runs;
  for (int d = 0; d <= 200; d += 2) {
    runs.push_back(run_on({first + d}, 10'000));
    runs.back().ascent_m = d == 20 || d == 100 || d == 110 || d == 196 ? 300 : 40;
    runs.back().gear = d < 90 ? "Old" : "New";
    runs.back().speeds.seconds[11] = 3'000;
    if (d == 150) runs.back().speeds.seconds[14] = 500;
  }
  const auto news = novelties(History(runs));
  ASSERT_EQ(news.size(), 3U);
  EXPECT_EQ(news[0].kind, NoveltyKind::shoes);
  EXPECT_EQ(news[0].gear, "New");
  EXPECT_EQ(news[1].kind, NoveltyKind::speed_session);
  EXPECT_FALSE(news[1].days_since_last);
  EXPECT_EQ(news[2].kind, NoveltyKind::hilly_run);  // day 196, 86 days after day 110; day 100 came 80 days after day 20
  EXPECT_EQ(news[2].days_since_last, 86);
}

TEST(Drift, FollowsTheCadence) {
  simulated::Runs runs;
  Random random(1);
  for (int d = 0; d < 112; d += 3) {
    runs.push_back(run_on({first + d}, 8'000));
    runs.back().cadence_per_min = 170 - 0.1 * d + simulated::normal(random);
    runs.back().contact_left_percent = 50 + 0.3 * simulated::normal(random);
  }
  runs[5].cadence_per_min = 85;  // one run counted one leg
  const History history(runs);
  const Drift drift = *cadence_drift(history, {first}, {first + 111});
  EXPECT_NEAR(drift.per_4_weeks, -2.8, 0.6);
  EXPECT_TRUE(drift.clear());
  EXPECT_LT(drift.low, drift.per_4_weeks);
  EXPECT_FALSE(balance_drift(history, {first}, {first + 111})->clear());
  EXPECT_FALSE(cadence_drift(history, {first}, {first + 20}));  // too few
  EXPECT_FALSE(cadence_drift(History(), {first}, {first + 111}));
}

TEST(Shoes, CarryTheirKilometres) {
  simulated::Runs runs = {run_on({first}, 5'000), run_on({first + 1}, 6'000), run_on({first + 2}, 7'000)};
  runs[0].gear = runs[2].gear = "Blue";
  const auto all = shoes(History(runs));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].distance_m, 12'000);
  EXPECT_EQ(all[0].runs, 2);
  EXPECT_EQ(all[0].last, Day{first + 2});
}

}  // namespace
}  // namespace genu
