// How much of a foreign file of movement is read at most.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace genu {

inline constexpr std::size_t largest_motion_bytes = std::size_t{64} << 20;
inline constexpr std::size_t most_motion_values = 12'000'000;  // numbers in memory: 96 MB

/// Fails with too_large for more than largest_motion_bytes.
inline Result<void> check_motion_size(std::string_view bytes, std::string_view name) {
  if (bytes.size() <= largest_motion_bytes) return {};
  return fail(ErrorCode::too_large,
              "the file is larger than 64 MB, the most that is read; cut it into shorter recordings",
              std::string(name));
}

}  // namespace genu
