#include "training/along.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "training/geography.h"

namespace genu {
namespace {

// Devices and satellites jitter: this much is allowed beyond what the fastest could have run (estimate).
constexpr double slack_m = 100;

// After an impossible jump, this many samples in a row that agree with one another are believed: the jump was real (a
// tunnel, a ride between two loops), or everything before it was wrong.
constexpr int believed_after = 5;

// Distances so far; NaN where nothing new is known.
struct Partial {
  std::vector<double> distance_m;
  std::size_t known = 0;
  int odd = 0;  // restarts and jumps of a counter, outliers among positions
};

// Joins a counter: what it had reached is kept when it restarts, and jumps are not counted.
class Counter {
 public:
  explicit Counter(double fastest_m_per_s) : fastest_(fastest_m_per_s) {}

  double read(double raw_m, double timer_s) {
    if (std::isnan(last_raw_)) {
      // Multisport files count on from the leg before: more than could have been run by now belongs to that leg.
      const bool counts_on = raw_m > fastest_ * timer_s + slack_m;
      return accept(raw_m, timer_s, counts_on ? 0 : raw_m);
    }
    const double step_m = raw_m - last_raw_;
    const double reach_m = fastest_ * (timer_s - last_change_s_) + slack_m;
    if (step_m < -20 && raw_m < last_raw_ / 2) {
      ++odd_;
      return accept(raw_m, timer_s, total_ + (raw_m <= reach_m ? raw_m : 0));
    }
    if (step_m <= 0) {
      jumped_ = 0;
      return total_;  // a small correction: held until the counter is past it
    }
    if (step_m <= reach_m) return accept(raw_m, timer_s, total_ + step_m);
    if (++jumped_ < believed_after) return total_;
    ++odd_;
    return accept(raw_m, timer_s, total_);
  }

  int odd() const { return odd_; }

 private:
  double accept(double raw_m, double timer_s, double total_m) {
    last_raw_ = raw_m;
    last_change_s_ = timer_s;
    jumped_ = 0;
    return total_ = total_m;
  }

  double fastest_;
  double last_raw_ = std::numeric_limits<double>::quiet_NaN();
  double last_change_s_ = 0;
  double total_ = 0;
  int jumped_ = 0;
  int odd_ = 0;
};

Partial from_counter(const Timeline& line, double fastest) {
  Partial partial;
  partial.distance_m.assign(line.samples.size(), std::numeric_limits<double>::quiet_NaN());
  Counter counter(fastest);
  for (std::size_t i = 0; i < line.samples.size(); ++i) {
    if (std::isnan(line.samples[i].distance_m)) continue;
    partial.distance_m[i] = counter.read(line.samples[i].distance_m, line.timer_s[i]);
    ++partial.known;
  }
  partial.odd = counter.odd();
  return partial;
}

// Sums along the positions. A position that nobody could have reached from the last one believed is an outlier, unless
// the next ones agree with it. Way made in a pause is not part of the run.
Partial from_positions(const Timeline& line, double fastest) {
  Partial partial;
  partial.distance_m.assign(line.samples.size(), std::numeric_limits<double>::quiet_NaN());
  const Sample *believed = nullptr, *doubted = nullptr;
  double believed_s = 0, doubted_s = 0, total_m = 0;
  std::size_t chain = 0;  // positions believed in a row
  int agreeing = 0;
  bool paused = false;
  const auto reaches = [&](const Sample& from, double from_s, const Sample& to, double to_s) {
    return distance_between_m(from, to) <= fastest * (to_s - from_s) + slack_m;
  };
  for (std::size_t i = 0; i < line.samples.size(); ++i) {
    paused = paused || line.after_pause[i];
    const Sample& sample = line.samples[i];
    if (!has_position(sample)) continue;
    const double now_s = line.timer_s[i];
    const bool new_leg = !believed || paused;
    const double step_m = new_leg ? 0 : distance_between_m(*believed, sample);
    if (!new_leg && step_m > fastest * (now_s - believed_s) + slack_m) {
      agreeing = doubted && reaches(*doubted, doubted_s, sample, now_s) ? agreeing + 1 : 1;
      doubted = &sample;
      doubted_s = now_s;
      ++partial.odd;
      if (agreeing < believed_after) continue;
      if (chain < static_cast<std::size_t>(believed_after)) {  // the start was the outlier
        total_m = 0;
        std::fill_n(partial.distance_m.begin(), i, 0.0);
      }
      chain = 0;
    } else {
      total_m += step_m;
      agreeing = 0;
      doubted = nullptr;
    }
    believed = &sample;
    believed_s = now_s;
    paused = false;
    ++chain;
    partial.distance_m[i] = total_m;
    ++partial.known;
  }
  return partial;
}

// The device's speed summed over time; gaps of more than a minute add nothing.
Partial from_speed(const Timeline& line) {
  Partial partial;
  partial.distance_m.assign(line.samples.size(), 0);
  for (std::size_t i = 1; i < line.samples.size(); ++i) {
    const double seconds = line.timer_s[i] - line.timer_s[i - 1];
    const float speed = line.samples[i].speed_m_per_s;
    const bool counts = !std::isnan(speed) && seconds <= 60;
    partial.known += counts;
    partial.distance_m[i] = partial.distance_m[i - 1] + (counts ? static_cast<double>(speed) * seconds : 0);
  }
  return partial;
}

// Gaps evenly in time; before the first known value 0; after the last the way that `others` went on.
void fill_gaps(std::vector<double>& distance_m, const std::vector<double>& timer_s, const std::vector<double>* others) {
  constexpr auto none = static_cast<std::size_t>(-1);
  std::size_t last = none;
  for (std::size_t i = 0; i < distance_m.size(); ++i) {
    if (std::isnan(distance_m[i])) continue;
    const double from_m = last == none ? 0 : distance_m[last];
    const std::size_t first_gap = last == none ? 0 : last + 1;
    const double from_s = last == none ? 0 : timer_s[last];
    const double seconds = timer_s[i] - from_s;
    // A counter may fall a little where two sources meet; the way made never does.
    distance_m[i] = std::max(distance_m[i], from_m);
    for (std::size_t j = first_gap; j < i; ++j)
      distance_m[j] = seconds > 0 ? from_m + (distance_m[i] - from_m) * (timer_s[j] - from_s) / seconds : from_m;
    last = i;
  }
  for (std::size_t j = last == none ? 0 : last + 1; j < distance_m.size(); ++j) {
    const double start_m = last == none ? 0 : distance_m[last];
    const double since_m = others && last != none ? (*others)[j] - (*others)[last] : 0;
    distance_m[j] = start_m + since_m;
  }
}

void note_odd(Along& result, int odd) {
  if (odd > 0)
    result.notes.push_back(result.source == DistanceSource::track
                               ? std::to_string(odd) + " positions that no runner could reach were left out."
                               : "The device's distance restarted or jumped " + std::to_string(odd) +
                                     (odd == 1 ? " time; it was joined." : " times; it was joined."));
}

}  // namespace

Along along(const Timeline& line, Sport sport) {
  Along result;
  const std::size_t count = line.samples.size();
  const double fastest = fastest_m_per_s(sport);
  std::size_t placed = 0;
  for (const Sample& sample : line.samples) {
    if (!has_position(sample)) continue;
    if (++placed == 1) result.first_longitude_deg = sample.longitude_deg;
  }
  result.has_positions = placed >= 2;
  if (count == 0) return result;

  Partial counted = from_counter(line, fastest);
  const bool counter_reaches_the_end = !std::isnan(counted.distance_m.back());
  const bool counter_serves = counted.known >= 2 && counted.known * 2 >= count;
  Partial tracked;
  if (result.has_positions && !(counter_serves && counter_reaches_the_end)) {
    tracked = from_positions(line, fastest);
    fill_gaps(tracked.distance_m, line.timer_s, nullptr);
  }
  if (counter_serves || (counted.known >= 2 && !result.has_positions)) {
    result.source = DistanceSource::device;
    result.distance_m = std::move(counted.distance_m);
    fill_gaps(result.distance_m, line.timer_s, tracked.distance_m.empty() ? nullptr : &tracked.distance_m);
    note_odd(result, counted.odd);
  } else if (result.has_positions && tracked.known >= 2) {
    result.source = DistanceSource::track;
    result.distance_m = std::move(tracked.distance_m);
    note_odd(result, tracked.odd);
  } else if (Partial summed = from_speed(line); summed.known > 0 && summed.distance_m.back() > 0) {
    result.source = DistanceSource::device;
    result.distance_m = std::move(summed.distance_m);
    result.notes.emplace_back("The file has neither distance nor positions: its speed was summed over time.");
  } else {
    result.distance_m.assign(count, 0);
  }
  return result;
}

}  // namespace genu
