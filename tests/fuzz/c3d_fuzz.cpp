// Any bytes as a C3D file: a movement that holds together, or an error. Never a crash.
#include "import/motion/c3d.h"
#include "movement_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = genu::text_of(data, size);
  (void)genu::looks_like_c3d(bytes);
  return genu::check_movement(genu::read_c3d(bytes, "fuzz"));
}
