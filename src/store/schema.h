// The tables of the SQLite store and how they came to be.
#pragma once

#include "base/result.h"
#include "store/sqlite.h"

namespace genu {

/// Checks, before anything is written, that the file is sound, ours and not newer than this program.
Result<void> check_database(sqlite::Database& database);

/// Runs the migrations that the file has not seen, each in its own transaction.
Result<void> migrate(sqlite::Database& database);

}  // namespace genu
