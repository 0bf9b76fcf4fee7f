// Numbers as training files write them, read fast: a track of a million points holds ten million of them.
#pragma once

#include <optional>
#include <string_view>

namespace genu {

/// "12", "-0.5", "+1e3", ".5", "46.07987117953598499298095703125", blanks around it ignored, independent of the locale.
/// Empty for anything else, infinity and NaN included. Right to within two units of the last place of a double.
std::optional<double> parse_decimal(std::string_view text);

}  // namespace genu
