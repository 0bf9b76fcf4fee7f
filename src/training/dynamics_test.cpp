#include "training/dynamics.h"

#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

namespace genu {
namespace {

Run run_on(int day, double speed_m_per_s) {
  Run run;
  run.sport = Sport::running;
  run.day = Day{20'000 + day};
  run.start = Instant{static_cast<std::int64_t>(20'000 + day) * 86'400'000};
  run.distance_m = 3600 * speed_m_per_s;
  run.moving_s = 3600;
  return run;
}

const DynamicOverWeeks* find(const std::vector<DynamicOverWeeks>& all, Dynamic dynamic) {
  for (const DynamicOverWeeks& one : all) {
    if (one.dynamic == dynamic) return &one;
  }
  return nullptr;
}

TEST(DynamicsOverWeeks, SpeedIsNoDrift) {
  // Contact gets shorter only because the runner gets faster.
  std::mt19937 random(7);
  std::normal_distribution<double> noise(0, 2);
  std::vector<genu::Run> runs;
  for (int day = 0; day < 84; day += 3) {
    genu::Run run = run_on(day, 2.6 + day * 0.006);
    run.contact_time_ms = 420 - 60 * *run.speed_m_per_s() + noise(random);
    runs.push_back(run);
  }
  const auto all = dynamics_over_weeks(History(runs), Day{20'083}, 12);
  const DynamicOverWeeks* contact = find(all, Dynamic::contact_time);
  ASSERT_NE(contact, nullptr);
  EXPECT_EQ(contact->trend, Trend::none);
  EXPECT_EQ(contact->runs, 28U);
  EXPECT_EQ(find(all, Dynamic::cadence), nullptr);
}

TEST(DynamicsOverWeeks, ALimpThatComesIsSeenAndOnlyThat) {
  std::mt19937 random(11);
  std::normal_distribution<double> noise(0, 1);
  std::vector<genu::Run> runs;
  for (int day = 0; day < 84; day += 3) {
    genu::Run run = run_on(day, 2.9 + 0.2 * noise(random));
    run.contact_left_percent = 50.2 + day * 0.03 + 0.2 * noise(random);
    run.cadence_per_min = 168 + 2 * noise(random);
    run.vertical_oscillation_mm = 85 + noise(random);
    run.step_length_m = 1.05;
    runs.push_back(run);
  }
  const auto all = dynamics_over_weeks(History(runs), Day{20'083}, 12);
  const DynamicOverWeeks* balance = find(all, Dynamic::contact_left);
  ASSERT_NE(balance, nullptr);
  EXPECT_EQ(balance->trend, Trend::rises);
  EXPECT_NEAR(balance->change_per_week, 0.21, 0.05);
  EXPECT_EQ(find(all, Dynamic::cadence)->trend, Trend::none);
  EXPECT_NEAR(find(all, Dynamic::vertical_ratio)->typical, 8.1, 0.2);
}

TEST(DynamicsOverWeeks, TooFewRunsSayNothing) {
  std::vector<genu::Run> runs;
  for (int day = 0; day < 21; day += 3) {
    genu::Run run = run_on(day, 2.9);
    run.cadence_per_min = 168;
    runs.push_back(run);
  }
  EXPECT_TRUE(dynamics_over_weeks(History(runs), Day{20'020}, 12).empty());
  EXPECT_TRUE(dynamics_over_weeks(History(), Day{20'020}, 12).empty());
}

Trace hour_of_running(double contact_late_ms) {
  std::mt19937 random(3);
  std::normal_distribution<float> noise(0, 1);
  Trace trace;
  for (int second = 0; second < 3600; ++second) {
    const bool walks = second % 900 > 850;
    trace.time_s.push_back(second);
    trace.speed_m_per_s.push_back(walks ? 1.2F : 2.9F + 0.05F * noise(random));
    trace.cadence_per_min.push_back(walks ? 110 : 168 + noise(random));
    const float tiring = static_cast<float>(contact_late_ms) * static_cast<float>(second) / 3600;
    trace.contact_time_ms.push_back(walks ? 600 : 250 + tiring + 4 * noise(random));
    trace.contact_left_percent.push_back(std::numeric_limits<float>::quiet_NaN());
    trace.vertical_oscillation_mm.push_back(std::numeric_limits<float>::quiet_NaN());
  }
  return trace;
}

TEST(DynamicsInRun, TiringShowsAndWalkingBreaksDoNot) {
  const auto tiring = dynamics_in_run(hour_of_running(20));
  ASSERT_EQ(tiring.size(), 2U);
  EXPECT_EQ(tiring[0].dynamic, Dynamic::cadence);
  EXPECT_EQ(tiring[0].trend, Trend::none);
  EXPECT_EQ(tiring[1].dynamic, Dynamic::contact_time);
  EXPECT_EQ(tiring[1].trend, Trend::rises);
  EXPECT_NEAR(tiring[1].change, 19, 3);
  EXPECT_LT(tiring[1].early, tiring[1].late);
}

TEST(DynamicsInRun, ShortOrEmptyTracesSayNothing) {
  EXPECT_TRUE(dynamics_in_run(Trace{}).empty());
  Trace brief = hour_of_running(20);
  for (auto* column : {&brief.speed_m_per_s, &brief.cadence_per_min, &brief.contact_time_ms}) column->resize(600);
  brief.contact_left_percent.resize(600);
  brief.vertical_oscillation_mm.resize(600);
  brief.time_s.resize(600);
  EXPECT_TRUE(dynamics_in_run(brief).empty());
}

}  // namespace
}  // namespace genu
