// What follows for shoes: which statements of knowledge/exam.yaml apply to this runner, and why.
//
// The statements and their figures are content (topics of kind `shoe`); here is only the choice. No shoe is recommended
// by the type of the arch; a motion-control shoe is worth a trial for a pronated foot only, as the one trial has it
// (malisoux2016_motion, doi 10.1136/bjsports-2015-095031).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exam/foot.h"
#include "exam/strength.h"

namespace genu {

/// A pair of shoes as the training history names it.
struct ShoeUse {
  std::string name;
  double distance_km = 0;    // in the history; what was run before it is not known
  int days_since_first = 0;  // before today
  int days_since_last = 0;
};

struct ShoeFacts {
  std::vector<ShoeUse> shoes;       // in any order; empty: not known
  std::optional<double> km_a_week;  // of the last four weeks
};

enum class ShoeWord : std::uint8_t {
  advice,         // worth doing
  look,           // something to look at in this runner's own shoes
  for_some,       // supported for some runners: the reason says if for this one
  not_supported,  // a common belief that was tested and did not hold, or was never tested
};
const char* name_of(ShoeWord word);

struct ShoeAdvice {
  const char* topic = "";  // id in knowledge/exam.yaml
  ShoeWord word = ShoeWord::advice;
  std::string reason;  // for this runner
};

/// From knowledge/exam.yaml; the defaults are the same.
struct ShoeFigures {
  double look_from_km = 500;
  double lighter_men_kg = 78.2;
  double lighter_women_kg = 62.8;
  double minimal_risk_above_kg = 71.4;
  double minimal_pain_above_km_a_week = 35;
};

/// Always the same topics in the same order; what is known of the runner changes words and reasons.
std::vector<ShoeAdvice> shoe_advice(const FeetResult& feet, const ShoeFacts& shoes, const ExamPerson& person,
                                    const ShoeFigures& figures);

}  // namespace genu
