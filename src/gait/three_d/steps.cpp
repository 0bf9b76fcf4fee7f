#include "gait/three_d/steps.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "gait/signal.h"

namespace genu::three_d {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::vector<double> along(const std::vector<Vec>& track, int axis) {
  std::vector<double> values(track.size());
  for (std::size_t i = 0; i < track.size(); ++i) values[i] = track[i](axis);
  return values;
}

/// Forward place of a point of the foot against the pelvis.
std::vector<double> before_pelvis(const BodyMotion& body, const std::vector<Vec>& point) {
  std::vector<double> values(point.size());
  for (std::size_t i = 0; i < point.size(); ++i) values[i] = point[i].x() - body.pelvis[i].position.x();
  return values;
}

std::vector<std::size_t> peaks(const std::vector<double>& values, double rate_hz) {
  constexpr double least_rise_m = 0.15;
  constexpr double shortest_stride_s = 0.4;
  return maxima(values, least_rise_m, static_cast<std::size_t>(shortest_stride_s * rate_hz));
}

std::vector<double> negative(std::vector<double> values) {
  for (double& value : values) value = -value;
  return values;
}

std::vector<double> upward_acceleration(const std::vector<Vec>& track, double rate_hz) {
  return derivative(derivative(along(track, 1), rate_hz), rate_hz);
}

/// Place of the greatest value from `from` to `until` (samples); empty at a rim or when nothing is known.
std::optional<double> greatest(const std::vector<double>& values, double from, double until) {
  const auto first = static_cast<std::size_t>(std::max(1.0, std::ceil(from)));
  const auto last = std::min(static_cast<std::size_t>(std::max(0.0, until)), values.size() < 2 ? 0 : values.size() - 2);
  std::optional<std::size_t> best;
  for (std::size_t i = first; i <= last; ++i) {
    if (std::isnan(values[i])) continue;
    if (!best || values[i] > values[*best]) best = i;
  }
  return best ? std::optional(refine_extremum(values, *best)) : std::nullopt;
}

std::optional<double> running_contact(const LegMotion& leg, double rate_hz, std::size_t forward) {
  const double from = static_cast<double>(forward) - 0.02 * rate_hz;
  const double until = static_cast<double>(forward) + 0.16 * rate_hz;
  const auto heel = upward_acceleration(leg.heel, rate_hz);
  const auto toe = upward_acceleration(leg.toe, rate_hz);
  const auto by_heel = greatest(heel, from, until);
  const auto by_toe = greatest(toe, from, until);
  if (!by_heel || !by_toe) return by_heel ? by_heel : by_toe;
  const bool toe_first = *by_toe < *by_heel && value_at(toe, *by_toe) >= value_at(heel, *by_heel);
  return toe_first ? by_toe : by_heel;
}

std::optional<double> running_toe_off(const LegMotion& leg, double rate_hz, double contact, std::size_t rearmost) {
  return greatest(upward_acceleration(leg.toe, rate_hz), contact + 0.12 * rate_hz, static_cast<double>(rearmost));
}

std::vector<Contact3d> contacts_of_leg(const BodyMotion& body, BodySide side, bool running) {
  const LegMotion& leg = body.leg(side);
  const auto forward = peaks(before_pelvis(body, leg.heel), body.rate_hz);
  const auto behind = peaks(negative(before_pelvis(body, leg.toe)), body.rate_hz);
  const auto time = [&](double place) { return body.start_s + place / body.rate_hz; };
  std::vector<Contact3d> contacts;
  for (std::size_t i = 0; i < forward.size(); ++i) {
    const auto contact =
        running ? running_contact(leg, body.rate_hz, forward[i]) : std::optional(static_cast<double>(forward[i]));
    if (!contact) continue;
    Contact3d found;
    found.leg = side;
    found.contact_s = time(*contact);
    const auto rearmost = std::upper_bound(behind.begin(), behind.end(), forward[i]);
    const bool before_next = i + 1 == forward.size() || (rearmost != behind.end() && *rearmost < forward[i + 1]);
    if (rearmost != behind.end() && before_next) {
      const auto toe_off = running ? running_toe_off(leg, body.rate_hz, *contact, *rearmost)
                                   : std::optional(static_cast<double>(*rearmost));
      if (toe_off) found.toe_off_s = time(*toe_off);
    }
    contacts.push_back(found);
  }
  return contacts;
}

}  // namespace

std::optional<bool> runs(const BodyMotion& body) {
  std::vector<double> height(body.frames(), missing);
  double mean = 0;
  double known = 0;
  for (std::size_t i = 0; i < height.size(); ++i) {
    height[i] = body.pelvis[i].position.y();
    if (std::isnan(height[i])) continue;
    mean += height[i];
    ++known;
  }
  double lift = 0;
  double steps = 0;
  for (const BodySide side : both_sides) {
    const auto ahead = before_pelvis(body, body.leg(side).ankle);
    // Under the pelvis on the way back: the foot is on the ground.
    for (std::size_t i = 1; i < ahead.size(); ++i) {
      const double middle = -0.05;  // the hip lies behind the front of the pelvis, from which `ahead` counts
      if (!(ahead[i - 1] > middle && ahead[i] <= middle) || std::isnan(height[i])) continue;
      lift += height[i] - mean / known;
      ++steps;
    }
  }
  return steps > 0 ? std::optional(lift < 0) : std::nullopt;
}

std::vector<Contact3d> contacts_from_movement(const BodyMotion& body, bool running) {
  std::vector<Contact3d> contacts;
  for (const BodySide side : both_sides) {
    const auto of_leg = contacts_of_leg(body, side, running);
    contacts.insert(contacts.end(), of_leg.begin(), of_leg.end());
  }
  std::sort(contacts.begin(), contacts.end(),
            [](const Contact3d& a, const Contact3d& b) { return *a.contact_s < *b.contact_s; });
  return contacts;
}

}  // namespace genu::three_d
