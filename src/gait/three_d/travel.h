// Which way is up and which way somebody goes. Inner part of the room.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "gait/recording.h"
#include "gait/three_d/marker_tracks.h"

namespace genu::three_d {

/// The axis of the laboratory that points up: along the body, from the heels to the pelvis. Fails when none does.
Result<Vec> up_of(const MarkerTracks& tracks);

struct Travel {
  Vec forward = missing_vec();  // level, of length one
  Surface surface = Surface::over_ground;
  double speed_m_per_s = 0;  // of the pelvis over ground, of the feet on the belt on a treadmill
};

/// Over ground when the pelvis goes faster than 0.4 m/s on average, then forward is where it goes; on a treadmill the
/// line along which the heels swing. Where the pelvis faces decides between the two ways, and alone when both disagree
/// by more than 45 degrees (`notes` says so). Fails when left and right are exchanged or mirrored.
Result<Travel> travel_of(const MarkerTracks& tracks, const Vec& up, std::vector<std::string>& notes);

}  // namespace genu::three_d
