#include "import/fit/contents.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "import/fit/messages.h"
#include "import/fit/profile.h"

namespace genu::fit {
namespace {

constexpr std::size_t most_small_messages = 1'000'000;  // laps, events, heart beats

double degrees(double semicircles) { return semicircles * (180.0 / 2147483648.0); }

std::optional<double> value_of(const Values& values, Slot slot) {
  return values.has(slot) ? std::optional(values[slot]) : std::nullopt;
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

}  // namespace

std::string at_byte(std::size_t byte) { return " at byte " + std::to_string(byte); }

Contents read_contents(std::string_view data, std::size_t at, bool size_is_known) {
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
    if (contents.records > most_records || contents.sessions.size() > most_sessions || small > most_small_messages) {
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

}  // namespace genu::fit
