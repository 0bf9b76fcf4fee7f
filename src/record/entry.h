// A runner's record: dated, immutable entries. Nothing is overwritten; the list is the audit trail.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace genu {

/// What an entry holds. Names are stable: they are stored.
enum class EntryKind {
  answers,     // what the runner, a self-test or a clinician answered
  assessment,  // what genu concluded from the answers so far, with the knowledge it used
  note,        // free text
  activity,    // one recorded activity, understood
  gait,        // one film or laboratory recording of how the runner runs, measured
  exam,        // tests of strength and mobility, or measures of the feet, as they were taken
};

const char* name_of(EntryKind kind);
Result<EntryKind> parse_entry_kind(std::string_view name);

/// Who wrote an entry. Names are stable: they are stored.
enum class Author {
  runner,
  clinician,
  genu,
};

const char* name_of(Author author);
Result<Author> parse_author(std::string_view name);

/// `id` and `runner` are 26 characters that sort by time (Crockford base 32 of 48 bits of milliseconds and 80 random
/// bits, as in ULID). `body` is one JSON object, opaque here: the record room reads no JSON. `supersedes` is the id of
/// an earlier entry of the same runner that this one corrects.
struct Entry {
  std::string id;
  std::string runner;
  EntryKind kind = EntryKind::answers;
  Instant time;
  Author author = Author::runner;
  std::string body;
  std::optional<std::string> supersedes;
};

/// A file as it was imported, kept byte for byte: what an activity entry was made from. `id` is a hash of the bytes.
struct Original {
  std::string id;
  std::string runner;
  std::string name;  // as it was called, with the folders of its archive
  std::string bytes;
};

/// A runner as the store lists them. `name` is what the person typed; it may be empty.
struct Runner {
  std::string id;
  std::string name;
  Instant created;
};

/// The 26 characters for a moment and 80 bits of randomness (10 bytes).
std::string make_id(Instant time, const unsigned char (&random)[10]);
bool is_id(std::string_view text);

}  // namespace genu
