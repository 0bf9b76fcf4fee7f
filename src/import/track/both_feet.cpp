#include "import/track/both_feet.h"

#include <cmath>

namespace genu {
namespace {

std::optional<double> mean_cadence(const Activity& activity) {
  double sum = 0;
  std::size_t count = 0;
  for (const Sample& sample : activity.samples) {
    if (!(sample.cadence_per_min > 0)) continue;
    sum += static_cast<double>(sample.cadence_per_min);
    ++count;
  }
  if (count > 0) return sum / static_cast<double>(count);
  return activity.stated.cadence_per_min;
}

// The highest mean that can only be one leg's.
double most_of_one_leg(Sport sport, CadenceSource source) {
  if (sport == Sport::running) return 110;
  return source == CadenceSource::one_leg ? 90 : 70;
}

}  // namespace

void count_both_feet(Activity& activity, CadenceSource source) {
  if (!is_on_foot(activity.sport)) return;
  const double most = most_of_one_leg(activity.sport, source);
  const std::optional<double> mean = mean_cadence(activity);
  if (mean && *mean < most)
    for (Sample& sample : activity.samples) sample.cadence_per_min *= 2;
  auto& stated = activity.stated.cadence_per_min;
  if (stated && *stated < most) *stated *= 2;
}

}  // namespace genu
