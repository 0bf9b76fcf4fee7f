#include "cli/system.h"

#include <malloc.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "knowledge/codec.h"
#include "store/sqlite_store.h"

namespace genu {

Instant SystemClock::now() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
}

void SystemEntropy::fill(unsigned char (&bytes)[10]) {
  if (getrandom(bytes, sizeof bytes, 0) != static_cast<ssize_t>(sizeof bytes))
    throw std::runtime_error("the system gives no random numbers");
}

void prefer_large_pages() {
  constexpr int reserve = 24 << 20;
  constexpr std::size_t large_page = 2 << 20;
  mallopt(M_MMAP_THRESHOLD, reserve);
  mallopt(M_TRIM_THRESHOLD, 2 * reserve);
  mallopt(M_TOP_PAD, reserve);
  {
    const auto grown =
        std::make_unique_for_overwrite<char[]>(large_page);  // grows the heap by the reserve, which stays with it
    static_cast<volatile char&>(grown[0]) = 1;               // else the compiler leaves the allocation out
  }
  const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0));
  const std::uintptr_t begin = (end - reserve + large_page - 1) / large_page * large_page;
  madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
}

Result<std::string> default_database() {
  if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data == '/')
    return std::string(data) + "/genu/genu.sqlite";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
    return std::string(home) + "/.local/share/genu/genu.sqlite";
  return fail(ErrorCode::not_found, "there is no home folder to keep records in; give --database PATH");
}

Result<std::unique_ptr<Program>> Program::open(const std::string& database, bool takes_uploads) {
  auto program = std::make_unique<Program>();
  program->database = database;
  if (database.empty()) {
    GENU_ASSIGN(program->database, default_database());
  }
  if (program->database.rfind("postgresql:", 0) == 0)
    return fail(ErrorCode::invalid_input, "this version keeps records in SQLite only; give a file", program->database);
  GENU_ASSIGN(program->store, SqliteStore::open(program->database));
  program->reasoner = std::make_unique<Reasoner>(embedded_knowledge());
  program->service = std::make_unique<Service>(*program->reasoner, *program->store, program->clock, program->entropy,
                                               takes_uploads ? program->database + ".uploads" : std::string());
  return program;
}

}  // namespace genu
