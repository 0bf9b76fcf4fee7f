#include "training/gait.h"

#include <cmath>
#include <cstddef>

namespace genu {
namespace {

constexpr float standing_below_m_per_s = 0.5F;
constexpr float standing_below_steps_per_min = 60;
constexpr double shortest_standing_s = 5;
constexpr float running_from_steps_per_min = 140;
constexpr float walking_below_m_per_s_by_cadence = 2.2F;
constexpr float walking_below_m_per_s = 1.8F;
constexpr float running_above_m_per_s = 2.1F;
constexpr double shortest_walking_s = 10;

// Stretches of `from` that last less than `shortest_s` become `to`.
void absorb_short(std::vector<Gait>& gaits, const std::vector<double>& time_s, Gait from, Gait to, double shortest_s) {
  for (std::size_t i = 1; i < gaits.size();) {
    if (gaits[i] != from) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < gaits.size() && gaits[end] == from) ++end;
    if (time_s[end - 1] - time_s[i - 1] < shortest_s)
      for (std::size_t j = i; j < end; ++j) gaits[j] = to;
    i = end;
  }
}

// What is not known to stand moves: NaN is below nothing.
bool stands(float speed, float cadence, bool speed_tells, Sport sport) {
  if (sport == Sport::swimming) return false;
  if (speed_tells) return speed < standing_below_m_per_s;
  return is_on_foot(sport) && cadence < standing_below_steps_per_min;
}

}  // namespace

float interval_speed_m_per_s(const Trace& trace, std::size_t i) {
  const double seconds = trace.time_s[i] - trace.time_s[i - 1];
  const float before = trace.speed_m_per_s[i - 1], after = trace.speed_m_per_s[i];
  if (seconds <= 10 && !std::isnan(before) && !std::isnan(after)) return (before + after) / 2;
  if (seconds <= 0) return after;
  const double way_m = trace.distance_m[i] - trace.distance_m[i - 1];
  return trace.distance_m.back() > 0 ? static_cast<float>(way_m / seconds) : after;
}

std::vector<Gait> gaits_of(const Trace& trace, Sport sport) {
  std::vector<Gait> gaits(trace.time_s.size(), Gait::standing);
  bool walking = false;
  for (std::size_t i = 1; i < gaits.size(); ++i) {
    const float speed = interval_speed_m_per_s(trace, i), cadence = trace.cadence_per_min[i];
    // A watch on a treadmill may show no speed at all while its cadence runs.
    const bool speed_tells = !std::isnan(speed) && trace.distance_m.back() > 0;
    if (stands(speed, cadence, speed_tells, sport)) continue;
    if (cadence > 0) {
      walking = cadence < running_from_steps_per_min && (!speed_tells || speed < walking_below_m_per_s_by_cadence);
    } else {
      walking = speed_tells && speed < (walking ? running_above_m_per_s : walking_below_m_per_s);
    }
    gaits[i] = sport == Sport::running && walking ? Gait::walking : Gait::running;
  }
  absorb_short(gaits, trace.time_s, Gait::standing, Gait::running, shortest_standing_s);
  absorb_short(gaits, trace.time_s, Gait::walking, Gait::running, shortest_walking_s);
  return gaits;
}

}  // namespace genu
