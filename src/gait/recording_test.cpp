#include "gait/recording.h"

#include <gtest/gtest.h>

namespace genu {
namespace {

TEST(Recording, EveryLandmarkIsFoundByItsName) {
  for (std::size_t i = 0; i < landmark_count; ++i) {
    const auto landmark = static_cast<Landmark>(i);
    EXPECT_EQ(landmark_named(name_of(landmark)), landmark);
  }
  EXPECT_STREQ(name_of(Landmark::nose), "nose");
  EXPECT_STREQ(name_of(Landmark::right_toe), "right_toe");
}

TEST(Recording, OtherNamesAreNoLandmarks) {
  EXPECT_EQ(landmark_named(""), std::nullopt);
  EXPECT_EQ(landmark_named("left_eye"), std::nullopt);
  EXPECT_EQ(landmark_named("Left_knee"), std::nullopt);
}

TEST(Recording, APointThatNobodySetIsNotSeen) {
  Pose pose;
  EXPECT_FALSE(pose[Landmark::left_knee].seen());
  pose[Landmark::left_knee] = {0, 0, 0.5f};
  EXPECT_TRUE(pose[Landmark::left_knee].seen());
  EXPECT_FALSE(Vector3{}.known());
}

TEST(Recording, ViewsAndSurfacesHaveTheNamesOfTheFileFormat) {
  EXPECT_STREQ(name_of(View::side), "side");
  EXPECT_STREQ(name_of(View::behind), "behind");
  EXPECT_STREQ(name_of(Surface::treadmill), "treadmill");
  EXPECT_STREQ(name_of(Surface::over_ground), "over_ground");
}

}  // namespace
}  // namespace genu
