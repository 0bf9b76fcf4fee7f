#include "exam/findings.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace genu {
namespace {

using enum StrengthTest;

LegMeasure measure(StrengthTest test, Leg leg, double value, std::optional<int> pain = std::nullopt) {
  LegMeasure m;
  m.test = test;
  m.leg = leg;
  m.value = value;
  m.pain = pain;
  return m;
}

References published() {
  References references;
  references[static_cast<std::size_t>(side_plank)].train_below = 30;
  return references;
}

std::optional<bool> yes_no(const std::vector<ExamFinding>& list, std::string_view id) {
  for (const ExamFinding& finding : list)
    if (id == finding.id) return std::get<bool>(finding.value);
  return std::nullopt;
}

std::vector<ExamFinding> findings(const std::vector<LegMeasure>& measures, std::optional<Leg> sore, bool by_clinician) {
  const ExamPerson person{{}, {}, {}, sore};
  const References references = published();
  return strength_findings(judge(measures, person, references), person, references, by_clinician);
}

TEST(Findings, TheKneeOfTheSoreLegCounts) {
  const std::vector<LegMeasure> squat = {faults(single_leg_squat, Leg::left, 0b0010),
                                         faults(single_leg_squat, Leg::right, 0)};
  EXPECT_EQ(yes_no(findings(squat, Leg::left, false), "ex_single_leg_squat_valgus"), true);
  EXPECT_EQ(yes_no(findings(squat, Leg::right, false), "ex_single_leg_squat_valgus"), false);
  EXPECT_EQ(yes_no(findings(squat, std::nullopt, false), "ex_single_leg_squat_valgus"), true);
  EXPECT_FALSE(yes_no(findings({squat[1]}, Leg::left, false), "ex_single_leg_squat_valgus"));
}

TEST(Findings, AStepDownAddsToTheSquat) {
  EXPECT_EQ(
      yes_no(findings({faults(single_leg_squat, Leg::left, 0), faults(step_down, Leg::left, 0b0010)}, Leg::left, false),
             "ex_single_leg_squat_valgus"),
      true);
}

TEST(Findings, APlankUnderHalfAMinuteIsShort) {
  EXPECT_EQ(yes_no(findings({measure(side_plank, Leg::left, 29)}, Leg::left, false), "st_side_plank_short"), true);
  EXPECT_EQ(yes_no(findings({measure(side_plank, Leg::left, 30)}, Leg::left, false), "st_side_plank_short"), false);
}

TEST(Findings, PainInTheHopIsTheTestOfWhoeverDidIt) {
  EXPECT_EQ(yes_no(findings({measure(hop, Leg::left, 90, 2)}, Leg::left, false), "prov_hop"), true);
  EXPECT_EQ(yes_no(findings({measure(hop, Leg::left, 90, 0)}, Leg::left, true), "ex_hop_pain"), false);
  EXPECT_FALSE(yes_no(findings({measure(hop, Leg::left, 90)}, Leg::left, false), "prov_hop"));
}

TEST(Findings, HandsOnSignsComeFromAClinician) {
  const std::vector<LegMeasure> measures = {
      measure(hip_abduction_strength, Leg::left, 80), measure(hip_abduction_strength, Leg::right, 100),
      measure(knee_extension_strength, Leg::left, 300), measure(knee_extension_strength, Leg::right, 310),
      measure(prone_knee_bend, Leg::left, 2)};
  const auto clinician = findings(measures, Leg::left, true);
  EXPECT_EQ(yes_no(clinician, "ex_hip_abductor_weak"), true);
  EXPECT_EQ(yes_no(clinician, "ex_quads_weak"), false);
  EXPECT_EQ(yes_no(clinician, "ex_femoral_stretch"), true);
  EXPECT_THAT(findings(measures, Leg::left, false), ::testing::IsEmpty());
  EXPECT_EQ(yes_no(findings(measures, Leg::right, true), "ex_hip_abductor_weak"), false);
}

TEST(Findings, PainLeavesStrengthUnknown) {
  EXPECT_FALSE(yes_no(
      findings({measure(knee_extension_strength, Leg::left, 100, 7), measure(knee_extension_strength, Leg::right, 300)},
               Leg::left, true),
      "ex_quads_weak"));
}

TEST(Findings, FeetOfTheSoreLeg) {
  Foot left, right;
  left.index_total = 3;
  right.index_total = 8;
  const auto of = [&](std::optional<Leg> sore, bool by_clinician) {
    return feet_findings(left, right, {{}, {}, {}, sore}, by_clinician);
  };
  ASSERT_EQ(of(Leg::left, true).size(), 1U);
  EXPECT_EQ(std::get<double>(of(Leg::left, true)[0].value), 3);
  EXPECT_EQ(std::get<double>(of(std::nullopt, true)[0].value), 8);
  EXPECT_TRUE(of(Leg::left, false).empty());
  left.footprint = Footprint::flat;
  EXPECT_EQ(yes_no(of(Leg::left, false), "foot_flat_self"), true);
  EXPECT_FALSE(yes_no(of(Leg::right, false), "foot_flat_self"));
}

}  // namespace
}  // namespace genu
