// A runner on a treadmill whose every movement is known, and a camera that sees her badly. For tests and benches.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "gait/recording.h"
#include "gait/tracks.h"

namespace genu::simulated {

/// The same numbers everywhere: SplitMix64 (Steele, Lea, Flood 2014, doi 10.1145/2660193.2660195).
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  /// 0 to below 1.
  double uniform() { return static_cast<double>(next() >> 11U) * 0x1p-53; }
  double within(double low, double high) { return low + (high - low) * uniform(); }
  double normal() { return std::sqrt(-2 * std::log(1 - uniform())) * std::cos(2 * std::numbers::pi * uniform()); }

 private:
  std::uint64_t state_;
};

inline double smooth_step(double t) {
  t = std::clamp(t, 0.0, 1.0);
  return t * t * t * (10 - 15 * t + 6 * t * t);
}

struct Place {
  double x = 0;  // forward
  double y = 0;  // up
  double z = 0;  // right
};

/// Lengths in metres, times in seconds, angles in radians unless the name says otherwise.
struct Runner {
  double height_m = 1.72;
  double cadence_per_min = 168;
  double contact_s = 0.25;
  double speed_m_per_s = 2.9;
  double reach_m = 0.22;  // ankle ahead of the hip at contact
  double foot_angle_contact_deg = 12;
  double trunk_lean_deg = 6;
  double oscillation_m = 0.085;
  double drop_deg = 5;  // greatest drop of the pelvis in stance
  double step_width_m = 0.06;
  double side_difference = 0;  // share by which the right contact is longer than the left

  double stride_s() const { return 120 / cadence_per_min; }
  double contact_of(BodySide side) const {
    return contact_s * (1 + (side == BodySide::right ? 0.5 : -0.5) * side_difference);
  }
  double leg_m() const { return 0.491 * height_m; }
  double hip_width_m() const { return 0.13 * height_m; }
  double foot_m() const { return 0.152 * height_m; }
  /// The foot's contacts are at n * stride_s() + contact_offset(side).
  double contact_offset(BodySide side) const { return side == BodySide::left ? 0 : stride_s() / 2; }

  double pelvic_drop_of_left_stance_rad(double time_s) const {
    // Greatest in the middle of the left contact; the right side follows half a stride later, with the other sign.
    const double middle = contact_s / 2;
    return drop_deg / 57.29578 * std::cos(2 * std::numbers::pi * (time_s - middle) / stride_s());
  }
  double hips_height_m(double time_s) const {
    const double step = stride_s() / 2;
    const double middle = contact_s / 2;
    return 0.955 * leg_m() + ankle_height_m() -
           oscillation_m / 2 * std::cos(2 * std::numbers::pi * (time_s - middle) / step);
  }
  double ankle_height_m() const { return 0.039 * height_m; }

  /// Pitch of the sole, + toes up.
  double foot_pitch(BodySide side, double phase_s) const {
    const double contact = contact_of(side);
    const double landing = foot_angle_contact_deg / 57.29578;
    const double push = -1.0;
    if (phase_s < contact) {
      const double lands = landing * (1 - smooth_step(phase_s / 0.06));
      return lands + push * smooth_step((phase_s - 0.5 * contact) / (0.65 * contact));
    }
    const double swing = (phase_s - contact) / (stride_s() - contact);
    const double at_toe_off = push * smooth_step(0.5 / 0.65);
    return at_toe_off + (landing - at_toe_off) * smooth_step((swing - 0.15) / 0.85);
  }

  struct Foot {
    Place heel;
    Place toe;
    Place ankle;
  };
  Foot foot(BodySide side, double time_s) const {
    const double stride = stride_s();
    double phase = std::fmod(time_s - contact_offset(side), stride);
    if (phase < 0) phase += stride;
    const double contact = contact_of(side);
    const double pitch = foot_pitch(side, phase);
    const double z = (side == BodySide::right ? 0.5 : -0.5) * step_width_m;
    const double heel_from_ankle = 0.3 * foot_m();
    const double landing_pitch = foot_pitch(side, 0);
    // The heel lands, the sole comes down, then the heel leaves and the toe stays: the sole's front is fixed to the
    // belt.
    const double heel_at_contact = reach_m - heel_from_ankle;
    const double toe_on_belt = heel_at_contact + foot_m();
    const auto planted = [&](double t) {
      Foot foot;
      const double belt = speed_m_per_s * t;
      // The toe's point leaves a little before the force does, so that it rises with half its speed at toe-off.
      const double lift = 0.5 * 9.0 * std::pow(std::max(0.0, t - (contact - 0.045)), 2);
      if (pitch >= 0) {
        foot.heel = {heel_at_contact - belt, 0.01, z};
        foot.toe = {foot.heel.x + foot_m() * std::cos(pitch), 0.01 + foot_m() * std::sin(pitch), z};
      } else {
        foot.toe = {toe_on_belt - belt, 0.01 + lift, z};
        foot.heel = {foot.toe.x - foot_m() * std::cos(pitch), foot.toe.y - foot_m() * std::sin(pitch), z};
      }
      return foot;
    };
    Foot result;
    if (phase <= contact) {
      result = planted(phase);
    } else {
      const double swing_s = stride - contact;
      const double t = (phase - contact) / swing_s;
      // The toe goes from where it left to where it lands: cubic in both directions, with the speeds of both ends.
      const Place from{toe_on_belt - speed_m_per_s * contact, 0.01 + 0.5 * 9.0 * 0.045 * 0.045, z};
      const Place to{heel_at_contact + foot_m() * std::cos(landing_pitch), 0.01 + foot_m() * std::sin(landing_pitch),
                     z};
      const double h00 = (1 + 2 * t) * (1 - t) * (1 - t);
      const double h10 = t * (1 - t) * (1 - t);
      const double h01 = t * t * (3 - 2 * t);
      const double h11 = t * t * (t - 1);
      const double away_x = -1.15 * speed_m_per_s * swing_s;
      const double land_x = -0.35 * speed_m_per_s * swing_s;
      const double away_y = 9.0 * 0.045 * swing_s;
      const double land_y = -0.9 * swing_s;
      result.toe.x = h00 * from.x + h10 * away_x + h01 * to.x + h11 * land_x;
      const double lift = 0.16 * height_m * 0.55 * std::pow(std::sin(std::numbers::pi * std::pow(t, 0.8)), 2);
      result.toe.y = h00 * from.y + h10 * away_y + h01 * to.y + h11 * land_y + lift;
      result.toe.z = z;
      result.heel = {result.toe.x - foot_m() * std::cos(pitch), result.toe.y - foot_m() * std::sin(pitch), z};
    }
    const double up_x = -std::sin(pitch);
    const double up_y = std::cos(pitch);
    result.ankle = {result.heel.x + heel_from_ankle * std::cos(pitch) + up_x * ankle_height_m(),
                    result.heel.y + heel_from_ankle * std::sin(pitch) + up_y * ankle_height_m(), z};
    return result;
  }

  Place hip(BodySide side, double time_s) const {
    const double drop = pelvic_drop_of_left_stance_rad(time_s);  // + right side lower
    const double half = hip_width_m() / 2;
    const double out = side == BodySide::right ? 1 : -1;
    return {0, hips_height_m(time_s) - out * half * std::sin(drop), out * half * std::cos(drop)};
  }
  Place knee(const Place& hip, const Place& ankle) const {
    const double thigh = leg_m() / 2;
    const double shank = leg_m() / 2;
    const double dx = ankle.x - hip.x;
    const double dy = ankle.y - hip.y;
    const double distance = std::min(std::hypot(dx, dy), 0.999 * (thigh + shank));
    const double along = (thigh * thigh - shank * shank + distance * distance) / (2 * distance);
    const double off = std::sqrt(std::max(0.0, thigh * thigh - along * along));
    const double length = std::hypot(dx, dy);
    // Forward of the line from hip to ankle.
    return {hip.x + along * dx / length - off * dy / length, hip.y + along * dy / length + off * dx / length,
            (hip.z + ankle.z) / 2};
  }

  std::array<Place, landmark_count> body(double time_s) const {
    std::array<Place, landmark_count> points{};
    const auto set = [&](Landmark landmark, const Place& place) { points[static_cast<std::size_t>(landmark)] = place; };
    const double lean = trunk_lean_deg / 57.29578;
    const Place middle{0, hips_height_m(time_s), 0};
    const auto up_the_trunk = [&](double share, double z) {
      return Place{middle.x + share * height_m * std::sin(lean), middle.y + share * height_m * std::cos(lean), z};
    };
    for (const BodySide side : both_sides) {
      const double out = side == BodySide::right ? 1 : -1;
      const Foot foot_now = foot(side, time_s);
      const Place hip_now = hip(side, time_s);
      set(landmark_of(Joint::hip, side), hip_now);
      set(landmark_of(Joint::ankle, side), foot_now.ankle);
      set(landmark_of(Joint::knee, side), knee(hip_now, foot_now.ankle));
      set(landmark_of(Joint::heel, side), foot_now.heel);
      set(landmark_of(Joint::toe, side), foot_now.toe);
      set(landmark_of(Joint::shoulder, side), up_the_trunk(0.288, out * 0.11 * height_m));
      const bool left = side == BodySide::left;
      set(left ? Landmark::left_ear : Landmark::right_ear, up_the_trunk(0.42, out * 0.04 * height_m));
      set(left ? Landmark::left_elbow : Landmark::right_elbow, up_the_trunk(0.12, out * 0.15 * height_m));
      set(left ? Landmark::left_wrist : Landmark::right_wrist, up_the_trunk(0.08, out * 0.12 * height_m));
    }
    set(Landmark::nose, up_the_trunk(0.42, 0));
    return points;
  }
};

struct Camera {
  View view = View::side;
  bool to_the_left = false;  // side view: the runner runs to the left of the picture
  double frames_per_second = 60;
  double duration_s = 20;
  double px_per_m = 350;
  double tremble_px = 2;  // of each point, each picture
  double wander_px = 3;   // slow error of each point
  double bias_m = 0;      // of each point, the same in the whole film (standard deviation)
  double roll_deg = 0;
  double hidden_share = 0.01;  // stretches in which a leg's point is not seen, up to three pictures
  double swapped_share = 0.0;  // pictures in which the legs are exchanged
  std::uint64_t seed = 1;
};

/// The film. What the camera sees of a runner; the picture's middle is where the hips are.
inline PoseRecording film(const Runner& runner, const Camera& camera) {
  Chance chance(camera.seed);
  PoseRecording recording;
  recording.width_px = 1280;
  recording.height_px = 960;
  recording.capture.view = camera.view;
  recording.capture.surface = Surface::treadmill;
  recording.capture.body_height_cm = runner.height_m * 100;
  const double keep = std::exp(-1 / (0.5 * camera.frames_per_second));
  std::array<std::array<double, 2>, landmark_count> wander{};
  for (auto& point : wander) point = {camera.wander_px * chance.normal(), camera.wander_px * chance.normal()};
  std::array<std::array<double, 2>, landmark_count> bias{};
  for (auto& point : bias) {
    for (double& along : point) along = camera.px_per_m * camera.bias_m * chance.normal();
  }
  std::array<int, landmark_count> hidden{};
  const double roll = camera.roll_deg / 57.29578;
  const auto count = static_cast<int>(camera.duration_s * camera.frames_per_second);
  int swapped = 0;
  for (int i = 0; i < count; ++i) {
    PoseFrame frame;
    frame.time_s = i / camera.frames_per_second;
    Pose pose;
    const auto body = runner.body(frame.time_s);
    for (std::size_t landmark = 0; landmark < landmark_count; ++landmark) {
      for (double& error : wander[landmark]) {
        error = keep * error + std::sqrt(1 - keep * keep) * camera.wander_px * chance.normal();
      }
      const Place& place = body[landmark];
      const double across = camera.view == View::behind ? place.z : (camera.to_the_left ? -place.x : place.x);
      const double x = camera.px_per_m * across;
      const double y = camera.px_per_m * (place.y - 1);
      const double error_x = bias[landmark][0] + wander[landmark][0] + camera.tremble_px * chance.normal();
      const double error_y = bias[landmark][1] + wander[landmark][1] + camera.tremble_px * chance.normal();
      if (hidden[landmark] > 0) {
        --hidden[landmark];
        continue;
      }
      if (chance.uniform() < camera.hidden_share) hidden[landmark] = 1 + static_cast<int>(3 * chance.uniform());
      pose.points[landmark] = {static_cast<float>(640 + std::cos(roll) * x - std::sin(roll) * y + error_x),
                               static_cast<float>(480 + std::sin(roll) * x + std::cos(roll) * y + error_y), 0.9F};
    }
    if (swapped == 0 && chance.uniform() < camera.swapped_share / 4) swapped = 4;
    if (swapped > 0) {
      --swapped;
      for (const Joint joint : {Joint::hip, Joint::knee, Joint::ankle, Joint::heel, Joint::toe}) {
        std::swap(pose[landmark_of(joint, BodySide::left)], pose[landmark_of(joint, BodySide::right)]);
      }
    }
    frame.people.push_back(pose);
    recording.frames.push_back(std::move(frame));
  }
  return recording;
}

}  // namespace genu::simulated
