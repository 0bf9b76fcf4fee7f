#include "import/motion/trc.h"

#include <algorithm>
#include <utility>

#include "import/motion/limits.h"
#include "import/motion/marker_names.h"
#include "import/motion/text_table.h"
#include "import/track/decimal.h"
#include "import/track/troubles.h"

namespace genu {
namespace {

constexpr std::size_t first_label = 2;  // after "Frame#" and "Time"
constexpr std::size_t most_markers = 2000;
constexpr std::size_t most_header_lines = 20;

struct Label {
  std::string name;
  std::size_t column = 0;  // of its x, counted from the first cell after the time
};

struct Header {
  double metres_per_unit = 0.001;
  std::optional<double> frames;   // as promised
  std::optional<double> markers;  // as promised
};

bool is_label_line(const std::vector<std::string_view>& cells) {
  if (cells.size() < first_label || lower_case(cells[1]) != "time") return false;
  const std::string first = lower_case(cells[0]);
  return first == "frame#" || first == "frame";
}

// Above the line of their values.
bool is_key_line(const std::vector<std::string_view>& cells) {
  return std::any_of(cells.begin(), cells.end(),
                     [](std::string_view cell) { return cell == "NumMarkers" || cell == "Units"; });
}

bool begins_rows(const std::vector<std::string_view>& cells) {
  constexpr std::string_view of_numbers = "0123456789+-.";
  return cells.size() > 1 && !cells[1].empty() && of_numbers.find(cells[1][0]) != std::string_view::npos;
}

std::optional<double> metres_per(const std::string& unit) {
  if (unit == "mm" || unit == "millimeters" || unit == "millimetres") return 0.001;
  if (unit == "cm" || unit == "centimeters" || unit == "centimetres") return 0.01;
  if (unit == "m" || unit == "meters" || unit == "metres") return 1.0;
  return std::nullopt;
}

Result<Header> read_header(const std::vector<std::string_view>& keys, const std::vector<std::string_view>& values,
                           std::size_t line, std::string_view name, LineNotes& notes) {
  const auto value_of = [&](std::string_view key) {
    const auto found = std::find(keys.begin(), keys.end(), key);
    const auto index = static_cast<std::size_t>(found - keys.begin());
    return index < keys.size() && index < values.size() ? values[index] : std::string_view{};
  };
  Header header;
  header.frames = parse_decimal(value_of("NumFrames"));
  header.markers = parse_decimal(value_of("NumMarkers"));
  const std::string unit = lower_case(value_of("Units"));
  if (unit.empty()) {
    notes.note("the header names no unit; millimetres were assumed", line);
    return header;
  }
  const std::optional<double> metres = metres_per(unit);
  if (!metres)
    return fail(ErrorCode::invalid_input,
                "the unit \"" + printable(unit, 40) + "\" is not known; write mm, cm or m under Units",
                place_in(name, line));
  header.metres_per_unit = *metres;
  return header;
}

// Three columns a name is what the format says. Some programs put the names side by side, one or two tabs apart: then
// only their order counts.
Result<std::vector<Label>> read_labels(const std::vector<std::string_view>& cells, std::size_t line,
                                       std::string_view name) {
  bool above_their_columns = true;
  for (std::size_t i = first_label; i < cells.size(); ++i) {
    if (!cells[i].empty() && (i - first_label) % 3 != 0) above_their_columns = false;
  }
  std::vector<Label> labels;
  for (std::size_t i = first_label; i < cells.size(); ++i) {
    if (cells[i].empty()) continue;
    const std::size_t column = above_their_columns ? i - first_label : 3 * labels.size();
    labels.push_back({printable(cells[i], 80), column});
  }
  if (labels.empty())
    return fail(ErrorCode::invalid_input, "no marker is named after Frame# and Time", place_in(name, line));
  if (labels.size() > most_markers || labels.back().column >= 3 * most_markers)
    return fail(ErrorCode::too_large,
                "more than " + std::to_string(most_markers) + " markers are named; export only those of the body",
                place_in(name, line));
  return labels;
}

Vector3 position_in_metres(const double* cells, double metres_per_unit) {
  const Vector3 position{cells[0] * metres_per_unit, cells[1] * metres_per_unit, cells[2] * metres_per_unit};
  const bool known = !std::isnan(position.x) && !std::isnan(position.y) && !std::isnan(position.z);
  return known ? position : Vector3{};
}

bool is_at_origin(const Vector3& position) { return position.x == 0 && position.y == 0 && position.z == 0; }

MarkerRecording markers_of(NumberRows rows, std::size_t columns, const std::vector<Label>& labels,
                           double metres_per_unit, std::vector<std::string>& warnings) {
  MarkerRecording recording;
  recording.time_s = std::move(rows.time_s);
  for (const Label& label : labels) recording.names.push_back(label.name);
  recording.positions.reserve(recording.time_s.size() * labels.size());
  std::size_t at_origin = 0;
  for (std::size_t row = 0; row < recording.time_s.size(); ++row) {
    for (const Label& label : labels) {
      Vector3 position = position_in_metres(&rows.values[row * columns + label.column], metres_per_unit);
      if (is_at_origin(position)) {
        position = {};
        ++at_origin;
      }
      recording.positions.push_back(position);
    }
  }
  if (at_origin > 0)
    warnings.push_back("a marker exactly at 0, 0, 0 counts as missing (" + std::to_string(at_origin) + " times)");
  return recording;
}

}  // namespace

bool looks_like_trc(std::string_view text) {
  Lines lines(text.substr(0, 65'536));
  while (lines.next() && lines.number() <= most_header_lines) {
    if (lines.line().substr(0, 12) == "PathFileType" || is_label_line(cells_of(lines.line()))) return true;
  }
  return false;
}

Result<Movement> read_trc(std::string_view text, std::string_view name) {
  GENU_TRY(check_motion_size(text, name));
  Lines lines(text);
  LineNotes notes;
  Header header;
  std::vector<std::string_view> cells;
  bool found = false;
  while (!found && lines.number() < most_header_lines && lines.next()) {
    const std::vector<std::string_view> before = std::exchange(cells, cells_of(lines.line()));
    found = is_label_line(cells);
    if (found || !is_key_line(before)) continue;
    GENU_ASSIGN(header, read_header(before, cells, lines.number(), name, notes));
  }
  if (!found)
    return fail(ErrorCode::invalid_input,
                "this is no TRC file: the line that begins with Frame# and Time is missing; is the file cut short?",
                place_in(name, lines.number()));
  GENU_ASSIGN(const std::vector<Label> labels, read_labels(cells, lines.number(), name));
  const std::size_t columns = labels.back().column + 3;

  // X1, Y1, Z1 and an empty line come next, or not.
  bool first_row_is_read = false;
  while (!first_row_is_read && lines.next()) first_row_is_read = begins_rows(cells_of(lines.line()));
  GENU_ASSIGN(NumberRows rows, read_number_rows(lines, first_row_is_read, 1, columns, name, notes));

  Movement movement;
  movement.format = "TRC";
  movement.warnings = notes.sentences();
  movement.markers = markers_of(std::move(rows), columns, labels, header.metres_per_unit, movement.warnings);
  warn_of_promise(header.frames, movement.markers->time_s.size(), "frames", movement.warnings);
  warn_of_promise(header.markers, movement.markers->names.size(), "markers", movement.warnings);
  warn_of_equal_names(movement.markers->names, movement.warnings);
  return movement;
}

}  // namespace genu
