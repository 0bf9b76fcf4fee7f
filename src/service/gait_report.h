// What a film or a laboratory's recording says of how somebody runs: put together once, shown as JSON or text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "gait/analysis.h"
#include "gait/retraining.h"
#include "gait/three_d/three_d.h"
#include "knowledge/knowledge.h"
#include "service/text_report.h"
#include "service/views.h"

namespace genu {

/// What is known of the runner beside the recording.
struct GaitContext {
  std::optional<double> body_height_cm;
  std::optional<double> body_mass_kg;
  std::optional<bool> female;
  bool running_is_unsafe = true;  // or not ruled out to be: nothing is advised that is done while running
  bool knee_hurts = true;
};

struct GaitSide {
  std::optional<GaitEstimate> both;
  std::optional<GaitEstimate> left;
  std::optional<GaitEstimate> right;
};

/// A metric of any source, in the words of knowledge/gait.yaml.
struct ShownMetric {
  std::string id;
  const Topic* topic = nullptr;  // null: the content has no entry
  std::string unit;
  GaitSide values;
  std::string refused;  // why there is no value; empty otherwise
  bool low_confidence = false;
};

struct GaitResult {
  std::optional<GaitReport> film;
  std::optional<Gait3d> laboratory;
  std::vector<std::string> warnings;  // of reading the files
  std::vector<ShownMetric> metrics;
  CadenceAdvice cadence;

  bool accepted() const { return laboratory || (film && film->accepted()); }
  bool is_running() const;
  std::optional<double> speed_m_per_s() const;
  std::string view() const;  // "side", "behind", "3d" or empty
};

/// One recording, which may come in several files (markers, forces). `standing`: markers of quiet standing, or null.
/// Fails with invalid_input when there is nothing to analyse in it (only joint angles, only forces) and as
/// analyse_markers does; a film is never a failure, its refusals are in the report.
Result<GaitResult> analyse_movement(const Knowledge& knowledge, const std::vector<Movement>& files,
                                    const Movement* standing, const GaitContext& context);

/// The figures of `feedback_schedule`; all zero without that entry.
FeedbackDose feedback_dose(const Knowledge& knowledge);

/// "report" of docs/formats/gait.md.
Json gait_json(const Knowledge& knowledge, const GaitResult& result);

/// {"angles": {"time_s", "unit", "series": {name: [...]}}, "moments": …} of a laboratory's recording; {} of a film.
Json gait_series_json(const GaitResult& result);

struct LegLoad {
  BodySide leg = BodySide::left;
  MedialLoadIndex index;
};

/// How much the inner side of each knee is loaded against an earlier recording of the same runner; only legs of which
/// both recordings hold an adduction moment. Fails with invalid_input when that is no leg.
Result<std::vector<LegLoad>> medial_load(const GaitResult& result, const GaitResult& baseline);

/// What moved between two reports (as JSON) of one view, [{"metric", "text"}]: beyond both bands together, and beyond
/// the published smallest detectable change where there is one. Empty when nothing did.
Json gait_changes(const Json& earlier, const Json& now);

/// {"dev_cadence": 166} or {}: what goes into the evidence, from: device.
Json gait_findings(const GaitResult& result);

/// For the terminal.
std::string gait_text(const GaitResult& result, const TextStyle& style);

}  // namespace genu
