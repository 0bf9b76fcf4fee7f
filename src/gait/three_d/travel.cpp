#include "gait/three_d/travel.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include "gait/signal.h"

namespace genu::three_d {
namespace {

Vec mean_of(std::span<const Vec> track) {
  Vec sum = Vec::Zero();
  double count = 0;
  for (const Vec& v : track) {
    if (!seen(v)) continue;
    sum += v;
    ++count;
  }
  return count > 0 ? Vec(sum / count) : missing_vec();
}

std::vector<Vec> pelvis_front(const MarkerTracks& tracks) {
  return middle_of(tracks, one_on_each_side(tracks.set, MarkerSite::asis));
}
std::vector<Vec> pelvis_back(const MarkerTracks& tracks) {
  const auto psis = one_on_each_side(tracks.set, MarkerSite::psis);
  return middle_of(tracks, psis.empty() ? tracks.set.of(MarkerSite::sacrum) : psis);
}

std::vector<Vec> difference(const std::vector<Vec>& a, const std::vector<Vec>& b) {
  std::vector<Vec> result(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) result[i] = a[i] - b[i];
  return result;
}

Vec horizontal(const Vec& v, const Vec& up) { return v - up * up.dot(v); }

/// Where the pelvis faces on average.
Vec facing_of(const MarkerTracks& tracks, const Vec& up) {
  Vec sum = Vec::Zero();
  for (const Vec& v : difference(pelvis_front(tracks), pelvis_back(tracks))) {
    if (seen(v)) sum += horizontal(v, up).normalized();
  }
  return sum;
}

/// The horizontal line along which the heels swing against the pelvis; empty when they hardly do.
std::optional<Vec> swing_line(const MarkerTracks& tracks, const Vec& up) {
  const auto pelvis = pelvis_front(tracks);
  Mat spread = Mat::Zero();
  double count = 0;
  for (const std::size_t heel : columns_on_both(tracks.set, MarkerSite::heel)) {
    const std::vector<Vec> swing = difference(tracks.of[heel], pelvis);
    const Vec centre = mean_of(swing);
    for (const Vec& v : swing) {
      if (!seen(v)) continue;
      const Vec flat = horizontal(v - centre, up);
      spread += flat * flat.transpose();
      ++count;
    }
  }
  const Eigen::SelfAdjointEigenSolver<Mat> solver(spread);
  constexpr double least_swing_m = 0.05;  // standard deviation
  if (count == 0 || solver.eigenvalues()(2) < count * least_swing_m * least_swing_m) return std::nullopt;
  return Vec(solver.eigenvectors().col(2));
}

/// Velocity of the pelvis over the whole recording.
Vec drift_of(const MarkerTracks& tracks, const Vec& up) {
  const auto pelvis = pelvis_front(tracks);
  const auto known = [](const Vec& v) { return seen(v); };
  const auto first = std::find_if(pelvis.begin(), pelvis.end(), known);
  const auto last = std::find_if(pelvis.rbegin(), pelvis.rend(), known);
  if (first == pelvis.end() || &*first == &*last) return Vec::Zero();
  const double time_s = static_cast<double>(&*last - &*first) / tracks.rate_hz;
  return horizontal(*last - *first, up) / time_s;
}

/// Speed of the belt: how fast the heels go backwards while they are near the ground.
double belt_speed(const MarkerTracks& tracks, const Vec& up, const Vec& forward) {
  std::vector<double> backward;
  for (const std::size_t heel : columns_on_both(tracks.set, MarkerSite::heel)) {
    const auto& track = tracks.of[heel];
    std::vector<double> height(track.size());
    std::vector<double> along(track.size());
    for (std::size_t i = 0; i < track.size(); ++i) {
      height[i] = up.dot(track[i]);
      along[i] = forward.dot(track[i]);
    }
    const std::vector<double> speed = derivative(along, tracks.rate_hz);
    const double lowest = *std::min_element(height.begin(), height.end(),
                                            [](double a, double b) { return std::isnan(b) ? !std::isnan(a) : a < b; });
    constexpr double near_ground_m = 0.02;
    for (std::size_t i = 0; i < track.size(); ++i) {
      if (height[i] < lowest + near_ground_m && !std::isnan(speed[i])) backward.push_back(-speed[i]);
    }
  }
  if (backward.empty()) return 0;
  const auto middle = backward.begin() + static_cast<std::ptrdiff_t>(backward.size() / 2);
  std::nth_element(backward.begin(), middle, backward.end());
  return std::max(0.0, *middle);
}

}  // namespace

Result<Vec> up_of(const MarkerTracks& tracks) {
  const auto pelvis = pelvis_front(tracks);
  const auto heels = middle_of(tracks, columns_on_both(tracks.set, MarkerSite::heel));
  const Vec body = mean_of(difference(pelvis, heels));
  if (!seen(body) || body.norm() < 0.2) {
    return fail(
        ErrorCode::invalid_input,
        "Pelvis and both heels are never seen together at a plausible distance. Check the units and the markers.");
  }
  Eigen::Index axis = 0;
  body.cwiseAbs().maxCoeff(&axis);
  if (std::abs(body(axis)) < 0.8 * body.norm()) {
    return fail(ErrorCode::invalid_input,
                "No axis of the laboratory runs along the body: the person is not upright, or the axes are tilted.");
  }
  if (body(axis) < 0) {
    return fail(
        ErrorCode::invalid_input,
        "The person is upside down: the feet lie above the pelvis. Turn the recording so that an axis points up.");
  }
  return Vec(Vec::Unit(axis));
}

Result<Travel> travel_of(const MarkerTracks& tracks, const Vec& up, std::vector<std::string>& notes) {
  const Vec facing = facing_of(tracks, up).normalized();
  const Vec drift = drift_of(tracks, up);
  constexpr double standing_still_m_per_s = 0.4;
  const bool over_ground = drift.norm() > standing_still_m_per_s;
  Vec line = over_ground ? Vec(drift.normalized()) : swing_line(tracks, up).value_or(facing);
  if (line.dot(facing) < 0) {
    if (over_ground) notes.push_back("The person moves backwards: forward is where the pelvis faces.");
    line = -line;
  }
  constexpr double least_agreement = 0.7;  // cosine: 45 degrees
  if (line.dot(facing) < least_agreement) {
    notes.push_back("The pelvis does not face the direction of movement: forward is where the pelvis faces.");
    line = facing;
  }
  Travel travel;
  travel.forward = horizontal(line, up).normalized();
  travel.surface = over_ground ? Surface::over_ground : Surface::treadmill;
  travel.speed_m_per_s = over_ground ? drift.norm() : belt_speed(tracks, up, travel.forward);
  const Vec right = travel.forward.cross(up);
  const Vec across = mean_of(difference(tracks.of[tracks.set.of(MarkerSite::asis, BodySide::right).front()],
                                        tracks.of[tracks.set.of(MarkerSite::asis, BodySide::left).front()]));
  if (across.dot(right) < 0) {
    return fail(
        ErrorCode::invalid_input,
        "The right side of the pelvis lies on the left: markers are swapped, or one axis of the file is mirrored.");
  }
  return travel;
}

}  // namespace genu::three_d
