#include "training/change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "training/comparison.h"
#include "training/simulated.h"

namespace genu {
namespace {

using simulated::run_on;
using simulated::Runs;
using ::testing::HasSubstr;

constexpr std::int32_t onset = 19'890;
constexpr Day today{onset + 20};

Onset exactly(std::int32_t day) { return {{day}, {day}}; }

// Four runs a week on the same weekdays, every week the same, until the onset (a rest day).
Runs regular(int weeks) {
  Runs runs;
  for (std::int32_t day = onset - 7 * weeks + 1; day <= onset; ++day) {
    const std::int32_t weekday = ((onset - day) % 7 + 7) % 7;
    if (weekday == 1 || weekday == 3 || weekday == 5) runs.push_back(run_on({day}, 8'000));
    if (weekday == 4) runs.push_back(run_on({day}, 17'100));
  }
  return runs;
}

Run& on_day(Runs& runs, std::int32_t day) {
  return *std::find_if(runs.begin(), runs.end(), [&](const auto& run) { return run.day.since_epoch == day; });
}

const MeasureChange& of(const Change& change, Measure measure) {
  return *std::find_if(change.measures.begin(), change.measures.end(),
                       [&](const auto& m) { return m.measure == measure; });
}

std::string all(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

TEST(WhatChanged, FindsTheOneLongRun) {
  Runs runs = regular(20);
  on_day(runs, onset - 11).distance_m = 24'100;
  const Change change = what_changed(History(runs), exactly(onset), today);
  EXPECT_EQ(change.status, ChangeStatus::changed);
  // 24,100 over 17,100 is 40.9 % more.
  EXPECT_EQ(change.headline,
            "Eleven days before the pain began you ran 24.1 km: 41 % further than anything in the month before.");
  ASSERT_EQ(change.stand_outs.size(), 1U);
  EXPECT_EQ(change.stand_outs[0].kind, StandOutKind::spike);
  EXPECT_EQ(change.stand_outs[0].days_before_onset, 11);
  EXPECT_EQ(change.stand_outs[0].exposure.state, SpikeState::moderate);
  EXPECT_EQ(change.baseline_spikes, 0);
  EXPECT_THAT(all(change.notes), HasSubstr("describes the group, not you"));
  EXPECT_EQ(change.recent_first.since_epoch, onset - 27);
  EXPECT_EQ(change.baseline_first.since_epoch, onset - 111);
  EXPECT_EQ(change.baseline_last.since_epoch, onset - 28);
}

TEST(WhatChanged, TheRunOnTheDayOfTheOnsetCounts) {
  Runs runs = regular(20);
  runs.push_back(run_on({onset}, 42'195));
  const Change change = what_changed(History(runs), exactly(onset), today);
  ASSERT_FALSE(change.stand_outs.empty());
  EXPECT_EQ(change.stand_outs[0].sentence,
            "On the day the pain began you ran 42.2 km: 2.5 times as far as anything in the month before.");
  // A run after the onset does not.
  EXPECT_EQ(what_changed(History(runs), exactly(onset - 1), today).status, ChangeStatus::nothing_changed);
}

TEST(WhatChanged, SaysThatNothingChanged) {
  const Change change = what_changed(History(regular(20)), exactly(onset), today);
  EXPECT_EQ(change.status, ChangeStatus::nothing_changed);
  EXPECT_TRUE(change.stand_outs.empty());
  EXPECT_TRUE(change.missing.empty());
  EXPECT_EQ(of(change, Measure::weekly_distance).verdict, Verdict::no_change);
  EXPECT_EQ(of(change, Measure::weekly_distance).sentence,
            "You ran 41 km a week in the four weeks before the pain, as in the twelve before them.");
  EXPECT_EQ(of(change, Measure::cadence).verdict, Verdict::unknown);
  EXPECT_EQ(change.measures.back().verdict, Verdict::unknown);  // unknown ones last
}

TEST(WhatChanged, SeesMoreKilometresAWeek) {
  Runs runs = regular(20);
  for (auto& run : runs)
    if (run.day.since_epoch > onset - 28) run.distance_m *= 1.09;  // no session is a spike
  for (std::int32_t day : {onset - 26, onset - 20, onset - 19, onset - 13, onset - 12, onset - 6, onset - 2, onset})
    runs.push_back(run_on({day}, 9'000, 18));
  const Change change = what_changed(History(runs), exactly(onset), today);
  EXPECT_EQ(change.status, ChangeStatus::changed);
  const MeasureChange& weekly = of(change, Measure::weekly_distance);
  EXPECT_EQ(weekly.verdict, Verdict::changed);
  EXPECT_NEAR(weekly.recent, 1.09 * 41'100 + 18'000, 1);
  EXPECT_NEAR(weekly.baseline, 41'100, 1);
  EXPECT_LE(weekly.low, weekly.difference);
  EXPECT_GE(weekly.high, weekly.difference);
  EXPECT_LE(weekly.p_value, 0.05);
  EXPECT_THAT(weekly.sentence, HasSubstr("53 % more"));
  EXPECT_THAT(change.headline, HasSubstr("beyond what your weeks usually vary"));
}

TEST(WhatChanged, SaysWhichWeeksAreMissing) {
  const Change change = what_changed(History(regular(9)), exactly(onset), today);
  EXPECT_EQ(change.status, ChangeStatus::too_little_data);
  ASSERT_EQ(change.missing.size(), 2U);
  EXPECT_THAT(change.missing[0], HasSubstr("Four of the four weeks"));
  EXPECT_THAT(change.missing[0], HasSubstr("four of the twelve"));
  EXPECT_EQ(of(change, Measure::weekly_distance).verdict, Verdict::unknown);
}

TEST(WhatChanged, FindsASpikeWithoutABaseline) {
  Runs runs = regular(9);
  on_day(runs, onset - 11).distance_m = 24'100;
  EXPECT_EQ(what_changed(History(runs), exactly(onset), today).status, ChangeStatus::changed);
  // In the first month the longest run before it may be unknown.
  Runs few = regular(4);
  on_day(few, onset - 11).distance_m = 24'100;
  const Change provisional = what_changed(History(few), exactly(onset), today);
  EXPECT_EQ(provisional.status, ChangeStatus::too_little_data);
  EXPECT_THAT(provisional.stand_outs[0].sentence, HasSubstr("as far as it is recorded"));
}

TEST(WhatChanged, DoesNotTakeAGapForRest) {
  Runs runs = regular(20);
  std::erase_if(runs,
                [](const auto& run) { return run.day.since_epoch > onset - 60 && run.day.since_epoch < onset - 39; });
  const Change change = what_changed(History(runs), exactly(onset), today);
  EXPECT_EQ(change.status, ChangeStatus::nothing_changed);  // the empty weeks are unknown, not zero
  EXPECT_EQ(of(change, Measure::weekly_distance).baseline_weeks, 10);
  EXPECT_THAT(all(change.notes), HasSubstr("is not known"));
}

TEST(WhatChanged, NamesTheReturnAfterAGap) {
  Runs runs = regular(20);
  std::erase_if(runs,
                [](const auto& run) { return run.day.since_epoch > onset - 40 && run.day.since_epoch < onset - 12; });
  const Change change = what_changed(History(runs), exactly(onset), today);
  EXPECT_FALSE(change.missing.empty());
  ASSERT_EQ(change.stand_outs.size(), 2U);
  EXPECT_TRUE(change.stand_outs[0].rests_on_a_gap);  // 17.1 km after 8 km: a spike if the runner really rested
  EXPECT_THAT(change.stand_outs[0].sentence, HasSubstr("a gap of two weeks or more"));
  EXPECT_EQ(change.stand_outs[1].kind, StandOutKind::after_gap);
  EXPECT_THAT(change.stand_outs[1].sentence, HasSubstr("days without a recorded run"));
}

TEST(WhatChanged, HasAnAnswerWhereThereIsNothingToCompare) {
  const History history(regular(20));
  EXPECT_EQ(what_changed(history, exactly(onset + 21), today).status, ChangeStatus::onset_in_future);
  EXPECT_EQ(what_changed(history, {{onset}, {onset - 1}}, today).status, ChangeStatus::onset_reversed);
  EXPECT_EQ(what_changed(history, exactly(onset - 400), today).status, ChangeStatus::onset_before_history);
  EXPECT_EQ(what_changed(History(), exactly(onset), today).status, ChangeStatus::onset_before_history);
  EXPECT_EQ(what_changed(history, exactly(onset + 40), {onset + 99}).status, ChangeStatus::no_recent_runs);
  for (const Onset o : {exactly(onset + 21), Onset{{onset}, {onset - 1}}, exactly(onset - 400)})
    EXPECT_FALSE(what_changed(history, o, today).headline.empty());
}

TEST(WhatChanged, SaysWhenTheEndsOfARangeDisagree) {
  Runs runs = regular(20);
  on_day(runs, onset - 4).distance_m = 24'100;
  const Change unsure = what_changed(History(runs), {{onset - 8}, {onset}}, today);
  EXPECT_EQ(unsure.status, ChangeStatus::nothing_changed);
  EXPECT_FALSE(unsure.ends_agree);
  EXPECT_THAT(all(unsure.notes), HasSubstr("not sure"));
  ASSERT_EQ(unsure.stand_outs.size(), 1U);  // but the run is named
  EXPECT_THAT(unsure.stand_outs[0].sentence, HasSubstr("In the days when the pain began"));
  const Change sure = what_changed(History(runs), {{onset - 2}, {onset}}, today);
  EXPECT_TRUE(sure.ends_agree);
  EXPECT_EQ(sure.status, ChangeStatus::changed);
}

TEST(WhatChanged, PointsAtHillsShoesAndSpeed) {
  Runs runs = regular(30);
  for (auto& run : runs) {
    run.ascent_m = run.descent_m = 40;
    run.speeds.seconds[11] = 3'000;
    run.gear = run.day.since_epoch < onset - 20 ? "Old" : "New";
  }
  on_day(runs, onset - 8).ascent_m = 310;
  on_day(runs, onset - 3).speeds.seconds[15] = 900;
  const Change change = what_changed(History(runs), exactly(onset), today);
  std::vector<StandOutKind> kinds;
  for (const StandOut& out : change.stand_outs) kinds.push_back(out.kind);
  EXPECT_THAT(kinds, ::testing::UnorderedElementsAre(StandOutKind::most_ascent, StandOutKind::first_hilly,
                                                     StandOutKind::most_fast, StandOutKind::first_speed,
                                                     StandOutKind::new_shoes));
}

TEST(WhatChanged, NamesAreStable) {
  EXPECT_STREQ(name_of(Measure::longest_run), "longest_run");
  EXPECT_STREQ(name_of(Measure::treadmill_share), "treadmill_share");
  EXPECT_STREQ(unit_of(Measure::treadmill_share), "%");
  EXPECT_STREQ(name_of(ChangeStatus::onset_reversed), "onset_reversed");
  EXPECT_STREQ(name_of(Verdict::changed), "changed");
  EXPECT_STREQ(name_of(StandOutKind::first_speed), "first_speed");
}

TEST(Comparison, NeedsEnoughWeeksToTellChanceApart) {
  EXPECT_TRUE(enough_weeks(4, 12));
  EXPECT_TRUE(enough_weeks(4, 8));
  EXPECT_FALSE(enough_weeks(4, 7));
  EXPECT_TRUE(enough_weeks(3, 12));
  EXPECT_FALSE(enough_weeks(3, 11));
  EXPECT_FALSE(enough_weeks(2, 12));
}

TEST(Comparison, ThePermutationTestIsExact) {
  // One measure, all recent weeks above all others: of the 1,820 ways, the highest four and the lowest four are as far
  // out.
  WeeklyMeasures measures;
  measures.known.fill(true);
  for (std::size_t w = 0; w < week_count; ++w)
    measures.values[0][w] = 100.0 + (w < recent_week_count ? 50 : 0) + static_cast<double>(w);
  const auto comparison = compare(measures)[0];
  ASSERT_TRUE(comparison);
  EXPECT_DOUBLE_EQ(comparison->p_value, 2.0 / 1820);
  EXPECT_DOUBLE_EQ(comparison->recent, 151.5);
  EXPECT_DOUBLE_EQ(comparison->baseline, 109.5);
}

}  // namespace
}  // namespace genu
