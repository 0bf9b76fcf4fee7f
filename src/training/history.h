// A runner's runs in order, and what they add up to.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "training/run.h"

namespace genu {

/// The runs (is_run()) of a set of activities, by local day and start. Other sports are left out. Runs that were
/// recorded twice must be removed by the caller.
class History {
 public:
  History() = default;
  explicit History(std::vector<Run> activities);

  const std::vector<Run>& runs() const { return runs_; }
  bool empty() const { return runs_.empty(); }
  std::size_t size() const { return runs_.size(); }

  /// Days of the first and the last run. Only when not empty.
  Day first_day() const { return runs_.front().day; }
  Day last_day() const { return runs_.back().day; }

  /// The runs on these days, both included; empty when first > last. O(log n).
  std::span<const Run> on_days(Day first, Day last) const;

  /// Where a run of on_days() stands in runs().
  std::size_t index_of(const Run& run) const { return static_cast<std::size_t>(&run - runs_.data()); }

 private:
  std::vector<Run> runs_;
};

/// The runner's usual speed: the median over moving time of the grade-adjusted speed in the runs of these days, walking
/// speeds (below 1.75 m/s) left out. An estimate of ours; a median over time stays with the easy running as long as
/// less than half of the time is fast. Empty below 5 runs or 2 hours with known speeds.
std::optional<double> usual_speed_m_per_s(std::span<const Run> runs);

/// Faster than this multiple of the usual speed counts as fast running (estimate: an easy run's own ups and downs stay
/// within about 10 %, a tempo run of the same runner begins about 15 % above).
inline constexpr double fast_multiple = 1.15;

/// Time in the histogram above fast_multiple * usual speed, bins cut linearly.
double fast_s(const SpeedHistogram& speeds, double usual_m_per_s);
double known_s(const SpeedHistogram& speeds);

/// What a stretch of days adds up to. Sums of what is known; the *_known counts say how many runs know it.
struct DaysSummary {
  Day first;
  Day last;
  int runs = 0;
  int run_days = 0;
  int rest_days = 0;           // days without a run
  int longest_chain_days = 0;  // consecutive days with a run
  double distance_m = 0;
  double longest_m = 0;  // the longest single session
  double moving_s = 0;
  double walking_s = 0;
  double downhill_s = 0;
  double ascent_m = 0;
  double descent_m = 0;
  int ascent_known = 0;             // runs
  int descent_known = 0;            // runs
  double ascent_known_over_m = 0;   // distance of the runs whose ascent is known
  double descent_known_over_m = 0;  // distance of the runs whose descent is known
  double fast_s = 0;
  double speed_known_s = 0;
  double trail_m = 0;
  double treadmill_m = 0;

  std::optional<double> ascent_m_per_km() const;
  std::optional<double> descent_m_per_km() const;
  std::optional<double> fast_share() const;  // 0 to 1, of the moving time with known speed
};

/// `usual_m_per_s`: for fast_s; without it fast_s and speed_known_s stay 0. Cost: the runs of these days.
DaysSummary summarize(const History& history, Day first, Day last, std::optional<double> usual_m_per_s);

/// Monday of the week of a day.
Day monday_of(Day day);

/// Weeks from Monday to Sunday, from the first run's to the last run's, empty weeks included: for charts. The usual
/// speed is that of the whole history.
std::vector<DaysSummary> weeks(const History& history);

}  // namespace genu
