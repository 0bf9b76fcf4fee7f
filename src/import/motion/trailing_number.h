#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace genu {

/// The last number in a name: 12 of "run2_000000000012_keypoints.json". Empty when there is none, or it has more than
/// 18 digits.
inline std::optional<std::int64_t> trailing_number(std::string_view name) {
  constexpr std::string_view digits = "0123456789";
  const std::size_t last = name.find_last_of(digits);
  if (last == std::string_view::npos) return std::nullopt;
  const std::size_t before = name.find_last_not_of(digits, last);
  const std::size_t first = before == std::string_view::npos ? 0 : before + 1;
  if (last - first >= 18) return std::nullopt;
  std::int64_t number = 0;
  for (std::size_t i = first; i <= last; ++i) number = number * 10 + (name[i] - '0');
  return number;
}

}  // namespace genu
