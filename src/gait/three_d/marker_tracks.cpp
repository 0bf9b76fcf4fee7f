#include "gait/three_d/marker_tracks.h"

#include <algorithm>
#include <cmath>

#include "gait/signal.h"

namespace genu::three_d {
namespace {

double median_step_s(const std::vector<double>& time_s) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < time_s.size(); ++i) steps.push_back(time_s[i] - time_s[i - 1]);
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return *middle;
}

Result<double> rate_of(const MarkerRecording& recording) {
  constexpr std::size_t least_frames = 10;
  if (recording.time_s.size() < least_frames) {
    return fail(ErrorCode::invalid_input, "The recording has only " + std::to_string(recording.time_s.size()) +
                                              " frames; movement needs at least 10, better several strides.");
  }
  if (recording.positions.size() != recording.time_s.size() * recording.names.size()) {
    return fail(ErrorCode::invalid_input, "The recording does not hold one position for each marker and frame.");
  }
  for (std::size_t i = 1; i < recording.time_s.size(); ++i) {
    if (!(recording.time_s[i] > recording.time_s[i - 1])) {
      return fail(ErrorCode::invalid_input, "Times must rise from frame to frame.", "frame " + std::to_string(i + 1));
    }
  }
  const double rate_hz = 1 / median_step_s(recording.time_s);
  constexpr double least_rate_hz = 20;
  constexpr double highest_rate_hz = 10000;
  if (rate_hz < least_rate_hz || rate_hz > highest_rate_hz) {
    return fail(ErrorCode::invalid_input, "The recording has " + std::to_string(std::lround(rate_hz)) +
                                              " frames per second; genu needs 20 to 10,000 for joint angles.");
  }
  // A single late frame must not become hours of empty ones.
  constexpr double most_time_without_frames = 10;  // times the time that the frames cover
  const double covered_s = static_cast<double>(recording.time_s.size()) / rate_hz;
  if (recording.time_s.back() - recording.time_s.front() > most_time_without_frames * covered_s) {
    return fail(ErrorCode::invalid_input, "The times jump: most of the recording's time holds no frames.");
  }
  return rate_hz;
}

template <typename Change>
void change_components(std::vector<Vec>& track, const Change& change) {
  for (int axis = 0; axis < 3; ++axis) {
    const std::vector<double> values = change(component(track, axis));
    track.resize(values.size(), missing_vec());
    for (std::size_t i = 0; i < values.size(); ++i) track[i](axis) = values[i];
  }
}

std::vector<std::size_t> columns_of(const MarkerSet& set, std::initializer_list<MarkerSite> sites, BodySide leg) {
  std::vector<std::size_t> columns;
  for (const MarkerSite site : sites) {
    const auto& of_site = set.of(site, leg);
    columns.insert(columns.end(), of_site.begin(), of_site.end());
  }
  return columns;
}

/// Replaces what is missing of a segment's markers by where the others say that they are.
std::size_t fill_from_cluster(MarkerTracks& tracks, const std::vector<std::size_t>& columns) {
  if (columns.size() < 4) return 0;
  const std::vector<Vec> rows = rows_of(tracks, columns);
  if (std::all_of(rows.begin(), rows.end(), [](const Vec& v) { return seen(v); })) return 0;
  const std::vector<Vec> shape = cluster_shape(rows, columns.size());
  const std::vector<Pose3> poses = poses_of(shape, rows);
  std::size_t filled = 0;
  for (std::size_t frame = 0; frame < tracks.frames; ++frame) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      Vec& point = tracks.of[columns[i]][frame];
      if (seen(point) || !poses[frame].known() || !seen(shape[i])) continue;
      point = poses[frame].to_room(shape[i]);
      ++filled;
    }
  }
  return filled;
}

/// Movement of two markers against their segment from one frame to the next, as named and with their names exchanged.
struct Jump {
  double as_named = 0;  // sum of squares, m2
  double exchanged = 0;
};

Jump jump_of(const MarkerTracks& tracks, std::size_t a, std::size_t b, std::size_t frame, const Vec& segment_step) {
  const Vec& a_before = tracks.of[a][frame - 1];
  const Vec& b_before = tracks.of[b][frame - 1];
  const Vec a_now = tracks.of[a][frame] - segment_step;
  const Vec b_now = tracks.of[b][frame] - segment_step;
  return {(a_now - a_before).squaredNorm() + (b_now - b_before).squaredNorm(),
          (b_now - a_before).squaredNorm() + (a_now - b_before).squaredNorm()};
}

/// Mean step of the markers that both frames show; the same whatever their names.
Vec step_of(const MarkerTracks& tracks, const std::vector<std::size_t>& columns, std::size_t frame) {
  Vec sum = Vec::Zero();
  double count = 0;
  for (const std::size_t column : columns) {
    const Vec step = tracks.of[column][frame] - tracks.of[column][frame - 1];
    if (!seen(step)) continue;
    sum += step;
    ++count;
  }
  return count > 0 ? Vec(sum / count) : missing_vec();
}

/// Follows two markers that exchange their names from frame to frame; the naming that holds for more frames wins.
/// Returns in how many frames names were put back.
std::size_t undo_swaps(MarkerTracks& tracks, const std::vector<std::size_t>& columns, std::size_t a, std::size_t b) {
  constexpr double least_jump_m2 = 2 * 0.015 * 0.015;
  constexpr double clearly = 0.25;
  std::size_t exchanged = 0;
  std::size_t known = 0;
  for (std::size_t frame = 1; frame < tracks.frames; ++frame) {
    const Vec step = step_of(tracks, columns, frame);
    const Jump jump = jump_of(tracks, a, b, frame, step);
    if (std::isnan(jump.as_named)) continue;
    ++known;
    if (jump.as_named < least_jump_m2 || jump.exchanged > clearly * jump.as_named) continue;
    std::swap(tracks.of[a][frame], tracks.of[b][frame]);
    ++exchanged;
  }
  if (2 * exchanged <= known) return exchanged;
  std::swap(tracks.of[a], tracks.of[b]);
  return known - exchanged;
}

std::size_t undo_swaps(MarkerTracks& tracks, const std::vector<std::size_t>& columns) {
  std::size_t undone = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    for (std::size_t j = i + 1; j < columns.size(); ++j) undone += undo_swaps(tracks, columns, columns[i], columns[j]);
  }
  return undone;
}

std::vector<std::vector<std::size_t>> all_segments(const MarkerSet& set) {
  std::vector<std::vector<std::size_t>> segments{pelvis_columns(set)};
  for (const BodySide leg : both_sides) {
    segments.push_back(thigh_columns(set, leg));
    segments.push_back(shank_columns(set, leg));
    segments.push_back(foot_columns(set, leg));
  }
  return segments;
}

}  // namespace

Result<MarkerTracks> tracks_of(const MarkerRecording& recording, double longest_gap_s) {
  GENU_ASSIGN(const double rate_hz, rate_of(recording));
  MarkerTracks tracks;
  tracks.start_s = recording.time_s.front();
  tracks.rate_hz = rate_hz;
  tracks.names = recording.names;
  tracks.set = sort_markers(recording);
  const auto longest_gap = static_cast<std::size_t>(std::lround(longest_gap_s * rate_hz));
  for (std::size_t marker = 0; marker < recording.names.size(); ++marker) {
    std::vector<Vec> track(recording.time_s.size());
    for (std::size_t frame = 0; frame < track.size(); ++frame) track[frame] = to_eigen(recording.at(frame, marker));
    change_components(track, [&](const std::vector<double>& values) {
      std::vector<double> even = resample(recording.time_s, values, rate_hz, 1.5 / rate_hz);
      fill_gaps(even, longest_gap);
      return even;
    });
    tracks.frames = track.size();
    tracks.of.push_back(std::move(track));
  }
  return tracks;
}

void repair_and_smooth(MarkerTracks& tracks, double cutoff_hz, std::vector<std::string>& notes) {
  std::size_t undone = 0;
  std::size_t filled = 0;
  for (const auto& columns : all_segments(tracks.set)) {
    undone += undo_swaps(tracks, columns);
    filled += fill_from_cluster(tracks, columns);
  }
  for (auto& track : tracks.of) {
    change_components(track,
                      [&](const std::vector<double>& values) { return low_pass(values, tracks.rate_hz, cutoff_hz); });
  }
  if (undone > 0) {
    notes.push_back("In " + std::to_string(undone) + " frames two markers of a segment had exchanged names; put back.");
  }
  if (filled > 0) {
    notes.push_back(std::to_string(filled) +
                    " missing marker positions were filled from the other markers of their segment.");
  }
}

void turn(MarkerTracks& tracks, const Mat& rotation) {
  for (auto& track : tracks.of) {
    for (Vec& v : track) v = rotation * v;
  }
}

std::vector<std::size_t> pelvis_columns(const MarkerSet& set) {
  std::vector<std::size_t> columns = set.of(MarkerSite::sacrum);
  for (const BodySide leg : both_sides) {
    const auto side = columns_of(set, {MarkerSite::asis, MarkerSite::psis, MarkerSite::pelvis_tracking}, leg);
    columns.insert(columns.end(), side.begin(), side.end());
  }
  return columns;
}

std::vector<std::size_t> thigh_columns(const MarkerSet& set, BodySide leg) {
  return columns_of(set, {MarkerSite::thigh_tracking, MarkerSite::knee_lateral, MarkerSite::knee_medial}, leg);
}
std::vector<std::size_t> shank_columns(const MarkerSet& set, BodySide leg) {
  auto columns =
      columns_of(set, {MarkerSite::shank_tracking, MarkerSite::ankle_lateral, MarkerSite::ankle_medial}, leg);
  if (columns.size() < 3) {
    const auto knee = columns_of(set, {MarkerSite::knee_lateral}, leg);
    columns.insert(columns.end(), knee.begin(), knee.end());
  }
  return columns;
}
std::vector<std::size_t> foot_columns(const MarkerSet& set, BodySide leg) {
  auto columns = columns_of(set, {MarkerSite::heel, MarkerSite::toe, MarkerSite::foot_tracking}, leg);
  if (columns.size() < 3) {
    const auto ankle = columns_of(set, {MarkerSite::ankle_lateral}, leg);
    columns.insert(columns.end(), ankle.begin(), ankle.end());
  }
  return columns;
}

std::vector<std::size_t> columns_on_both(const MarkerSet& set, MarkerSite site) {
  std::vector<std::size_t> columns = columns_of(set, {site}, BodySide::left);
  const auto right = columns_of(set, {site}, BodySide::right);
  columns.insert(columns.end(), right.begin(), right.end());
  return columns;
}

std::vector<std::size_t> one_on_each_side(const MarkerSet& set, MarkerSite site) {
  const auto& left = set.of(site, BodySide::left);
  const auto& right = set.of(site, BodySide::right);
  if (left.empty() || right.empty()) return {};
  return {left.front(), right.front()};
}

std::vector<Vec> middle_of(const MarkerTracks& tracks, const std::vector<std::size_t>& columns) {
  std::vector<Vec> middle(tracks.frames, columns.empty() ? missing_vec() : Vec(Vec::Zero()));
  for (const std::size_t column : columns) {
    for (std::size_t i = 0; i < tracks.frames; ++i)
      middle[i] += tracks.of[column][i] / static_cast<double>(columns.size());
  }
  return middle;
}

std::vector<Vec> rows_of(const MarkerTracks& tracks, const std::vector<std::size_t>& columns,
                         std::initializer_list<const std::vector<Vec>*> extra) {
  std::vector<Vec> rows;
  rows.reserve(tracks.frames * (columns.size() + extra.size()));
  for (std::size_t frame = 0; frame < tracks.frames; ++frame) {
    for (const std::size_t column : columns) rows.push_back(tracks.of[column][frame]);
    for (const auto* track : extra) rows.push_back((*track)[frame]);
  }
  return rows;
}

}  // namespace genu::three_d
