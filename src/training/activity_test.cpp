#include "training/activity.h"

#include <gtest/gtest.h>

namespace genu {
namespace {

TEST(Activity, NamesAreFoundAgain) {
  for (int i = 0; i <= static_cast<int>(Sport::other); ++i)
    EXPECT_EQ(find_sport(name_of(static_cast<Sport>(i))), static_cast<Sport>(i));
  for (int i = 0; i <= static_cast<int>(Terrain::treadmill); ++i)
    EXPECT_EQ(find_terrain(name_of(static_cast<Terrain>(i))), static_cast<Terrain>(i));
  EXPECT_FALSE(find_sport("Running"));
  EXPECT_FALSE(find_terrain(""));
}

TEST(Activity, StepsAreCountedOnFoot) {
  EXPECT_TRUE(is_on_foot(Sport::running) && is_on_foot(Sport::walking) && is_on_foot(Sport::hiking));
  EXPECT_FALSE(is_on_foot(Sport::cycling) || is_on_foot(Sport::unknown));
}

}  // namespace
}  // namespace genu
