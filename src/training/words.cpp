#include "training/words.h"

#include <array>
#include <cctype>
#include <cmath>

#include "base/text.h"
#include "base/time.h"

namespace genu {

std::string count_in_words(int count) {
  constexpr std::array words = {"no",    "one",   "two",  "three", "four",   "five",  "six",
                                "seven", "eight", "nine", "ten",   "eleven", "twelve"};
  if (count < 0 || count >= static_cast<int>(words.size())) return std::to_string(count);
  return words[static_cast<std::size_t>(count)];
}

std::string capitalized(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string km_in_words(double metres) { return format_number(metres / 1000, metres < 100'000 ? 1 : 0) + " km"; }

std::string percent_in_words(double share) {
  const double percent = 100 * share;
  const bool near_the_limit = percent > 9.5 && percent < 10.5 && percent != 10;
  return format_number(percent, near_the_limit ? 1 : 0) + " %";
}

std::string when_in_words(int days_before_onset, bool onset_is_a_range) {
  if (days_before_onset < 0) return "In the days when the pain began";
  if (days_before_onset == 0)
    return onset_is_a_range ? "On the first day on which the pain may have begun" : "On the day the pain began";
  const std::string days = days_before_onset == 1 ? "one day" : count_in_words(days_before_onset) + " days";
  if (onset_is_a_range) return "About " + days + " before the pain began";
  return days_before_onset == 1 ? "The day before the pain began" : capitalized(days) + " before the pain began";
}

std::string date_in_words(Day day) {
  constexpr std::array months = {"January", "February", "March",     "April",   "May",      "June",
                                 "July",    "August",   "September", "October", "November", "December"};
  const std::string iso = to_iso8601(day);  // years 0000 to 9999: ten characters
  const auto month = static_cast<std::size_t>((iso[5] - '0') * 10 + iso[6] - '0');
  const std::string day_of_month = iso[8] == '0' ? iso.substr(9, 1) : iso.substr(8, 2);
  return day_of_month + " " + months[month - 1] + " " + iso.substr(0, 4);
}

}  // namespace genu
