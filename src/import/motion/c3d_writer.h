// For tests: writes small C3D files in every byte order.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "import/motion/c3d_file.h"

namespace genu::c3d {

class Writer {
 public:
  explicit Writer(Processor processor) : processor_(processor) {}

  std::string word(int value) const {
    const auto bits = static_cast<std::uint16_t>(value);
    const char low = static_cast<char>(bits & 0xFF), high = static_cast<char>(bits >> 8);
    return processor_ == Processor::mips ? std::string{high, low} : std::string{low, high};
  }

  std::string number(double value) const {
    float written = static_cast<float>(value);
    if (processor_ == Processor::dec) written *= 4;  // the exponent counts from 129, not 127
    const auto bits = std::bit_cast<std::uint32_t>(written);
    const int first = static_cast<int>(bits >> 16), second = static_cast<int>(bits & 0xFFFF);
    return processor_ == Processor::intel ? word(second) + word(first) : word(first) + word(second);
  }

  void group(std::string_view name) {
    ++groups_;
    parameters_ += static_cast<char>(name.size());
    parameters_ += static_cast<char>(-groups_);
    parameters_ += std::string(name) + word(3) + '\0';
  }
  void numbers(std::string_view name, const std::vector<double>& values, std::vector<std::size_t> dimensions = {}) {
    if (dimensions.empty() && values.size() > 1) dimensions = {values.size()};
    std::string data;
    for (const double value : values) data += number(value);
    parameter(name, 4, dimensions, data);
  }
  void words(std::string_view name, const std::vector<int>& values, std::vector<std::size_t> dimensions = {}) {
    if (dimensions.empty() && values.size() > 1) dimensions = {values.size()};
    std::string data;
    for (const int value : values) data += word(value);
    parameter(name, 2, dimensions, data);
  }
  void texts(std::string_view name, const std::vector<std::string>& values) {
    std::size_t longest = 0;
    for (const std::string& value : values) longest = std::max(longest, value.size());
    std::string data;
    for (const std::string& value : values) data += value + std::string(longest - value.size(), ' ');
    parameter(name, -1, {longest, values.size()}, data);
  }

  std::string file(int points, int analog_numbers, int samples_per_frame, int frames, double scale, double rate,
                   const std::string& data) const {
    std::string section =
        std::string("\1\x50\0", 3) + static_cast<char>(processor_) + parameters_ + std::string(2, '\0');
    section.resize((section.size() + block_size - 1) / block_size * block_size, '\0');
    section[2] = static_cast<char>(section.size() / block_size);
    const int first_data_block = static_cast<int>(2 + section.size() / block_size);
    std::string header = std::string("\2\x50", 2) + word(points) + word(analog_numbers) + word(1) + word(frames) +
                         word(10) + number(scale) + word(first_data_block) + word(samples_per_frame) + number(rate);
    header.resize(block_size, '\0');
    return header + section + data;
  }

 private:
  void parameter(std::string_view name, int type, const std::vector<std::size_t>& dimensions, const std::string& data) {
    parameters_ += static_cast<char>(name.size());
    parameters_ += static_cast<char>(groups_);
    parameters_ += std::string(name);
    parameters_ += word(static_cast<int>(2 + 2 + dimensions.size() + data.size() + 1));
    parameters_ += static_cast<char>(type);
    parameters_ += static_cast<char>(dimensions.size());
    for (const std::size_t dimension : dimensions) parameters_ += static_cast<char>(dimension);
    parameters_ += data + '\0';
  }

  Processor processor_;
  int groups_ = 0;
  std::string parameters_;
};

}  // namespace genu::c3d
