// Gait in three dimensions, from the markers and force plates of a laboratory.
//
// Angles: joint coordinate system of Grood and Suntay 1983 (doi 10.1115/1.3138397), segments after Wu et al. 2002 (doi
// 10.1016/S0021-9290(01)00222-6), except that the shank takes its direction across from the knee's axis (both
// epicondyles or the axis of bending), not from the malleoli: the twist of the tibia then stays out of the knee's
// moments. The pelvis is described as a physiotherapist sees it (Baker 2001, Gait & Posture 13:1-6). Signs, in degrees:
//   hip_flexion +, hip_adduction +, hip_rotation + inwards; knee_flexion +, knee_adduction + (bow-leg), knee_rotation +
//   inwards; ankle_dorsiflexion + (the sole against the long axis of the shank, so that it does not depend on how well
//   the shank's direction across is known); thigh_extension + when the thigh points behind the vertical; pelvis_tilt +
//   front down, pelvis_list + right side up, pelvis_rotation + turned to the left; trunk_lean + forward and trunk_bend
//   + to the right of the vertical; trunk_to_pelvis_lean, trunk_to_pelvis_bend likewise against the pelvis.
// Knee adduction and rotation carry errors of their own size from markers that move on the skin: low confidence.
//
// Moments: external, in Nm per kg of body mass. knee_adduction about the shank's axis that points forward; flexion
// moments about the axis across of the upper segment; + bends (hip, knee), lifts the toes (ankle), adducts.
//
// No number here measures the force between the bones. Published formulas from moments to medial force were made for
// other people, so that the load on the inner knee is only given in relation to the same runner's own earlier trial.
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "gait/recording.h"
#include "gait/three_d/marker_set.h"

namespace genu {

struct Options3d {
  const MarkerRecording* standing = nullptr;  // quiet standing with the same markers, and more
  std::optional<double> body_mass_kg;         // 20 to 300; absent: from the forces
  std::optional<double> body_height_m;        // 1 to 2.5; absent: no moments in % of weight times height
  std::optional<bool> female;                 // for the mass of the segments; absent: mean of both sexes
  double cutoff_hz = 15;                      // 6 to 20, for markers and forces alike
  double force_threshold_n = 50;
  double longest_gap_s = 0.1;  // bridged by a curve; longer ones by the segment's other markers or not at all
};

/// One time that a foot stood on the ground.
struct Contact3d {
  BodySide leg = BodySide::left;
  std::optional<double> contact_s;  // absent when the recording starts later
  std::optional<double> toe_off_s;  // absent when it ends before, or could not be told
  double peak_force_n = 0;          // vertical; 0 without forces
  bool from_force = false;          // else from the movement of the foot
};

/// Mean over strides (contact to the next contact of that foot) or stances (contact to toe-off), at 0, 1 ... 100 %.
struct Curve3d {
  enum class Span { stride, stance };
  std::string name;  // as in the tables
  BodySide leg = BodySide::left;
  Span span = Span::stride;
  std::array<double, 101> mean{};
  std::array<double, 101> sd{};  // NaN with one
  std::size_t count = 0;
};

struct Metric3d {
  std::string id;    // ids of gait.yaml where it has one
  std::string unit;  // "deg", "s", "Nm/kg", "%BW*height", "Nm s/kg", "BW", "fraction", "steps/min", "m/s"
  std::optional<BodySide> leg;
  double mean = std::numeric_limits<double>::quiet_NaN();
  double sd = std::numeric_limits<double>::quiet_NaN();  // between steps; NaN with one
  std::size_t count = 0;
  bool low_confidence = false;
};

enum class MassSource { given, from_force, unknown };

struct Gait3d {
  double rate_hz = 0;
  Surface surface = Surface::over_ground;
  double speed_m_per_s = 0;
  std::optional<bool> running;  // absent when it could not be told
  std::optional<double> body_mass_kg;
  MassSource mass_source = MassSource::unknown;
  CoordinateTable angles;   // degrees; columns "hip_flexion_left", "pelvis_tilt" ...
  CoordinateTable moments;  // Nm/kg; columns "knee_adduction_left" ...; NaN where the force on the foot is not known;
                            // empty without forces
  std::vector<Contact3d> contacts;  // in time order
  std::vector<Curve3d> curves;
  std::vector<Metric3d> metrics;
  std::vector<std::string> notes;  // what was assumed, for a person
};

/// Joint angles, contacts, moments and metrics of a recording. `forces` may be null; its times and axes are those of
/// the markers. Metrics: see three_d.cpp, one function each.
///
/// Fails (invalid_input) for options out of range, fewer than ten frames, unknown or never seen markers, a person who
/// is upside down or mirrored. Cost: linear in frames.
Result<Gait3d> analyse_markers(const MarkerRecording& markers, const ForceRecording* forces, const Options3d& options);

/// Column of a table; empty when there is none of that name.
std::vector<double> column_of(const CoordinateTable& table, std::string_view name);

/// The metric of that name and leg; nullptr when it was not found.
const Metric3d* metric_of(const Gait3d& gait, std::string_view id, std::optional<BodySide> leg);
const Metric3d* metric_of(const Gait3d&& gait, std::string_view id, std::optional<BodySide> leg) = delete;

/// How much the inner side of one knee is loaded in a trial, against an earlier trial of the same runner: 1.1 is a
/// tenth more turning towards bow-leg, NOT a tenth more force between the bones (the muscles' part is not seen).
/// Spread: standard error of the ratio from the spread over steps (first-order); NaN where either trial has a single
/// step.
struct MedialLoadIndex {
  double impulse_ratio = std::numeric_limits<double>::quiet_NaN();
  double impulse_spread = std::numeric_limits<double>::quiet_NaN();
  double peak_ratio = std::numeric_limits<double>::quiet_NaN();
  double peak_spread = std::numeric_limits<double>::quiet_NaN();
  std::size_t steps = 0;
  std::size_t baseline_steps = 0;
};

/// Fails when either trial holds no adduction moment for that leg, or the baseline's is not above zero.
Result<MedialLoadIndex> medial_load_index(const Gait3d& trial, const Gait3d& baseline, BodySide leg);

}  // namespace genu
