// Names of members: for display and for matching, never for opening a file.
#pragma once

#include <string>
#include <string_view>

namespace genu {

/// Valid UTF-8 without control characters, "/" between folders also where a program wrote "\", without the slashes at
/// its beginning; at most 1,000 bytes.
std::string printable_path(std::string_view name);

/// "Part1.zip", in any case.
bool is_zip_name(std::string_view path);

/// What operating systems leave behind: "__MACOSX/…", "._x", ".DS_Store", "Thumbs.db".
bool is_system_litter(std::string_view path);

}  // namespace genu
