#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "knowledge/codec.h"
#include "service/answers_json.h"
#include "service/exam_json.h"
#include "service/exam_report.h"
#include "service/service.h"
#include "store/memory_store.h"

namespace genu {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

struct StillClock final : Clock {
  Instant time{1'790'000'000'000};
  Instant now() const override { return time; }
};
struct CountingEntropy final : Entropy {
  unsigned char next = 0;
  void fill(unsigned char (&bytes)[10]) override {
    for (unsigned char& byte : bytes) byte = next;
    ++next;
  }
};

class ExamService : public ::testing::Test {
 protected:
  ExamService() { runner = service.create_runner("Ada")->id; }

  Json ok(const Result<std::string>& result) {
    EXPECT_TRUE(result) << (result ? "" : result.error().text());
    return result ? Json::parse(*result) : Json();
  }
  void person(const char* text) { ok(service.answer(runner, text)); }
  Json assessment() { return ok(service.assessment(runner)); }
  static const Json* of_test(const Json& list, const std::string& id) {
    for (const Json& one : list)
      if (one["test"] == id) return &one;
    return nullptr;
  }

  StillClock clock;
  CountingEntropy entropy;
  Reasoner reasoner{embedded_knowledge()};
  MemoryStore memory;
  Store& store = memory;
  Service service{reasoner, store, clock, entropy};
  std::string runner;
};

constexpr const char* squat =
    R"({"from":"self_test","before":[],"pain_now":1,"measures":[
        {"test":"single_leg_squat","leg":"left","parts":["knee"],"pain":2},
        {"test":"single_leg_squat","leg":"right","parts":[]},
        {"test":"heel_raise","leg":"left","value":18,"ended":"tired"},
        {"test":"heel_raise","leg":"right","value":26,"ended":"tired"}]})";

TEST_F(ExamService, KeepsTheMeasuresAndDrawsFindings) {
  const Json strength = ok(service.add_strength(runner, squat));
  ASSERT_EQ(strength["sessions"].size(), 1U);
  const Json* heel = of_test(strength["latest"], "heel_raise");
  ASSERT_NE(heel, nullptr);
  EXPECT_EQ((*heel)["outcome"], "worth_training");
  EXPECT_EQ((*heel)["symmetry"]["percent"], 69);
  const auto entries = store.list(runner);
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 2U);
  EXPECT_EQ(entries->at(0).kind, EntryKind::exam);
  EXPECT_EQ(entries->at(0).author, Author::runner);
  EXPECT_EQ(entries->at(1).kind, EntryKind::answers);
  EXPECT_EQ(Json::parse(entries->at(1).body)["values"], Json({{"ex_single_leg_squat_valgus", "yes"}}));
}

TEST_F(ExamService, AContributorMoves) {
  const auto ids = [](const Json& view) {
    std::vector<std::string> list;
    for (const Json& one : view["contributors"]) list.push_back(one["id"]);
    return list;
  };
  EXPECT_THAT(ids(assessment()), ::testing::Not(Contains("dynamic_valgus")));
  ok(service.add_strength(runner, squat));
  EXPECT_THAT(ids(assessment()), Contains("dynamic_valgus"));
}

TEST_F(ExamService, ComparesWithTheSessionBefore) {
  ok(service.add_strength(runner, squat));
  clock.time.unix_ms += 86'400'000;
  const Json strength = ok(service.add_strength(
      runner,
      R"({"measures":[{"test":"heel_raise","leg":"left","value":25},{"test":"heel_raise","leg":"right","value":27}]})"));
  const Json* heel = of_test(strength["latest"], "heel_raise");
  ASSERT_NE(heel, nullptr);
  EXPECT_EQ((*heel)["change"]["legs"][0]["word"], "more");
  EXPECT_EQ((*heel)["change"]["legs"][1]["word"], "no_detectable_change");
  EXPECT_EQ((*heel)["outcome"], "no_clear_difference");
  EXPECT_EQ(strength["sessions"].size(), 2U);
  EXPECT_EQ(strength["sessions"][0]["results"].size(), 1U);  // newest first
}

TEST_F(ExamService, WhatMustNotBeDoneIsRefused) {
  constexpr const char* hop = R"({"before":["swollen"],"measures":[{"test":"hop","leg":"left","value":90}]})";
  const auto refused = service.add_strength(runner, hop);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where, "measures.hop");
  EXPECT_THAT(refused.error().message, HasSubstr("swollen"));
  EXPECT_TRUE(store.list(runner)->empty());
  // A clinician decides.
  EXPECT_TRUE(service.add_strength(
      runner, R"({"from":"clinician","before":["swollen"],"measures":[{"test":"hop","leg":"left","value":90}]})"));
}

TEST_F(ExamService, TheRecordForbidsToo) {
  person(R"({"question":"night_pain_wakes","values":{"night_pain_wakes":"yes"}})");
  const Json strength = ok(service.strength(runner));
  bool held = false;
  for (const Json& barrier : strength["barriers"])
    if (barrier["id"] == "possible_bone_stress") held = barrier["in_record"] == true && barrier["because"].size() == 1;
  EXPECT_TRUE(held);
  EXPECT_FALSE(service.add_strength(runner, R"({"measures":[{"test":"hop","leg":"left","value":90}]})"));
  EXPECT_TRUE(service.add_strength(runner, R"({"measures":[{"test":"lunge","leg":"left","value":9}]})"));
}

TEST_F(ExamService, FeetAreKeptAndTheIndexBecomesAFinding) {
  const Json feet = ok(service.add_feet(
      runner, R"({"from":"clinician","left":{"items":[1,1,2,1,1,1],"footprint":"flat"},"right":{"index":3}})"));
  EXPECT_EQ(feet["latest"]["left"]["posture"], "pronated");
  EXPECT_EQ(feet["latest"]["left"]["decided_by"], "foot_posture_index");
  EXPECT_EQ(feet["latest"]["right"]["posture"], "usual");
  EXPECT_EQ(feet["form"].size(), 6U);
  const auto entries = store.list(runner);
  ASSERT_EQ(entries->size(), 2U);
  EXPECT_EQ(Json::parse(entries->at(1).body)["values"], Json({{"ex_foot_posture", 7.0}, {"foot_flat_self", "yes"}}));
  std::vector<std::string> contributors;
  const Json view = assessment();
  for (const Json& one : view["contributors"]) contributors.push_back(one["id"]);
  EXPECT_THAT(contributors, Contains("foot_pronation"));
}

TEST_F(ExamService, SaysWhatIsWrongAndWhere) {
  const auto where = [&](const char* json) { return service.add_strength(runner, json).error().where; };
  EXPECT_EQ(where(R"({"measures":[]})"), "measures");
  EXPECT_EQ(where(R"({"measures":[{"test":"heel_rise","leg":"left","value":3}]})"), "measures[0].test");
  EXPECT_EQ(where(R"({"measures":[{"test":"heel_raise","leg":"both","value":3}]})"), "measures[0].leg");
  EXPECT_EQ(where(R"({"measures":[{"test":"heel_raise","leg":"left","value":3.5}]})"), "heel_raise.left");
  EXPECT_EQ(where(R"({"measures":[{"test":"thomas","leg":"left","answer":"maybe"}]})"), "measures[0].answer");
  EXPECT_EQ(where(R"({"measures":[{"test":"knee_extension_strength","leg":"left","force_n":3,"force_kg":3}]})"),
            "measures[0]");
  EXPECT_EQ(where(R"({"from":"device","measures":[]})"), "from");
  EXPECT_EQ(where(R"({"before":["tired"],"measures":[]})"), "before");
  EXPECT_EQ(where(R"({"mesures":[]})"), "mesures");
  EXPECT_EQ(where("[]"), "");
  EXPECT_EQ(service.add_feet(runner, R"({"left":{"items":[1,2,3,4,5,6]}})").error().where, "left.items");
  EXPECT_EQ(service.add_feet(runner, R"({"left":{}})").error().where, "left");
  EXPECT_EQ(service.add_feet(runner, R"({"left":3})").error().code, ErrorCode::invalid_input);
}

TEST(ExamKnowledge, EveryTestAndAdviceHasItsTopic) {
  const Knowledge& knowledge = embedded_knowledge();
  for (const TestInfo& info : strength_tests()) {
    const Topic* topic = knowledge.find_topic(info.id);
    ASSERT_NE(topic, nullptr) << info.id;
    EXPECT_EQ(topic->kind, TopicKind::strength) << info.id;
  }
  for (const ShoeAdvice& advice : shoe_advice({}, {}, {}, {})) {
    ASSERT_NE(knowledge.find_topic(advice.topic), nullptr) << advice.topic;
    EXPECT_EQ(knowledge.find_topic(advice.topic)->kind, TopicKind::shoe) << advice.topic;
  }
}

TEST(ExamKnowledge, DefaultsAreThoseOfTheContent) {
  const FootFigures foot = foot_figures_of(embedded_knowledge()), foot_defaults;
  EXPECT_EQ(foot.usual_to, foot_defaults.usual_to);
  EXPECT_EQ(foot.pronated_to, foot_defaults.pronated_to);
  EXPECT_EQ(foot.other_usual_from, foot_defaults.other_usual_from);
  EXPECT_EQ(foot.highest_drop_limit_mm, foot_defaults.highest_drop_limit_mm);
  const ShoeFigures shoe = shoe_figures_of(embedded_knowledge()), shoe_defaults;
  EXPECT_EQ(shoe.lighter_men_kg, shoe_defaults.lighter_men_kg);
  EXPECT_EQ(shoe.look_from_km, shoe_defaults.look_from_km);
  const References references = references_of(embedded_knowledge());
  const auto of = [&](StrengthTest test) { return references[static_cast<std::size_t>(test)]; };
  EXPECT_EQ(of(StrengthTest::heel_raise).detectable_change, 6.5);
  EXPECT_EQ(of(StrengthTest::side_plank).train_below, 30);
  EXPECT_EQ(of(StrengthTest::hip_abduction_eccentric).by_age->men_more, 0.215);
  EXPECT_EQ(of(StrengthTest::hop).symmetry_bar_percent, 90);
}

TEST(ExamKnowledge, FindingsOfBarriersAndTestsExist) {
  // Every finding says yes: every barrier that rests on findings must then hold.
  const Knowledge& knowledge = embedded_knowledge();
  std::vector<Observation> all;
  for (std::uint16_t i = 0; i < knowledge.finding_count(); ++i)
    if (knowledge.finding({i}).type == FindingType::yes_no) all.push_back({{i}, true, {}, From::clinician});
  const Assessment assessment = Reasoner(knowledge).assess({}, all);
  std::set<Barrier> held;
  for (const RecordBarrier& barrier : record_barriers(knowledge, assessment)) held.insert(barrier.barrier);
  EXPECT_EQ(held.size(), barrier_count - 1);  // pain above 5 is asked on the day
  for (const char* id :
       {"ex_single_leg_squat_valgus", "st_side_plank_short", "prov_hop", "ex_hop_pain", "ex_hip_abductor_weak",
        "ex_quads_weak", "ex_femoral_stretch", "ex_foot_posture", "foot_flat_self"})
    EXPECT_TRUE(knowledge.find_finding(id)) << id;
}

TEST(ExamText, DrawsLegsAndBand) {
  const auto document = parse_object(
      R"({"runner":{"age":34,"sex":"female","weight_kg":61},"strength":{"from":"clinician","measures":[
          {"test":"bridge_hold","leg":"left","value":48},{"test":"bridge_hold","leg":"right","value":65.2}]},
          "feet":{"left":{"footprint":"flat"}},"shoes":[{"name":"Blue","km":640}]})");
  const auto record = exam_of_document(*document, {});
  ASSERT_TRUE(record) << record.error().text();
  const std::string text = exam_text(embedded_knowledge(), *record, {});
  EXPECT_THAT(text, HasSubstr("█"));
  EXPECT_THAT(text, HasSubstr("L"));
  EXPECT_THAT(text, HasSubstr("\"Blue\" (640 km)"));
  EXPECT_THAT(text, HasSubstr("not supported"));
  EXPECT_FALSE(exam_of_document(*parse_object(R"({"shoes":[]})"), {}));
  EXPECT_FALSE(exam_of_document(*parse_object(R"({"strenght":{}})"), {}));
}

}  // namespace
}  // namespace genu
