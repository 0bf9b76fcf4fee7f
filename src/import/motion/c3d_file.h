// The container of C3D files: numbers in three byte orders, the header, and the parameters, below their meaning.
//
// The format: "The C3D File Format: A Technical User Guide", Motion Lab Systems (https://www.c3d.org).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace genu::c3d {

inline constexpr std::size_t block_size = 512;

/// The processor that wrote the file decides about the order of bytes and the form of floats.
enum class Processor : std::uint8_t { intel = 84, dec = 85, mips = 86 };

/// Numbers at places of the file; each place must lie inside (the caller checks once for a whole block).
class Numbers {
 public:
  Numbers(std::string_view bytes, Processor processor) : bytes_(bytes), processor_(processor) {}

  std::uint16_t unsigned16(std::size_t at) const;
  std::int16_t signed16(std::size_t at) const { return static_cast<std::int16_t>(unsigned16(at)); }
  float float32(std::size_t at) const;
  std::size_t size() const { return bytes_.size(); }

 private:
  std::string_view bytes_;
  Processor processor_;
};

/// The fixed block at the beginning.
struct Header {
  std::size_t points = 0;             // 3D points in a frame
  std::size_t analog_numbers = 0;     // analog channels times samples in a frame
  std::size_t first_frame = 1;        // counted from 1; up to 65,535
  std::size_t last_frame = 0;         // 65,535 when the count does not fit
  float scale = 0;                    // of integer points; negative: all data are floats
  std::size_t data_at = 0;            // byte of the first frame
  std::size_t samples_per_frame = 0;  // of each analog channel
  float frames_per_second = 0;
};

enum class ParameterType : std::int8_t { text = -1, byte = 1, integer = 2, number = 4 };

struct Parameter {
  std::string group;  // upper case
  std::string name;   // upper case
  ParameterType type = ParameterType::byte;
  std::vector<std::size_t> dimensions;  // none for a single value; the first runs fastest
  std::size_t data_at = 0;              // byte of the first value
  std::size_t count = 0;                // values; every one of them lies inside the file
};

/// A file whose header and parameters were read. Refers to the bytes.
class File {
 public:
  /// Fails with invalid_input, naming the byte, when the bytes are no C3D file or header and parameters are damaged.
  static Result<File> open(std::string_view bytes, std::string_view name);

  const Header& header() const { return header_; }
  const Numbers& numbers() const { return numbers_; }
  std::size_t size() const { return bytes_.size(); }

  const Parameter* find(std::string_view group, std::string_view parameter) const;
  /// Integers as -32,768 to 32,767; empty when there is no such parameter or it is text.
  std::vector<double> values(std::string_view group, std::string_view parameter) const;
  /// The first of `values`.
  std::optional<double> value(std::string_view group, std::string_view parameter) const;
  /// Printable texts without the blanks that fill them up.
  std::vector<std::string> texts(std::string_view group, std::string_view parameter) const;

 private:
  File(std::string_view bytes, Processor processor) : bytes_(bytes), numbers_(bytes, processor) {}
  Result<void> read_header(std::string_view name);
  Result<void> read_parameters(std::string_view name);
  bool read_values_of(Parameter& parameter, std::size_t at) const;
  bool holds(std::size_t at, std::size_t count) const { return at <= bytes_.size() && count <= bytes_.size() - at; }

  std::string_view bytes_;
  Numbers numbers_;
  Header header_;
  std::vector<Parameter> parameters_;
};

/// "walk.c3d: byte 512".
std::string place_at(std::string_view name, std::size_t byte);

}  // namespace genu::c3d
