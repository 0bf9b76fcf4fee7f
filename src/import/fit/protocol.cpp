#include "import/fit/protocol.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include "import/track/troubles.h"

namespace genu::fit {
namespace {

static_assert(std::endian::native == std::endian::little, "the readers below assume it");

constexpr std::size_t slices = 16;
using Table = std::array<std::array<std::uint16_t, 256>, slices>;

constexpr Table make_table() {
  constexpr std::uint16_t reflected_polynomial = 0xA001;
  Table table{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    auto crc = static_cast<std::uint16_t>(byte);
    for (int bit = 0; bit < 8; ++bit)
      crc = static_cast<std::uint16_t>((crc & 1) != 0 ? (crc >> 1) ^ reflected_polynomial : crc >> 1);
    table[0][byte] = crc;
  }
  for (std::size_t slice = 1; slice < slices; ++slice)
    for (unsigned byte = 0; byte < 256; ++byte) {
      const std::uint16_t before = table[slice - 1][byte];
      table[slice][byte] = static_cast<std::uint16_t>((before >> 8) ^ table[0][before & 0xFF]);
    }
  return table;
}

constexpr Table table = make_table();

template <typename Number>
Number load(bool big_endian, const unsigned char* bytes) {
  std::array<unsigned char, sizeof(Number)> copy{};
  std::memcpy(copy.data(), bytes, sizeof(Number));
  if (big_endian)
    for (std::size_t i = 0; i < sizeof(Number) / 2; ++i) std::swap(copy[i], copy[sizeof(Number) - 1 - i]);
  return std::bit_cast<Number>(copy);
}

template <typename Number>
double unless(Number value, Number no_value) {
  return value == no_value ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(value);
}

template <typename Number>
double read_integer(bool big_endian, const unsigned char* bytes) {
  return unless(load<Number>(big_endian, bytes), std::numeric_limits<Number>::max());
}

template <typename Number>
double read_nonzero(bool big_endian, const unsigned char* bytes) {
  return unless(load<Number>(big_endian, bytes), Number{0});
}

// Devices write any NaN, and some an infinity, for "no value".
double finite_or_nan(double value) { return std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN(); }

}  // namespace

std::uint16_t checksum(std::string_view bytes) {
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  std::size_t left = bytes.size();
  std::uint16_t crc = 0;
  while (left >= slices) {
    std::uint16_t next = 0;
    next ^= table[15][at[0] ^ (crc & 0xFF)];
    next ^= table[14][at[1] ^ (crc >> 8)];
    for (std::size_t i = 2; i < slices; ++i) next ^= table[slices - 1 - i][at[i]];
    crc = next;
    at += slices;
    left -= slices;
  }
  for (; left > 0; --left, ++at) crc = static_cast<std::uint16_t>((crc >> 8) ^ table[0][(crc ^ *at) & 0xFF]);
  return crc;
}

BaseType base_type_of(std::uint8_t in_definition) {
  const unsigned number = in_definition & 0x1F;
  if ((in_definition & 0x60) != 0 || number > static_cast<unsigned>(BaseType::uint64z)) return BaseType::undefined;
  return static_cast<BaseType>(number);
}

std::size_t size_of(BaseType type) {
  switch (type) {
    case BaseType::sint16:
    case BaseType::uint16:
    case BaseType::uint16z: return 2;
    case BaseType::sint32:
    case BaseType::uint32:
    case BaseType::uint32z:
    case BaseType::float32: return 4;
    case BaseType::float64:
    case BaseType::sint64:
    case BaseType::uint64:
    case BaseType::uint64z: return 8;
    default: return 1;
  }
}

double read_number(BaseType type, bool big_endian, const unsigned char* bytes) {
  switch (type) {
    case BaseType::enumeration:
    case BaseType::uint8: return read_integer<std::uint8_t>(big_endian, bytes);
    case BaseType::sint8: return read_integer<std::int8_t>(big_endian, bytes);
    case BaseType::sint16: return read_integer<std::int16_t>(big_endian, bytes);
    case BaseType::uint16: return read_integer<std::uint16_t>(big_endian, bytes);
    case BaseType::sint32: return read_integer<std::int32_t>(big_endian, bytes);
    case BaseType::uint32: return read_integer<std::uint32_t>(big_endian, bytes);
    case BaseType::sint64: return read_integer<std::int64_t>(big_endian, bytes);
    case BaseType::uint64: return read_integer<std::uint64_t>(big_endian, bytes);
    case BaseType::uint8z: return read_nonzero<std::uint8_t>(big_endian, bytes);
    case BaseType::uint16z: return read_nonzero<std::uint16_t>(big_endian, bytes);
    case BaseType::uint32z: return read_nonzero<std::uint32_t>(big_endian, bytes);
    case BaseType::uint64z: return read_nonzero<std::uint64_t>(big_endian, bytes);
    case BaseType::float32: return finite_or_nan(static_cast<double>(load<float>(big_endian, bytes)));
    case BaseType::float64: return finite_or_nan(load<double>(big_endian, bytes));
    default: return std::numeric_limits<double>::quiet_NaN();
  }
}

std::string read_text(std::string_view bytes) { return printable(bytes.substr(0, bytes.find('\0'))); }

bool read_header(std::string_view bytes, Header& header) {
  constexpr std::size_t smallest = 12;
  if (bytes.size() < smallest || bytes.substr(8, 4) != ".FIT") return false;
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  header.size = at[0];
  if (header.size < smallest || header.size > bytes.size()) return false;
  header.data_size = load<std::uint32_t>(false, at + 4);
  header.checksum_is_wrong = false;
  if (header.size >= 14) {
    const auto stored = load<std::uint16_t>(false, at + 12);
    header.checksum_is_wrong = stored != 0 && stored != checksum(bytes.substr(0, 12));
  }
  return true;
}

}  // namespace genu::fit
