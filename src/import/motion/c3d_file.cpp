#include "import/motion/c3d_file.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <map>
#include <utility>

#include "import/track/troubles.h"

namespace genu::c3d {
namespace {

constexpr std::size_t header_size = 512;
constexpr char key = 0x50;
constexpr std::size_t most_parameters = 10'000;
constexpr std::size_t most_dimensions = 7;

unsigned char byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::string upper_case(std::string_view text) {
  std::string upper = printable(text, 127);
  for (char& letter : upper) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  return upper;
}

std::optional<std::size_t> size_of(ParameterType type) {
  switch (type) {
    case ParameterType::text:
    case ParameterType::byte: return 1;
    case ParameterType::integer: return 2;
    case ParameterType::number: return 4;
  }
  return std::nullopt;
}

auto damaged(std::string_view name, std::size_t byte) {
  return fail(ErrorCode::invalid_input, "the parameters of this C3D file are damaged or cut short; export it again",
              place_at(name, byte));
}

}  // namespace

std::uint16_t Numbers::unsigned16(std::size_t at) const {
  const unsigned first = byte_at(bytes_, at), second = byte_at(bytes_, at + 1);
  return static_cast<std::uint16_t>(processor_ == Processor::mips ? first << 8 | second : second << 8 | first);
}

float Numbers::float32(std::size_t at) const {
  const std::uint32_t first = unsigned16(at), second = unsigned16(at + 2);
  if (processor_ == Processor::intel) return std::bit_cast<float>(second << 16 | first);
  const auto as_written = std::bit_cast<float>(first << 16 | second);
  // DEC counts exponents from 129, not 127, and its mantissa is that of IEEE 754. Zero is an exponent of zero.
  if (processor_ == Processor::dec) return (first & 0x7F80) == 0 ? 0.0f : as_written / 4;
  return as_written;
}

std::string place_at(std::string_view name, std::size_t byte) {
  return std::string(name) + (name.empty() ? "byte " : ": byte ") + std::to_string(byte);
}

Result<File> File::open(std::string_view bytes, std::string_view name) {
  if (bytes.size() < header_size || bytes[1] != key)
    return fail(ErrorCode::invalid_input, "this is no C3D file, or less than its header is left of it",
                place_at(name, std::min<std::size_t>(bytes.size(), 1)));
  const std::size_t parameters_at = (std::max<std::size_t>(byte_at(bytes, 0), 1) - 1) * block_size;
  if (parameters_at < header_size || parameters_at + 4 > bytes.size()) return damaged(name, 0);
  const unsigned char processor = byte_at(bytes, parameters_at + 3);
  if (processor < 84 || processor > 86)
    return fail(ErrorCode::invalid_input,
                "the file does not say which processor wrote it (84, 85 or 86), so its numbers cannot be read",
                place_at(name, parameters_at + 3));
  File file(bytes, static_cast<Processor>(processor));
  GENU_TRY(file.read_header(name));
  GENU_TRY(file.read_parameters(name));
  return file;
}

Result<void> File::read_header(std::string_view name) {
  header_.points = numbers_.unsigned16(2);
  header_.analog_numbers = numbers_.unsigned16(4);
  header_.first_frame = numbers_.unsigned16(6);
  header_.last_frame = numbers_.unsigned16(8);
  header_.scale = numbers_.float32(12);
  header_.data_at = numbers_.unsigned16(16) * block_size;
  header_.samples_per_frame = numbers_.unsigned16(18);
  header_.frames_per_second = numbers_.float32(20);
  if (header_.data_at == 0)
    return fail(ErrorCode::invalid_input, "the header does not say where the data begin; export the file again",
                place_at(name, 16));
  header_.data_at -= block_size;
  return {};
}

// Type, number of dimensions, dimensions, values; group and name are already known.
bool File::read_values_of(Parameter& parameter, std::size_t at) const {
  if (!holds(at, 2)) return false;
  parameter.type = static_cast<ParameterType>(static_cast<signed char>(bytes_[at]));
  const std::optional<std::size_t> size = size_of(parameter.type);
  const std::size_t dimensions = byte_at(bytes_, at + 1);
  if (!size || dimensions > most_dimensions || !holds(at + 2, dimensions)) return false;
  parameter.count = 1;
  for (std::size_t i = 0; i < dimensions; ++i) {
    parameter.dimensions.push_back(byte_at(bytes_, at + 2 + i));
    parameter.count *= parameter.dimensions.back();
    if (parameter.count > bytes_.size()) return false;
  }
  parameter.data_at = at + 2 + dimensions;
  return holds(parameter.data_at, parameter.count * *size);
}

// Each entry: length of the name (negative: locked), number of the group (negative: this is a group), name, distance to
// the next entry (0: the last), and then what belongs to a parameter. A parameter may come before its group.
Result<void> File::read_parameters(std::string_view name) {
  std::map<int, std::string> groups;
  std::vector<int> group_of_parameter;
  std::size_t at = (byte_at(bytes_, 0) - 1U) * block_size + 4;
  while (holds(at, 2)) {
    const int length_and_lock = static_cast<signed char>(bytes_[at]);
    const int group = static_cast<signed char>(bytes_[at + 1]);
    const auto length = static_cast<std::size_t>(std::abs(length_and_lock));
    if (length == 0 || group == 0) break;
    const std::size_t next_at = at + 2 + length;
    if (!holds(next_at, 2) || parameters_.size() == most_parameters) return damaged(name, at);
    const std::string text = upper_case(bytes_.substr(at + 2, length));
    if (group < 0) {
      groups[-group] = text;
    } else {
      Parameter parameter;
      parameter.name = text;
      if (!read_values_of(parameter, next_at + 2)) return damaged(name, at);
      parameters_.push_back(std::move(parameter));
      group_of_parameter.push_back(group);
    }
    const std::size_t distance = numbers_.unsigned16(next_at);
    if (distance == 0) break;
    at = next_at + distance;
  }
  for (std::size_t i = 0; i < parameters_.size(); ++i) parameters_[i].group = groups[group_of_parameter[i]];
  return {};
}

const Parameter* File::find(std::string_view group, std::string_view parameter) const {
  const auto found = std::find_if(parameters_.begin(), parameters_.end(), [&](const Parameter& candidate) {
    return candidate.group == group && candidate.name == parameter;
  });
  return found == parameters_.end() ? nullptr : &*found;
}

std::vector<double> File::values(std::string_view group, std::string_view parameter) const {
  std::vector<double> values;
  const Parameter* found = find(group, parameter);
  if (found == nullptr || found->type == ParameterType::text) return values;
  const std::size_t size = size_of(found->type).value_or(1);
  for (std::size_t i = 0; i < found->count; ++i) {
    const std::size_t at = found->data_at + i * size;
    if (found->type == ParameterType::number) {
      values.push_back(static_cast<double>(numbers_.float32(at)));
    } else if (found->type == ParameterType::integer) {
      values.push_back(numbers_.signed16(at));
    } else {
      values.push_back(byte_at(bytes_, at));
    }
  }
  return values;
}

std::optional<double> File::value(std::string_view group, std::string_view parameter) const {
  const std::vector<double> all = values(group, parameter);
  if (all.empty()) return std::nullopt;
  return all.front();
}

std::vector<std::string> File::texts(std::string_view group, std::string_view parameter) const {
  std::vector<std::string> texts;
  const Parameter* found = find(group, parameter);
  if (found == nullptr || found->type != ParameterType::text || found->count == 0) return texts;
  const std::size_t length = found->dimensions.empty() ? 1 : found->dimensions.front();
  for (std::size_t i = 0; i < found->count / length; ++i) {
    const std::string_view text = bytes_.substr(found->data_at + i * length, length);
    texts.push_back(printable(text.substr(0, text.find('\0')), 80));
  }
  return texts;
}

}  // namespace genu::c3d
