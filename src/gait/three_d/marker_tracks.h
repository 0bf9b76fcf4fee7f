// The markers of a recording as even tracks, gaps filled and smoothed, and which of them follow which segment. Inner
// part of the room.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <vector>

#include "base/result.h"
#include "gait/recording.h"
#include "gait/three_d/marker_set.h"
#include "gait/three_d/rigid.h"

namespace genu::three_d {

/// One vector of positions for each column of the recording. From tracks_of() in laboratory axes.
struct MarkerTracks {
  double start_s = 0;
  double rate_hz = 0;
  std::size_t frames = 0;
  std::vector<std::string> names;
  std::vector<std::vector<Vec>> of;  // [column][frame]
  MarkerSet set;
};

/// Columns with all their frames, evenly spaced at the recording's median rate, gaps up to `longest_gap_s` filled by a
/// cubic; not filtered. Fails with fewer than ten frames, times that do not rise or that jump over most of the time, or
/// a rate outside 20 to 10,000 Hz. `set` is sort_markers(): nothing is demanded of it.
Result<MarkerTracks> tracks_of(const MarkerRecording& recording, double longest_gap_s);

/// Puts exchanged names of a segment's markers back, fills what the others of the segment can tell, then smooths
/// (fourth-order zero-lag Butterworth). `notes` says what was done.
void repair_and_smooth(MarkerTracks& tracks, double cutoff_hz, std::vector<std::string>& notes);

/// Every position as rotation * position.
void turn(MarkerTracks& tracks, const Mat& rotation);

// ---- columns

/// Those that follow a segment. Shank and foot borrow the marker of the joint above when they have fewer than three.
std::vector<std::size_t> pelvis_columns(const MarkerSet& set);
std::vector<std::size_t> thigh_columns(const MarkerSet& set, BodySide leg);
std::vector<std::size_t> shank_columns(const MarkerSet& set, BodySide leg);
std::vector<std::size_t> foot_columns(const MarkerSet& set, BodySide leg);

/// All of the left, then all of the right.
std::vector<std::size_t> columns_on_both(const MarkerSet& set, MarkerSite site);
/// The first of each side; empty unless both sides have one.
std::vector<std::size_t> one_on_each_side(const MarkerSet& set, MarkerSite site);

/// Mean of several columns, frame by frame; unknown where one is missing, so that the point never jumps.
std::vector<Vec> middle_of(const MarkerTracks& tracks, const std::vector<std::size_t>& columns);

/// Positions [frame * count + i] of the columns, then of the `extra` tracks.
std::vector<Vec> rows_of(const MarkerTracks& tracks, const std::vector<std::size_t>& columns,
                         std::initializer_list<const std::vector<Vec>*> extra = {});

}  // namespace genu::three_d
