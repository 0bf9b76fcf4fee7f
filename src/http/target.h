// The second word of a request line: "/api/runners/01AR…/interview?question=q_onset".
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace genu {

struct Target {
  std::string path;                                       // percent-decoded; begins with "/"
  std::map<std::string, std::string, std::less<>> query;  // decoded, "+" is a space; of a repeated key, the first
};

/// Fails with invalid_input for anything but a path and an optional query, for a broken percent escape, and for an
/// escape in the path that could be mistaken for its structure: a slash, a backslash or a control character.
Result<Target> parse_target(std::string_view text);

}  // namespace genu
