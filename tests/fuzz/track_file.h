// What must hold of every file of tracks that a reader accepts, whatever its bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "import/decoded.h"

namespace genu {

template <typename LooksLike, typename Read>
int check_track_file(LooksLike looks_like, Read read, const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)looks_like(bytes);
  const auto decoded = read(bytes);
  if (!decoded) return 0;
  std::size_t records = 0;
  for (const Activity& activity : decoded->activities) {
    records += activity.records;
    if (activity.records != activity.samples.size()) std::abort();
    for (const Pause& pause : activity.pauses)
      if (!(pause.from < pause.to)) std::abort();
  }
  if (records != decoded->records) std::abort();
  return 0;
}

}  // namespace genu
