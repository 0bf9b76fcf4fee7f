// Exports as people have them: a zip, zips inside a zip, a folder, or one file. Untrusted bytes.
//
// Nothing is ever written to the disk under a name from the archive: names are for display and for matching.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "import/byte_source.h"

namespace genu {

struct ArchiveLimits {
  std::size_t members = 500'000;                                // all, in nested archives too
  std::uint64_t total_bytes = std::uint64_t{64} << 30;          // unpacked, of what is read
  std::uint64_t ratio = 250;                                    // of unpacked to packed bytes, after the first 16 MB
  int depth = 3;                                                // a zip in a zip in a zip
  std::uint64_t largest_nested_bytes = std::uint64_t{8} << 30;  // of a zip inside
  std::size_t nested_in_memory_bytes = std::size_t{16} << 20;   // larger ones go to a nameless temporary file
};

struct ArchiveMember {
  std::string path;                   // from the root of the archive, "/" between ("Part1.zip/123.fit"); valid UTF-8
  std::optional<std::uint64_t> size;  // unpacked, when the archive says so beforehand; it may lie
  bool is_archive = false;            // a zip inside
};

/// Called for each member, in the order of the archive: shall it be read? For a zip inside: shall it be opened? What is
/// not wanted costs no unpacking.
using WantMember = std::function<bool(const ArchiveMember&)>;

/// Called for each wanted member that is no zip. `source` gives its bytes, is valid during the call only and need not
/// be read to its end; it fails when the member is damaged or exceeds a limit. Returns false to end the walk.
using TakeMember = std::function<bool(const ArchiveMember&, const ByteSource& source)>;

struct ArchiveReport {
  std::size_t members = 0;            // seen, files only
  std::size_t taken = 0;              // given to `take`
  bool stopped = false;               // by `take`
  std::vector<std::string> warnings;  // "Part1.zip/9.fit: is encrypted and was left out"; at most 1,000
};

/// By the first bytes.
bool looks_like_zip(std::string_view bytes);

/// Walks through a zip, a folder (in the order of the names; symbolic links are not followed) or a single file. To get
/// at the index files first, walk twice: a walk that wants only names from the table of contents is cheap.
///
///   walk_archive(path, is_index, take_index);         // activities.csv, …_summarizedActivities.json, export.xml
///   walk_archive(path, is_activity, take_activity);
///
/// What is encrypted, damaged or too large is reported, and the rest is read; a zip without its table of contents (cut
/// short) is read as far as it goes. Errors: not_found, io; invalid_input when the zip has nothing that can be read;
/// too_large when there are more members or bytes than allowed: what was taken until then is good.
///
/// Memory: about 300 bytes for each member, 1 MB for reading, nested_in_memory_bytes for each level of nesting.
/// Exceptions of the callbacks are not caught. Not for use from several threads at once on the same callbacks.
Result<ArchiveReport> walk_archive(const std::string& path, const WantMember& want, const TakeMember& take,
                                   const ArchiveLimits& limits = {});

/// The same for an archive in memory, which must stay there during the call; `name` is its own, for the messages. Bytes
/// that are no zip are one member of that name.
Result<ArchiveReport> walk_archive_bytes(std::string_view bytes, const std::string& name, const WantMember& want,
                                         const TakeMember& take, const ArchiveLimits& limits = {});

}  // namespace genu
