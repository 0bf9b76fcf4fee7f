#include "training/cohort.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <cmath>
#include <vector>

#include "training/simulated.h"

namespace genu {
namespace {

struct Session {
  int day;
  double distance_m;
};

std::vector<SessionExposure> feed(const std::vector<Session>& sessions) {
  RunnerExposures runner;
  std::vector<SessionExposure> rows;
  for (const Session& session : sessions) rows.push_back(*runner.add({session.day}, session.distance_m));
  return rows;
}

// A history made by hand; the table beside it was computed by hand, in whole metres:
//   longest: of the sessions before this one on its day and the 30 days before; state: 100 * session against
//   110, 130 and 200 * longest; provisional: fewer than 30 days since the first session.
TEST(Cohort, EqualsTheTableComputedByHand) {
  struct Row {
    int day;
    double session_m;
    std::int64_t longest_m;
    SpikeState state;
    bool provisional;
  };
  const std::vector<Row> table = {
      {0, 10'000, 0, SpikeState::undefined, true},        // nothing before it
      {2, 11'000, 10'000, SpikeState::reference, true},   // exactly 10 %
      {5, 14'300, 11'000, SpikeState::small, true},       // exactly 30 %
      {5, 5'000, 14'300, SpikeState::reference, true},    // second session of the day: the first one counts
      {9, 28'600, 14'300, SpikeState::moderate, true},    // exactly 100 %
      {29, 28'000, 28'600, SpikeState::reference, true},  // day 29: 29 days of history
      {39, 31'461, 28'600, SpikeState::small, false},     // day 9 is 30 days ago: still in; 28,600 * 1.1 = 31,460
      {40, 31'461, 31'461, SpikeState::reference, false},
      {71, 8'000, 0, SpikeState::undefined, false},  // day 40 is 31 days ago: no run in 30 days
      {72, 16'001, 8'000, SpikeState::large, false},
      {80, 0, 16'001, SpikeState::undefined, false},       // distance unknown: no state
      {81, 17'601, 16'001, SpikeState::reference, false},  // 16,001 * 1.1 = 17,601.1; day 80 did not reset the longest
      {81, 17'602, 17'601, SpikeState::reference, false},
      {111, 19'363, 17'602, SpikeState::small, false},  // 17,602 * 1.1 = 19,362.2; day 81 is 30 days ago
  };
  std::vector<Session> sessions;
  for (const Row& row : table) sessions.push_back({row.day, row.session_m});
  const auto rows = feed(sessions);
  for (std::size_t i = 0; i < table.size(); ++i) {
    EXPECT_EQ(rows[i].longest_m, table[i].longest_m) << i;
    EXPECT_EQ(rows[i].state, table[i].state) << i << " " << name_of(rows[i].state);
    EXPECT_EQ(rows[i].provisional, table[i].provisional) << i;
    EXPECT_EQ(std::isnan(rows[i].ratio), table[i].state == SpikeState::undefined) << i;
  }
  EXPECT_DOUBLE_EQ(rows[2].ratio, 1.3);
}

TEST(Cohort, SumsWeeksByHand) {
  // One run of 5 km on every day from 0 to 27, then 10 km on day 28.
  std::vector<Session> sessions;
  for (int day = 0; day < 28; ++day) sessions.push_back({day, 5'000});
  sessions.push_back({28, 10'000});
  const auto rows = feed(sessions);
  EXPECT_EQ(rows[6].last_7_days_m, 35'000);
  EXPECT_EQ(rows[6].previous_7_days_m, 0);
  EXPECT_TRUE(std::isnan(rows[12].week_to_week));  // 13 days of history
  EXPECT_DOUBLE_EQ(rows[13].week_to_week, 1);
  EXPECT_TRUE(std::isnan(rows[26].acute_to_chronic));  // 27 days
  EXPECT_DOUBLE_EQ(rows[27].acute_to_chronic, 1);
  EXPECT_EQ(rows[28].last_7_days_m, 40'000);
  EXPECT_DOUBLE_EQ(rows[28].week_to_week, 40.0 / 35);
  EXPECT_DOUBLE_EQ(rows[28].acute_to_chronic, 40.0 / 35);  // three weeks of 35 km before
}

TEST(Cohort, HasNoRatioToAnEmptyWeek) {
  const auto rows = feed({{0, 5'000}, {50, 5'000}});
  EXPECT_TRUE(std::isnan(rows[1].week_to_week));
  EXPECT_TRUE(std::isnan(rows[1].acute_to_chronic));
}

TEST(Cohort, RefusesRowsThatAreNotSorted) {
  RunnerExposures runner;
  EXPECT_TRUE(runner.add({10}, 5'000));
  EXPECT_FALSE(runner.add({9}, 50'000));
  EXPECT_EQ(runner.add({10}, 6'000)->longest_m, 5'000);
}

std::vector<Session> random_sessions() {
  std::vector<Session> sessions;
  int day = *rc::gen::inRange(-400, 20'000);
  const int count = *rc::gen::inRange(1, 120);
  for (int i = 0; i < count; ++i) {
    day += *rc::gen::weightedElement<int>({{2, 0}, {6, 1}, {6, 2}, {2, 4}, {1, 15}, {1, 45}});
    sessions.push_back({day, static_cast<double>(*rc::gen::inRange(0, 42'195))});
  }
  return sessions;
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

RC_GTEST_PROP(Cohort, WeeksEqualBruteForce, ()) {
  const std::vector<Session> sessions = random_sessions();
  const auto rows = feed(sessions);
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    std::int64_t last = 0, previous = 0, chronic = 0;
    for (std::size_t j = 0; j <= i; ++j) {
      const int ago = sessions[i].day - sessions[j].day;
      const std::int64_t metres = whole_metres(sessions[j].distance_m);
      if (ago <= 6) last += metres;
      if (ago >= 7 && ago <= 13) previous += metres;
      if (ago >= 7 && ago <= 27) chronic += metres;
    }
    RC_ASSERT(rows[i].last_7_days_m == last);
    RC_ASSERT(rows[i].previous_7_days_m == previous);
    const bool covered = sessions[i].day - sessions[0].day >= 27 && chronic > 0;
    RC_ASSERT(std::isnan(rows[i].acute_to_chronic) == !covered);
    if (covered) RC_ASSERT(rows[i].acute_to_chronic == static_cast<double>(3 * last) / static_cast<double>(chronic));
  }
}

RC_GTEST_PROP(Cohort, LongerKilometresKeepTheRatios, ()) {
  std::vector<Session> sessions = random_sessions();
  const auto rows = feed(sessions);
  for (Session& session : sessions) session.distance_m *= 3;
  const auto scaled = feed(sessions);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    RC_ASSERT(scaled[i].state == rows[i].state);
    RC_ASSERT(same(scaled[i].ratio, rows[i].ratio));
    RC_ASSERT(same(scaled[i].week_to_week, rows[i].week_to_week));
    RC_ASSERT(same(scaled[i].acute_to_chronic, rows[i].acute_to_chronic));
  }
}

RC_GTEST_PROP(Cohort, ARunBeyondTheWindowChangesNothingButTheLengthOfTheHistory, ()) {
  std::vector<Session> sessions = random_sessions();
  const auto rows = feed(sessions);
  sessions.insert(sessions.begin(), {sessions[0].day - *rc::gen::inRange(31, 400), 42'195});
  const auto longer = feed(sessions);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    RC_ASSERT(longer[i + 1].longest_m == rows[i].longest_m);
    RC_ASSERT(longer[i + 1].state == rows[i].state);
    RC_ASSERT(longer[i + 1].last_7_days_m == rows[i].last_7_days_m);
    RC_ASSERT(!longer[i + 1].provisional);
  }
}

TEST(Cohort, IsSmallAndFast) {
  EXPECT_LE(sizeof(RunnerExposures), 1024U);
  // 600,000 sessions of 5,200 runners, here with sanitizers: a generous limit that only a wrong algorithm exceeds.
  const auto begin = std::chrono::steady_clock::now();
  Random random(7);
  std::int64_t spikes = 0;
  for (int r = 0; r < 5'200; ++r) {
    RunnerExposures runner;
    for (int day = 0; day < 345; day += 3)
      spikes += is_spike(runner.add({day}, 5'000 + 5'000 * random.uniform())->state);
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  EXPECT_GT(spikes, 0);
  EXPECT_LT(seconds, 5);
  RecordProperty("seconds", std::to_string(seconds));
}

}  // namespace
}  // namespace genu
