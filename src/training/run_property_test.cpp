// Random recordings, good and broken: what must hold for every run and trace.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "training/run.h"
#include "training/simulated.h"

namespace genu {
namespace {

// A run with errors of every kind that devices make.
Activity broken_recording() {
  Activity activity = simulated::recording(*rc::gen::inRange(0, 400), 0.01 * *rc::gen::inRange(0, 900));
  activity.sport = *rc::gen::element(Sport::running, Sport::unknown, Sport::walking, Sport::cycling);
  const int faults = *rc::gen::inRange(0, 12);
  for (int f = 0; f < faults; ++f) {
    Sample& sample = activity.samples[*rc::gen::inRange<std::size_t>(0, activity.samples.size())];
    switch (*rc::gen::inRange(0, 9)) {
      case 0: sample.time.unix_ms += *rc::gen::inRange<std::int64_t>(-4'000'000, 4'000'000); break;
      case 1: sample.time.unix_ms = *rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000); break;
      case 2: sample.latitude_deg += *rc::gen::inRange(-90, 90); break;
      case 3: sample.latitude_deg = missing; break;
      case 4: sample.distance_m = *rc::gen::inRange(-10, 1'000'000); break;
      case 5: sample.distance_m = missing; break;
      case 6: sample.altitude_m = static_cast<float>(*rc::gen::inRange(-9'000, 9'000)); break;
      case 7: sample.speed_m_per_s = static_cast<float>(*rc::gen::inRange(-2, 70)); break;
      default: std::swap(sample, activity.samples.front()); break;
    }
  }
  if (*rc::gen::arbitrary<bool>())
    for (Sample& sample : activity.samples) sample.distance_m = missing;
  if (*rc::gen::arbitrary<bool>())
    for (Sample& sample : activity.samples) sample.altitude_m = 100;
  const int pauses = *rc::gen::inRange(0, 4);
  for (int p = 0; p < pauses; ++p) {
    const std::int64_t from = simulated::start_ms + *rc::gen::inRange(-100'000, 500'000);
    activity.pauses.push_back({{from}, {from + *rc::gen::inRange(-10'000, 100'000)}});
  }
  if (*rc::gen::arbitrary<bool>()) activity.stated.distance_m = *rc::gen::inRange(0, 50'000);
  if (*rc::gen::arbitrary<bool>()) activity.stated.timer_s = *rc::gen::inRange(0, 50'000);
  return activity;
}

RC_GTEST_PROP(Understand, KeepsItsPromisesForAnyRecording, ()) {
  const Activity activity = broken_recording();
  const Trace trace = trace_of(activity);
  const std::size_t count = trace.time_s.size();
  RC_ASSERT(count <= activity.samples.size());
  RC_ASSERT(trace.distance_m.size() == count && trace.grade.size() == count && trace.speed_m_per_s.size() == count);
  RC_ASSERT(std::is_sorted(trace.time_s.begin(), trace.time_s.end()));
  RC_ASSERT(std::is_sorted(trace.distance_m.begin(), trace.distance_m.end()));
  RC_ASSERT(count == 0 || (trace.time_s[0] == 0 && trace.distance_m[0] >= 0));

  const auto run = *understand(activity);
  RC_ASSERT(run.moving_s >= 0 && run.moving_s <= run.timer_s + 1e-6 && run.timer_s <= run.elapsed_s + 1e-6);
  RC_ASSERT(std::isfinite(run.distance_m) && run.distance_m >= 0);
  RC_ASSERT(run.walking_s >= 0 && run.walking_s <= run.moving_s + 1e-6);
  RC_ASSERT(run.walking_m >= 0 && run.walking_m <= run.distance_m + 1e-6);
  RC_ASSERT(run.downhill_s <= run.moving_s + 1e-6);
  RC_ASSERT(!run.ascent_m || *run.ascent_m >= 0);
  const double split_m = std::accumulate(run.splits.begin(), run.splits.end(), 0.0,
                                         [](double sum, const Split& split) { return sum + split.distance_m; });
  RC_ASSERT(run.splits.size() == 1000 || count == 0 || std::abs(split_m - trace.distance_m.back()) <= 1.001);
}

RC_GTEST_PROP(Understand, DoesNotDependOnTheOrderOfAGoodRecording, ()) {
  Activity activity = simulated::recording(*rc::gen::inRange(10, 300), 0.01 * *rc::gen::inRange(100, 500));
  const auto expected = *understand(activity);
  for (std::size_t i = activity.samples.size(); i > 1; --i)
    std::swap(activity.samples[i - 1], activity.samples[*rc::gen::inRange<std::size_t>(0, i)]);
  const auto shuffled = *understand(activity);
  RC_ASSERT(std::abs(shuffled.distance_m - expected.distance_m) < 1e-6);
  RC_ASSERT(shuffled.moving_s == expected.moving_s);
}

RC_GTEST_PROP(Understand, PositionsAndCounterAgree, ()) {
  Activity activity = simulated::recording(*rc::gen::inRange(100, 500), 0.01 * *rc::gen::inRange(150, 450),
                                           *rc::gen::inRange(-80, 80), *rc::gen::inRange(-179, 179));
  const auto counted = *understand(activity);
  for (Sample& sample : activity.samples) sample.distance_m = missing;
  const auto tracked = *understand(activity);
  RC_ASSERT(tracked.distance_source == DistanceSource::track);
  RC_ASSERT(std::abs(tracked.distance_m - counted.distance_m) < 0.01 * counted.distance_m);
}

}  // namespace
}  // namespace genu
