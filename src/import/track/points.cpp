#include "import/track/points.h"

#include "import/track/decimal.h"
#include "import/track/xml.h"

namespace genu {

std::optional<Instant> MomentReader::read(std::string_view text, std::size_t byte) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return std::nullopt;
  const std::optional<Moment> moment = parse_moment(text);
  if (!moment) {
    troubles_.note("a time cannot be read and was left out", byte, text);
    return std::nullopt;
  }
  if (!moment->offset_min) troubles_.note("a time has no time zone and was taken as UTC", byte, text);
  if (moment->offset_min.value_or(0) != 0 && !utc_offset_min_) utc_offset_min_ = moment->offset_min;
  // 0 stands for "no time" in a sample; nobody carried a GPS watch in 1970.
  return moment->instant.unix_ms == 0 ? std::nullopt : std::optional(moment->instant);
}

void set_position(Sample& sample, std::string_view latitude, std::string_view longitude, std::size_t byte,
                  Troubles& troubles) {
  const auto lat =
      number_in(latitude, -Plausible::most_latitude_deg, Plausible::most_latitude_deg, "a latitude", byte, troubles);
  const auto lon = number_in(longitude, -Plausible::most_longitude_deg, Plausible::most_longitude_deg, "a longitude",
                             byte, troubles);
  if (!lat || !lon) return;
  if (*lat == 0 && *lon == 0) {
    troubles.note("the position 0/0 is none and was left out", byte);
    return;
  }
  sample.latitude_deg = *lat;
  sample.longitude_deg = *lon;
}

std::optional<Instant> first_time(const std::vector<Sample>& samples) {
  for (const Sample& sample : samples)
    if (sample.time.unix_ms != 0) return sample.time;
  return std::nullopt;
}

std::optional<Instant> last_time(const std::vector<Sample>& samples) {
  for (auto sample = samples.rbegin(); sample != samples.rend(); ++sample)
    if (sample->time.unix_ms != 0) return sample->time;
  return std::nullopt;
}

void add_pause(std::vector<Pause>& pauses, std::optional<Instant> from, std::optional<Instant> to) {
  if (from && to && *from < *to) pauses.push_back({*from, *to});
}

}  // namespace genu
