#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/text.h"
#include "training/reading.h"

namespace genu {
namespace {

// Median of the values that are not NaN; NaN when there are none.
float median_of(std::vector<float> values) {
  std::erase_if(values, [](float v) { return std::isnan(v); });
  if (values.empty()) return missing;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Speed from the way made over at least 10 s around the sample: positions of a second ago say little.
void fill_speed(Trace& trace) {
  constexpr double half_window_s = 5;
  if (trace.distance_m.empty() || trace.distance_m.back() <= 0) return;
  std::size_t from = 0, to = 0;
  const std::size_t last = trace.time_s.size() - 1;
  for (std::size_t i = 0; i <= last; ++i) {
    while (to < last && trace.time_s[to] < trace.time_s[i] + half_window_s) ++to;
    while (from + 1 < i && trace.time_s[from + 1] <= trace.time_s[i] - half_window_s) ++from;
    if (!std::isnan(trace.speed_m_per_s[i])) continue;
    const double seconds = trace.time_s[to] - trace.time_s[from];
    if (seconds > 0)
      trace.speed_m_per_s[i] = static_cast<float>((trace.distance_m[to] - trace.distance_m[from]) / seconds);
  }
}

Trace trace_from(const Timeline& line, std::vector<double> distance_m) {
  Trace trace;
  trace.time_s = line.timer_s;
  trace.distance_m = std::move(distance_m);
  const std::size_t count = line.samples.size();
  const auto take = [&](std::vector<float>& values, float Sample::*field) {
    values.reserve(count);
    for (const Sample& sample : line.samples) values.push_back(sample.*field);
  };
  take(trace.speed_m_per_s, &Sample::speed_m_per_s);
  take(trace.altitude_m, &Sample::altitude_m);
  take(trace.cadence_per_min, &Sample::cadence_per_min);
  take(trace.heart_rate_bpm, &Sample::heart_rate_bpm);
  take(trace.power_w, &Sample::power_w);
  take(trace.contact_time_ms, &Sample::contact_time_ms);
  take(trace.contact_left_percent, &Sample::contact_left_percent);
  take(trace.vertical_oscillation_mm, &Sample::vertical_oscillation_mm);
  trace.grade.assign(count, 0);
  fill_speed(trace);
  return trace;
}

// Median cadence where the runner moves fast enough to run: there, one leg and both legs cannot be mixed up. NaN when
// that is less than half of the samples with a cadence (a climb at a walk).
float running_cadence(const Trace& trace) {
  std::vector<float> values;
  std::size_t stepping = 0;
  for (std::size_t i = 0; i < trace.time_s.size(); ++i) {
    if (!(trace.cadence_per_min[i] > 0)) continue;
    ++stepping;
    if (!(trace.speed_m_per_s[i] < 1.8F)) values.push_back(trace.cadence_per_min[i]);
  }
  return 2 * values.size() >= stepping ? median_of(std::move(values)) : missing;
}

struct Pace {
  double moving_s = 0;
  double mean_m_per_s = 0;
  double brisk_m_per_s = 0;  // faster only for a twentieth of the samples
};

Pace moving_pace(const Trace& trace) {
  Pace pace;
  double way_m = 0;
  std::vector<float> speeds;
  for (std::size_t i = 1; i < trace.time_s.size(); ++i) {
    const float speed = interval_speed_m_per_s(trace, i);
    if (!(speed >= 0.5F)) continue;
    pace.moving_s += trace.time_s[i] - trace.time_s[i - 1];
    way_m += trace.distance_m[i] - trace.distance_m[i - 1];
    speeds.push_back(speed);
  }
  if (speeds.empty()) return pace;
  pace.mean_m_per_s = pace.moving_s > 0 ? way_m / pace.moving_s : 0;
  const auto brisk = speeds.begin() + static_cast<std::ptrdiff_t>(speeds.size() * 19 / 20);
  std::nth_element(speeds.begin(), brisk, speeds.end());
  pace.brisk_m_per_s = static_cast<double>(*brisk);
  return pace;
}

// The speed of running for most people (estimate), no twentieth of it faster than a sprint, and steps of a length that
// legs can make. A cyclist at 85 turns would be a runner with strides of 3 m.
bool looks_like_running(const Trace& trace) {
  const Pace pace = moving_pace(trace);
  if (pace.moving_s < 30 || pace.mean_m_per_s < 1.8 || pace.mean_m_per_s > 4.5 || pace.brisk_m_per_s > 6.5)
    return false;
  const double cadence = static_cast<double>(running_cadence(trace));
  if (std::isnan(cadence)) return true;
  const double steps = cadence * steps_per_count(cadence);
  return steps >= 140 && steps <= 220;
}

void judge_sport(const Activity& activity, Reading& reading) {
  reading.sport = activity.sport;
  if (activity.sport != Sport::unknown || !looks_like_running(reading.trace)) return;
  reading.sport = Sport::running;
  reading.sport_is_assumed = true;
  reading.notes.emplace_back("The file names no sport; speed and cadence are those of running, so it counts as a run.");
}

void judge_cadence(Reading& reading) {
  if (reading.sport != Sport::running) return;
  const double factor = steps_per_count(static_cast<double>(running_cadence(reading.trace)));
  if (factor == 1) return;
  for (float& cadence : reading.trace.cadence_per_min) cadence *= static_cast<float>(factor);
  reading.notes.emplace_back(factor > 1 ? "The cadence was that of one leg and was doubled."
                                        : "The cadence was twice that of any runner and was halved.");
}

void judge_terrain(const Activity& activity, const Along& way, Reading& reading) {
  reading.terrain = activity.terrain;
  const bool moved = way.source == DistanceSource::device && !way.distance_m.empty() && way.distance_m.back() > 0;
  if (reading.sport != Sport::running || activity.terrain != Terrain::unknown || way.has_positions || !moved) return;
  reading.terrain = Terrain::treadmill;
  reading.notes.emplace_back("No positions: taken as a treadmill, so there is no ascent.");
}

std::optional<double> mean_step_length_m(const Timeline& line, const std::vector<Gait>& gaits) {
  double sum_mm = 0;
  std::size_t count = 0;
  for (std::size_t i = 1; i < line.samples.size(); ++i) {
    const float length = line.samples[i].step_length_mm;
    if (std::isnan(length) || gaits[i] == Gait::standing) continue;
    sum_mm += static_cast<double>(length);
    ++count;
  }
  return count > 0 ? std::optional(sum_mm / static_cast<double>(count) / 1000) : std::nullopt;
}

}  // namespace

double steps_per_count(double cadence_per_min) {
  // One leg of a runner makes at most about 110 steps a minute, both make at least 120 (estimates): between lies
  // nothing.
  if (cadence_per_min >= 50 && cadence_per_min < 115) return 2;
  if (cadence_per_min > 250) return 0.5;
  return 1;
}

Reading read_samples(const Activity& activity) {
  Reading reading;
  Timeline line = timeline_of(activity);
  reading.notes = std::move(line.notes);
  if (line.samples.empty()) {
    reading.sport = activity.sport;
    reading.terrain = activity.terrain;
    return reading;
  }
  reading.first = line.samples.front().time;
  reading.last = line.samples.back().time;
  Along way = along(line, activity.sport);
  for (std::string& note : way.notes) reading.notes.push_back(std::move(note));
  reading.distance_source = way.source;
  reading.first_longitude_deg = way.first_longitude_deg;
  reading.trace = trace_from(line, way.distance_m);
  judge_sport(activity, reading);
  judge_cadence(reading);
  judge_terrain(activity, way, reading);
  reading.gaits = gaits_of(reading.trace, reading.sport);
  reading.device_step_length_m = mean_step_length_m(line, reading.gaits);
  if (reading.terrain != Terrain::treadmill)
    reading.elevation = elevation(reading.trace.distance_m, reading.trace.altitude_m,
                                  activity.barometric ? barometer_rule : satellite_rule);
  if (!reading.elevation.slope.empty()) reading.trace.grade = reading.elevation.slope;
  return reading;
}

Trace trace_of(const Activity& activity) { return read_samples(activity).trace; }

}  // namespace genu
