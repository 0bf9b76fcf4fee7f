// OpenPose: one object for each picture, with the points of its people.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.h"
#include "gait/recording.h"

namespace genu {

class OpenPose {
 public:
  /// Begins a picture, the `number`-th of the film; numbers rise.
  void begin_picture(std::size_t number) { pictures_.push_back({number, {}}); }

  /// One entry of "people", for the picture that was begun last.
  Result<void> add_person(const nlohmann::json& person, const std::string& place);

  bool empty() const { return pictures_.empty(); }
  std::size_t pictures() const { return pictures_.size(); }

  PoseRecording finish(double frames_per_second);

 private:
  struct Picture {
    std::size_t number = 0;
    std::vector<Pose> people;
  };
  std::vector<Picture> pictures_;
  std::size_t poses_ = 0;  // people in all pictures
};

}  // namespace genu
