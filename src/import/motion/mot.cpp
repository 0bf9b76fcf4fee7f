#include "import/motion/mot.h"

#include <algorithm>
#include <utility>

#include "import/motion/ground_force_columns.h"
#include "import/motion/limits.h"
#include "import/motion/text_table.h"
#include "import/track/decimal.h"
#include "import/track/troubles.h"

namespace genu {
namespace {

constexpr std::size_t most_header_lines = 1000;
constexpr std::size_t most_columns = 5000;

struct Header {
  std::optional<double> rows;     // as promised
  std::optional<double> columns;  // as promised, the time included
  std::optional<bool> in_degrees;
  bool says_angles_in_degrees = false;
};

// "nRows=73" or "datarows 73".
std::pair<std::string, std::string_view> key_and_value(std::string_view line) {
  const std::size_t end = line.find_first_of("= \t");
  if (end == std::string_view::npos) return {lower_case(line), {}};
  return {lower_case(line.substr(0, end)), trimmed(line.substr(end + 1))};
}

Result<void> read_header_line(std::string_view line, const std::string& place, Header& header) {
  const auto [key, value] = key_and_value(line);
  if (key == "nrows" || key == "datarows") header.rows = parse_decimal(value);
  if (key == "ncolumns" || key == "datacolumns") header.columns = parse_decimal(value);
  if (key == "indegrees") {
    const std::string word = lower_case(value);
    if (word == "yes" || word == "true" || word == "1") header.in_degrees = true;
    if (word == "no" || word == "false" || word == "0") header.in_degrees = false;
  }
  if (lower_case(line).find("angles are in degrees") != std::string::npos) header.says_angles_in_degrees = true;
  if (key == "datatype" && lower_case(value) != "double")
    return fail(ErrorCode::invalid_input,
                "the cells of this file hold \"" + printable(value, 40) +
                    "\", not single numbers; export it with DataType=double",
                place);
  return {};
}

Result<Header> read_header(Lines& lines, std::string_view name) {
  Header header;
  while (lines.number() < most_header_lines && lines.next()) {
    const std::string_view line = trimmed(lines.line());
    if (lower_case(line) == "endheader") return header;
    GENU_TRY(read_header_line(line, place_in(name, lines.number()), header));
  }
  return fail(ErrorCode::invalid_input,
              "this is no MOT or STO file: the line \"endheader\" is missing; is the file cut short?",
              place_in(name, lines.number()));
}

// The names of the columns after the time.
Result<std::vector<std::string>> read_labels(Lines& lines, std::string_view name) {
  std::vector<std::string_view> cells;
  while ((cells.empty() || trimmed(lines.line()).empty()) && lines.next()) cells = cells_of(lines.line());
  while (!cells.empty() && cells.back().empty()) cells.pop_back();
  if (cells.empty())
    return fail(ErrorCode::invalid_input, "there is nothing after \"endheader\"; is the file cut short?",
                place_in(name, lines.number()));
  if (lower_case(cells[0]) != "time")
    return fail(
        ErrorCode::invalid_input,
        "the first column is \"" + printable(cells[0], 40) + "\", not \"time\"; name the columns above the rows",
        place_in(name, lines.number()));
  if (cells.size() == 1)
    return fail(ErrorCode::invalid_input, "there is no column beside the time", place_in(name, lines.number()));
  if (cells.size() > most_columns)
    return fail(ErrorCode::too_large,
                "more than " + std::to_string(most_columns) + " columns; export only those that are needed",
                place_in(name, lines.number()));
  std::vector<std::string> labels;
  for (std::size_t i = 1; i < cells.size(); ++i) labels.push_back(printable(cells[i], 200));
  return labels;
}

}  // namespace

bool looks_like_mot(std::string_view text) {
  Lines lines(text.substr(0, 65'536));
  while (lines.next() && lines.number() <= most_header_lines) {
    const std::string_view line = trimmed(lines.line());
    if (line.size() == 9 && lower_case(line) == "endheader") return true;
  }
  return false;
}

Result<Movement> read_mot(std::string_view text, std::string_view name) {
  GENU_TRY(check_motion_size(text, name));
  Lines lines(text);
  LineNotes notes;
  GENU_ASSIGN(const Header header, read_header(lines, name));
  CoordinateTable table;
  GENU_ASSIGN(table.names, read_labels(lines, name));
  const std::size_t columns = table.names.size();
  GENU_ASSIGN(NumberRows rows, read_number_rows(lines, false, 0, columns, name, notes));
  table.time_s = std::move(rows.time_s);
  table.values = std::move(rows.values);
  table.in_degrees = header.in_degrees;
  if (!table.in_degrees && header.says_angles_in_degrees) table.in_degrees = true;

  Movement movement;
  movement.format = "MOT";
  movement.warnings = notes.sentences();
  warn_of_promise(header.rows, table.time_s.size(), "rows", movement.warnings);
  warn_of_promise(header.columns, columns + 1, "columns", movement.warnings);
  movement.forces = take_ground_forces(table);
  if (!table.names.empty()) movement.coordinates = std::move(table);
  return movement;
}

}  // namespace genu
