#include "training/elevation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "training/simulated.h"

namespace genu {
namespace {

// Ten kilometres at 3 m/s, a sample a second, over hills of this height and length, with noise of an instrument: a
// deviation that wanders (first-order, with this time constant), and rounding to 0.2 m.
struct Profile {
  std::vector<double> distance_m;
  std::vector<float> altitude_m;
};

Profile profile(double hill_m, double hill_length_m, double noise_m, double noise_s, std::uint64_t seed = 1) {
  Profile p;
  Random random(seed);
  double noise = 0;
  const double keeps = noise_s > 0 ? std::exp(-1 / noise_s) : 0;
  for (int i = 0; i <= 3333; ++i) {
    noise = keeps * noise + noise_m * std::sqrt(1 - keeps * keeps) * simulated::normal(random);
    p.distance_m.push_back(3.0 * i);
    const double hill = hill_m / 2 * (1 - std::cos(2 * 3.141592653589793 * 3.0 * i / hill_length_m));
    p.altitude_m.push_back(static_cast<float>(std::round((100 + hill + noise) * 5) / 5));
  }
  return p;
}

double ascent(const Profile& p, ElevationRule rule) {
  return static_cast<double>(elevation(p.distance_m, p.altitude_m, rule).ascent_m.back());
}

double raw_ascent(const Profile& p) {
  double sum = 0;
  for (std::size_t i = 1; i < p.altitude_m.size(); ++i)
    sum += static_cast<double>(std::max(p.altitude_m[i] - p.altitude_m[i - 1], 0.0F));
  return sum;
}

TEST(Elevation, SeesKnownHills) {
  const Profile p = profile(40, 2000, 0, 0);  // five hills of 40 m
  EXPECT_NEAR(ascent(p, barometer_rule), 200, 4);
  EXPECT_NEAR(ascent(p, satellite_rule), 200, 16);  // averaging over 150 m rounds the tops
}

TEST(Elevation, MakesNoHillsOutOfABarometersNoise) {
  const Profile p = profile(0, 1000, 0.3, 5);
  EXPECT_GT(raw_ascent(p), 100);
  EXPECT_LT(ascent(p, barometer_rule), 5);
}

TEST(Elevation, MakesFewHillsOutOfASatellitesNoise) {
  double sum = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) sum += ascent(profile(0, 1000, 3, 30, seed), satellite_rule);
  EXPECT_LT(sum / 20, 60);  // flat 10 km; raw sums give more than 400 m
  EXPECT_GT(raw_ascent(profile(0, 1000, 3, 30)), 400);
}

TEST(Elevation, StaysWithinAQuarterOnNoisyHills) {
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    EXPECT_NEAR(ascent(profile(60, 2500, 2, 30, seed), satellite_rule), 240, 60);
}

TEST(Elevation, EndsWhereItBegan) {
  const Profile p = profile(40, 2000, 0.3, 5);
  const Elevation e = elevation(p.distance_m, p.altitude_m, barometer_rule);
  EXPECT_NEAR(e.ascent_m.back() - e.descent_m.back(), p.altitude_m.back() - p.altitude_m.front(), 3);
  EXPECT_TRUE(std::is_sorted(e.ascent_m.begin(), e.ascent_m.end()));
  EXPECT_TRUE(std::is_sorted(e.descent_m.begin(), e.descent_m.end()));
}

TEST(Elevation, KnowsTheSlope) {
  Profile p = profile(0, 1000, 0, 0);
  for (std::size_t i = 0; i < p.altitude_m.size(); ++i) p.altitude_m[i] = static_cast<float>(0.05 * p.distance_m[i]);
  const Elevation e = elevation(p.distance_m, p.altitude_m, barometer_rule);
  EXPECT_NEAR(e.slope[1000], 0.05, 0.001);
  EXPECT_NEAR(e.ascent_m.back(), 500, 2);
  EXPECT_EQ(e.descent_m.back(), 0);
  for (float& a : p.altitude_m) a *= 100;  // a wall
  EXPECT_FLOAT_EQ(elevation(p.distance_m, p.altitude_m, barometer_rule).slope[1000], 0.45F);
}

TEST(Elevation, FillsGapsAndRefusesToGuess) {
  Profile p = profile(40, 2000, 0, 0);
  for (std::size_t i = 0; i < p.altitude_m.size(); i += 3) p.altitude_m[i] = missing;
  EXPECT_NEAR(ascent(p, barometer_rule), 200, 5);
  for (std::size_t i = 0; i < p.altitude_m.size(); ++i)
    if (i % 3 != 1) p.altitude_m[i] = missing;
  EXPECT_TRUE(elevation(p.distance_m, p.altitude_m, barometer_rule).ascent_m.empty());
  EXPECT_TRUE(elevation({}, {}, barometer_rule).slope.empty());
  EXPECT_TRUE(elevation({0, 0}, {1, 9}, barometer_rule).slope.empty());  // nobody moved
}

}  // namespace
}  // namespace genu
