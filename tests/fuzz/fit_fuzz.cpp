// FIT bytes as they come, and what is made of them: nothing may crash, hang, or take more memory than its limits.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "import/fit/fit.h"
#include "training/run.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto decoded = genu::read_fit({reinterpret_cast<const char*>(data), size});
  if (!decoded) return 0;
  std::size_t samples = 0;
  for (const genu::Activity& activity : decoded->activities) {
    samples += activity.samples.size();
    if (const auto run = genu::understand(activity)) {
      if (!std::isfinite(run->distance_m) || run->distance_m < 0 || !(run->moving_s >= 0)) __builtin_trap();
    }
    const genu::Trace trace = genu::trace_of(activity);
    if (trace.time_s.size() != trace.speed_m_per_s.size()) __builtin_trap();
  }
  if (samples > decoded->records) __builtin_trap();
  return 0;
}
