// The use cases: JSON requests in, JSON answers out, the record kept. The same for page, command line and tests.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/time.h"
#include "interview/interview.h"
#include "record/entry.h"
#include "service/api.h"
#include "service/reasoner.h"
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
};

class Service final : public Api {
 public:
  /// All four must outlive the service. Safe to call from several threads.
  Service(const Reasoner& reasoner, Store& store, const Clock& clock, Entropy& entropy)
      : reasoner_(reasoner), store_(store), clock_(clock), entropy_(entropy) {}

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

  /// The assessment of a runner's record as values; nothing is stored.
  Result<Assessment> assess_runner(std::string_view id);

 private:
  Result<Gathered> gather(std::string_view runner);
  std::string new_id();

  const Reasoner& reasoner_;
  Store& store_;
  const Clock& clock_;
  Entropy& entropy_;
};

}  // namespace genu
