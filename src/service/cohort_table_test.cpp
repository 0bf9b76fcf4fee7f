#include "service/cohort_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace genu {
namespace {

using ::testing::HasSubstr;

struct Outcome {
  std::string text;
  Result<CohortCounts> counts = CohortCounts{};
};

Outcome run(const std::string& table, CohortOptions options = {}) {
  Outcome outcome;
  outcome.counts = write_cohort_table(bytes_in_memory(table), options, [&](const std::string& lines) {
    outcome.text += lines;
    return true;
  });
  return outcome;
}

// The states by hand: the longest of the 30 days before each session, exactly 10 % is still the reference.
TEST(CohortTable, EqualsATableComputedByHand) {
  const Outcome outcome =
      run("runner,date,distance_m\n"
          "ada,2026-01-01,10000\n"
          "ada,2026-01-11,11000\n"  // 11000 / 10000: exactly 10 %, reference
          "ada,2026-01-21,12200\n"  // 12200 / 11000: 10.9 %, small
          "ada,2026-01-31,15900\n"  // the 30 days before hold 01-01; longest 12200: 30.3 %, moderate; acute:chronic
                                    // 15900 / ((11000 + 12200) / 3), the three weeks being 01-04 to 01-24
          "ada,2026-03-03,10000\n"  // 31 days after 01-31: nothing in 30 days, undefined
          "ada,2026-03-03,20001\n"  // the same day, a second session; 20001 / 10000: over 100 %, large
          "bob,2026-01-01,5000\n");
  ASSERT_TRUE(outcome.counts) << outcome.counts.error().text();
  EXPECT_EQ(outcome.counts->runners, 2U);
  EXPECT_EQ(outcome.counts->sessions, 7U);
  EXPECT_EQ(outcome.text, std::string(cohort_header) +
                              "ada,2026-01-01,10000,,,undefined,yes,10000,0,,\n"
                              "ada,2026-01-11,11000,10000,1.100,reference,yes,11000,10000,,\n"
                              "ada,2026-01-21,12200,11000,1.109,small_spike,yes,12200,11000,1.109,\n"
                              "ada,2026-01-31,15900,12200,1.303,moderate_spike,no,15900,12200,1.303,2.056\n"
                              "ada,2026-03-03,10000,,,undefined,no,10000,0,,\n"
                              "ada,2026-03-03,20001,10000,2.000,large_spike,no,30001,0,,\n"
                              "bob,2026-01-01,5000,,,undefined,yes,5000,0,,\n");
}

TEST(CohortTable, KnowsUnitsAndNames) {
  EXPECT_THAT(run("id;day;km\nx;2026-01-01T08:00;10,5\n").text, HasSubstr("x,2026-01-01,10500,"));
  EXPECT_THAT(run("id,day,km\nx,2026-01-01,ten\n").counts.error().text(), HasSubstr("not a distance"));
  EXPECT_THAT(run("id;day;km\nx;2026-01-01 08:00;10.5\n").text, HasSubstr("x,2026-01-01,10500,"));
  EXPECT_THAT(run("participant,date,miles\nx,2026-01-01,1\n").text, HasSubstr("x,2026-01-01,1609,"));
  EXPECT_THAT(run("Runner,Date,Distance_M,note\n\"a,b\",2026-01-01,1,x\n").text, HasSubstr("\"a,b\",2026-01-01,1,"));
}

TEST(CohortTable, ErrorsNameTheLine) {
  const auto message = [](const std::string& table) { return run(table).counts.error().text(); };
  EXPECT_THAT(message(""), HasSubstr("empty"));
  EXPECT_THAT(message("a,b\n"), HasSubstr("runner, date"));
  EXPECT_THAT(message("runner,date,x\n"), HasSubstr("distance_m"));
  EXPECT_THAT(message("runner,date,distance_m\na,01.02.2026,1\n"), HasSubstr("line 2"));
  EXPECT_THAT(message("runner,date,distance_m\na,2026-01-02,-1\n"), HasSubstr("line 2"));
  EXPECT_THAT(message("runner,date,distance_m\na,2026-01-02\n"), HasSubstr("too few"));
  EXPECT_THAT(message("runner,date,distance_m\na,2026-01-02,1\na,2026-01-01,1\n"), HasSubstr("line 3"));
  EXPECT_THAT(message("runner,date,distance_m\na,2026-01-02,1\nb,2026-01-02,1\na,2026-01-03,1\n"),
              HasSubstr("line 4: the runner a comes back"));
}

std::string large_table(int runners) {
  std::string table = "runner,date,distance_m\n";
  for (int runner = 0; runner < runners; ++runner)
    for (int day = 1; day <= 28; ++day)
      table += "r" + std::to_string(runner) + ",2026-02-" + (day < 10 ? "0" : "") + std::to_string(day) + "," +
               std::to_string(3000 + 37 * ((runner * 31 + day * 17) % 300)) + "\n";
  return table;
}

std::vector<std::string> sorted_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());  // the headers
  return lines;
}

TEST(CohortTable, TheShardsTogetherAreTheWhole) {
  const std::string table = large_table(2000);
  const std::string whole = run(table).text;
  std::string parts;
  std::uint64_t sessions = 0;
  for (std::uint64_t part = 0; part < 3; ++part) {
    const Outcome outcome = run(table, {{part, 3}, 1});
    parts += outcome.text;
    sessions += outcome.counts->sessions;
    EXPECT_GT(outcome.counts->runners, 500U);
  }
  EXPECT_EQ(sessions, 56'000U);
  EXPECT_EQ(sorted_lines(whole), sorted_lines(parts));
}

TEST(CohortTable, ThreadsChangeNothing) {
  const std::string table = large_table(1500);
  EXPECT_EQ(run(table, {{}, 1}).text, run(table, {{}, 4}).text);
}

TEST(CohortTable, AFullDiskIsAnError) {
  int calls = 0;
  const auto counts = write_cohort_table(bytes_in_memory(large_table(3000)), {}, [&](const std::string&) {
    ++calls;
    return false;
  });
  ASSERT_FALSE(counts);
  EXPECT_EQ(counts.error().code, ErrorCode::io);
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace genu
