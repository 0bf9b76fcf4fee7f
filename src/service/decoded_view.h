// One activity file as it is, for `genu activity`: docs/formats/activity.md.
#pragma once

#include <string>

#include "import/decoded.h"
#include "service/views.h"

namespace genu {

/// The first activity's figures at the top, those of all under "activities". The file's own totals where it states
/// them and they can be, else what the records amount to; null for what nobody knows.
Json decoded_json(const Decoded& decoded);

/// The records as CSV, one line a sample, empty where there is none; several activities one after the other, told apart
/// by the first column.
std::string records_csv(const Decoded& decoded);

}  // namespace genu
