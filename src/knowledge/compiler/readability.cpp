#include "knowledge/compiler/readability.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace genu {
namespace {

bool is_vowel(char letter) { return std::string_view("aeiouy").find(letter) != std::string_view::npos; }

// Groups of vowels, less a silent final e ("knee" and "table" keep theirs); at least one.
int syllables(std::string_view word) {
  int groups = 0;
  bool in_group = false;
  for (const char letter : word) {
    const bool vowel = is_vowel(letter);
    groups += vowel && !in_group;
    in_group = vowel;
  }
  const bool silent_e = word.size() > 2 && word.back() == 'e' && !is_vowel(word[word.size() - 2]) &&
                        !(word[word.size() - 2] == 'l' && !is_vowel(word[word.size() - 3]));
  return std::max(1, groups - silent_e);
}

}  // namespace

double flesch_kincaid_grade(std::string_view text) {
  int words = 0, sentences = 0, syllable_count = 0;
  std::string word;
  bool sentence_open = false;
  const auto finish_word = [&] {
    if (word.empty()) return;
    ++words;
    syllable_count += syllables(word);
    word.clear();
    sentence_open = true;
  };
  for (const char raw : text) {
    const char letter = static_cast<char>(std::tolower(static_cast<unsigned char>(raw)));
    if (letter >= 'a' && letter <= 'z') {
      word += letter;
      continue;
    }
    if (letter == '\'') continue;
    finish_word();
    if ((letter == '.' || letter == '?' || letter == '!' || letter == ':') && sentence_open) {
      ++sentences;
      sentence_open = false;
    }
  }
  finish_word();
  sentences += sentence_open;
  if (words == 0) return 0;
  return 0.39 * words / sentences + 11.8 * syllable_count / words - 15.59;
}

}  // namespace genu
