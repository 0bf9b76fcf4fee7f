// From markers to the bones: where the joints are and how the segments lie, in every frame. Inner part of the room.
//
// Directions of everything that leaves this file: x forward (direction of travel), y up, z to the person's right,
// whatever the axes of the laboratory. Frames of the segments alike (Wu et al. 2002,
// doi 10.1016/S0021-9290(01)00222-6), for both legs: z always points to the right.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "gait/recording.h"
#include "gait/three_d/marker_set.h"
#include "gait/three_d/rigid.h"

namespace genu::three_d {

/// z points to the person's right: +1 for the right leg, -1 for the left.
inline double sign_of(BodySide leg) { return leg == BodySide::right ? 1 : -1; }

struct BodyOptions {
  double cutoff_hz = 15;
  double longest_gap_s = 0.1;
};

/// One leg. Poses in the room: the origin of the thigh is the hip, of the shank the knee, of the foot the ankle.
struct LegMotion {
  std::vector<Pose3> thigh;
  std::vector<Pose3> shank;
  std::vector<Pose3> foot;  // x along the sole, y square to it, as it lies when flat on the ground
  std::vector<Vec> hip;
  std::vector<Vec> knee;
  std::vector<Vec> ankle;
  std::vector<Vec> heel;
  std::vector<Vec> toe;
  bool knee_measured = false;  // both epicondyles, here or in the standing trial
};

struct BodyMotion {
  double start_s = 0;
  double rate_hz = 0;
  Mat from_lab = Mat::Identity();  // laboratory directions into ours
  Surface surface = Surface::over_ground;
  double speed_m_per_s = 0;  // of the pelvis over ground, of the feet on the belt on a treadmill
  std::vector<Pose3> pelvis;
  std::vector<Pose3> trunk;                        // unknown throughout when no marker is above the pelvis
  std::array<LegMotion, 2> legs;                   // [BodySide]
  std::optional<double> standing_pelvis_tilt_deg;  // anterior +, from the standing trial
  std::vector<std::string> notes;                  // what was assumed, for a person

  std::size_t frames() const { return pelvis.size(); }
  double time_s(std::size_t frame) const { return start_s + static_cast<double>(frame) / rate_hz; }
  const LegMotion& leg(BodySide which) const { return legs[static_cast<std::size_t>(which)]; }
};

/// Fills gaps (cubic up to `longest_gap_s`, longer ones from the other markers of the segment), smooths (fourth-order
/// zero-lag Butterworth) and reconstructs. Landmarks that only the standing trial shows are carried over with the
/// cluster of their segment (calibrated anatomical systems technique: Cappozzo et al. 1995,
/// doi 10.1016/0268-0033(95)91394-T).
///
/// Hip centres: the laboratory's own, else the regression of Harrington et al. 2007 (doi
/// 10.1016/j.jbiomech.2006.02.003). Knee and ankle: middle of both epicondyles or malleoli; else the outer marker and
/// half a width inwards along the functional axis; else that axis alone. The notes say which.
///
/// Fails when there are fewer than ten frames, times do not rise or jump, markers are unknown or never seen, or the
/// person is not upright. Cost: linear in frames, about a millisecond for a hundred.
Result<BodyMotion> reconstruct(const MarkerRecording& recording, const MarkerRecording* standing,
                               const BodyOptions& options);

/// Forward tilt of the pelvis against the horizontal: positive when the front is lower.
double anterior_tilt_deg(const Mat& pelvis);

}  // namespace genu::three_d
