// Forces under the feet and the moments that they make at the joints. Inner part of the room.
//
// Moments are EXTERNAL: what ground, weight and inertia do to the joint, and what muscles and ligaments answer.
// Directions as in body.h.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "gait/recording.h"
#include "gait/three_d/body.h"
#include "gait/three_d/three_d.h"

namespace genu::three_d {

/// Force and moment on one foot in every frame of the markers, smoothed with the cut-off of the markers.
struct FootForce {
  std::vector<Vec> force_n;
  std::vector<Vec> moment_nm;  // about the origin of the room; about a point p it is moment - p x force
  std::vector<Contact3d> contacts;
};

inline constexpr double gravity_m_per_s2 = 9.80665;

struct GroundForces {
  std::array<FootForce, 2> feet;  // [BodySide]
  double from_s = 0;              // what the plates recorded; outside, the forces are not known
  double until_s = 0;
  std::vector<std::string> notes;
};

/// Gives every contact of every plate to the foot that stands over its centre of pressure, and finds contacts where the
/// vertical force of a foot crosses `threshold_n` (linear between samples). Contacts that one plate feels from both
/// feet at once, and those far from both feet, are left out and noted.
GroundForces assign_forces(const ForceRecording& forces, const BodyMotion& body, double threshold_n, double cutoff_hz);

/// Mean vertical force over whole strides (running: over steps with a flight at both ends) divided by gravity. Empty
/// when no stretch of the recording holds every contact.
std::optional<double> body_mass_kg(const GroundForces& forces, const BodyMotion& body);

/// Whether a leg's moments are known in a frame: the foot is on a plate that records, or off the ground.
std::vector<bool> load_known(const GroundForces& forces, const BodyMotion& body, BodySide leg);

/// External moments on one leg in room directions, in Nm.
struct LegMoments {
  std::vector<Vec> ankle;
  std::vector<Vec> knee;
  std::vector<Vec> hip;
  std::vector<Vec> knee_lever_arm;  // ground force times lever arm alone, for comparison
};

/// Recursive Newton-Euler from foot to hip with the segment parameters of de Leva 1996
/// (doi 10.1016/0021-9290(95)00178-6); `female` absent: mean of both sexes. The foot's length is that from heel marker
/// to toe marker.
LegMoments leg_moments(const BodyMotion& body, const FootForce& foot, BodySide leg, double mass_kg,
                       std::optional<bool> female);

}  // namespace genu::three_d
