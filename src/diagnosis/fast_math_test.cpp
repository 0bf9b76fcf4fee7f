#include "diagnosis/fast_math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace genu {
namespace {

TEST(FastMath, ExpAgreesWithTheLibrary) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> values(-700, 700);
  for (int i = 0; i < 200'000; ++i) {
    const double x = values(random);
    EXPECT_NEAR(fast_exp(x) / std::exp(x), 1, 1e-13) << x;
  }
  EXPECT_NEAR(fast_exp(0.0), 1, 1e-15);
  EXPECT_LT(fast_exp(-1e9), 1e-300);
}

TEST(FastMath, LogAgreesWithTheLibrary) {
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> exponents(-690, 690);
  for (int i = 0; i < 200'000; ++i) {
    const double x = std::exp(exponents(random));
    EXPECT_NEAR(fast_log(x), std::log(x), 1e-13 * std::max(1.0, std::abs(std::log(x)))) << x;
  }
  EXPECT_EQ(fast_log(1.0), 0);
}

TEST(FastMath, SinglePrecisionIsGoodToSixDigits) {
  std::mt19937 random(3);
  std::uniform_real_distribution<float> values(-60, 60);
  for (int i = 0; i < 100'000; ++i) {
    const float x = values(random);
    EXPECT_NEAR(fast_exp(x) / std::exp(x), 1, 3e-6) << x;
    const float y = std::exp(x);
    EXPECT_NEAR(fast_log(y), std::log(y), 1e-5) << y;
  }
}

}  // namespace
}  // namespace genu
