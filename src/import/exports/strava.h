// activities.csv of a Strava export: one row for each activity, with what the files themselves do not tell.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "import/byte_source.h"
#include "training/activity.h"

namespace genu {

struct StravaRow {
  std::string id;
  std::string name;
  std::string type;  // as written, in the account's language ("Run", "Laufen")
  std::string description;
  std::string gear;      // the shoes
  std::string filename;  // "activities/123.fit.gz"; empty when the activity was typed in by hand
  Sport sport = Sport::unknown;
  Terrain terrain = Terrain::unknown;
  std::optional<Instant> start;  // the export writes UTC
  std::optional<double> elapsed_s;
  std::optional<double> moving_s;
  std::optional<double> distance_m;
  std::optional<double> ascent_m;
  std::optional<double> descent_m;
  std::optional<double> heart_rate_bpm;  // mean
  std::optional<double> power_w;         // mean
  std::size_t line = 0;                  // in the file
};

struct StravaTable {
  std::vector<StravaRow> rows;
  std::vector<std::string> warnings;  // rows that were left out or lack something, and why
};

/// True for a path such as "export_1/activities.csv" (in any language: Strava does not translate this name).
bool is_strava_table(std::string_view path);

/// Reads the table. Columns are found by their English names, or else by their place, which is the same in every
/// language; that place is only trusted when ids and file names stand where they should. Of the two distances the
/// second is used (metres; the first is rounded kilometres, or miles). Dates are understood in English, in ISO form,
/// and with the month names of the larger European languages; any other date leaves `start` empty, with a warning.
/// Errors: invalid_input when it is not this table, with the line; too_large, above a million rows. Rows that cannot be
/// used are left out with a warning.
Result<StravaTable> read_strava_table(const ByteSource& source);

/// The activity that the row alone describes (format "strava_csv"), for rows without a file.
Activity activity_of(const StravaRow& row);

/// Lays what only the row knows (name, notes, gear, sport and terrain if the file did not tell them) over the activity
/// that was read from its file. Totals are taken only where the file states none.
void complete(Activity& activity, const StravaRow& row);

/// Reads a date of the table ("Sep 14, 2019, 3:22:05 PM", "14.09.2019, 15:22:05", "2019-09-14 15:22:05", …) as UTC.
/// Days come before months unless the text says otherwise; a month of one or two digits with slashes and AM or PM comes
/// first, as Americans write it.
std::optional<Instant> parse_strava_date(std::string_view text);

/// Strava's sport types, in English, German, French, Spanish, Italian, Portuguese and Dutch; unknown for any other.
Sport strava_sport(std::string_view type);

}  // namespace genu
