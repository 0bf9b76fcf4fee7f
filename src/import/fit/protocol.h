// The container of the FIT protocol: what a file is made of, below the meaning of its messages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace genu::fit {

/// Seconds from 1970-01-01 to 1989-12-31T00:00:00Z, where the protocol's clock begins.
inline constexpr std::int64_t epoch_unix_s = 631'065'600;
/// Below this a time is the number of seconds since the device was switched on: its clock was never set.
inline constexpr std::uint32_t first_real_time = 0x1000'0000;

/// The checksum at the end of header and file: CRC-16 with the polynomial 0x8005, reflected, starting from 0. Sixteen
/// bytes a step (slicing): about 2 GB/s.
std::uint16_t checksum(std::string_view bytes);

/// The types that a field can have. The number in a definition carries more (bit 7: byte order matters).
enum class BaseType : std::uint8_t {
  enumeration,
  sint8,
  uint8,
  sint16,
  uint16,
  sint32,
  uint32,
  text,
  float32,
  float64,
  uint8z,
  uint16z,
  uint32z,
  bytes,
  sint64,
  uint64,
  uint64z,
  undefined,  // a number the protocol does not know
};

BaseType base_type_of(std::uint8_t in_definition);
std::size_t size_of(BaseType type);  // 1 for text, bytes and undefined

/// One number at `bytes` (which holds size_of(type) bytes), or NaN when it is the type's "no value". 64-bit integers
/// lose what a double cannot hold. Not for text, bytes and undefined: NaN.
double read_number(BaseType type, bool big_endian, const unsigned char* bytes);

/// Up to the first zero byte, as `printable` gives it: what is not UTF-8 becomes U+FFFD.
std::string read_text(std::string_view bytes);

struct Header {
  std::size_t size = 0;  // of the header itself
  std::uint32_t data_size = 0;
  bool checksum_is_wrong = false;
};

/// False when the bytes do not begin with a FIT header.
bool read_header(std::string_view bytes, Header& header);

}  // namespace genu::fit
