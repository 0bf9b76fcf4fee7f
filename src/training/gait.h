// Standing, walking or running, from speed and cadence, interval by interval.
//
// All thresholds are estimates of ours:
// - Standing: slower than 0.5 m/s for at least 5 s. The slowest walk with intent is about 0.6 m/s, and the drift of a
//   watch that stands still stays below 0.5 m/s once its speed is smoothed; a single slow second (a kerb, a turn) is no
//   stop. Where nothing but the cadence tells (treadmill without speed): fewer than 60 steps a minute.
// - Walking within a run: people change from walking to running at about 2 m/s and from about 130 to 150 steps a
//   minute. With a cadence: fewer than 140 steps and slower than 2.2 m/s. Without: slower than 1.8 m/s until faster
//   than 2.1 m/s. Shorter than 10 s is a corner, not a walk. Uphill runners on small quick steps stay runners
//   thanks to the cadence.
#pragma once

#include <cstdint>
#include <vector>

#include "training/run.h"

namespace genu {

enum class Gait : std::uint8_t { standing, walking, running };

/// The gait of the interval that ends at each sample (the first: standing, it has no interval). Sports other than
/// running are never `walking` here: what moves is `running`. Swimmers always move: a watch under water has no speed.
/// The trace needs time, distance, speed and cadence.
std::vector<Gait> gaits_of(const Trace& trace, Sport sport);

/// Speed of the interval that ends at sample i >= 1; NaN when unknown. Over more than 10 s the way made counts, not the
/// speed that was shown at the ends.
float interval_speed_m_per_s(const Trace& trace, std::size_t i);

}  // namespace genu
