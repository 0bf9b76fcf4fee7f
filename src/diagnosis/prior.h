// How likely each set of causes is before any finding is known.
#pragma once

#include <vector>

#include "diagnosis/cause_sets.h"
#include "evidence/evidence.h"
#include "knowledge/knowledge.h"

namespace genu {

enum class PriorKind : std::uint8_t {
  runners,  // the estimated shares among runners with inner knee pain, by age and sex
  uniform,  // every cause, and none of them, equally likely before age and sex are known; age, sex, history and
            // contributors then move each cause by its own gradient. For judging reasoning on cases that are chosen
            // for being rare.
};

/// One prior for one runner. `log_weight` has one entry per cause set, normalised: the weights sum to 1.
struct Prior {
  std::vector<double> log_weight;
  std::vector<double> log_odds_sd;  // per cause: uncertainty of its log-odds (normal)
};

/// Age, sex, previous injuries and contributors set a target probability for each cause; known associations couple
/// pairs of causes; the log-odds are then adjusted until each cause's probability over all sets meets its target
/// (iterative proportional fitting; four rounds bring it within a few per mille of the target).
///
/// An unknown age takes the mean over the three bands, an unknown sex the value between the sexes. The odds ratios of
/// modifiers multiply; their product is kept within [1/6, 6] per cause (the cap that the evidence file suggests).
/// Cost: about 50 microseconds.
class PriorModel {
 public:
  PriorModel(const Knowledge& knowledge, const std::vector<CauseSet>& sets);

  Prior prior(const Evidence& evidence, PriorKind kind) const;

  /// The targets alone: probability of each cause, before associations.
  std::vector<double> targets(const Evidence& evidence, PriorKind kind) const;

 private:
  double band_log_odds(std::size_t cause, std::optional<double> age_years) const;

  const Knowledge& knowledge_;
  const std::vector<CauseSet>& sets_;
  std::vector<double> association_;  // log odds ratio of each set's pairs, summed
};

/// True when the modifier applies: its finding is yes, or its number lies in the range.
bool applies(const PriorModifier& modifier, const Evidence& evidence);

}  // namespace genu
