// FIT files: what Garmin, COROS, Suunto, Wahoo, Polar, Stryd and most watches write. Untrusted bytes.
#pragma once

#include <string_view>

#include "base/result.h"
#include "import/decoded.h"

namespace genu {

/// True when the bytes begin with a FIT header.
bool looks_like_fit(std::string_view bytes);

/// Reads a whole file: chained files, compressed time stamps, both byte orders, developer fields, unknown messages and
/// packed fields (speed with distance, heart-rate times) included. One Activity a session; without a session (a file
/// that was never finished) one made of the records.
///
/// What is damaged ends the reading of that (chained) file: everything before it is kept, and a warning says at which
/// byte. A wrong checksum, a header without a size, bytes after the end and fields that do not fit their type are
/// warnings. A file that is whole but no activity (monitoring, a course, settings) gives no activities and a warning
/// that says what it is.
///
/// Fails with invalid_input for bytes that are not FIT or hold no message, and with too_large beyond
/// largest_activity_bytes, 4 million records, or 1,000 activities. Never throws. Cost: one pass, about 100 ns and
/// 72 bytes of memory a record (bench/import_bench).
///
/// Cadence of sports on foot is given for both feet: FIT keeps strides (one leg), but some apps write steps. A mean
/// that only one reading makes plausible decides.
Result<Decoded> read_fit(std::string_view bytes);

}  // namespace genu
