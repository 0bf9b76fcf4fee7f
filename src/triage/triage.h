// Red flags: deterministic rules over findings. No probability enters here, and none can switch a rule off.
#pragma once

#include <vector>

#include "evidence/evidence.h"
#include "knowledge/knowledge.h"

namespace genu {

/// Kleene's three values: a condition over what nobody answered is unknown, and "not unknown" is unknown.
enum class Truth : std::uint8_t { no, unknown, yes };

Truth evaluate(const Condition& condition, const Evidence& evidence);

struct FiredRule {
  const RedFlag* rule = nullptr;
  std::vector<FindingIndex> because;  // the known findings that made it true
};

struct OpenRule {
  const RedFlag* rule = nullptr;
  std::vector<FindingIndex> unanswered;  // the findings that could still make it fire
};

struct Triage {
  /// The level of the most urgent rule that fired; empty when none did.
  std::optional<UrgencyLevel> level;
  std::vector<FiredRule> fired;  // most urgent first, then in the order of the file
  std::vector<OpenRule> open;    // rules that are unknown: not ruled out. Same order.
};

/// Every rule is evaluated; the most urgent that fires decides, all that fire are listed. Monotone in one sense that
/// matters: an answer that is unknown never makes a rule fire and never silences one. Cost: microseconds.
Triage assess_urgency(const Knowledge& knowledge, const Evidence& evidence);

/// The highest level that a rule would fire at if `finding` were answered with `value`, above the level that already
/// stands; empty when the answer would raise nothing. Used to ask about safety first.
std::optional<UrgencyLevel> would_raise(const Evidence& evidence, const Triage& triage, FindingIndex finding,
                                        bool value);

}  // namespace genu
