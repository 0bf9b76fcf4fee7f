// Reading answers that arrive as JSON. Untrusted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "evidence/evidence.h"
#include "knowledge/knowledge.h"
#include "service/views.h"

namespace genu {

/// The text as a JSON object, or invalid_input with the byte where it stops being JSON.
Result<Json> parse_object(std::string_view text);

/// {"age": 34, "sex": "female", …}: sets the facts that are named. `where` in errors is "runner.KEY".
Result<void> read_facts(const Json& object, RunnerFacts& facts);

/// {"night_pain_wakes": "yes", "q_zone": ["loc_pes_zone"], …}: in the order of the object. Where `from` is empty, a
/// finding that only a clinician can answer counts as the clinician's, a self-test as one, the rest as the runner's.
/// `where` in errors is "findings.KEY".
Result<std::vector<Observation>> read_findings(const Knowledge& knowledge, const Json& object, Instant when,
                                               std::optional<From> from);

}  // namespace genu
