// Exposure states of whole cohorts: a table of sessions in, a table of exposures out, one runner after the other.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "base/result.h"
#include "import/byte_source.h"
#include "training/run.h"

namespace genu {

/// Which runners to take: those whose name falls into `part` of `parts` (by a hash that is the same on every machine).
struct Shard {
  std::uint64_t part = 0;
  std::uint64_t parts = 1;
};

struct CohortOptions {
  Shard shard;
  unsigned threads = 2;
};

struct CohortCounts {
  std::uint64_t runners = 0;
  std::uint64_t sessions = 0;
};

/// The first line of the output:
/// runner,date,distance_m,longest_30_days_m,ratio,state,provisional,last_7_days_m,previous_7_days_m,week_to_week,
/// acute_chronic. Definitions: training/cohort.h; a field is empty where it is undefined.
extern const char* const cohort_header;

/// Called with whole lines, in the order of the input. False: they could not be written.
using WriteText = std::function<bool(const std::string&)>;

/// Reads a CSV table with a header that names runner, date and distance (docs/cohort.md has the names that are known;
/// the unit stands in the name: distance_m, distance_km, distance_miles; plain "distance" is metres). All rows of a
/// runner stand together, by date; dates are 2026-11-24, a time after them is ignored. Writes `cohort_header` and one
/// line for each session.
///
/// Errors carry the line: invalid_input for a date or distance that cannot be read, rows out of order, or a runner that
/// comes back after another (sort the table first); io when `write` fails. What came before has been written.
///
/// Memory: constant in sessions (23 to 37 MB measured), and some 50 bytes for each runner, to notice one that comes
/// back; the rows of a single runner are held together. Blocks of rows are computed by further threads, at most twice
/// `threads` at a time, while this one reads.
Result<CohortCounts> write_cohort_table(const ByteSource& table, const CohortOptions& options, const WriteText& write);

/// The same lines (without the header) for the runs of one runner.
std::string cohort_lines(const std::string& runner, const std::vector<Run>& runs);

/// True when this runner belongs to the shard. FNV-1a, 64 bits.
bool is_in(const Shard& shard, std::string_view runner);

}  // namespace genu
