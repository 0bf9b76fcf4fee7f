// What the messages of one FIT file said, gathered before it is put together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/fit/protocol.h"
#include "training/activity.h"

namespace genu::fit {

inline constexpr std::size_t most_records = 4'000'000;
inline constexpr std::size_t most_sessions = 1000;

inline Instant instant_of(std::uint32_t fit_time) { return {(epoch_unix_s + std::int64_t{fit_time}) * 1000}; }

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
  bool too_large = false;  // more records, laps or sessions than a recording can have
};

/// " at byte 8777".
std::string at_byte(std::size_t byte);

/// Reads the messages between header and checksum; `data` begins at byte `at` of the whole file. Without a known size
/// the last two bytes may be the checksum. Damage ends the reading, with a warning that says where. Linear.
Contents read_contents(std::string_view data, std::size_t at, bool size_is_known);

}  // namespace genu::fit
