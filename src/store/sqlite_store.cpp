#include "store/sqlite_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "store/schema.h"

namespace genu {
namespace {

Result<void> make_private_folder(const std::filesystem::path& folder) {
  std::error_code ignored;
  if (folder.empty() || std::filesystem::is_directory(folder, ignored)) return {};
  GENU_TRY(make_private_folder(folder.parent_path()));
  if (::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return {};
  return fail(ErrorCode::io, std::string("cannot make the folder for the database: ") + std::strerror(errno),
              folder.string());
}

// SQLite gives its -wal and -shm files the mode of the database file.
Result<void> make_private_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    return fail(ErrorCode::io, std::string("cannot open the database for writing: ") + std::strerror(errno), path);
  }
  ::close(file);
  return {};
}

Error in_file(const std::string& path, Error error) {
  error.where = path;
  if (error.code == ErrorCode::corrupt) {
    error.message = "the database is damaged (" + error.message +
                    "); nothing was changed: move the file away and put a backup in its place";
  }
  return error;
}

Result<void> configure(sqlite::Database& database) {
  // The temporary copy that VACUUM makes stays in memory: no trace of a runner in /var/tmp.
  return database.execute(
      "PRAGMA journal_mode = WAL;"
      "PRAGMA synchronous = FULL;"
      "PRAGMA foreign_keys = ON;"
      "PRAGMA secure_delete = ON;"
      "PRAGMA temp_store = MEMORY;");
}

Result<void> empty_the_log(sqlite::Database& database) {
  GENU_ASSIGN(const std::int64_t busy, database.integer("PRAGMA wal_checkpoint(TRUNCATE)"));
  if (busy == 0) return {};
  return fail(
      ErrorCode::io,
      "the record is deleted, but another program is reading the database and holds on to old bytes: close that "
      "program and start genu again, which finishes the job");
}

Result<Entry> entry_from(const sqlite::Query& row, std::string_view runner) {
  GENU_ASSIGN(const EntryKind kind, parse_entry_kind(row.text(1)));
  GENU_ASSIGN(const Author author, parse_author(row.text(3)));
  Entry entry{row.text(0), std::string(runner), kind, Instant{row.integer(2)}, author, row.text(4), {}};
  if (!row.is_null(5)) entry.supersedes = row.text(5);
  return entry;
}

// Says in our words what a constraint of the schema says in SQLite's.
Error explain(Error error, const char* conflict, const char* not_found) {
  if (error.code == ErrorCode::conflict) error.message = conflict;
  if (error.code == ErrorCode::not_found) error.message = not_found;
  return error;
}

tl::unexpected<Error> no_such_runner(std::string_view runner) {
  return fail(ErrorCode::not_found, "there is no runner with this id: list the runners to find the right one",
              std::string(runner));
}

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path, std::chrono::milliseconds patience) {
  const auto in_this_file = [&path](Error error) { return in_file(path, std::move(error)); };
  GENU_TRY(make_private_folder(std::filesystem::path(path).parent_path()));
  GENU_TRY(make_private_file(path));
  // Absolute, because SQLite gives a meaning of its own to names such as ":memory:".
  const std::string absolute_path = std::filesystem::absolute(path).string();
  GENU_ASSIGN(sqlite::Database database, sqlite::Database::open(absolute_path).map_error(in_this_file));
  database.wait_for_others(patience);
  GENU_TRY(check_database(database).map_error(in_this_file));
  GENU_TRY(configure(database).map_error(in_this_file));
  GENU_TRY(migrate(database).map_error(in_this_file));

  std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(database)));
  GENU_ASSIGN(const std::int64_t unfinished, store->database_.integer("SELECT count(*) FROM unfinished_erasure"));
  if (unfinished > 0) GENU_TRY(store->scrub().map_error(in_this_file));
  return store;
}

Result<void> SqliteStore::add_runner(const Runner& runner) {
  const std::lock_guard lock(mutex_);
  GENU_ASSIGN(sqlite::Query insert, database_.query("INSERT INTO runner (id, name, created_ms) VALUES (?1, ?2, ?3)"));
  insert.bind(1, runner.id);
  insert.bind(2, runner.name);
  insert.bind(3, runner.created.unix_ms);
  return insert.run().map_error(
      [](Error error) { return explain(std::move(error), "a runner with this id exists already", ""); });
}

Result<std::vector<Runner>> SqliteStore::list_runners() {
  const std::lock_guard lock(mutex_);
  GENU_ASSIGN(sqlite::Query rows, database_.query("SELECT id, name, created_ms FROM runner "
                                                  "ORDER BY created_ms DESC, id DESC"));
  std::vector<Runner> runners;
  while (true) {
    GENU_ASSIGN(const bool has_row, rows.step());
    if (!has_row) return runners;
    runners.push_back(Runner{rows.text(0), rows.text(1), Instant{rows.integer(2)}});
  }
}

Result<Runner> SqliteStore::read_runner(std::string_view runner) {
  const std::lock_guard lock(mutex_);
  return find_runner(runner);
}

Result<void> SqliteStore::append_all(std::span<const Entry> entries, std::span<const Original> originals) {
  const std::lock_guard lock(mutex_);
  GENU_ASSIGN(sqlite::Transaction transaction, sqlite::Transaction::begin(database_));
  for (const Original& original : originals) GENU_TRY(insert(original));
  for (const Entry& entry : entries) GENU_TRY(insert(entry));
  return transaction.commit();
}

Result<void> SqliteStore::insert(const Entry& entry) {
  GENU_ASSIGN(sqlite::Query query,
              database_.query("INSERT INTO entry (runner, id, kind, time_ms, author, body, supersedes) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
  query.bind(1, entry.runner);
  query.bind(2, entry.id);
  query.bind(3, name_of(entry.kind));
  query.bind(4, entry.time.unix_ms);
  query.bind(5, name_of(entry.author));
  query.bind(6, entry.body);
  if (entry.supersedes) query.bind(7, *entry.supersedes);
  return query.run().map_error([](Error error) {
    return explain(std::move(error), "an entry with this id exists already",
                   "there is no runner with this id, or no entry with the id that this one corrects");
  });
}

Result<void> SqliteStore::insert(const Original& original) {
  GENU_ASSIGN(sqlite::Query query, database_.query("INSERT INTO original (runner, id, name, bytes) "
                                                   "VALUES (?1, ?2, ?3, ?4) ON CONFLICT (runner, id) DO NOTHING"));
  query.bind(1, original.runner);
  query.bind(2, original.id);
  query.bind(3, original.name);
  query.bind_bytes(4, original.bytes);
  return query.run().map_error(
      [](Error error) { return explain(std::move(error), "", "there is no runner with this id"); });
}

Result<Original> SqliteStore::read_original(std::string_view runner, std::string_view id) {
  const std::lock_guard lock(mutex_);
  GENU_ASSIGN(sqlite::Query row, database_.query("SELECT name, bytes FROM original WHERE runner = ?1 AND id = ?2"));
  row.bind(1, runner);
  row.bind(2, id);
  GENU_ASSIGN(const bool found, row.step());
  if (!found) return fail(ErrorCode::not_found, "the record has no file with this id", std::string(id));
  return Original{std::string(id), std::string(runner), row.text(0), row.text(1)};
}

Result<std::vector<Entry>> SqliteStore::list(std::string_view runner, std::optional<EntryKind> kind) {
  const std::lock_guard lock(mutex_);
  GENU_TRY(find_runner(runner));
  GENU_ASSIGN(sqlite::Query rows, database_.query("SELECT id, kind, time_ms, author, body, supersedes FROM entry "
                                                  "WHERE runner = ?1 AND (?2 IS NULL OR kind = ?2) "
                                                  "ORDER BY time_ms, sequence"));
  rows.bind(1, runner);
  if (kind) rows.bind(2, name_of(*kind));
  std::vector<Entry> entries;
  while (true) {
    GENU_ASSIGN(const bool has_row, rows.step());
    if (!has_row) return entries;
    GENU_ASSIGN(Entry entry, entry_from(rows, runner));
    entries.push_back(std::move(entry));
  }
}

Result<void> SqliteStore::erase(std::string_view runner) {
  const std::lock_guard lock(mutex_);
  {
    GENU_ASSIGN(sqlite::Transaction transaction, sqlite::Transaction::begin(database_));
    GENU_TRY(find_runner(runner));
    GENU_ASSIGN(sqlite::Query entries, database_.query("DELETE FROM entry WHERE runner = ?1"));
    entries.bind(1, runner);
    GENU_TRY(entries.run());
    GENU_ASSIGN(sqlite::Query originals, database_.query("DELETE FROM original WHERE runner = ?1"));
    originals.bind(1, runner);
    GENU_TRY(originals.run());
    GENU_ASSIGN(sqlite::Query person, database_.query("DELETE FROM runner WHERE id = ?1"));
    person.bind(1, runner);
    GENU_TRY(person.run());
    GENU_TRY(database_.execute("INSERT OR IGNORE INTO unfinished_erasure VALUES (1)"));
    GENU_TRY(transaction.commit());
  }
  return scrub();
}

Result<Runner> SqliteStore::find_runner(std::string_view runner) {
  GENU_ASSIGN(sqlite::Query row, database_.query("SELECT id, name, created_ms FROM runner WHERE id = ?1"));
  row.bind(1, runner);
  GENU_ASSIGN(const bool found, row.step());
  if (!found) return no_such_runner(runner);
  return Runner{row.text(0), row.text(1), Instant{row.integer(2)}};
}

// secure_delete zeroes what is deleted, but leaves copies that the B-tree made when it moved cells (VACUUM rewrites
// those pages), and the log holds old versions of pages until it is emptied.
Result<void> SqliteStore::scrub() {
  GENU_TRY(empty_the_log(database_));
  GENU_TRY(database_.execute("VACUUM"));
  GENU_TRY(empty_the_log(database_));
  return database_.execute("DELETE FROM unfinished_erasure");
}

}  // namespace genu
