#include "import/fit/profile.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>

namespace genu::fit {
namespace {

using enum Message;

constexpr FieldRow rows[] = {
    {file_id, 0, Slot::file_type},
    {file_id, 1, Slot::manufacturer},
    {file_id, 8, {}, 1, 0, RawSlot::product_name},

    {sport, 0, Slot::sport},
    {sport, 1, Slot::sub_sport},

    {session, 2, Slot::start_time},
    {session, 5, Slot::sport},
    {session, 6, Slot::sub_sport},
    {session, 7, Slot::elapsed_s, 1000},
    {session, 8, Slot::timer_s, 1000},
    {session, 9, Slot::distance_m, 100},
    {session, 16, Slot::heart_rate_bpm},
    {session, 18, Slot::cadence_rpm},
    {session, 20, Slot::power_w},
    {session, 22, Slot::ascent_m},
    {session, 23, Slot::descent_m},
    {session, 59, Slot::moving_s, 1000},
    {session, 89, Slot::vertical_oscillation_mm, 10},
    {session, 91, Slot::contact_time_ms, 10},
    {session, 92, Slot::fractional_cadence_rpm, 128},
    {session, 133, Slot::contact_left_percent, 100},
    {session, 134, Slot::step_length_mm, 10},
    {session, 253, Slot::timestamp},

    {lap, 2, Slot::start_time},
    {lap, 7, Slot::elapsed_s, 1000},
    {lap, 8, Slot::timer_s, 1000},
    {lap, 9, Slot::distance_m, 100},
    {lap, 253, Slot::timestamp},

    {record, 0, Slot::latitude_semicircles},
    {record, 1, Slot::longitude_semicircles},
    {record, 2, Slot::altitude_m, 5, 500},
    {record, 3, Slot::heart_rate_bpm},
    {record, 4, Slot::cadence_rpm},
    {record, 5, Slot::distance_m, 100},
    {record, 6, Slot::speed_m_per_s, 1000},
    {record, 7, Slot::power_w},
    {record, 8, {}, 1, 0, RawSlot::compressed_speed_distance},
    {record, 39, Slot::vertical_oscillation_mm, 10},
    {record, 41, Slot::contact_time_ms, 10},
    {record, 52, Slot::cadence_256ths_rpm, 256},
    {record, 53, Slot::fractional_cadence_rpm, 128},
    {record, 73, Slot::enhanced_speed_m_per_s, 1000},
    {record, 78, Slot::enhanced_altitude_m, 5, 500},
    {record, 84, Slot::contact_left_percent, 100},
    {record, 85, Slot::step_length_mm, 10},
    {record, 253, Slot::timestamp},

    {event, 0, Slot::event},
    {event, 1, Slot::event_type},
    {event, 253, Slot::timestamp},

    {device_info, 1, Slot::device_type},
    {device_info, 25, Slot::device_source},
    {device_info, 253, Slot::timestamp},

    {activity, 5, Slot::local_timestamp},
    {activity, 253, Slot::timestamp},

    {heart_rate, 0, Slot::fractional_second, 32768},
    {heart_rate, 6, {}, 1, 0, RawSlot::beats_per_minute},
    {heart_rate, 9, {}, 1, 0, RawSlot::event_times},
    {heart_rate, 10, {}, 1, 0, RawSlot::event_times_12_bit},
    {heart_rate, 253, Slot::timestamp},

    {field_description, 0, Slot::developer_index},
    {field_description, 1, Slot::field_number},
    {field_description, 2, Slot::base_type},
    {field_description, 3, {}, 1, 0, RawSlot::name},
    {field_description, 6, Slot::developer_scale},
    {field_description, 7, Slot::developer_offset},
    {field_description, 8, {}, 1, 0, RawSlot::units},
    {field_description, 14, Slot::native_message},
    {field_description, 15, Slot::native_field},
};

constexpr bool before(const FieldRow& left, const FieldRow& right) {
  return std::tuple(left.message, left.field) < std::tuple(right.message, right.field);
}
static_assert(std::is_sorted(std::begin(rows), std::end(rows), before));

constexpr DeveloperName names[] = {
    {"power", Slot::power_w},
    {"cadence", Slot::cadence_rpm},
    {"ground time", Slot::contact_time_ms},
    {"ground contact time", Slot::contact_time_ms},
    {"ground contact time balance", Slot::contact_left_percent},
    {"vertical oscillation", Slot::vertical_oscillation_mm},
};

}  // namespace

std::span<const FieldRow> profile() { return rows; }

const FieldRow* find_field(std::uint16_t message, std::uint8_t field) {
  const FieldRow wanted{static_cast<Message>(message), field, {}};
  const auto row = std::lower_bound(std::begin(rows), std::end(rows), wanted, before);
  if (row == std::end(rows) || before(wanted, *row)) return nullptr;
  return &*row;
}

std::span<const DeveloperName> developer_names() { return names; }

const char* manufacturer_name(unsigned number) {
  switch (number) {
    case 1: return "Garmin";
    case 23: return "Suunto";
    case 32: return "Wahoo";
    case 70: return "Sigma Sport";
    case 123: return "Polar";
    case 260: return "Zwift";
    case 265: return "Strava";
    case 294: return "COROS";
    default: return nullptr;
  }
}

const char* file_type_name(unsigned type) {
  switch (type) {
    case 1: return "device";
    case 2: return "settings";
    case 3: return "sport settings";
    case 4: return "activity";
    case 5: return "workout";
    case 6: return "course";
    case 7: return "schedules";
    case 9: return "weight";
    case 10: return "totals";
    case 11: return "goals";
    case 14: return "blood pressure";
    case 15:
    case 28:
    case 32: return "monitoring";
    case 20: return "activity summary";
    default: return nullptr;
  }
}

}  // namespace genu::fit
