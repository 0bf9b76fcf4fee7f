#include "gait/three_d/agreement.h"

#include <algorithm>
#include <cmath>

#include "gait/signal.h"
#include "gait/three_d/three_d.h"

namespace genu {

Agreement agreement(const CoordinateTable& ours, std::string_view our_name, const CoordinateTable& reference,
                    std::string_view their_name, double scale, double from_s, double until_s) {
  const auto column = column_of(ours, our_name);
  const auto theirs = column_of(reference, their_name);
  Agreement result;
  if (column.empty() || theirs.empty()) return result;
  const double step_s = (ours.time_s.back() - ours.time_s.front()) /
                        static_cast<double>(std::max<std::size_t>(1, ours.time_s.size() - 1));
  std::vector<double> a;
  std::vector<double> b;
  for (std::size_t row = 0; row < theirs.size(); ++row) {
    const double time_s = reference.time_s[row];
    if (time_s < from_s || time_s > until_s) continue;
    const double value = value_at(column, (time_s - ours.time_s.front()) / step_s);
    if (std::isnan(value) || std::isnan(theirs[row])) continue;
    a.push_back(value);
    b.push_back(scale * theirs[row]);
  }
  const auto count = static_cast<double>(a.size());
  double mean_a = 0;
  double mean_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    mean_a += a[i] / count;
    mean_b += b[i] / count;
  }
  double square = 0;
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double da = a[i] - mean_a;
    const double db = b[i] - mean_b;
    square += (da - db) * (da - db);
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return {std::sqrt(square / count), ab / std::sqrt(aa * bb), mean_a - mean_b, a.size()};
}

double to_degrees(const CoordinateTable& table, std::string_view angle) {
  constexpr double degrees = 57.29577951308232;
  if (table.in_degrees) return *table.in_degrees ? 1 : degrees;
  double largest = 0;
  for (const double value : column_of(table, angle)) largest = std::max(largest, std::abs(value));
  return largest < 4 ? degrees : 1;
}

std::vector<NamedAgreement> compare_with_opensim(const CoordinateTable& angles, const CoordinateTable& reference) {
  struct Pair {
    const char* ours;
    const char* theirs;
    bool either_sign = false;
  };
  constexpr Pair pairs[] = {{"hip_flexion_", "hip_flexion_"},
                            {"hip_adduction_", "hip_adduction_"},
                            {"knee_flexion_", "knee_angle_", true},
                            {"ankle_dorsiflexion_", "ankle_angle_"}};
  std::vector<NamedAgreement> result;
  for (const Pair& pair : pairs) {
    for (const char* side : {"left", "right"}) {
      NamedAgreement one;
      one.angle = std::string(pair.ours) + side;
      one.reference = std::string(pair.theirs) + side[0];
      const double scale = to_degrees(reference, one.reference);
      one.agreement = agreement(angles, one.angle, reference, one.reference, scale);
      if (one.agreement.count == 0) continue;
      if (pair.either_sign && one.agreement.correlation < 0) {
        one.agreement = agreement(angles, one.angle, reference, one.reference, -scale);
      }
      result.push_back(std::move(one));
    }
  }
  return result;
}

}  // namespace genu
