// What was wrong with a file, told once for each kind: a track of ten thousand points without a position needs one
// sentence, not ten thousand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace genu {

class Troubles {
 public:
  /// `what` is the sentence and the kind ("a latitude cannot be read"); `byte` is where in the file; `value` is what
  /// stood there, of which the first one is shown (shortened, made printable).
  void note(std::string_view what, std::size_t byte, std::string_view value = {});

  /// `a latitude cannot be read ("undefined" at byte 433; 4 times)`, in the order of their first places.
  std::vector<std::string> sentences() const;

 private:
  struct Trouble {
    std::string what;
    std::string value;
    std::size_t byte = 0;
    std::size_t count = 0;
  };
  std::vector<Trouble> troubles_;
};

/// A text from a file for people: valid UTF-8, without control characters, blanks joined and cut off at both ends, at
/// most `letters` bytes.
std::string printable(std::string_view text, std::size_t letters = 200);

}  // namespace genu
