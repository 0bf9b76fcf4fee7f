#include "exam/strength.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace genu {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using enum StrengthTest;

LegMeasure measure(StrengthTest test, Leg leg, double value, std::optional<int> pain = std::nullopt) {
  LegMeasure m;
  m.test = test;
  m.leg = leg;
  m.value = value;
  m.pain = pain;
  return m;
}

Reference& of(References& references, StrengthTest test) { return references[static_cast<std::size_t>(test)]; }

// As in knowledge/exam.yaml.
References published() {
  References references;
  of(references, heel_raise) = {{}, {}, {}, 21, 24, {}, 6.5, {}, {}, {}};
  of(references, side_plank) = {{}, {{69, 23}}, {}, {}, {}, {}, 30.4, {}, {}, 30};
  of(references, hop).symmetry_bar_percent = 90;
  of(references, hop).detectable_symmetry_points = 12.96;
  of(references, lunge).detectable_change = 1.9;
  of(references, hip_abduction_eccentric).by_age = {1.6, -0.005, 0.215, 0.354};
  of(references, hip_abduction_strength).women = {16.85, {}};
  return references;
}

TestResult judge_one(const std::vector<LegMeasure>& measures, const ExamPerson& person = {}) {
  const std::vector<TestResult> results = judge(measures, person, published());
  EXPECT_EQ(results.size(), 1U);
  return results.at(0);
}

TEST(Strength, SymmetryIsOfTheSoreLegWhenItIsKnown) {
  const std::vector<LegMeasure> hops = {measure(hop, Leg::left, 120), measure(hop, Leg::right, 100)};
  const TestResult of_right = judge_one(hops, {{}, {}, {}, Leg::right});
  ASSERT_TRUE(of_right.symmetry);
  EXPECT_NEAR(of_right.symmetry->percent, 83.33, 0.01);
  EXPECT_TRUE(of_right.symmetry->of_sore_leg);
  const TestResult of_left = judge_one(hops, {{}, {}, {}, Leg::left});
  EXPECT_NEAR(of_left.symmetry->percent, 120, 0.01);
  EXPECT_EQ(of_left.symmetry->weaker, Leg::right);
  const TestResult unknown = judge_one(hops);
  EXPECT_NEAR(unknown.symmetry->percent, 83.33, 0.01);
  EXPECT_FALSE(unknown.symmetry->of_sore_leg);
  EXPECT_EQ(unknown.outcome, Outcome::worth_training);
  EXPECT_THAT(unknown.sentence, HasSubstr("The right reached 83 % of the left."));
}

TEST(Strength, TheBarOfTheHopIsNinetyPercent) {
  EXPECT_EQ(judge_one({measure(hop, Leg::left, 100), measure(hop, Leg::right, 90)}).outcome,
            Outcome::no_clear_difference);
  EXPECT_EQ(judge_one({measure(hop, Leg::left, 100), measure(hop, Leg::right, 89)}).outcome, Outcome::worth_training);
}

TEST(Strength, ADifferenceWithinTheErrorOfTheTestIsNone) {
  // 20 against 25 is 80 %, but the count moves by 6.5 from day to day.
  EXPECT_EQ(judge_one({measure(heel_raise, Leg::left, 20), measure(heel_raise, Leg::right, 25)}).outcome,
            Outcome::no_clear_difference);
  EXPECT_EQ(judge_one({measure(heel_raise, Leg::left, 18), measure(heel_raise, Leg::right, 25)}).outcome,
            Outcome::worth_training);
  EXPECT_EQ(judge_one({measure(lunge, Leg::left, 6), measure(lunge, Leg::right, 7.5)}).outcome,
            Outcome::no_clear_difference);
}

TEST(Strength, AShortSidePlankIsWorthTraining) {
  const TestResult result = judge_one({measure(side_plank, Leg::left, 29), measure(side_plank, Leg::right, 33)});
  EXPECT_EQ(result.outcome, Outcome::worth_training);
  EXPECT_THAT(result.sentence, HasSubstr("The left is low for this test."));
}

TEST(Strength, PainTakesAwayTheJudgement) {
  const TestResult sore = judge_one({measure(heel_raise, Leg::left, 5, 6), measure(heel_raise, Leg::right, 25)});
  EXPECT_EQ(sore.outcome, Outcome::cannot_tell);
  EXPECT_THAT(sore.sentence, HasSubstr("Pain ended the test on the left"));
  LegMeasure ended = measure(heel_raise, Leg::left, 5);
  ended.ended = Ended::pain;
  EXPECT_EQ(judge_one({ended, measure(heel_raise, Leg::right, 25)}).outcome, Outcome::cannot_tell);
  const TestResult some = judge_one({measure(heel_raise, Leg::left, 5, 3), measure(heel_raise, Leg::right, 25)});
  EXPECT_EQ(some.outcome, Outcome::worth_training);
  EXPECT_THAT(some.cautions, Contains(HasSubstr("It hurt in the test")));
}

TEST(Strength, OneLegAloneCannotBeJudged) {
  const TestResult result = judge_one({measure(hop, Leg::left, 100)});
  EXPECT_EQ(result.outcome, Outcome::cannot_tell);
  EXPECT_FALSE(result.symmetry);
}

TEST(Strength, ZeroOnOneLegHasNoSymmetry) {
  EXPECT_FALSE(judge_one({measure(heel_raise, Leg::left, 0), measure(heel_raise, Leg::right, 20)}).symmetry);
}

// Ramskov 2014: 1.600 - 0.005 * 40 = 1.400 for a woman of 40; + 0.215 for a man.
TEST(Strength, HipAbductionFollowsTheEquationByAgeAndSex) {
  References references = published();
  const Reference& reference = of(references, hip_abduction_eccentric);
  const auto woman = expected_for(reference, {40, PersonSex::female, {}, {}});
  ASSERT_TRUE(woman);
  EXPECT_NEAR(woman->centre, 1.4, 1e-9);
  EXPECT_NEAR(expected_for(reference, {40, PersonSex::male, {}, {}})->centre, 1.615, 1e-9);
  EXPECT_FALSE(expected_for(reference, {{}, PersonSex::male, {}, {}}));
}

TEST(Strength, ADynamometerNeedsBodyWeightAndLever) {
  LegMeasure left = measure(hip_abduction_eccentric, Leg::left, 120);
  left.arm_m = 0.8;
  LegMeasure right = measure(hip_abduction_eccentric, Leg::right, 150);
  right.arm_m = 0.8;
  const ExamPerson woman{40, PersonSex::female, 60, {}};
  const TestResult result = judge_one({left, right}, woman);
  ASSERT_TRUE(result.left && result.left->compared);
  EXPECT_NEAR(*result.left->compared, 1.6, 1e-9);  // 120 N * 0.8 m / 60 kg
  EXPECT_NEAR(*result.left->percentile, percentile_of(1.6, 1.4, 0.354), 1e-9);
  EXPECT_EQ(result.outcome, Outcome::worth_training);  // 80 % of the other
  left.arm_m.reset();
  const TestResult forces = judge_one({left, right}, woman);
  EXPECT_FALSE(forces.left->compared);
  EXPECT_THAT(forces.sentence, HasSubstr("Left 120 N, right 150 N"));
  EXPECT_THAT(forces.cautions, Contains(HasSubstr("Without body weight and lever arm")));
}

TEST(Strength, AForceInPercentOfBodyWeight) {
  const TestResult result = judge_one({measure(hip_abduction_strength, Leg::left, 98.0665)}, {{}, {}, 50, {}});
  EXPECT_NEAR(*result.left->compared, 20, 1e-9);
}

TEST(Strength, PercentilesAreThoseOfTheNormalDistribution) {
  EXPECT_NEAR(percentile_of(1.4, 1.4, 0.3), 50, 1e-9);
  EXPECT_NEAR(percentile_of(1.4 - 0.3 * 1.2815515655, 1.4, 0.3), 10, 1e-6);
  EXPECT_NEAR(percentile_of(1.4 + 0.3 * 1.959963985, 1.4, 0.3), 97.5, 1e-6);
}

TEST(Strength, NobodyIsComparedWithTheOtherSex) {
  References references = published();
  EXPECT_FALSE(expected_for(of(references, side_plank), {30, PersonSex::male, {}, {}}));
  EXPECT_TRUE(expected_for(of(references, side_plank), {30, PersonSex::female, {}, {}}));
  EXPECT_FALSE(expected_for(of(references, side_plank), {}));
  EXPECT_TRUE(expected_for(of(references, heel_raise), {30, PersonSex::male, {}, {}})->is_median);
}

TEST(Strength, FaultsAreControlNotStrength) {
  const TestResult clean = judge_one({faults(single_leg_squat, Leg::left, 0)});
  EXPECT_EQ(clean.outcome, Outcome::no_clear_difference);
  const TestResult knee = judge_one({faults(single_leg_squat, Leg::left, 0b0010)});
  EXPECT_EQ(knee.outcome, Outcome::worth_training);
  EXPECT_EQ(knee.sentence, "Left: knee leaves its line. That control is worth training.");
  EXPECT_EQ(judge_one({faults(single_leg_squat, Leg::left, 0b1000)}).outcome, Outcome::no_clear_difference);
  EXPECT_EQ(judge_one({faults(single_leg_squat, Leg::left, 0b1100)}).outcome, Outcome::worth_training);
}

TEST(Strength, AnswersAreNoted) {
  EXPECT_THAT(judge_one({measure(straight_leg_raise, Leg::right, 3)}).sentence, HasSubstr("look at the back"));
  EXPECT_EQ(judge_one({measure(straight_leg_raise, Leg::right, 1)}).outcome, Outcome::noted);
  EXPECT_EQ(judge_one({measure(prone_hip_extension, Leg::right, 1)}).outcome, Outcome::worth_training);
}

TEST(Strength, ChangesWithinTheErrorAreNone) {
  const References references = published();
  const auto heel = [&](double left) { return judge({measure(heel_raise, Leg::left, left)}, {}, references).at(0); };
  const Reference& reference = references[static_cast<std::size_t>(heel_raise)];
  EXPECT_EQ(change_since(heel(26), heel(20), reference)->legs.at(0).word, ChangeWord::no_detectable_change);
  EXPECT_EQ(change_since(heel(27), heel(20), reference)->legs.at(0).word, ChangeWord::more);
  EXPECT_EQ(change_since(heel(13), heel(20), reference)->legs.at(0).word, ChangeWord::less);
  EXPECT_THAT(change_since(heel(13), heel(20), reference)->sentence, HasSubstr("7 repetitions less"));
}

TEST(Strength, TheHopChangesBySymmetry) {
  const References references = published();
  const auto hops = [&](double left) {
    return judge({measure(hop, Leg::left, left), measure(hop, Leg::right, 100)}, {{}, {}, {}, Leg::left}, references)
        .at(0);
  };
  const Reference& reference = references[static_cast<std::size_t>(hop)];
  EXPECT_EQ(change_since(hops(82), hops(70), reference)->symmetry_word, ChangeWord::no_detectable_change);
  EXPECT_EQ(change_since(hops(84), hops(70), reference)->symmetry_word, ChangeWord::more);
  EXPECT_EQ(change_since(hops(84), hops(70), reference)->legs.at(0).word, ChangeWord::error_unknown);
}

TEST(Strength, NoChangeWithoutTheSameLeg) {
  const References references = published();
  const TestResult left = judge({measure(hop, Leg::left, 90)}, {}, references).at(0);
  const TestResult right = judge({measure(hop, Leg::right, 90)}, {}, references).at(0);
  EXPECT_FALSE(change_since(left, right, references[static_cast<std::size_t>(hop)]));
}

TEST(Strength, SlipsOfThePenAreRefused) {
  EXPECT_FALSE(check(measure(heel_raise, Leg::left, 20.5)));
  EXPECT_FALSE(check(measure(heel_raise, Leg::left, 2000)));
  EXPECT_FALSE(check(measure(heel_raise, Leg::left, std::numeric_limits<double>::quiet_NaN())));
  EXPECT_FALSE(check(measure(hop, Leg::left, 100, 11)));
  EXPECT_FALSE(check(measure(straight_leg_raise, Leg::left, 4)));
  EXPECT_FALSE(check(faults(single_leg_squat, Leg::left, 0b10000)));
  LegMeasure far = measure(knee_extension_strength, Leg::right, 300);
  far.arm_m = 35;
  const auto refused = check(far);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where, "knee_extension_strength.right");
  EXPECT_TRUE(check(measure(heel_raise, Leg::left, 20)));
}

TEST(Tests, EveryTestAndBarrierIsFoundByItsId) {
  for (std::size_t i = 0; i < strength_test_count; ++i) {
    const TestInfo& info = strength_tests()[i];
    EXPECT_EQ(static_cast<std::size_t>(info.test), i);
    EXPECT_EQ(strength_test_named(info.id), info.test);
  }
  for (std::size_t i = 0; i < barrier_count; ++i) {
    EXPECT_EQ(static_cast<std::size_t>(barriers()[i].barrier), i);
    EXPECT_EQ(barrier_named(barriers()[i].id), barriers()[i].barrier);
  }
  EXPECT_FALSE(strength_test_named("jump"));
}

TEST(Tests, WhatMustNotBeDone) {
  for (const TestInfo& info : strength_tests()) {
    EXPECT_TRUE(forbids(Barrier::red_flag, info.test)) << info.id;
    EXPECT_TRUE(forbids(Barrier::hot_or_ill, info.test)) << info.id;
  }
  for (const Barrier barrier : {Barrier::cannot_bear_weight, Barrier::limp, Barrier::swollen, Barrier::pain_above_5,
                                Barrier::possible_bone_stress, Barrier::locked})
    EXPECT_TRUE(forbids(barrier, hop)) << info_of(barrier).id;
  EXPECT_FALSE(forbids(Barrier::swollen, side_plank));
  EXPECT_FALSE(forbids(Barrier::possible_bone_stress, heel_raise));
  EXPECT_FALSE(forbids(Barrier::possible_bone_stress, straight_leg_raise));
  Barriers holding{};
  EXPECT_FALSE(barrier_to(hop, holding));
  holding[static_cast<std::size_t>(Barrier::swollen)] = true;
  EXPECT_EQ(barrier_to(hop, holding), Barrier::swollen);
  EXPECT_FALSE(barrier_to(thomas, holding));
}

}  // namespace
}  // namespace genu
