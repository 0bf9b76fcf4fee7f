// What a training history says, put together once and shown as JSON (page, --format json) or text (terminal).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "evidence/evidence.h"
#include "knowledge/knowledge.h"
#include "service/run_json.h"
#include "service/text_report.h"
#include "service/views.h"
#include "training/change.h"
#include "training/exposures.h"
#include "training/findings.h"
#include "training/history.h"

namespace genu {

/// The activities of one runner, what they amount to, and what changed before the onset.
struct TrainingReport {
  Day today;
  std::optional<Onset> onset;
  std::vector<RecordedRun> others;         // rides, swims, walks: by day and start
  std::vector<RecordedRun> runs;           // by day and start, as in `history`
  History history;                         // of the runs
  std::vector<SessionExposure> exposures;  // one for each run
  std::optional<Change> change;            // with an onset
  std::vector<TrainingFinding> findings;
};

/// Without an onset the findings and the change are left out. Cost: what_changed() and some passes over the runs.
TrainingReport make_training_report(std::vector<RecordedRun> activities, std::optional<Onset> onset, Day today);

/// The onset as the runner gave it: a day, or a range.
std::optional<Onset> onset_of(const RunnerFacts& facts);

/// The findings as observations, from: device.
Result<std::vector<Observation>> device_observations(const Knowledge& knowledge, const TrainingReport& report,
                                                     Instant when);

/// What one exposure of knowledge/training.yaml is for this runner, in a sentence; empty when the history does not
/// tell. Exposures refer to the four weeks that end with the onset, or with the last run.
struct ExposureLine {
  const Topic* topic = nullptr;
  std::string value;
};
std::vector<ExposureLine> exposure_lines(const Knowledge& knowledge, const TrainingReport& report);

/// TRAINING of docs/formats/api.md.
Json training_json(const Knowledge& knowledge, const TrainingReport& report);

/// ACTIVITY of docs/formats/api.md; `trace` is empty for an activity without a file.
Json activity_json(const Knowledge& knowledge, const TrainingReport& report, const RecordedRun& run,
                   const std::optional<Trace>& trace);

/// For the terminal: headline, chart of the weeks, sessions that stand out, what changed, exposures.
std::string training_text(const Knowledge& knowledge, const TrainingReport& report, const TextStyle& style);

/// One activity for the terminal: figures, splits, notes.
std::string activity_text(const Run& run, const TextStyle& style);

}  // namespace genu
