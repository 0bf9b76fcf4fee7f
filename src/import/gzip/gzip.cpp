#include "import/gzip/gzip.h"

#include <algorithm>

#include <zlib.h>

namespace genu {
namespace {

// A zlib stream that is ended whatever happens.
class Inflater {
 public:
  Inflater() { ready_ = inflateInit2(&stream, 15 + 16) == Z_OK; }  // 15: the largest window; 16: gzip's wrapping
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (ready_) inflateEnd(&stream);
  }

  bool ready() const { return ready_; }

  z_stream stream{};

 private:
  bool ready_ = false;
};

std::string at_byte(std::size_t position) { return " at byte " + std::to_string(position); }

constexpr std::size_t smallest_member = 18;  // header and trailer

}  // namespace

bool looks_like_gzip(std::string_view bytes) {
  return bytes.size() >= 3 && bytes.substr(0, 3) == std::string_view("\x1f\x8b\x08", 3);
}

Result<Salvaged> inflate_gzip(std::string_view bytes, std::size_t limit) {
  if (!looks_like_gzip(bytes)) return fail(ErrorCode::invalid_input, "this is not a gzip file");
  Inflater inflater;
  if (!inflater.ready()) return fail(ErrorCode::io, "there is not enough memory to unpack");
  z_stream& stream = inflater.stream;

  Salvaged out;
  std::size_t given = 0;  // bytes handed to zlib, taken or not
  const auto position = [&] { return given - stream.avail_in; };
  constexpr std::size_t block = std::size_t{1} << 20;
  while (true) {
    if (stream.avail_in == 0 && given < bytes.size()) {
      const std::size_t count = std::min(bytes.size() - given, block);
      // zlib's interface is older than const; it does not write there.
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + given));
      stream.avail_in = static_cast<uInt>(count);
      given += count;
    }
    const std::size_t filled = out.bytes.size();
    const std::size_t room = std::min({limit + 1 - filled, std::max(std::size_t{64} * 1024, filled / 2), block});
    out.bytes.resize(filled + room);
    stream.next_out = reinterpret_cast<Bytef*>(out.bytes.data() + filled);
    stream.avail_out = static_cast<uInt>(room);
    const int outcome = inflate(&stream, Z_NO_FLUSH);
    out.bytes.resize(filled + room - stream.avail_out);
    if (out.bytes.size() > limit)
      return fail(ErrorCode::too_large,
                  "unpacked it is larger than " + std::to_string(limit >> 20) + " MB, the most that is read");
    if (outcome == Z_STREAM_END) {
      const std::string_view rest = bytes.substr(position());
      if (rest.size() >= smallest_member && looks_like_gzip(rest)) {
        inflateReset(&stream);
        continue;
      }
      if (rest.find_first_not_of('\0') != std::string_view::npos)
        out.warning = "what follows the packed file" + at_byte(position()) + " is not part of it and was left out";
      return out;
    }
    if (outcome == Z_OK) continue;
    if (outcome == Z_BUF_ERROR && (stream.avail_in > 0 || given < bytes.size())) continue;
    const std::string kept = "; " + std::to_string(out.bytes.size()) + " bytes could be unpacked";
    out.warning = outcome == Z_BUF_ERROR ? "the packed file is cut short" + at_byte(bytes.size()) + kept
                                         : "the packed file is damaged near byte " + std::to_string(position()) + kept;
    return out;
  }
}

}  // namespace genu
