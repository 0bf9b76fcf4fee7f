#include "import/activities/reader.h"

#include <algorithm>
#include <cctype>

#include "import/fit/fit.h"
#include "import/gpx/gpx.h"
#include "import/gzip/gzip.h"
#include "import/tcx/tcx.h"

namespace genu {
namespace {

constexpr std::size_t looked_at_bytes = 4096;

std::string what_it_looks_like(std::string_view bytes) {
  const std::size_t begin = std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size());
  std::string start(bytes.substr(begin, 64));
  std::transform(start.begin(), start.end(), start.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  if (start.starts_with("<!doctype html") || start.starts_with("<html"))
    return "it is a web page (often the login page of the site: download it again after signing in)";
  if (start.starts_with("pk\x03\x04")) return "it is a zip archive";
  if (start.starts_with("<")) return "it is XML of another kind";
  if (start.starts_with("{") || start.starts_with("[")) return "it is JSON";
  return "genu reads FIT, TCX and GPX, each also packed with gzip, and exports of Strava, Garmin and Apple Health";
}

Result<Decoded> read_unpacked(std::string_view bytes) {
  const std::string_view start = bytes.substr(0, looked_at_bytes);
  if (looks_like_fit(start)) return read_fit(bytes);
  if (looks_like_tcx(start)) return read_tcx(bytes);
  if (looks_like_gpx(start)) return read_gpx(bytes);
  if (bytes.empty()) return fail(ErrorCode::invalid_input, "the file is empty (0 bytes): export or copy it again");
  return fail(ErrorCode::invalid_input, "not a file of an activity: " + what_it_looks_like(bytes));
}

}  // namespace

Result<Decoded> read_activity(std::string_view bytes) {
  if (!looks_like_gzip(bytes)) return read_unpacked(bytes);
  GENU_ASSIGN(const Salvaged unpacked, inflate_gzip(bytes, largest_activity_bytes));
  Result<Decoded> decoded = read_unpacked(unpacked.bytes);
  if (!unpacked.warning.empty()) {
    if (!decoded) {
      decoded.error().message += " (" + unpacked.warning + ")";
    } else {
      decoded->warnings.insert(decoded->warnings.begin(), unpacked.warning);
    }
  }
  return decoded;
}

}  // namespace genu
