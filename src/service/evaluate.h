// How well the reasoning does on published cases whose diagnosis is known.
#pragma once

#include <string>
#include <vector>

#include "import/case/case_file.h"
#include "service/reasoner.h"

namespace genu {

enum class Stage : std::uint8_t { history, exam };  // exam: history and examination together

struct Ranked {
  std::string id;  // a cause, or none_of_these
  double probability = 0;
};

struct CaseResult {
  std::string id;
  std::vector<std::string> expected;
  std::vector<Ranked> ranked;  // every cause and none_of_these, most probable first
  std::size_t shown = 0;       // how many causes a person would be shown
  std::size_t rank = 0;        // of the best accepted one, from 1
  UrgencyLevel urgency = UrgencyLevel::self_care;
  std::vector<std::string> urgency_acceptable;
};

/// A share with its 95 % Wilson score interval (Wilson 1927, doi:10.1080/01621459.1927.10502953).
struct Share {
  std::size_t count = 0;
  std::size_t of = 0;
  double value() const { return of == 0 ? 0 : static_cast<double>(count) / static_cast<double>(of); }
  double low() const;
  double high() const;
};

struct CalibrationBin {
  double from = 0, to = 0;  // of the stated probability
  std::size_t count = 0;    // statements in the bin, over all causes and cases
  double mean_stated = 0;
  double observed = 0;  // how often the cause was accepted
};

struct Evaluation {
  Stage stage = Stage::history;
  PriorKind prior = PriorKind::runners;
  std::vector<CaseResult> cases;
  Share top1, top3, top5;
  Share urgency_exact;           // level among the acceptable ones
  Share under;                   // below the lowest acceptable level
  Share over;                    // above the highest acceptable level
  Share emergency_recall;        // of cases that accept only emergency: called emergency
  Share emergency_below_urgent;  // of the same: called routine or self_care
  double brier = 0;              // mean over cases of the mean squared error over causes
  double mean_shown = 0;
  std::vector<CalibrationBin> calibration;
};

Evaluation evaluate_vignettes(const Reasoner& reasoner, const std::vector<Vignette>& vignettes, Stage stage,
                              PriorKind prior);

std::string to_json_text(const Evaluation& evaluation);
std::string to_text(const Evaluation& evaluation);

}  // namespace genu
