// The whole reasoning about one knee: evidence in, urgency, causes, contributors and next questions out.
#pragma once

#include <optional>
#include <vector>

#include "diagnosis/diagnosis.h"
#include "diagnosis/information.h"
#include "evidence/evidence.h"
#include "triage/triage.h"

namespace genu {

/// Why a level stands that no rule set: causes of at least this urgency are together this probable.
struct ProbabilityReason {
  UrgencyLevel level = UrgencyLevel::routine;
  double probability = 0;             // that at least one cause of this level or above is present
  CauseIndex leading;                 // the most probable of them
  std::vector<FindingIndex> because;  // the findings that speak most for it
};

struct ContributorReport {
  const Contributor* contributor = nullptr;
  std::vector<FindingIndex> because;
};

struct Assessment {
  Evidence evidence;
  Triage triage;
  Inference inference;  // under the prior that was asked for
  Diagnosis diagnosis;
  UrgencyLevel level = UrgencyLevel::self_care;
  std::optional<ProbabilityReason> raised_by;  // set when a probability, not a rule, decided the level
  std::vector<ContributorReport> contributors;
  std::vector<Gain> ask_next;  // runner's questions and hands-on tests, most worth asking first
};

/// Built once, then only read; safe to share between threads.
class Reasoner {
 public:
  explicit Reasoner(const Knowledge& knowledge) : knowledge_(knowledge), diagnostician_(knowledge) {}

  const Knowledge& knowledge() const { return knowledge_; }
  const Network& network() const { return diagnostician_.network(); }

  /// The urgency is that of the rules, raised (never lowered) where the causes of a level are together more probable
  /// than knowledge/urgency.yaml allows. Probabilities for the urgency always come from the runner prior, whatever
  /// `kind` ranks the causes. Cost: about one millisecond with 20 findings (bench/README.md).
  Assessment assess(const RunnerFacts& facts, const std::vector<Observation>& observations,
                    PriorKind kind = PriorKind::runners) const;

  /// Contributors that are present according to the evidence.
  std::vector<ContributorReport> contributors(const Evidence& evidence) const;

 private:
  const Knowledge& knowledge_;
  Diagnostician diagnostician_;
};

}  // namespace genu
