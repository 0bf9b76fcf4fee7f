#include "gait/three_d/marker_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace genu {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr auto left = BodySide::left;
constexpr auto right = BodySide::right;

struct Name {
  const char* text;
  MarkerSite site;
  std::optional<BodySide> side;
};

TEST(MarkerMeaning, UnderstandsTheFamiliesOfNames) {
  const Name names[] = {
      // Hamner, AddBiomechanics
      {"LASI", MarkerSite::asis, left},
      {"RPSI", MarkerSite::psis, right},
      {"LCAL", MarkerSite::heel, left},
      {"LTOE", MarkerSite::toe, left},
      {"LMT5", MarkerSite::foot_tracking, left},
      {"RTH1", MarkerSite::thigh_tracking, right},
      {"LTB3", MarkerSite::shank_tracking, left},
      {"RLFC", MarkerSite::knee_lateral, right},
      {"LMFC", MarkerSite::knee_medial, left},
      {"LLMAL", MarkerSite::ankle_lateral, left},
      {"RMMAL", MarkerSite::ankle_medial, right},
      {"C7", MarkerSite::neck, std::nullopt},
      {"CLAV", MarkerSite::chest, std::nullopt},
      {"LACR", MarkerSite::shoulder, left},
      {"RHJC", MarkerSite::hip_centre, right},
      // OpenSim gait2354 and gait2392
      {"R.ASIS", MarkerSite::asis, right},
      {"V.Sacral", MarkerSite::sacrum, std::nullopt},
      {"R.Knee.Lat", MarkerSite::knee_lateral, right},
      {"L.Ankle.Med", MarkerSite::ankle_medial, left},
      {"L.Thigh.Upper", MarkerSite::thigh_tracking, left},
      {"R.Shank.Front", MarkerSite::shank_tracking, right},
      {"R.Midfoot.Lat", MarkerSite::foot_tracking, right},
      {"L.Toe.Tip", MarkerSite::toe, left},
      {"Sternum", MarkerSite::chest, std::nullopt},
      {"R.Acromium", MarkerSite::shoulder, right},
      // Stanford, OpenCap
      {"L_knee", MarkerSite::knee_lateral, left},
      {"r_mknee", MarkerSite::knee_medial, right},
      {"r_5meta", MarkerSite::foot_tracking, right},
      {"r_sh4", MarkerSite::shank_tracking, right},
      {"L_shank_antsup", MarkerSite::shank_tracking, left},
      {"L_calc_study", MarkerSite::heel, left},
      {"r.ASIS_study", MarkerSite::asis, right},
      {"R_Shoulder", MarkerSite::shoulder, right},
      // Plug-in Gait, CGM2
      {"Runner01:LTHI", MarkerSite::thigh_tracking, left},
      {"RKNE", MarkerSite::knee_lateral, right},
      {"LKNM", MarkerSite::knee_medial, left},
      {"RTIB", MarkerSite::shank_tracking, right},
      {"LANK", MarkerSite::ankle_lateral, left},
      {"RMED", MarkerSite::ankle_medial, right},
      {"LHEE", MarkerSite::heel, left},
      {"SACR", MarkerSite::sacrum, std::nullopt},
      // Helen Hayes, Cleveland, Rizzoli, Qualisys
      {"RSHN", MarkerSite::shank_tracking, right},
      {"L_IAS", MarkerSite::asis, left},
      {"R_FLE", MarkerSite::knee_lateral, right},
      {"R_TAM", MarkerSite::ankle_medial, right},
      {"L_FCC", MarkerSite::heel, left},
      {"WaistLFront", MarkerSite::asis, left},
      {"RKneeOut", MarkerSite::knee_lateral, right},
      {"LThighFrontLow", MarkerSite::thigh_tracking, left},
      {"RAnkleIn", MarkerSite::ankle_medial, right},
      // the side behind, or in words
      {"knee_lat_r", MarkerSite::knee_lateral, right},
      {"Left Heel", MarkerSite::heel, left},
      {"asis_left", MarkerSite::asis, left},
  };
  for (const Name& name : names) {
    const auto meaning = marker_meaning(name.text);
    ASSERT_TRUE(meaning) << name.text;
    EXPECT_EQ(*meaning, (MarkerMeaning{name.site, name.side})) << name.text;
  }
}

TEST(MarkerMeaning, LeavesOtherPartsOfTheBodyAlone) {
  for (const char* name :
       {"LFHD", "RELB", "L_wrist_ulna", "RFAradius", "Top.Head", "R_elbow_med", "*12", "", "L", "RUA1"}) {
    EXPECT_FALSE(marker_meaning(name)) << name;
  }
}

MarkerRecording standing_at(const std::vector<std::pair<std::string, Vector3>>& markers) {
  MarkerRecording recording;
  recording.time_s = {0, 0.01};
  for (const auto& marker : markers) recording.names.push_back(marker.first);
  for (std::size_t frame = 0; frame < 2; ++frame) {
    for (const auto& marker : markers) recording.positions.push_back(marker.second);
  }
  return recording;
}

TEST(RecogniseMarkers, SaysWhatIsMissingAndWhatItDidNotUnderstand) {
  const auto set = recognise_markers(standing_at({{"LASI", {0, 1, 0}}, {"Bogus7", {0, 1, 1}}}));
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().code, ErrorCode::invalid_input);
  EXPECT_THAT(set.error().message, HasSubstr("right ASIS"));
  EXPECT_THAT(set.error().message, HasSubstr("Bogus7"));
  EXPECT_THAT(set.error().message, Not(HasSubstr("left ASIS")));
}

TEST(SortMarkers, TakesTheInnerOfTwoEqualNamesForTheMedialMarker) {
  const MarkerSet set = sort_markers(standing_at(
      {{"RKNE", {0, 0.5, 0.15}}, {"LKNE", {0, 0.5, -0.15}}, {"RKNE", {0, 0.5, 0.05}}, {"LKNE", {0, 0.5, -0.05}}}));
  EXPECT_EQ(set.of(MarkerSite::knee_lateral, right), std::vector<std::size_t>{0});
  EXPECT_EQ(set.of(MarkerSite::knee_medial, right), std::vector<std::size_t>{2});
  EXPECT_EQ(set.of(MarkerSite::knee_medial, left), std::vector<std::size_t>{3});
}

TEST(SortMarkers, LeavesOutColumnsThatHoldNothing) {
  const MarkerSet set = sort_markers(standing_at({{"LHEE", {}}, {"RHEE", {0, 0, 0}}}));
  EXPECT_TRUE(set.of(MarkerSite::heel, left).empty());
  EXPECT_EQ(set.of(MarkerSite::heel, right).size(), 1u);
}

}  // namespace
}  // namespace genu
