// An import whose process is killed at any moment can be run again: in the end every run is recorded, and each once.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <thread>

#include "service/importer.h"
#include "service/run_json.h"
#include "store/sqlite_store.h"
#include "store/temporary_folder.h"

namespace genu {
namespace {

constexpr int rows = 1000;  // some sixteen batches
constexpr int most_lives = 60;
const std::string ada = "01ARYZ6S410000000000000ADA";

class FixedClock final : public Clock {
 public:
  Instant now() const override { return {1'795'000'000'000}; }
};

std::string write_export(const std::string& folder) {
  const std::string path = folder + "/export";
  ::mkdir(path.c_str(), 0700);
  std::ofstream table(path + "/activities.csv");
  table << "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Moving Time,Distance,Filename\n";
  const Day first = parse_day("2020-01-01").value();
  for (int i = 0; i < rows; ++i)
    table << i + 1 << ',' << to_iso8601(Day{first.since_epoch + i}) << " 17:00:00,Run,Run,3600,3600," << 9000 + i
          << ",\n";
  return path;
}

Result<ImportState> import(const std::string& database, const std::string& path, int life) {
  GENU_ASSIGN(const std::unique_ptr<SqliteStore> store, SqliteStore::open(database));
  int next = 0;
  const NewId new_id = [&] {
    const std::string digits = std::to_string(life * 100'000 + next++);
    return "01ARYZ6S42" + std::string(16 - digits.size(), '0') + digits;
  };
  const FixedClock clock;
  return import_activities(*store, ada, {path}, 1, clock, new_id, [](const ImportState&) { return true; });
}

TEST(Kill, AnImportCanBeRunAgain) {
  const TemporaryFolder folder;
  const std::string database = folder.path() + "/genu.sqlite";
  const std::string path = write_export(folder.path());
  ASSERT_TRUE(SqliteStore::open(database).value()->add_runner({ada, "", Instant{0}}));

  std::mt19937 random(20261124);
  std::uniform_int_distribution<int> life_us(1'000, 60'000);
  int killed = 0;
  for (int life = 0; life < most_lives; ++life) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) ::_exit(import(database, path, life) ? 0 : 1);
    std::this_thread::sleep_for(std::chrono::microseconds(life_us(random)));
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    killed += WIFSIGNALED(status) ? 1 : 0;
    ASSERT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
  }
  EXPECT_GT(killed, 0);

  const auto last = import(database, path, most_lives);
  ASSERT_TRUE(last) << last.error().text();
  const auto store = SqliteStore::open(database).value();
  const std::vector<RecordedRun> runs = standing_runs(store->list(ada, EntryKind::activity).value()).value();
  EXPECT_EQ(runs.size(), static_cast<std::size_t>(rows));
  std::set<double> distances;
  for (const RecordedRun& run : runs) distances.insert(run.run.distance_m);
  EXPECT_EQ(distances.size(), static_cast<std::size_t>(rows));
}

}  // namespace
}  // namespace genu
