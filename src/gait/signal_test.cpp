#include "gait/signal.h"

#include <cmath>
#include <limits>
#include <numbers>

#include <gtest/gtest.h>

namespace genu {
namespace {

const double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<double> sine(double rate_hz, double frequency_hz, double seconds) {
  std::vector<double> values;
  for (int i = 0; i < static_cast<int>(seconds * rate_hz); ++i) {
    values.push_back(std::sin(2 * std::numbers::pi * frequency_hz * i / rate_hz));
  }
  return values;
}

double amplitude_in_the_middle(const std::vector<double>& values) {
  double greatest = 0;
  for (std::size_t i = values.size() / 4; i < 3 * values.size() / 4; ++i) greatest = std::max(greatest, values[i]);
  return greatest;
}

TEST(LowPass, HalvesThePowerAtItsCutOffAndDelaysNothing) {
  // Two passes: the amplitude at the cut-off is that of one fourth-order filter, 1/sqrt(2).
  EXPECT_NEAR(amplitude_in_the_middle(low_pass(sine(100, 8, 4), 100, 8)), std::numbers::sqrt2 / 2, 0.02);
  EXPECT_NEAR(amplitude_in_the_middle(low_pass(sine(100, 1, 4), 100, 8)), 1, 0.002);
  EXPECT_LT(amplitude_in_the_middle(low_pass(sine(100, 30, 4), 100, 8)), 0.02);
  const std::vector<double> slow = sine(100, 1, 4);
  const std::vector<double> filtered = low_pass(slow, 100, 8);
  for (std::size_t i = 20; i + 20 < slow.size(); ++i) EXPECT_NEAR(filtered[i], slow[i], 0.003) << i;
}

TEST(LowPass, LeavesGapsAndAStraightLineAsTheyAre) {
  std::vector<double> line;
  for (int i = 0; i < 60; ++i) line.push_back(i == 30 ? nan : 3 + 2.0 * i);
  const std::vector<double> filtered = low_pass(line, 60, 6);
  EXPECT_TRUE(std::isnan(filtered[30]));
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i != 30) {
      EXPECT_NEAR(filtered[i], line[i], 0.05) << i;
    }
  }
  EXPECT_EQ(low_pass(line, 10, 6)[3], line[3]);  // nothing to filter at ten a second
}

TEST(FillGaps, JoinsShortHolesSmoothlyAndLeavesLongOnes) {
  std::vector<double> curve = sine(60, 1, 2);
  const std::vector<double> whole = curve;
  for (std::size_t i = 20; i < 24; ++i) curve[i] = nan;
  for (std::size_t i = 60; i < 70; ++i) curve[i] = nan;
  fill_gaps(curve, 5);
  for (std::size_t i = 20; i < 24; ++i) EXPECT_NEAR(curve[i], whole[i], 0.05) << i;
  for (std::size_t i = 60; i < 70; ++i) EXPECT_TRUE(std::isnan(curve[i])) << i;
}

TEST(FillGaps, NeverOvershootsAStep) {
  std::vector<double> step{0, 0, 0, nan, nan, nan, 1, 1, 1};
  fill_gaps(step, 5);
  for (const double value : step) {
    EXPECT_GE(value, 0);
    EXPECT_LE(value, 1);
  }
  EXPECT_NEAR(step[4], 0.5, 1e-9);
}

TEST(RemoveOutliers, TakesOneWildValueAndNoTurningPoint) {
  std::vector<double> values = sine(60, 1, 2);
  for (double& value : values) value *= 100;
  values[33] += 120;
  EXPECT_EQ(remove_outliers(values, 3, 3, 2), 1U);
  EXPECT_TRUE(std::isnan(values[33]));
}

TEST(Resample, KeepsEvenTimesAndFillsNoHole) {
  const std::vector<double> times{0, 0.1, 0.2, 0.6, 0.7};
  const std::vector<double> values{0, 1, 2, 6, 7};
  const std::vector<double> even = resample(times, values, 10, 0.15);
  ASSERT_EQ(even.size(), 8U);
  EXPECT_NEAR(even[2], 2, 1e-9);
  EXPECT_TRUE(std::isnan(even[4]));
  EXPECT_NEAR(even[7], 7, 1e-9);
}

TEST(Interpolated, MeetsTheValuesAndASmoothCurveBetweenThem) {
  const std::vector<double> coarse = sine(30, 2, 2);
  const std::vector<double> fine = interpolated(coarse, 4);
  ASSERT_EQ(fine.size(), (coarse.size() - 1) * 4 + 1);
  for (std::size_t i = 0; i < coarse.size(); ++i) EXPECT_NEAR(fine[4 * i], coarse[i], 1e-9);
  for (std::size_t i = 16; i + 16 < fine.size(); ++i) {
    EXPECT_NEAR(fine[i], std::sin(2 * std::numbers::pi * 2 * static_cast<double>(i) / 120), 0.002) << i;
  }
}

TEST(Maxima, OnePerWaveAlsoAtACutOffEnd) {
  const std::vector<double> waves = sine(100, 1, 3);
  EXPECT_EQ(maxima(waves, 0.8, 40).size(), 3U);
  const std::vector<double> cut(waves.begin() + 20, waves.end());  // begins just before the first top
  EXPECT_EQ(maxima(cut, 0.8, 40).size(), 3U);
  EXPECT_TRUE(maxima(waves, 2.5, 40).empty());
  EXPECT_NEAR(refine_extremum(waves, 25), 25, 0.01);
}

TEST(ValueAt, LiesOnTheCurveBetweenSamples) {
  const std::vector<double> waves = sine(60, 1, 2);
  EXPECT_NEAR(value_at(waves, 17.3), std::sin(2 * std::numbers::pi * 17.3 / 60), 1e-3);
  EXPECT_TRUE(std::isnan(value_at(waves, -0.1)));
  EXPECT_TRUE(std::isnan(value_at(waves, 119.5)));
  EXPECT_TRUE(std::isnan(value_at({}, 0)));
}

}  // namespace
}  // namespace genu
