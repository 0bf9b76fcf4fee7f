// The use cases: JSON requests in, JSON answers out, the record kept. The same for page, command line and tests.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/time.h"
#include "interview/interview.h"
#include "record/entry.h"
#include "service/api.h"
#include "service/exam_report.h"
#include "service/gait_report.h"
#include "service/import_jobs.h"
#include "service/reasoner.h"
#include "service/training_report.h"
#include "store/store.h"

namespace genu {

/// Port for randomness: ids need bytes that nobody can guess. The real one lives in the command line's wiring.
class Entropy {
 public:
  virtual ~Entropy() = default;
  virtual void fill(unsigned char (&bytes)[10]) = 0;
};

/// A runner's record folded into what the reasoning needs.
struct Gathered {
  RunnerFacts facts;
  std::vector<Observation> observations;
  std::vector<Screen> answered;    // the runner's screens, in the order in which they were first answered
  std::vector<Entry> assessments;  // what was concluded before, oldest first
  std::string training_values;     // the last findings drawn from training files, as recorded; empty: none
};

class Service final : public Api {
 public:
  /// The first four must outlive the service; `uploads` is a folder for files that arrive in pieces, which is
  /// emptied; without one they are refused.
  /// Safe to call from several threads.
  Service(const Reasoner& reasoner, Store& store, const Clock& clock, Entropy& entropy, std::string uploads = {});

  Result<std::string> health() override;
  Result<std::string> knowledge() override;
  Result<std::string> assess(std::string_view case_json) override;
  Result<std::string> list_runners() override;
  Result<std::string> add_runner(std::string_view json) override;
  Result<std::string> runner(std::string_view id) override;
  Result<void> erase(std::string_view id) override;
  Result<std::string> export_runner(std::string_view id) override;
  Result<std::string> interview(std::string_view id, std::optional<std::string_view> question) override;
  Result<std::string> answer(std::string_view id, std::string_view json) override;
  Result<std::string> assessment(std::string_view id) override;
  Result<std::string> exam(std::string_view id) override;
  Result<std::string> import_state(std::string_view id) override;
  Result<std::string> import_piece(std::string_view id, std::string_view name, std::uint64_t offset, std::uint64_t size,
                                   std::string_view bytes) override;
  Result<std::string> import_start(std::string_view id) override;
  Result<std::string> import_cancel(std::string_view id) override;
  Result<std::string> training(std::string_view id) override;
  Result<std::string> activity(std::string_view id, std::string_view entry) override;
  Result<std::string> analyse_gait(std::string_view name, std::string_view bytes) override;
  Result<std::string> add_gait(std::string_view id, std::string_view name, std::string_view bytes) override;
  Result<std::string> gait(std::string_view id) override;
  Result<std::string> strength(std::string_view id) override;
  Result<std::string> add_strength(std::string_view id, std::string_view json) override;
  Result<std::string> feet(std::string_view id) override;
  Result<std::string> add_feet(std::string_view id, std::string_view json) override;

  /// A new record; the name may be empty.
  Result<Runner> create_runner(const std::string& name);

  /// Reads training files into a runner's record, on this thread, and draws the findings from them.
  Result<ImportState> import_paths(const std::string& id, const std::vector<std::string>& paths, unsigned threads,
                                   const ImportWatcher& watch);

  /// A runner's training history as values. What it says for the diagnosis is recorded when it is new.
  Result<TrainingReport> training_of(std::string_view id);

  /// The assessment of a runner's record as values; nothing is stored.
  Result<Assessment> assess_runner(std::string_view id);

 private:
  Result<Gathered> gather(std::string_view runner);
  Result<GaitResult> gait_of(std::string_view name, std::string_view bytes, const GaitContext& context) const;
  Result<void> record_findings(std::string_view runner, const TrainingReport& report);
  Result<ExamRecord> exam_record(std::string_view id);  // without the shoes
  Result<void> keep_exam(std::string_view id, const char* part, Json body, bool by_clinician, Json values);
  std::string new_id();

  const Reasoner& reasoner_;
  Store& store_;
  const Clock& clock_;
  Entropy& entropy_;
  ImportJobs jobs_;  // last: it ends before what it uses
};

}  // namespace genu
