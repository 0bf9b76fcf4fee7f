#include "gait/retraining.h"

#include <gtest/gtest.h>

namespace genu {
namespace {

const FeedbackDose dose{5, 7.5, 10, 3, 6, 60, 60, 2, 2, 2, 180};

TEST(CadenceAdvice, StartsFromTheOwnCadenceAndFades) {
  const CadenceAdvice advice = cadence_advice(160, false, true, dose);
  ASSERT_TRUE(advice.plan);
  EXPECT_EQ(advice.plan->least_per_min, 168);
  EXPECT_EQ(advice.plan->most_per_min, 176);
  ASSERT_EQ(advice.plan->weeks.size(), 6U);
  EXPECT_EQ(advice.plan->weeks[0].cadence_per_min, 168);
  EXPECT_EQ(advice.plan->weeks[1].cadence_per_min, 172);
  EXPECT_EQ(advice.plan->weeks[1].blocks_with_beat, 6);
  EXPECT_EQ(advice.plan->weeks[3].blocks_with_beat, 3);
  EXPECT_EQ(advice.plan->weeks[5].blocks_with_beat, 0);
}

TEST(CadenceAdvice, NothingWhileABoneMayBeStressed) {
  EXPECT_EQ(cadence_advice(160, true, true, dose).why_not, NoCadencePlan::running_is_unsafe);
  EXPECT_FALSE(cadence_advice(160, true, true, dose).plan);
}

TEST(CadenceAdvice, NoUniversal180) {
  EXPECT_EQ(cadence_advice(184, false, false, dose).why_not, NoCadencePlan::quick_already);
  EXPECT_TRUE(cadence_advice(184, false, true, dose).plan);  // it hurts: worth a try
  EXPECT_TRUE(cadence_advice(176, false, false, dose).plan);
  EXPECT_EQ(cadence_advice(std::nullopt, false, true, dose).why_not, NoCadencePlan::not_measured);
}

}  // namespace
}  // namespace genu
