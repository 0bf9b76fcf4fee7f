#include "triage/triage.h"

#include <algorithm>

namespace genu {
namespace {

Truth negate(Truth truth) {
  if (truth == Truth::unknown) return truth;
  return truth == Truth::yes ? Truth::no : Truth::yes;
}

Truth truth_of(std::optional<bool> answer) {
  if (!answer) return Truth::unknown;
  return *answer ? Truth::yes : Truth::no;
}

Truth compare(const Condition& condition, std::optional<double> number) {
  if (!number) return Truth::unknown;
  const bool inside =
      (!condition.at_least || *number >= *condition.at_least) && (!condition.above || *number > *condition.above) &&
      (!condition.at_most || *number <= *condition.at_most) && (!condition.below || *number < *condition.below);
  return inside ? Truth::yes : Truth::no;
}

// A sum of which part is certain and part is still possible, against a threshold.
Truth reaches(double certain, double possible, double threshold) {
  if (certain >= threshold) return Truth::yes;
  return certain + possible >= threshold ? Truth::unknown : Truth::no;
}

Truth count_parts(const Condition& condition, const Evidence& evidence) {
  double certain = 0, possible = 0;
  for (const Condition& part : condition.parts) {
    const Truth truth = evaluate(part, evidence);
    certain += truth == Truth::yes;
    possible += truth == Truth::unknown;
  }
  return reaches(certain, possible, condition.at_least.value_or(1));
}

Truth sum_points(const Condition& condition, const Evidence& evidence) {
  double certain = 0, possible = 0;
  for (const Condition::Point& point : condition.points) {
    const auto answer = evidence.yes_no(point.finding);
    if (!answer) possible += std::max(0.0, point.points);
    if (answer == std::optional<bool>(true)) certain += point.points;
  }
  return reaches(certain, possible, condition.at_least.value_or(1));
}

// Collects the findings below `condition` that are known to support it (`wanted` yes), or that are unanswered.
void collect(const Condition& condition, const Evidence& evidence, Truth wanted, std::vector<FindingIndex>& found) {
  const auto add = [&found](FindingIndex finding) {
    if (std::find(found.begin(), found.end(), finding) == found.end()) found.push_back(finding);
  };
  switch (condition.kind) {
    case Condition::Kind::yes:
    case Condition::Kind::number:
      if (evaluate(condition, evidence) == wanted) add(condition.finding);
      return;
    case Condition::Kind::points:
      for (const Condition::Point& point : condition.points)
        if (truth_of(evidence.yes_no(point.finding)) == wanted) add(point.finding);
      return;
    case Condition::Kind::negation: collect(condition.parts.front(), evidence, negate(wanted), found); return;
    case Condition::Kind::all:
    case Condition::Kind::any:
    case Condition::Kind::count:
      for (const Condition& part : condition.parts)
        if (evaluate(part, evidence) == wanted) collect(part, evidence, wanted, found);
      return;
  }
}

template <typename Rule>
void most_urgent_first(std::vector<Rule>& rules) {
  std::stable_sort(rules.begin(), rules.end(),
                   [](const Rule& a, const Rule& b) { return a.rule->level > b.rule->level; });
}

}  // namespace

Truth evaluate(const Condition& condition, const Evidence& evidence) {
  switch (condition.kind) {
    case Condition::Kind::yes: return truth_of(evidence.yes_no(condition.finding));
    case Condition::Kind::negation: return negate(evaluate(condition.parts.front(), evidence));
    case Condition::Kind::number: return compare(condition, evidence.number(condition.finding));
    case Condition::Kind::points: return sum_points(condition, evidence);
    case Condition::Kind::count: return count_parts(condition, evidence);
    case Condition::Kind::all: {
      Truth result = Truth::yes;
      for (const Condition& part : condition.parts) result = std::min(result, evaluate(part, evidence));
      return result;
    }
    case Condition::Kind::any: {
      Truth result = Truth::no;
      for (const Condition& part : condition.parts) result = std::max(result, evaluate(part, evidence));
      return result;
    }
  }
  return Truth::unknown;
}

Triage assess_urgency(const Knowledge& knowledge, const Evidence& evidence) {
  Triage triage;
  for (const RedFlag& rule : knowledge.data().red_flags) {
    const Truth truth = evaluate(rule.when, evidence);
    if (truth == Truth::no) continue;
    std::vector<FindingIndex> findings;
    collect(rule.when, evidence, truth, findings);
    if (truth == Truth::yes) {
      triage.fired.push_back({&rule, std::move(findings)});
    } else {
      triage.open.push_back({&rule, std::move(findings)});
    }
  }
  most_urgent_first(triage.fired);
  most_urgent_first(triage.open);
  if (!triage.fired.empty()) triage.level = triage.fired.front().rule->level;
  return triage;
}

std::optional<UrgencyLevel> would_raise(const Evidence& evidence, const Triage& triage, FindingIndex finding,
                                        bool value) {
  std::optional<UrgencyLevel> raised;
  std::optional<Evidence> supposed;
  for (const OpenRule& open : triage.open) {
    const UrgencyLevel level = open.rule->level;
    if ((triage.level && level <= *triage.level) || (raised && level <= *raised)) continue;
    if (std::find(open.unanswered.begin(), open.unanswered.end(), finding) == open.unanswered.end()) continue;
    if (!supposed) supposed = evidence.with(finding, value);
    if (evaluate(open.rule->when, *supposed) == Truth::yes) raised = level;
  }
  return raised;
}

}  // namespace genu
