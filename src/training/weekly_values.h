// The measures of change.h, week by week, counted back from the onset.
#pragma once

#include <array>
#include <optional>

#include "training/change.h"

namespace genu {

inline constexpr std::size_t recent_week_count = 4;
inline constexpr std::size_t baseline_week_count = 12;
inline constexpr std::size_t week_count = recent_week_count + baseline_week_count;

/// Week 0 ends with the onset day, weeks 0 to 3 are recent. Empty: not known, or it means nothing (the cadence of a
/// week without runs).
using WeeklyValues = std::array<std::optional<double>, week_count>;

struct WeeklyMeasures {
  std::array<bool, week_count> known{};  // recorded: neither before the history nor inside a gap
  std::array<WeeklyValues, measure_count> values;
};

/// Cost: the runs of 16 weeks.
WeeklyMeasures weekly_measures(const History& history, Day onset);

/// The least spread that a runner is assumed to have in a measure, so that a very steady one is not alarmed by trifles.
double least_spread(Measure measure, double typical);

}  // namespace genu
