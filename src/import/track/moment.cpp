#include "import/track/moment.h"

#include <chrono>
#include <cmath>

namespace genu {
namespace {

// Reads a text from its front.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool take(char letter) {
    if (text_.empty() || text_.front() != letter) return false;
    text_.remove_prefix(1);
    return true;
  }

  bool digit() const { return !text_.empty() && text_.front() >= '0' && text_.front() <= '9'; }

  bool digits(int count, int& value) {
    value = 0;
    for (int i = 0; i < count; ++i) {
      if (!digit()) return false;
      value = value * 10 + (text_.front() - '0');
      text_.remove_prefix(1);
    }
    return true;
  }

  // The digits behind a point or comma: 0 ≤ fraction < 1. Any number of them.
  bool fraction(double& value) {
    value = 0;
    if (!digit()) return false;
    for (double weight = 0.1; digit(); weight /= 10) {
      value += weight * (text_.front() - '0');
      text_.remove_prefix(1);
    }
    return true;
  }

  bool empty() const { return text_.empty(); }

 private:
  std::string_view text_;
};

bool is_blank(char letter) { return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r'; }

// "Z", "±hh:mm", "±hhmm", "±hh" or nothing.
bool read_zone(Reader& reader, std::optional<int>& offset_min) {
  if (reader.empty()) return true;
  if (reader.take('Z') || reader.take('z')) {
    offset_min = 0;
    return reader.empty();
  }
  const bool west = reader.take('-');
  if (!west && !reader.take('+')) return false;
  int hours = 0, minutes = 0;
  if (!reader.digits(2, hours)) return false;
  if (!reader.empty()) {
    reader.take(':');
    if (!reader.digits(2, minutes)) return false;
  }
  if (hours > 18 || minutes > 59 || !reader.empty()) return false;
  offset_min = (west ? -1 : 1) * (hours * 60 + minutes);
  return true;
}

}  // namespace

std::optional<Instant> instant_of(int year, int month, int day, int hour, int minute, double second) {
  if (year < 1 || year > 9999 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || !(second >= 0) || second >= 61)
    return std::nullopt;
  if (second >= 60) second = 59.999;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return Instant{((days * 24 + hour) * 60 + minute) * 60'000 + std::llround(second * 1000)};
}

std::optional<Moment> parse_moment(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  Reader reader(text);
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, whole_second = 0;
  double fraction = 0;
  if (!reader.digits(4, year) || !reader.take('-') || !reader.digits(2, month) || !reader.take('-') ||
      !reader.digits(2, day))
    return std::nullopt;
  if (!reader.take('T') && !reader.take('t') && !reader.take(' ')) return std::nullopt;
  if (!reader.digits(2, hour) || !reader.take(':') || !reader.digits(2, minute)) return std::nullopt;
  if (reader.take(':')) {
    if (!reader.digits(2, whole_second)) return std::nullopt;
    if ((reader.take('.') || reader.take(',')) && !reader.fraction(fraction)) return std::nullopt;
  }
  reader.take(' ');
  std::optional<int> offset_min;
  if (!read_zone(reader, offset_min)) return std::nullopt;
  const auto local = instant_of(year, month, day, hour, minute, whole_second + fraction);
  if (!local) return std::nullopt;
  return Moment{Instant{local->unix_ms - std::int64_t{offset_min.value_or(0)} * 60'000}, offset_min};
}

}  // namespace genu
