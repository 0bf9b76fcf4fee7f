#include "import/fit/fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "import/fit/messages.h"
#include "import/fit/profile.h"
#include "import/fit/protocol.h"
#include "import/track/both_feet.h"

namespace genu {
namespace {

using namespace fit;

constexpr std::size_t most_records = 4'000'000;
constexpr std::size_t most_activities = 1000;
constexpr std::size_t most_small_messages = 1'000'000;  // laps, events, heart beats
constexpr std::uint32_t file_type_activity = 4;

Instant instant_of(std::uint32_t fit_time) { return {(epoch_unix_s + std::int64_t{fit_time}) * 1000}; }

double degrees(double semicircles) { return semicircles * (180.0 / 2147483648.0); }

std::optional<double> value_of(const Values& values, Slot slot) {
  return values.has(slot) ? std::optional(values[slot]) : std::nullopt;
}

struct SessionMessage {
  std::optional<std::uint32_t> start;
  std::optional<std::uint32_t> end;
  std::optional<std::uint32_t> sport;
  std::optional<std::uint32_t> sub_sport;
  StatedTotals stated;
};

struct TimerEvent {
  std::uint32_t time = 0;
  bool starts = false;
};

struct HeartBeat {
  double fit_time_s = 0;
  float beats_per_minute = missing;
};

// What the messages of one (chained) file said, before it is put together.
struct Contents {
  std::optional<std::uint32_t> file_type;
  std::optional<std::uint32_t> manufacturer;
  std::string product;
  std::optional<std::uint32_t> sport;
  std::optional<std::uint32_t> sub_sport;
  std::optional<int> utc_offset_min;
  bool barometer = false;
  std::vector<Sample> samples;
  std::size_t records = 0;
  std::vector<SessionMessage> sessions;
  std::vector<Lap> laps;
  std::vector<TimerEvent> timer_events;
  std::vector<HeartBeat> heart_beats;
  std::size_t messages = 0;
  std::vector<std::string> warnings;
  bool too_large = false;
};

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

// 12 bits of speed in 1/100 m/s, then 12 bits of distance in 1/16 m that start over every 256 m.
class PackedDistance {
 public:
  void read(std::string_view bytes, double& speed_m_per_s, double& distance_m) {
    if (bytes.size() < 3) return;
    const std::array<unsigned, 3> byte{static_cast<unsigned char>(bytes[0]), static_cast<unsigned char>(bytes[1]),
                                       static_cast<unsigned char>(bytes[2])};
    if (byte[0] == 0xFF && byte[1] == 0xFF && byte[2] == 0xFF) return;
    const unsigned speed = byte[0] | (byte[1] & 0x0F) << 8;
    const unsigned distance = byte[1] >> 4 | byte[2] << 4;
    total_ += last_ ? (distance - *last_) & 0xFFF : distance;
    last_ = distance;
    if (std::isnan(speed_m_per_s)) speed_m_per_s = speed / 100.0;
    if (std::isnan(distance_m)) distance_m = static_cast<double>(total_) / 16.0;
  }

 private:
  std::uint64_t total_ = 0;
  std::optional<unsigned> last_;
};

// Heart beats from a strap that stored them under water: times in 1/1024 s, whole ones now and then, else their low 12
// bits, each the first after the one before.
class HeartBeatClock {
 public:
  void read(const Values& values, std::uint32_t time, bool has_time, std::vector<HeartBeat>& beats) {
    const std::string_view rates = values[RawSlot::beats_per_minute];
    const std::string_view whole = values[RawSlot::event_times];
    const std::string_view packed = values[RawSlot::event_times_12_bit];
    std::size_t next = 0;
    const auto add = [&] {
      if (next >= rates.size()) return;
      const auto rate = static_cast<unsigned char>(rates[next++]);
      if (rate > 0 && rate < 0xFF && reference_)
        beats.push_back({*reference_ + static_cast<double>(event_) / 1024.0, static_cast<float>(rate)});
    };
    const bool big_endian = values.raw_big_endian[static_cast<std::size_t>(RawSlot::event_times)];
    for (std::size_t i = 0; i + 4 <= whole.size(); i += 4) {
      const double event =
          read_number(BaseType::uint32, big_endian, reinterpret_cast<const unsigned char*>(whole.data()) + i);
      if (std::isnan(event)) continue;
      event_ = static_cast<std::uint64_t>(event);
      if (has_time) {
        const double fraction = values.has(Slot::fractional_second) ? values[Slot::fractional_second] : 0;
        reference_ = static_cast<double>(time) + fraction - event / 1024.0;
      }
      add();
    }
    for (std::size_t i = 0; i + 3 <= packed.size(); i += 3) {
      const std::array<unsigned, 3> byte{static_cast<unsigned char>(packed[i]),
                                         static_cast<unsigned char>(packed[i + 1]),
                                         static_cast<unsigned char>(packed[i + 2])};
      for (const unsigned low : {byte[0] | (byte[1] & 0x0F) << 8, byte[1] >> 4 | byte[2] << 4}) {
        event_ += (low - event_) & 0xFFF;
        add();
      }
    }
  }

 private:
  std::optional<double> reference_;  // FIT time of event time 0
  std::uint64_t event_ = 0;
};

void fill_gaps(Sample& sample, const Sample& later) {
  const auto fill = [](auto& value, auto other) {
    if (std::isnan(value)) value = other;
  };
  fill(sample.latitude_deg, later.latitude_deg);
  fill(sample.longitude_deg, later.longitude_deg);
  fill(sample.distance_m, later.distance_m);
  fill(sample.altitude_m, later.altitude_m);
  fill(sample.speed_m_per_s, later.speed_m_per_s);
  fill(sample.heart_rate_bpm, later.heart_rate_bpm);
  fill(sample.cadence_per_min, later.cadence_per_min);
  fill(sample.power_w, later.power_w);
  fill(sample.contact_time_ms, later.contact_time_ms);
  fill(sample.contact_left_percent, later.contact_left_percent);
  fill(sample.vertical_oscillation_mm, later.vertical_oscillation_mm);
  fill(sample.step_length_mm, later.step_length_mm);
}

// Some devices split one moment over several messages.
bool completes(const Sample& sample, const Sample& later) {
  const auto no_conflict = [](auto value, auto other) {
    return std::isnan(value) || std::isnan(other) || value == other;
  };
  return no_conflict(sample.latitude_deg, later.latitude_deg) &&
         no_conflict(sample.longitude_deg, later.longitude_deg) && no_conflict(sample.distance_m, later.distance_m) &&
         no_conflict(sample.altitude_m, later.altitude_m) && no_conflict(sample.speed_m_per_s, later.speed_m_per_s) &&
         no_conflict(sample.heart_rate_bpm, later.heart_rate_bpm) &&
         no_conflict(sample.cadence_per_min, later.cadence_per_min) && no_conflict(sample.power_w, later.power_w);
}

float first_of(double preferred, double other) { return static_cast<float>(std::isnan(preferred) ? other : preferred); }

void read_record(const MessageReader& reader, PackedDistance& packed, Contents& contents) {
  const Values& values = reader.values();
  double speed = values[Slot::enhanced_speed_m_per_s];
  if (std::isnan(speed)) speed = values[Slot::speed_m_per_s];
  double distance = values[Slot::distance_m];
  if (const std::string_view bytes = values[RawSlot::compressed_speed_distance]; !bytes.empty())
    packed.read(bytes, speed, distance);
  double cadence = values[Slot::cadence_rpm];
  if (!std::isnan(values[Slot::fractional_cadence_rpm])) cadence += values[Slot::fractional_cadence_rpm];
  if (std::isnan(cadence)) cadence = values[Slot::cadence_256ths_rpm];

  Sample sample;
  sample.time = reader.time() > 0 ? instant_of(reader.time()) : Instant{};
  sample.latitude_deg = degrees(values[Slot::latitude_semicircles]);
  sample.longitude_deg = degrees(values[Slot::longitude_semicircles]);
  sample.distance_m = distance;
  sample.altitude_m = first_of(values[Slot::enhanced_altitude_m], values[Slot::altitude_m]);
  sample.speed_m_per_s = static_cast<float>(speed);
  sample.heart_rate_bpm = static_cast<float>(values[Slot::heart_rate_bpm]);
  sample.cadence_per_min = static_cast<float>(cadence);
  sample.power_w = static_cast<float>(values[Slot::power_w]);
  sample.contact_time_ms = static_cast<float>(values[Slot::contact_time_ms]);
  sample.contact_left_percent = static_cast<float>(values[Slot::contact_left_percent]);
  sample.vertical_oscillation_mm = static_cast<float>(values[Slot::vertical_oscillation_mm]);
  sample.step_length_mm = static_cast<float>(values[Slot::step_length_mm]);

  ++contents.records;
  std::vector<Sample>& samples = contents.samples;
  if (!samples.empty() && samples.back().time == sample.time && completes(samples.back(), sample)) {
    fill_gaps(samples.back(), sample);
    return;
  }
  if (samples.capacity() == samples.size()) {
    const std::size_t likely = reader.bytes_left() / std::max<std::size_t>(reader.message_size(), 8) + 64;
    samples.reserve(std::min(most_records, std::max(samples.size() * 2, samples.size() + likely)));
  }
  samples.push_back(sample);
}

StatedTotals read_totals(const Values& values) {
  StatedTotals stated;
  stated.elapsed_s = value_of(values, Slot::elapsed_s);
  stated.timer_s = value_of(values, Slot::timer_s);
  stated.moving_s = value_of(values, Slot::moving_s);
  stated.distance_m = value_of(values, Slot::distance_m);
  stated.ascent_m = value_of(values, Slot::ascent_m);
  stated.descent_m = value_of(values, Slot::descent_m);
  stated.heart_rate_bpm = value_of(values, Slot::heart_rate_bpm);
  stated.power_w = value_of(values, Slot::power_w);
  stated.contact_time_ms = value_of(values, Slot::contact_time_ms);
  stated.contact_left_percent = value_of(values, Slot::contact_left_percent);
  stated.vertical_oscillation_mm = value_of(values, Slot::vertical_oscillation_mm);
  stated.step_length_mm = value_of(values, Slot::step_length_mm);
  stated.cadence_per_min = value_of(values, Slot::cadence_rpm);
  if (stated.cadence_per_min && values.has(Slot::fractional_cadence_rpm))
    *stated.cadence_per_min += values[Slot::fractional_cadence_rpm];
  return stated;
}

std::optional<std::uint32_t> real_time(std::optional<std::uint32_t> time) {
  return time && *time > 0 ? time : std::nullopt;
}

void read_session(const Values& values, Contents& contents) {
  SessionMessage session;
  session.start = real_time(values.integer(Slot::start_time));
  session.end = real_time(values.integer(Slot::timestamp));
  session.sport = values.integer(Slot::sport);
  session.sub_sport = values.integer(Slot::sub_sport);
  session.stated = read_totals(values);
  contents.sessions.push_back(session);
}

void read_lap(const Values& values, Contents& contents) {
  Lap lap;
  if (const auto start = real_time(values.integer(Slot::start_time))) lap.start = instant_of(*start);
  lap.elapsed_s = value_of(values, Slot::elapsed_s);
  lap.timer_s = value_of(values, Slot::timer_s);
  lap.distance_m = value_of(values, Slot::distance_m);
  contents.laps.push_back(lap);
}

void read_event(const MessageReader& reader, Contents& contents) {
  constexpr std::uint32_t timer = 0;
  constexpr std::uint32_t start = 0;
  constexpr std::array<std::uint32_t, 4> stops{1, 4, 8, 9};  // stop, stop all, stop and disable, the same for all
  if (reader.values().integer(Slot::event) != timer || !reader.has_time()) return;
  const auto type = reader.values().integer(Slot::event_type);
  if (type == start) contents.timer_events.push_back({reader.time(), true});
  if (type && std::find(stops.begin(), stops.end(), *type) != stops.end())
    contents.timer_events.push_back({reader.time(), false});
}

void read_device(const Values& values, Contents& contents) {
  constexpr std::uint32_t local = 5;
  constexpr std::uint32_t barometer = 4;
  if (values.integer(Slot::device_source) == local && values.integer(Slot::device_type) == barometer)
    contents.barometer = true;
}

void read_local_time(const Values& values, Contents& contents) {
  const auto local = values.integer(Slot::local_timestamp);
  const auto utc = values.integer(Slot::timestamp);
  if (!local || !utc || *utc < first_real_time) return;
  const double minutes = (static_cast<double>(*local) - static_cast<double>(*utc)) / 60;
  const int offset = static_cast<int>(std::lround(minutes / 15)) * 15;  // zones are whole quarters of an hour
  if (std::abs(offset) <= 14 * 60) contents.utc_offset_min = offset;
}

void read_file_id(const Values& values, Contents& contents) {
  contents.file_type = values.integer(Slot::file_type);
  contents.manufacturer = values.integer(Slot::manufacturer);
  contents.product = read_text(values[RawSlot::product_name]);
}

std::string at_byte(std::size_t byte) { return " at byte " + std::to_string(byte); }

// `data` begins at byte `at` of the whole file.
Contents read_messages(std::string_view data, std::size_t at, bool size_is_known) {
  Contents contents;
  MessageReader reader(data);
  PackedDistance packed;
  HeartBeatClock heart;
  while (reader.next()) {
    ++contents.messages;
    switch (reader.message()) {
      case Message::record: read_record(reader, packed, contents); break;
      case Message::session: read_session(reader.values(), contents); break;
      case Message::lap: read_lap(reader.values(), contents); break;
      case Message::event: read_event(reader, contents); break;
      case Message::device_info: read_device(reader.values(), contents); break;
      case Message::activity: read_local_time(reader.values(), contents); break;
      case Message::file_id: read_file_id(reader.values(), contents); break;
      case Message::heart_rate:
        heart.read(reader.values(), reader.time(), reader.has_time(), contents.heart_beats);
        break;
      case Message::sport:
        contents.sport = reader.values().integer(Slot::sport);
        contents.sub_sport = reader.values().integer(Slot::sub_sport);
        break;
      case Message::field_description: break;  // the reader itself uses it
    }
    const std::size_t small = contents.laps.size() + contents.timer_events.size() + contents.heart_beats.size();
    if (contents.records > most_records || contents.sessions.size() > most_activities || small > most_small_messages) {
      contents.too_large = true;
      break;
    }
  }
  // Without a size in the header the checksum's two bytes look like a message that is cut short.
  const bool is_checksum = reader.damage() && !size_is_known && data.size() - reader.damage()->at <= 2;
  if (reader.damage() && !is_checksum)
    contents.warnings.push_back(reader.damage()->what + at_byte(at + reader.damage()->at) +
                                "; everything before it was kept");
  if (reader.misfit_fields() > 0)
    contents.warnings.push_back(std::to_string(reader.misfit_fields()) +
                                " fields whose size does not fit their type were skipped");
  return contents;
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

// Gives each sample without a heart rate the beat before it, when that is at most three seconds old.
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
  count_both_feet(activity);
}

void add_laps(const std::vector<Lap>& laps, const std::vector<SessionMessage>& sessions,
              std::vector<Activity>& activities) {
  for (const Lap& lap : laps) {
    const std::size_t place = sessions.size() == 1 || !lap.start ? 0 : session_at(sessions, *lap.start);
    if (place < activities.size()) activities[place].laps.push_back(lap);
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

struct Extent {
  std::string_view data;
  std::size_t end = 0;  // of this file, its checksum included
  bool size_is_known = true;
};

// Where the messages of the file that begins at `at` end. A header can lie: a device that lost power leaves 0 or a
// guess.
Extent find_extent(std::string_view bytes, std::size_t at, const Header& header, std::vector<std::string>& warnings) {
  constexpr std::size_t checksum_size = 2;
  const std::size_t begin = at + header.size;
  const std::size_t available = bytes.size() - begin;
  const auto ends_with_checksum = [&](std::size_t data_size) {
    const auto* stored = reinterpret_cast<const unsigned char*>(bytes.data()) + begin + data_size;
    return checksum(bytes.substr(at, header.size + data_size)) == (stored[0] | stored[1] << 8);
  };
  if (header.data_size > 0 && header.data_size <= available) {
    const std::size_t size = header.data_size;
    if (available - size < checksum_size) {
      warnings.push_back("the checksum is missing" + at_byte(begin + size));
      return {bytes.substr(begin, size), bytes.size()};
    }
    if (!ends_with_checksum(size)) warnings.push_back("the checksum is wrong" + at_byte(begin + size));
    return {bytes.substr(begin, size), begin + size + checksum_size};
  }
  if (header.data_size == 0 && available == checksum_size && ends_with_checksum(0)) return {{}, bytes.size()};
  warnings.push_back(header.data_size == 0 ? "the header gives no size: the recording was never finished"
                                           : "the header claims " + std::to_string(header.data_size) +
                                                 " bytes, but only " + std::to_string(available) +
                                                 " are there: the file was cut short, or its header is wrong");
  const bool has_checksum = available >= checksum_size && ends_with_checksum(available - checksum_size);
  return {bytes.substr(begin, has_checksum ? available - checksum_size : available), bytes.size(), has_checksum};
}

void warn_about_rest(std::string_view bytes, std::size_t at, std::vector<std::string>& warnings) {
  const std::string_view rest = bytes.substr(at);
  const bool is_padding = rest.find_first_not_of('\0') == std::string_view::npos;
  warnings.push_back(std::to_string(rest.size()) + (is_padding ? " zero bytes" : " bytes that are not FIT") +
                     " follow the end of the file" + at_byte(at) + "; they were left out");
}

bool is_empty(const Contents& contents) { return contents.records == 0 && contents.sessions.empty(); }

}  // namespace

bool looks_like_fit(std::string_view bytes) {
  Header header;
  return read_header(bytes, header);
}

Result<Decoded> read_fit(std::string_view bytes) {
  if (bytes.empty()) return fail(ErrorCode::invalid_input, "the file is empty (0 bytes): export or copy it again");
  if (bytes.size() > largest_activity_bytes)
    return fail(ErrorCode::too_large, "larger than 256 MB, which no recording of a run is");
  Header header;
  if (!read_header(bytes, header))
    return fail(ErrorCode::invalid_input, "not a FIT file: it does not begin with a FIT header", "byte 0");

  Decoded decoded;
  decoded.format = "fit";
  std::size_t at = 0;
  std::size_t messages = 0;
  while (at < bytes.size()) {
    if (!read_header(bytes.substr(at), header)) {
      warn_about_rest(bytes, at, decoded.warnings);
      break;
    }
    if (header.checksum_is_wrong) decoded.warnings.push_back("the header's checksum is wrong" + at_byte(at + 12));
    const Extent extent = find_extent(bytes, at, header, decoded.warnings);
    Contents contents = read_messages(extent.data, at + header.size, extent.size_is_known);
    if (contents.too_large || decoded.activities.size() + contents.sessions.size() > most_activities)
      return fail(ErrorCode::too_large, "more records, laps or sessions than a recording can have",
                  at_byte(at).substr(1));
    messages += contents.messages;
    std::move(contents.warnings.begin(), contents.warnings.end(), std::back_inserter(decoded.warnings));

    const bool is_other_kind = contents.file_type && *contents.file_type != file_type_activity;
    if (is_other_kind) {
      const char* kind = file_type_name(*contents.file_type);
      decoded.warnings.push_back(std::string("not an activity but a ") +
                                 (kind == nullptr ? "different kind of" : kind) + " file");
    } else if (is_empty(contents)) {
      // A second file that holds only the heart rate, which a strap stored while the watch could not hear it.
      for (Activity& activity : decoded.activities) add_heart_beats(contents.heart_beats, activity.samples);
    } else {
      decoded.records += contents.records;
      decoded.laps += contents.laps.size();
      std::vector<Activity> activities = activities_of(std::move(contents));
      std::move(activities.begin(), activities.end(), std::back_inserter(decoded.activities));
    }
    at = extent.end;
  }
  if (messages == 0) return fail(ErrorCode::invalid_input, "the file holds no message: nothing was recorded");
  return decoded;
}

}  // namespace genu
