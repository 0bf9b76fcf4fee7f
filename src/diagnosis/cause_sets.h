// The states of the network: which causes are present.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace genu {

inline constexpr std::size_t most_causes_at_once = 3;

/// `count` causes, in rising order; the rest of `causes` is unused.
struct CauseSet {
  std::uint8_t count = 0;
  std::array<std::uint8_t, most_causes_at_once> causes{};

  bool contains(std::size_t cause) const {
    for (std::size_t i = 0; i < count; ++i)
      if (causes[i] == cause) return true;
    return false;
  }
};

/// The empty set first, then every set of one, two and three causes: 2,626 for 25 causes.
std::vector<CauseSet> enumerate_cause_sets(std::size_t cause_count);

}  // namespace genu
