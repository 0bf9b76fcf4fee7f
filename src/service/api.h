// What the web interface asks of the program: JSON text in, JSON text out (docs/formats/api.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace genu {

/// Called from several threads at a time. Ids of runners are well formed when they arrive; bodies are whatever was
/// sent.
class Api {
 public:
  virtual ~Api() = default;

  virtual Result<std::string> health() = 0;
  virtual Result<std::string> knowledge() = 0;
  virtual Result<std::string> assess(std::string_view case_json) = 0;

  virtual Result<std::string> list_runners() = 0;
  virtual Result<std::string> add_runner(std::string_view json) = 0;
  virtual Result<std::string> runner(std::string_view id) = 0;
  virtual Result<void> erase(std::string_view id) = 0;
  virtual Result<std::string> export_runner(std::string_view id) = 0;

  /// `question` asks for that question, to go back and change it.
  virtual Result<std::string> interview(std::string_view id, std::optional<std::string_view> question) = 0;
  virtual Result<std::string> answer(std::string_view id, std::string_view json) = 0;
  virtual Result<std::string> assessment(std::string_view id) = 0;
  virtual Result<std::string> exam(std::string_view id) = 0;

  /// Training files, in pieces (docs/formats/api.md); each answers with the state of the import.
  virtual Result<std::string> import_state(std::string_view id) = 0;
  virtual Result<std::string> import_piece(std::string_view id, std::string_view name, std::uint64_t offset,
                                           std::uint64_t size, std::string_view bytes) = 0;
  virtual Result<std::string> import_start(std::string_view id) = 0;
  virtual Result<std::string> import_cancel(std::string_view id) = 0;

  virtual Result<std::string> training(std::string_view id) = 0;
  virtual Result<std::string> activity(std::string_view id, std::string_view entry) = 0;

  /// A recording of movement: poses from a film, or a file of a laboratory. `name` is the file's.
  virtual Result<std::string> analyse_gait(std::string_view name, std::string_view bytes) = 0;
  virtual Result<std::string> add_gait(std::string_view id, std::string_view name, std::string_view bytes) = 0;
  virtual Result<std::string> gait(std::string_view id) = 0;

  /// Tests of strength and measures of feet (docs/formats/exam.md). `add_` answers with the same as the look-up.
  virtual Result<std::string> strength(std::string_view id) = 0;
  virtual Result<std::string> add_strength(std::string_view id, std::string_view json) = 0;
  virtual Result<std::string> feet(std::string_view id) = 0;
  virtual Result<std::string> add_feet(std::string_view id, std::string_view json) = 0;
};

}  // namespace genu
