#include "import/track/troubles.h"

namespace genu {
namespace {

// The length of the valid UTF-8 sequence at the front of a text, 0 when there is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool surrogate = first == 0xED && byte(1) >= 0xA0;
  const bool too_high = first == 0xF4 && byte(1) >= 0x90;
  return overlong || surrogate || too_high ? 0 : length;
}

}  // namespace

std::string printable(std::string_view text, std::size_t letters) {
  std::string clean;
  while (!text.empty() && clean.size() <= letters) {
    std::size_t length = sequence_length(text);
    std::string_view letter = text.substr(0, length);
    if (length == 0) {
      length = 1;
      letter = "\xEF\xBF\xBD";  // U+FFFD
    } else if (static_cast<unsigned char>(letter[0]) <= ' ' || letter[0] == '\x7f' || letter == "\xC2\xA0") {
      letter = clean.empty() || clean.back() == ' ' ? "" : " ";
    }
    text.remove_prefix(length);
    if (clean.size() + letter.size() > letters) break;
    clean += letter;
  }
  if (!clean.empty() && clean.back() == ' ') clean.pop_back();
  return clean;
}

void Troubles::note(std::string_view what, std::size_t byte, std::string_view value) {
  for (Trouble& trouble : troubles_) {
    if (trouble.what != what) continue;
    ++trouble.count;
    return;
  }
  troubles_.push_back({std::string(what), printable(value, 40), byte, 1});
}

std::vector<std::string> Troubles::sentences() const {
  std::vector<std::string> all;
  for (const Trouble& trouble : troubles_) {
    std::string sentence = trouble.what + " (";
    if (!trouble.value.empty()) sentence += "\"" + trouble.value + "\" ";
    sentence += "at byte " + std::to_string(trouble.byte);
    if (trouble.count > 1) sentence += "; " + std::to_string(trouble.count) + " times";
    all.push_back(sentence + ")");
  }
  return all;
}

}  // namespace genu
