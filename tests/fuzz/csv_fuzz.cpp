// Any bytes as a table: rows or an error, the same in whatever pieces they come; and as the tables and lists of
// exports.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "import/csv/csv.h"
#include "import/exports/garmin.h"
#include "import/exports/strava.h"

namespace {

std::string read_through(genu::CsvReader& reader) {
  std::string all;
  while (true) {
    const auto more = reader.next();
    if (!more) return all + "|error";
    if (!*more) return all;
    for (const std::string_view field : reader.row()) all += std::string(field) + "|";
    all += "\n";
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  genu::CsvReader at_once(text);
  std::string_view rest = text;
  genu::CsvReader in_pieces([&rest](char* into, std::size_t) -> genu::Result<std::size_t> {
    const std::size_t count = std::min<std::size_t>(rest.size(), 3);
    std::copy_n(rest.data(), count, into);
    rest.remove_prefix(count);
    return count;
  });
  if (read_through(at_once) != read_through(in_pieces)) std::abort();
  (void)genu::read_strava_table(genu::bytes_in_memory(text));
  (void)genu::parse_strava_date(text);
  (void)genu::read_garmin_summary(text);
  return 0;
}
