// Sports and surfaces in the words that files use: "trail_running", "Laufen", "HKWorkoutActivityTypeRunning", "9".
#pragma once

#include <string_view>

#include "training/activity.h"

namespace genu {

struct SportAndTerrain {
  Sport sport = Sport::unknown;
  Terrain terrain = Terrain::unknown;
};

/// From a field that holds a type of sport. Words of English, German, French, Spanish, Italian, Portuguese and Dutch;
/// letters' case, "_" and "-" do not count. A type that is not known is Sport::other; none at all, "unknown",
/// "generic", "default" and single letters are unknown. Wheelchairs are no sport on foot: other.
SportAndTerrain sport_of_type(std::string_view type);

/// From a name or note that a person wrote ("Easy treadmill run"): only when its words speak for exactly one sport, and
/// of the terrains only the treadmill.
SportAndTerrain sport_of_text(std::string_view text);

}  // namespace genu
