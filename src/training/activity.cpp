#include "training/activity.h"

#include <array>

namespace genu {
namespace {

// The order is that of the enumerations: name_of indexes, find_* searches.
constexpr std::array<std::string_view, 8> sport_names = {"unknown", "running",  "walking",    "hiking",
                                                         "cycling", "swimming", "transition", "other"};
constexpr std::array<std::string_view, 5> terrain_names = {"unknown", "road", "trail", "track", "treadmill"};

template <typename Enumeration, std::size_t size>
std::optional<Enumeration> find_in(const std::array<std::string_view, size>& names, std::string_view name) {
  for (std::size_t i = 0; i < size; ++i)
    if (names[i] == name) return static_cast<Enumeration>(i);
  return std::nullopt;
}

}  // namespace

const char* name_of(Sport sport) { return sport_names[static_cast<std::size_t>(sport)].data(); }

std::optional<Sport> find_sport(std::string_view name) { return find_in<Sport>(sport_names, name); }

bool is_on_foot(Sport sport) { return sport == Sport::running || sport == Sport::walking || sport == Sport::hiking; }

const char* name_of(Terrain terrain) { return terrain_names[static_cast<std::size_t>(terrain)].data(); }

std::optional<Terrain> find_terrain(std::string_view name) { return find_in<Terrain>(terrain_names, name); }

}  // namespace genu
