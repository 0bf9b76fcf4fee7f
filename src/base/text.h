// Small text helpers that several rooms need.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genu {

/// The whole text as a finite number ("12", "-0.5", "1e3"), independent of the locale; empty for anything else.
std::optional<double> parse_number(std::string_view text);

/// A number for people: at most `decimals` digits after the point, no trailing zeros ("24.1", "7").
std::string format_number(double number, int decimals = 1);

/// The known word nearest to a mistyped one (Damerau-Levenshtein), or empty when none is near: at most a third of the
/// letters may differ. Cost: the product of the lengths, for each known word.
std::string nearest(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace genu
