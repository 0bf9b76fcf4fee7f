// Any bytes as a GPX file: activities that hold together, or an error. Never a crash.
#include "import/gpx/gpx.h"
#include "track_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return genu::check_track_file(genu::looks_like_gpx, genu::read_gpx, data, size);
}
