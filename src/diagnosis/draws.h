// How sure the probabilities are: the same inference under other plausible parameters.
//
// Every likelihood, leak and prior has a 95 % interval. Each is drawn from the normal distribution on the logit scale
// that has this interval (a product of estimates is skewed on the probability scale, and published intervals of
// proportions are close to symmetric in logits). The draws are a Latin hypercube (McKay, Beckman, Conover 1979,
// doi:10.1080/00401706.1979.10489755): each parameter visits each of `count` equally likely slices of its distribution
// once, in an order fixed by its id, so that the same input always gives the same interval.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "diagnosis/network.h"

namespace genu {

struct Interval {
  double low = 0;
  double high = 0;
};

class Draws {
 public:
  static constexpr std::size_t count = 64;
  using Values = std::array<float, count>;

  /// `network` must outlive the draws. A finding's draws are made when they are first needed (about 1 MB in all).
  explicit Draws(const Network& network);
  ~Draws();

  /// The 90 % interval of each cause's probability, over `support` (sets outside are taken as impossible), widened to
  /// hold the probability itself. Which finding of a family is the strongest is kept as it is without draws.
  /// Cost: some hundred microseconds with 20 findings.
  std::vector<Interval> intervals(const Inference& inference, const Support& support) const;

 private:
  struct Node;
  struct Choice;

  const Node& node(FindingIndex finding, AgeBand band) const;
  const Choice& choice(QuestionIndex question) const;

  const Network& network_;
  std::vector<std::array<std::unique_ptr<Node>, age_band_count>> nodes_;  // by finding
  std::vector<std::unique_ptr<Choice>> choices_;                          // as network.choices()
  std::vector<Values> prior_;                                             // standard normal, by cause
};

}  // namespace genu
