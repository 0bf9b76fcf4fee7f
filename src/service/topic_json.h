// Numbers and topics of the knowledge, as JSON.
#pragma once

#include <cmath>
#include <optional>

#include "service/views.h"

namespace genu {

/// null for what is not finite.
inline Json rounded(double value, int decimals) {
  if (!std::isfinite(value)) return nullptr;
  const double factor = std::pow(10.0, decimals);
  return std::round(value * factor) / factor;
}
inline Json rounded(const std::optional<double>& value, int decimals) {
  return value ? rounded(*value, decimals) : Json(nullptr);
}

}  // namespace genu
