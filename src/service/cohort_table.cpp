#include "service/cohort_table.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <future>
#include <optional>
#include <unordered_set>

#include <fmt/compile.h>
#include <fmt/format.h>

#include "base/text.h"
#include "import/csv/csv.h"
#include "training/cohort.h"

namespace genu {

const char* const cohort_header =
    "runner,date,distance_m,longest_30_days_m,ratio,state,provisional,last_7_days_m,previous_7_days_m,week_to_week,"
    "acute_chronic\n";

namespace {

constexpr std::size_t rows_in_block = 20'000;
constexpr double metres_per_mile = 1609.344;

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211U;
  return hash;
}

struct Row {
  std::uint32_t runner = 0;  // in the block
  Day day;
  double distance_m = 0;
  std::size_t line = 0;
};

// Whole runners, so that each block can be computed on its own.
struct Block {
  std::vector<std::string> runners;
  std::vector<Row> rows;
};

struct Lines {
  std::string text;
  std::optional<Error> error;
};

std::string quoted(std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(field);
  std::string text = "\"";
  for (const char letter : field) text += letter == '"' ? "\"\"" : std::string(1, letter);
  return text + "\"";
}

void append_ratio(fmt::memory_buffer& out, double ratio) {
  if (std::isnan(ratio)) return;
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("{:.3f}"), ratio);
}

void append_line(fmt::memory_buffer& out, std::string_view runner, std::string_view date,
                 const SessionExposure& exposure) {
  const auto end = std::back_inserter(out);
  fmt::format_to(end, FMT_COMPILE("{},{},{},"), runner, date, exposure.session_m);
  if (exposure.longest_m > 0) fmt::format_to(end, FMT_COMPILE("{}"), exposure.longest_m);
  out.push_back(',');
  append_ratio(out, exposure.ratio);
  fmt::format_to(end, FMT_COMPILE(",{},{},{},{},"), name_of(exposure.state), exposure.provisional ? "yes" : "no",
                 exposure.last_7_days_m, exposure.previous_7_days_m);
  append_ratio(out, exposure.week_to_week);
  out.push_back(',');
  append_ratio(out, exposure.acute_to_chronic);
  out.push_back('\n');
}

Lines lines_of(const Block& block) {
  Lines lines;
  fmt::memory_buffer out;
  std::optional<std::uint32_t> current;
  RunnerExposures exposures;
  std::string runner;
  std::string date;
  std::optional<Day> date_of;
  for (const Row& row : block.rows) {
    if (row.runner != current) {
      current = row.runner;
      exposures = {};
      runner = quoted(block.runners[row.runner]);
    }
    const auto exposure = exposures.add(row.day, row.distance_m);
    if (!exposure) {
      lines.error = Error{ErrorCode::invalid_input,
                          "this session is earlier than the one before it: sort the table by runner and date first",
                          "line " + std::to_string(row.line)};
      break;
    }
    if (row.day != date_of) {
      date_of = row.day;
      date = to_iso8601(row.day);
    }
    append_line(out, runner, date, *exposure);
  }
  lines.text = fmt::to_string(out);
  return lines;
}

struct Columns {
  std::size_t runner = 0;
  std::size_t date = 0;
  std::size_t distance = 0;
  double metres_per_unit = 1;
};

std::optional<std::size_t> first_of(const CsvHeader& header, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (const auto column = header.find(name)) return column;
  return std::nullopt;
}

Result<Columns> find_columns(const CsvHeader& header) {
  const auto runner = first_of(header, {"runner", "runner_id", "runner id", "athlete", "athlete_id", "participant",
                                        "participant_id", "subject", "subject_id", "user", "user_id", "id"});
  const auto date = first_of(header, {"date", "day", "session_date", "start", "start_time", "start_date"});
  if (!runner || !date)
    return fail(ErrorCode::invalid_input, "the first line must name the columns runner, date and distance_m", "line 1");
  struct Unit {
    double metres;
    std::initializer_list<const char*> names;
  };
  for (const Unit& unit : {Unit{1, {"distance_m", "distance", "meters", "metres", "distance (m)"}},
                           Unit{1000, {"distance_km", "km", "kilometers", "kilometres", "distance (km)"}},
                           Unit{metres_per_mile, {"distance_miles", "distance_mi", "miles", "distance (mi)"}}})
    if (const auto distance = first_of(header, unit.names)) return Columns{*runner, *date, *distance, unit.metres};
  return fail(ErrorCode::invalid_input, "no column distance_m, distance_km or distance_miles in the first line",
              "line 1");
}

// Ten characters of a date; a time of the day after them is left out.
std::optional<Day> day_from(std::string_view text) {
  const Result<Day> day = parse_day(text.substr(0, 10));
  return day ? std::optional(*day) : std::nullopt;
}

class CohortWriter {
 public:
  CohortWriter(const ByteSource& table, const CohortOptions& options, const WriteText& write)
      : reader_(table), options_(options), write_(write) {}

  Result<CohortCounts> run() {
    GENU_ASSIGN(const bool has_header, reader_.next());
    if (!has_header) return fail(ErrorCode::invalid_input, "the table is empty: its first line must name the columns");
    GENU_ASSIGN(const Columns columns, find_columns(CsvHeader(reader_.row())));
    GENU_TRY(write(cohort_header));
    Result<void> read = read_rows(columns);
    if (!block_.rows.empty()) give(std::move(block_));
    while (!waiting_.empty()) GENU_TRY(take_oldest());
    GENU_TRY(std::move(read));
    return counts_;
  }

 private:
  Result<void> read_rows(const Columns& columns) {
    const std::size_t needed = std::max({columns.runner, columns.date, columns.distance});
    while (true) {
      GENU_ASSIGN(const bool more, reader_.next());
      if (!more) return {};
      const std::vector<std::string_view>& row = reader_.row();
      const std::string where = "line " + std::to_string(reader_.line());
      if (row.size() <= needed) return fail(ErrorCode::invalid_input, "the row has too few fields", where);
      const std::string_view runner = row[columns.runner];
      if (!is_current(runner)) {
        if (block_.rows.size() >= rows_in_block) {
          give(std::move(block_));
          block_ = {};
        }
        GENU_TRY(begin(runner, where));
      }
      if (!takes_) continue;
      const auto day = day_from(row[columns.date]);
      if (!day)
        return fail(ErrorCode::invalid_input,
                    "\"" + std::string(row[columns.date].substr(0, 40)) + "\" is not a date like 2026-11-24", where);
      const std::string_view text = row[columns.distance];
      const auto distance = distance_from(text);
      if (!distance || *distance < 0)
        return fail(ErrorCode::invalid_input, "\"" + std::string(text.substr(0, 40)) + "\" is not a distance", where);
      block_.rows.push_back({static_cast<std::uint32_t>(block_.runners.size() - 1), *day,
                             *distance * columns.metres_per_unit, reader_.line()});
      ++counts_.sessions;
      while (waiting_.size() > std::size_t{2} * options_.threads) GENU_TRY(take_oldest());
    }
    return {};
  }

  // Empty: unknown, which is no session of 0 m. Where semicolons separate, commas may stand before decimals.
  std::optional<double> distance_from(std::string_view text) const {
    if (text.empty()) return 0.0;
    if (reader_.separator() == ',') return parse_number(text);
    std::string number(text);
    std::replace(number.begin(), number.end(), ',', '.');
    return parse_number(number);
  }

  bool is_current(std::string_view runner) const { return current_ && *current_ == runner; }

  Result<void> begin(std::string_view runner, const std::string& where) {
    if (!seen_.insert(hash_of(runner)).second)
      return fail(ErrorCode::invalid_input,
                  "the runner " + std::string(runner.substr(0, 60)) +
                      " comes back after another one: sort the table by runner and date first",
                  where);
    current_ = std::string(runner);
    takes_ = is_in(options_.shard, runner);
    if (takes_) {
      block_.runners.push_back(*current_);
      ++counts_.runners;
    }
    return {};
  }

  Result<void> write(const std::string& text) {
    if (text.empty() || write_(text)) return {};
    return fail(ErrorCode::io, "the output cannot be written: is the disk full?");
  }

  void give(Block&& block) {
    waiting_.push_back(std::async(std::launch::async, [block = std::move(block)] { return lines_of(block); }));
  }

  Result<void> take_oldest() {
    const Lines lines = waiting_.front().get();
    waiting_.pop_front();
    GENU_TRY(write(lines.text));
    if (lines.error) return tl::unexpected<Error>(*lines.error);
    return {};
  }

  CsvReader reader_;
  const CohortOptions& options_;
  const WriteText& write_;
  CohortCounts counts_;
  Block block_;
  std::optional<std::string> current_;
  bool takes_ = true;
  std::unordered_set<std::uint64_t> seen_;
  std::deque<std::future<Lines>> waiting_;
};

}  // namespace

bool is_in(const Shard& shard, std::string_view runner) {
  return shard.parts <= 1 || hash_of(runner) % shard.parts == shard.part;
}

Result<CohortCounts> write_cohort_table(const ByteSource& table, const CohortOptions& options, const WriteText& write) {
  return CohortWriter(table, options, write).run();
}

std::string cohort_lines(const std::string& runner, const std::vector<Run>& runs) {
  Block block;
  block.runners.push_back(runner);
  for (const Run& run : runs) block.rows.push_back({0, run.day, run.distance_m, 0});
  return lines_of(block).text;
}

}  // namespace genu
