// Tests of strength and measures of feet as they arrive in JSON (docs/formats/exam.md). Untrusted.
#pragma once

#include "base/result.h"
#include "exam/session.h"
#include "exam/shoes.h"
#include "service/views.h"

namespace genu {

/// {"from", "before", "pain_now", "measures": [...]}; at most 200 measures, each passed through check().
Result<StrengthSession> read_strength(const Json& object);

/// {"from", "left": {...}, "right": {...}}; at least one measure of one foot.
Result<FeetSession> read_feet(const Json& object);

/// [{"name", "km", "days_since_first", "days_since_last"}], for a file that names shoes without a training history.
Result<std::vector<ShoeUse>> read_shoes(const Json& list);

}  // namespace genu
