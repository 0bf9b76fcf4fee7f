// Activities from what the messages of a FIT file said.
#pragma once

#include <vector>

#include "import/fit/contents.h"
#include "training/activity.h"

namespace genu::fit {

/// One activity a session; without a session one made of the records; none without either.
std::vector<Activity> activities_of(Contents&& contents);

/// Gives each sample without a heart rate the beat before it, when that is at most three seconds old.
void add_heart_beats(std::vector<HeartBeat> beats, std::vector<Sample>& samples);

}  // namespace genu::fit
