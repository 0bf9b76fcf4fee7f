// Garmin's Training Center XML: activities with laps and track points. Untrusted bytes.
#pragma once

#include <string_view>

#include "base/result.h"
#include "import/decoded.h"

namespace genu {

/// By the first bytes (some kB are enough); a byte order mark and blanks before the XML do not count.
bool looks_like_tcx(std::string_view first_bytes);

/// Reads every activity of a file. A file with courses only gives no activities and a warning that says so.
///
/// Every Trackpoint becomes a Sample, also without position or time. Laps are kept; their totals are added up to
/// `stated` (distance, timer; elapsed is first to last point). Several Tracks in a lap mean a pause between them. The
/// start is that of the first point with a time; a different Id is reported. Times without a zone are taken as UTC,
/// with a warning. On foot, cadence becomes steps of both feet: see import/track/both_feet.h.
///
/// Damage does not cost the file: values that cannot be read are left out, with a warning that says what and where;
/// what stands before broken XML is kept, with a warning that names the byte. Errors: invalid_input when it is no TCX,
/// too_large above largest_activity_bytes. Never throws. Memory about five times the file; about 500 MB/s.
Result<Decoded> read_tcx(std::string_view bytes);

}  // namespace genu
