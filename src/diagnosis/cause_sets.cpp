#include "diagnosis/cause_sets.h"

namespace genu {

std::vector<CauseSet> enumerate_cause_sets(std::size_t cause_count) {
  const auto n = static_cast<std::uint8_t>(cause_count);
  std::vector<CauseSet> sets{{}};
  for (std::uint8_t a = 0; a < n; ++a) sets.push_back({1, {a}});
  for (std::uint8_t a = 0; a < n; ++a)
    for (auto b = static_cast<std::uint8_t>(a + 1); b < n; ++b) sets.push_back({2, {a, b}});
  for (std::uint8_t a = 0; a < n; ++a)
    for (auto b = static_cast<std::uint8_t>(a + 1); b < n; ++b)
      for (auto c = static_cast<std::uint8_t>(b + 1); c < n; ++c) sets.push_back({3, {a, b, c}});
  return sets;
}

}  // namespace genu
