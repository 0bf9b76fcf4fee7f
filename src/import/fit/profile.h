// What genu understands of the FIT protocol's messages: one row a field. Everything else in a file is skipped by size.
//
// Written by hand from the public description of the protocol (message and field numbers, scale, offset and unit are
// facts); no part of Garmin's SDK or of its profile is used. To read one field more: add a slot and a row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace genu::fit {

/// Global message numbers.
enum class Message : std::uint16_t {
  file_id = 0,
  sport = 12,
  session = 18,
  lap = 19,
  record = 20,
  event = 21,
  device_info = 23,
  activity = 34,
  heart_rate = 132,
  field_description = 206,
};

/// Where a decoded number goes. The slots of a record come first: they are cleared for every record.
enum class Slot : std::uint8_t {
  timestamp,
  latitude_semicircles,
  longitude_semicircles,
  altitude_m,
  enhanced_altitude_m,
  distance_m,
  speed_m_per_s,
  enhanced_speed_m_per_s,
  heart_rate_bpm,
  cadence_rpm,
  fractional_cadence_rpm,
  cadence_256ths_rpm,
  power_w,
  vertical_oscillation_mm,
  contact_time_ms,
  contact_left_percent,
  step_length_mm,
  end_of_record_slots,

  start_time = end_of_record_slots,
  sport,
  sub_sport,
  elapsed_s,
  timer_s,
  moving_s,
  ascent_m,
  descent_m,
  local_timestamp,
  event,
  event_type,
  file_type,
  manufacturer,
  device_type,
  device_source,
  fractional_second,
  developer_index,
  field_number,
  base_type,
  developer_scale,
  developer_offset,
  native_message,
  native_field,
  end_of_slots,
};

inline constexpr std::size_t record_slots = static_cast<std::size_t>(Slot::end_of_record_slots);
inline constexpr std::size_t all_slots = static_cast<std::size_t>(Slot::end_of_slots);

/// Where bytes that are no single number go: texts, and the packed arrays.
enum class RawSlot : std::uint8_t {
  none,
  product_name,
  name,
  units,
  compressed_speed_distance,  // 12 bits of speed, 12 bits of distance
  beats_per_minute,           // uint8[]
  event_times,                // uint32[], 1/1024 s
  event_times_12_bit,         // packed, 1/1024 s, each the low 12 bits
};

inline constexpr std::size_t raw_slots = 8;

/// value = stored / scale - offset, in the unit.
struct FieldRow {
  Message message;
  std::uint8_t field;
  Slot slot;
  double scale = 1;
  double offset = 0;
  RawSlot raw = RawSlot::none;  // set: the bytes are kept as they are, and slot means nothing
};

/// In order of message and field.
std::span<const FieldRow> profile();

/// The row of a field, or null for one that is skipped.
const FieldRow* find_field(std::uint16_t message, std::uint8_t field);

/// What a developer field is taken for when it names no native field: by its name (any case).
struct DeveloperName {
  const char* name;
  Slot slot;
};
std::span<const DeveloperName> developer_names();

/// Names of makers by their number in file_id, where our files show them; null otherwise.
const char* manufacturer_name(unsigned number);
/// "monitoring", "course", …; null for a number without a name here.
const char* file_type_name(unsigned type);

}  // namespace genu::fit
