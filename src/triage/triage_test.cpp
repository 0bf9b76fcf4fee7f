// The logic of conditions. Each rule's firing and silent cases are data: tests/cases/.
#include "triage/triage.h"

#include <gtest/gtest.h>

#include "knowledge/codec.h"
#include "knowledge/small_knowledge.h"

namespace genu {
namespace {

constexpr FindingIndex pop{0}, ache{1}, swollen{4};

Condition yes(FindingIndex finding) {
  Condition condition;
  condition.finding = finding;
  return condition;
}

Condition group(Condition::Kind kind, std::vector<Condition> parts, std::optional<double> at_least = {}) {
  Condition condition;
  condition.kind = kind;
  condition.parts = std::move(parts);
  condition.at_least = at_least;
  return condition;
}

class TriageLogic : public ::testing::Test {
 protected:
  Truth truth(const Condition& condition, std::vector<std::pair<FindingIndex, bool>> answers) const {
    std::vector<Observation> observations;
    for (const auto& [finding, value] : answers) observations.push_back({finding, value, {}, From::runner});
    return evaluate(condition, Evidence::resolve(knowledge_, {}, observations));
  }
  Knowledge knowledge_{testing::small_knowledge()};
};

TEST_F(TriageLogic, UnknownIsNeitherYesNorNo) {
  EXPECT_EQ(truth(yes(pop), {}), Truth::unknown);
  EXPECT_EQ(truth(group(Condition::Kind::negation, {yes(pop)}), {}), Truth::unknown);
  EXPECT_EQ(truth(group(Condition::Kind::negation, {yes(pop)}), {{pop, false}}), Truth::yes);
}

TEST_F(TriageLogic, AllAndAny) {
  const Condition all = group(Condition::Kind::all, {yes(pop), yes(ache)});
  EXPECT_EQ(truth(all, {{pop, true}}), Truth::unknown);
  EXPECT_EQ(truth(all, {{pop, false}}), Truth::no);
  EXPECT_EQ(truth(all, {{pop, true}, {ache, true}}), Truth::yes);
  const Condition any = group(Condition::Kind::any, {yes(pop), yes(ache)});
  EXPECT_EQ(truth(any, {{pop, false}}), Truth::unknown);
  EXPECT_EQ(truth(any, {{pop, true}}), Truth::yes);
  EXPECT_EQ(truth(any, {{pop, false}, {ache, false}}), Truth::no);
}

TEST_F(TriageLogic, CountsWhatIsCertain) {
  const Condition two = group(Condition::Kind::count, {yes(pop), yes(ache), yes(swollen)}, 2);
  EXPECT_EQ(truth(two, {{pop, true}}), Truth::unknown);
  EXPECT_EQ(truth(two, {{pop, true}, {swollen, true}}), Truth::yes);
  EXPECT_EQ(truth(two, {{pop, false}, {ache, false}}), Truth::no);
}

TEST_F(TriageLogic, SumsPoints) {
  Condition points;
  points.kind = Condition::Kind::points;
  points.points = {{pop, 1}, {ache, 1}, {swollen, -2}};
  points.at_least = 2;
  EXPECT_EQ(truth(points, {{pop, true}}), Truth::unknown);
  EXPECT_EQ(truth(points, {{pop, true}, {ache, true}}), Truth::yes);
  EXPECT_EQ(truth(points, {{pop, true}, {ache, true}, {swollen, true}}), Truth::no);
}

TEST(Triage, NothingKnownFiresNothingAndLeavesEveryRuleOpen) {
  const Knowledge& knowledge = embedded_knowledge();
  const Triage triage = assess_urgency(knowledge, Evidence::resolve(knowledge, {}, {}));
  EXPECT_TRUE(triage.fired.empty());
  EXPECT_FALSE(triage.level);
  EXPECT_EQ(triage.open.size(), knowledge.data().red_flags.size());
  for (const OpenRule& open : triage.open) EXPECT_FALSE(open.unanswered.empty()) << open.rule->id;
}

TEST(Triage, UnknownAnswersFireNothing) {
  const Knowledge& knowledge = embedded_knowledge();
  std::vector<Observation> observations;
  for (std::size_t i = 0; i < knowledge.finding_count(); ++i)
    observations.push_back({{static_cast<std::uint16_t>(i)}, Unknown{}, {}, From::runner});
  EXPECT_TRUE(assess_urgency(knowledge, Evidence::resolve(knowledge, {}, observations)).fired.empty());
}

// A bug once: the Ottawa rule's outcome replaced its items, and the rule that listens to an item fell silent.
TEST(Triage, ABetterFindingSilencesNoWarning) {
  const Knowledge& knowledge = embedded_knowledge();
  std::vector<Observation> observations;
  for (const char* known : {"onset_sudden_injury", "fn_cannot_weight_bear", "rule_okr_positive"})
    observations.push_back({knowledge.find_finding(known).value(), true, {}, From::runner});
  const Triage triage = assess_urgency(knowledge, Evidence::resolve(knowledge, {}, observations));
  EXPECT_EQ(triage.level, UrgencyLevel::emergency);
}

TEST(Triage, WouldRaiseSeesTheMissingPiece) {
  const Knowledge& knowledge = embedded_knowledge();
  const FindingIndex fever = knowledge.find_finding("fever_chills").value();
  std::vector<Observation> observations;
  for (const char* known : {"warmth_self", "swelling_noticed"})
    observations.push_back({knowledge.find_finding(known).value(), true, {}, From::runner});
  const Evidence evidence = Evidence::resolve(knowledge, {}, observations);
  const Triage triage = assess_urgency(knowledge, evidence);
  EXPECT_EQ(would_raise(evidence, triage, fever, true), UrgencyLevel::emergency);
  EXPECT_EQ(would_raise(evidence, triage, fever, false), std::nullopt);
}

}  // namespace
}  // namespace genu
