#include "http/target.h"

#include <algorithm>
#include <optional>

namespace genu {
namespace {

std::optional<int> hexadecimal(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return std::nullopt;
}

std::optional<std::string> percent_decode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    const auto high = hexadecimal(text[i + 1]);
    const auto low = hexadecimal(text[i + 2]);
    if (!high || !low) return std::nullopt;
    decoded += static_cast<char>(*high * 16 + *low);
    i += 2;
  }
  return decoded;
}

bool is_control(char character) { return static_cast<unsigned char>(character) < 0x20 || character == 0x7F; }

std::optional<std::string> decode_path(std::string_view text) {
  std::optional<std::string> path = percent_decode(text);
  if (!path) return std::nullopt;
  const bool has_escaped_slash =
      std::count(path->begin(), path->end(), '/') != std::count(text.begin(), text.end(), '/');
  const bool has_odd_character =
      path->find('\\') != std::string::npos || std::any_of(path->begin(), path->end(), is_control);
  if (has_escaped_slash || has_odd_character) return std::nullopt;
  return path;
}

std::optional<std::string> decode_query_part(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return percent_decode(spaced);
}

tl::unexpected<Error> malformed(std::string_view what) {
  return fail(ErrorCode::invalid_input, "the address of the request is malformed: check its percent escapes",
              std::string(what));
}

}  // namespace

Result<Target> parse_target(std::string_view text) {
  if (!text.starts_with('/')) return malformed("path");
  const std::size_t question_mark = text.find('?');
  Target target;
  auto path = decode_path(text.substr(0, question_mark));
  if (!path) return malformed("path");
  target.path = std::move(*path);
  if (question_mark == std::string_view::npos) return target;

  for (std::string_view rest = text.substr(question_mark + 1); !rest.empty();) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto key = decode_query_part(pair.substr(0, equals));
    const auto value = decode_query_part(pair.substr(std::min(pair.size(), equals + 1)));
    if (!key || !value) return malformed("query");
    target.query.emplace(*key, *value);
  }
  return target;
}

}  // namespace genu
