#include <cmath>
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
#include "service/topic_json.h"

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

Result<GaitResult> analyse(const GaitOptions& options, const std::vector<std::string>& paths) {
  PoseOptions pose_options;
  if (options.frames_per_second > 0) pose_options.frames_per_second = options.frames_per_second;
  std::vector<Movement> files;
  for (const std::string& path : paths) {
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

/// What is only made when it is asked for.
struct Comparisons {
  std::vector<NamedAgreement> angles;
  std::vector<LegLoad> loads;
};

/// Our joint angles against those of OpenSim's inverse kinematics.
Result<std::vector<NamedAgreement>> compare(const GaitResult& result, const std::string& path) {
  if (!result.laboratory) return fail(ErrorCode::invalid_input, "only markers can be compared with joint angles", path);
  GENU_ASSIGN(const Movement reference, movement_of(path, {}));
  if (!reference.coordinates) return fail(ErrorCode::invalid_input, "there are no joint angles in it", path);
  std::vector<NamedAgreement> found = compare_with_opensim(result.laboratory->angles, *reference.coordinates);
  if (found.empty()) return fail(ErrorCode::invalid_input, "no angle of the two has a common name and time", path);
  return found;
}

Result<Comparisons> comparisons(const GaitOptions& options, const GaitResult& result) {
  Comparisons made;
  if (!options.compare.empty()) {
    GENU_ASSIGN(made.angles, compare(result, options.compare));
  }
  if (!options.baseline.empty()) {
    GENU_ASSIGN(const GaitResult baseline, analyse(options, options.baseline));
    GENU_ASSIGN(made.loads, medial_load(result, baseline));
  }
  return made;
}

void print_json(const GaitResult& result, const Comparisons& made) {
  Json json = gait_json(embedded_knowledge(), result);
  json.update(gait_series_json(result));
  for (const NamedAgreement& one : made.angles) {
    json["agreement"].push_back({{"angle", one.angle},
                                 {"reference", one.reference},
                                 {"rmse_deg", rounded(one.agreement.rmse, 2)},
                                 {"offset_deg", rounded(one.agreement.offset, 2)},
                                 {"correlation", rounded(one.agreement.correlation, 4)},
                                 {"n", one.agreement.count}});
  }
  for (const auto& [leg, index] : made.loads) {
    json["medial_load"].push_back({{"leg", name_of(leg)},
                                   {"impulse_ratio", rounded(index.impulse_ratio, 3)},
                                   {"impulse_spread", rounded(index.impulse_spread, 3)},
                                   {"peak_ratio", rounded(index.peak_ratio, 3)},
                                   {"peak_spread", rounded(index.peak_spread, 3)},
                                   {"steps", index.steps},
                                   {"baseline_steps", index.baseline_steps}});
  }
  std::cout << json.dump(2) << '\n';
}

std::string ratio_text(double ratio, double spread) {
  return std::isnan(spread) ? fmt::format("{:.2f}", ratio) : fmt::format("{:.2f} (spread {:.2f})", ratio, spread);
}

void print_text(const GaitResult& result, const Comparisons& made) {
  const TextStyle style = terminal_style();
  std::cout << gait_text(result, style);
  if (!made.angles.empty()) {
    std::cout << '\n'
              << bold(style, "AGAINST THE REFERENCE")
              << " (root mean square of the differences, the mean difference taken out)\n";
  }
  for (const NamedAgreement& one : made.angles) {
    std::cout << fmt::format("  {:<26}{:<18}{:>5.1f} deg   r {:.3f}   offset {:+.1f} deg\n", one.angle, one.reference,
                             one.agreement.rmse, one.agreement.correlation, one.agreement.offset);
  }
  if (!made.loads.empty()) {
    std::cout << '\n'
              << bold(style, "LOAD ON THE INNER KNEE, AGAINST THE BASELINE")
              << " (1 is the same; turning towards bow-leg, not a force between the bones)\n";
  }
  for (const auto& [leg, index] : made.loads) {
    std::cout << fmt::format("  {:<8}over the step {}, peak {}; {} steps against {}\n", name_of(leg),
                             ratio_text(index.impulse_ratio, index.impulse_spread),
                             ratio_text(index.peak_ratio, index.peak_spread), index.steps, index.baseline_steps);
  }
}

}  // namespace

int run_gait(const GaitOptions& options) {
  const Result<GaitResult> result = analyse(options, options.files);
  if (!result) return report(result.error());
  const Result<Comparisons> made = comparisons(options, *result);
  if (!made) return report(made.error());
  if (options.format == Format::json) {
    print_json(*result, *made);
  } else {
    print_text(*result, *made);
  }
  return result->accepted() ? 0 : 1;
}

}  // namespace genu
