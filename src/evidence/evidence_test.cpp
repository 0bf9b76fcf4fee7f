#include "evidence/evidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/codec.h"

namespace genu {
namespace {

const Knowledge& knowledge() { return embedded_knowledge(); }
FindingIndex id(const char* name) { return knowledge().find_finding(name).value(); }

std::vector<Observation> answers(const std::vector<RawAnswer>& raw, From from = From::runner, std::int64_t when = 0) {
  std::vector<Observation> all;
  for (const RawAnswer& answer : raw) {
    const auto read = to_observations(knowledge(), answer, {when}, from);
    EXPECT_TRUE(read) << answer.id;
    all.insert(all.end(), read->begin(), read->end());
  }
  return all;
}

std::vector<Observation> both(std::vector<Observation> a, const std::vector<Observation>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

const std::optional<bool> yes = true, no = false, unknown;

TEST(Evidence, UnansweredIsUnknownAndNotNo) {
  const auto evidence = Evidence::resolve(knowledge(), {}, answers({{"night_pain_wakes", {"unknown"}}}));
  EXPECT_EQ(evidence.yes_no(id("night_pain_wakes")), unknown);
  EXPECT_TRUE(evidence.asked(id("night_pain_wakes")));
  EXPECT_EQ(evidence.yes_no(id("rest_pain")), unknown);
  EXPECT_FALSE(evidence.asked(id("rest_pain")));
}

TEST(Evidence, TheLaterBeatsTheEarlierAndAClinicianBeatsBoth) {
  const auto earlier = answers({{"swelling_noticed", {"yes"}}}, From::runner, 1);
  const auto later = answers({{"swelling_noticed", {"no"}}}, From::runner, 2);
  EXPECT_EQ(Evidence::resolve(knowledge(), {}, both(later, earlier)).yes_no(id("swelling_noticed")), no);
  const auto clinician = answers({{"swelling_noticed", {"yes"}}}, From::clinician, 0);
  EXPECT_EQ(Evidence::resolve(knowledge(), {}, both(clinician, later)).yes_no(id("swelling_noticed")), yes);
}

TEST(Evidence, AClinicianWhoDoesNotKnowLeavesTheRunnersAnswer) {
  const auto runner = answers({{"swelling_noticed", {"yes"}}});
  const auto clinician = answers({{"swelling_noticed", {"unknown"}}}, From::clinician);
  EXPECT_EQ(Evidence::resolve(knowledge(), {}, both(runner, clinician)).yes_no(id("swelling_noticed")), yes);
}

TEST(Evidence, TakingBackAnAnswerLeavesNothing) {
  const auto first = answers({{"swelling_noticed", {"yes"}}}, From::runner, 1);
  const auto second = answers({{"swelling_noticed", {"unknown"}}}, From::runner, 2);
  EXPECT_EQ(Evidence::resolve(knowledge(), {}, both(first, second)).yes_no(id("swelling_noticed")), unknown);
}

TEST(Evidence, OneOptionAnswersItsSiblings) {
  const auto evidence = Evidence::resolve(knowledge(), {}, answers({{"onset_gradual", {"yes"}}}));
  EXPECT_EQ(evidence.yes_no(id("onset_sudden_injury")), no);
  EXPECT_TRUE(evidence.implied(id("onset_sudden_injury")));
}

TEST(Evidence, AnAnswerWithoutItsConditionHasNoMeaning) {
  const auto pop = answers({{"pop_at_injury", {"no"}}});
  EXPECT_EQ(Evidence::resolve(knowledge(), {}, pop).yes_no(id("pop_at_injury")), unknown);
  const auto injury = answers({{"q_onset", {"onset_sudden_injury"}}});
  EXPECT_EQ(Evidence::resolve(knowledge(), {}, both(pop, injury)).yes_no(id("pop_at_injury")), no);
}

TEST(Evidence, ABetterFindingReplacesTheOther) {
  const auto self = answers({{"prov_press_joint_line", {"yes"}}});
  const auto hands_on = answers({{"ex_joint_line_tender", {"no"}}}, From::clinician);
  const auto evidence = Evidence::resolve(knowledge(), {}, both(self, hands_on));
  EXPECT_TRUE(evidence.replaced(id("prov_press_joint_line")));
  EXPECT_FALSE(evidence.replaced(id("ex_joint_line_tender")));
  EXPECT_EQ(evidence.yes_no(id("prov_press_joint_line")), yes) << "red flags still hear the runner";
}

TEST(Evidence, TheMapSaysNoToTheOtherZones) {
  const auto evidence = Evidence::resolve(knowledge(), {}, answers({{"q_zone", {"loc_pes_zone", "loc_tibial_rim"}}}));
  EXPECT_EQ(evidence.yes_no(id("loc_pes_zone")), yes);
  EXPECT_EQ(evidence.yes_no(id("loc_behind_knee")), no);
}

TEST(Evidence, FactsBecomeNumbers) {
  RunnerFacts facts;
  ASSERT_TRUE(set_fact(facts, "age", "34"));
  ASSERT_TRUE(set_fact(facts, "height_cm", "170"));
  ASSERT_TRUE(set_fact(facts, "weight_kg", "65"));
  const auto evidence = Evidence::resolve(knowledge(), facts, {});
  EXPECT_EQ(evidence.number(*knowledge().age()), 34);
  EXPECT_NEAR(evidence.number(*knowledge().body_mass_index()).value(), 22.49, 0.01);
}

TEST(Evidence, WrongAnswersAreExplained) {
  const auto problem = [](const RawAnswer& answer) {
    const auto read = to_observations(knowledge(), answer, {}, From::runner);
    return read ? std::string("accepted") : read.error().message;
  };
  EXPECT_THAT(problem({"night_pian_wakes", {"yes"}}), ::testing::HasSubstr("did you mean \"night_pain_wakes\""));
  EXPECT_THAT(problem({"night_pain_wakes", {"maybe"}}), ::testing::HasSubstr("use yes, no or unknown"));
  EXPECT_THAT(problem({"night_pain_wakes", {"yes", "no"}}), ::testing::HasSubstr("one value"));
  EXPECT_THAT(problem({"severity_0_10", {"11"}}), ::testing::HasSubstr("at most 10"));
  EXPECT_THAT(problem({"q_onset", {"rest_pain"}}), ::testing::HasSubstr("onset_sudden_injury"));
  RunnerFacts facts;
  EXPECT_THAT(set_fact(facts, "age", "340").error().message, ::testing::HasSubstr("between 5 and 110"));
  EXPECT_THAT(set_fact(facts, "sex", "x").error().message, ::testing::HasSubstr("female, male"));
  EXPECT_THAT(set_fact(facts, "shoe", "44").error().message, ::testing::HasSubstr("unknown fact"));
}

}  // namespace
}  // namespace genu
