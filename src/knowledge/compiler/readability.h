// How hard a sentence is to read.
#pragma once

#include <string_view>

namespace genu {

/// The Flesch-Kincaid grade of an English text: 0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid et
/// al. 1975, Research Branch Report 8-75, Naval Technical Training Command). Syllables are counted by groups of vowels,
/// so a single short question can be off by about one grade. Empty text: 0.
double flesch_kincaid_grade(std::string_view text);

}  // namespace genu
