#include "training/spike.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace genu {
namespace {

TEST(Spike, BoundariesBelongToTheLowerState) {
  EXPECT_EQ(spike_state(11'000, 10'000), SpikeState::reference);  // exactly 10 %: in floating point more than 1.1
  EXPECT_EQ(spike_state(11'001, 10'000), SpikeState::small);
  EXPECT_EQ(spike_state(13'000, 10'000), SpikeState::small);  // exactly 30 %
  EXPECT_EQ(spike_state(13'001, 10'000), SpikeState::moderate);
  EXPECT_EQ(spike_state(20'000, 10'000), SpikeState::moderate);  // exactly 100 %
  EXPECT_EQ(spike_state(20'001, 10'000), SpikeState::large);
  EXPECT_EQ(spike_state(10'000, 10'000), SpikeState::reference);
  EXPECT_EQ(spike_state(1, 10'000), SpikeState::reference);
}

TEST(Spike, IsUndefinedWithoutAnythingToCompare) {
  EXPECT_EQ(spike_state(5'000, 0), SpikeState::undefined);
  EXPECT_EQ(spike_state(0, 5'000), SpikeState::undefined);
}

TEST(Spike, NamesAreThoseOfTheStudy) {
  EXPECT_STREQ(name_of(SpikeState::undefined), "undefined");
  EXPECT_STREQ(name_of(SpikeState::reference), "reference");
  EXPECT_STREQ(name_of(SpikeState::large), "large_spike");
  EXPECT_FALSE(is_spike(SpikeState::undefined) || is_spike(SpikeState::reference));
  EXPECT_TRUE(is_spike(SpikeState::small) && is_spike(SpikeState::moderate) && is_spike(SpikeState::large));
}

TEST(Spike, DistancesAreWholeMetres) {
  EXPECT_EQ(whole_metres(10'000.4), 10'000);
  EXPECT_EQ(whole_metres(10'000.5), 10'001);
  for (const double odd : {0.0, -5.0, 1e9, std::numeric_limits<double>::quiet_NaN(),
                           std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()})
    EXPECT_EQ(whole_metres(odd), 0);
}

TEST(LongestOfThirtyDays, ForgetsOnTheThirtyFirstDay) {
  LongestOfThirtyDays longest;
  EXPECT_EQ(longest.longest_m({0}), 0);
  longest.add({0}, 10'000);
  longest.add({0}, 8'000);
  longest.add({5}, 9'000);
  EXPECT_EQ(longest.longest_m({30}), 10'000);
  EXPECT_EQ(longest.longest_m({31}), 9'000);
  EXPECT_EQ(longest.longest_m({36}), 0);
}

RC_GTEST_PROP(LongestOfThirtyDays, EqualsBruteForce, ()) {
  LongestOfThirtyDays longest;
  std::vector<std::pair<int, std::int64_t>> all;
  int day = *rc::gen::inRange(-100, 20'000);
  const int count = *rc::gen::inRange(1, 150);
  for (int i = 0; i < count; ++i) {
    day += *rc::gen::weightedElement<int>({{4, 0}, {6, 1}, {3, 2}, {1, 5}, {1, 40}});
    std::int64_t expected = 0;
    for (const auto& [d, m] : all)
      if (d >= day - 30) expected = std::max(expected, m);
    RC_ASSERT(longest.longest_m({day}) == expected);
    const std::int64_t distance = *rc::gen::inRange<std::int64_t>(0, 50);
    longest.add({day}, distance);
    all.emplace_back(day, distance);
  }
}

}  // namespace
}  // namespace genu
