#include "import/exports/strava.h"

#include <algorithm>

#include "import/csv/csv.h"
#include "import/track/both_feet.h"
#include "import/track/decimal.h"
#include "import/track/sport_words.h"
#include "import/track/troubles.h"

namespace genu {
namespace {

constexpr std::size_t most_rows = 1'000'000;
constexpr std::size_t rows_to_judge = 1000;
constexpr std::size_t most_warnings = 100;
constexpr std::size_t width_of_layout = 46;  // columns, at least, in today's exports

using Row = std::vector<std::string_view>;

// Where each value stands.
struct Columns {
  std::optional<std::size_t> id, date, name, type, description, gear, filename;
  std::optional<std::size_t> elapsed_s, moving_s, distance, ascent, descent, heart_rate, power;
  bool distance_may_be_km = false;
};

Columns columns_by_name(const CsvHeader& header) {
  // Where a name comes twice, the second is the exact one: metres, seconds with a fraction.
  const auto last_of = [&](const char* name) {
    const auto second = header.find(name, 1);
    return second ? second : header.find(name);
  };
  Columns columns;
  columns.id = header.find("Activity ID");
  columns.date = header.find("Activity Date");
  columns.name = header.find("Activity Name");
  columns.type = header.find("Activity Type");
  columns.description = header.find("Activity Description");
  columns.gear = header.find("Activity Gear");
  columns.filename = header.find("Filename");
  columns.elapsed_s = last_of("Elapsed Time");
  columns.moving_s = last_of("Moving Time");
  columns.distance = last_of("Distance");
  columns.distance_may_be_km = !header.find("Distance", 1);
  columns.ascent = header.find("Elevation Gain");
  columns.descent = header.find("Elevation Loss");
  columns.heart_rate = header.find("Average Heart Rate");
  columns.power = header.find("Average Watts");
  return columns;
}

bool is_whole_number(std::string_view text) {
  return !text.empty() && text.size() <= 20 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The layout, in whatever language, around the column of the file names: older exports lack two columns before it.
std::optional<Columns> columns_by_place(const std::vector<std::vector<std::string>>& rows, std::size_t width) {
  std::optional<std::size_t> filename;
  for (const auto& row : rows)
    for (std::size_t column = 0; column < row.size() && !filename; ++column)
      if (row[column].substr(0, 11) == "activities/") filename = column;
  if (!filename && width >= width_of_layout) filename = 12;  // nothing but activities typed in by hand
  if (!filename || *filename < 7 || width < *filename + 6) return std::nullopt;
  const auto ids = std::count_if(rows.begin(), rows.end(), [](const auto& row) { return is_whole_number(row[0]); });
  if (static_cast<std::size_t>(ids) * 2 < rows.size() || rows.empty()) return std::nullopt;
  Columns columns;
  columns.id = 0;
  columns.date = 1;
  columns.name = 2;
  columns.type = 3;
  columns.description = 4;
  columns.gear = *filename - 1;
  columns.filename = filename;
  columns.elapsed_s = *filename + 3;
  columns.moving_s = *filename + 4;
  columns.distance = *filename + 5;
  columns.ascent = *filename + 8;
  columns.descent = *filename + 9;
  columns.heart_rate = *filename + 19;
  columns.power = *filename + 21;
  return columns;
}

// "5839.77", "5839,77", "5.839,77"
std::optional<double> number_of(std::string_view text) {
  std::string plain(text);
  const std::size_t comma = plain.rfind(',');
  if (comma != std::string::npos) {
    const bool comma_is_point = plain.find('.', comma) == std::string::npos && plain.find(',') == comma;
    const char thousands = comma_is_point ? '.' : ',';
    plain.erase(std::remove(plain.begin(), plain.end(), thousands), plain.end());
    std::replace(plain.begin(), plain.end(), ',', '.');
  }
  return parse_decimal(plain);
}

std::optional<double> positive(std::string_view text) {
  const std::optional<double> number = number_of(text);
  return number && *number > 0 ? number : std::nullopt;
}

class TableReader {
 public:
  Result<StravaTable> read(const ByteSource& source);

 private:
  void add(const Row& row, std::size_t line);
  void warn(std::size_t line, const std::string& message);
  void settle_unit_of_distance();

  Columns columns_;
  StravaTable table_;
};

void TableReader::warn(std::size_t line, const std::string& message) {
  if (table_.warnings.size() == most_warnings) table_.warnings.emplace_back("there are more such rows");
  if (table_.warnings.size() < most_warnings)
    table_.warnings.push_back("line " + std::to_string(line) + ": " + message);
}

void TableReader::add(const Row& row, std::size_t line) {
  StravaRow read;
  read.line = line;
  read.id = field(row, columns_.id);
  if (!is_whole_number(read.id)) {
    warn(line, "this row has no activity's number and was left out");
    return;
  }
  read.name = printable(field(row, columns_.name));
  read.type = printable(field(row, columns_.type), 80);
  read.description = printable(field(row, columns_.description), 2000);
  read.gear = printable(field(row, columns_.gear));
  read.filename = printable(field(row, columns_.filename));
  const SportAndTerrain sport = sport_of_type(read.type);
  read.sport = sport.sport;
  read.terrain = sport.terrain;
  const std::string_view date = field(row, columns_.date);
  read.start = parse_strava_date(date);
  if (!read.start) warn(line, "the date \"" + printable(date, 40) + "\" cannot be read");
  read.elapsed_s = positive(field(row, columns_.elapsed_s));
  read.moving_s = positive(field(row, columns_.moving_s));
  read.distance_m = positive(field(row, columns_.distance));
  read.ascent_m = number_of(field(row, columns_.ascent));
  read.descent_m = number_of(field(row, columns_.descent));
  read.heart_rate_bpm = positive(field(row, columns_.heart_rate));
  read.power_w = positive(field(row, columns_.power));
  table_.rows.push_back(std::move(read));
}

// Tables with one distance only hold kilometres in some exports: nobody moves at a few millimetres a second.
void TableReader::settle_unit_of_distance() {
  double distance = 0, seconds = 0;
  for (const StravaRow& row : table_.rows) {
    if (!row.distance_m || !row.elapsed_s) continue;
    distance += *row.distance_m;
    seconds += *row.elapsed_s;
  }
  if (seconds == 0 || distance / seconds > 0.1) return;
  for (StravaRow& row : table_.rows)
    if (row.distance_m) *row.distance_m *= 1000;
}

Result<StravaTable> TableReader::read(const ByteSource& source) {
  CsvReader reader(source);
  GENU_ASSIGN(const bool has_header, reader.next());
  if (!has_header) return fail(ErrorCode::invalid_input, "this table of activities is empty");
  const CsvHeader header(reader.row());
  columns_ = columns_by_name(header);
  const bool english = columns_.id && columns_.date && columns_.type;

  // In another language the first rows show whether the columns are where they should be.
  std::vector<std::vector<std::string>> first_rows;
  std::vector<std::size_t> first_lines;
  bool settled = english;
  const auto settle = [&]() -> Result<void> {
    const std::optional<Columns> by_place = columns_by_place(first_rows, header.size());
    if (!by_place)
      return fail(ErrorCode::invalid_input,
                  "this is not Strava's table of activities, or in a layout that is not known", "line 1");
    columns_ = *by_place;
    settled = true;
    for (std::size_t i = 0; i < first_rows.size(); ++i)
      add(Row(first_rows[i].begin(), first_rows[i].end()), first_lines[i]);
    return {};
  };
  while (true) {
    Result<bool> more = reader.next();
    if (!more) {
      if (!settled) return tl::unexpected<Error>(std::move(more.error()));
      table_.warnings.push_back(more.error().text() + "; the rows before were kept");
      break;
    }
    if (!*more) break;
    if (table_.rows.size() == most_rows)
      return fail(ErrorCode::too_large, "the table has more than a million rows",
                  "line " + std::to_string(reader.line()));
    if (settled) {
      add(reader.row(), reader.line());
    } else {
      first_rows.emplace_back(reader.row().begin(), reader.row().end());
      first_lines.push_back(reader.line());
      if (first_rows.size() == rows_to_judge) GENU_TRY(settle());
    }
  }
  const bool no_activities = first_rows.empty() && header.size() >= width_of_layout;
  if (!settled && !no_activities) GENU_TRY(settle());
  if (columns_.distance_may_be_km) settle_unit_of_distance();
  return std::move(table_);
}

}  // namespace

bool is_strava_table(std::string_view path) { return path.substr(path.rfind('/') + 1) == "activities.csv"; }

Result<StravaTable> read_strava_table(const ByteSource& source) { return TableReader().read(source); }

Sport strava_sport(std::string_view type) { return sport_of_type(type).sport; }

Activity activity_of(const StravaRow& row) {
  Activity activity;
  activity.format = "strava_csv";
  activity.start = row.start;
  activity.sport = row.sport;
  complete(activity, row);
  return activity;
}

void complete(Activity& activity, const StravaRow& row) {
  if (!row.name.empty()) activity.name = row.name;
  if (!row.description.empty()) activity.notes = row.description;
  if (!row.gear.empty()) activity.gear = row.gear;
  if (activity.sport == Sport::unknown || activity.sport == Sport::other) {
    if (row.sport != Sport::unknown) activity.sport = row.sport;
    count_both_feet(activity);
  }
  if (activity.terrain == Terrain::unknown && is_on_foot(activity.sport)) activity.terrain = row.terrain;
  if (!activity.start) activity.start = row.start;
  StatedTotals& stated = activity.stated;
  const auto fill = [](std::optional<double>& total, const std::optional<double>& other) {
    if (!total) total = other;
  };
  fill(stated.elapsed_s, row.elapsed_s);
  fill(stated.moving_s, row.moving_s);
  fill(stated.distance_m, row.distance_m);
  fill(stated.ascent_m, row.ascent_m);
  fill(stated.descent_m, row.descent_m);
  fill(stated.heart_rate_bpm, row.heart_rate_bpm);
  fill(stated.power_w, row.power_w);
}

}  // namespace genu
