#include "gait/events.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "gait/signal.h"

namespace genu {
namespace {

constexpr double event_cutoff_hz = 12;
constexpr double coarse_cutoff_hz = 5;
constexpr double event_rate_hz = 120;  // at least, between the pictures of a slow camera
constexpr double slower_than_steps_hz = 0.8;
constexpr double clear_correlation = 0.15;  // estimate
constexpr double shortest_stride_s = 0.4;   // 300 steps a minute
constexpr double shortest_walking_step_s = 0.3;
constexpr double shortest_contact_s = 0.08;
constexpr double longest_contact_share = 0.6;  // of the stride
constexpr double toe_off_share = 0.5;          // of the toe's greatest rise

std::vector<double> difference(std::span<const double> a, std::span<const double> b, double factor) {
  std::vector<double> result(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) result[i] = factor * (a[i] - b[i]);
  return result;
}

double range_of(std::span<const double> values) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  return high > low ? high - low : 0;
}

/// Where `values` is greatest among the local maxima from place `from` to `until`; none where there is no maximum.
std::optional<double> peak_between(std::span<const double> values, double from, double until) {
  const auto first = static_cast<std::size_t>(std::max(1.0, std::ceil(from)));
  std::optional<std::size_t> best;
  for (std::size_t i = first; i + 1 < values.size() && static_cast<double>(i) <= until; ++i) {
    if (std::isnan(values[i - 1]) || std::isnan(values[i]) || std::isnan(values[i + 1])) continue;
    if (values[i] < values[i - 1] || values[i] < values[i + 1]) continue;
    if (!best || values[i] > values[*best]) best = i;
  }
  if (!best) return std::nullopt;
  return refine_extremum(values, *best);
}

/// The last place before `peak` where the values pass `level` upwards; none when they never do.
std::optional<double> rising_through(std::span<const double> values, double peak, double level) {
  for (auto i = static_cast<std::size_t>(peak); i > 0 && !std::isnan(values[i - 1]); --i) {
    if (values[i - 1] >= level) continue;
    return static_cast<double>(i - 1) + std::min(1.0, (level - values[i - 1]) / (values[i] - values[i - 1]));
  }
  return std::nullopt;
}

struct Foot {
  std::vector<double> heel_acceleration;  // upwards
  std::vector<double> toe_velocity;
  std::vector<double> toe_acceleration;

  Foot(std::span<const double> heel_y, std::span<const double> toe_y, double rate_hz)
      : heel_acceleration(derivative(derivative(heel_y, rate_hz), rate_hz)),
        toe_velocity(derivative(toe_y, rate_hz)),
        toe_acceleration(derivative(toe_velocity, rate_hz)) {}
};

/// The first of heel and toe to be stopped by the ground.
std::optional<double> ground_met(const Foot& foot, double from, double until) {
  const std::optional<double> heel = peak_between(foot.heel_acceleration, from, until);
  const std::optional<double> toe = peak_between(foot.toe_acceleration, from, until);
  if (!heel) return toe;
  if (!toe || *toe >= *heel) return heel;
  // A toe that is lifted while the heel still comes down is not yet stopped by anything: it must be stopped as hard.
  const double toe_peak = value_at(foot.toe_acceleration, *toe);
  if (toe_peak < value_at(foot.heel_acceleration, *heel)) return heel;
  // The calf stops a forefoot gently: the ground was met where the push was half as great.
  return rising_through(foot.toe_acceleration, *toe, toe_peak / 2);
}

/// Where the toe rises with `toe_off_share` of the greatest speed that it reaches from place `from` to `until`.
std::optional<double> ground_left(std::span<const double> toe_velocity, double from, double until) {
  const std::optional<double> fastest = peak_between(toe_velocity, from, until);
  if (!fastest) return std::nullopt;
  return rising_through(toe_velocity, *fastest, toe_off_share * value_at(toe_velocity, *fastest));
}

/// The first low of the heel after a swing, in the lowest sixth of its range.
std::optional<double> first_low(std::span<const double> height, double from, double until) {
  double low = std::numeric_limits<double>::infinity();
  for (const double value : height) low = value < low ? value : low;
  const double limit = low + range_of(height) / 6;
  for (auto i = static_cast<std::size_t>(std::max(1.0, from)); i + 1 < height.size() && static_cast<double>(i) <= until;
       ++i) {
    if (height[i] <= limit && height[i] <= height[i - 1] && height[i] < height[i + 1])
      return refine_extremum(height, i);
  }
  return std::nullopt;
}

void pair_up(std::vector<Contact>& contacts, BodySide side, const GroundTimes& times, double rate_hz) {
  const auto& [met, left] = times;
  for (std::size_t i = 0; i < met.size(); ++i) {
    const double next = i + 1 < met.size() ? met[i + 1] : std::numeric_limits<double>::infinity();
    const auto toe_off = std::upper_bound(left.begin(), left.end(), met[i]);
    if (toe_off == left.end() || *toe_off >= next) continue;
    const double duration = *toe_off - met[i];
    if (duration < shortest_contact_s * rate_hz) continue;
    if (duration > longest_contact_share * std::min(next - met[i], 1.5 * rate_hz)) continue;
    contacts.push_back({side, met[i], *toe_off});
  }
}

void in_order(std::vector<Contact>& contacts) {
  std::sort(contacts.begin(), contacts.end(), [](const Contact& a, const Contact& b) { return a.contact < b.contact; });
}

/// One place for each stride.
std::vector<double> stride_maxima(std::span<const double> values, double rate_hz) {
  constexpr double share_of_range = 0.4;
  std::vector<double> places;
  for (const std::size_t i :
       maxima(values, share_of_range * range_of(values), static_cast<std::size_t>(shortest_stride_s * rate_hz))) {
    places.push_back(refine_extremum(values, i));
  }
  return places;
}

/// Left ankle against right along the picture, smoothed.
std::vector<double> feet_apart(const Tracks& tracks) {
  const std::vector<double>& left = tracks.of(Joint::ankle, BodySide::left).x;
  const std::vector<double>& right = tracks.of(Joint::ankle, BodySide::right).x;
  return low_pass(difference(left, right, 1), tracks.rate_hz, coarse_cutoff_hz);
}

struct Window {
  double from = 0;
  double until = 0;
};

/// `find` in the window after each coarse place; then again, within `close` of where it is in the median stride,
/// because a trembling landmark has many accelerations in a wide window, and feet land at the same moment of every
/// stride.
template <typename Find>
std::vector<double> once_a_stride(const std::vector<double>& coarse, Window window, double close, const Find& find) {
  std::vector<double> offsets;
  for (const double place : coarse) {
    if (const auto found = find(place + window.from, place + window.until)) offsets.push_back(*found - place);
  }
  std::vector<double> places;
  if (offsets.empty()) return places;
  const auto middle = offsets.begin() + static_cast<std::ptrdiff_t>(offsets.size() / 2);
  std::nth_element(offsets.begin(), middle, offsets.end());
  for (const double place : coarse) {
    auto found = find(place + window.from, place + window.until);
    if (!found || std::abs(*found - place - *middle) > close) {
      found = find(place + *middle - close, place + *middle + close);
    }
    if (found && (places.empty() || *found > places.back())) places.push_back(*found);
  }
  return places;
}

}  // namespace

const char* name_of(GaitKind kind) {
  switch (kind) {
    case GaitKind::running: return "running";
    case GaitKind::walking: return "walking";
    case GaitKind::standing: return "standing";
    case GaitKind::unclear: return "unclear";
  }
  return "unclear";
}

GroundTimes running_ground_times(const Tracks& tracks, View view, BodySide side, double ahead) {
  const auto factor = static_cast<std::size_t>(std::max(1.0, std::ceil(event_rate_hz / tracks.rate_hz)));
  const double rate = tracks.rate_hz * static_cast<double>(factor);
  const auto between_pictures = [&](const std::vector<double>& values) {
    return low_pass(interpolated(values, factor), rate, event_cutoff_hz);
  };
  const std::vector<double> heel_y = between_pictures(tracks.of(Joint::heel, side).y);
  const Foot foot(heel_y, between_pictures(tracks.of(Joint::toe, side).y), rate);
  const auto met_between = [&](double from, double until) { return ground_met(foot, from, until); };
  const auto left_between = [&](double from, double until) { return ground_left(foot.toe_velocity, from, until); };
  GroundTimes times;
  if (view == View::side) {
    const std::vector<double> hips_x = between_pictures(middle(tracks, Joint::hip).x);
    const auto extremes_of = [&](Joint joint, double direction) {
      const std::vector<double> x = between_pictures(tracks.of(joint, side).x);
      return stride_maxima(low_pass(difference(x, hips_x, direction), rate, coarse_cutoff_hz), rate);
    };
    times.met = once_a_stride(extremes_of(Joint::heel, ahead), {-0.02 * rate, 0.11 * rate}, 0.04 * rate, met_between);
    times.left = once_a_stride(extremes_of(Joint::toe, -ahead), {-0.25 * rate, 0.06 * rate}, 0.06 * rate, left_between);
  } else {
    const std::vector<double> ankle_y = between_pictures(tracks.of(Joint::ankle, side).y);
    const std::vector<double> swings = stride_maxima(low_pass(ankle_y, rate, coarse_cutoff_hz), rate);
    times.left = once_a_stride(swings, {-0.3 * rate, 0}, 0.06 * rate, left_between);
    times.met =
        once_a_stride(swings, {0, 0.5 * rate}, 0.04 * rate, [&](double from, double until) -> std::optional<double> {
          const std::optional<double> low = first_low(heel_y, from, until);
          return low ? met_between(*low - 0.06 * rate, *low + 0.02 * rate) : std::nullopt;
        });
  }
  for (double& place : times.met) place /= static_cast<double>(factor);
  for (double& place : times.left) place /= static_cast<double>(factor);
  return times;
}

std::vector<Contact> running_contacts(const Tracks& tracks, View view, double ahead) {
  std::vector<Contact> contacts;
  for (const BodySide side : both_sides) {
    pair_up(contacts, side, running_ground_times(tracks, view, side, ahead), tracks.rate_hz);
  }
  in_order(contacts);
  return contacts;
}

std::vector<double> walking_steps(const Tracks& tracks) {
  std::vector<double> apart = feet_apart(tracks);
  for (double& value : apart) value = std::abs(value);
  const auto shortest = static_cast<std::size_t>(shortest_walking_step_s * tracks.rate_hz);
  std::vector<double> places;
  for (const std::size_t i : maxima(apart, 0.4 * range_of(apart), shortest))
    places.push_back(refine_extremum(apart, i));
  return places;
}

GaitKind kind_of(const Tracks& tracks, double leg_length) {
  const double rate = tracks.rate_hz;
  const Path hips = middle(tracks, Joint::hip);
  // The feet are beside each other in the middle of every step, on one leg.
  const std::vector<double> apart = feet_apart(tracks);
  if (range_of(apart) < 0.25 * leg_length) return GaitKind::standing;
  const std::vector<double> height = low_pass(hips.y, rate, coarse_cutoff_hz);
  const std::vector<double> level = low_pass(hips.y, rate, slower_than_steps_hz);
  // Correlation of height with how far the feet are apart, whichever is in front: legs that a pose model exchanged do
  // not matter.
  double n = 0;
  double sum_x = 0;
  double sum_y = 0;
  double sum_xx = 0;
  double sum_yy = 0;
  double sum_xy = 0;
  for (std::size_t i = 0; i < apart.size(); ++i) {
    const double x = std::abs(apart[i]);
    const double y = height[i] - level[i];
    if (std::isnan(x) || std::isnan(y)) continue;
    n += 1;
    sum_x += x;
    sum_y += y;
    sum_xx += x * x;
    sum_yy += y * y;
    sum_xy += x * y;
  }
  const double spread = std::sqrt((n * sum_xx - sum_x * sum_x) * (n * sum_yy - sum_y * sum_y));
  if (n < rate / 2 || !(spread > 0)) return GaitKind::unclear;
  const double correlation = (n * sum_xy - sum_x * sum_y) / spread;
  if (std::abs(correlation) < clear_correlation) return GaitKind::unclear;
  return correlation > 0 ? GaitKind::running : GaitKind::walking;
}

}  // namespace genu
