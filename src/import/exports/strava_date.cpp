#include <string>
#include <vector>

#include "import/exports/strava.h"
#include "import/track/moment.h"

namespace genu {
namespace {

struct MonthWord {
  std::string_view beginning;
  int month;
};

// How the names of the months begin in English, German, French, Spanish, Italian, Portuguese, Dutch, the Scandinavian
// languages and Polish; the longer beginnings first.
constexpr MonthWord months[] = {
    {"juin", 6}, {"juil", 7}, {"jan", 1},  {"jän", 1},  {"ene", 1},  {"gen", 1},  {"sty", 1},  {"feb", 2},  {"fév", 2},
    {"fev", 2},  {"lut", 2},  {"mar", 3},  {"mär", 3},  {"mrt", 3},  {"maa", 3},  {"apr", 4},  {"avr", 4},  {"abr", 4},
    {"kwi", 4},  {"may", 5},  {"mai", 5},  {"maj", 5},  {"mei", 5},  {"mag", 5},  {"jun", 6},  {"giu", 6},  {"cze", 6},
    {"jul", 7},  {"lug", 7},  {"lip", 7},  {"aug", 8},  {"aoû", 8},  {"aou", 8},  {"ago", 8},  {"sie", 8},  {"sep", 9},
    {"set", 9},  {"wrz", 9},  {"oct", 10}, {"okt", 10}, {"ott", 10}, {"out", 10}, {"paź", 10}, {"nov", 11}, {"lis", 11},
    {"dec", 12}, {"dez", 12}, {"dic", 12}, {"déc", 12}, {"gru", 12}, {"des", 12},
};

int month_of(std::string_view word) {
  for (const MonthWord& known : months)
    if (word.substr(0, known.beginning.size()) == known.beginning) return known.month;
  return 0;
}

// A date taken apart: its numbers and words in their order.
struct Parts {
  std::vector<int> numbers;
  std::vector<std::size_t> digits;  // of each number
  int month = 0;
  bool morning = false;
  bool afternoon = false;
  bool slashes = false;
};

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_word_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         static_cast<unsigned char>(letter) >= 0x80;
}

// Blanks of all widths become one ordinary blank: newer exports write U+202F before "PM".
std::string plain(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 3) == "\xE2\x80\xAF" || text.substr(i, 3) == "\xE2\x80\x89") {
      result += ' ';
      i += 2;
    } else if (text.substr(i, 2) == "\xC2\xA0") {
      result += ' ';
      ++i;
    } else {
      const char letter = text[i];
      result += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
  }
  return result;
}

std::optional<Parts> take_apart(const std::string& text) {
  Parts parts;
  std::string before;  // the last single letter: "p" of "p. m."
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t from = i;
    if (is_digit(text[i])) {
      while (i < text.size() && is_digit(text[i])) ++i;
      if (i - from > 4 || parts.numbers.size() == 6) return std::nullopt;
      parts.numbers.push_back(std::stoi(text.substr(from, i - from)));
      parts.digits.push_back(i - from);
    } else if (is_word_letter(text[i])) {
      while (i < text.size() && is_word_letter(text[i])) ++i;
      const std::string word = text.substr(from, i - from);
      parts.morning = parts.morning || word == "am" || (word == "m" && before == "a");
      parts.afternoon = parts.afternoon || word == "pm" || (word == "m" && before == "p");
      if (parts.month == 0 && word.size() >= 3) parts.month = month_of(word);
      before = word;
    } else {
      parts.slashes = parts.slashes || text[i] == '/';
      ++i;
    }
  }
  return parts;
}

}  // namespace

std::optional<Instant> parse_strava_date(std::string_view text) {
  if (text.size() > 80) return std::nullopt;
  if (const std::optional<Moment> iso = parse_moment(text)) return iso->instant;
  const std::optional<Parts> parts = take_apart(plain(text));
  if (!parts) return std::nullopt;
  const std::vector<int>& numbers = parts->numbers;
  const bool twelve_hours = parts->morning || parts->afternoon;
  const std::size_t date_numbers = parts->month != 0 ? 2 : 3;
  if (numbers.size() < date_numbers + 2) return std::nullopt;

  int year = 0, month = parts->month, day = 0;
  const bool year_first = parts->digits[0] == 4;
  if (date_numbers == 2) {
    year = numbers[year_first ? 0 : 1];
    day = numbers[year_first ? 1 : 0];
  } else {
    year = numbers[year_first ? 0 : 2];
    month = numbers[1];
    day = numbers[year_first ? 2 : 0];
    const bool american = !year_first && parts->slashes && twelve_hours && day <= 12;
    if (american || (month > 12 && day <= 12)) std::swap(month, day);
  }
  if (year < 100) year += 2000;
  int hour = numbers[date_numbers];
  if (twelve_hours) {
    if (hour < 1 || hour > 12) return std::nullopt;
    hour = hour % 12 + (parts->afternoon ? 12 : 0);
  }
  const int second = numbers.size() > date_numbers + 2 ? numbers[date_numbers + 2] : 0;
  return instant_of(year, month, day, hour, numbers[date_numbers + 1], second);
}

}  // namespace genu
