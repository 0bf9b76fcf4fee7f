// Robust statistics on a few dozen values.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace genu {

/// The middle value, or the mean of the middle two. Only when not empty.
double median(std::vector<double> values);

/// Value below which `share` (0 to 1) of the values lie, linear between them. Only when not empty.
double quantile(std::vector<double> values, double share);

/// 1.4826 * median absolute deviation from the median: the standard deviation of normal values, deaf to outliers. Only
/// when not empty.
double robust_spread(const std::vector<double>& values);

/// Random numbers that are the same on every machine and standard library: SplitMix64 (Steele, Lea, Flood 2014, doi
/// 10.1145/2660193.2660195).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// 0 to below - 1; the bias is below 1e-17 for the few values here.
  std::size_t below(std::size_t below);
  /// 0 to below 1.
  double uniform();

 private:
  std::uint64_t state_;
};

struct Line {
  double slope = 0;
  double low = 0;  // 95 % interval of the slope
  double high = 0;
  double intercept = 0;
};

/// Theil-Sen: the median slope of all pairs with different x, the median intercept, and the interval of the slope by
/// ranks (Sen 1968). Empty when fewer than two x differ. Cost: values squared.
std::optional<Line> theil_sen(std::span<const double> x, std::span<const double> y);

}  // namespace genu
