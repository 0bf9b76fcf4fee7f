#include "exam/shoes.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace genu {
namespace {

using ::testing::HasSubstr;

FeetResult feet(int index, bool by_clinician = true) {
  Foot foot;
  foot.index_total = index;
  return judge_feet(foot, foot, {}, by_clinician);
}

ShoeAdvice advice(const char* topic, const FeetResult& feet, const ShoeFacts& shoes = {},
                  const ExamPerson& person = {}) {
  const std::vector<ShoeAdvice> all = shoe_advice(feet, shoes, person, {});
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const ShoeAdvice& a) { return std::string_view(a.topic) == topic; });
  EXPECT_NE(found, all.end()) << topic;
  return found == all.end() ? ShoeAdvice{} : *found;
}

TEST(Shoes, MotionControlIsForPronatedFeetOnly) {
  EXPECT_THAT(advice("shoe_motion_control", feet(8)).reason, HasSubstr("Reasonable to try"));
  EXPECT_THAT(advice("shoe_motion_control", feet(3)).reason, HasSubstr("Not for you"));
  EXPECT_THAT(advice("shoe_motion_control", feet(-4)).reason, HasSubstr("Not for you"));
  EXPECT_THAT(advice("shoe_motion_control", {}).reason, HasSubstr("Not known"));
  EXPECT_THAT(advice("shoe_motion_control", feet(8, false)).reason, HasSubstr("Let a physio score it first"));
}

TEST(Shoes, ArchTypeIsNeverAReason) {
  for (const int index : {-8, 3, 11}) EXPECT_EQ(advice("shoe_by_arch", feet(index)).word, ShoeWord::not_supported);
}

TEST(Shoes, WornShoesAreLookedAtWhileTheyAreInUse) {
  const ShoeUse far{"Old", 640, 300, 3}, fresh{"New", 60, 20, 1}, retired{"Gone", 900, 700, 200};
  EXPECT_EQ(advice("shoe_wear", {}, {{far, fresh, retired}, {}}).word, ShoeWord::look);
  EXPECT_THAT(advice("shoe_wear", {}, {{far, fresh, retired}, {}}).reason, HasSubstr("\"Old\" (640 km)"));
  EXPECT_EQ(advice("shoe_wear", {}, {{fresh, retired}, {}}).word, ShoeWord::advice);
  EXPECT_THAT(advice("shoe_wear", {}).reason, HasSubstr("not known"));
  EXPECT_THAT(advice("shoe_change", {}, {{far, fresh}, {}}).reason, HasSubstr("\"New\" is new"));
  EXPECT_THAT(advice("shoe_rotation", {}, {{far, fresh, retired}, {}}).reason, HasSubstr("2 pairs"));
  EXPECT_THAT(advice("shoe_rotation", {}, {{far, retired}, {}}).reason, HasSubstr("one pair"));
}

TEST(Shoes, CushioningFollowsTheHalvesOfTheTrial) {
  EXPECT_THAT(advice("shoe_cushioning", {}, {}, {{}, PersonSex::male, 78.2, {}}).reason, HasSubstr("lighter half"));
  EXPECT_THAT(advice("shoe_cushioning", {}, {}, {{}, PersonSex::female, 63, {}}).reason, HasSubstr("heavier half"));
  EXPECT_THAT(advice("shoe_cushioning", {}, {}, {{}, {}, 63, {}}).reason, HasSubstr("Not known"));
}

TEST(Shoes, MinimalShoesAreForTheLightWhoRunLittle) {
  EXPECT_THAT(advice("shoe_minimal", {}, {{}, 50}, {{}, {}, 80, {}}).reason, HasSubstr("as many kilometres"));
  EXPECT_THAT(advice("shoe_minimal", {}, {{}, 50}, {{}, {}, 80, {}}).reason, HasSubstr("Runners of your weight"));
  EXPECT_THAT(advice("shoe_minimal", {}, {{}, 20}, {{}, {}, 60, {}}).reason, HasSubstr("very slowly"));
}

}  // namespace
}  // namespace genu
