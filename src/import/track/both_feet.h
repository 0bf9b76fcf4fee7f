// Cadence of one leg or of both feet?
//
// Garmin's FIT, TCX and GPX count one leg (80 to 95 in a minute when running), Strava's GPX both feet, others either,
// and no file says which. What is certain is anatomy: over a whole run nobody takes fewer than 110 steps of both feet
// in a minute, nor more than 110 with one leg. Walking is 80 to 135 steps; one leg alone stays below 70.
#pragma once

#include "training/activity.h"

namespace genu {

enum class CadenceSource { unknown, one_leg };

/// Turns the samples' cadence and the stated mean of an activity on foot into steps of both feet when they are one
/// leg's: by their mean without zeros (standing), or the stated mean when the samples have none. A source that is known
/// to count one leg is believed for a walk up to 90. Other sports, unknown ones too, are left alone. Call it once,
/// when the sport is known. Linear in the samples.
void count_both_feet(Activity& activity, CadenceSource source = CadenceSource::unknown);

}  // namespace genu
