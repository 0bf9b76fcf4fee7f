// A store whose process is killed at any moment keeps every entry that it acknowledged.
//
// In each round a child process appends entries and writes the number of each acknowledged one to a pipe; the parent
// kills it (SIGKILL, so nothing is flushed or closed) at a random moment and then reads the store. In every other round
// that moment is counted from the first acknowledgement, so that a slow machine, too, is caught writing and not only
// opening. Killing a process does not lose what the kernel holds, so this checks our transactions and SQLite's
// recovery, not the disk's cache.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "store/sqlite_store.h"
#include "store/temporary_folder.h"

namespace genu {
namespace {

constexpr int rounds = 200;
constexpr int longest_life_us = 30'000;
const std::string runner = "01ARYZ6S410000000000000ADA";

Entry make_entry(std::int64_t number) {
  Entry entry;
  const std::string digits = std::to_string(number);
  entry.id = "01ARYZ6S42" + std::string(16 - digits.size(), '0') + digits;
  entry.runner = runner;
  entry.time = Instant{number};
  entry.body = std::string(static_cast<std::size_t>(number % 5000), 'x');
  return entry;
}

[[noreturn]] void append_until_killed(const std::string& path, std::int64_t number, int acknowledgements) {
  auto store = SqliteStore::open(path);
  if (!store) ::_exit(1);
  for (;; ++number) {
    if (!(*store)->append(make_entry(number))) ::_exit(2);
    if (::write(acknowledgements, &number, sizeof number) != sizeof number) ::_exit(3);
  }
}

enum class LifeBegins { at_birth, at_first_acknowledgement };

// Runs one child for `life` and adds the numbers it acknowledged.
void run_and_kill(const std::string& path, std::int64_t first, LifeBegins begins, std::chrono::microseconds life,
                  std::set<std::int64_t>& acknowledged) {
  int pipe_ends[2] = {};
  ASSERT_EQ(::pipe(pipe_ends), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::close(pipe_ends[0]);
    append_until_killed(path, first, pipe_ends[1]);
  }
  ::close(pipe_ends[1]);
  std::int64_t number = 0;
  const auto read_number = [&] { return ::read(pipe_ends[0], &number, sizeof number) == sizeof number; };
  if (begins == LifeBegins::at_first_acknowledgement && read_number()) acknowledged.insert(number);
  std::this_thread::sleep_for(life);
  ::kill(child, SIGKILL);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the child gave up with " << WEXITSTATUS(status);
  while (read_number()) acknowledged.insert(number);
  ::close(pipe_ends[0]);
}

TEST(Kill, LosesNoAcknowledgedEntry) {
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/genu.sqlite";
  ASSERT_TRUE(SqliteStore::open(path).value()->add_runner({runner, "", Instant{0}}));

  std::mt19937 random(20261124);  // the same lives in every run
  std::uniform_int_distribution<int> life_us(0, longest_life_us);
  std::set<std::int64_t> acknowledged;
  for (int round = 0; round < rounds; ++round) {
    SCOPED_TRACE(round);
    const std::int64_t first = std::int64_t{round} * 1'000'000;
    const LifeBegins begins = round % 2 == 0 ? LifeBegins::at_birth : LifeBegins::at_first_acknowledgement;
    run_and_kill(path, first, begins, std::chrono::microseconds(life_us(random)), acknowledged);
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GE(acknowledged.size(), static_cast<std::size_t>(rounds / 2)) << "the children hardly got to work";

  auto database = sqlite::Database::open(path).value();
  sqlite::Query check = database.query("PRAGMA integrity_check").value();
  ASSERT_TRUE(check.step().value());
  EXPECT_EQ(check.text(0), "ok");

  const std::unique_ptr<Store> store = SqliteStore::open(path).value();
  const std::vector<Entry> entries = store->list(runner).value();
  std::set<std::string> stored;
  for (const Entry& entry : entries) {
    EXPECT_EQ(entry.body, make_entry(entry.time.unix_ms).body);
    stored.insert(entry.id);
  }
  for (const std::int64_t number : acknowledged) EXPECT_TRUE(stored.contains(make_entry(number).id)) << number;
  // Per round at most one entry may be stored without its acknowledgement having reached us.
  EXPECT_LE(stored.size(), acknowledged.size() + rounds);
}

}  // namespace
}  // namespace genu
