// Four weeks against twelve, robustly, for many measures at once. The methods are justified in change.h.
#pragma once

#include <array>
#include <optional>

#include "training/weekly_values.h"

namespace genu {

struct Comparison {
  double recent = 0;  // medians of the weekly values
  double baseline = 0;
  double difference = 0;
  double low = 0;  // 95 % interval by resampling weeks
  double high = 0;
  double effect = 0;
  double p_value = 1;  // permutation of weeks, for the largest of all measures
  int recent_weeks = 0;
  int baseline_weeks = 0;
};

/// Empty for a measure that is known in fewer than 3 recent or 6 baseline weeks.
using Comparisons = std::array<std::optional<Comparison>, measure_count>;

/// Deterministic. About 3 ms.
Comparisons compare(const WeeklyMeasures& measures);

/// Whether chance can be told apart at all: the weeks can be shuffled in at least 450 ways, so that the rarest outcome
/// is below 0.05 for ten measures. 4 recent weeks need 8 others, 3 need 12.
bool enough_weeks(int recent, int baseline);

}  // namespace genu
