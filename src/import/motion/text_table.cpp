#include "import/motion/text_table.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "import/motion/limits.h"
#include "import/track/decimal.h"
#include "import/track/troubles.h"

namespace genu {
namespace {

bool is_blank(char letter) { return letter == ' ' || letter == '\t' || letter == '\r'; }

void split_at_tabs(std::string_view line, std::vector<std::string_view>& cells) {
  cells.clear();
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = line.find('\t', begin);
    cells.push_back(trimmed(line.substr(begin, end - begin)));
    if (end == std::string_view::npos) return;
    begin = end + 1;
  }
}

void split_at_blanks(std::string_view line, std::vector<std::string_view>& cells) {
  cells.clear();
  std::size_t at = 0;
  while (true) {
    at = line.find_first_not_of(" \r", at);
    if (at == std::string_view::npos) return;
    const std::size_t end = std::min(line.find_first_of(" \r", at), line.size());
    cells.push_back(line.substr(at, end - at));
    at = end;
  }
}

// Lines that a program filled up with tabs hold nothing.
void drop_empty_end(std::vector<std::string_view>& cells) {
  while (!cells.empty() && cells.back().empty()) cells.pop_back();
}

class RowReader {
 public:
  RowReader(std::size_t time_column, std::size_t columns, std::string_view name, LineNotes& notes)
      : time_column_(time_column), columns_(columns), name_(name), notes_(notes) {}

  Result<void> read(const Lines& lines) {
    const std::string_view line = lines.line();
    const bool by_tabs = line.find('\t') != std::string_view::npos;
    by_tabs ? split_at_tabs(line, cells_) : split_at_blanks(line, cells_);
    const std::size_t written = cells_.size();
    drop_empty_end(cells_);
    if (cells_.empty()) return {};
    const std::size_t wanted = time_column_ + 1 + columns_;
    if (written < wanted && !lines.has_end()) {
      notes_.note("the file ends in the middle of a row, which was left out", lines.number());
      return {};
    }
    if (written < wanted && !by_tabs) {
      notes_.note("a row has too few numbers and was left out", lines.number());
      return {};
    }
    GENU_ASSIGN(const bool usable, read_time(lines.number()));
    if (!usable) return {};
    if (written < wanted) notes_.note("a row is too short: what it lacks counts as missing", lines.number());
    if (cells_.size() > wanted)
      notes_.note("a row has more cells than there are named columns; they were left out", lines.number());
    return read_values(lines.number());
  }

  Result<NumberRows> finish() {
    if (not_rising_ > rows_.time_s.size())
      return fail(ErrorCode::invalid_input,
                  "the times do not rise from row to row; export the recording again with its time column",
                  place_in(name_, first_not_rising_));
    if (rows_.time_s.empty())
      return fail(ErrorCode::invalid_input, "there is no row of numbers after the header; is the file cut short?",
                  std::string(name_));
    return std::move(rows_);
  }

 private:
  Result<bool> read_time(std::size_t line) {
    double time_s = std::numeric_limits<double>::quiet_NaN();
    const std::string_view cell = cells_.size() > time_column_ ? cells_[time_column_] : std::string_view{};
    if (!parse_cell(cell, time_s) || std::isnan(time_s)) {
      if (cell.find(',') != std::string_view::npos)
        return fail(ErrorCode::invalid_input,
                    "the numbers have decimal commas; save the file with decimal points (12.5, not 12,5)",
                    place_in(name_, line));
      notes_.note("a row has no time and was left out", line, cell);
      return false;
    }
    if (!rows_.time_s.empty() && !(time_s > rows_.time_s.back())) {
      if (not_rising_++ == 0) first_not_rising_ = line;
      notes_.note("the time of a row is not later than the one before; the row was left out", line, cell);
      return false;
    }
    rows_.time_s.push_back(time_s);
    return true;
  }

  Result<void> read_values(std::size_t line) {
    const std::size_t begin = rows_.values.size();
    if (columns_ > most_motion_values - begin)
      return fail(ErrorCode::too_large,
                  "the file holds more than " + std::to_string(most_motion_values / 1'000'000) +
                      " million numbers; cut it into shorter recordings",
                  place_in(name_, line));
    rows_.values.resize(begin + columns_, std::numeric_limits<double>::quiet_NaN());
    const std::size_t first = time_column_ + 1;
    const std::size_t count = std::min(columns_, cells_.size() > first ? cells_.size() - first : 0);
    for (std::size_t column = 0; column < count; ++column) {
      const std::string_view cell = cells_[first + column];
      if (!parse_cell(cell, rows_.values[begin + column]))
        notes_.note("a cell is no number and counts as missing", line, cell);
    }
    return {};
  }

  std::size_t time_column_;
  std::size_t columns_;
  std::string_view name_;
  LineNotes& notes_;
  std::vector<std::string_view> cells_;
  NumberRows rows_;
  std::size_t not_rising_ = 0;
  std::size_t first_not_rising_ = 0;
};

}  // namespace

Lines::Lines(std::string_view text) : rest_(text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (rest_.substr(0, byte_order_mark.size()) == byte_order_mark) rest_.remove_prefix(byte_order_mark.size());
  if (rest_.find('\n') == std::string_view::npos) separator_ = '\r';
}

bool Lines::next() {
  if (rest_.empty()) return false;
  const std::size_t end = rest_.find(separator_);
  has_end_ = end != std::string_view::npos;
  line_ = rest_.substr(0, end);
  rest_.remove_prefix(has_end_ ? end + 1 : rest_.size());
  if (!line_.empty() && line_.back() == '\r') line_.remove_suffix(1);
  ++number_;
  return true;
}

void LineNotes::note(std::string_view what, std::size_t line, std::string_view value) {
  const auto known = std::find_if(notes_.begin(), notes_.end(), [&](const Note& note) { return note.what == what; });
  if (known != notes_.end()) {
    ++known->count;
  } else {
    notes_.push_back({std::string(what), printable(value, 40), line, 1});
  }
}

std::vector<std::string> LineNotes::sentences() const {
  std::vector<std::string> all;
  for (const Note& note : notes_) {
    std::string sentence = note.what + " (";
    if (!note.value.empty()) sentence += "\"" + note.value + "\" ";
    sentence += "in line " + std::to_string(note.line);
    if (note.count > 1) sentence += "; " + std::to_string(note.count) + " times";
    all.push_back(sentence + ")");
  }
  return all;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& letter : lower) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return lower;
}

std::string place_in(std::string_view name, std::size_t line) {
  return std::string(name) + (name.empty() ? "line " : ":") + std::to_string(line);
}

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  line.find('\t') != std::string_view::npos ? split_at_tabs(line, cells) : split_at_blanks(line, cells);
  return cells;
}

bool parse_cell(std::string_view cell, double& value) {
  value = std::numeric_limits<double>::quiet_NaN();
  if (cell.empty()) return true;
  if (const std::optional<double> number = parse_decimal(cell)) {
    value = *number;
    return true;
  }
  return lower_case(cell.substr(0, 5)) == "nan" || lower_case(cell.substr(0, 5)) == "-nan";
}

void warn_of_promise(std::optional<double> promised, std::size_t found, std::string_view what,
                     std::vector<std::string>& warnings) {
  if (!promised || *promised == static_cast<double>(found)) return;
  const bool is_count = *promised >= 0 && *promised < 1e9;
  warnings.push_back("the header promises " +
                     (is_count ? std::to_string(static_cast<long long>(*promised)) : "another number of") + " " +
                     std::string(what) + ", " + std::to_string(found) + " were read");
}

Result<NumberRows> read_number_rows(Lines& lines, bool first_line_is_read, std::size_t time_column, std::size_t columns,
                                    std::string_view name, LineNotes& notes) {
  RowReader reader(time_column, columns, name, notes);
  if (first_line_is_read) GENU_TRY(reader.read(lines));
  while (lines.next()) GENU_TRY(reader.read(lines));
  return reader.finish();
}

}  // namespace genu
