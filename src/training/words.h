// Numbers as people say them.
#pragma once

#include <string>

#include "base/time.h"

namespace genu {

/// "one" to "twelve", then figures.
std::string count_in_words(int count);
std::string capitalized(std::string text);

/// "24.1 km", "8 km"; whole kilometres from 100.
std::string km_in_words(double metres);

/// "41 % further" as the part before the word: "41 %"; never rounded onto a limit of 10 % ("10.4 %").
std::string percent_in_words(double share);

/// "Eleven days before the pain began"; for a range of days "About eleven days before the pain began", and within it
/// "In the days when the pain began".
std::string when_in_words(int days_before_onset, bool onset_is_a_range);

/// "12 June 2024".
std::string date_in_words(Day day);

}  // namespace genu
