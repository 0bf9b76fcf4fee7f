// Where bytes come from, piece by piece: a file, the member of an archive, a text in memory.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace genu {

/// Fills at most `size` bytes of `into` and says how many; 0 is the end. Waits for nothing but the disk. After an error
/// it must not be called again; what came before the error is good. Not for use from several threads.
using ByteSource = std::function<Result<std::size_t>(char* into, std::size_t size)>;

/// What could be read of something, and what was wrong with the rest (for a person; empty: nothing).
struct Salvaged {
  std::string bytes;
  std::string warning;
};

/// A source of bytes in memory, which must outlive it.
inline ByteSource bytes_in_memory(std::string_view bytes) {
  return [bytes](char* into, std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t count = std::min(size, bytes.size());
    std::copy_n(bytes.data(), count, into);
    bytes.remove_prefix(count);
    return count;
  };
}

/// The whole of a source. A source that fails half way gives what came before, with the failure as warning; only more
/// than `limit` bytes are an error (too_large). Memory: at most `limit` and its half again.
inline Result<Salvaged> read_all(const ByteSource& source, std::size_t limit) {
  Salvaged all;
  while (true) {
    const std::size_t filled = all.bytes.size();
    constexpr std::size_t smallest_block = 64 * 1024;
    all.bytes.resize(std::min(limit + 1, filled + std::max(smallest_block, filled / 2)));
    const Result<std::size_t> count = source(all.bytes.data() + filled, all.bytes.size() - filled);
    all.bytes.resize(filled + (count ? *count : 0));
    if (!count) {
      all.warning = count.error().text();
      return all;
    }
    if (all.bytes.size() > limit)
      return fail(ErrorCode::too_large,
                  "it is larger than " + std::to_string(limit >> 20) + " MB, the most that is read");
    if (*count == 0) return all;
  }
}

/// The first bytes of a source, at most `count`: enough to see what it is. An error only when nothing can be read.
inline Result<std::string> read_start(const ByteSource& source, std::size_t count) {
  std::string start(count, '\0');
  std::size_t filled = 0;
  while (filled < count) {
    Result<std::size_t> more = source(start.data() + filled, count - filled);
    if (!more && filled == 0) return tl::unexpected<Error>(std::move(more.error()));
    if (!more || *more == 0) break;
    filled += *more;
  }
  start.resize(filled);
  return start;
}

/// A source that gives `start` again before it goes on: for reading on after a look at the first bytes.
inline ByteSource continue_from(std::string start, ByteSource rest) {
  return [start = std::move(start), given = std::size_t{0}, rest = std::move(rest)](
             char* into, std::size_t size) mutable -> Result<std::size_t> {
    if (given == start.size()) return rest(into, size);
    const std::size_t count = std::min(size, start.size() - given);
    std::copy_n(start.data() + given, count, into);
    given += count;
    return count;
  };
}

}  // namespace genu
