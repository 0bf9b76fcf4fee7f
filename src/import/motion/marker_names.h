#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace genu {

/// A warning when two markers have the same name: who looks for the name finds the first.
inline void warn_of_equal_names(std::vector<std::string> names, std::vector<std::string>& warnings) {
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) warnings.push_back("two markers have the same name (\"" + *twice + "\")");
}

}  // namespace genu
