#include "import/motion/movement.h"

#include "import/motion/c3d.h"
#include "import/motion/limits.h"
#include "import/motion/mot.h"
#include "import/motion/text_table.h"
#include "import/motion/trc.h"

namespace genu {
namespace {

bool ends_with(std::string_view name, std::string_view ending) {
  return name.size() >= ending.size() && name.substr(name.size() - ending.size()) == ending;
}

Result<Movement> not_recognised(std::string_view bytes, std::string_view name) {
  if (bytes.empty()) return fail(ErrorCode::invalid_input, "the file is empty", std::string(name));
  if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF")
    return fail(ErrorCode::invalid_input, "the text is in UTF-16; save it as UTF-8", std::string(name));
  // What the ending promises can say better what is missing.
  const std::string lower = lower_case(name);
  if (ends_with(lower, ".c3d")) return read_c3d(bytes, name);
  if (ends_with(lower, ".trc")) return read_trc(bytes, name);
  if (ends_with(lower, ".mot") || ends_with(lower, ".sto")) return read_mot(bytes, name);
  return fail(ErrorCode::invalid_input,
              "this is no file of movement that genu reads: C3D, TRC, MOT, STO, or JSON of genu-landmarks, OpenPose or "
              "COCO keypoints",
              std::string(name));
}

}  // namespace

Result<Movement> read_movement(std::string_view bytes, std::string_view name, const PoseOptions& options) {
  GENU_TRY(check_motion_size(bytes, name));
  if (looks_like_c3d(bytes)) return read_c3d(bytes, name);
  if (looks_like_pose_json(bytes)) return read_pose_json(bytes, name, options);
  if (looks_like_trc(bytes)) return read_trc(bytes, name);
  if (looks_like_mot(bytes)) return read_mot(bytes, name);
  return not_recognised(bytes, name);
}

}  // namespace genu
