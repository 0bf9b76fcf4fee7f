// Exact arithmetic on a network small enough to do by hand.
#include "diagnosis/network.h"

#include <gtest/gtest.h>

#include <cmath>

#include "diagnosis/information.h"
#include "knowledge/small_knowledge.h"

namespace genu {
namespace {

constexpr FindingIndex pop{0}, ache{1}, sudden{2}, slow{3}, swollen{4};

Evidence evidence_of(const Knowledge& knowledge, std::vector<std::pair<FindingIndex, bool>> answers) {
  std::vector<Observation> observations;
  for (const auto& [finding, value] : answers) observations.push_back({finding, value, {}, From::runner});
  return Evidence::resolve(knowledge, {}, observations);
}

TEST(Network, WithoutEvidenceTheMarginalsAreThePriors) {
  const Knowledge knowledge(testing::small_knowledge());
  const Network network(knowledge);
  const Inference inference = network.infer(evidence_of(knowledge, {}), PriorKind::runners);
  EXPECT_NEAR(inference.marginal[0], 0.2, 1e-9);
  EXPECT_NEAR(inference.marginal[1], 0.3, 1e-9);
  EXPECT_NEAR(inference.none, 0.8 * 0.7, 1e-9);
}

TEST(Network, NoisyOrByHand) {
  const Knowledge knowledge(testing::small_knowledge());
  const Network network(knowledge);
  const Inference inference = network.infer(evidence_of(knowledge, {{pop, true}}), PriorKind::runners);
  // P(pop) is 0.1 without tear and 0.6 with it: P(tear | pop) = 0.2*0.6 / (0.2*0.6 + 0.8*0.1) = 0.6.
  EXPECT_NEAR(inference.marginal[0], 0.6, 1e-9);
  EXPECT_NEAR(inference.marginal[1], 0.3, 1e-9);  // wear says nothing about pop
}

TEST(Network, AFindingRarerThanTheLeakCountsAgainst) {
  const Knowledge knowledge(testing::small_knowledge());
  const Network network(knowledge);
  const Inference inference = network.infer(evidence_of(knowledge, {{ache, true}}), PriorKind::runners);
  // ache: none 0.4, tear 0.2, wear 0.8, both 1 - (1 - 0.2) * (1 - 0.8) / (1 - 0.4) = 1 - 0.8 / 3.
  const double none = 0.56 * 0.4, tear = 0.14 * 0.2, wear = 0.24 * 0.8, both = 0.06 * (1 - 0.8 / 3);
  const double total = none + tear + wear + both;
  EXPECT_NEAR(inference.marginal[0], (tear + both) / total, 1e-9);
  EXPECT_NEAR(inference.marginal[1], (wear + both) / total, 1e-9);
}

TEST(Network, ASingleChoiceIsTheMeanOfTheCausesPresent) {
  const Knowledge knowledge(testing::small_knowledge());
  const Network network(knowledge);
  const Inference inference = network.infer(evidence_of(knowledge, {{slow, true}}), PriorKind::runners);
  // slow: none and wear 0.9, tear 0.1, both 0.5.
  const double none = 0.56 * 0.9, tear = 0.14 * 0.1, wear = 0.24 * 0.9, both = 0.06 * 0.5;
  EXPECT_NEAR(inference.marginal[0], (tear + both) / (none + tear + wear + both), 1e-9);
  // Answering "not sudden" says the same: it leaves slow.
  const Inference negative = network.infer(evidence_of(knowledge, {{sudden, false}}), PriorKind::runners);
  EXPECT_NEAR(negative.marginal[0], inference.marginal[0], 1e-12);
}

TEST(Network, AFamilyCountsItsStrongestFullyAndTheRestInPart) {
  KnowledgeData data = testing::small_knowledge();
  Family family;
  family.id = "family";
  family.further_weight = 0.25;
  family.findings = {pop, swollen};
  data.families = {family};
  data.findings[pop.value].family = data.findings[swollen.value].family = FamilyIndex{0};
  const Knowledge knowledge(std::move(data));
  const Network network(knowledge);
  const Inference inference = network.infer(evidence_of(knowledge, {{pop, true}, {swollen, true}}), PriorKind::runners);
  // Likelihood ratios of tear: pop 6, swollen 2.5; together 6 * 2.5^0.25.
  const double odds = 0.25 * 6 * std::pow(2.5, 0.25);
  EXPECT_NEAR(inference.marginal[0], odds / (1 + odds), 1e-9);
}

TEST(Network, LeavingOneOutGivesTheMarginalsWithoutIt) {
  const Knowledge knowledge(testing::small_knowledge());
  const Network network(knowledge);
  const Inference both = network.infer(evidence_of(knowledge, {{pop, true}, {ache, false}}), PriorKind::runners);
  const Inference one = network.infer(evidence_of(knowledge, {{pop, true}}), PriorKind::runners);
  ASSERT_EQ(both.items[1].finding, ache);
  const auto without = network.marginals_without(both, 1, network.support_of(both, 0));
  EXPECT_NEAR(without[0], one.marginal[0], 1e-12);
  EXPECT_NEAR(without[1], one.marginal[1], 1e-12);
}

TEST(Network, UniformPriorMakesCausesEqual) {
  const Knowledge knowledge(testing::small_knowledge());
  const Network network(knowledge);
  const Inference inference = network.infer(evidence_of(knowledge, {}), PriorKind::uniform);
  EXPECT_NEAR(inference.marginal[0], 1.0 / 3, 1e-9);
  EXPECT_NEAR(inference.marginal[1], 1.0 / 3, 1e-9);
}

TEST(Information, AQuestionThatNoCauseAnswersIsWorthNothing) {
  KnowledgeData data = testing::small_knowledge();
  data.findings.push_back(testing::node("noise", 0.5));
  const Knowledge knowledge(std::move(data));
  const Network network(knowledge);
  const Evidence nothing = evidence_of(knowledge, {});
  const auto gains = information_gains(network, network.infer(nothing, PriorKind::runners), nothing, {});
  ASSERT_EQ(gains.size(), 5U);  // pop, ache, the onset choice, swollen, noise
  EXPECT_EQ(gains.back().finding, FindingIndex{5});
  EXPECT_NEAR(gains.back().bits, 0, 1e-6);
  for (std::size_t i = 1; i < gains.size(); ++i) EXPECT_LE(gains[i].bits, gains[i - 1].bits);
}

TEST(Information, IsTheMutualInformationByHand) {
  const Knowledge knowledge(testing::small_knowledge());
  const Network network(knowledge);
  const Evidence nothing = evidence_of(knowledge, {});
  const auto gains = information_gains(network, network.infer(nothing, PriorKind::runners), nothing, {});
  const auto h = [](double p) { return -p * std::log2(p) - (1 - p) * std::log2(1 - p); };
  for (const Gain& gain : gains) {
    if (gain.finding == pop) {
      EXPECT_NEAR(gain.bits, h(0.2) - 0.2 * h(0.6) - 0.8 * h(0.1), 1e-6);  // P(pop) = 0.2
      EXPECT_NEAR(gain.chance_of_yes, 0.2, 1e-6);
    }
  }
}

}  // namespace
}  // namespace genu
