// The real clock, randomness and places: the only code that asks the operating system for them.
#pragma once

#include <memory>
#include <string>

#include "base/time.h"
#include "service/service.h"
#include "store/store.h"

namespace genu {

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

/// The kernel's generator.
class SystemEntropy final : public Entropy {
 public:
  void fill(unsigned char (&bytes)[10]) override;
};

/// Lets the heap grow by 2 MB pages where the kernel offers them (transparent huge pages): the tables of the reasoning
/// touch some 10 MB at the first answer, and thousands of small page faults cost more than the arithmetic. Only a hint.
void prefer_large_pages();

/// $XDG_DATA_HOME/genu/genu.sqlite, or ~/.local/share/genu/genu.sqlite; not_found when neither is set.
Result<std::string> default_database();

/// Everything that a command which keeps records needs, wired together.
struct Program {
  std::string database;
  std::unique_ptr<Store> store;
  SystemClock clock;
  SystemEntropy entropy;
  std::unique_ptr<Reasoner> reasoner;
  std::unique_ptr<Service> service;

  /// `database` empty: the default. postgresql:// is refused: it comes with accounts.
  /// With `takes_uploads` the page may send files; they rest beside the database until they are read.
  static Result<std::unique_ptr<Program>> open(const std::string& database, bool takes_uploads = false);
};

}  // namespace genu
