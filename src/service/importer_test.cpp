#include "service/importer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "import/test_files.h"
#include "service/run_json.h"
#include "store/memory_store.h"
#include "store/temporary_folder.h"

namespace genu {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

const fs::path data = small_files();
const std::string ada = "01ARYZ6S410000000000000ADA";

class FixedClock final : public Clock {
 public:
  Instant now() const override { return {1'795'000'000'000}; }
};

class ImporterTest : public ::testing::Test {
 protected:
  ImporterTest() { EXPECT_TRUE(store.add_runner({ada, "Ada", clock.now()})); }

  ImportState import(const std::vector<std::string>& paths) {
    const NewId new_id = [this] {
      const std::string digits = std::to_string(++ids);
      return "01ARYZ6S42" + std::string(16 - digits.size(), '0') + digits;
    };
    const auto state = import_activities(store, ada, paths, 2, clock, new_id, [](const ImportState&) { return true; });
    EXPECT_TRUE(state) << state.error().text();
    return state.value_or(ImportState{});
  }
  ImportState import(const fs::path& path) { return import(std::vector<std::string>{path.string()}); }

  std::vector<RecordedRun> runs() { return standing_runs(store.list(ada, EntryKind::activity).value()).value(); }

  double running_m() {
    double sum = 0;
    for (const RecordedRun& run : runs())
      if (run.run.is_run()) sum += run.run.distance_m;
    return sum;
  }

  MemoryStore store;
  FixedClock clock;
  int ids = 0;
};

// Runs, other activities and the running distance are those that the maker of the archives wrote down.
TEST_F(ImporterTest, ReadsAStravaExport) {
  const ImportState state = import(data / "exports/strava_export_en.zip");
  EXPECT_EQ(state.runs_added, 7U);
  EXPECT_EQ(state.others_added, 1U);
  EXPECT_NEAR(running_m(), 42'270.15, 25);  // the row without a file is rounded
  ASSERT_EQ(state.problem_count, 1U);
  EXPECT_THAT(state.problems[0].message, HasSubstr("the file is missing"));
  const std::vector<RecordedRun> all = runs();
  const bool has_shoes =
      std::any_of(all.begin(), all.end(), [](const RecordedRun& run) { return !run.run.gear.empty(); });
  EXPECT_TRUE(has_shoes);
}

TEST_F(ImporterTest, ReadsAGarminExport) {
  const ImportState state = import(data / "exports/garmin_export.zip");
  EXPECT_EQ(state.runs_added, 4U);
  EXPECT_EQ(state.others_added, 1U);
  EXPECT_EQ(state.passed_over, 1U);  // the monitoring file
  EXPECT_NEAR(running_m(), 35'500.49, 1);
}

TEST_F(ImporterTest, ReadsAnAppleExport) {
  const ImportState state = import(data / "exports/apple_health_km.zip");
  EXPECT_EQ(state.runs_added, 3U);
  EXPECT_EQ(state.others_added, 1U);
  EXPECT_NEAR(running_m(), 10'129.53, 1);
}

TEST_F(ImporterTest, TheSameExportTwiceAddsNothing) {
  import(data / "exports/strava_export_en.zip");
  const std::size_t entries = store.list(ada, std::nullopt).value().size();
  const ImportState again = import(data / "exports/strava_export_en.zip");
  EXPECT_EQ(again.runs_added + again.others_added + again.improved, 0U);
  EXPECT_EQ(again.already_recorded, 8U);
  EXPECT_EQ(store.list(ada, std::nullopt).value().size(), entries);
}

TEST_F(ImporterTest, OneBadFileDoesNotStopTheOthers) {
  const ImportState state = import(data / "synthetic");
  EXPECT_EQ(state.others_added, 4U);  // the swim, the ride and the two transitions of the triathlon
  EXPECT_GE(state.runs_added, 27U);
  const auto names = [&](const char* file) {
    return std::any_of(state.problems.begin(), state.problems.end(),
                       [&](const ImportProblem& problem) { return problem.where.find(file) != std::string::npos; });
  };
  for (const char* file : {"s07", "s08", "s09", "s10", "s21", "s22", "s24", "s28", "s29", "s30", "s32"})
    EXPECT_TRUE(names(file)) << file;
  EXPECT_FALSE(names("s01"));
  EXPECT_EQ(state.passed_over, 1U);
}

TEST_F(ImporterTest, OriginalsAreKeptByteForByte) {
  import(data / "synthetic/s01_baseline_le.fit");
  ASSERT_EQ(runs().size(), 1U);
  const RunFile file = runs()[0].file;
  EXPECT_EQ(file.name, "s01_baseline_le.fit");
  EXPECT_EQ(store.read_original(ada, file.id)->bytes, content_of(data / "synthetic/s01_baseline_le.fit"));
}

class TwoSources : public ImporterTest {
 protected:
  fs::path table(const std::string& rows) {
    const fs::path path = fs::path(folder.path()) / "activities.csv";
    std::ofstream(path) << "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Moving Time,Distance,"
                           "Activity Gear,Filename\n"
                        << rows;
    return folder.path();
  }
  TemporaryFolder folder;
};

TEST_F(TwoSources, TheRicherOneStandsAndTakesNameAndShoes) {
  // As in s01: 2026-05-11 07:30 UTC, 1175.79 m, 420 s.
  import(table("1,\"May 11, 2026, 7:30:20 AM\",Lunch run,Run,420,420,1180,Pegasus,\n"));
  ASSERT_EQ(runs().size(), 1U);
  EXPECT_EQ(runs()[0].run.records, 0U);
  const ImportState state = import(data / "synthetic/s01_baseline_le.fit");
  EXPECT_EQ(state.improved, 1U);
  EXPECT_EQ(state.runs_added, 0U);
  ASSERT_EQ(runs().size(), 1U);
  EXPECT_EQ(runs()[0].run.records, 420U);
  EXPECT_EQ(runs()[0].run.name, "Lunch run");
  EXPECT_EQ(runs()[0].run.gear, "Pegasus");
  EXPECT_EQ(store.list(ada, std::nullopt).value().size(), 2U)
      << "what was recorded first stays in the record, superseded";
}

TEST_F(TwoSources, ThePoorerOneGivesItsShoes) {
  import(data / "synthetic/s01_baseline_le.fit");
  const ImportState state = import(table("1,\"May 11, 2026, 7:30:20 AM\",Lunch run,Run,420,420,1180,Pegasus,\n"));
  EXPECT_EQ(state.improved, 1U);
  ASSERT_EQ(runs().size(), 1U);
  EXPECT_EQ(runs()[0].run.records, 420U);
  EXPECT_EQ(runs()[0].run.gear, "Pegasus");
  EXPECT_FALSE(runs()[0].file.id.empty());
}

TEST_F(TwoSources, TwoRunsOnOneDayAreTwo) {
  import(
      table("1,\"May 11, 2026, 7:30:00 AM\",First,Run,1200,1200,4000,,\n"
            "2,\"May 11, 2026, 7:55:00 AM\",Second,Run,1200,1200,4000,,\n"
            "3,\"May 11, 2026, 7:55:40 AM\",Another watch,Run,1190,1190,4060,,\n"));
  EXPECT_EQ(runs().size(), 2U);
}

TEST_F(ImporterTest, ACancelledImportKeepsWhatItReadAndCanBeFinished) {
  const NewId new_id = [this] {
    const std::string digits = std::to_string(++ids);
    return "01ARYZ6S42" + std::string(16 - digits.size(), '0') + digits;
  };
  const auto cancelled = import_activities(store, ada, {(data / "synthetic").string()}, 2, clock, new_id,
                                           [](const ImportState& state) { return state.files_done < 10; });
  ASSERT_TRUE(cancelled);
  EXPECT_TRUE(cancelled->cancelled);
  const std::size_t before = runs().size();
  EXPECT_GT(before, 5U);
  EXPECT_LT(before, 20U);
  const ImportState rest = import(data / "synthetic");
  EXPECT_EQ(before + rest.runs_added + rest.others_added, runs().size());
}

TEST_F(ImporterTest, APathThatIsNotThereIsAnError) {
  const NewId new_id = [] { return std::string("01ARYZ6S420000000000000001"); };
  const auto state =
      import_activities(store, ada, {"/no/such/folder"}, 1, clock, new_id, [](const ImportState&) { return true; });
  ASSERT_FALSE(state);
  EXPECT_EQ(state.error().code, ErrorCode::not_found);
}

TEST(RunJson, WhatIsWrittenIsReadAgain) {
  genu::Run run;
  run.format = "fit";
  run.name = "Zürich \"long\" run";
  run.gear = "Pegasus";
  run.sport = Sport::running;
  run.terrain = Terrain::trail;
  run.start = Instant{1'795'000'123'456};
  run.utc_offset_min = 345;
  run.day = Day{20'775};
  run.distance_m = 24'100.25;
  run.distance_source = DistanceSource::track;
  run.ascent_source = AscentSource::satellite;
  run.ascent_m = 320.5;
  run.moving_s = 8400;
  run.walking_breaks = 3;
  run.contact_time_ms = 251.5;
  run.splits.push_back({1000, 350, 12.0, std::nullopt, 168.0, std::nullopt});
  run.speeds.seconds[11] = 600;
  run.notes = {"a note"};
  Entry entry;
  entry.id = "01ARYZ6S420000000000000001";
  entry.kind = EntryKind::activity;
  entry.body = run_body(run, {"abc", "a.fit", "", 2});
  const RecordedRun read = read_run_body(entry).value();
  EXPECT_EQ(run_body(read.run, read.file), entry.body);
  EXPECT_EQ(read.run.start, run.start);
  EXPECT_EQ(read.run.day, run.day);
  EXPECT_FALSE(read.run.power_w);
  EXPECT_FALSE(read.run.splits[0].descent_m);
  EXPECT_EQ(read.run.speeds.seconds[11], 600);

  entry.body = "{\"run\": {}}";
  EXPECT_EQ(read_run_body(entry).error().code, ErrorCode::corrupt);
}

}  // namespace
}  // namespace genu
