// Any bytes as an archive, as a packed file and as an export of Apple Health: members, a report or an error. Never a
// crash, and never more than the limits allow.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "import/apple/apple_health.h"
#include "import/archive/archive.h"
#include "import/gzip/gzip.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  genu::ArchiveLimits limits;
  limits.members = 100;
  limits.total_bytes = std::uint64_t{4} << 20;
  limits.nested_in_memory_bytes = 64 * 1024;
  std::size_t read = 0;
  (void)genu::walk_archive_bytes(
      bytes, "fuzz.zip", [](const genu::ArchiveMember&) { return true; },
      [&](const genu::ArchiveMember&, const genu::ByteSource& source) {
        if (const auto all = genu::read_all(source, std::size_t{1} << 20)) read += all->bytes.size();
        return true;
      },
      limits);
  if (read > limits.total_bytes) std::abort();
  const auto inflated = genu::inflate_gzip(bytes, std::size_t{1} << 20);
  if (inflated && inflated->bytes.size() > std::size_t{1} << 20) std::abort();
  (void)genu::read_apple_export(genu::bytes_in_memory(bytes), [](genu::AppleWorkout&&) {});
  return 0;
}
