// For tests: the activity files that are in the repository (small ones), and those that are only beside it.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace genu {

inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// In the repository.
inline std::filesystem::path small_files() {
  return std::filesystem::path(GENU_SOURCE_DIR) / "tests" / "data" / "activities";
}

/// Beside the repository; may not be there: then tests are skipped.
inline std::filesystem::path all_files() {
  return std::filesystem::path(GENU_SOURCE_DIR).parent_path() / "shared" / "data" / "activities";
}

}  // namespace genu
