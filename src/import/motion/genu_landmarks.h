// genu's own file of landmarks: docs/formats/gait.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.h"
#include "gait/recording.h"

namespace genu {

class GenuLandmarks {
 public:
  explicit GenuLandmarks(std::string_view name) : name_(name) {}

  /// One entry of "frames".
  Result<void> add_frame(const nlohmann::json& frame);
  bool empty() const { return frames_.empty(); }

  /// `head` is what stands beside the frames; it may come after them.
  Result<PoseRecording> finish(const nlohmann::json& head);

 private:
  struct Frame {
    double time_s = 0;
    std::vector<std::vector<ImagePoint>> people;  // in the order of the file
  };

  std::string place() const { return name_ + ": frame " + std::to_string(frames_.size() + 1); }
  Result<std::vector<ImagePoint>> person_of(const nlohmann::json& points, std::size_t number) const;
  Result<PoseFrame> in_order(const Frame& frame, const std::vector<std::optional<Landmark>>& order,
                             std::size_t number) const;

  std::string name_;
  std::vector<Frame> frames_;
  std::size_t poses_ = 0;  // people in all frames
};

}  // namespace genu
