// What is worth asking next.
#pragma once

#include <vector>

#include "diagnosis/network.h"

namespace genu {

/// The expected information about which causes are present (mutual information between the answer and the set of
/// causes; Lindley 1956, doi:10.1214/aoms/1177728069), in bits. An answer in a family that is partly answered already
/// counts with the family's further weight.
struct Gain {
  FindingIndex finding;                 // for a single choice its first option
  std::optional<QuestionIndex> choice;  // set for a single choice
  double bits = 0;
  double chance_of_yes = 0;  // yes/no findings
};

/// Who could be asked.
struct Askable {
  bool runner = true;      // questions and self-tests
  bool clinician = false;  // hands-on tests, imaging
};

/// True when the finding may be put to somebody now: not asked yet, its condition (`ask_if`) holds, nothing known makes
/// it unsafe (`avoid_if`), and no better finding that replaces it is known.
bool may_ask(const Knowledge& knowledge, const Evidence& evidence, FindingIndex finding);

/// Every node and single choice that may be asked, by bits per effort, most first. Zones of the map are left out: the
/// map is one question. Cost: about 150 microseconds for 100 candidates.
std::vector<Gain> information_gains(const Network& network, const Inference& inference, const Evidence& evidence,
                                    Askable askable);

/// The same for one cause alone: how much the answer to a yes/no node would tell about whether this cause is present.
double bits_about_cause(const Network& network, const Inference& inference, const Support& support,
                        FindingIndex finding, CauseIndex cause);

}  // namespace genu
