// Quicker, shorter steps: when they are worth a try, and how the beat is used less and less.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace genu {

/// The figures of `feedback_schedule` in knowledge/gait.yaml.
struct FeedbackDose {
  double start_increase_percent = 0;
  double target_increase_percent = 0;
  double most_increase_percent = 0;
  int sessions_per_week = 0;
  int blocks = 0;  // in a run, each with and then without the beat
  double block_on_s = 0;
  double block_off_s = 0;
  int weeks_every_block = 0;
  int weeks_half_the_blocks = 0;
  int weeks_one_check = 0;
  double not_above_without_pain_per_min = 0;
};

struct FeedbackWeek {
  int week = 1;
  double cadence_per_min = 0;
  int blocks_with_beat = 0;  // of `blocks`; 0: one check in the run
};

struct CadencePlan {
  double cadence_now_per_min = 0;
  double least_per_min = 0;  // the range to try
  double most_per_min = 0;
  std::vector<FeedbackWeek> weeks;
};

/// Why no plan is given.
enum class NoCadencePlan : unsigned char { not_measured, running_is_unsafe, quick_already };

struct CadenceAdvice {
  std::optional<CadencePlan> plan;
  NoCadencePlan why_not = NoCadencePlan::not_measured;  // without a plan
};

/// Targets start from the runner's own cadence, never from a common number; whole steps a minute.
/// `running_is_unsafe` is true when something urgent, or a bone under stress, is not ruled out:
/// then nothing is advised that is done while running.
CadenceAdvice cadence_advice(std::optional<double> cadence_per_min, bool running_is_unsafe, bool knee_hurts,
                             const FeedbackDose& dose);

}  // namespace genu
