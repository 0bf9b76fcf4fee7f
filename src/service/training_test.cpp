// From files to what the diagnosis hears, as the page does it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include <nlohmann/json.hpp>

#include "import/test_files.h"
#include "knowledge/codec.h"
#include "service/service.h"
#include "store/memory_store.h"
#include "store/temporary_folder.h"

namespace genu {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

class NovemberClock final : public Clock {
 public:
  Instant now() const override { return {1'795'500'000'000 + ++steps_}; }  // 2026-11-24

 private:
  mutable std::int64_t steps_ = 0;
};

class CountingEntropy final : public Entropy {
 public:
  void fill(unsigned char (&bytes)[10]) override {
    for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(next_++ >> 3);
  }

 private:
  unsigned next_ = 0;
};

const Reasoner& reasoner() {
  static const Reasoner instance(embedded_knowledge());
  return instance;
}

// Three runs a week of 8 to 9 km for half a year, and one of 14 km on 2026-10-20.
std::string history_with_a_spike() {
  std::string table =
      "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Moving Time,Distance,Elevation Gain,Activity "
      "Gear,Filename\n";
  const Day first = parse_day("2026-05-01").value();
  const Day spike = parse_day("2026-10-20").value();
  int id = 1;
  for (int day = 0; day < 190; ++day) {
    const Day today{first.since_epoch + day};
    const bool runs = day % 7 == 1 || day % 7 == 3 || day % 7 == 6;
    if (!runs && today != spike) continue;
    const int distance_m = today == spike ? 14'000 : 8000 + 73 * (day % 13);
    table += std::to_string(id++) + "," + to_iso8601(today) + " 17:00:00,Evening run,Run," +
             std::to_string(distance_m * 36 / 100) + "," + std::to_string(distance_m * 36 / 100) + "," +
             std::to_string(distance_m) + ",40,Pegasus,\n";
  }
  return table;
}

class TrainingTest : public ::testing::Test {
 protected:
  Json call(const Result<std::string>& result) {
    EXPECT_TRUE(result) << result.error().text();
    return result ? Json::parse(*result) : Json();
  }

  void upload(const std::string& name, const std::string& bytes, std::size_t piece = 1 << 20) {
    for (std::size_t at = 0; at == 0 || at < bytes.size(); at += piece)
      call(service_.import_piece(ada_, name, at, bytes.size(), std::string_view(bytes).substr(at, piece)));
  }
  Json finish_import() {
    call(service_.import_start(ada_));
    while (true) {
      const Json state = call(service_.import_state(ada_));
      if (state["state"] != "running") return state;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  void say_onset(const std::string& day) {
    call(service_.answer(ada_, R"({"question":"about_you","runner":{"onset":")" + day + "\"}}"));
  }
  bool has_contributor(const std::string& id) {
    const Json view = call(service_.assessment(ada_));
    for (const Json& contributor : view["contributors"])
      if (contributor["id"] == id) return true;
    return false;
  }

  TemporaryFolder folder_;
  MemoryStore store_;
  NovemberClock clock_;
  CountingEntropy entropy_;
  Service service_{reasoner(), store_, clock_, entropy_, folder_.path() + "/uploads"};
  std::string ada_ = call(service_.add_runner(R"({"name":"Ada"})"))["id"];
};

TEST_F(TrainingTest, FilesInPiecesBecomeAHistory) {
  const std::string zip = content_of(small_files() / "exports/strava_export_en.zip");
  upload("strava.zip", zip, 50'000);
  const Json state = finish_import();
  EXPECT_EQ(state["state"], "done");
  EXPECT_EQ(state["bytes_done"], zip.size());
  EXPECT_EQ(state["runs_added"], 7);
  EXPECT_EQ(state["problem_count"], 1);
  EXPECT_FALSE(fs::exists(folder_.path() + "/uploads/" + ada_)) << "no copy of the files stays";

  const Json training = call(service_.training(ada_));
  EXPECT_EQ(training["runs"].size(), 8U);
  EXPECT_EQ(training["changes"]["status"], "no_onset");
  const auto with_points = std::find_if(training["runs"].begin(), training["runs"].end(),
                                        [](const Json& run) { return run["distance_m"] == 6596.1; });
  ASSERT_NE(with_points, training["runs"].end());
  const Json activity = call(service_.activity(ada_, (*with_points)["entry"].get<std::string>()));
  EXPECT_GE(activity["splits"].size(), 6U);
  EXPECT_GT(activity["series"]["distance_m"].size(), 100U);
  EXPECT_EQ(activity["series"]["distance_m"].size(), activity["series"]["pace_s_per_km"].size());
  EXPECT_EQ(service_.activity(ada_, "01ARYZ6S420000000000000001").error().code, ErrorCode::not_found);
}

TEST_F(TrainingTest, PiecesOutOfOrderAreRefused) {
  call(service_.import_piece(ada_, "a.fit", 0, 10, "12345"));
  EXPECT_EQ(service_.import_piece(ada_, "a.fit", 6, 10, "7890").error().code, ErrorCode::conflict);
  EXPECT_EQ(service_.import_piece(ada_, "b.fit", 5, 10, "67890").error().code, ErrorCode::conflict);
  EXPECT_EQ(service_.import_start(ada_).error().code, ErrorCode::conflict);
  EXPECT_EQ(service_.import_piece(ada_, "a.fit", 5, 10, "678901").error().code, ErrorCode::invalid_input);
  for (const char* name : {"", "/etc/passwd", "../up", "a/../../up", "a\\b"})
    EXPECT_EQ(service_.import_piece(ada_, name, 0, 1, "x").error().code, ErrorCode::invalid_input) << name;
  const Json again = call(service_.import_piece(ada_, "a.fit", 0, 10, "123"));
  EXPECT_EQ(again["bytes_done"], 3);
  EXPECT_EQ(again["bytes_total"], 10) << "a file that is sent again counts once";
  EXPECT_EQ(call(service_.import_cancel(ada_))["state"], "cancelled");
  EXPECT_EQ(service_.import_start(ada_).error().code, ErrorCode::conflict);
  EXPECT_EQ(service_.import_state("01ARYZ6S420000000000000001").error().code, ErrorCode::not_found);
}

TEST_F(TrainingTest, AJumpBeforeThePainReachesTheDiagnosis) {
  upload("activities.csv", history_with_a_spike());
  EXPECT_EQ(finish_import()["state"], "done");
  EXPECT_FALSE(has_contributor("training_load_spike"));

  say_onset("2026-10-25");
  EXPECT_TRUE(has_contributor("training_load_spike"));
  const Json training = call(service_.training(ada_));
  EXPECT_EQ(training["changes"]["status"], "found");
  const Json& card = training["changes"]["cards"][0];
  EXPECT_EQ(card["id"], "spike");
  EXPECT_EQ(card["before"], 14);
  EXPECT_THAT(card["sentence"].get<std::string>(), HasSubstr("14 km"));
  EXPECT_FALSE(card["sources"].empty());
  const auto finding = std::find_if(training["findings"].begin(), training["findings"].end(),
                                    [](const Json& one) { return one["finding"] == "longest_run_ratio"; });
  EXPECT_NE(finding, training["findings"].end());

  // Another first day: the run lies after it, and the same runs say something else.
  say_onset("2026-09-20");
  EXPECT_FALSE(has_contributor("training_load_spike"));
  EXPECT_EQ(call(service_.training(ada_))["changes"]["status"], "nothing");
}

TEST_F(TrainingTest, FindingsAreRecordedOnceAndWithTheirSource) {
  upload("activities.csv", history_with_a_spike());
  finish_import();
  say_onset("2026-10-25");
  const auto device_entries = [&] {
    std::size_t count = 0;
    const std::vector<Entry> entries = store_.list(ada_, EntryKind::answers).value();
    for (const Entry& entry : entries) count += Json::parse(entry.body)["from"] == "device" ? 1U : 0U;
    return count;
  };
  EXPECT_EQ(device_entries(), 1U);
  call(service_.training(ada_));
  call(service_.training(ada_));
  EXPECT_EQ(device_entries(), 1U);
}

TEST_F(TrainingTest, ARangeOfDaysIsKept) {
  upload("activities.csv", history_with_a_spike());
  finish_import();
  call(service_.answer(ada_, R"({"question":"about_you","runner":{"onset_until":"2026-10-28","onset":"2026-10-23"}})"));
  const Json training = call(service_.training(ada_));
  EXPECT_EQ(training["onset"], "2026-10-23");
  EXPECT_EQ(training["onset_until"], "2026-10-28");
  EXPECT_EQ(
      service_.answer(ada_, R"({"question":"about_you","runner":{"onset":"2026-10-23","onset_until":"2026-10-01"}})")
          .error()
          .code,
      ErrorCode::invalid_input);
}

TEST_F(TrainingTest, AnErasedRunnerLeavesNothing) {
  call(service_.import_piece(ada_, "a.fit", 0, 10, "12345"));
  ASSERT_TRUE(service_.erase(ada_));
  EXPECT_FALSE(fs::exists(folder_.path() + "/uploads/" + ada_));
}

}  // namespace
}  // namespace genu
