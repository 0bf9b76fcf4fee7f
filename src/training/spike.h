// A single session against the longest of the 30 days before it: the exposure with the best evidence in runners.
//
// Schuster Brandt Frandsen J et al. (2025). How much running is too much? Identifying high-risk running sessions in a
// 5200-person cohort study. Br J Sports Med 59(17):1203-1210. doi 10.1136/bjsports-2024-109380 (frandsen2025).
// The hazard ratios are content, not code: they are in knowledge/. Never turn them into a person's risk.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/time.h"

namespace genu {

/// The study's states. Exactly 10, 30 and 100 % belong to the lower one.
enum class SpikeState : std::uint8_t {
  undefined,  // no run with a distance in the 30 days before: no state (send the runner to the walk-run programme)
  reference,  // shorter than, equal to, or up to 10 % longer than the longest
  small,      // more than 10 %, up to 30 %
  moderate,   // more than 30 %, up to 100 %
  large,      // more than 100 %
};

/// The study's id: "reference", "small_spike", "moderate_spike", "large_spike"; or "undefined".
const char* name_of(SpikeState state);

/// Small, moderate or large.
inline bool is_spike(SpikeState state) { return state >= SpikeState::small; }

/// Distances are compared in whole metres: in floating point 11.0 / 10.0 is more than 1.1. Unknown, negative and absurd
/// distances (beyond 10,000 km) are 0.
std::int64_t whole_metres(double distance_m);

SpikeState spike_state(std::int64_t session_m, std::int64_t longest_m);

/// The longest session of a sliding window of days: a queue in which every later entry is shorter, one entry a day at
/// most, so 32 places suffice for ever. Feeding and asking cost amortised O(1).
class LongestOfThirtyDays {
 public:
  static constexpr int window_days = 30;

  /// The longest session that was added so far and lies on this day or at most 30 days before it; 0 when there is none.
  /// Days must not fall from call to call.
  std::int64_t longest_m(Day day);

  /// Sessions of one day are separate sessions. 0 leaves the window as it is.
  void add(Day day, std::int64_t distance_m);

 private:
  struct Entry {
    std::int32_t day;
    std::int64_t distance_m;
  };
  void forget_before(std::int32_t first_day);

  std::array<Entry, 32> entries_{};
  std::size_t head_ = 0;  // the oldest, and the longest
  std::size_t size_ = 0;
};

}  // namespace genu
