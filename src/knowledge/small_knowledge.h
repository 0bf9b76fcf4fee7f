// A tiny content for tests: two causes, a few findings, one single choice. Values are round numbers.
#pragma once

#include "knowledge/knowledge.h"

namespace genu::testing {

inline Figure figure(double value, double low, double high) {
  Figure result;
  result.value = value;
  result.low = low;
  result.high = high;
  result.reasoning = "a test";
  return result;
}

inline Finding node(std::string id, double leak) {
  Finding finding;
  finding.id = id;
  finding.question = id + "?";
  finding.short_yes = id;
  finding.why = "a test";
  finding.leak = std::array<Figure, age_band_count>{};
  finding.leak->fill(figure(leak, leak / 2, leak + (1 - leak) / 2));
  return finding;
}

inline Cause cause(std::string id, double prior) {
  Cause result;
  result.id = id;
  result.name = id;
  result.lay_name = id;
  result.definition = id;
  result.prior.fill(figure(prior, prior / 2, prior * 1.5));
  result.female_odds_ratio = figure(1, 0.8, 1.25);
  return result;
}

inline Likelihood link(std::string id, std::uint16_t cause, std::uint16_t finding, double p) {
  Likelihood row;
  row.id = id;
  row.cause = {cause};
  row.finding = {finding};
  row.probability = figure(p, p / 2, p + (1 - p) / 2);
  return row;
}

/// Causes: 0 tear (0.2), 1 wear (0.3). Findings: 0 pop (leak 0.1), 1 ache (leak 0.4), 2 sudden, 3 slow (a choice; slow
/// has no leak), 4 swollen (leak 0.2). Pop: tear 0.6. Ache: wear 0.8, tear 0.2 (below the leak). Sudden: tear 0.9.
inline KnowledgeData small_knowledge() {
  KnowledgeData data;
  data.version = "test";
  data.causes = {cause("tear", 0.2), cause("wear", 0.3)};
  data.findings = {node("pop", 0.1), node("ache", 0.4), node("sudden", 0.1), node("slow", 0.5), node("swollen", 0.2)};
  data.findings[3].leak.reset();
  data.findings[3].kind = FindingKind::rule_item;
  data.findings[2].group = data.findings[3].group = QuestionIndex{0};
  data.findings[2].option = data.findings[3].option = "an option";
  Question onset;
  onset.id = "q_onset";
  onset.title = "How did it start?";
  onset.why = "a test";
  onset.items = {FindingIndex{2}, FindingIndex{3}};
  data.questions = {onset};
  data.likelihoods = {link("L1", 0, 0, 0.6), link("L2", 1, 1, 0.8), link("L3", 0, 1, 0.2), link("L4", 0, 2, 0.9),
                      link("L5", 0, 4, 0.5)};
  data.likelihoods[2].use = LikelihoodUse::negative_evidence;
  for (const auto level :
       {UrgencyLevel::self_care, UrgencyLevel::routine, UrgencyLevel::urgent, UrgencyLevel::emergency})
    data.urgency_thresholds.push_back({level, 1, "title", "action", "a test"});
  return data;
}

}  // namespace genu::testing
