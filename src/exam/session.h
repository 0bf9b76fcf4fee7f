// What is sent and kept of one session of tests.
#pragma once

#include <optional>
#include <vector>

#include "exam/foot.h"
#include "exam/strength.h"

namespace genu {

struct StrengthSession {
  bool by_clinician = false;
  Barriers before{};            // what was answered before the tests
  std::optional<int> pain_now;  // 0 to 10, before the tests
  std::vector<LegMeasure> measures;
};

struct FeetSession {
  bool by_clinician = false;
  Foot left;
  Foot right;
};

/// What is known of the feet from all sessions: of each measure the newest, but an index that a clinician gave is not
/// replaced by a self-test's. `sessions` oldest first.
FeetSession newest_of(const std::vector<FeetSession>& sessions);

}  // namespace genu
