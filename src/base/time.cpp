#include "base/time.h"

#include <cstdio>

namespace genu {
namespace {

constexpr std::int64_t milliseconds_per_day = 86'400'000;

// Days since 1970-01-01 of a Gregorian date: years start in March, so that the leap day is the last of the year, and
// 400 years are 146,097 days.
constexpr std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
  year -= month <= 2;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + static_cast<std::int64_t>(day_of_era) - 719'468;
}

struct Civil {
  std::int64_t year;
  unsigned month;
  unsigned day;
};

constexpr Civil civil_from_days(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146'097);
  const unsigned year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted_month = (5 * day_of_year + 2) / 153;
  const unsigned month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2), month,
          day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

constexpr unsigned days_in_month(std::int64_t year, unsigned month) {
  constexpr unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : days[month - 1];
}

// Reads exactly `count` digits at `position`; false when there are fewer.
bool read_digits(std::string_view text, std::size_t position, std::size_t count, unsigned& value) {
  if (position + count > text.size()) return false;
  value = 0;
  for (std::size_t i = position; i < position + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    value = value * 10 + static_cast<unsigned>(text[i] - '0');
  }
  return true;
}

bool read_date(std::string_view text, std::int64_t& days) {
  unsigned year = 0, month = 0, day = 0;
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return false;
  if (!read_digits(text, 0, 4, year) || !read_digits(text, 5, 2, month) || !read_digits(text, 8, 2, day)) return false;
  if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return false;
  days = days_from_civil(year, month, day);
  return true;
}

}  // namespace

std::string to_iso8601(Day day) {
  const Civil civil = civil_from_days(day.since_epoch);
  char text[32];
  std::snprintf(text, sizeof text, "%04lld-%02u-%02u", static_cast<long long>(civil.year), civil.month, civil.day);
  return text;
}

std::string to_iso8601(Instant instant) {
  const Day day = day_of(instant);
  const auto rest = static_cast<long long>(instant.unix_ms - std::int64_t{day.since_epoch} * milliseconds_per_day);
  char text[32];
  std::snprintf(text, sizeof text, "T%02lld:%02lld:%02lld.%03lldZ", rest / 3'600'000, rest / 60'000 % 60,
                rest / 1'000 % 60, rest % 1'000);
  return to_iso8601(day) + text;
}

Day day_of(Instant instant) {
  std::int64_t days = instant.unix_ms / milliseconds_per_day;
  if (instant.unix_ms % milliseconds_per_day < 0) --days;
  return {static_cast<std::int32_t>(days)};
}

Result<Day> parse_day(std::string_view text) {
  std::int64_t days = 0;
  if (text.size() != 10 || !read_date(text, days))
    return fail(ErrorCode::invalid_input, "\"" + std::string(text.substr(0, 40)) +
                                              "\" is not a date; write it as year-month-day, like 2026-11-24");
  return Day{static_cast<std::int32_t>(days)};
}

Result<Instant> parse_instant(std::string_view text) {
  const auto bad = [&] {
    return fail(ErrorCode::invalid_input, "\"" + std::string(text.substr(0, 40)) +
                                              "\" is not a moment in UTC; write it like 2026-11-24T08:30:00Z");
  };
  std::int64_t days = 0;
  unsigned hour = 0, minute = 0, second = 0, millisecond = 0;
  if (!read_date(text, days) || text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return bad();
  if (!read_digits(text, 11, 2, hour) || !read_digits(text, 14, 2, minute) || !read_digits(text, 17, 2, second))
    return bad();
  if (hour > 23 || minute > 59 || second > 59) return bad();
  std::size_t end = 19;
  if (text[end] == '.') {
    if (!read_digits(text, 20, 3, millisecond)) return bad();
    end = 23;
  }
  if (text.size() != end + 1 || text[end] != 'Z') return bad();
  return Instant{days * milliseconds_per_day + std::int64_t{((hour * 60 + minute) * 60 + second)} * 1'000 +
                 millisecond};
}

}  // namespace genu
