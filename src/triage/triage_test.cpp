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

// For each rule: yes to every finding that it names lets it fire or at least keeps it from being ruled out by a plain
// "yes"; a rule that no answer can make true would be dead.
TEST(Triage, EveryRuleCanFire) {
  const Knowledge& knowledge = embedded_knowledge();
  for (const RedFlag& rule : knowledge.data().red_flags) {
    bool fires = false;
    for (const double age : {10.0, 14.0, 17.0, 25.0, 45.0, 60.0, 85.0}) {
      for (const double weeks : {0.1, 3.0, 8.0, 30.0}) {
        RunnerFacts facts;
        facts.age_years = age;
        std::vector<Observation> observations;
        for (std::size_t i = 0; i < knowledge.finding_count(); ++i) {
          const Finding& finding = knowledge.data().findings[i];
          const FindingIndex index{static_cast<std::uint16_t>(i)};
          if (finding.type == FindingType::number)
            observations.push_back({index, finding.id == "duration_weeks" ? weeks : 9.0, {}, From::runner});
          if (finding.type == FindingType::yes_no) observations.push_back({index, true, {}, From::clinician});
        }
        // Rules may also ask for a "no": try each named finding at no.
        const Evidence all_yes = Evidence::resolve(knowledge, facts, observations);
        fires = fires || evaluate(rule.when, all_yes) == Truth::yes;
        for (std::size_t i = 0; i < knowledge.finding_count() && !fires; ++i)
          if (all_yes.yes_no({static_cast<std::uint16_t>(i)}))
            fires = evaluate(rule.when, all_yes.with({static_cast<std::uint16_t>(i)}, false)) == Truth::yes;
      }
    }
    EXPECT_TRUE(fires) << rule.id;
  }
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
