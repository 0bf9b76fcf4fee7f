// Any bytes as a TCX file: activities that hold together, or an error. Never a crash.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "import/tcx/tcx.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)genu::looks_like_tcx(bytes);
  const auto decoded = genu::read_tcx(bytes);
  if (!decoded) return 0;
  std::size_t records = 0;
  for (const genu::Activity& activity : decoded->activities) {
    records += activity.records;
    if (activity.records != activity.samples.size()) std::abort();
    for (const genu::Pause& pause : activity.pauses)
      if (!(pause.from < pause.to)) std::abort();
  }
  if (records != decoded->records) std::abort();
  return 0;
}
