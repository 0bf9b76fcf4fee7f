// Any bytes as a TCX file: activities that hold together, or an error. Never a crash.
#include "import/tcx/tcx.h"
#include "track_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return genu::check_track_file(genu::looks_like_tcx, genu::read_tcx, data, size);
}
