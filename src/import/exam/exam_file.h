// Measures of strength and feet written by hand as YAML. Untrusted bytes.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace genu {

inline constexpr std::size_t largest_exam_bytes = 1 << 20;

/// The file as the JSON text that the service takes (docs/formats/exam.md): maps, lists, texts, numbers, true and
/// false; what is quoted is a text. Refuses what is no map, a key that is there twice, nesting deeper than 8 and more
/// than 20000 values (aliases count each time). Errors carry "NAME:LINE". Never throws; linear in the values.
Result<std::string> exam_file_as_json(std::string_view text, const std::string& name);

}  // namespace genu
