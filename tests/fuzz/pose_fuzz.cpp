// Any bytes as poses, and as whatever they look like: a movement that holds together, or an error. Never a crash.
#include "import/motion/movement.h"
#include "movement_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = genu::text_of(data, size);
  genu::check_movement(genu::read_pose_json(text, "fuzz"));
  genu::check_movement(genu::read_movement(text, "fuzz"));
  const std::size_t half = size / 2;
  return genu::check_movement(genu::read_openpose_folder(
      {{"1.json", std::string(text.substr(0, half))}, {"2.json", std::string(text.substr(half))}}, {60}));
}
