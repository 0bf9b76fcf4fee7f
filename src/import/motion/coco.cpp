#include "import/motion/coco.h"

#include <algorithm>

#include "import/motion/pose_points.h"
#include "import/motion/trailing_number.h"

namespace genu {
namespace {

using Json = nlohmann::json;

constexpr std::size_t numbers_of_a_point = 3;                        // x, y, mark or score
constexpr std::int64_t greatest_number = 1'000'000'000'000'000'000;  // of a picture

double size_or_0(const Json& image, const char* key) {
  const auto found = image.find(key);
  if (found == image.end() || !found->is_number()) return 0;
  const double size = found->get<double>();
  return size > 0 && size < 1e5 ? size : 0;
}

}  // namespace

std::optional<CocoKeypoints::Picture> CocoKeypoints::picture_of(const Json& id) {
  if (id.is_number_integer()) {
    const auto number = id.get<std::int64_t>();
    if (number < 0 || number > greatest_number) return std::nullopt;
    return Picture{number, {}};
  }
  if (!id.is_string()) return std::nullopt;
  const std::string& text = id.get_ref<const std::string&>();
  if (const std::optional<std::int64_t> number = trailing_number(text)) return Picture{*number, {}};
  return Picture{-1, text.substr(0, 200)};
}

Result<void> CocoKeypoints::add_image(const Json& image) {
  const std::string place = name_ + ": image " + std::to_string(images_.size() + 1);
  GENU_TRY(check_counts(images_.size() + 1, 0, 0, place));
  const auto id = image.find("id");
  const std::optional<Picture> picture = id == image.end() ? std::nullopt : picture_of(*id);
  if (!picture) return fail(ErrorCode::invalid_input, "\"id\" must be the number or the name of the picture", place);
  if (images_.empty()) {
    width_px_ = size_or_0(image, "width");
    height_px_ = size_or_0(image, "height");
  }
  images_.push_back(*picture);
  return {};
}

Result<void> CocoKeypoints::add_person(const Json& annotation) {
  const auto points = annotation.find("keypoints");
  if (points == annotation.end()) return {};
  GENU_TRY(check_counts(0, people_.size() + 1, 0, person_place()));
  const auto id = annotation.find("image_id");
  const std::optional<Picture> picture = id == annotation.end() ? std::nullopt : picture_of(*id);
  if (!picture)
    return fail(ErrorCode::invalid_input, "\"image_id\" must be the number or the name of the picture", person_place());
  GENU_ASSIGN(const std::vector<double> numbers, number_list(*points, person_place()));
  const PointOrder order = coco_order();
  if (numbers.size() != order.size() * numbers_of_a_point)
    return fail(ErrorCode::invalid_input,
                "a person has " + std::to_string(numbers.size()) + " numbers; genu reads COCO's 17 points (51 numbers)",
                person_place());
  Person person{*picture, {}};
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double* point = &numbers[i * numbers_of_a_point];
    has_marks_ = has_marks_ && (point[2] == 0 || point[2] == 1 || point[2] == 2);
    has_mark_2_ = has_mark_2_ || point[2] == 2;
    const bool is_missing = point[2] <= 0 || (point[0] == 0 && point[1] == 0);
    if (!order[i] || is_missing) continue;
    ImagePoint& place = person.pose[*order[i]];
    place = point_y_up(point[0], point[1], 0);
    if (place.seen()) place.visibility = static_cast<float>(std::min(point[2], 2.0));
  }
  people_.push_back(person);
  return {};
}

// Annotations mark a point with 1 (hidden) or 2 (visible); results give a score up to 1.
void CocoKeypoints::mark_visibility() {
  const float most = has_marks_ && has_mark_2_ ? 2.0f : 1.0f;
  for (Person& person : people_) {
    for (ImagePoint& point : person.pose.points) point.visibility = std::min(point.visibility, most) / most;
  }
}

std::vector<CocoKeypoints::Picture> CocoKeypoints::pictures_in_order() const {
  std::vector<Picture> pictures = images_;
  for (const Person& person : people_) pictures.push_back(person.picture);
  std::sort(pictures.begin(), pictures.end());
  pictures.erase(std::unique(pictures.begin(), pictures.end()), pictures.end());
  return pictures;
}

Result<PoseRecording> CocoKeypoints::finish(double frames_per_second, std::vector<std::string>& warnings) {
  mark_visibility();
  const std::vector<Picture> pictures = pictures_in_order();
  if (pictures.empty()) return fail(ErrorCode::invalid_input, "there is no picture with keypoints", name_);
  // The numbers of a film follow each other, with gaps where nobody was found; those of a data set do not.
  constexpr std::int64_t widest = 4;
  const std::int64_t range = pictures.back().number - pictures.front().number + 1;
  const bool is_film = pictures.front().number >= 0 && range <= widest * static_cast<std::int64_t>(pictures.size());
  if (!is_film)
    warnings.emplace_back("the numbers of the pictures do not follow each other; they were taken as one after another");
  PoseRecording recording;
  recording.width_px = width_px_;
  recording.height_px = height_px_;
  recording.frames.resize(pictures.size());
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const auto steps =
        is_film ? static_cast<double>(pictures[i].number - pictures.front().number) : static_cast<double>(i);
    recording.frames[i].time_s = steps / frames_per_second;
  }
  for (const Person& person : people_) {
    const auto found = std::lower_bound(pictures.begin(), pictures.end(), person.picture);
    PoseFrame& frame = recording.frames[static_cast<std::size_t>(found - pictures.begin())];
    frame.people.push_back(person.pose);
    GENU_TRY(check_counts(0, 0, frame.people.size(), name_));
  }
  return recording;
}

}  // namespace genu
