// What is measured of somebody who runs: values by side with an error band, curves over the stride.
//
// Definitions are those of ../shared/evidence/gait.yaml, kept in knowledge/gait.yaml under the same ids.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "gait/events.h"
#include "gait/tracks.h"

namespace genu {

enum class GaitMetricId : std::uint8_t {
  cadence,                   // steps a minute
  step_time,                 // ms, from this foot's contact to the other's
  contact_time,              // ms
  flight_time,               // ms, after this foot's toe-off
  duty_factor,               // contact time over stride time
  stride_length,             // m
  vertical_oscillation,      // cm, of the middle of the hips
  overstride_hip,            // ankle ahead of hip at contact, over leg length
  overstride_knee,           // ankle ahead of knee at contact, over leg length
  shank_angle_contact,       // degrees, + ankle ahead of knee
  foot_angle_contact,        // degrees, + toes up, against flat in the middle of contact
  knee_flexion_contact,      // degrees, 0 straight
  knee_flexion_peak_stance,  // degrees
  thigh_extension,           // degrees, greatest behind vertical around toe-off
  trunk_lean,                // degrees, + forward, mean of contact
  pelvic_drop,               // degrees, + swing side lower, greatest in the first half of contact, less standing
  pelvic_drop_excursion,     // degrees, from contact to the greatest drop
  hip_adduction,             // degrees, greatest in the first half of contact, less standing where there is one
  step_width,   // right ankle to the right of the left at mid-contact, over hip width; 0 and below: crossing
  knee_window,  // the same of the knees
  stride_time_variability,  // %, coefficient of variation
};
inline constexpr std::size_t gait_metric_count = 21;
const char* name_of(GaitMetricId id);
/// "deg", "ms", "cm", "m", "/min", "%", or "" for a ratio.
const char* unit_of(GaitMetricId id);

/// 95 % band: the uncertainty of the mean over the strides (Student) and the published or estimated error of the
/// method, added as squares.
struct GaitEstimate {
  double mean = 0;
  double standard_deviation = 0;  // over the strides
  std::size_t count = 0;          // strides or steps
  double low = 0;
  double high = 0;
};

struct GaitMetric {
  GaitMetricId id = GaitMetricId::cadence;
  std::optional<GaitEstimate> both;
  std::optional<GaitEstimate> left;
  std::optional<GaitEstimate> right;
  std::string refused;  // why there is no value, for a person; empty otherwise

  const std::optional<GaitEstimate>& of(BodySide side) const { return side == BodySide::left ? left : right; }
};

/// The standard deviation of the method's own error for a clip with `rate_hz` pictures a second; see metrics.cpp for
/// where each comes from.
double method_error(GaitMetricId id, double rate_hz);

/// Mean and band of the values; none when there are none. NaN values are left out.
std::optional<GaitEstimate> estimate(const std::vector<double>& values, double method_error);

/// The same from what is known of the values already. One value tells nothing of the strides' spread: no deviation and
/// no band then (NaN), not the narrowest.
GaitEstimate estimate_of(double mean, double standard_deviation, std::size_t count, double method_error);

enum class GaitCurveId : std::uint8_t {
  knee_flexion,
  thigh_angle,
  shank_angle,
  trunk_lean,
  pelvic_drop,
  hip_adduction
};
const char* name_of(GaitCurveId id);

inline constexpr std::size_t curve_points = 51;  // 0, 2, ... 100 % of the stride

struct CurveBand {
  std::array<double, curve_points> mean{};
  std::array<double, curve_points> standard_deviation{};  // NaN with one stride
  std::size_t strides = 0;
};

/// Over the stride, from one contact of the foot to the next.
struct GaitCurve {
  GaitCurveId id = GaitCurveId::knee_flexion;
  std::optional<CurveBand> left;
  std::optional<CurveBand> right;
};

/// What the metrics need beside the tracks.
struct GaitScene {
  View view = View::side;
  double ahead = 1;  // +1: travel to the right of the picture
  double leg_length_px = 0;
  std::optional<double> m_per_px;  // none: no lengths
  std::optional<double> speed_m_per_s;
  std::optional<std::pair<double, double>> standing;  // places, from and until
};

struct GaitMeasures {
  std::vector<GaitMetric> metrics;  // those that the view can give, also the refused ones
  std::vector<GaitCurve> curves;
};

/// `tracks` cleaned, not filtered, upright (camera roll taken out). Strides that are more than 1.6 times the median are
/// left out (a contact was missed). Angles from points filtered at 8 Hz (6 Hz below 50 pictures a second).
GaitMeasures measure(const Tracks& tracks, const std::vector<Contact>& contacts, const GaitScene& scene);

/// Of somebody who walks, from the side: cadence, stride length where a length is known, trunk lean. Nothing of how
/// somebody runs can be told from it. `steps`: places, one in each step.
std::vector<GaitMetric> measure_walking(const Tracks& tracks, const std::vector<double>& steps, const GaitScene& scene);

}  // namespace genu
