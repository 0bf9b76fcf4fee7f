// The exact multi-cause network: from evidence to the probability of every cause.
//
// State: the set of causes present, at most three. For each set:
//  - a yes/no finding follows a leaky noisy-OR (Pearl 1988; Henrion 1989, leak): P(no | S) = (1 - leak) * product over
//    the causes in S of (1 - p_c) / (1 - leak). A cause for which the finding is *rarer* than the leak scales the leak
//    down instead (p_c / leak): a known explanation of the pain takes the place of the unknown ones. So an absent sign
//    and a wrong sign can both count against a cause.
//  - a single-choice finding is a mixture of the distributions of the causes present, weighted by how much each
//  explains
//    the main pain (complaint_weight below).
//  - findings of one family (they measure the same thing) are discounted: per set, the strongest supporting and the
//    strongest opposing finding count fully, each further one with the family's weight of its log-likelihood ratio
//    against the empty set. So more support never lowers a cause against "none of these".
// Then Bayes' rule over all sets: nothing is sampled or approximated.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "diagnosis/cause_sets.h"
#include "diagnosis/prior.h"
#include "evidence/evidence.h"
#include "knowledge/knowledge.h"

namespace genu {

/// One piece of evidence as the network sees it: a yes/no finding, or a single choice with what is known of it.
struct Item {
  FindingIndex finding;                 // what to show; for a single choice the chosen option
  std::optional<QuestionIndex> choice;  // set for a single choice
  std::vector<bool> possible;           // single choice: which options are still possible
  bool value = true;                    // yes/no
  std::optional<FamilyIndex> family;
  const double* log_likelihood = nullptr;  // one entry per set
};

/// The network's state for one evidence. Cheap to move; refers to its Network, which must outlive it.
struct Inference {
  Prior prior;
  AgeBand age_band = AgeBand::thirty_to_49;
  std::vector<Item> items;
  std::vector<std::vector<double>> choice_rows;  // storage behind the items that are single choices
  std::vector<double> log_weight;                // unnormalised, per set
  std::vector<double> probability;               // per set; sums to 1
  std::vector<double> marginal;                  // per cause
  double none = 0;                               // the empty set
};

/// Sets that matter, with their probabilities renormalised.
struct Support {
  std::vector<std::uint32_t> sets;
  std::vector<double> probability;
};

class Network {
 public:
  /// `knowledge` must outlive the network. Tables over the sets are filled when they are first needed, once, under a
  /// lock: about 15 MB when every finding has been used. Otherwise immutable; safe to share between threads.
  explicit Network(const Knowledge& knowledge);
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  /// Exact. Cost: about 100 microseconds with 20 findings.
  Inference infer(const Evidence& evidence, PriorKind kind) const;

  /// The marginals without one of the items (leave-one-out), as probabilities per cause, over `support` only.
  /// `support` should come from support_of(inference, a small share): sets outside it are taken as impossible.
  std::vector<double> marginals_without(const Inference& inference, std::size_t item, const Support& support) const;

  /// The sets whose weight is at least `share` of the heaviest.
  Support support_of(const Inference& inference, double share) const;

  const Knowledge& knowledge() const { return knowledge_; }
  const std::vector<CauseSet>& sets() const { return sets_; }
  const PriorModel& prior_model() const { return prior_model_; }

  /// For each set the chance that a yes/no node is yes, and the entropy of that answer in bits.
  struct Chances {
    std::vector<float> yes, entropy_bits;
  };
  /// For each set the natural logarithms of the chances of yes and no.
  struct Logs {
    std::vector<double> yes, no;
  };
  /// Both are computed at the first use and then kept; null for what is no node.
  const Chances* chances(FindingIndex finding, AgeBand band) const;
  const Logs* logs(FindingIndex finding, AgeBand band) const;

  /// A single choice: the options in the order of the question's items. Options without a likelihood share what the
  /// others leave. chance[option][set].
  struct ChoiceTable {
    QuestionIndex question;
    std::vector<std::vector<double>> chance;
    std::vector<float> entropy_bits;
  };
  const std::vector<ChoiceTable>& choices() const { return choices_; }
  const ChoiceTable* choice(QuestionIndex question) const;

 private:
  struct Node;

  const Node* node(FindingIndex finding, AgeBand band) const;

  const Knowledge& knowledge_;
  std::vector<CauseSet> sets_;
  PriorModel prior_model_;
  std::vector<std::array<std::shared_ptr<Node>, age_band_count>> nodes_;  // bands with the same leak share one
  std::vector<ChoiceTable> choices_;
};

/// How much a cause shapes the story that is told when several are present: the more urgent it is, the more it hurts
/// and the sooner it brings somebody to ask. 1 for self-care and routine causes, 2 for urgent ones, 4 for emergencies;
/// an estimate, no study measures it.
double complaint_weight(const Cause& cause);

/// The distribution of one single choice given one cause (or the leak, cause empty), in the order of the question's
/// items: the rows' probabilities, the leak where a cause has no row, and for the options without a leak what is left
/// (at least one percent in all), normalised.
std::vector<double> option_distribution(const Knowledge& knowledge, const Question& question,
                                        std::optional<std::size_t> cause);

}  // namespace genu
