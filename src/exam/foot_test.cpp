#include "exam/foot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace genu {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Foot with_items(int a, int b, int c, int d, int e, int f) {
  Foot foot;
  foot.items = {a, b, c, d, e, f};
  return foot;
}
Foot with_index(int index) {
  Foot foot;
  foot.index_total = index;
  return foot;
}
std::optional<FootPosture> posture_of(const Foot& foot) { return judge(foot, Leg::left, {}, true).posture; }

TEST(Foot, TheIndexIsTheSumOfSixItems) {
  EXPECT_EQ(with_items(2, 1, 2, 1, 0, 1).posture_index(), 7);
  EXPECT_EQ(with_index(-3).posture_index(), -3);
  EXPECT_FALSE(Foot{}.posture_index());
}

TEST(Foot, TheBandsOfTheIndex) {
  EXPECT_EQ(posture_of(with_index(-1)), FootPosture::supinated);
  EXPECT_EQ(posture_of(with_index(0)), FootPosture::usual);
  EXPECT_EQ(posture_of(with_index(5)), FootPosture::usual);
  EXPECT_EQ(posture_of(with_index(6)), FootPosture::pronated);
  EXPECT_EQ(posture_of(with_index(9)), FootPosture::pronated);
  EXPECT_EQ(posture_of(with_index(10)), FootPosture::strongly_pronated);
}

TEST(Foot, WhereTwoStudiesDisagreeItIsTold) {
  for (const int edge : {-1, 6})
    EXPECT_THAT(judge(with_index(edge), Leg::left, {}, true).readings.at(0).sentence, HasSubstr("another study"));
  for (const int clear : {-2, 0, 5, 7})
    EXPECT_THAT(judge(with_index(clear), Leg::left, {}, true).readings.at(0).sentence,
                ::testing::Not(HasSubstr("another study")));
}

TEST(Foot, TheDropDecidesOnlyOutsideTheQuotedLimits) {
  Foot foot;
  foot.navicular_drop_mm = 9;
  EXPECT_EQ(posture_of(foot), FootPosture::usual);
  foot.navicular_drop_mm = 12;
  EXPECT_FALSE(posture_of(foot));
  foot.navicular_drop_mm = 16;
  EXPECT_EQ(posture_of(foot), FootPosture::pronated);
}

TEST(Foot, TheBestMeasureDecidesAndTheOthersMayDisagree) {
  Foot foot = with_index(2);
  foot.navicular_drop_mm = 18;
  foot.footprint = Footprint::flat;
  const FootResult result = judge(foot, Leg::right, {}, true);
  EXPECT_EQ(result.posture, FootPosture::usual);
  EXPECT_EQ(result.decided_by, FootMeasure::foot_posture_index);
  EXPECT_EQ(result.trust, Trust::fair);
  EXPECT_EQ(result.disagreements.size(), 2U);
}

TEST(Foot, AnIndexFromAnUntrainedEyeIsAGuess) {
  const FootResult result = judge(with_index(8), Leg::right, {}, false);
  EXPECT_EQ(result.trust, Trust::very_weak);
  EXPECT_THAT(result.readings.at(0).sentence, HasSubstr("a guess"));
}

TEST(Foot, TheArchSortsNobody) {
  Foot foot;
  foot.dorsum_height_mm = 65;
  foot.truncated_length_mm = 190;
  const FootResult result = judge(foot, Leg::left, {}, true);
  EXPECT_NEAR(result.readings.at(0).value, 0.342, 0.001);
  EXPECT_FALSE(result.posture);
  EXPECT_THAT(judge_feet(foot, {}, {}, true).sentence, HasSubstr("cannot be sorted"));
}

TEST(Foot, TheTwoFeetAreCompared) {
  const FeetResult result = judge_feet(with_index(2), with_index(7), {}, true);
  ASSERT_EQ(result.differences.size(), 1U);
  EXPECT_THAT(result.differences[0], HasSubstr("left 2, right 7"));
  EXPECT_THAT(judge_feet(with_index(2), with_index(2), {}, true).differences, IsEmpty());
  EXPECT_FALSE(judge_feet(with_index(2), {}, {}, true).right);
  EXPECT_THAT(judge_feet({}, {}, {}, true).sentence, HasSubstr("Nothing was measured"));
}

TEST(Foot, SlipsOfThePenAreRefused) {
  Foot half;
  half.items[0] = 1;
  EXPECT_EQ(check(half, Leg::left).error().where, "left.items");
  EXPECT_FALSE(check(with_items(3, 0, 0, 0, 0, 0), Leg::left));
  Foot wrong_sum = with_items(1, 1, 1, 1, 1, 1);
  wrong_sum.index_total = 5;
  EXPECT_FALSE(check(wrong_sum, Leg::left));
  EXPECT_FALSE(check(with_index(13), Leg::right));
  Foot arch;
  arch.dorsum_height_mm = 60;
  EXPECT_FALSE(check(arch, Leg::right));
  Foot drop;
  drop.navicular_drop_mm = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(check(drop, Leg::right));
  EXPECT_TRUE(check(with_items(1, 1, 1, 1, 1, 1), Leg::left));
  EXPECT_TRUE(check(Foot{}, Leg::left));
}

}  // namespace
}  // namespace genu
