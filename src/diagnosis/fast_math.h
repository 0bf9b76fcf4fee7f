// exp and log for arrays, in a form that GCC and Clang turn into vector instructions.
//
// Both are within 1e-13 relative (exp) and 1e-13 absolute (log) of the C library on the ranges that inference uses;
// fast_math_test.cpp checks it. They do not handle NaN, infinities or subnormal numbers.
#pragma once

#include <bit>
#include <cstdint>

namespace genu {

/// e^x for -700 <= x <= 700; below -700 it returns about 1e-304.
inline double fast_exp(double x) {
  constexpr double log2_e = 1.4426950408889634;
  constexpr double ln2_high = 0.6931471803691238, ln2_low = 1.9082149292705877e-10;
  constexpr double round_by_adding = 6755399441055744.0;  // 1.5 * 2^52: the sum's low bits are the rounded integer
  x = x < -700 ? -700 : x;
  const double shifted = x * log2_e + round_by_adding;
  const double n = shifted - round_by_adding;
  const double r = (x - n * ln2_high) - n * ln2_low;  // |r| <= ln 2 / 2
  // Taylor to r^12: the first term left out is below 2e-16.
  double p = 1.0 / 479001600;
  p = p * r + 1.0 / 39916800;
  p = p * r + 1.0 / 3628800;
  p = p * r + 1.0 / 362880;
  p = p * r + 1.0 / 40320;
  p = p * r + 1.0 / 5040;
  p = p * r + 1.0 / 720;
  p = p * r + 1.0 / 120;
  p = p * r + 1.0 / 24;
  p = p * r + 1.0 / 6;
  p = p * r + 0.5;
  p = p * r + 1.0;
  p = p * r + 1.0;
  const std::uint64_t scale = (std::bit_cast<std::uint64_t>(shifted) + 1023) << 52;  // 2^n
  return p * std::bit_cast<double>(scale);
}

/// ln x for 1e-300 <= x <= 1e300.
inline double fast_log(double x) {
  constexpr double ln2 = 0.6931471805599453;
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
  // Split x = m 2^e with m in [sqrt(1/2), sqrt(2)); the exponent is kept positive by adding 1024.
  constexpr std::uint64_t sqrt_half = 0x3FE6A09E667F3BCD;
  const std::uint64_t biased = (bits - sqrt_half + (std::uint64_t{1024} << 52)) >> 52;
  const double e = std::bit_cast<double>(biased | 0x4330000000000000) - 4503599627370496.0 - 1024;
  const double m = std::bit_cast<double>(bits - ((biased - 1024) << 52));
  const double s = (m - 1) / (m + 1);  // |s| < 0.1716
  const double t = s * s;
  double p = 1.0 / 19;
  p = p * t + 1.0 / 17;
  p = p * t + 1.0 / 15;
  p = p * t + 1.0 / 13;
  p = p * t + 1.0 / 11;
  p = p * t + 1.0 / 9;
  p = p * t + 1.0 / 7;
  p = p * t + 1.0 / 5;
  p = p * t + 1.0 / 3;
  p = p * t + 1.0;
  return e * ln2 + 2 * s * p;
}

/// The same for single precision and 1e-30 <= x <= 1e30; within 1e-6 absolute. Used for the draws of the intervals.
inline float fast_log(float x) {
  constexpr float ln2 = 0.69314718F;
  constexpr std::uint32_t sqrt_half = 0x3F3504F3;
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(x);
  const std::int32_t exponent = static_cast<std::int32_t>(bits - sqrt_half) >> 23;
  const float m = std::bit_cast<float>(bits - (static_cast<std::uint32_t>(exponent) << 23));
  const float s = (m - 1) / (m + 1);
  const float t = s * s;
  const float p = (((t * (1.0F / 9) + 1.0F / 7) * t + 1.0F / 5) * t + 1.0F / 3) * t + 1.0F;
  return static_cast<float>(exponent) * ln2 + 2 * s * p;
}

/// e^x in single precision for -80 <= x <= 80; within 1e-6 relative.
inline float fast_exp(float x) {
  constexpr float log2_e = 1.44269504F;
  constexpr float round_by_adding = 12582912.0F;  // 1.5 * 2^23
  x = x < -80 ? -80.0F : x;
  const float shifted = x * log2_e + round_by_adding;
  const float n = shifted - round_by_adding;
  const float r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
  float p = 1.0F / 5040;
  p = p * r + 1.0F / 720;
  p = p * r + 1.0F / 120;
  p = p * r + 1.0F / 24;
  p = p * r + 1.0F / 6;
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  const std::uint32_t scale = (std::bit_cast<std::uint32_t>(shifted) + 127) << 23;
  return p * std::bit_cast<float>(scale);
}

}  // namespace genu
