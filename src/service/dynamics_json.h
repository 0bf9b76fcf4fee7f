// The watch's running dynamics, as JSON and in sentences.
#pragma once

#include <string>

#include "service/views.h"
#include "training/dynamics.h"

namespace genu {

/// "Ground contact: 262 ms; it rises by 1.2 ms a week at like speed (28 runs, between 0.4 and 2.1)."
std::string sentence(const DynamicOverWeeks& dynamic);
std::string sentence(const DynamicInRun& dynamic);

/// [{"id","unit","runs","typical","change_per_week","low","high","trend","sentence"}] of the twelve weeks before the
/// last run.
Json watch_json(const History& history);

/// [{"id","unit","minutes","early","late","change","low","high","trend","sentence"}] of one run.
Json tiring_json(const Trace& trace);

}  // namespace genu
