#include "import/fit/fit.h"

#include <iterator>
#include <utility>

#include "import/fit/assemble.h"
#include "import/fit/contents.h"
#include "import/fit/profile.h"
#include "import/fit/protocol.h"

namespace genu {
namespace {

using namespace fit;

constexpr std::uint32_t file_type_activity = 4;

struct Extent {
  std::string_view data;
  std::size_t end = 0;  // of this file, its checksum included
  bool size_is_known = true;
};

// Where the messages of the file that begins at `at` end. A header can lie: a device that lost power leaves 0 or a
// guess.
Extent find_extent(std::string_view bytes, std::size_t at, const Header& header, std::vector<std::string>& warnings) {
  constexpr std::size_t checksum_size = 2;
  const std::size_t begin = at + header.size;
  const std::size_t available = bytes.size() - begin;
  const auto ends_with_checksum = [&](std::size_t data_size) {
    const auto* stored = reinterpret_cast<const unsigned char*>(bytes.data()) + begin + data_size;
    return checksum(bytes.substr(at, header.size + data_size)) == (stored[0] | stored[1] << 8);
  };
  if (header.data_size > 0 && header.data_size <= available) {
    const std::size_t size = header.data_size;
    if (available - size < checksum_size) {
      warnings.push_back("the checksum is missing" + at_byte(begin + size));
      return {bytes.substr(begin, size), bytes.size()};
    }
    if (!ends_with_checksum(size)) warnings.push_back("the checksum is wrong" + at_byte(begin + size));
    return {bytes.substr(begin, size), begin + size + checksum_size};
  }
  if (header.data_size == 0 && available == checksum_size && ends_with_checksum(0)) return {{}, bytes.size()};
  warnings.push_back(header.data_size == 0 ? "the header gives no size: the recording was never finished"
                                           : "the header claims " + std::to_string(header.data_size) +
                                                 " bytes, but only " + std::to_string(available) +
                                                 " are there: the file was cut short, or its header is wrong");
  const bool has_checksum = available >= checksum_size && ends_with_checksum(available - checksum_size);
  return {bytes.substr(begin, has_checksum ? available - checksum_size : available), bytes.size(), has_checksum};
}

void warn_about_rest(std::string_view bytes, std::size_t at, std::vector<std::string>& warnings) {
  const std::string_view rest = bytes.substr(at);
  const bool is_padding = rest.find_first_not_of('\0') == std::string_view::npos;
  warnings.push_back(std::to_string(rest.size()) + (is_padding ? " zero bytes" : " bytes that are not FIT") +
                     " follow the end of the file" + at_byte(at) + "; they were left out");
}

bool is_empty(const Contents& contents) { return contents.records == 0 && contents.sessions.empty(); }

}  // namespace

bool looks_like_fit(std::string_view bytes) {
  Header header;
  return read_header(bytes, header);
}

Result<Decoded> read_fit(std::string_view bytes) {
  if (bytes.empty()) return fail(ErrorCode::invalid_input, "the file is empty (0 bytes): export or copy it again");
  if (bytes.size() > largest_activity_bytes)
    return fail(ErrorCode::too_large, "larger than 256 MB, which no recording of a run is");
  Header header;
  if (!read_header(bytes, header))
    return fail(ErrorCode::invalid_input, "not a FIT file: it does not begin with a FIT header", "byte 0");

  Decoded decoded;
  decoded.format = "fit";
  std::size_t at = 0;
  std::size_t messages = 0;
  while (at < bytes.size()) {
    if (!read_header(bytes.substr(at), header)) {
      warn_about_rest(bytes, at, decoded.warnings);
      break;
    }
    if (header.checksum_is_wrong) decoded.warnings.push_back("the header's checksum is wrong" + at_byte(at + 12));
    const Extent extent = find_extent(bytes, at, header, decoded.warnings);
    Contents contents = read_contents(extent.data, at + header.size, extent.size_is_known);
    if (contents.too_large || decoded.activities.size() + contents.sessions.size() > most_sessions)
      return fail(ErrorCode::too_large, "more records, laps or sessions than a recording can have",
                  at_byte(at).substr(1));
    messages += contents.messages;
    std::move(contents.warnings.begin(), contents.warnings.end(), std::back_inserter(decoded.warnings));

    const bool is_other_kind = contents.file_type && *contents.file_type != file_type_activity;
    if (is_other_kind) {
      const char* kind = file_type_name(*contents.file_type);
      decoded.warnings.push_back(std::string("not an activity but a ") +
                                 (kind == nullptr ? "different kind of" : kind) + " file");
    } else if (is_empty(contents)) {
      // A second file that holds only the heart rate, which a strap stored while the watch could not hear it.
      for (Activity& activity : decoded.activities) add_heart_beats(contents.heart_beats, activity.samples);
    } else {
      decoded.records += contents.records;
      decoded.laps += contents.laps.size();
      std::vector<Activity> activities = activities_of(std::move(contents));
      std::move(activities.begin(), activities.end(), std::back_inserter(decoded.activities));
    }
    at = extent.end;
  }
  if (messages == 0) return fail(ErrorCode::invalid_input, "the file holds no message: nothing was recorded");
  return decoded;
}

}  // namespace genu
