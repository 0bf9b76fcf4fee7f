#include "import/track/decimal.h"

#include <cmath>
#include <cstdint>

namespace genu {
namespace {

constexpr double powers_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

bool is_blank(char letter) { return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r'; }
bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

double scaled(std::uint64_t digits, int exponent) {
  const auto number = static_cast<double>(digits);
  if (exponent >= 0 && exponent <= 22) return number * powers_of_ten[exponent];
  if (exponent < 0 && exponent >= -22) return number / powers_of_ten[-exponent];
  return number * std::pow(10.0, exponent);
}

}  // namespace

std::optional<double> parse_decimal(std::string_view text) {
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end && is_blank(*at)) ++at;
  while (end > at && is_blank(end[-1])) --end;
  const bool negative = at < end && *at == '-';
  if (at < end && (*at == '-' || *at == '+')) ++at;

  // Nineteen digits fit into 64 bits; what follows cannot be seen in a double and only moves the point.
  std::uint64_t digits = 0;
  int significant = 0, exponent = 0;
  bool any = false, behind_point = false;
  for (; at < end; ++at) {
    if (*at == '.' && !behind_point) {
      behind_point = true;
      continue;
    }
    if (!is_digit(*at)) break;
    any = true;
    if (significant < 19) {
      digits = digits * 10 + static_cast<std::uint64_t>(*at - '0');
      significant += digits != 0;
      exponent -= behind_point;
    } else {
      exponent += !behind_point;
    }
  }
  if (!any) return std::nullopt;
  if (at < end && (*at == 'e' || *at == 'E')) {
    ++at;
    const bool small = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+')) ++at;
    if (at == end) return std::nullopt;
    int written = 0;
    for (; at < end && is_digit(*at); ++at)
      if (written < 10'000) written = written * 10 + (*at - '0');
    exponent += small ? -written : written;
  }
  if (at != end) return std::nullopt;
  const double number = scaled(digits, exponent);
  if (!std::isfinite(number)) return std::nullopt;
  return negative ? -number : number;
}

}  // namespace genu
