#include "training/spike.h"

#include <cmath>

namespace genu {

const char* name_of(SpikeState state) {
  constexpr std::array names = {"undefined", "reference", "small_spike", "moderate_spike", "large_spike"};
  return names[static_cast<std::size_t>(state)];
}

std::int64_t whole_metres(double distance_m) {
  constexpr double absurd_m = 1e7;
  if (!(distance_m > 0 && distance_m <= absurd_m)) return 0;  // false for NaN
  return std::llround(distance_m);
}

SpikeState spike_state(std::int64_t session_m, std::int64_t longest_m) {
  if (session_m <= 0 || longest_m <= 0) return SpikeState::undefined;
  const std::int64_t hundredfold = 100 * session_m;
  if (hundredfold <= 110 * longest_m) return SpikeState::reference;
  if (hundredfold <= 130 * longest_m) return SpikeState::small;
  if (hundredfold <= 200 * longest_m) return SpikeState::moderate;
  return SpikeState::large;
}

void LongestOfThirtyDays::forget_before(std::int32_t first_day) {
  while (size_ > 0 && entries_[head_].day < first_day) {
    head_ = (head_ + 1) % entries_.size();
    --size_;
  }
}

std::int64_t LongestOfThirtyDays::longest_m(Day day) {
  forget_before(day.since_epoch - window_days);
  return size_ > 0 ? entries_[head_].distance_m : 0;
}

void LongestOfThirtyDays::add(Day day, std::int64_t distance_m) {
  forget_before(day.since_epoch - window_days);
  if (distance_m <= 0) return;
  // Shorter sessions before this one can never be the longest again. That leaves one entry a day at most, and 31 days.
  while (size_ > 0 && entries_[(head_ + size_ - 1) % entries_.size()].distance_m <= distance_m) --size_;
  if (size_ > 0 && entries_[(head_ + size_ - 1) % entries_.size()].day == day.since_epoch) return;
  entries_[(head_ + size_) % entries_.size()] = {day.since_epoch, distance_m};
  ++size_;
}

}  // namespace genu
