#include "training/slope_cost.h"

#include <gtest/gtest.h>

namespace genu {
namespace {

// Means and standard deviations measured by Minetti et al. 2002, as printed in the abstract.
struct Measured {
  double slope;
  double cost;
  double deviation;
};

TEST(SlopeCost, LiesWithinOneStandardDeviationOfTheMeasurements) {
  for (const Measured m : {Measured{0, 3.40, 0.24}, {0.45, 18.93, 1.74}, {-0.20, 1.73, 0.36}, {-0.45, 3.92, 0.81}})
    EXPECT_NEAR(cost_of_running_j_per_kg_m(m.slope), m.cost, m.deviation) << m.slope;
}

TEST(SlopeCost, IsCheapestAtAboutTwentyPercentDownhill) {
  double cheapest_slope = 0;
  for (double slope = -0.45; slope <= 0.45; slope += 0.001)
    if (cost_of_running_j_per_kg_m(slope) < cost_of_running_j_per_kg_m(cheapest_slope)) cheapest_slope = slope;
  EXPECT_NEAR(cheapest_slope, -0.2, 0.03);
}

TEST(SlopeCost, StopsAtTheTestedRange) {
  EXPECT_EQ(cost_of_running_j_per_kg_m(2), cost_of_running_j_per_kg_m(0.45));
  EXPECT_EQ(cost_of_running_j_per_kg_m(-2), cost_of_running_j_per_kg_m(-0.45));
}

TEST(SlopeCost, LevelGroundChangesNothing) {
  EXPECT_DOUBLE_EQ(grade_adjusted_speed_m_per_s(3, 0), 3);
  EXPECT_GT(grade_adjusted_speed_m_per_s(3, 0.05), 3.5);
  EXPECT_LT(grade_adjusted_speed_m_per_s(3, -0.05), 3);
}

}  // namespace
}  // namespace genu
