#include "gait/three_d/body.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <span>

#include "gait/three_d/marker_tracks.h"
#include "gait/three_d/travel.h"

namespace genu::three_d {
namespace {

constexpr double degrees = 180 / std::numbers::pi;
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Half the distance between the outer marker and the middle of the joint: our estimates for adults, marker included.
constexpr double half_knee_width_m = 0.05;
constexpr double half_ankle_width_m = 0.035;

// ---- segments

/// A segment's markers as one body, here and in the standing trial.
struct Segment {
  std::vector<Pose3> moving;
  std::vector<Pose3> standing;  // empty without a standing trial
};

/// The two recordings that landmarks can come from.
struct Sources {
  const MarkerTracks& moving;
  const MarkerTracks* standing;
};

std::optional<std::size_t> column_named(const MarkerTracks& tracks, const std::string& name) {
  const auto found = std::find(tracks.names.begin(), tracks.names.end(), name);
  return found == tracks.names.end() ? std::nullopt
                                     : std::optional(static_cast<std::size_t>(found - tracks.names.begin()));
}

/// The same columns of the standing trial, by name; never seen where it lacks one.
std::vector<Vec> standing_rows(const Sources& sources, const std::vector<std::size_t>& columns,
                               const std::vector<const std::vector<Vec>*>& extra) {
  std::vector<std::optional<std::size_t>> same;
  for (const std::size_t column : columns)
    same.push_back(column_named(*sources.standing, sources.moving.names[column]));
  std::vector<Vec> rows;
  for (std::size_t frame = 0; frame < sources.standing->frames; ++frame) {
    for (const auto& column : same) rows.push_back(column ? sources.standing->of[*column][frame] : missing_vec());
    for (const auto* track : extra) rows.push_back((*track)[frame]);
  }
  return rows;
}

/// `extra` points (of both recordings) are part of the body, after the columns.
struct ExtraPoint {
  const std::vector<Vec>* moving;
  const std::vector<Vec>* standing;
};

Segment segment_of(const Sources& sources, const std::vector<std::size_t>& columns,
                   std::optional<ExtraPoint> extra = std::nullopt) {
  const std::vector<Vec> rows =
      extra ? rows_of(sources.moving, columns, {extra->moving}) : rows_of(sources.moving, columns);
  const std::vector<Vec> shape = cluster_shape(rows, columns.size() + (extra ? 1 : 0));
  Segment segment;
  segment.moving = poses_of(shape, rows);
  if (sources.standing != nullptr) {
    const std::vector<const std::vector<Vec>*> also =
        extra ? std::vector<const std::vector<Vec>*>{extra->standing} : std::vector<const std::vector<Vec>*>{};
    segment.standing = poses_of(shape, standing_rows(sources, columns, also));
  }
  return segment;
}

/// Place of a landmark in a segment's own frame: from the standing trial, else from the trial itself; NaN when neither
/// shows it.
Vec landmark(const Sources& sources, const Segment& segment, MarkerSite site, BodySide leg) {
  if (sources.standing != nullptr && !sources.standing->set.of(site, leg).empty()) {
    const Vec own = mean_own(segment.standing, sources.standing->of[sources.standing->set.of(site, leg).front()]);
    if (seen(own)) return own;
  }
  if (sources.moving.set.of(site, leg).empty()) return missing_vec();
  return mean_own(segment.moving, sources.moving.of[sources.moving.set.of(site, leg).front()]);
}

std::vector<Vec> in_room(const std::vector<Pose3>& poses, const Vec& own) {
  std::vector<Vec> track(poses.size(), missing_vec());
  for (std::size_t i = 0; i < poses.size(); ++i) track[i] = poses[i].to_room(own);
  return track;
}

/// Poses of a bone whose frame lies so in its markers' frame.
std::vector<Pose3> bones(const std::vector<Pose3>& clusters, const Mat& frame_own, const Vec& origin_own) {
  std::vector<Pose3> poses(clusters.size());
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    poses[i] = {clusters[i].rotation * frame_own, clusters[i].to_room(origin_own)};
  }
  return poses;
}

/// Mean direction of a line that is fixed in `carrier`, seen in `other`, over the chosen frames.
Vec direction_in(const std::vector<Pose3>& other, const std::vector<Pose3>& carrier, const Vec& own,
                 const std::vector<std::size_t>& frames) {
  Vec sum = Vec::Zero();
  for (const std::size_t i : frames) {
    if (other[i].known() && carrier[i].known()) sum += other[i].rotation.transpose() * carrier[i].rotation * own;
  }
  return sum.norm() > 0 ? Vec(sum.normalized()) : missing_vec();
}

std::vector<std::size_t> all_frames(std::size_t count) {
  std::vector<std::size_t> frames(count);
  for (std::size_t i = 0; i < count; ++i) frames[i] = i;
  return frames;
}

/// The share of frames with the smallest values, at least three.
std::vector<std::size_t> lowest_frames(const std::vector<double>& values, double share) {
  std::vector<std::size_t> frames;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isnan(values[i])) frames.push_back(i);
  }
  std::sort(frames.begin(), frames.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  const auto wanted = static_cast<std::size_t>(share * static_cast<double>(frames.size()));
  frames.resize(std::min(frames.size(), std::max<std::size_t>(3, wanted)));
  return frames;
}

// ---- pelvis and hips

struct Pelvis {
  Segment markers;
  Mat frame_own = Mat::Identity();
  Vec origin_own = missing_vec();
  double width_m = missing;
  double depth_m = missing;
};

Vec middle(const Vec& a, const Vec& b) { return (a + b) / 2; }

Result<Pelvis> pelvis_of(const Sources& sources) {
  Pelvis pelvis;
  pelvis.markers = segment_of(sources, pelvis_columns(sources.moving.set));
  const auto own = [&](MarkerSite site, BodySide leg) { return landmark(sources, pelvis.markers, site, leg); };
  const Vec left = own(MarkerSite::asis, BodySide::left);
  const Vec right = own(MarkerSite::asis, BodySide::right);
  Vec back = middle(own(MarkerSite::psis, BodySide::left), own(MarkerSite::psis, BodySide::right));
  if (!seen(back) && !sources.moving.set.of(MarkerSite::sacrum).empty()) {
    back = mean_own(pelvis.markers.moving, sources.moving.of[sources.moving.set.of(MarkerSite::sacrum).front()]);
  }
  if (!seen(left) || !seen(right) || !seen(back)) {
    return fail(ErrorCode::invalid_input, "Fewer than three markers of the pelvis are ever seen in the same frame.");
  }
  const Vec front = middle(left, right);
  const Vec z = (right - left).normalized();
  const Vec y = z.cross(front - back).normalized();
  pelvis.frame_own.col(0) = y.cross(z);
  pelvis.frame_own.col(1) = y;
  pelvis.frame_own.col(2) = z;
  pelvis.origin_own = front;
  pelvis.width_m = (right - left).norm();
  pelvis.depth_m = (front - back).norm();
  return pelvis;
}

/// Harrington et al. 2007: regression on pelvis width and depth, in millimetres from the middle of the ASIS.
Vec hip_by_regression(const Pelvis& pelvis, BodySide leg) {
  const double width_mm = pelvis.width_m * 1000;
  const double depth_mm = pelvis.depth_m * 1000;
  const Vec place_mm(-0.24 * depth_mm - 9.9, -0.30 * width_mm - 10.9, sign_of(leg) * (0.33 * width_mm + 7.3));
  return pelvis.origin_own + pelvis.frame_own * (place_mm / 1000);
}

struct Hip {
  Vec own = missing_vec();  // in the frame of the pelvis markers
  bool of_laboratory = false;
};

Hip hip_of(const Sources& sources, const Pelvis& pelvis, BodySide leg) {
  const Vec given = landmark(sources, pelvis.markers, MarkerSite::hip_centre, leg);
  if (seen(given)) return {given, true};
  return {hip_by_regression(pelvis, leg), false};
}

// ---- knee

enum class JointMethod { both_markers, outer_and_axis, axis_only, estimate };

struct Knee {
  Vec centre_thigh = missing_vec();  // in the frames of the marker clusters
  Vec axis_thigh = missing_vec();    // to the right
  Vec axis_shank = missing_vec();
  JointMethod method = JointMethod::estimate;
};

double mean_agreement(const std::vector<Pose3>& segment, const Vec& own, const std::vector<Pose3>& pelvis,
                      const Vec& z_own) {
  double sum = 0;
  double count = 0;
  for (std::size_t i = 0; i < segment.size(); ++i) {
    if (!segment[i].known() || !pelvis[i].known()) continue;
    sum += (segment[i].rotation * own).dot(pelvis[i].rotation * z_own);
    ++count;
  }
  return count > 0 ? sum / count : 0;
}

/// The axis of bending by symmetrical axis analysis; absent when it does not run across the body.
std::optional<CommonAxis> bending_axis(const Segment& upper, const Segment& lower, const Pelvis& pelvis,
                                       double range_deg) {
  auto axis = common_axis(upper.moving, lower.moving, range_deg);
  if (!axis) return std::nullopt;
  const double agreement =
      mean_agreement(upper.moving, axis->direction_first, pelvis.markers.moving, pelvis.frame_own.col(2));
  constexpr double least_agreement = 0.8;
  if (std::abs(agreement) < least_agreement) return std::nullopt;
  if (agreement < 0) {
    axis->direction_first = -axis->direction_first;
    axis->direction_second = -axis->direction_second;
  }
  return axis;
}

/// Square to the plane in which thigh and shank bend, in the frame of `segment`.
Vec bending_normal(const std::vector<Pose3>& segment, const std::vector<Vec>& hip, const std::vector<Vec>& knee,
                   const std::vector<Vec>& ankle) {
  Vec sum = Vec::Zero();
  for (std::size_t i = 0; i < segment.size(); ++i) {
    const Vec normal = (ankle[i] - knee[i]).normalized().cross((knee[i] - hip[i]).normalized());
    constexpr double bent = 0.35;  // sine of 20 degrees
    if (!segment[i].known() || !seen(normal) || normal.norm() < bent) continue;
    sum += segment[i].rotation.transpose() * normal;
  }
  return sum.norm() > 0 ? Vec(sum.normalized()) : missing_vec();
}

/// Point of a line nearest to another line.
Vec nearest_on_line(const Vec& point, const Vec& direction, const Vec& from, const Vec& to) {
  const Vec along = (to - from).normalized();
  const Vec across = point - from;
  const double d = direction.dot(along);
  const double bottom = 1 - d * d;
  if (bottom < 1e-6) return point;
  const double place = (d * along.dot(across) - direction.dot(across)) / bottom;
  return point + place * direction;
}

std::vector<double> bend_of(const std::vector<Vec>& hip, const std::vector<Vec>& knee, const std::vector<Vec>& ankle) {
  std::vector<double> bend(hip.size(), missing);
  for (std::size_t i = 0; i < hip.size(); ++i) {
    const double cosine = (knee[i] - hip[i]).normalized().dot((ankle[i] - knee[i]).normalized());
    if (!std::isnan(cosine)) bend[i] = -cosine;
  }
  return bend;
}

/// What one leg's joints are made of.
struct LegParts {
  BodySide leg;
  const Sources& sources;
  const Pelvis& pelvis;
  Segment thigh;
  Segment shank;
  Segment foot;
  std::vector<Vec> hip;  // while moving
  std::vector<Vec> hip_standing;
};

std::vector<Vec> first_track(const MarkerTracks& tracks, MarkerSite site, BodySide leg) {
  const auto& columns = tracks.set.of(site, leg);
  return columns.empty() ? std::vector<Vec>(tracks.frames, missing_vec()) : tracks.of[columns.front()];
}

/// Something near the ankle, to tell how the leg bends before the ankle itself is known.
std::vector<Vec> near_ankle(const LegParts& parts) {
  const auto outer = first_track(parts.sources.moving, MarkerSite::ankle_lateral, parts.leg);
  const bool any = std::any_of(outer.begin(), outer.end(), [](const Vec& v) { return seen(v); });
  return any ? outer : first_track(parts.sources.moving, MarkerSite::heel, parts.leg);
}

Knee knee_of(const LegParts& parts) {
  const double side = sign_of(parts.leg);
  const std::vector<Vec> ankle_track = near_ankle(parts);
  const Vec outer = landmark(parts.sources, parts.thigh, MarkerSite::knee_lateral, parts.leg);
  const Vec inner = landmark(parts.sources, parts.thigh, MarkerSite::knee_medial, parts.leg);
  Knee knee;
  if (seen(outer) && seen(inner)) {
    knee.method = JointMethod::both_markers;
    knee.centre_thigh = middle(outer, inner);
    knee.axis_thigh = side * (outer - inner).normalized();
    const auto centre = in_room(parts.thigh.moving, knee.centre_thigh);
    const bool stood = !parts.shank.standing.empty();
    knee.axis_shank = stood ? direction_in(parts.shank.standing, parts.thigh.standing, knee.axis_thigh,
                                           all_frames(parts.shank.standing.size()))
                            : missing_vec();
    if (!seen(knee.axis_shank)) {
      constexpr double straightest = 0.25;
      const auto straight = lowest_frames(bend_of(parts.hip, centre, ankle_track), straightest);
      knee.axis_shank = direction_in(parts.shank.moving, parts.thigh.moving, knee.axis_thigh, straight);
    }
    return knee;
  }
  constexpr double least_bend_deg = 25;
  const auto axis = bending_axis(parts.thigh, parts.shank, parts.pelvis, least_bend_deg);
  if (axis) {
    knee.axis_thigh = axis->direction_first;
    knee.axis_shank = axis->direction_second;
  } else if (seen(outer)) {
    const auto outer_track = in_room(parts.thigh.moving, outer);
    knee.axis_thigh = bending_normal(parts.thigh.moving, parts.hip, outer_track, ankle_track);
    knee.axis_shank = bending_normal(parts.shank.moving, parts.hip, outer_track, ankle_track);
  }
  if (seen(outer)) {
    knee.method = JointMethod::outer_and_axis;
    knee.centre_thigh = outer - side * half_knee_width_m * knee.axis_thigh;
  } else if (axis) {
    knee.method = JointMethod::axis_only;
    const Vec hip = mean_own(parts.thigh.moving, parts.hip);
    const Vec ankle = mean_own(parts.thigh.moving, ankle_track);
    const auto bend = bend_of(parts.hip, in_room(parts.thigh.moving, axis->point_first), ankle_track);
    Vec straight_ankle = Vec::Zero();
    double count = 0;
    constexpr double straightest = 0.1;
    for (const std::size_t i : lowest_frames(bend, straightest)) {
      if (!parts.thigh.moving[i].known() || !seen(ankle_track[i])) continue;
      straight_ankle += parts.thigh.moving[i].to_own(ankle_track[i]);
      ++count;
    }
    knee.centre_thigh =
        nearest_on_line(axis->point_first, axis->direction_first, hip, count > 0 ? Vec(straight_ankle / count) : ankle);
  }
  return knee;
}

// ---- foot and ankle

struct Foot {
  Mat frame_own = Mat::Constant(missing);
  Vec heel_own = missing_vec();
  Vec toe_own = missing_vec();
};

/// Frames in which the foot lies flattest: all of standing, else where heel and toe together are lowest.
std::vector<std::size_t> flat_frames(const std::vector<Vec>& heel, const std::vector<Vec>& toe) {
  std::vector<double> height(heel.size(), missing);
  for (std::size_t i = 0; i < heel.size(); ++i) height[i] = heel[i].y() + toe[i].y();
  constexpr double flattest = 0.05;
  return lowest_frames(height, flattest);
}

/// Middle of the markers on the toes while they lie flat with the foot.
Vec middle_toe(const LegParts& parts) {
  const MarkerTracks& tracks = parts.sources.moving;
  const auto toe = middle_of(tracks, tracks.set.of(MarkerSite::toe, parts.leg));
  const auto heel = first_track(tracks, MarkerSite::heel, parts.leg);
  Vec sum = Vec::Zero();
  double count = 0;
  for (const std::size_t i : flat_frames(heel, toe)) {
    if (!parts.foot.moving[i].known()) continue;
    sum += parts.foot.moving[i].to_own(toe[i]);
    ++count;
  }
  return count > 0 ? Vec(sum / count) : missing_vec();
}

Foot foot_of(const LegParts& parts) {
  Foot foot;
  foot.heel_own = landmark(parts.sources, parts.foot, MarkerSite::heel, parts.leg);
  foot.toe_own = middle_toe(parts);
  const bool stood = std::any_of(parts.foot.standing.begin(), parts.foot.standing.end(),
                                 [](const Pose3& pose) { return pose.known(); });
  const auto& poses = stood ? parts.foot.standing : parts.foot.moving;
  const auto heel = in_room(poses, foot.heel_own);
  const auto toe = in_room(poses, foot.toe_own);
  Vec up = Vec::Zero();
  for (const std::size_t i : stood ? all_frames(poses.size()) : flat_frames(heel, toe)) {
    if (poses[i].known()) up += poses[i].rotation.transpose() * Vec::UnitY();
  }
  const Vec along = foot.toe_own - foot.heel_own;
  foot.frame_own = frame_from(up, along.cross(up));
  return foot;
}

struct Ankle {
  Vec centre_shank = missing_vec();
  JointMethod method = JointMethod::estimate;
};

/// Where the axis of the ankle crosses the plane through heel and toe, in the frame of the shank's markers.
std::optional<Vec> ankle_by_axis(const LegParts& parts, const Foot& foot) {
  constexpr double least_bend_deg = 20;
  const auto axis = bending_axis(parts.shank, parts.foot, parts.pelvis, least_bend_deg);
  if (!axis) return std::nullopt;
  const Vec across = foot.frame_own.col(2);
  const double slope = across.dot(axis->direction_second);
  if (std::abs(slope) < 0.5) return std::nullopt;
  const double place = across.dot(foot.heel_own - axis->point_second) / slope;
  const Vec in_foot = axis->point_second + place * axis->direction_second;
  const Vec from_heel = foot.frame_own.transpose() * (in_foot - foot.heel_own);
  const double length = (foot.toe_own - foot.heel_own).norm();
  const bool plausible = from_heel.x() > 0 && from_heel.x() < 0.6 * length && std::abs(from_heel.y()) < 0.6 * length;
  if (!plausible) return std::nullopt;
  return Vec(axis->point_first + place * axis->direction_first);
}

/// A quarter of the way from heel to toe and as much above: our estimate for feet without any marker at the ankle.
Vec ankle_by_estimate(const LegParts& parts, const Foot& foot) {
  const double length = (foot.toe_own - foot.heel_own).norm();
  const Vec own = foot.heel_own + foot.frame_own * Vec(0.25 * length, 0.25 * length, 0);
  return mean_own(parts.shank.moving, in_room(parts.foot.moving, own));
}

Ankle ankle_of(const LegParts& parts, const Knee& knee, const Foot& foot) {
  const Vec outer = landmark(parts.sources, parts.shank, MarkerSite::ankle_lateral, parts.leg);
  const Vec inner = landmark(parts.sources, parts.shank, MarkerSite::ankle_medial, parts.leg);
  if (seen(outer) && seen(inner)) return {middle(outer, inner), JointMethod::both_markers};
  if (seen(outer)) {
    return {outer - sign_of(parts.leg) * half_ankle_width_m * knee.axis_shank, JointMethod::outer_and_axis};
  }
  if (const auto centre = ankle_by_axis(parts, foot)) return {*centre, JointMethod::axis_only};
  return {ankle_by_estimate(parts, foot), JointMethod::estimate};
}

// ---- the whole leg

std::string knee_note(JointMethod method, BodySide leg) {
  const std::string name = std::string("The ") + name_of(leg) + " knee: ";
  const std::string axis = "axis found from its own bending in this trial";
  switch (method) {
    case JointMethod::both_markers: return name + "middle between the markers on both sides.";
    case JointMethod::outer_and_axis:
      return name + axis + ", centre 5 cm (our estimate) inwards from the outer marker.";
    case JointMethod::axis_only:
      return name + axis + "; no marker on it, so its centre is assumed on the line from hip to ankle.";
    case JointMethod::estimate: return name + "could not be found.";
  }
  return name;
}

std::string ankle_note(JointMethod method, BodySide leg) {
  const std::string name = std::string("The ") + name_of(leg) + " ankle: ";
  switch (method) {
    case JointMethod::both_markers: return name + "middle between the markers on both sides.";
    case JointMethod::outer_and_axis: return name + "centre 3.5 cm (our estimate) inwards from the outer marker.";
    case JointMethod::axis_only: return name + "found from its own bending in this trial.";
    case JointMethod::estimate: return name + "only estimated from heel and toe.";
  }
  return name;
}

bool ever_known(const std::vector<Pose3>& poses) {
  return std::any_of(poses.begin(), poses.end(), [](const Pose3& pose) { return pose.known(); });
}

/// The shank once more with the knee as one more point of it, as the joint holds both bones together: what the skin
/// does to the markers of the shank tilts it less.
void steady_shank(LegParts& parts, Knee& knee) {
  const auto moving = in_room(parts.thigh.moving, knee.centre_thigh);
  const auto standing = in_room(parts.thigh.standing, knee.centre_thigh);
  Segment shank =
      segment_of(parts.sources, shank_columns(parts.sources.moving.set, parts.leg), ExtraPoint{&moving, &standing});
  if (!ever_known(shank.moving)) return;
  knee.axis_shank = direction_in(shank.moving, parts.shank.moving, knee.axis_shank, all_frames(shank.moving.size()));
  parts.shank = std::move(shank);
}

Result<LegMotion> leg_of(LegParts& parts, std::vector<std::string>& notes) {
  const std::string side = name_of(parts.leg);
  for (const auto& [segment, name] :
       {std::pair{&parts.thigh, "thigh"}, std::pair{&parts.shank, "shank"}, std::pair{&parts.foot, "foot"}}) {
    if (!ever_known(segment->moving)) {
      return fail(ErrorCode::invalid_input,
                  "The " + side + " " + name + " never shows three markers off one line in the same frame.");
    }
  }
  Knee knee = knee_of(parts);
  if (!seen(knee.centre_thigh) || !seen(knee.axis_shank)) {
    return fail(ErrorCode::invalid_input, "The " + side +
                                              " knee cannot be found: it has no markers and bends too little. "
                                              "Add a standing trial with markers on both sides of the knee.");
  }
  steady_shank(parts, knee);
  const Foot foot = foot_of(parts);
  const Ankle ankle = ankle_of(parts, knee, foot);
  notes.push_back(knee_note(knee.method, parts.leg));
  notes.push_back(ankle_note(ankle.method, parts.leg));

  LegMotion motion;
  motion.hip = parts.hip;
  motion.knee = in_room(parts.thigh.moving, knee.centre_thigh);
  motion.ankle = in_room(parts.shank.moving, ankle.centre_shank);
  motion.heel = in_room(parts.foot.moving, foot.heel_own);
  motion.toe = in_room(parts.foot.moving, foot.toe_own);
  motion.knee_measured = knee.method == JointMethod::both_markers;
  const Vec hip_thigh = mean_own(parts.thigh.moving, parts.hip);
  const Vec knee_shank = mean_own(parts.shank.moving, motion.knee);
  const Vec ankle_foot = mean_own(parts.foot.moving, motion.ankle);
  motion.thigh = bones(parts.thigh.moving, frame_from(hip_thigh - knee.centre_thigh, knee.axis_thigh), hip_thigh);
  motion.shank = bones(parts.shank.moving, frame_from(knee_shank - ankle.centre_shank, knee.axis_shank), knee_shank);
  motion.foot = bones(parts.foot.moving, foot.frame_own, ankle_foot);
  return motion;
}

LegParts parts_of(BodySide leg, const Sources& sources, const Pelvis& pelvis, const Hip& hip) {
  LegParts parts{.leg = leg,
                 .sources = sources,
                 .pelvis = pelvis,
                 .thigh = {},
                 .shank = {},
                 .foot = {},
                 .hip = {},
                 .hip_standing = {}};
  parts.hip = in_room(pelvis.markers.moving, hip.own);
  parts.hip_standing = in_room(pelvis.markers.standing, hip.own);
  parts.thigh =
      segment_of(sources, thigh_columns(sources.moving.set, leg), ExtraPoint{&parts.hip, &parts.hip_standing});
  parts.shank = segment_of(sources, shank_columns(sources.moving.set, leg));
  parts.foot = segment_of(sources, foot_columns(sources.moving.set, leg));
  return parts;
}

// ---- trunk

std::vector<Vec> top_of_trunk(const MarkerTracks& tracks) {
  std::vector<std::size_t> chest = tracks.set.of(MarkerSite::chest);
  const auto sided = columns_on_both(tracks.set, MarkerSite::chest);
  if (chest.empty()) chest = sided;
  const auto& neck = tracks.set.of(MarkerSite::neck);
  if (!chest.empty() && !neck.empty()) {
    auto top = middle_of(tracks, chest);
    const auto back = middle_of(tracks, neck);
    for (std::size_t i = 0; i < top.size(); ++i) top[i] = middle(top[i], back[i]);
    return top;
  }
  const auto shoulders = columns_on_both(tracks.set, MarkerSite::shoulder);
  if (shoulders.size() >= 2) return middle_of(tracks, shoulders);
  return middle_of(tracks, chest.empty() ? neck : chest);
}

std::vector<Pose3> trunk_of(const MarkerTracks& tracks, const BodyMotion& body) {
  const auto top = top_of_trunk(tracks);
  const auto left = first_track(tracks, MarkerSite::shoulder, BodySide::left);
  const auto right = first_track(tracks, MarkerSite::shoulder, BodySide::right);
  std::vector<Pose3> trunk(body.frames());
  for (std::size_t i = 0; i < trunk.size(); ++i) {
    const Vec hips = middle(body.leg(BodySide::left).hip[i], body.leg(BodySide::right).hip[i]);
    const Vec shoulders = right[i] - left[i];
    trunk[i] = {frame_from(top[i] - hips, seen(shoulders) ? shoulders : Vec(body.pelvis[i].rotation.col(2))), hips};
  }
  return trunk;
}

std::optional<double> standing_tilt(const Pelvis& pelvis) {
  double sum = 0;
  double count = 0;
  for (const Pose3& pose : pelvis.markers.standing) {
    if (!pose.known()) continue;
    sum += anterior_tilt_deg(pose.rotation * pelvis.frame_own);
    ++count;
  }
  return count > 0 ? std::optional(sum / count) : std::nullopt;
}

Result<MarkerTracks> standing_tracks(const MarkerRecording& standing, const Mat& rotation, const BodyOptions& options) {
  auto tracks = tracks_of(standing, options.longest_gap_s);
  if (!tracks) {
    return fail(tracks.error().code, "The standing trial cannot be used: " + tracks.error().message,
                tracks.error().where);
  }
  turn(*tracks, rotation);
  return tracks;
}

}  // namespace

double anterior_tilt_deg(const Mat& pelvis) { return std::asin(std::clamp(-pelvis(1, 0), -1.0, 1.0)) * degrees; }

Result<BodyMotion> reconstruct(const MarkerRecording& recording, const MarkerRecording* standing,
                               const BodyOptions& options) {
  GENU_ASSIGN(MarkerTracks tracks, tracks_of(recording, options.longest_gap_s));
  GENU_ASSIGN(tracks.set, recognise_markers(recording));
  BodyMotion body;
  body.start_s = tracks.start_s;
  body.rate_hz = tracks.rate_hz;
  repair_and_smooth(tracks, options.cutoff_hz, body.notes);
  GENU_ASSIGN(const Vec up, up_of(tracks));
  GENU_ASSIGN(const Travel travel, travel_of(tracks, up, body.notes));
  body.surface = travel.surface;
  body.speed_m_per_s = travel.speed_m_per_s;
  body.from_lab.row(0) = travel.forward;
  body.from_lab.row(1) = up;
  body.from_lab.row(2) = travel.forward.cross(up);
  turn(tracks, body.from_lab);

  std::optional<MarkerTracks> still;
  if (standing != nullptr) {
    GENU_ASSIGN(still, standing_tracks(*standing, body.from_lab, options));
    body.notes.push_back("Landmarks were taken from the standing trial where it shows them.");
  }
  const Sources sources{tracks, still ? &*still : nullptr};
  GENU_ASSIGN(const Pelvis pelvis, pelvis_of(sources));
  body.pelvis = bones(pelvis.markers.moving, pelvis.frame_own, pelvis.origin_own);
  body.standing_pelvis_tilt_deg = standing_tilt(pelvis);
  bool regression = false;
  for (const BodySide leg : both_sides) {
    const Hip hip = hip_of(sources, pelvis, leg);
    regression = regression || !hip.of_laboratory;
    LegParts parts = parts_of(leg, sources, pelvis, hip);
    GENU_ASSIGN(body.legs[static_cast<std::size_t>(leg)], leg_of(parts, body.notes));
  }
  body.notes.push_back(regression ? "Hip centres: regression on the width and depth of the pelvis (Harrington 2007)."
                                  : "Hip centres: as the laboratory gives them.");
  if (still == std::nullopt) {
    body.notes.push_back("Without a standing trial the ankle's zero is the foot where it lies flattest.");
  }
  body.trunk = trunk_of(tracks, body);
  return body;
}

}  // namespace genu::three_d
