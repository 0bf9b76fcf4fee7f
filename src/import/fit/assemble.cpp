#include "import/fit/assemble.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "import/fit/profile.h"
#include "import/track/both_feet.h"

namespace genu::fit {
namespace {

Sport sport_of(std::optional<std::uint32_t> sport, std::optional<std::uint32_t> sub_sport) {
  constexpr std::uint32_t treadmill = 1;
  switch (sport.value_or(0)) {
    case 0: return Sport::unknown;
    case 1: return Sport::running;
    case 2: return Sport::cycling;
    case 3: return Sport::transition;
    case 4: return sub_sport == treadmill ? Sport::running : Sport::other;
    case 5: return Sport::swimming;
    case 11: return Sport::walking;
    case 17: return Sport::hiking;
    default: return Sport::other;
  }
}

Terrain terrain_of(std::optional<std::uint32_t> sub_sport) {
  switch (sub_sport.value_or(0)) {
    case 1:
    case 45: return Terrain::treadmill;  // treadmill, indoor running
    case 2: return Terrain::road;
    case 3: return Terrain::trail;
    case 4: return Terrain::track;
    default: return Terrain::unknown;
  }
}

std::vector<Pause> pauses_of(const std::vector<TimerEvent>& events) {
  std::vector<Pause> pauses;
  std::optional<std::uint32_t> stopped;
  for (const TimerEvent& event : events) {
    if (!event.starts && !stopped) stopped = event.time;
    if (event.starts && stopped) {
      if (event.time > *stopped) pauses.push_back({instant_of(*stopped), instant_of(event.time)});
      stopped.reset();
    }
  }
  return pauses;
}

std::string device_of(const Contents& contents) {
  if (!contents.product.empty()) return contents.product;
  const char* maker = contents.manufacturer ? manufacturer_name(*contents.manufacturer) : nullptr;
  return maker == nullptr ? std::string() : maker;
}

// The session a moment belongs to: of those that have begun and not ended, the one that began last; of two that began
// together the later in the file (the first message of a multisport file spans its parts).
std::size_t session_at(const std::vector<SessionMessage>& sessions, Instant time) {
  std::size_t best = sessions.size();
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    const SessionMessage& session = sessions[i];
    if (!session.start || instant_of(*session.start) > time) continue;
    if (session.end && *session.end > *session.start && instant_of(*session.end) < time) continue;
    if (best == sessions.size() || *session.start >= *sessions[best].start) best = i;
  }
  return best;
}

Activity common_part(const Contents& contents) {
  Activity activity;
  activity.format = "fit";
  activity.device = device_of(contents);
  activity.utc_offset_min = contents.utc_offset_min;
  activity.barometric = contents.barometer;
  return activity;
}

void set_start(Activity& activity, std::optional<std::uint32_t> start) {
  if (!start) return;
  if (*start >= first_real_time) {
    activity.start = instant_of(*start);
  } else {
    activity.warnings.push_back(
        "the watch's clock was never set, so the day is unknown: this activity cannot be placed in the history");
  }
}

std::optional<std::uint32_t> first_time(const std::vector<Sample>& samples) {
  for (const Sample& sample : samples)
    if (sample.time.unix_ms > 0) return static_cast<std::uint32_t>(sample.time.unix_ms / 1000 - epoch_unix_s);
  return std::nullopt;
}

void finish(Activity& activity, const std::vector<Pause>& pauses) {
  for (const Pause& pause : pauses) {
    const bool is_inside = !activity.samples.empty() && pause.from >= activity.samples.front().time &&
                           pause.to <= activity.samples.back().time;
    if (is_inside) activity.pauses.push_back(pause);
  }
  count_both_feet(activity, CadenceSource::one_leg);
}

void add_laps(const std::vector<Lap>& laps, const std::vector<SessionMessage>& sessions,
              std::vector<Activity>& activities) {
  for (const Lap& lap : laps) {
    const std::size_t place = sessions.size() == 1 || !lap.start ? 0 : session_at(sessions, *lap.start);
    if (place < activities.size()) activities[place].laps.push_back(lap);
  }
}

}  // namespace

void add_heart_beats(std::vector<HeartBeat> beats, std::vector<Sample>& samples) {
  std::sort(beats.begin(), beats.end(),
            [](const HeartBeat& left, const HeartBeat& right) { return left.fit_time_s < right.fit_time_s; });
  for (Sample& sample : samples) {
    if (!std::isnan(sample.heart_rate_bpm)) continue;
    const double time = static_cast<double>(sample.time.unix_ms) / 1000 - static_cast<double>(epoch_unix_s);
    const auto after = std::upper_bound(beats.begin(), beats.end(), time,
                                        [](double when, const HeartBeat& beat) { return when < beat.fit_time_s; });
    if (after != beats.begin() && time - std::prev(after)->fit_time_s <= 3)
      sample.heart_rate_bpm = std::prev(after)->beats_per_minute;
  }
}

std::vector<Activity> activities_of(Contents&& contents) {
  std::vector<Activity> activities;
  const std::vector<Pause> pauses = pauses_of(contents.timer_events);
  add_heart_beats(std::move(contents.heart_beats), contents.samples);

  if (contents.sessions.empty()) {
    if (contents.records == 0) return activities;
    Activity activity = common_part(contents);
    activity.sport = sport_of(contents.sport, contents.sub_sport);
    activity.terrain = terrain_of(contents.sub_sport);
    activity.records = contents.records;
    set_start(activity, first_time(contents.samples));
    activity.warnings.push_back("the file has no summary: distance and times come from its records");
    activity.samples = std::move(contents.samples);
    activity.laps = std::move(contents.laps);
    finish(activity, pauses);
    activities.push_back(std::move(activity));
    return activities;
  }

  for (const SessionMessage& session : contents.sessions) {
    Activity activity = common_part(contents);
    activity.sport = sport_of(session.sport ? session.sport : contents.sport,
                              session.sub_sport ? session.sub_sport : contents.sub_sport);
    activity.terrain = terrain_of(session.sub_sport ? session.sub_sport : contents.sub_sport);
    // In a multisport file the message without a sport stands for the whole of the parts that follow.
    if (contents.sessions.size() > 1 && activity.sport == Sport::unknown) activity.sport = Sport::other;
    activity.stated = session.stated;
    set_start(activity, session.start ? session.start : first_time(contents.samples));
    activities.push_back(std::move(activity));
  }
  if (activities.size() == 1) {
    activities.front().samples = std::move(contents.samples);
    activities.front().records = contents.records;
  } else {
    std::size_t last = 0;
    for (const Sample& sample : contents.samples) {
      const std::size_t place = session_at(contents.sessions, sample.time);
      if (place < activities.size()) last = place;
      activities[last].samples.push_back(sample);
      ++activities[last].records;
    }
  }
  add_laps(contents.laps, contents.sessions, activities);
  for (Activity& activity : activities) finish(activity, pauses);
  return activities;
}

}  // namespace genu::fit
