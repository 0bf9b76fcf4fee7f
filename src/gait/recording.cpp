#include "gait/recording.h"

namespace genu {
namespace {

constexpr std::array<const char*, landmark_count> landmark_names = {
    "nose",        "left_ear",    "right_ear",  "left_shoulder", "right_shoulder", "left_elbow", "right_elbow",
    "left_wrist",  "right_wrist", "left_hip",   "right_hip",     "left_knee",      "right_knee", "left_ankle",
    "right_ankle", "left_heel",   "right_heel", "left_toe",      "right_toe",
};

}  // namespace

const char* name_of(Landmark landmark) { return landmark_names[static_cast<std::size_t>(landmark)]; }

std::optional<Landmark> landmark_named(std::string_view name) {
  for (std::size_t i = 0; i < landmark_count; ++i) {
    if (name == landmark_names[i]) return static_cast<Landmark>(i);
  }
  return std::nullopt;
}

const char* name_of(View view) { return view == View::side ? "side" : "behind"; }

const char* name_of(Surface surface) { return surface == Surface::treadmill ? "treadmill" : "over_ground"; }

}  // namespace genu
