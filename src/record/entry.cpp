#include "record/entry.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace genu {
namespace {

// Crockford's base 32: no I, L, O or U, so that an id read aloud or copied by hand is not mistaken.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t time_characters = 10;
constexpr std::size_t id_characters = 26;
constexpr std::int64_t latest_time = (std::int64_t{1} << 48) - 1;

constexpr std::array<std::pair<EntryKind, const char*>, 6> kind_names{{
    {EntryKind::answers, "answers"},
    {EntryKind::assessment, "assessment"},
    {EntryKind::note, "note"},
    {EntryKind::activity, "activity"},
    {EntryKind::gait, "gait"},
    {EntryKind::exam, "exam"},
}};

constexpr std::array<std::pair<Author, const char*>, 3> author_names{{
    {Author::runner, "runner"},
    {Author::clinician, "clinician"},
    {Author::genu, "genu"},
}};

template <typename Names, typename Value>
const char* name_in(const Names& names, Value value) {
  for (const auto& [candidate, name] : names) {
    if (candidate == value) return name;
  }
  return "";
}

}  // namespace

const char* name_of(EntryKind kind) { return name_in(kind_names, kind); }
const char* name_of(Author author) { return name_in(author_names, author); }

Result<EntryKind> parse_entry_kind(std::string_view name) {
  for (const auto& [kind, known] : kind_names) {
    if (name == known) return kind;
  }
  return fail(ErrorCode::invalid_input, "unknown kind of entry: use answers, assessment or note", std::string(name));
}

Result<Author> parse_author(std::string_view name) {
  for (const auto& [author, known] : author_names) {
    if (name == known) return author;
  }
  return fail(ErrorCode::invalid_input, "unknown author: use runner, clinician or genu", std::string(name));
}

std::string make_id(Instant time, const unsigned char (&random)[10]) {
  std::string id(id_characters, '0');
  // A clock before 1970 or after the year 10889 still gives a valid id; only its order is lost.
  auto milliseconds = static_cast<std::uint64_t>(std::clamp<std::int64_t>(time.unix_ms, 0, latest_time));
  for (std::size_t i = time_characters; i-- > 0; milliseconds >>= 5) id[i] = alphabet[milliseconds & 31];

  std::uint32_t bits = 0;
  unsigned bit_count = 0;
  std::size_t position = time_characters;
  for (const unsigned char byte : random) {
    bits = (bits << 8) | byte;
    for (bit_count += 8; bit_count >= 5; bit_count -= 5) id[position++] = alphabet[(bits >> (bit_count - 5)) & 31];
  }
  return id;
}

bool is_id(std::string_view text) {
  // 26 characters hold 130 bits and an id has 128: the first one is at most 7.
  return text.size() == id_characters && text.front() <= '7' &&
         text.find_first_not_of(alphabet) == std::string_view::npos;
}

}  // namespace genu
