// Any bytes as a TRC file: a movement that holds together, or an error. Never a crash.
#include "import/motion/trc.h"
#include "movement_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = genu::text_of(data, size);
  (void)genu::looks_like_trc(bytes);
  return genu::check_movement(genu::read_trc(bytes, "fuzz"));
}
