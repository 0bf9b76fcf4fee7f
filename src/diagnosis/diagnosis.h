// What the runner and the physiotherapist are told: ranked causes, why, and what would settle it.
#pragma once

#include <vector>

#include "diagnosis/draws.h"
#include "diagnosis/network.h"

namespace genu {

/// How much one known finding moved one cause: its odds with the finding over its odds without, everything else kept.
struct Influence {
  FindingIndex finding;
  double factor = 1;
  Basis basis = Basis::estimate;     // of the figure that links finding and cause; estimate when there is no link
  std::vector<SourceIndex> sources;  // of that figure
};

struct CauseReport {
  CauseIndex cause;
  double probability = 0;
  double low = 0;  // 90 % interval
  double high = 0;
  std::vector<Influence> speaks_for;      // factor > 1, strongest first
  std::vector<Influence> speaks_against;  // factor < 1, strongest first
};

struct Diagnosis {
  std::vector<CauseReport> causes;  // every cause, most probable first; influences only for those that are shown
  std::vector<std::size_t> shown;   // positions in `causes`: at most five, see below
  double none = 0;                  // probability that none of the causes is present
};

inline constexpr std::size_t most_causes_shown = 5;
inline constexpr double least_probability_shown = 0.05;
/// A cause that must not be missed takes a place among those shown from this probability on, whatever its rank; the
/// first three keep theirs.
inline constexpr double least_probability_not_missed = 0.03;

/// "very likely" from 0.70, "likely" from 0.40, "possible" from 0.15, else "unlikely".
const char* word_for(double probability);

class Diagnostician {
 public:
  /// `knowledge` must outlive it. Safe to share between threads.
  explicit Diagnostician(const Knowledge& knowledge) : network_(knowledge), draws_(network_) {}

  const Network& network() const { return network_; }

  /// The full answer. Shown are the most probable causes (at most five, from five percent on, at least three), with
  /// what must not be missed. Cost: about one millisecond with 20 findings (bench/README.md).
  Diagnosis diagnose(const Inference& inference) const;

 private:
  Network network_;
  Draws draws_;
};

}  // namespace genu
