// The samples of an activity, read: the trace, and what only understand() needs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "training/along.h"
#include "training/elevation.h"
#include "training/gait.h"
#include "training/run.h"

namespace genu {

struct Reading {
  Trace trace;
  std::vector<Gait> gaits;
  Elevation elevation;  // empty where the altitude is not known or means nothing
  DistanceSource distance_source = DistanceSource::none;
  std::optional<double> first_longitude_deg;
  std::optional<double> device_step_length_m;
  Sport sport = Sport::unknown;
  bool sport_is_assumed = false;
  Terrain terrain = Terrain::unknown;
  Instant first;  // by the device's clock, pauses included
  Instant last;
  std::vector<std::string> notes;
};

Reading read_samples(const Activity& activity);

/// What a device's own mean cadence has to be multiplied by to give steps of both feet in a run: 2, 1 or 0.5.
double steps_per_count(double cadence_per_min);

}  // namespace genu
