// From a film's landmarks to what can be said of how somebody runs, or to why nothing can.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gait/metrics.h"
#include "gait/people.h"
#include "gait/recording.h"

namespace genu {

/// Why a clip is refused, and what to do about it.
struct GaitRefusal {
  std::string id;    // stable: "too_few_steps"
  std::string text;  // what is wrong, one sentence for a person
  std::string what_to_do;
};

struct ClipQuality {
  std::size_t frames = 0;
  double frames_per_second = 0;
  double duration_s = 0;
  std::size_t steps_left = 0;
  std::size_t steps_right = 0;
  std::size_t people = 0;
  double seen_share = 0;              // of shoulders, hips and legs, in the pictures with the runner
  std::size_t swapped_frames = 0;     // legs put right
  std::optional<double> slope_deg;    // of the ground in the picture; taken as tilt of the camera and taken out
  std::optional<BodySide> near_side;  // towards the camera, side view
};

struct GaitEvent {
  BodySide side = BodySide::left;
  double contact_s = 0;
  double toe_off_s = 0;
};

/// A refused clip has `refusals` and what could still be told; otherwise metrics, curves and events.
struct GaitReport {
  std::optional<View> view;
  GaitKind kind = GaitKind::unclear;
  double ahead = 0;  // +1 travel to the right of the picture, -1 to the left, 0 not known (view from behind)
  ClipQuality quality;
  std::optional<double> m_per_px;
  std::optional<double> speed_m_per_s;
  bool speed_is_stated = false;
  std::vector<std::optional<std::size_t>> person;  // for each frame, which of its people
  std::vector<GaitEvent> events;
  std::vector<GaitMetric> metrics;
  std::vector<GaitCurve> curves;
  std::vector<GaitRefusal> refusals;
  std::vector<std::string> notes;

  bool accepted() const { return refusals.empty(); }
  const GaitMetric* metric(GaitMetricId id) const;
};

/// Never fails: whatever is wrong with the film is in `refusals`. Deterministic. Cost: linear in the frames, about 13
/// ms for 30 s at 60 pictures a second with one person (bench/README.md).
GaitReport analyse_poses(const PoseRecording& recording);

}  // namespace genu
