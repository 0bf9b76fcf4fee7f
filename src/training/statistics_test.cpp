#include "training/statistics.h"

#include <gtest/gtest.h>

namespace genu {
namespace {

TEST(Statistics, MedianAndQuantiles) {
  EXPECT_EQ(median({3, 1, 2}), 2);
  EXPECT_EQ(median({4, 1, 2, 3}), 2.5);
  EXPECT_EQ(median({7}), 7);
  EXPECT_DOUBLE_EQ(quantile({0, 10, 20, 30, 40}, 0.25), 10);
  EXPECT_DOUBLE_EQ(quantile({0, 10}, 0.975), 9.75);
  EXPECT_EQ(quantile({1, 2}, 1), 2);
}

TEST(Statistics, SpreadIsDeafToOutliers) {
  EXPECT_DOUBLE_EQ(robust_spread({1, 2, 3, 4, 5}), 1.4826);
  EXPECT_DOUBLE_EQ(robust_spread({1, 2, 3, 4, 5000}), 1.4826);
  EXPECT_EQ(robust_spread({8}), 0);
}

TEST(Statistics, RandomNumbersAreTheSameEverywhere) {
  Random random(0);
  EXPECT_EQ(random.next(), 0xe220a8397b1dcdafULL);  // first value of the reference implementation for seed 0
  double sum = 0;
  for (int i = 0; i < 10'000; ++i) {
    const double u = random.uniform();
    ASSERT_TRUE(u >= 0 && u < 1);
    sum += u;
    ASSERT_LT(random.below(3), 3U);
  }
  EXPECT_NEAR(sum / 10'000, 0.5, 0.02);
}

TEST(Statistics, TheilSenFindsTheLineAmongNonsense) {
  std::vector<double> x, y;
  for (int i = 0; i < 40; ++i) {
    x.push_back(i);
    y.push_back(i % 5 == 0 ? 1e6 : 3 + 0.5 * i);  // a fifth is nonsense
  }
  const Line line = *theil_sen(x, y);
  EXPECT_NEAR(line.slope, 0.5, 1e-9);
  EXPECT_NEAR(line.intercept, 3, 1e-9);
  EXPECT_LE(line.low, line.slope);
  EXPECT_GE(line.high, line.slope);
  const std::vector<double> same_x = {1, 1, 1}, any = {1, 2, 3};
  EXPECT_FALSE(theil_sen(same_x, any));
  EXPECT_FALSE(theil_sen({}, {}));
}

// The 95 % interval of the slope contains 0 in about 95 of 100 cases without a slope.
TEST(Statistics, TheilSenIntervalIsHonest) {
  Random random(3);
  int contains = 0;
  for (int k = 0; k < 500; ++k) {
    std::vector<double> x, y;
    for (int i = 0; i < 25; ++i) {
      x.push_back(i);
      y.push_back(random.uniform());
    }
    const Line line = *theil_sen(x, y);
    contains += line.low <= 0 && line.high >= 0;
  }
  EXPECT_NEAR(contains / 500.0, 0.95, 0.03);
}

}  // namespace
}  // namespace genu
