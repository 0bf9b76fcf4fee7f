#include "training/findings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "training/simulated.h"

namespace genu {
namespace {

using simulated::run_on;
using simulated::Runs;

constexpr std::int32_t onset = 19'890;

// Every week the same: three runs of 8 km, one of 16 km, with everything that a watch measures.
Runs regular(int weeks) {
  Runs runs;
  for (std::int32_t day = onset - 7 * weeks + 1; day <= onset; ++day) {
    const std::int32_t weekday = (onset - day) % 7;
    if (weekday != 1 && weekday != 3 && weekday != 4 && weekday != 5) continue;
    auto run = run_on({day}, weekday == 4 ? 16'000 : 8'000);
    run.ascent_m = run.descent_m = run.distance_m / 100;
    run.cadence_per_min = 168;
    run.speeds.seconds[11] = static_cast<float>(run.moving_s);
    runs.push_back(run);
  }
  return runs;
}

std::vector<TrainingFinding> findings_of(const Runs& runs, Onset o = {{onset}, {onset}}) {
  const History history(runs);
  return training_findings(history, what_changed(history, o, {onset + 30}));
}

template <typename T>
std::optional<T> value_of(const std::vector<TrainingFinding>& findings, std::string_view id) {
  for (const TrainingFinding& finding : findings)
    if (finding.id == id) return std::get<T>(finding.value);
  return std::nullopt;
}

std::optional<bool> jump(const Runs& runs, Onset o = {{onset}, {onset}}) {
  return value_of<bool>(findings_of(runs, o), "load_jump_recent");
}

auto& on_day(Runs& runs, std::int32_t day) {
  return *std::find_if(runs.begin(), runs.end(), [&](const auto& run) { return run.day.since_epoch == day; });
}

TEST(TrainingFindings, ASteadyRunnerWithAWatchHasNoJump) {
  const auto findings = findings_of(regular(20));
  EXPECT_EQ(value_of<bool>(findings, "load_jump_recent"), false);
  EXPECT_EQ(value_of<bool>(findings, "hill_running_recent"), false);
  EXPECT_EQ(value_of<double>(findings, "longest_run_ratio"), 1);
  EXPECT_EQ(value_of<double>(findings, "dev_cadence"), 168);
  for (const TrainingFinding& finding : findings) EXPECT_FALSE(finding.sentence.empty());
  EXPECT_FALSE(value_of<bool>(findings, "began_one_long_run"));
}

TEST(TrainingFindings, ASpikeIsAJump) {
  Runs runs = regular(20);
  on_day(runs, onset - 11).distance_m = 20'800;
  EXPECT_EQ(value_of<double>(findings_of(runs), "longest_run_ratio"), 1.3);
  EXPECT_EQ(jump(runs), true);
}

TEST(TrainingFindings, AFewMetresMoreAreNoJumpAndNoProofOfNone) {
  Runs runs = regular(20);
  for (auto& run : runs) run.distance_m /= 5;   // longest 3.2 km
  on_day(runs, onset - 11).distance_m = 3'600;  // 12 % or 400 m more
  EXPECT_EQ(jump(runs), std::nullopt);
}

TEST(TrainingFindings, MoreWeeklyDistanceIsAJump) {
  Runs runs = regular(20);
  for (std::int32_t day = onset - 27; day <= onset; day += 2) runs.push_back(run_on({day}, 8'000, 19));
  EXPECT_EQ(jump(runs), true);
}

TEST(TrainingFindings, UnknownIsNeverNo) {
  EXPECT_EQ(jump(regular(7)), std::nullopt);  // seven weeks of history

  Runs stated = regular(20);
  for (auto& run : stated) run.distance_source = DistanceSource::stated;
  EXPECT_EQ(jump(stated), std::nullopt);

  Runs gap = regular(20);
  std::erase_if(gap,
                [](const auto& run) { return run.day.since_epoch > onset - 70 && run.day.since_epoch < onset - 54; });
  EXPECT_EQ(jump(gap), std::nullopt);

  Runs no_speeds = regular(20);
  for (auto& run : no_speeds) run.speeds = {};
  EXPECT_EQ(jump(no_speeds), std::nullopt);  // "a lot harder" is not known

  Runs no_altitude = regular(20);
  for (auto& run : no_altitude) run.ascent_m = run.descent_m = std::nullopt;
  EXPECT_FALSE(value_of<bool>(findings_of(no_altitude), "hill_running_recent"));
  EXPECT_EQ(jump(no_altitude), false);
}

TEST(TrainingFindings, HillsAreAYesWhenThereAreManyMore) {
  Runs runs = regular(20);
  for (auto& run : runs)
    if (run.day.since_epoch > onset - 28) run.ascent_m = *run.ascent_m * 3;
  EXPECT_EQ(value_of<bool>(findings_of(runs), "hill_running_recent"), true);
}

TEST(TrainingFindings, ARangeCountsOnlyWhereItsEndsAgree) {
  Runs runs = regular(20);
  on_day(runs, onset - 4).distance_m = 24'000;
  EXPECT_EQ(jump(runs, {{onset - 3}, {onset}}), true);
  const auto unsure = findings_of(runs, {{onset - 8}, {onset}});
  EXPECT_FALSE(value_of<bool>(unsure, "load_jump_recent"));
  EXPECT_FALSE(value_of<double>(unsure, "longest_run_ratio"));
}

TEST(TrainingFindings, TheRatioNeedsAMonthBeforeTheMonth) {
  EXPECT_FALSE(value_of<double>(findings_of(regular(8)), "longest_run_ratio"));  // 56 days
  EXPECT_TRUE(value_of<double>(findings_of(regular(9)), "longest_run_ratio"));
}

TEST(TrainingFindings, CadenceNeedsThreeRuns) {
  Runs runs = regular(20);
  for (auto& run : runs)
    if (run.day.since_epoch < onset - 6 || run.day.since_epoch > onset - 4) run.cadence_per_min.reset();
  EXPECT_FALSE(value_of<double>(findings_of(runs), "dev_cadence"));
}

TEST(TrainingFindings, NothingIsSaidWhereNothingCanBeCompared) {
  EXPECT_TRUE(findings_of({}).empty());
  EXPECT_TRUE(findings_of(regular(20), {{onset + 90}, {onset + 90}}).empty());
}

}  // namespace
}  // namespace genu
