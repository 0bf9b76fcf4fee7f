#include "training/cohort.h"

#include <algorithm>
#include <limits>

namespace genu {
namespace {

constexpr int days_for_week_to_week = 14;
constexpr int days_for_acute_to_chronic = 28;
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

double ratio_of(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : undefined;
}

}  // namespace

std::size_t RunnerExposures::place_of(std::int32_t day) {
  return static_cast<std::size_t>((day % kept_days + kept_days) % kept_days);  // also before 1970
}

// Days between the last one and this one had no sessions: their places in the ring are cleared.
void RunnerExposures::move_to(std::int32_t day) {
  if (!any_) {
    any_ = true;
    first_day_ = last_day_ = day;
    return;
  }
  if (day - last_day_ >= kept_days) {
    daily_m_.fill(0);
  } else {
    for (std::int32_t d = last_day_ + 1; d <= day; ++d) daily_m_[place_of(d)] = 0;
  }
  last_day_ = day;
}

std::int64_t RunnerExposures::sum_m(int first_days_ago, int last_days_ago) const {
  std::int64_t sum = 0;
  for (int ago = first_days_ago; ago <= last_days_ago; ++ago) sum += daily_m_[place_of(last_day_ - ago)];
  return sum;
}

std::optional<SessionExposure> RunnerExposures::add(Day day, double distance_m) {
  if (any_ && day.since_epoch < last_day_) return std::nullopt;
  move_to(day.since_epoch);
  SessionExposure exposure;
  exposure.session_m = whole_metres(distance_m);
  exposure.longest_m = longest_.longest_m(day);
  exposure.state = spike_state(exposure.session_m, exposure.longest_m);
  exposure.ratio =
      exposure.state == SpikeState::undefined ? undefined : ratio_of(exposure.session_m, exposure.longest_m);
  const std::int32_t days_before = day.since_epoch - first_day_;
  exposure.provisional = days_before < LongestOfThirtyDays::window_days;

  longest_.add(day, exposure.session_m);
  daily_m_[place_of(day.since_epoch)] += exposure.session_m;
  exposure.last_7_days_m = sum_m(0, 6);
  exposure.previous_7_days_m = sum_m(7, 13);
  exposure.week_to_week = days_before + 1 >= days_for_week_to_week
                              ? ratio_of(exposure.last_7_days_m, exposure.previous_7_days_m)
                              : undefined;
  exposure.acute_to_chronic =
      days_before + 1 >= days_for_acute_to_chronic ? ratio_of(3 * exposure.last_7_days_m, sum_m(7, 27)) : undefined;
  return exposure;
}

}  // namespace genu
