#include "import/archive/names.h"

#include <algorithm>

#include "import/track/troubles.h"

namespace genu {

std::string printable_path(std::string_view name) {
  std::string path(name.substr(0, 4096));
  std::replace(path.begin(), path.end(), '\\', '/');
  const std::size_t first = path.find_first_not_of('/');
  return first == std::string::npos ? "unnamed" : printable(std::string_view(path).substr(first), 1000);
}

bool is_zip_name(std::string_view path) {
  if (path.size() < 4) return false;
  std::string ending(path.substr(path.size() - 4));
  for (char& letter : ending)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return ending == ".zip";
}

bool is_system_litter(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return path.substr(0, 9) == "__MACOSX/" || path.find("/__MACOSX/") != std::string_view::npos ||
         name.substr(0, 2) == "._" || name == ".DS_Store" || name == "Thumbs.db";
}

}  // namespace genu
