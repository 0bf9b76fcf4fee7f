// What change.h finds, in words for the runner: no blame, no personal risk, numbers as people say them.
#pragma once

#include <string>

#include "training/change.h"

namespace genu {

std::string sentence_of(const MeasureChange& change);

/// "Eleven days before the pain began you ran 24.1 km: 41 % further than anything in the month before."
std::string spike_sentence(const std::string& when, const SessionExposure& exposure, bool rests_on_a_gap);

std::string gap_note(const Gap& gap);

}  // namespace genu
