#include "store/sqlite.h"

#include <sqlite3.h>

#include <cassert>

namespace genu::sqlite {
namespace {

ErrorCode code_of(int extended_status) {
  switch (extended_status) {
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_UNIQUE: return ErrorCode::conflict;
    case SQLITE_CONSTRAINT_FOREIGNKEY: return ErrorCode::not_found;
    default: break;
  }
  switch (extended_status & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ErrorCode::corrupt;
    case SQLITE_TOOBIG: return ErrorCode::too_large;
    default: return ErrorCode::io;
  }
}

// SQLite's messages name tables and causes, never the values bound: no health data leaves through an error.
tl::unexpected<Error> failure(sqlite3* handle) {
  const char* const path = sqlite3_db_filename(handle, "main");
  return fail(code_of(sqlite3_extended_errcode(handle)), std::string("the database says: ") + sqlite3_errmsg(handle),
              path == nullptr ? "" : path);
}

}  // namespace

void CloseStatement::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
void CloseDatabase::operator()(sqlite3* database) const { sqlite3_close(database); }
void ResetStatement::operator()(sqlite3_stmt* statement) const {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
}

void Query::note(int status) {
  if (bind_status_ == SQLITE_OK) bind_status_ = status;
}

void Query::bind(int parameter, std::int64_t value) { note(sqlite3_bind_int64(statement_.get(), parameter, value)); }

void Query::bind(int parameter, std::string_view value) {
  // A null pointer would bind NULL, and an empty view may have one.
  const char* const text = value.empty() ? "" : value.data();
  note(sqlite3_bind_text64(statement_.get(), parameter, text, value.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Query::bind_bytes(int parameter, std::string_view value) {
  const char* const bytes = value.empty() ? "" : value.data();
  note(sqlite3_bind_blob64(statement_.get(), parameter, bytes, value.size(), SQLITE_STATIC));
}

Result<bool> Query::step() {
  if (bind_status_ != SQLITE_OK) {
    return fail(bind_status_ == SQLITE_TOOBIG ? ErrorCode::too_large : ErrorCode::io,
                std::string("the database cannot take a value: ") + sqlite3_errstr(bind_status_));
  }
  switch (sqlite3_step(statement_.get())) {
    case SQLITE_ROW: return true;
    case SQLITE_DONE: return false;
    default: return failure(sqlite3_db_handle(statement_.get()));
  }
}

Result<void> Query::run() {
  GENU_TRY(step());
  return {};
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string Query::text(int column) const {
  const void* const bytes = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return size == 0 ? std::string() : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

bool Query::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

Result<Database> Database::open(const std::string& path) {
  sqlite3* handle = nullptr;
  const int status = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE, nullptr);
  Database database(handle);  // SQLite hands out a handle even when it fails, to carry the message
  if (status != SQLITE_OK) return failure(handle);
  sqlite3_extended_result_codes(handle, 1);
  return database;
}

void Database::wait_for_others(std::chrono::milliseconds patience) {
  sqlite3_busy_timeout(handle_.get(), static_cast<int>(patience.count()));
}

Result<Query> Database::query(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    sqlite3_stmt* statement = nullptr;
    const int status = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (status != SQLITE_OK) return failure(handle_.get());
    found = statements_.emplace(sql, statement).first;
  }
  assert(!sqlite3_stmt_busy(found->second.get()));
  return Query(found->second.get());
}

Result<void> Database::execute(const char* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) return failure(handle_.get());
  return {};
}

Result<std::int64_t> Database::integer(std::string_view sql) {
  GENU_ASSIGN(Query row, query(sql));
  GENU_ASSIGN(const bool found, row.step());
  return found ? row.integer(0) : 0;
}

Result<Transaction> Transaction::begin(Database& database) {
  // IMMEDIATE: take the write lock now, so that what we read here is still true when we write.
  GENU_TRY(database.execute("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Transaction::~Transaction() {
  if (database_ != nullptr) static_cast<void>(database_->execute("ROLLBACK"));
}

Result<void> Transaction::commit() {
  GENU_TRY(database_->execute("COMMIT"));
  database_ = nullptr;
  return {};
}

}  // namespace genu::sqlite
