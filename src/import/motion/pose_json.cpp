#include "import/motion/pose_json.h"

#include <algorithm>
#include <utility>

#include "import/motion/coco.h"
#include "import/motion/genu_landmarks.h"
#include "import/motion/json_records.h"
#include "import/motion/limits.h"
#include "import/motion/openpose.h"
#include "import/motion/pose_points.h"
#include "import/motion/trailing_number.h"

namespace genu {
namespace {

using Json = nlohmann::json;

// OpenPose gives an object for each picture; files of several, one after another, are common.
bool may_be_openpose_object(std::string_view text) {
  const std::string_view beginning = text.substr(0, 4096);
  return beginning.find("\"people\"") != std::string_view::npos &&
         beginning.find("\"frames\"") == std::string_view::npos;
}

Result<double> rate_of(const PoseOptions& options, std::string_view name, std::vector<std::string>& warnings) {
  constexpr double assumed = 30;
  if (!options.frames_per_second) {
    warnings.emplace_back(
        "the file does not say how many pictures a second were taken; 30 were assumed. Every time, step rate and "
        "contact time depends on it");
    return assumed;
  }
  if (!(*options.frames_per_second >= 1 && *options.frames_per_second <= 1000))
    return fail(ErrorCode::invalid_input, "the pictures a second must be a number from 1 to 1,000", std::string(name));
  return *options.frames_per_second;
}

class PoseReader {
 public:
  PoseReader(std::string_view name, const PoseOptions& options)
      : name_(name), options_(options), genu_(name), coco_(name) {}

  /// One document: a whole file, or one of several objects in it. `picture` is its number if it is one of OpenPose's.
  Result<void> read(std::string_view text, std::string_view name, std::size_t picture) {
    place_ = std::string(name);
    picture_ = picture;
    begun_ = false;
    GENU_ASSIGN(const JsonHead head, read_json_records(text, name, [this](std::string_view list, const Json& record) {
                  return add(list, record);
                }));
    head_ = head.values;
    if (head_.contains("people") && !begun_) openpose_.begin_picture(picture);
    if (head.cut_off_in_line)
      warnings_.push_back("the file ends too early, in line " + std::to_string(*head.cut_off_in_line) +
                          "; what came before was kept");
    return {};
  }

  Result<Movement> finish() {
    Movement movement;
    movement.warnings = warnings_;
    GENU_ASSIGN(movement.poses, recording(movement));
    GENU_TRY(keep_rising_times(movement.poses->frames, name_, movement.warnings));
    GENU_TRY(check_pixels(*movement.poses, name_));
    return movement;
  }

  std::size_t pictures() const { return openpose_.pictures(); }

 private:
  Result<void> add(std::string_view list, const Json& record) {
    if (list == "frames") return genu_.add_frame(record);
    if (list == "annotations") return coco_.add_person(record);
    if (list == "images") return coco_.add_image(record);
    if (list == "people") {
      if (!std::exchange(begun_, true)) openpose_.begin_picture(picture_);
      return openpose_.add_person(record, place_);
    }
    if (!list.empty()) return {};
    if (record.contains("keypoints")) return coco_.add_person(record);
    return add_picture(record);
  }

  // An OpenPose picture in a list of them.
  Result<void> add_picture(const Json& record) {
    const std::string place = name_ + ": frame " + std::to_string(openpose_.pictures() + 1);
    const auto people = record.find("people");
    if (people == record.end() || !people->is_array())
      return fail(ErrorCode::invalid_input, "an entry of the list has neither \"people\" nor \"keypoints\"", place);
    openpose_.begin_picture(openpose_.pictures());
    GENU_TRY(check_counts(openpose_.pictures(), 0, 0, place));
    for (const Json& person : *people) {
      if (!person.is_object()) return fail(ErrorCode::invalid_input, "a person must be an object", place);
      GENU_TRY(openpose_.add_person(person, place));
    }
    return {};
  }

  Result<PoseRecording> recording(Movement& movement) {
    if (!genu_.empty() || head_.contains("frames")) {
      movement.format = "genu landmarks";
      return genu_.finish(head_);
    }
    if (!openpose_.empty()) {
      movement.format = "OpenPose";
      GENU_ASSIGN(const double rate, rate_of(options_, name_, movement.warnings));
      return openpose_.finish(rate);
    }
    if (!coco_.empty()) {
      movement.format = "COCO";
      movement.warnings.emplace_back("COCO's points have no heels and no toes: where the foot lands cannot be judged");
      GENU_ASSIGN(const double rate, rate_of(options_, name_, movement.warnings));
      return coco_.finish(rate, movement.warnings);
    }
    return fail(
        ErrorCode::invalid_input,
        "this JSON holds no landmarks: no \"frames\" (genu-landmarks), \"people\" (OpenPose) or \"annotations\" "
        "(COCO keypoints)",
        name_);
  }

  std::string name_;
  PoseOptions options_;
  std::string place_;
  std::size_t picture_ = 0;
  bool begun_ = false;  // the picture of this document
  Json head_;
  GenuLandmarks genu_;
  OpenPose openpose_;
  CocoKeypoints coco_;
  std::vector<std::string> warnings_;
};

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  return text.substr(0, mark.size()) == mark ? text.substr(mark.size()) : text;
}

std::string_view without_blanks_before(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n,");
  return begin == std::string_view::npos ? std::string_view{} : text.substr(begin);
}

}  // namespace

bool looks_like_pose_json(std::string_view text) {
  const std::string_view begin = without_byte_order_mark(text);
  const std::size_t first = begin.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (begin[first] == '{' || begin[first] == '[');
}

Result<Movement> read_pose_json(std::string_view text, std::string_view name, const PoseOptions& options) {
  GENU_TRY(check_motion_size(text, name));
  text = without_byte_order_mark(text);
  PoseReader reader(name, options);
  if (!may_be_openpose_object(text)) {
    GENU_TRY(reader.read(text, name, 0));
    return reader.finish();
  }
  std::size_t number = 0;
  for (std::string_view rest = without_blanks_before(text); !rest.empty(); rest = without_blanks_before(rest)) {
    const std::size_t end = rest[0] == '{' ? end_of_first_object(rest) : rest.size();
    const std::string place = std::string(name) + ": picture " + std::to_string(number + 1);
    GENU_TRY(check_counts(number + 1, 0, 0, place));
    GENU_TRY(reader.read(rest.substr(0, end), number == 0 && end == rest.size() ? name : place, number));
    rest.remove_prefix(end);
    ++number;
  }
  return reader.finish();
}

Result<Movement> read_openpose_folder(std::vector<NamedText> files, const PoseOptions& options) {
  struct Numbered {
    std::size_t number = 0;
    NamedText file;
  };
  std::vector<Numbered> pictures;
  std::size_t bytes = 0;
  for (NamedText& file : files) {
    const std::optional<std::int64_t> number = trailing_number(file.name);
    if (!number)
      return fail(ErrorCode::invalid_input, "the name of a picture's file must hold its number, as OpenPose writes it",
                  file.name);
    bytes += file.text.size();
    pictures.push_back({static_cast<std::size_t>(*number), std::move(file)});
  }
  if (pictures.empty()) return fail(ErrorCode::invalid_input, "there is no file of a picture");
  if (bytes > largest_motion_bytes)
    return fail(ErrorCode::too_large, "the files together are larger than 64 MB, the most that is read");
  std::sort(pictures.begin(), pictures.end(), [](const Numbered& a, const Numbered& b) { return a.number < b.number; });
  PoseReader reader(pictures.front().file.name, options);
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const NamedText& file = pictures[i].file;
    if (i > 0 && pictures[i].number == pictures[i - 1].number)
      return fail(ErrorCode::invalid_input,
                  "two files are picture " + std::to_string(pictures[i].number) + "; keep the files of one film",
                  file.name);
    GENU_TRY(reader.read(without_byte_order_mark(file.text), file.name, pictures[i].number));
    if (reader.pictures() != i + 1)
      return fail(ErrorCode::invalid_input, "this is not one picture of OpenPose ({\"people\": …})", file.name);
  }
  return reader.finish();
}

}  // namespace genu
