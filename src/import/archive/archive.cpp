#include "import/archive/archive.h"

#include <fcntl.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

#include <archive.h>
#include <archive_entry.h>

#include "import/archive/names.h"

namespace genu {
namespace {

constexpr std::size_t most_warnings = 1000;
constexpr std::size_t most_openings = 1000;
constexpr std::size_t read_block_bytes = std::size_t{256} * 1024;

// A file descriptor that is closed whatever happens.
class File {
 public:
  explicit File(int descriptor = -1) : descriptor_(descriptor) {}
  File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  File& operator=(File&&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int descriptor() const { return descriptor_; }
  bool is_open() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

Result<File> open_file(const std::string& path) {
  File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.is_open()) return file;
  if (errno == ENOENT) return fail(ErrorCode::not_found, "there is no such file or folder", path);
  return fail(ErrorCode::io, std::string("cannot be opened: ") + std::strerror(errno), path);
}

ByteSource source_of_file(int descriptor, const std::string& path) {
  return [descriptor, path](char* into, std::size_t size) -> Result<std::size_t> {
    while (true) {
      const ssize_t count = ::read(descriptor, into, size);
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR) return fail(ErrorCode::io, std::string("cannot be read: ") + std::strerror(errno), path);
    }
  };
}

// A file without a name, which is gone when it is closed.
Result<File> nameless_file() {
  std::error_code error;
  std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  if (error) folder = "/tmp";
  File direct(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (direct.is_open()) return direct;
  std::string pattern = (folder / "genu-XXXXXX").string();  // the file system may not know O_TMPFILE
  File named(::mkostemp(pattern.data(), O_CLOEXEC));
  if (!named.is_open()) return fail(ErrorCode::io, "there is no room for a temporary file", folder.string());
  ::unlink(pattern.c_str());
  return named;
}

Result<void> write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return fail(ErrorCode::io, std::string("a temporary file: ") + std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

// libarchive turns names into the encoding of the locale, and our program runs in "C". For this thread only.
class Utf8Names {
 public:
  Utf8Names() {
    static const locale_t utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);  // kept: it costs 0.2 ms
    if (utf8 != nullptr) before_ = ::uselocale(utf8);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;
  ~Utf8Names() {
    if (before_ != nullptr) ::uselocale(before_);
  }

 private:
  locale_t before_ = nullptr;
};

struct CloseArchive {
  void operator()(struct archive* handle) const { archive_read_free(handle); }
};
using Handle = std::unique_ptr<struct archive, CloseArchive>;

// The bytes of one archive, in memory or in a file: they can be opened again.
struct Bytes {
  std::string_view memory;
  int descriptor = -1;
};

// By its table of contents when there is one, or else, and when that is `distrusted`, from front to back.
Handle open_archive(const Bytes& bytes, bool distrusted) {
  Handle handle(archive_read_new());
  if (!handle) return nullptr;
  if (distrusted) {
    archive_read_support_format_zip_streamable(handle.get());
  } else {
    archive_read_support_format_zip(handle.get());
  }
  int outcome = ARCHIVE_OK;
  if (bytes.descriptor >= 0) {
    if (::lseek(bytes.descriptor, 0, SEEK_SET) != 0) return nullptr;
    outcome = archive_read_open_fd(handle.get(), bytes.descriptor, read_block_bytes);
  } else {
    outcome = archive_read_open_memory(handle.get(), bytes.memory.data(), bytes.memory.size());
  }
  if (outcome != ARCHIVE_OK) return nullptr;
  return handle;
}

std::string message_of(struct archive* handle) {
  const char* message = archive_error_string(handle);
  return message == nullptr ? "unknown damage" : printable_path(message);
}

class Walker {
 public:
  Walker(const WantMember& want, const TakeMember& take, const ArchiveLimits& limits)
      : want_(want), take_(take), limits_(limits) {}

  Result<void> folder(const std::filesystem::path& root);
  Result<void> single_file(const std::string& name, const ByteSource& source, std::optional<std::uint64_t> size);
  Result<void> zip(const Bytes& bytes, const std::string& prefix, int depth);

  ArchiveReport take_report() { return std::move(report_); }

 private:
  Result<void> count_member();
  Result<void> entry(struct archive* handle, struct archive_entry* entry, const std::string& prefix, int depth);
  Result<void> offer(ArchiveMember&& member, const ByteSource& source, int depth);
  Result<void> nested(const ArchiveMember& member, const ByteSource& source, int depth);
  ByteSource counted(const ByteSource& source);
  void warn(const std::string& path, const std::string& message);

  const WantMember& want_;
  const TakeMember& take_;
  const ArchiveLimits& limits_;
  ArchiveReport report_;
  std::uint64_t read_bytes_ = 0;
  std::optional<Error> exceeded_;  // a limit of the whole walk, found by a source
};

void Walker::warn(const std::string& path, const std::string& message) {
  if (report_.warnings.size() == most_warnings) report_.warnings.emplace_back("there are more such members");
  if (report_.warnings.size() < most_warnings) report_.warnings.push_back(path + ": " + message);
}

Result<void> Walker::count_member() {
  if (report_.members >= limits_.members)
    return fail(ErrorCode::too_large, "the archive has more than " + std::to_string(limits_.members) + " members");
  ++report_.members;
  return {};
}

// A source that keeps to the limit on all bytes.
ByteSource Walker::counted(const ByteSource& source) {
  return [this, &source](char* into, std::size_t size) -> Result<std::size_t> {
    Result<std::size_t> count = source(into, size);
    if (!count) return count;
    read_bytes_ += *count;
    if (read_bytes_ <= limits_.total_bytes) return count;
    exceeded_ = Error{ErrorCode::too_large,
                      "unpacked the archive is larger than " + std::to_string(limits_.total_bytes >> 30) + " GB", ""};
    return tl::unexpected<Error>(*exceeded_);
  };
}

Result<void> Walker::offer(ArchiveMember&& member, const ByteSource& source, int depth) {
  if (is_system_litter(member.path)) return {};
  GENU_TRY(count_member());
  if (!want_(member)) return {};
  const ByteSource limited = counted(source);
  if (member.is_archive) {
    if (depth >= limits_.depth) {
      warn(member.path, "is an archive too deep inside others and was left out");
      return {};
    }
    GENU_TRY(nested(member, limited, depth));
  } else {
    ++report_.taken;
    if (!take_(member, limited)) report_.stopped = true;
  }
  if (exceeded_) return tl::unexpected<Error>(*exceeded_);
  return {};
}

// A zip inside: its table of contents stands at its end, so all of it must be there before it can be walked through.
Result<void> Walker::nested(const ArchiveMember& member, const ByteSource& source, int depth) {
  std::string memory;
  std::optional<File> file;
  std::uint64_t size = 0;
  std::vector<char> block(read_block_bytes);
  while (true) {
    const Result<std::size_t> count = source(block.data(), block.size());
    if (!count) {
      if (exceeded_) return {};
      warn(member.path, count.error().message + "; what came before is read");
      break;
    }
    if (*count == 0) break;
    size += *count;
    if (size > limits_.largest_nested_bytes) {
      warn(member.path,
           "is larger than " + std::to_string(limits_.largest_nested_bytes >> 20) + " MB and was left out");
      return {};
    }
    const std::string_view part(block.data(), *count);
    if (!file && memory.size() + part.size() > limits_.nested_in_memory_bytes) {
      GENU_ASSIGN(File opened, nameless_file());
      file.emplace(std::move(opened));
      GENU_TRY(write_all(file->descriptor(), memory));
      memory = {};
    }
    if (file) {
      GENU_TRY(write_all(file->descriptor(), part));
    } else {
      memory.append(part);
    }
  }
  block = {};
  const Bytes bytes{memory, file ? file->descriptor() : -1};
  if (size == 0) {
    warn(member.path, "is empty");
    return {};
  }
  return zip(bytes, member.path + "/", depth + 1);
}

// The bytes of the entry at which an archive stands. libarchive hands out blocks; what is left of one waits here.
class EntrySource {
 public:
  EntrySource(struct archive* handle, std::string path, std::uint64_t ratio)
      : handle_(handle), path_(std::move(path)), ratio_(ratio), packed_before_(archive_filter_bytes(handle, -1)) {}

  Result<std::size_t> read(char* into, std::size_t size) {
    if (size == 0 || ended_) return std::size_t{0};
    while (block_.empty()) {
      if (!warning_.empty()) return damaged(warning_);
      const void* data = nullptr;
      std::size_t length = 0;
      la_int64_t offset = 0;
      const int outcome = archive_read_data_block(handle_, &data, &length, &offset);
      if (outcome == ARCHIVE_EOF) {
        ended_ = true;
        return std::size_t{0};
      }
      if (outcome == ARCHIVE_RETRY && ++retries_ < 10) continue;
      if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN) return damaged(message_of(handle_));
      if (outcome == ARCHIVE_WARN) warning_ = message_of(handle_);  // a wrong checksum: behind the last block
      block_ = std::string_view(static_cast<const char*>(data), data == nullptr ? 0 : length);
    }
    const std::size_t count = std::min(size, block_.size());
    std::memcpy(into, block_.data(), count);
    block_.remove_prefix(count);
    unpacked_ += count;
    if (!is_plausible()) {
      ended_ = true;
      return fail(ErrorCode::too_large, "unpacks to more than is plausible and was left out", path_);
    }
    return count;
  }

 private:
  tl::unexpected<Error> damaged(const std::string& message) {
    ended_ = true;
    return fail(ErrorCode::corrupt, "is damaged (" + message + ")", path_);
  }

  // An archive bomb: far more comes out than any recording packs to.
  bool is_plausible() const {
    constexpr std::uint64_t harmless_bytes = std::uint64_t{16} << 20;
    if (unpacked_ <= harmless_bytes) return true;
    const la_int64_t packed = archive_filter_bytes(handle_, -1) - packed_before_;
    return unpacked_ / static_cast<std::uint64_t>(std::max<la_int64_t>(packed, 1)) <= ratio_;
  }

  struct archive* handle_;
  std::string path_;
  std::uint64_t ratio_;
  la_int64_t packed_before_;
  std::uint64_t unpacked_ = 0;
  std::string_view block_;
  std::string warning_;
  int retries_ = 0;
  bool ended_ = false;
};

Result<void> Walker::entry(struct archive* handle, struct archive_entry* entry, const std::string& prefix, int depth) {
  if (archive_entry_filetype(entry) != AE_IFREG) return {};
  const char* name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = archive_entry_pathname(entry);
  ArchiveMember member;
  member.path = prefix + printable_path(name == nullptr ? "unnamed" : name);
  if (archive_entry_size_is_set(entry) != 0 && archive_entry_size(entry) >= 0)
    member.size = static_cast<std::uint64_t>(archive_entry_size(entry));
  member.is_archive = is_zip_name(member.path);
  if (archive_entry_is_encrypted(entry) != 0) {
    GENU_TRY(count_member());
    if (want_(member)) warn(member.path, "is encrypted and was left out");
    return {};
  }
  const std::string path = member.path;
  EntrySource bytes(handle, path, limits_.ratio);
  return offer(
      std::move(member), [&](char* into, std::size_t size) { return bytes.read(into, size); }, depth);
}

// libarchive gives an archive up when a member is damaged: it is then opened again and the members that were seen are
// passed over, for which only the table of contents is read. When that table leads to no member, the rest is read from
// front to back; the order is the same.
Result<void> Walker::zip(const Bytes& bytes, const std::string& prefix, int depth) {
  const Utf8Names utf8;
  const std::string name = prefix.empty() ? "the archive" : prefix.substr(0, prefix.size() - 1);
  std::size_t seen = 0;
  bool distrusted = false;
  for (std::size_t openings = 0; openings < most_openings; ++openings) {
    const Handle handle = open_archive(bytes, distrusted);
    if (!handle) break;
    std::size_t position = 0;
    bool damaged = false;
    while (!damaged) {
      struct archive_entry* current = nullptr;
      const int outcome = archive_read_next_header(handle.get(), &current);
      if (outcome == ARCHIVE_EOF) return {};
      if (outcome == ARCHIVE_FATAL || outcome == ARCHIVE_FAILED) {
        if (distrusted && seen > 0) {
          warn(name, "cannot be read further (" + message_of(handle.get()) + ")");
          return {};
        }
        if (distrusted) break;
        distrusted = damaged = true;
        continue;
      }
      if (outcome == ARCHIVE_RETRY || position++ < seen) continue;
      ++seen;
      GENU_TRY(entry(handle.get(), current, prefix, depth));
      if (report_.stopped) return {};
      damaged = archive_read_data_skip(handle.get()) == ARCHIVE_FATAL;
    }
    if (!damaged) break;
  }
  if (seen > 0) {
    warn(name, "has too many damaged members; the rest was left out");
  } else if (depth > 0) {
    warn(name, "is no zip that can be read");
  } else {
    return fail(ErrorCode::invalid_input, "this zip holds nothing that can be read");
  }
  return {};
}

Result<void> Walker::single_file(const std::string& name, const ByteSource& source, std::optional<std::uint64_t> size) {
  return offer({printable_path(name), size, false}, source, 0);
}

Result<void> Walker::folder(const std::filesystem::path& root) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::vector<fs::path> files;
  fs::recursive_directory_iterator walk(root, fs::directory_options::skip_permission_denied, error);
  if (error) return fail(ErrorCode::io, "this folder cannot be read: " + error.message(), root.string());
  for (; walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    if (error) break;
    if (walk.depth() > 50) walk.disable_recursion_pending();
    if (walk->is_symlink(error) || !walk->is_regular_file(error)) continue;
    if (files.size() >= limits_.members)
      return fail(ErrorCode::too_large, "the folder has more than " + std::to_string(limits_.members) + " files");
    files.push_back(walk->path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& path : files) {
    ArchiveMember member;
    member.path = printable_path(path.lexically_relative(root).generic_string());
    const std::uintmax_t size = fs::file_size(path, error);
    if (!error) member.size = size;
    member.is_archive = is_zip_name(member.path);
    if (is_system_litter(member.path)) continue;
    if (member.is_archive) {
      GENU_TRY(count_member());
      if (!want_(member)) continue;
    }
    Result<File> file = open_file(path.string());
    if (!file) {
      if (member.is_archive || want_(member)) warn(member.path, file.error().message);
      continue;
    }
    if (member.is_archive) {
      GENU_TRY(zip(Bytes{{}, file->descriptor()}, member.path + "/", 1));
    } else {
      GENU_TRY(offer(std::move(member), source_of_file(file->descriptor(), path.string()), 0));
    }
    if (report_.stopped) break;
  }
  return {};
}

Result<ArchiveReport> finished(Walker& walker, Result<void> outcome) {
  if (!outcome) return tl::unexpected<Error>(std::move(outcome.error()));
  return walker.take_report();
}

tl::unexpected<Error> at_place(Error error, const std::string& place) {
  if (error.where.empty()) error.where = place;
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace

bool looks_like_zip(std::string_view bytes) {
  const std::string_view start = bytes.substr(0, 4);
  return start == std::string_view("PK\x03\x04", 4) || start == std::string_view("PK\x05\x06", 4) ||
         start == std::string_view("PK\x07\x08", 4);
}

Result<ArchiveReport> walk_archive(const std::string& path, const WantMember& want, const TakeMember& take,
                                   const ArchiveLimits& limits) {
  Walker walker(want, take, limits);
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return finished(walker, walker.folder(path));
  GENU_ASSIGN(const File file, open_file(path));
  char start[4] = {};
  const ssize_t count = ::pread(file.descriptor(), start, sizeof start, 0);
  if (count < 0) return fail(ErrorCode::io, std::string("cannot be read: ") + std::strerror(errno), path);
  Result<void> outcome;
  if (looks_like_zip(std::string_view(start, static_cast<std::size_t>(count)))) {
    outcome = walker.zip(Bytes{{}, file.descriptor()}, "", 0);
  } else {
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    outcome =
        walker.single_file(std::filesystem::path(path).filename().string(), source_of_file(file.descriptor(), path),
                           error ? std::nullopt : std::optional<std::uint64_t>(size));
  }
  if (!outcome) return at_place(std::move(outcome.error()), path);
  return walker.take_report();
}

Result<ArchiveReport> walk_archive_bytes(std::string_view bytes, const std::string& name, const WantMember& want,
                                         const TakeMember& take, const ArchiveLimits& limits) {
  Walker walker(want, take, limits);
  Result<void> outcome = looks_like_zip(bytes) ? walker.zip(Bytes{bytes, -1}, "", 0)
                                               : walker.single_file(name, bytes_in_memory(bytes), bytes.size());
  if (!outcome) return at_place(std::move(outcome.error()), name);
  return walker.take_report();
}

}  // namespace genu
