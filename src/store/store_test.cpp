// What every store promises, checked on all of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include "store/memory_store.h"
#include "store/sqlite_store.h"
#include "store/temporary_folder.h"

namespace genu {
namespace {

using testing::ElementsAre;
using testing::Field;

const std::string ada = "01ARYZ6S410000000000000ADA";
const std::string bob = "01ARYZ6S410000000000000B0B";

std::string entry_id(int number) {
  const std::string digits = std::to_string(number);
  return "01ARYZ6S42" + std::string(16 - digits.size(), '0') + digits;
}

Entry make_entry(int number, const std::string& runner = ada) {
  Entry entry;
  entry.id = entry_id(number);
  entry.runner = runner;
  entry.time = Instant{1000 + number};
  entry.body = R"({"number": )" + std::to_string(number) + "}";
  return entry;
}

std::vector<std::string> ids(const std::vector<Entry>& entries) {
  std::vector<std::string> result;
  for (const Entry& entry : entries) result.push_back(entry.id);
  return result;
}

struct StoreKind {
  const char* name;
  std::function<std::unique_ptr<Store>(const std::string& folder)> make;
};

class AnyStore : public testing::TestWithParam<StoreKind> {
 protected:
  AnyStore() : store(GetParam().make(folder.path())) {
    EXPECT_TRUE(store->add_runner({ada, "Ada", Instant{100}}));
    EXPECT_TRUE(store->add_runner({bob, "", Instant{200}}));
  }

  TemporaryFolder folder;
  std::unique_ptr<Store> store;
};

TEST_P(AnyStore, AppendsAllOrNone) {
  const std::vector<Entry> good{make_entry(1), make_entry(2)};
  const std::string bytes("FIT\0\xFFmore", 9);
  const std::vector<Original> files{{"aa", ada, "a.fit", bytes}};
  ASSERT_TRUE(store->append_all(good, files));
  EXPECT_EQ(store->read_original(ada, "aa")->bytes, bytes);
  EXPECT_EQ(store->read_original(ada, "aa")->name, "a.fit");
  EXPECT_EQ(store->read_original(bob, "aa").error().code, ErrorCode::not_found);

  const std::vector<Entry> bad{make_entry(3), make_entry(1)};
  const std::vector<Original> more{{"bb", ada, "b.fit", "b"}};
  EXPECT_EQ(store->append_all(bad, more).error().code, ErrorCode::conflict);
  EXPECT_THAT(ids(*store->list(ada)), ElementsAre(entry_id(1), entry_id(2)));
  EXPECT_FALSE(store->read_original(ada, "bb"));
}

TEST_P(AnyStore, KeepsTheFirstNameOfAFile) {
  ASSERT_TRUE(store->append_all({}, std::vector<Original>{{"aa", ada, "a.fit", "bytes"}}));
  ASSERT_TRUE(store->append_all({}, std::vector<Original>{{"aa", ada, "again.fit", "bytes"}}));
  EXPECT_EQ(store->read_original(ada, "aa")->name, "a.fit");
}

TEST_P(AnyStore, ErasesFilesToo) {
  ASSERT_TRUE(
      store->append_all({}, std::vector<Original>{{"aa", ada, "a.fit", "bytes"}, {"aa", bob, "a.fit", "bytes"}}));
  ASSERT_TRUE(store->erase(ada));
  EXPECT_FALSE(store->read_original(ada, "aa"));
  EXPECT_TRUE(store->read_original(bob, "aa"));
}

TEST_P(AnyStore, ListsRunnersNewestFirst) {
  ASSERT_TRUE(store->add_runner({entry_id(7), "Grace", Instant{150}}));
  const auto runners = store->list_runners().value();
  EXPECT_THAT(runners, ElementsAre(Field(&Runner::id, bob), Field(&Runner::name, "Grace"), Field(&Runner::id, ada)));
}

TEST_P(AnyStore, ReadsARunnerBack) {
  const Runner runner = store->read_runner(ada).value();
  EXPECT_EQ(runner.id, ada);
  EXPECT_EQ(runner.name, "Ada");
  EXPECT_EQ(runner.created, Instant{100});
  EXPECT_EQ(store->read_runner(bob).value().name, "");
}

TEST_P(AnyStore, RefusesARunnerTwice) {
  EXPECT_EQ(store->add_runner({ada, "Another", Instant{300}}).error().code, ErrorCode::conflict);
  EXPECT_EQ(store->read_runner(ada).value().name, "Ada");
}

TEST_P(AnyStore, UnknownRunnersAreNotFound) {
  const std::string nobody = entry_id(0);
  EXPECT_EQ(store->read_runner(nobody).error().code, ErrorCode::not_found);
  EXPECT_EQ(store->list(nobody).error().code, ErrorCode::not_found);
  EXPECT_EQ(store->erase(nobody).error().code, ErrorCode::not_found);
  EXPECT_EQ(store->append(make_entry(1, nobody)).error().code, ErrorCode::not_found);
  EXPECT_EQ(store->read_runner("").error().code, ErrorCode::not_found);
}

TEST_P(AnyStore, KeepsEveryFieldOfAnEntry) {
  Entry first = make_entry(1);
  first.kind = EntryKind::note;
  first.author = Author::clinician;
  first.body = R"({"text": "Schmerz beim Laufen, 膝"})" + std::string(1, '\0') + "after a zero byte";
  Entry second = make_entry(2);
  second.supersedes = first.id;
  ASSERT_TRUE(store->append(first));
  ASSERT_TRUE(store->append(second));

  const std::vector<Entry> entries = store->list(ada).value();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].id, first.id);
  EXPECT_EQ(entries[0].runner, ada);
  EXPECT_EQ(entries[0].kind, EntryKind::note);
  EXPECT_EQ(entries[0].time, first.time);
  EXPECT_EQ(entries[0].author, Author::clinician);
  EXPECT_EQ(entries[0].body, first.body);
  EXPECT_EQ(entries[0].supersedes, std::nullopt);
  EXPECT_EQ(entries[1].supersedes, first.id);
}

TEST_P(AnyStore, ListsOldestFirstAndInOrderOfArrivalWithinAMillisecond) {
  Entry early = make_entry(9);
  early.time = Instant{1};
  Entry tie = make_entry(1);
  tie.time = make_entry(5).time;
  for (const Entry& entry : {make_entry(5), tie, early}) ASSERT_TRUE(store->append(entry));
  EXPECT_THAT(ids(store->list(ada).value()), ElementsAre(entry_id(9), entry_id(5), entry_id(1)));
}

TEST_P(AnyStore, ListsOneKindOfOneRunner) {
  Entry note = make_entry(2);
  note.kind = EntryKind::note;
  for (const Entry& entry : {make_entry(1), note, make_entry(3, bob)}) ASSERT_TRUE(store->append(entry));
  EXPECT_THAT(ids(store->list(ada, EntryKind::note).value()), ElementsAre(entry_id(2)));
  EXPECT_THAT(ids(store->list(ada).value()), ElementsAre(entry_id(1), entry_id(2)));
  EXPECT_THAT(store->list(ada, EntryKind::assessment).value(), testing::IsEmpty());
}

TEST_P(AnyStore, RefusesAnEntryTwiceAndKeepsTheFirst) {
  Entry changed = make_entry(1);
  changed.body = "{}";
  ASSERT_TRUE(store->append(make_entry(1)));
  EXPECT_EQ(store->append(changed).error().code, ErrorCode::conflict);
  EXPECT_EQ(store->list(ada).value().front().body, make_entry(1).body);
}

TEST_P(AnyStore, CorrectsOnlyEntriesOfTheSameRunner) {
  ASSERT_TRUE(store->append(make_entry(1, bob)));
  Entry correction = make_entry(2);
  correction.supersedes = entry_id(1);
  EXPECT_EQ(store->append(correction).error().code, ErrorCode::not_found);
  EXPECT_TRUE(store->list(ada).value().empty());
}

TEST_P(AnyStore, ErasesOneRunnerOnly) {
  Entry correction = make_entry(2);
  correction.supersedes = entry_id(1);
  for (const Entry& entry : {make_entry(1), correction, make_entry(3, bob)}) ASSERT_TRUE(store->append(entry));
  ASSERT_TRUE(store->erase(ada));
  EXPECT_EQ(store->list(ada).error().code, ErrorCode::not_found);
  EXPECT_EQ(store->list_runners().value().size(), 1U);
  EXPECT_THAT(ids(store->list(bob).value()), ElementsAre(entry_id(3)));
  EXPECT_TRUE(store->add_runner({ada, "Ada again", Instant{400}}));
  EXPECT_TRUE(store->list(ada).value().empty());
}

TEST_P(AnyStore, TakesCallsFromSeveralThreads) {
  std::atomic<int> failures = 0;
  const auto work = [this, &failures](int first) {
    for (int number = first; number < first + 20; ++number) {
      if (!store->append(make_entry(number)) || !store->list(ada)) ++failures;
    }
  };
  std::thread one(work, 0), two(work, 100), three(work, 200);
  for (std::thread* thread : {&one, &two, &three}) thread->join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(store->list(ada).value().size(), 60U);
}

std::unique_ptr<Store> make_memory_store(const std::string&) { return std::make_unique<MemoryStore>(); }
std::unique_ptr<Store> make_sqlite_store(const std::string& folder) {
  return SqliteStore::open(folder + "/genu.sqlite").value();
}

INSTANTIATE_TEST_SUITE_P(Stores, AnyStore,
                         testing::Values(StoreKind{"Memory", make_memory_store},
                                         StoreKind{"Sqlite", make_sqlite_store}),
                         [](const auto& store_kind) { return store_kind.param.name; });

}  // namespace
}  // namespace genu
