// A thin owner of the SQLite C API: errors become Results, handles close themselves, statements are compiled once.
//
//   GENU_ASSIGN(sqlite::Query query, database.query("SELECT name FROM runner WHERE id = ?1"));
//   query.bind(1, id);
//   GENU_ASSIGN(const bool found, query.step());
//   if (found) use(query.text(0));
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace genu::sqlite {

struct CloseStatement {
  void operator()(sqlite3_stmt* statement) const;
};
struct CloseDatabase {
  void operator()(sqlite3* database) const;
};
struct ResetStatement {
  void operator()(sqlite3_stmt* statement) const;
};

/// One run of a prepared statement, borrowed from its Database, which must outlive it. Parameters count from 1, columns
/// from 0, as in SQLite. A parameter that is not bound is NULL. A failed bind shows in the next step().
class Query {
 public:
  void bind(int parameter, std::int64_t value);
  void bind(int parameter, std::string_view value);  // not copied: must live as long as the query

  void bind_bytes(int parameter, std::string_view value);  // not copied either

  /// True when there is a row to read, false when the statement is done.
  Result<bool> step();
  /// For statements that return no rows.
  Result<void> run();

  std::int64_t integer(int column) const;
  std::string text(int column) const;  // or bytes
  bool is_null(int column) const;

 private:
  friend class Database;
  explicit Query(sqlite3_stmt* statement) : statement_(statement) {}
  void note(int status);

  std::unique_ptr<sqlite3_stmt, ResetStatement> statement_;
  int bind_status_ = 0;  // SQLITE_OK
};

/// One connection, for one thread at a time.
class Database {
 public:
  /// Opens an existing file for reading and writing.
  static Result<Database> open(const std::string& path);

  Database(Database&&) = default;
  Database& operator=(Database&&) = delete;  // would close the old handle under its statements

  /// How long a statement waits for another connection's lock before it fails.
  void wait_for_others(std::chrono::milliseconds patience);

  /// Borrows the compiled statement for `sql`, which is compiled at first use. One Query of a text at a time.
  Result<Query> query(std::string_view sql);

  /// Runs statements that take no parameters; their rows are ignored.
  Result<void> execute(const char* sql);

  /// The first column of the first row: for pragmas and counts.
  Result<std::int64_t> integer(std::string_view sql);

 private:
  explicit Database(sqlite3* handle) : handle_(handle) {}

  std::unique_ptr<sqlite3, CloseDatabase> handle_;  // outlives its statements
  std::map<std::string, std::unique_ptr<sqlite3_stmt, CloseStatement>, std::less<>> statements_;
};

/// Rolls back unless committed.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  ~Transaction();
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;

  Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}

  Database* database_;
};

}  // namespace genu::sqlite
