// First step of understanding an activity: its samples in an order that time can have.
//
// Watches set their clock in mid-run, lose it, or write a last point in 2085; converters write points out of order. All
// of that is repaired or left out here, with a note for the runner, so that later steps can trust that time only rises.
#pragma once

#include <string>
#include <vector>

#include "training/activity.h"

namespace genu {

struct Timeline {
  std::vector<Sample> samples;    // time never falls, and only repeats around a pause
  std::vector<double> timer_s;    // since the first sample, pauses taken out; never falls
  std::vector<bool> after_pause;  // a pause lies between this sample and the one before
  std::vector<std::string> notes;
};

/// Left out: samples without time, samples more than a week from the middle one, samples within a pause, impossible
/// values of single fields. Linear when the file is in order.
Timeline timeline_of(const Activity& activity);

/// Faster than anyone in this sport for more than a moment (estimate: sprinters reach 12 m/s): what is beyond is an
/// error of the device.
double fastest_m_per_s(Sport sport);

}  // namespace genu
