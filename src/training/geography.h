// Distances on the earth.
#pragma once

#include "training/activity.h"

namespace genu {

/// Both coordinates are there and on the earth; 0/0 is what devices write before they know.
bool has_position(const Sample& sample);

/// Great-circle distance by the haversine formula on a sphere of 6,371,008.8 m (mean radius, IUGG): within 0.6 % of the
/// ellipsoid, and exact for points that are close together.
double distance_between_m(const Sample& a, const Sample& b);

}  // namespace genu
