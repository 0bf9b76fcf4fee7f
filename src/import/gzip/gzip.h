// Files packed with gzip, as in Strava's exports (".fit.gz"). Untrusted bytes.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.h"
#include "import/byte_source.h"

namespace genu {

/// By the first bytes; the name of a file is not asked.
bool looks_like_gzip(std::string_view bytes);

/// Unpacks every member of `bytes`, one after the other. A packing that is cut short or damaged gives what could be
/// unpacked before, with a warning that says where ("… at byte 4711"); so does anything that follows the last member
/// (zeros, as from a tape, are ignored). Errors: invalid_input when it is no gzip file at all, too_large when more than
/// `limit` bytes come out. Memory: what comes out and its half again, never more than the limit; about 900 MB/s.
Result<Salvaged> inflate_gzip(std::string_view bytes, std::size_t limit);

}  // namespace genu
