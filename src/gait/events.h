// Foot contact and toe-off.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "gait/tracks.h"

namespace genu {

/// One time on the ground. Places are between samples of the tracks (Tracks::time_s).
struct Contact {
  BodySide side = BodySide::left;
  double contact = 0;
  double toe_off = 0;

  double middle() const { return (contact + toe_off) / 2; }
};

/// How the ground was left and met. `unclear`: neither.
enum class GaitKind : std::uint8_t { running, walking, standing, unclear };
const char* name_of(GaitKind kind);

/// When one foot met and left the ground: places between samples, each list rising.
struct GroundTimes {
  std::vector<double> met;
  std::vector<double> left;
};

/// Contacts and toe-offs of one foot of somebody who runs; `ahead` is +1 when travel goes to the right of the
/// picture and -1 when to the left. Tracks cleaned but not filtered, in pixels or any other length: the events are
/// looked for between the pictures, on splines filtered at 12 Hz (at 6 Hz, which is right for angles, accelerations no
/// longer show the contact).
///
/// Side view: one window per stride around the most forward place of the heel against the middle of the hips; contact
/// is the greatest upward acceleration of the heel or, if it comes first and is as great, of the toe, from 20 ms before
/// to 110 ms after it (Handsaker et al. 2016; Leitch et al. 2011, doi 10.1016/j.gaitpost.2010.06.009, use the vertical
/// acceleration of heel and hallux); a forefoot is stopped gently, so there it is where that acceleration is half as
/// great (our estimate, from two contacts). Toe-off: the toe rises with half the speed that it reaches before its
/// rearmost place; the share is ours, from the force plates below.
///
/// Behind view: contact is the same acceleration near the first low of the heel after each swing, toe-off the same
/// share of the toe's rise before the highest place of the ankle.
///
/// Accuracy on a treadmill with force plates (two speeds, one runner, 50 N): gait_3d_test prints it for markers
/// (Contacts) and for a film of them (VirtualCamera). Never the walking rule (Zeni 2008): on the same runs it puts
/// contact 33 ms early and toe-off 89 ms late.
GroundTimes running_ground_times(const Tracks& tracks, View view, BodySide side, double ahead);

/// Both feet in order of time. A contact without toe-off, or with less than 80 ms or more than 60 % of the stride
/// between them, is left out.
std::vector<Contact> running_contacts(const Tracks& tracks, View view, double ahead);

/// For somebody who walks, side view: the places at which the feet are furthest apart, one in each step. Which foot is
/// in front is not asked, so that legs that a pose model exchanged do not matter.
std::vector<double> walking_steps(const Tracks& tracks);

/// Running when the hips are lowest while the feet pass each other (the leg is a spring), walking when they are highest
/// then (a pendulum turned over). Standing when no foot moves against the other. Side view.
GaitKind kind_of(const Tracks& tracks, double leg_length_px);

}  // namespace genu
