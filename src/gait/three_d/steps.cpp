#include "gait/three_d/steps.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "gait/events.h"
#include "gait/signal.h"
#include "gait/tracks.h"

namespace genu::three_d {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

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

std::vector<double> places(const std::vector<std::size_t>& samples) { return {samples.begin(), samples.end()}; }

GroundTimes walking_ground_times(const BodyMotion& body, const LegMotion& leg) {
  return {places(peaks(before_pelvis(body, leg.heel), body.rate_hz)),
          places(peaks(negative(before_pelvis(body, leg.toe)), body.rate_hz))};
}

/// The side view of the body, in metres, forward to the right.
Tracks seen_from_the_side(const BodyMotion& body) {
  Tracks tracks;
  tracks.rate_hz = body.rate_hz;
  tracks.start_s = body.start_s;
  const auto put = [&](Joint joint, BodySide side, const auto& position_of) {
    Path& path = tracks[landmark_of(joint, side)];
    for (std::size_t i = 0; i < body.frames(); ++i) {
      const Vec position = position_of(i);
      path.x.push_back(position.x());
      path.y.push_back(position.y());
    }
  };
  for (const BodySide side : both_sides) {
    const LegMotion& leg = body.leg(side);
    put(Joint::hip, side, [&](std::size_t i) { return body.pelvis[i].position; });
    put(Joint::heel, side, [&](std::size_t i) { return leg.heel[i]; });
    put(Joint::toe, side, [&](std::size_t i) { return leg.toe[i]; });
  }
  return tracks;
}

void add_contacts(std::vector<Contact3d>& contacts, const BodyMotion& body, BodySide side, const GroundTimes& times) {
  const auto time_s = [&](double place) { return body.start_s + place / body.rate_hz; };
  for (std::size_t i = 0; i < times.met.size(); ++i) {
    Contact3d found;
    found.leg = side;
    found.contact_s = time_s(times.met[i]);
    const auto left = std::upper_bound(times.left.begin(), times.left.end(), times.met[i]);
    if (left != times.left.end() && (i + 1 == times.met.size() || *left < times.met[i + 1])) {
      found.toe_off_s = time_s(*left);
    }
    contacts.push_back(found);
  }
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
  const Tracks tracks = running ? seen_from_the_side(body) : Tracks{};
  for (const BodySide side : both_sides) {
    add_contacts(
        contacts, body, side,
        running ? running_ground_times(tracks, View::side, side, 1) : walking_ground_times(body, body.leg(side)));
  }
  std::sort(contacts.begin(), contacts.end(),
            [](const Contact3d& a, const Contact3d& b) { return *a.contact_s < *b.contact_s; });
  return contacts;
}

}  // namespace genu::three_d
