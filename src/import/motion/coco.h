// COCO keypoints: people with the picture that each belongs to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.h"
#include "gait/recording.h"

namespace genu {

class CocoKeypoints {
 public:
  explicit CocoKeypoints(std::string_view name) : name_(name) {}

  /// One entry of "images".
  Result<void> add_image(const nlohmann::json& image);
  /// One entry of "annotations", or of a list of results. Annotations without keypoints are left out.
  Result<void> add_person(const nlohmann::json& annotation);

  bool empty() const { return people_.empty() && images_.empty(); }

  Result<PoseRecording> finish(double frames_per_second, std::vector<std::string>& warnings);

 private:
  /// "000012.jpg" and 12 are pictures number 12.
  struct Picture {
    std::int64_t number = -1;
    std::string text;

    bool operator==(const Picture&) const = default;
    bool operator<(const Picture& other) const {
      return number != other.number ? number < other.number : text < other.text;
    }
  };
  struct Person {
    Picture picture;
    Pose pose;  // visibility as in the file
  };

  std::string person_place() const { return name_ + ": person " + std::to_string(people_.size() + 1); }
  static std::optional<Picture> picture_of(const nlohmann::json& id);
  std::vector<Picture> pictures_in_order() const;
  void mark_visibility();

  std::string name_;
  std::vector<Picture> images_;
  std::vector<Person> people_;
  double width_px_ = 0;
  double height_px_ = 0;
  bool has_marks_ = true;  // every third number is 0, 1 or 2
  bool has_mark_2_ = false;
};

}  // namespace genu
