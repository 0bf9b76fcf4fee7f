#include "service/gait_report.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace genu {
namespace {

/// Entry of knowledge/gait.yaml for a metric.
std::string topic_id(std::string_view metric) {
  if (metric == "cadence") return "gait_cadence";
  if (metric == "contact_time") return "gait_contact_time";
  if (metric == "overstride_hip" || metric == "overstride_knee") return "overstride";
  if (metric.starts_with("knee_adduction_moment")) return "knee_adduction_moment";
  return std::string(metric);
}

/// Error of a laboratory that no number of steps takes away: two laboratories with one protocol differ by 1.7 to 5.0
/// degrees at the knee (ric_bmc), taken as two standard deviations.
double laboratory_error(std::string_view unit) { return unit == "deg" ? 2.5 : 0; }

ShownMetric shown(const Knowledge& knowledge, const GaitMetric& metric) {
  ShownMetric result;
  result.id = name_of(metric.id);
  result.topic = knowledge.find_topic(topic_id(result.id));
  result.unit = unit_of(metric.id);
  result.values = {metric.both, metric.left, metric.right};
  result.refused = metric.refused;
  return result;
}

std::vector<ShownMetric> shown(const Knowledge& knowledge, const Gait3d& gait) {
  std::vector<ShownMetric> result;
  for (const Metric3d& metric : gait.metrics) {
    auto place =
        std::find_if(result.begin(), result.end(), [&](const ShownMetric& one) { return one.id == metric.id; });
    if (place == result.end()) {
      ShownMetric one;
      one.id = metric.id;
      one.topic = knowledge.find_topic(topic_id(metric.id));
      one.unit = metric.unit;
      one.low_confidence = metric.low_confidence;
      result.push_back(std::move(one));
      place = std::prev(result.end());
    }
    if (std::isnan(metric.mean)) continue;
    const GaitEstimate estimate =
        estimate_of(metric.mean, std::isnan(metric.sd) ? 0 : metric.sd, metric.count, laboratory_error(metric.unit));
    (!metric.leg                     ? place->values.both
     : *metric.leg == BodySide::left ? place->values.left
                                     : place->values.right) = estimate;
  }
  for (ShownMetric& one : result) {
    if (!one.values.both && !one.values.left && !one.values.right) one.refused = "Too few steps were seen well enough.";
  }
  return result;
}

std::optional<double> cadence_of(const std::vector<ShownMetric>& metrics) {
  for (const ShownMetric& metric : metrics) {
    if (metric.id == "cadence" && metric.values.both) return metric.values.both->mean;
  }
  return std::nullopt;
}

Result<Gait3d> laboratory_of(const std::vector<Movement>& files, const MarkerRecording& markers,
                             const Movement* standing, const GaitContext& context) {
  Options3d options;
  if (standing != nullptr && standing->markers) options.standing = &*standing->markers;
  options.body_mass_kg = context.body_mass_kg;
  options.female = context.female;
  if (context.body_height_cm) options.body_height_m = *context.body_height_cm / 100;
  const ForceRecording* forces = nullptr;
  for (const Movement& file : files) {
    if (file.forces) forces = &*file.forces;
  }
  return analyse_markers(markers, forces, options);
}

}  // namespace

FeedbackDose feedback_dose(const Knowledge& knowledge) {
  const Topic* topic = knowledge.find_topic("feedback_schedule");
  if (topic == nullptr) return {};
  const auto figure = [&](std::string_view id) { return topic->figure(id).value_or(0); };
  const auto whole = [&](std::string_view id) { return static_cast<int>(std::lround(figure(id))); };
  return {figure("start_increase"),
          figure("target_increase"),
          figure("most_increase"),
          whole("sessions_per_week"),
          whole("blocks"),
          figure("block_on"),
          figure("block_off"),
          whole("weeks_every_block"),
          whole("weeks_half_the_blocks"),
          whole("weeks_one_check"),
          figure("not_above_without_pain")};
}

std::string GaitResult::view() const {
  if (laboratory) return "3d";
  return film && film->view ? name_of(*film->view) : "";
}

bool GaitResult::is_running() const {
  if (laboratory) return laboratory->running.value_or(false);
  return film && film->accepted() && film->kind == GaitKind::running;
}

std::optional<double> GaitResult::speed_m_per_s() const {
  if (laboratory) return laboratory->speed_m_per_s > 0 ? std::optional(laboratory->speed_m_per_s) : std::nullopt;
  return film ? film->speed_m_per_s : std::nullopt;
}

Result<GaitResult> analyse_movement(const Knowledge& knowledge, const std::vector<Movement>& files,
                                    const Movement* standing, const GaitContext& context) {
  GaitResult result;
  for (const Movement& file : files) {
    result.warnings.insert(result.warnings.end(), file.warnings.begin(), file.warnings.end());
  }
  const auto with_markers =
      std::find_if(files.begin(), files.end(), [](const Movement& file) { return file.markers.has_value(); });
  const auto with_poses =
      std::find_if(files.begin(), files.end(), [](const Movement& file) { return file.poses.has_value(); });
  if (with_markers != files.end()) {
    GENU_ASSIGN(result.laboratory, laboratory_of(files, *with_markers->markers, standing, context));
    result.metrics = shown(knowledge, *result.laboratory);
  } else if (with_poses != files.end()) {
    PoseRecording recording = *with_poses->poses;
    if (!recording.capture.body_height_cm) recording.capture.body_height_cm = context.body_height_cm;
    result.film = analyse_poses(recording);
    for (const GaitMetric& metric : result.film->metrics) result.metrics.push_back(shown(knowledge, metric));
  } else {
    return fail(
        ErrorCode::invalid_input,
        "there are neither markers nor poses in it: give the file with the movement (TRC, C3D, or poses as JSON) "
        "beside forces or joint angles");
  }
  result.cadence = cadence_advice(result.is_running() ? cadence_of(result.metrics) : std::nullopt,
                                  context.running_is_unsafe, context.knee_hurts, feedback_dose(knowledge));
  return result;
}

Result<std::vector<LegLoad>> medial_load(const GaitResult& result, const GaitResult& baseline) {
  std::vector<LegLoad> loads;
  if (result.laboratory && baseline.laboratory) {
    for (const BodySide leg : both_sides) {
      if (const auto index = medial_load_index(*result.laboratory, *baseline.laboratory, leg)) {
        loads.push_back({leg, *index});
      }
    }
  }
  if (loads.empty()) {
    return fail(ErrorCode::invalid_input,
                "the load cannot be compared: both recordings need markers, force plates and the body mass");
  }
  return loads;
}

Json gait_findings(const GaitResult& result) {
  // The cut-off of dev_cadence belongs to women at 2.98 m/s (thakkar2019): a slow jog has slower steps in everybody.
  constexpr double like_the_study_from = 2.5;
  constexpr double like_the_study_until = 3.5;
  const std::optional<double> speed = result.speed_m_per_s();
  const std::optional<double> cadence = cadence_of(result.metrics);
  Json findings = Json::object();
  if (!result.is_running() || !cadence || !speed) return findings;
  if (*speed < like_the_study_from || *speed > like_the_study_until) return findings;
  findings["dev_cadence"] = std::round(*cadence);
  return findings;
}

}  // namespace genu
