// The landmarks of one person at even times, and how a film becomes them.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "gait/recording.h"

namespace genu {

enum class BodySide : std::uint8_t { left, right };
inline constexpr std::array both_sides{BodySide::left, BodySide::right};
constexpr BodySide other(BodySide side) { return side == BodySide::left ? BodySide::right : BodySide::left; }
const char* name_of(BodySide side);

/// A joint of one leg, or the shoulder.
enum class Joint : std::uint8_t { shoulder, hip, knee, ankle, heel, toe };
Landmark landmark_of(Joint joint, BodySide side);

/// Where one landmark was: x and y in pixels (x to the right, y up), NaN where it is not known.
struct Path {
  std::vector<double> x;
  std::vector<double> y;
};

struct Tracks {
  double rate_hz = 0;
  double start_s = 0;
  std::array<Path, landmark_count> paths;

  std::size_t size() const { return paths.front().x.size(); }
  Path& operator[](Landmark landmark) { return paths[static_cast<std::size_t>(landmark)]; }
  const Path& operator[](Landmark landmark) const { return paths[static_cast<std::size_t>(landmark)]; }
  const Path& of(Joint joint, BodySide side) const { return (*this)[landmark_of(joint, side)]; }
  /// Seconds of a place between samples.
  double time_s(double place) const { return start_s + place / rate_hz; }
};

/// Every path through low_pass().
Tracks smoothed(const Tracks& tracks, double cutoff_hz);

/// The point half-way between left and right; one alone where the other is not known.
Path middle(const Tracks& tracks, Joint joint);

struct CleanedTracks {
  Tracks tracks;                   // gaps filled up to 0.1 s, not filtered
  double seen_share = 0;           // of the shoulders, hips, knees, ankles, heels and toes, before filling
  std::size_t swapped_frames = 0;  // in which left and right leg were exchanged
  std::size_t outliers = 0;        // coordinates that were left out
};

/// The chosen person's landmarks: what the pose model hardly saw (visibility below 0.2, an estimate of ours) is
/// missing; exchanged legs are put right by how legs move on (for each picture, keep or exchange so that the second
/// differences of knee, ankle, heel and toe are smallest over the whole clip: Viterbi over pairs of pictures); then
/// outliers (Hampel, seven pictures, three deviations), even times at the clip's median rate, and gaps. `person` gives
/// for each frame which of its people it is. Cost: linear in the frames.
CleanedTracks clean(const PoseRecording& recording, std::span<const std::optional<std::size_t>> person);

/// Median of hip to knee plus knee to ankle, in pixels, over both legs; the longest tenth when `stretched`, for views
/// in which a bent knee shortens the leg. Empty when no leg was seen.
std::optional<double> leg_length_px(const Tracks& tracks, bool stretched);

}  // namespace genu
