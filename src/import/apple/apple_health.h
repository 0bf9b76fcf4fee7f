// Apple Health's export.xml: workouts as a phone and its watch keep them. Untrusted bytes, up to several GB.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "import/byte_source.h"
#include "training/activity.h"

namespace genu {

/// By the first bytes: the file's name is in the language of the phone. Give it 64 kB, for a DTD comes first.
bool looks_like_apple_export(std::string_view first_bytes);

struct AppleWorkout {
  Activity activity;  // format "apple_health"; without samples until its route is merged
  std::string route;  // path of its GPX file in the export ("/workout-routes/route_….gpx"), or empty
};

struct AppleExport {
  std::size_t workouts = 0;
  std::vector<std::string> warnings;
};

/// Calls `each` for every workout, in the order of the file, as soon as it is read.
///
/// Sport, indoors (a run: treadmill), start, elapsed time (start to end), timer time (`duration`), distance and means
/// from attributes or, since iOS 16, from WorkoutStatistics; cadence (both feet) from their steps; ascent; pauses from
/// WorkoutEvents; device; route. The offset to UTC is that of startDate: the one of the phone when it exported. Records
/// (single heart beats, steps, …) are passed over, and so is Apple's DTD, which is malformed since iOS 16.
///
/// A workout whose XML is broken is left out with a warning, and the others are read; control characters, which XML
/// forbids and Apple writes, do no harm. A failing source ends the reading with a warning. Errors: invalid_input when
/// it is no such file. Memory: twice a workout, at most 32 MB, and 128 kB; faster than it can be unpacked (4 GB/s).
/// Nothing is thrown, provided that `each` does not.
Result<AppleExport> read_apple_export(const ByteSource& source, const std::function<void(AppleWorkout&&)>& each);

/// True when a path inside an archive is the file that `route` names: the last folder and the name must be the same.
bool is_route_file(std::string_view path, std::string_view route);

/// Takes the samples of the route's GPX into the workout, with its warnings, and its pauses when the workout states
/// none. What the workout states stays. Errors as read_gpx; the workout is then as it was.
Result<void> merge_route(AppleWorkout& workout, std::string_view gpx);

}  // namespace genu
