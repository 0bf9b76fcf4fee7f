// What TCX and GPX have in common: XML that may be damaged, and elements known by their name without its prefix.
//
// The XML is parsed by pugixml, which knows no entities but the five of XML itself: what a DTD declares is never
// expanded.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "base/result.h"
#include "import/track/troubles.h"

namespace genu {

struct XmlFile {
  pugi::xml_document document;
  std::size_t skipped = 0;  // bytes before the XML: a byte order mark, blanks
  std::string damage;       // empty when the XML is whole

  /// Where in the file an element stands.
  std::size_t byte_of(pugi::xml_node node) const;
};

/// True when the first bytes are XML with this root element, whatever its prefix.
bool is_xml_with_root(std::string_view first_bytes, std::string_view root);

/// Parses a file. Broken XML keeps every element before the damage that is whole; a last value that may have lost its
/// end is taken out. Errors: invalid_input when there is no such root element, too_large above largest_activity_bytes.
Result<void> parse_xml(std::string_view bytes, std::string_view root, XmlFile& file);

/// "hr" for "gpxtpx:hr".
std::string_view local_name(pugi::xml_node node);

/// The first child of that local name, or an empty node.
pugi::xml_node child_named(pugi::xml_node node, std::string_view name);

/// A child's text, printable; empty when there is no such child.
std::string text_of(pugi::xml_node node, std::string_view name, std::size_t letters = 200);

/// The numbers of a file: each is `what` ("heart rate") in the troubles when it cannot be read or lies outside
/// least ≤ number ≤ most, and is then missing. An empty text is missing without a word.
std::optional<double> number_in(std::string_view text, double least, double most, std::string_view what,
                                std::size_t byte, Troubles& troubles);

/// What a body on earth can do; beyond it the sensor is wrong. Shared by the importers of tracks.
struct Plausible {
  static constexpr double most_latitude_deg = 90;
  static constexpr double most_longitude_deg = 180;
  static constexpr double least_altitude_m = -1000;
  static constexpr double most_altitude_m = 20'000;
  static constexpr double most_distance_m = 10'000'000;
  static constexpr double most_speed_m_per_s = 200;
  static constexpr double most_heart_rate_bpm = 300;
  static constexpr double most_cadence_per_min = 300;
  static constexpr double most_power_w = 5'000;
  static constexpr double most_seconds = 30.0 * 86'400;
};

}  // namespace genu
