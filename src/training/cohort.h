// The exposures of one session, computed as sessions stream by: for one runner's history and for whole cohorts.
//
// Windows are whole days, not moments: a long run every fourth Sunday must not fall in or out by the hour of its start;
// researchers' tables and exports carry dates only; and clocks change. Sessions on the same day are separate sessions
// (the study speaks of sessions), the earlier before the later.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "training/spike.h"

namespace genu {

struct SessionExposure {
  // Single session against the longest of the 30 days before it (frandsen2025, see spike.h).
  std::int64_t session_m = 0;
  std::int64_t longest_m = 0;  // 0: no run with a distance in the 30 days before
  double ratio = 0;            // session over longest; NaN when undefined
  SpikeState state = SpikeState::undefined;
  bool provisional = true;  // fewer than 30 days of history before this day: the longest run may lie before it began

  // Context, with its criticism, never an alarm. This session counts in the last 7 days; "days" end with its day.
  std::int64_t last_7_days_m = 0;
  std::int64_t previous_7_days_m = 0;  // the 7 before these
  /// Last 7 days over the 7 before. frandsen2025 found no relation to injury. NaN before 14 days of history, or when
  /// the week before is empty.
  double week_to_week = 0;
  /// Last 7 days over the weekly mean of the 21 before them, as in frandsen2025 (one week against the three weeks
  /// before it: uncoupled), where a higher ratio went with fewer injuries; against its use: impellizzeri2020 (doi
  /// 10.1007/s40279-020-01378-6), lolli2017_coupling, lolli2019_scaling. NaN before 28 days of history, or when the
  /// three weeks are empty.
  double acute_to_chronic = 0;
};

/// One runner's state: about 0.8 KB whatever the number of sessions. Start a new one (or assign {}) for the next
/// runner.
///
///   RunnerExposures runner;
///   for (const Row& row : rows_in_date_order) write(runner.add(row.day, row.distance_m));
///
/// Cost: below 0.1 microseconds a session.
class RunnerExposures {
 public:
  /// Sessions in date order. Empty, and without effect, when `day` lies before the last one: the caller's rows are not
  /// sorted. A distance that is unknown (0, NaN, negative) gives an undefined state and changes nothing but the
  /// history's length: it does not reset the longest run, which ages out by date.
  std::optional<SessionExposure> add(Day day, double distance_m);

 private:
  static constexpr int kept_days = 28;
  static std::size_t place_of(std::int32_t day);
  void move_to(std::int32_t day);
  std::int64_t sum_m(int first_days_ago, int last_days_ago) const;

  LongestOfThirtyDays longest_;
  std::array<std::int64_t, kept_days> daily_m_{};  // by day modulo 28
  std::int32_t first_day_ = 0;
  std::int32_t last_day_ = 0;
  bool any_ = false;
};

}  // namespace genu
