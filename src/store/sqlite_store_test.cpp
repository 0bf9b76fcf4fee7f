// What only a store on disk can get wrong: the file, its neighbours, and the disk under it.
#include "store/sqlite_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "store/temporary_folder.h"

namespace genu {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string ada = "01ARYZ6S410000000000000ADA";
const std::string bob = "01ARYZ6S410000000000000B0B";

std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

unsigned mode_of(const std::filesystem::path& path) {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0U;
}

Entry make_entry(int number, const std::string& runner, std::string body) {
  Entry entry;
  const std::string digits = std::to_string(number);
  entry.id = "01ARYZ6S42" + std::string(16 - digits.size(), '0') + digits;
  entry.runner = runner;
  entry.time = Instant{number};
  entry.body = std::move(body);
  return entry;
}

class SqliteFile : public testing::Test {
 protected:
  std::unique_ptr<Store> open() { return SqliteStore::open(path).value(); }
  Error open_error() {
    const auto store = SqliteStore::open(path);
    return store ? Error{ErrorCode::io, "it opened", ""} : store.error();
  }
  void run_sql(const char* sql) {
    auto database = sqlite::Database::open(path);
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->execute(sql));
  }
  std::string every_byte() const {
    std::string bytes;
    for (const auto& file : std::filesystem::directory_iterator(folder.path())) bytes += read_bytes(file.path());
    return bytes;
  }

  TemporaryFolder folder;
  std::string path = folder.path() + "/genu.sqlite";
};

TEST_F(SqliteFile, KeepsRecordsWhenReopened) {
  ASSERT_TRUE(open()->add_runner({ada, "Ada", Instant{1}}));
  ASSERT_TRUE(open()->append(make_entry(1, ada, "{}")));
  EXPECT_EQ(open()->list(ada).value().size(), 1U);
}

TEST_F(SqliteFile, MakesPrivateFoldersAndFiles) {
  path = folder.path() + "/share/genu/genu.sqlite";
  const auto store = open();
  EXPECT_EQ(mode_of(folder.path() + "/share/genu"), 0700U);
  for (const char* suffix : {"", "-wal", "-shm"}) EXPECT_EQ(mode_of(path + suffix), 0600U) << suffix;
}

TEST_F(SqliteFile, TwoOpenStoresSeeEachOther) {
  const auto first = open();
  const auto second = open();
  ASSERT_TRUE(first->add_runner({ada, "Ada", Instant{1}}));
  EXPECT_TRUE(second->append(make_entry(1, ada, "{}")));
  EXPECT_EQ(first->list(ada).value().size(), 1U);
}

TEST_F(SqliteFile, LeavesNothingOfAnErasedRunner) {
  const std::string marker = "MARKER-OF-ADA-";
  const auto store = open();
  ASSERT_TRUE(store->add_runner({ada, marker + "name", Instant{1}}));
  ASSERT_TRUE(store->add_runner({bob, "KEPT-BOB", Instant{2}}));
  // Small and large bodies, of two runners in turn: splits pages, moves cells and uses overflow pages.
  for (int number = 0; number < 300; ++number) {
    const std::string padding(static_cast<std::size_t>(number % 7 == 0 ? 9000 : number), 'x');
    ASSERT_TRUE(store->append(make_entry(number, number % 2 == 0 ? ada : bob,
                                         (number % 2 == 0 ? marker : "KEPT-") + std::to_string(number) + padding)));
  }
  ASSERT_THAT(every_byte(), HasSubstr(marker));

  ASSERT_TRUE(store->erase(ada));
  EXPECT_THAT(every_byte(), Not(HasSubstr(marker)));
  EXPECT_THAT(every_byte(), Not(HasSubstr(ada)));
  EXPECT_THAT(every_byte(), HasSubstr("KEPT-BOB"));
  EXPECT_EQ(store->list(bob).value().size(), 150U);
}

TEST_F(SqliteFile, FinishesAnErasureThatAReaderHeldUp) {
  const auto store = SqliteStore::open(path, std::chrono::milliseconds(50)).value();
  ASSERT_TRUE(store->add_runner({ada, "MARKER-OF-ADA", Instant{1}}));
  {
    auto reader = sqlite::Database::open(path).value();
    ASSERT_TRUE(reader.execute("BEGIN"));
    ASSERT_EQ(reader.integer("SELECT count(*) FROM runner").value(), 1);
    const auto erased = store->erase(ada);  // waits for the reader in vain
    ASSERT_FALSE(erased);
    EXPECT_EQ(erased.error().code, ErrorCode::io);
    EXPECT_THAT(erased.error().message, HasSubstr("close that program"));
    EXPECT_EQ(store->read_runner(ada).error().code, ErrorCode::not_found);
    EXPECT_THAT(every_byte(), HasSubstr("MARKER-OF-ADA"));
  }
  const auto reopened = open();
  EXPECT_THAT(every_byte(), Not(HasSubstr("MARKER-OF-ADA")));
}

TEST_F(SqliteFile, RefusesADamagedFileAndLeavesItAlone) {
  {
    const auto store = open();
    ASSERT_TRUE(store->add_runner({ada, "Ada", Instant{1}}));
    for (int number = 0; number < 50; ++number) {
      ASSERT_TRUE(store->append(make_entry(number, ada, std::string(500, 'x'))));
    }
  }
  std::string bytes = read_bytes(path);
  ASSERT_GT(bytes.size(), 5U * 4096U);
  for (std::size_t i = 4096 + 10; i + 100 < bytes.size(); i += 97) bytes[i] = static_cast<char>(~bytes[i]);
  write_bytes(path, bytes);

  const Error error = open_error();
  EXPECT_EQ(error.code, ErrorCode::corrupt);
  EXPECT_EQ(error.where, path);
  EXPECT_THAT(error.message, HasSubstr("put a backup in its place"));
  EXPECT_EQ(read_bytes(path), bytes);
}

TEST_F(SqliteFile, RefusesAFileThatIsNoDatabaseAndLeavesItAlone) {
  const std::string bytes = "age,sex\n34,female\n" + std::string(2000, '#');
  write_bytes(path, bytes);
  EXPECT_EQ(open_error().code, ErrorCode::corrupt);
  EXPECT_EQ(read_bytes(path), bytes);
}

TEST_F(SqliteFile, RefusesTheDatabaseOfAnotherProgram) {
  write_bytes(path, "");
  run_sql("CREATE TABLE bookmark (url TEXT)");
  const std::string bytes = read_bytes(path);
  const Error error = open_error();
  EXPECT_EQ(error.code, ErrorCode::conflict);
  EXPECT_THAT(error.text(), HasSubstr("another program"));
  EXPECT_EQ(error.where, path);
  EXPECT_EQ(read_bytes(path), bytes);
}

TEST_F(SqliteFile, RefusesANewerSchema) {
  open();
  run_sql("PRAGMA user_version = 999");
  const Error error = open_error();
  EXPECT_EQ(error.code, ErrorCode::conflict);
  EXPECT_THAT(error.message, HasSubstr("newer genu (schema 999"));
}

TEST_F(SqliteFile, SaysWhenTheFolderCannotBeMade) {
  write_bytes(folder.path() + "/file", "");
  path = folder.path() + "/file/genu/genu.sqlite";
  EXPECT_EQ(open_error().code, ErrorCode::io);
  EXPECT_THAT(open_error().text(), HasSubstr(folder.path() + "/file"));
}

TEST_F(SqliteFile, SaysWhenTheFolderIsReadOnly) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  ASSERT_EQ(::chmod(folder.path().c_str(), 0500), 0);
  EXPECT_EQ(open_error().code, ErrorCode::io);
  EXPECT_THAT(open_error().text(), HasSubstr("Permission denied"));
  ASSERT_EQ(::chmod(folder.path().c_str(), 0700), 0);
}

TEST_F(SqliteFile, AFullDiskFailsTheAppendAndLosesNothingBefore) {
  const auto store = open();
  ASSERT_TRUE(store->add_runner({ada, "Ada", Instant{1}}));
  ASSERT_TRUE(store->append(make_entry(1, ada, "{}")));

  std::signal(SIGXFSZ, SIG_IGN);
  rlimit unlimited = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &unlimited), 0);
  const rlimit full{std::filesystem::file_size(path + "-wal") + 5000, unlimited.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &full), 0);
  const auto appended = store->append(make_entry(2, ada, std::string(100'000, 'x')));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &unlimited), 0);

  ASSERT_FALSE(appended);
  EXPECT_EQ(appended.error().code, ErrorCode::io);
  EXPECT_EQ(store->list(ada).value().size(), 1U);
  EXPECT_TRUE(store->append(make_entry(3, ada, "{}")));
  EXPECT_EQ(open()->list(ada).value().size(), 2U);
}

}  // namespace
}  // namespace genu
