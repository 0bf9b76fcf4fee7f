#include "gait/three_d/kinetics.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "gait/signal.h"

namespace genu::three_d {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

Vec zero_if_missing(const Vec& v) { return seen(v) ? v : Vec(Vec::Zero()); }

/// One plate's force and moment about the origin, in our directions, at the times of the plate.
struct PlateLoad {
  std::vector<Vec> force;
  std::vector<Vec> moment;
  std::vector<Vec> centre;  // of pressure; unknown where the plate feels too little to tell
};

/// Unknown points replaced by the known one that is nearest in time.
std::vector<Vec> nearest_known(const std::vector<Vec>& points) {
  std::vector<Vec> filled = points;
  const std::size_t none = points.size();
  std::size_t before = none;
  for (std::size_t i = 0; i < points.size();) {
    if (seen(points[i])) {
      before = i++;
      continue;
    }
    const std::size_t from = i;
    while (i < points.size() && !seen(points[i])) ++i;  // then the next known one, or `none`
    for (std::size_t j = from; j < i; ++j) {
      const bool next_is_nearer = i != none && (before == none || i - j < j - before);
      const std::size_t nearest = next_is_nearer ? i : before;
      if (nearest != none) filled[j] = points[nearest];
    }
  }
  return filled;
}

PlateLoad load_of(const ForcePlate& plate, const Mat& from_lab, std::size_t samples) {
  PlateLoad load;
  for (std::size_t i = 0; i < samples; ++i) {
    load.force.push_back(zero_if_missing(from_lab * to_eigen(plate.force_n[i])));
    load.centre.push_back(from_lab * to_eigen(plate.centre_of_pressure_m[i]));
  }
  // The first and last newtons of a step have no point of their own; without one they would pull at the laboratory's
  // origin, metres from the foot.
  const std::vector<Vec> acts_at = nearest_known(load.centre);
  for (std::size_t i = 0; i < samples; ++i) {
    const Vec free = zero_if_missing(from_lab * to_eigen(plate.free_moment_nm[i]));
    load.moment.push_back(zero_if_missing(acts_at[i]).cross(load.force[i]) + free);
  }
  return load;
}

/// Samples from `from` to before `until`.
struct Stretch {
  std::size_t from = 0;
  std::size_t until = 0;
};

/// Where the vertical force stays above the threshold for at least 40 ms and becomes a step and not a touch.
std::vector<Stretch> loaded_stretches(const std::vector<Vec>& force, double threshold_n, double rate_hz) {
  constexpr double shortest_s = 0.04;
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < force.size();) {
    if (!(force[i].y() > threshold_n)) {
      ++i;
      continue;
    }
    const std::size_t from = i;
    double peak = 0;
    while (i < force.size() && force[i].y() > threshold_n) peak = std::max(peak, force[i++].y());
    const bool long_enough = static_cast<double>(i - from) >= shortest_s * rate_hz;
    if (long_enough && peak > 2 * threshold_n) stretches.push_back({from, i});
  }
  return stretches;
}

double distance_to_foot(const Vec& point, const LegMotion& leg, std::size_t frame) {
  const Vec& heel = leg.heel[frame];
  const Vec along = leg.toe[frame] - heel;
  if (!seen(along) || !seen(point)) return missing;
  const double place = std::clamp(along.dot(point - heel) / along.squaredNorm(), 0.0, 1.0);
  return (point - heel - place * along).norm();
}

std::optional<std::size_t> frame_at(const BodyMotion& body, double time_s) {
  const double place = std::round((time_s - body.start_s) * body.rate_hz);
  if (!(place >= 0) || place >= static_cast<double>(body.frames())) return std::nullopt;
  return static_cast<std::size_t>(place);
}

/// Mean distance of each foot from the centre of pressure, in metres, weighted by the force; NaN where never seen.
using FootDistances = std::array<double, 2>;  // [BodySide]

FootDistances distances(const PlateLoad& load, const Stretch& stretch, const std::vector<double>& time_s,
                        const BodyMotion& body) {
  std::array<double, 2> sum{0, 0};
  std::array<double, 2> weight{0, 0};
  for (std::size_t i = stretch.from; i < stretch.until; ++i) {
    const auto frame = frame_at(body, time_s[i]);
    if (!frame) continue;
    for (const BodySide side : both_sides) {
      const double distance = distance_to_foot(load.centre[i], body.leg(side), *frame);
      if (std::isnan(distance)) continue;
      sum[static_cast<std::size_t>(side)] += distance * load.force[i].y();
      weight[static_cast<std::size_t>(side)] += load.force[i].y();
    }
  }
  FootDistances result{missing, missing};
  for (std::size_t side = 0; side < 2; ++side) {
    if (weight[side] > 0) result[side] = sum[side] / weight[side];
  }
  return result;
}

/// The foot over the centre of pressure; empty when neither is near.
std::optional<BodySide> foot_over(const FootDistances& distances) {
  const double left = std::isnan(distances[0]) ? std::numeric_limits<double>::infinity() : distances[0];
  const double right = std::isnan(distances[1]) ? std::numeric_limits<double>::infinity() : distances[1];
  constexpr double farthest_m = 0.2;
  if (std::min(left, right) > farthest_m) return std::nullopt;
  return left < right ? BodySide::left : BodySide::right;
}

/// Forces on one foot at the times of the plates.
struct RawFoot {
  std::vector<Vec> force;
  std::vector<Vec> moment;
};

/// Time at which the line from sample i-1 to i meets the threshold.
double crossing_s(const std::vector<double>& time_s, const std::vector<Vec>& force, std::size_t i, double threshold_n) {
  const double before = force[i - 1].y();
  const double after = force[i].y();
  return time_s[i - 1] + (threshold_n - before) / (after - before) * (time_s[i] - time_s[i - 1]);
}

std::vector<Contact3d> contacts_of(const RawFoot& foot, BodySide side, const std::vector<double>& time_s,
                                   double threshold_n, double rate_hz) {
  std::vector<Contact3d> contacts;
  for (const Stretch& stretch : loaded_stretches(foot.force, threshold_n, rate_hz)) {
    Contact3d contact;
    contact.leg = side;
    contact.from_force = true;
    if (stretch.from > 0) contact.contact_s = crossing_s(time_s, foot.force, stretch.from, threshold_n);
    if (stretch.until < time_s.size()) contact.toe_off_s = crossing_s(time_s, foot.force, stretch.until, threshold_n);
    for (std::size_t i = stretch.from; i < stretch.until; ++i) {
      contact.peak_force_n = std::max(contact.peak_force_n, foot.force[i].y());
    }
    contacts.push_back(contact);
  }
  return contacts;
}

/// Smoothed, then at the times of the markers; zero outside the recording of the plates.
std::vector<Vec> at_frames(std::span<const Vec> track, const std::vector<double>& time_s, double rate_hz,
                           const BodyMotion& body, double cutoff_hz) {
  std::vector<Vec> result(body.frames(), Vec::Zero());
  for (int axis = 0; axis < 3; ++axis) {
    const std::vector<double> smooth = low_pass(component(track, axis), rate_hz, cutoff_hz);
    for (std::size_t frame = 0; frame < result.size(); ++frame) {
      const double value = value_at(smooth, (body.time_s(frame) - time_s.front()) * rate_hz);
      result[frame](axis) = std::isnan(value) ? 0 : value;
    }
  }
  return result;
}

// ---- inverse dynamics

/// Share of body mass; centre from the upper end, as a share of the length; radii of gyration as shares of the length:
/// about the axis through front and back (sagittal; the foot's stands on the sole), the one across (transverse), and
/// the long one. That the sagittal one is not across shows in the same table: the trunk, broader than deep, has the
/// larger one there.
struct SegmentMass {
  double mass;
  double centre;
  double gyration_sagittal;
  double gyration_transverse;
  double gyration_long;
};

// de Leva 1996, table 4: women, men.
constexpr SegmentMass thigh_mass[] = {{0.1478, 0.3612, 0.369, 0.364, 0.162}, {0.1416, 0.4095, 0.329, 0.329, 0.149}};
constexpr SegmentMass shank_mass[] = {{0.0481, 0.4352, 0.267, 0.263, 0.092}, {0.0433, 0.4395, 0.251, 0.246, 0.102}};
constexpr SegmentMass foot_mass[] = {{0.0129, 0.4014, 0.299, 0.279, 0.139}, {0.0137, 0.4415, 0.257, 0.245, 0.124}};

SegmentMass mean_of(const SegmentMass& a, const SegmentMass& b) {
  return {(a.mass + b.mass) / 2, (a.centre + b.centre) / 2, (a.gyration_sagittal + b.gyration_sagittal) / 2,
          (a.gyration_transverse + b.gyration_transverse) / 2, (a.gyration_long + b.gyration_long) / 2};
}

SegmentMass for_sex(const SegmentMass (&both)[2], std::optional<bool> female) {
  return female ? both[*female ? 0 : 1] : mean_of(both[0], both[1]);
}

std::vector<Vec> rate_of_change(std::span<const Vec> track, double rate_hz) {
  std::vector<Vec> result(track.size(), missing_vec());
  for (int axis = 0; axis < 3; ++axis) {
    const std::vector<double> change = derivative(component(track, axis), rate_hz);
    for (std::size_t i = 0; i < change.size(); ++i) result[i](axis) = change[i];
  }
  return result;
}

/// Angular velocity in the room from the turn between the frames before and after.
std::vector<Vec> angular_velocity(const std::vector<Pose3>& poses, double rate_hz) {
  std::vector<Vec> result(poses.size(), missing_vec());
  for (std::size_t i = 0; i < poses.size(); ++i) {
    const std::size_t before = i > 0 ? i - 1 : i;
    const std::size_t after = i + 1 < poses.size() ? i + 1 : i;
    if (before == after || !poses[before].known() || !poses[after].known()) continue;
    const Eigen::AngleAxisd turn(Mat(poses[after].rotation * poses[before].rotation.transpose()));
    result[i] = turn.axis() * turn.angle() * rate_hz / static_cast<double>(after - before);
  }
  return result;
}

/// A segment that moves: mass, centre of mass, and what Newton and Euler ask of it.
struct SegmentMotion {
  double mass_kg = 0;
  std::vector<Vec> centre;
  std::vector<Vec> acceleration;
  std::vector<Vec> spin_change;  // rate of change of the angular momentum about the centre
};

/// `upper` and `lower`: ends of the segment. `long_axis`: column of the pose along it (1 for thigh and shank, 0 for the
/// foot).
SegmentMotion motion_of(const std::vector<Pose3>& poses, const std::vector<Vec>& upper, const std::vector<Vec>& lower,
                        const SegmentMass& segment, double body_mass_kg, int long_axis, double rate_hz) {
  SegmentMotion motion;
  motion.mass_kg = segment.mass * body_mass_kg;
  double length = 0;
  double count = 0;
  for (std::size_t i = 0; i < poses.size(); ++i) {
    motion.centre.push_back(upper[i] + segment.centre * (lower[i] - upper[i]));
    if (!seen(motion.centre.back())) continue;
    length += (lower[i] - upper[i]).norm();
    ++count;
  }
  length /= std::max(count, 1.0);
  const auto inertia = [&](double gyration) { return motion.mass_kg * gyration * gyration * length * length; };
  Vec own(inertia(segment.gyration_sagittal), inertia(segment.gyration_sagittal), inertia(segment.gyration_transverse));
  own(long_axis) = inertia(segment.gyration_long);
  const std::vector<Vec> turning = angular_velocity(poses, rate_hz);
  std::vector<Vec> spin(poses.size());
  for (std::size_t i = 0; i < poses.size(); ++i) {
    const Mat& rotation = poses[i].rotation;
    spin[i] = rotation * own.asDiagonal() * rotation.transpose() * turning[i];
  }
  motion.acceleration = rate_of_change(rate_of_change(motion.centre, rate_hz), rate_hz);
  motion.spin_change = rate_of_change(spin, rate_hz);
  return motion;
}

/// Force and moment that act on a segment at a point.
struct Load {
  Vec force = Vec::Zero();
  Vec moment = Vec::Zero();
};

/// What must act at the upper joint so that the segment moves as it does, given what acts below.
Load load_above(const SegmentMotion& segment, std::size_t i, const Load& below, const Vec& point_below,
                const Vec& joint) {
  const Vec gravity(0, -gravity_m_per_s2, 0);
  Load above;
  above.force = segment.mass_kg * (segment.acceleration[i] - gravity) - below.force;
  above.moment = segment.spin_change[i] - below.moment - (point_below - segment.centre[i]).cross(below.force) -
                 (joint - segment.centre[i]).cross(above.force);
  return above;
}

Load answer_to(const Load& load) { return {-load.force, -load.moment}; }

// ---- body mass

double total_force(const GroundForces& forces, std::size_t frame) {
  return forces.feet[0].force_n[frame].y() + forces.feet[1].force_n[frame].y();
}

/// Mean of the whole vertical force between two times; empty when the recording of the markers does not hold both.
std::optional<double> mean_force(const GroundForces& forces, const BodyMotion& body, double from_s, double until_s) {
  const auto first = frame_at(body, from_s);
  const auto last = frame_at(body, until_s);
  if (!first || !last || *last <= *first + 2) return std::nullopt;
  double sum = 0;
  for (std::size_t i = *first; i < *last; ++i) sum += total_force(forces, i);
  return sum / static_cast<double>(*last - *first);
}

bool on_plate(const GroundForces& forces, BodySide side, double time_s) {
  const auto& contacts = forces.feet[static_cast<std::size_t>(side)].contacts;
  return std::any_of(contacts.begin(), contacts.end(), [&](const Contact3d& c) {
    return c.contact_s.value_or(forces.from_s) <= time_s && time_s <= c.toe_off_s.value_or(forces.until_s);
  });
}

/// Whether a foot stands on the ground without a plate that feels it. `known`: load_known() of that foot.
bool unmeasured_step(const BodyMotion& body, const std::vector<bool>& known, double from_s, double until_s) {
  const auto first = frame_at(body, from_s);
  const auto last = frame_at(body, until_s);
  if (!first || !last) return true;
  return std::find(known.begin() + static_cast<std::ptrdiff_t>(*first),
                   known.begin() + static_cast<std::ptrdiff_t>(*last),
                   false) != known.begin() + static_cast<std::ptrdiff_t>(*last);
}

/// Times at which feet meet the ground, in order.
std::vector<const Contact3d*> starts(const GroundForces& forces) {
  std::vector<const Contact3d*> all;
  for (const FootForce& foot : forces.feet) {
    for (const Contact3d& contact : foot.contacts) {
      if (contact.contact_s) all.push_back(&contact);
    }
  }
  std::sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return *a->contact_s < *b->contact_s; });
  return all;
}

bool flies_before(const GroundForces& forces, const Contact3d& contact) {
  return !on_plate(forces, other(contact.leg), *contact.contact_s);
}

}  // namespace

GroundForces assign_forces(const ForceRecording& forces, const BodyMotion& body, double threshold_n, double cutoff_hz) {
  const std::size_t samples = forces.time_s.size();
  const double rate_hz = static_cast<double>(samples - 1) / (forces.time_s.back() - forces.time_s.front());
  GroundForces ground;
  ground.from_s = forces.time_s.front();
  ground.until_s = forces.time_s.back();
  std::array<RawFoot, 2> raw;
  for (RawFoot& foot : raw) {
    foot.force.assign(samples, Vec::Zero());
    foot.moment.assign(samples, Vec::Zero());
  }
  for (const ForcePlate& plate : forces.plates) {
    const PlateLoad load = load_of(plate, body.from_lab, samples);
    for (const Stretch& stretch : loaded_stretches(load.force, threshold_n, rate_hz)) {
      const auto side = foot_over(distances(load, stretch, forces.time_s, body));
      const double duration_s = static_cast<double>(stretch.until - stretch.from) / rate_hz;
      constexpr double longest_step_s = 1.5;
      if (!side || duration_s > longest_step_s) {
        ground.notes.push_back("Plate \"" + plate.name + "\" was loaded by " +
                               (side ? "more than one step at a time" : "something away from both feet") +
                               "; this load was left out.");
        continue;
      }
      // The tail below the threshold belongs to the step as well.
      std::size_t from = stretch.from;
      std::size_t until = stretch.until;
      while (from > 0 && load.force[from - 1].y() > 0 && load.force[from - 1].y() < load.force[from].y()) --from;
      while (until < samples && load.force[until].y() > 0 && load.force[until].y() < load.force[until - 1].y()) ++until;
      RawFoot& foot = raw[static_cast<std::size_t>(*side)];
      for (std::size_t i = from; i < until; ++i) {
        foot.force[i] += load.force[i];
        foot.moment[i] += load.moment[i];
      }
    }
  }
  for (const BodySide side : both_sides) {
    const RawFoot& foot = raw[static_cast<std::size_t>(side)];
    FootForce& result = ground.feet[static_cast<std::size_t>(side)];
    result.contacts = contacts_of(foot, side, forces.time_s, threshold_n, rate_hz);
    result.force_n = at_frames(foot.force, forces.time_s, rate_hz, body, cutoff_hz);
    result.moment_nm = at_frames(foot.moment, forces.time_s, rate_hz, body, cutoff_hz);
  }
  return ground;
}

std::optional<double> body_mass_kg(const GroundForces& forces, const BodyMotion& body) {
  const auto contacts = starts(forces);
  const std::array known{load_known(forces, body, BodySide::left), load_known(forces, body, BodySide::right)};
  std::vector<double> masses;
  const auto add = [&](double from_s, double until_s) {
    for (const auto& foot : known) {
      if (unmeasured_step(body, foot, from_s, until_s)) return;
    }
    if (const auto force = mean_force(forces, body, from_s, until_s)) masses.push_back(*force / gravity_m_per_s2);
  };
  for (std::size_t i = 0; i + 2 < contacts.size(); ++i) {
    if (contacts[i]->leg == contacts[i + 2]->leg && contacts[i]->leg != contacts[i + 1]->leg) {
      add(*contacts[i]->contact_s, *contacts[i + 2]->contact_s);
    }
  }
  if (masses.empty()) {
    for (std::size_t i = 0; i + 1 < contacts.size(); ++i) {
      const bool step = contacts[i]->leg != contacts[i + 1]->leg;
      if (step && flies_before(forces, *contacts[i]) && flies_before(forces, *contacts[i + 1])) {
        add(*contacts[i]->contact_s, *contacts[i + 1]->contact_s);
      }
    }
  }
  if (masses.empty()) return std::nullopt;
  double sum = 0;
  for (const double mass : masses) sum += mass;
  return sum / static_cast<double>(masses.size());
}

namespace {

/// Holes of at most 80 ms, as around contact, when foot and ground already move alike but the force is below the
/// threshold.
void close_short_holes(std::vector<bool>& known, double rate_hz) {
  constexpr double longest_hole_s = 0.08;
  const auto longest = static_cast<std::size_t>(longest_hole_s * rate_hz);
  for (std::size_t i = 0; i < known.size();) {
    if (known[i]) {
      ++i;
      continue;
    }
    const std::size_t from = i;
    while (i < known.size() && !known[i]) ++i;
    const bool inside = from > 0 && i < known.size();
    if (inside && i - from <= longest) {
      std::fill(known.begin() + static_cast<std::ptrdiff_t>(from), known.begin() + static_cast<std::ptrdiff_t>(i),
                true);
    }
  }
}

}  // namespace

std::vector<bool> load_known(const GroundForces& forces, const BodyMotion& body, BodySide side) {
  const LegMotion& leg = body.leg(side);
  const std::vector<double> toe_up = derivative(component(leg.toe, 1), body.rate_hz);
  const std::vector<double> toe_along = derivative(component(leg.toe, 0), body.rate_hz);
  const std::vector<double> heel_along = derivative(component(leg.heel, 0), body.rate_hz);
  const double belt = body.surface == Surface::treadmill ? body.speed_m_per_s : 0;
  constexpr double moving_m_per_s = 0.8;  // neither heel nor toe goes with the ground: our estimate
  std::vector<bool> known(body.frames(), false);
  for (std::size_t i = 0; i < known.size(); ++i) {
    const double toe_speed = std::hypot(toe_along[i] + belt, toe_up[i]);
    const bool swings = toe_speed > moving_m_per_s && std::abs(heel_along[i] + belt) > moving_m_per_s;
    known[i] = swings || on_plate(forces, side, body.time_s(i));
  }
  close_short_holes(known, body.rate_hz);
  return known;
}

LegMoments leg_moments(const BodyMotion& body, const FootForce& force, BodySide side, double mass_kg,
                       std::optional<bool> female) {
  const LegMotion& leg = body.leg(side);
  const double rate = body.rate_hz;
  const auto foot = motion_of(leg.foot, leg.heel, leg.toe, for_sex(foot_mass, female), mass_kg, 0, rate);
  const auto shank = motion_of(leg.shank, leg.knee, leg.ankle, for_sex(shank_mass, female), mass_kg, 1, rate);
  const auto thigh = motion_of(leg.thigh, leg.hip, leg.knee, for_sex(thigh_mass, female), mass_kg, 1, rate);
  LegMoments moments;
  for (std::size_t i = 0; i < body.frames(); ++i) {
    const Load ground{force.force_n[i], force.moment_nm[i]};  // about the origin of the room
    const Load ankle = load_above(foot, i, ground, Vec::Zero(), leg.ankle[i]);
    const Load knee = load_above(shank, i, answer_to(ankle), leg.ankle[i], leg.knee[i]);
    const Load hip = load_above(thigh, i, answer_to(knee), leg.knee[i], leg.hip[i]);
    moments.ankle.push_back(-ankle.moment);
    moments.knee.push_back(-knee.moment);
    moments.hip.push_back(-hip.moment);
    moments.knee_lever_arm.push_back(force.moment_nm[i] - leg.knee[i].cross(force.force_n[i]));
  }
  return moments;
}

}  // namespace genu::three_d
