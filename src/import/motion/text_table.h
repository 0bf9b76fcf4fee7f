// What TRC, MOT and STO have in common: lines, cells, and rows of numbers that begin with a time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace genu {

/// The lines of a text one after another, whatever ends them (LF, CR LF, or CR alone), without a byte-order mark.
class Lines {
 public:
  explicit Lines(std::string_view text);

  /// Goes to the next line; false when there is none.
  bool next();

  std::string_view line() const { return line_; }
  std::size_t number() const { return number_; }  // of this line, from 1
  /// False for a last line that nothing ends: the file may have been cut off there.
  bool has_end() const { return has_end_; }

 private:
  std::string_view rest_;
  std::string_view line_;
  std::size_t number_ = 0;
  char separator_ = '\n';
  bool has_end_ = true;
};

/// What was wrong in which line, told once for each kind.
class LineNotes {
 public:
  /// `what` is the sentence and the kind; `value` is what stood there, of which the first one is shown.
  void note(std::string_view what, std::size_t line, std::string_view value = {});

  /// `a cell is no number ("abc" in line 7; 4 times)`, in the order of their first places.
  std::vector<std::string> sentences() const;

 private:
  struct Note {
    std::string what;
    std::string value;
    std::size_t line = 0;
    std::size_t count = 0;
  };
  std::vector<Note> notes_;
};

std::string_view trimmed(std::string_view text);

/// Lower case, of ASCII letters only.
std::string lower_case(std::string_view text);

/// "walk.trc:12".
std::string place_in(std::string_view name, std::size_t line);

/// The cells of a line without the blanks around them: between tabs where the line has any, else between blanks.
std::vector<std::string_view> cells_of(std::string_view line);

/// True for a number, and for an empty cell or "nan", which give NaN; false, with NaN, for anything else.
bool parse_cell(std::string_view cell, double& value);

/// A warning when the header of a file promises another number than was found.
void warn_of_promise(std::optional<double> promised, std::size_t found, std::string_view what,
                     std::vector<std::string>& warnings);

struct NumberRows {
  std::vector<double> time_s;  // strictly rising
  std::vector<double> values;  // [row * columns + column]; NaN where the cell is empty or no number
};

/// Reads rows up to the end of the text. The time stands in cell `time_column`, and the `columns` numbers after it. The
/// line at which `lines` stands is the first row when `first_line_is_read`.
///
/// Left out, with a note: rows without a time, rows whose time is not later than the one before, a last row that is cut
/// off, cells beyond the last column. Fails with invalid_input when no row is left, when half of the rows have a time
/// that does not rise, and for decimal commas; with too_large beyond most_motion_values. Cost: one pass, about 25 ns a
/// cell (bench/motion_bench).
Result<NumberRows> read_number_rows(Lines& lines, bool first_line_is_read, std::size_t time_column, std::size_t columns,
                                    std::string_view name, LineNotes& notes);

}  // namespace genu
