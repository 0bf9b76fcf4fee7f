// The same answers for a terminal.
#pragma once

#include <string>

#include "service/reasoner.h"

namespace genu {

struct TextStyle {
  bool color = false;      // ANSI colours; the words say everything without them
  std::size_t width = 88;  // columns
};

/// `genu assess --format text`: urgency first, then causes with for and against, what is worth changing, what to ask.
std::string assessment_text(const Knowledge& knowledge, const Assessment& assessment, const TextStyle& style);

/// The care card alone.
std::string care_text(const Knowledge& knowledge, const Assessment& assessment, const TextStyle& style);

/// Bold on a terminal with colours, else as it is.
std::string bold(const TextStyle& style, const std::string& text);

/// `text` in lines of at most `width` columns, each after `indent` blanks. Counts bytes.
std::string wrapped(const std::string& text, std::size_t indent, std::size_t width);

}  // namespace genu
