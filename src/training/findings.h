// What the training history says for the diagnosis, as findings of knowledge/findings.yaml (from: device).
//
// Unknown is never "no": a "no" needs a history that would have shown a "yes". Where the onset is a range of days, a
// finding is given only when both ends agree.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "training/change.h"

namespace genu {

struct TrainingFinding {
  std::string id;  // of knowledge/findings.yaml
  std::variant<bool, double> value;
  std::string sentence;  // why, for the runner
};

/// Every id that training_findings() may give.
inline constexpr const char* training_finding_ids[] = {"longest_run_ratio", "load_jump_recent", "hill_running_recent",
                                                       "dev_cadence"};

/// - longest_run_ratio (number): the largest ratio of spike.h in the 28 days that end with the onset day. Not given
///   while it rests on less than 30 days of history, or on a gap (the watch may have stayed at home).
/// - load_jump_recent (yes/no): yes when a spike of more than 10 % and at least 500 m
///   (progression_limits.spike_floor: 10 % of a very short run is meaningless) lies in these 28 days, or weekly
///   distance or fast running rose beyond the runner's own variation. No only when the history is well covered (see
///   `covered`) and none of these came near.
/// - hill_running_recent (yes/no): yes when ascent or descent per week, or ascent per km, rose beyond the runner's own
///   variation and to at least 1.5 times (estimate for "much more"). No only when well covered and at least 80 % of the
///   runs of both windows know their ascent.
/// - dev_cadence (number, steps/min): median over the runs of the 28 days, at least 3 that know it.
/// began_one_long_run is the runner's own word and never given here.
std::vector<TrainingFinding> training_findings(const History& history, const Change& change);

/// Whether "no" can be told from "not recorded": recorded by a device (not typed in), at least 8 weeks of history
/// before the onset, no gap of more than 14 days in the 16 weeks before it (as far as the history reaches), and at
/// least one run in each of the last four weeks.
bool covered(const History& history, Day onset);

}  // namespace genu
