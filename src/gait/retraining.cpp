#include "gait/retraining.h"

#include <cmath>

namespace genu {

CadenceAdvice cadence_advice(std::optional<double> cadence_per_min, bool running_is_unsafe, bool knee_hurts,
                             const FeedbackDose& dose) {
  if (running_is_unsafe) return {std::nullopt, NoCadencePlan::running_is_unsafe};
  if (!cadence_per_min) return {std::nullopt, NoCadencePlan::not_measured};
  if (!knee_hurts && *cadence_per_min > dose.not_above_without_pain_per_min) {
    return {std::nullopt, NoCadencePlan::quick_already};
  }
  const auto raised = [&](double percent) { return std::round(*cadence_per_min * (1 + percent / 100)); };
  CadencePlan plan;
  plan.cadence_now_per_min = *cadence_per_min;
  plan.least_per_min = raised(dose.start_increase_percent);
  plan.most_per_min = raised(dose.most_increase_percent);
  const int weeks = dose.weeks_every_block + dose.weeks_half_the_blocks + dose.weeks_one_check;
  for (int week = 1; week <= weeks; ++week) {
    FeedbackWeek one;
    one.week = week;
    one.cadence_per_min = week == 1 ? plan.least_per_min : raised(dose.target_increase_percent);
    one.blocks_with_beat = week <= dose.weeks_every_block                                ? dose.blocks
                           : week <= dose.weeks_every_block + dose.weeks_half_the_blocks ? dose.blocks / 2
                                                                                         : 0;
    plan.weeks.push_back(one);
  }
  return {plan, NoCadencePlan::not_measured};
}

}  // namespace genu
