#include "training/timeline.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <optional>

#include "training/geography.h"

namespace genu {
namespace {

constexpr std::int64_t week_ms = 7 * 86'400'000LL;

bool by_time(const Sample& a, const Sample& b) { return a.time < b.time; }

bool in_order(const std::vector<Sample>& samples) { return std::is_sorted(samples.begin(), samples.end(), by_time); }

std::string count_of(std::size_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

// A run is over within a week, so that only broken clocks are this far from the middle sample.
void leave_out_far_clocks(std::vector<Sample>& samples, std::vector<std::string>& notes) {
  if (samples.size() < 2) return;
  const auto [first, last] = std::minmax_element(samples.begin(), samples.end(), by_time);
  if (last->time.unix_ms - first->time.unix_ms <= week_ms) return;
  std::vector<std::int64_t> times(samples.size());
  std::transform(samples.begin(), samples.end(), times.begin(), [](const Sample& s) { return s.time.unix_ms; });
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>((times.size() - 1) / 2);
  std::nth_element(times.begin(), middle, times.end());
  const std::int64_t typical = *middle;
  const std::size_t left_out =
      std::erase_if(samples, [&](const Sample& s) { return std::abs(s.time.unix_ms - typical) > week_ms; });
  notes.push_back(count_of(left_out, "point", "points") +
                  " with a date far from the rest left out: the device's clock was wrong.");
}

// All the way that counter or positions go back and forth when the samples are read in this order: in the right order
// it is shortest. Empty when neither is there.
std::optional<double> way_back_and_forth(const std::vector<Sample>& samples) {
  const auto counted =
      std::count_if(samples.begin(), samples.end(), [](const Sample& s) { return !std::isnan(s.distance_m); });
  const bool by_counter = 2 * static_cast<std::size_t>(counted) >= samples.size();
  const Sample* last = nullptr;
  double way_m = 0;
  for (const Sample& sample : samples) {
    if (by_counter ? std::isnan(sample.distance_m) : !has_position(sample)) continue;
    if (last) way_m += by_counter ? std::abs(sample.distance_m - last->distance_m) : distance_between_m(*last, sample);
    last = &sample;
  }
  return last ? std::optional(way_m) : std::nullopt;
}

// Keeps the longest sequence of samples whose times never fall: what contradicts most of the file is left out.
std::vector<Sample> longest_in_order(const std::vector<Sample>& samples) {
  std::vector<std::size_t> best_end;                   // best_end[k]: where the best sequence of k + 1 samples ends
  std::vector<std::size_t> before(samples.size(), 0);  // the sample before, in the best sequence that ends here
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto place = std::upper_bound(best_end.begin(), best_end.end(), samples[i].time,
                                        [&](Instant time, std::size_t j) { return time < samples[j].time; });
    before[i] = place == best_end.begin() ? i : *(place - 1);
    if (place == best_end.end()) {
      best_end.push_back(i);
    } else {
      *place = i;
    }
  }
  std::vector<Sample> kept(best_end.size());
  std::size_t i = best_end.back();
  for (std::size_t k = kept.size(); k-- > 0; i = before[i]) kept[k] = samples[i];
  return kept;
}

// The clock was set back for good: what follows a fall is moved to go on one second later, until the file's own times
// are in order again.
void bridge_falls(std::vector<Sample>& samples) {
  std::int64_t shift_ms = 0, last_ms = samples.front().time.unix_ms;
  for (Sample& sample : samples) {
    const std::int64_t own_ms = sample.time.unix_ms;
    if (own_ms >= last_ms) shift_ms = 0;
    if (own_ms + shift_ms < last_ms) shift_ms = last_ms + 1000 - own_ms;
    sample.time.unix_ms = own_ms + shift_ms;
    last_ms = sample.time.unix_ms;
  }
}

// Points out of order or a clock that jumped? When sorting does not make the way longer, the order was the mistake.
// Otherwise the clock: a small block with other times is left out, a lasting change is bridged.
void put_in_order(std::vector<Sample>& samples, std::vector<std::string>& notes) {
  if (in_order(samples)) return;
  std::vector<Sample> kept = longest_in_order(samples);
  const std::size_t outside = samples.size() - kept.size();
  std::vector<Sample> sorted = samples;
  std::stable_sort(sorted.begin(), sorted.end(), by_time);
  const std::optional<double> way_m = way_back_and_forth(samples), sorted_way_m = way_back_and_forth(sorted);
  const bool sorting_is_right = way_m && sorted_way_m ? *sorted_way_m <= *way_m + 1 : outside * 10 > samples.size();
  if (sorting_is_right) {
    samples = std::move(sorted);
    notes.push_back("The points of the file were out of order and were sorted by time.");
  } else if (outside * 20 <= samples.size() || outside <= 3) {
    samples = std::move(kept);
    notes.push_back("The device's clock jumped: " + count_of(outside, "point", "points") + " left out.");
  } else {
    bridge_falls(samples);
    notes.push_back("The device's clock was set back during the recording; the times after it are estimated.");
  }
}

float within(float value, float low, float high) { return value >= low && value <= high ? value : missing; }

// Beyond these ranges a sensor failed (estimates, wider than any runner): such a value is no value.
void forget_impossible_values(Sample& sample, double fastest) {
  if (!has_position(sample)) sample.latitude_deg = sample.longitude_deg = missing;
  if (!(sample.distance_m >= 0 && sample.distance_m < 1e7)) sample.distance_m = missing;
  sample.altitude_m = within(sample.altitude_m, -500, 9000);
  sample.speed_m_per_s = within(sample.speed_m_per_s, 0, static_cast<float>(fastest));
  sample.heart_rate_bpm = within(sample.heart_rate_bpm, 25, 250);
  sample.cadence_per_min = within(sample.cadence_per_min, 0, 300);
  sample.power_w = within(sample.power_w, 0, 2500);
  sample.contact_time_ms = within(sample.contact_time_ms, 80, 700);
  sample.contact_left_percent = within(sample.contact_left_percent, 25, 75);
  sample.vertical_oscillation_mm = within(sample.vertical_oscillation_mm, 5, 250);
  sample.step_length_mm = within(sample.step_length_mm, 100, 3000);
}

// Devices write several records for one second, each with some of the fields.
void fill_from(Sample& sample, const Sample& other) {
  const auto fill = [](auto& value, auto from) {
    if (std::isnan(value)) value = from;
  };
  if (std::isnan(sample.latitude_deg)) {
    sample.latitude_deg = other.latitude_deg;
    sample.longitude_deg = other.longitude_deg;
  }
  fill(sample.distance_m, other.distance_m);
  fill(sample.altitude_m, other.altitude_m);
  fill(sample.speed_m_per_s, other.speed_m_per_s);
  fill(sample.heart_rate_bpm, other.heart_rate_bpm);
  fill(sample.cadence_per_min, other.cadence_per_min);
  fill(sample.power_w, other.power_w);
  fill(sample.contact_time_ms, other.contact_time_ms);
  fill(sample.contact_left_percent, other.contact_left_percent);
  fill(sample.vertical_oscillation_mm, other.vertical_oscillation_mm);
  fill(sample.step_length_mm, other.step_length_mm);
}

void merge_same_moments(std::vector<Sample>& samples) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (kept > 0 && samples[kept - 1].time == samples[i].time) {
      fill_from(samples[i], samples[kept - 1]);
      samples[kept - 1] = samples[i];
    } else {
      samples[kept++] = samples[i];
    }
  }
  samples.resize(kept);
}

// Sorted, without overlaps, and only those that last.
std::vector<Pause> tidy(std::vector<Pause> pauses) {
  std::erase_if(pauses, [](const Pause& p) { return p.to <= p.from; });
  std::sort(pauses.begin(), pauses.end(), [](const Pause& a, const Pause& b) { return a.from < b.from; });
  std::vector<Pause> tidied;
  for (const Pause& pause : pauses) {
    if (!tidied.empty() && pause.from <= tidied.back().to) {
      tidied.back().to = std::max(tidied.back().to, pause.to);
    } else {
      tidied.push_back(pause);
    }
  }
  return tidied;
}

// The timer stands still in pauses; what a device recorded within one is no part of the run.
void take_out_pauses(Timeline& line, const std::vector<Pause>& pauses) {
  std::size_t kept = 0, next = 0;
  std::int64_t paused_ms = 0;
  const std::int64_t start_ms = line.samples.front().time.unix_ms;
  bool paused = false;
  for (const Sample& sample : line.samples) {
    while (next < pauses.size() && pauses[next].to <= sample.time) {
      const std::int64_t from_ms = std::max(pauses[next].from.unix_ms, start_ms);
      paused_ms += std::max<std::int64_t>(pauses[next].to.unix_ms - from_ms, 0);
      ++next;
      paused = true;
    }
    if (next < pauses.size() && pauses[next].from < sample.time && kept > 0) continue;
    line.timer_s.push_back(static_cast<double>(sample.time.unix_ms - start_ms - paused_ms) / 1000);
    line.after_pause.push_back(paused && kept > 0);
    paused = false;
    line.samples[kept++] = sample;
  }
  line.samples.resize(kept);
}

}  // namespace

double fastest_m_per_s(Sport sport) {
  switch (sport) {
    case Sport::cycling: return 35;
    case Sport::transition:
    case Sport::other: return 100;
    default: return 12;
  }
}

Timeline timeline_of(const Activity& activity) {
  Timeline line;
  const double fastest = fastest_m_per_s(activity.sport);
  line.samples = activity.samples;
  if (const std::size_t timeless = std::erase_if(line.samples, [](const Sample& s) { return s.time.unix_ms == 0; });
      timeless > 0 && !line.samples.empty())
    line.notes.push_back(count_of(timeless, "point", "points") + " without a time left out.");
  for (Sample& sample : line.samples) forget_impossible_values(sample, fastest);
  leave_out_far_clocks(line.samples, line.notes);
  put_in_order(line.samples, line.notes);
  merge_same_moments(line.samples);
  if (!line.samples.empty()) take_out_pauses(line, tidy(activity.pauses));
  return line;
}

}  // namespace genu
