#include "training/knee_load.h"

#include <gtest/gtest.h>

#include <string>

#include "training/simulated.h"

namespace genu {
namespace {

using simulated::run_on;
using simulated::Runs;

constexpr Day monday{19'884};

// Steps of 1 m at 3 m/s, a little longer when faster.
Runs earlier_runs() {
  Runs runs;
  for (int i = 0; i < 20; ++i) {
    auto run = run_on({monday.since_epoch - 40 + i}, 10'000);
    const double speed = 2.5 + 0.05 * i;
    run.moving_s = 10'000 / speed;
    run.cadence_per_min = 60 * speed / (1 + 0.3 * (speed - 3));
    runs.push_back(run);
  }
  return runs;
}

auto run_at(double speed_m_per_s, double step_length_m) {
  auto run = run_on(monday, 10'000);
  run.moving_s = 10'000 / speed_m_per_s;
  run.cadence_per_min = 60 * speed_m_per_s / step_length_m;
  return run;
}

TEST(KneeLoad, IsTheIndexOfMiller) {
  auto run = run_on(monday, 10'000);
  EXPECT_DOUBLE_EQ(knee_load(run, {}).index, 8'000);  // 0.80 * 10,000
  run.walking_m = 2'000;
  EXPECT_DOUBLE_EQ(knee_load(run, {}).index, 0.80 * 8'000 + 0.75 * 2'000);
  EXPECT_EQ(knee_load(run, {}).peak_body_weights, 8.02);
  EXPECT_FALSE(knee_load(run, {}).step_length_m);  // no cadence
}

TEST(KneeLoad, CountsStepsOfBothFeet) {
  const KneeLoad load = knee_load(run_at(3, 1.25), {});
  EXPECT_NEAR(*load.step_length_m, 1.25, 1e-9);
  EXPECT_NEAR(*load.steps_per_km, 800, 1e-6);
  EXPECT_FALSE(load.step_length_change_percent);  // no baseline
}

TEST(KneeLoad, ComparesStepsAtTheSameSpeed) {
  const Runs runs = earlier_runs();
  const auto baseline = StepLengthBaseline::from(runs);
  ASSERT_TRUE(baseline);
  EXPECT_NEAR(*baseline->expected_m(3.2), 1.06, 1e-6);
  EXPECT_FALSE(baseline->expected_m(4.5));  // never ran so fast
  const KneeLoad usual = knee_load(run_at(3.2, 1.06), {}, baseline);
  EXPECT_NEAR(*usual.step_length_change_percent, 0, 1e-6);
  EXPECT_NEAR(*usual.kneecap_per_km, 1, 1e-6);

  const KneeLoad shorter = knee_load(run_at(3.2, 1.06 * 0.9), {}, baseline);
  EXPECT_NEAR(*shorter.step_length_change_percent, -10, 1e-6);
  EXPECT_NEAR(*shorter.kneecap_per_km, 0.925, 1e-6);        // willson2014 as printed
  EXPECT_NEAR(shorter.kneecap_per_step->low, 0.778, 1e-6);  // willson2014
  EXPECT_NEAR(shorter.kneecap_per_step->high, 0.86, 1e-6);  // lenhart2014: 11.1 % more steps, clamped to 10
  const KneeLoad longer = knee_load(run_at(3.2, 1.06 * 1.3), {}, baseline);
  EXPECT_NEAR(*longer.kneecap_per_km, 1.14, 1e-6);  // clamped
  EXPECT_NEAR(longer.kneecap_per_step->high, 1.31, 1e-6);
}

TEST(KneeLoad, FollowsCadenceAsTheEvidenceSays) {
  // Cadence +5 % at one speed is a step length of -4.8 %: half way in both tables.
  const auto baseline = StepLengthBaseline::from(earlier_runs());
  const KneeLoad load = knee_load(run_at(3, 1 / 1.05), {}, baseline);
  EXPECT_NEAR(*load.step_length_change_percent, -4.76, 0.01);
  EXPECT_NEAR(load.kneecap_per_step->high, 0.93, 1e-6);
  EXPECT_NEAR(load.kneecap_per_step->low, 1 - 0.476 * 0.222, 1e-3);
}

TEST(KneeLoad, NeedsEightRunsForABaseline) {
  Runs runs = earlier_runs();
  runs.resize(7);
  EXPECT_FALSE(StepLengthBaseline::from(runs));
  EXPECT_FALSE(StepLengthBaseline::from({}));
}

TEST(KneeLoad, SumsByWeek) {
  const History history(
      {run_on(monday, 10'000), run_on({monday.since_epoch + 6}, 5'000), run_on({monday.since_epoch + 14}, 10'000)});
  const auto weeks = knee_load_by_week(history, {});
  ASSERT_EQ(weeks.size(), 3U);
  EXPECT_DOUBLE_EQ(weeks[0].index, 12'000);
  EXPECT_EQ(weeks[1].index, 0);
  EXPECT_DOUBLE_EQ(weeks[2].index, 8'000);
  EXPECT_TRUE(knee_load_by_week(History(), {}).empty());
}

TEST(KneeLoad, CarriesItsCaution) { EXPECT_NE(std::string(knee_load_caution()).find("no risk"), std::string::npos); }

}  // namespace
}  // namespace genu
