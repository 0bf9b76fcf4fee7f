#include "base/result.h"

namespace genu {

const char* name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_input: return "invalid_input";
    case ErrorCode::not_found: return "not_found";
    case ErrorCode::too_large: return "too_large";
    case ErrorCode::conflict: return "conflict";
    case ErrorCode::io: return "io";
    case ErrorCode::corrupt: return "corrupt";
  }
  return "unknown";
}

std::string Error::text() const { return where.empty() ? message : where + ": " + message; }

}  // namespace genu
