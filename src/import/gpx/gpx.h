// GPX 1.0 and 1.1, with the extensions that watches write. Untrusted bytes.
#pragma once

#include <string_view>

#include "base/result.h"
#include "import/decoded.h"

namespace genu {

/// By the first bytes (some kB are enough); a byte order mark and blanks before the XML do not count.
bool looks_like_gpx(std::string_view first_bytes);

/// Reads every <trk> that has points as one activity; routes and waypoints are none, and a file with nothing else gives
/// no activities and a warning that says so. Between segments the recording was paused.
///
/// Every trkpt becomes a Sample, also without time or position; without any time the activity has no start (a planned
/// route that was saved as a track looks like this). Extensions are known by their name, whatever their prefix: heart
/// rate, cadence, speed, power, in the spellings of Garmin, Strava, Cluetrust, Apple, Suunto and OpenTracks. On foot,
/// cadence becomes steps of both feet: see import/track/both_feet.h. Times without a zone are taken as UTC, with a
/// warning.
///
/// Damage does not cost the file: values that cannot be read are left out, with a warning that says what and where;
/// what stands before broken XML is kept, with a warning that names the byte. Entities of a DTD are never expanded.
/// Errors: invalid_input when it is no GPX, too_large above largest_activity_bytes. Never throws. Memory about five
/// times the file; about 500 MB/s.
Result<Decoded> read_gpx(std::string_view bytes);

}  // namespace genu
