#include "store/schema.h"

#include <array>
#include <string>

namespace genu {
namespace {

constexpr std::int64_t application_id = 0x67656E75;  // "genu"

// Migration i takes a file from user_version i to i + 1. Never change one that was released: add another.
constexpr std::array migrations{
    R"sql(
      CREATE TABLE runner (
        id         TEXT NOT NULL PRIMARY KEY,
        name       TEXT NOT NULL,
        created_ms INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE entry (
        sequence   INTEGER PRIMARY KEY,
        runner     TEXT NOT NULL REFERENCES runner (id),
        id         TEXT NOT NULL,
        kind       TEXT NOT NULL,
        time_ms    INTEGER NOT NULL,
        author     TEXT NOT NULL,
        body       TEXT NOT NULL,
        supersedes TEXT,
        UNIQUE (runner, id),
        FOREIGN KEY (runner, supersedes) REFERENCES entry (runner, id)
      ) STRICT;

      -- Has a row from the moment an erasure is committed until no byte of it is left.
      CREATE TABLE unfinished_erasure (present INTEGER NOT NULL PRIMARY KEY) STRICT;
    )sql",
    R"sql(
      CREATE TABLE original (
        runner TEXT NOT NULL REFERENCES runner (id),
        id     TEXT NOT NULL,
        name   TEXT NOT NULL,
        bytes  BLOB NOT NULL,
        UNIQUE (runner, id)
      ) STRICT;
    )sql",
};

constexpr auto newest_version = static_cast<std::int64_t>(migrations.size());

Result<void> check_owner(sqlite::Database& database) {
  GENU_ASSIGN(const std::int64_t owner, database.integer("PRAGMA application_id"));
  GENU_ASSIGN(const std::int64_t objects, database.integer("SELECT count(*) FROM sqlite_schema"));
  const bool is_empty = owner == 0 && objects == 0;
  if (owner == application_id || is_empty) return {};
  return fail(ErrorCode::conflict, "this database belongs to another program: choose another file");
}

Result<void> check_version(sqlite::Database& database) {
  GENU_ASSIGN(const std::int64_t version, database.integer("PRAGMA user_version"));
  if (version >= 0 && version <= newest_version) return {};
  return fail(ErrorCode::conflict, "this database was written by a newer genu (schema " + std::to_string(version) +
                                       ", this program knows " + std::to_string(newest_version) +
                                       "): install the newer genu, or choose another file");
}

// The entries, page by page. Original files are left out: gigabytes of them would be read at every start, and a damaged
// one is an error when it is asked for.
Result<void> check_pages(sqlite::Database& database) {
  constexpr const char* count_entry = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'entry'";
  GENU_ASSIGN(const std::int64_t has_entries, database.integer(count_entry));
  GENU_ASSIGN(sqlite::Query check,
              database.query(has_entries > 0 ? "PRAGMA quick_check(entry)" : "PRAGMA quick_check(1)"));
  GENU_ASSIGN(const bool has_row, check.step());
  if (has_row && check.text(0) == "ok") return {};
  return fail(ErrorCode::corrupt, has_row ? check.text(0) : "the check gave no answer");
}

}  // namespace

Result<void> check_database(sqlite::Database& database) {
  GENU_TRY(check_owner(database));
  GENU_TRY(check_version(database));
  return check_pages(database);
}

Result<void> migrate(sqlite::Database& database) {
  for (std::int64_t version = 0; version < newest_version; ++version) {
    GENU_ASSIGN(sqlite::Transaction transaction, sqlite::Transaction::begin(database));
    GENU_ASSIGN(const std::int64_t current, database.integer("PRAGMA user_version"));
    if (current > version) continue;  // done before, or by another process since we looked
    GENU_TRY(database.execute(migrations[static_cast<std::size_t>(version)]));
    const std::string marks = "PRAGMA application_id = " + std::to_string(application_id) +
                              "; PRAGMA user_version = " + std::to_string(version + 1);
    GENU_TRY(database.execute(marks.c_str()));
    GENU_TRY(transaction.commit());
  }
  return {};
}

}  // namespace genu
