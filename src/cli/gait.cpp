#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/system.h"
#include "gait/three_d/agreement.h"
#include "import/motion/movement.h"
#include "knowledge/codec.h"
#include "service/gait_report.h"

namespace genu {
namespace {

constexpr std::uintmax_t largest_file = 64 << 20;

Result<std::string> bytes_of(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) return fail(ErrorCode::not_found, "there is no such file, or it cannot be read", path);
  if (size > largest_file) return fail(ErrorCode::too_large, "a recording of movement has at most 64 MB", path);
  std::ifstream file(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  if (file.bad()) return fail(ErrorCode::io, "the file cannot be read", path);
  return bytes;
}

/// A folder holds OpenPose's files, one for each picture.
Result<Movement> movement_of(const std::string& path, const PoseOptions& options) {
  if (!std::filesystem::is_directory(path)) {
    GENU_ASSIGN(const std::string bytes, bytes_of(path));
    return read_movement(bytes, path, options);
  }
  std::vector<NamedText> files;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    if (entry.path().extension() != ".json") continue;
    GENU_ASSIGN(std::string text, bytes_of(entry.path().string()));
    files.push_back({entry.path().filename().string(), std::move(text)});
  }
  if (files.empty()) return fail(ErrorCode::invalid_input, "there is no .json file of OpenPose in this folder", path);
  return read_openpose_folder(std::move(files), options);
}

void apply(const GaitOptions& options, Movement& movement) {
  if (!movement.poses) return;
  Capture& capture = movement.poses->capture;
  if (options.view == "side") capture.view = View::side;
  if (options.view == "behind") capture.view = View::behind;
  if (options.speed_m_per_s > 0) {
    capture.belt_speed_m_per_s = options.speed_m_per_s;
    capture.surface = Surface::treadmill;
  }
}

Result<GaitResult> analyse(const GaitOptions& options) {
  PoseOptions pose_options;
  if (options.frames_per_second > 0) pose_options.frames_per_second = options.frames_per_second;
  std::vector<Movement> files;
  for (const std::string& path : options.files) {
    GENU_ASSIGN(Movement movement, movement_of(path, pose_options));
    apply(options, movement);
    files.push_back(std::move(movement));
  }
  std::optional<Movement> standing;
  if (!options.standing.empty()) {
    GENU_ASSIGN(standing, movement_of(options.standing, pose_options));
    if (!standing->markers) return fail(ErrorCode::invalid_input, "there are no markers in it", options.standing);
  }
  GaitContext context;
  if (options.height_cm > 0) context.body_height_cm = options.height_cm;
  if (options.mass_kg > 0) context.body_mass_kg = options.mass_kg;

  return analyse_movement(embedded_knowledge(), files, standing ? &*standing : nullptr, context);
}

/// Our joint angles against those of OpenSim's inverse kinematics.
Result<std::vector<NamedAgreement>> compare(const GaitResult& result, const std::string& path) {
  if (!result.laboratory) return fail(ErrorCode::invalid_input, "only markers can be compared with joint angles", path);
  GENU_ASSIGN(const Movement reference, movement_of(path, {}));
  if (!reference.coordinates) return fail(ErrorCode::invalid_input, "there are no joint angles in it", path);
  std::vector<NamedAgreement> found = compare_with_opensim(result.laboratory->angles, *reference.coordinates);
  if (found.empty()) return fail(ErrorCode::invalid_input, "no angle of the two has a common name and time", path);
  return found;
}

void print(const GaitResult& result, const std::vector<NamedAgreement>& agreements, Format format) {
  if (format == Format::json) {
    Json json = gait_json(embedded_knowledge(), result);
    json.update(gait_series_json(result));
    if (!agreements.empty()) json["agreement"] = Json::array();
    for (const NamedAgreement& one : agreements) {
      json["agreement"].push_back({{"angle", one.angle},
                                   {"reference", one.reference},
                                   {"rmse_deg", one.agreement.rmse},
                                   {"offset_deg", one.agreement.offset},
                                   {"correlation", one.agreement.correlation},
                                   {"n", one.agreement.count}});
    }
    std::cout << json.dump(2) << '\n';
    return;
  }
  std::cout << gait_text(result, terminal_style());
  if (agreements.empty()) return;
  std::cout << "\nAGAINST THE REFERENCE (root mean square of the differences, the mean difference taken out)\n";
  for (const NamedAgreement& one : agreements) {
    std::cout << fmt::format("  {:<26}{:<18}{:>5.1f} deg   r {:.3f}   offset {:+.1f} deg\n", one.angle, one.reference,
                             one.agreement.rmse, one.agreement.correlation, one.agreement.offset);
  }
}

}  // namespace

int run_gait(const GaitOptions& options) {
  const Result<GaitResult> result = analyse(options);
  if (!result) return report(result.error());
  std::vector<NamedAgreement> agreements;
  if (!options.compare.empty()) {
    Result<std::vector<NamedAgreement>> found = compare(*result, options.compare);
    if (!found) return report(found.error());
    agreements = std::move(*found);
  }
  print(*result, agreements, options.format);
  return result->accepted() ? 0 : 1;
}

}  // namespace genu
