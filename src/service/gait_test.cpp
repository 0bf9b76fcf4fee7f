#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gait/simulated_runner.h"
#include "import/motion/movement.h"
#include "knowledge/codec.h"
#include "service/gait_report.h"
#include "service/service.h"
#include "store/memory_store.h"

namespace genu {
namespace {

using testing::HasSubstr;
using testing::Not;

class FixedClock final : public Clock {
 public:
  Instant now() const override { return {time_ms += 1000}; }
  mutable std::int64_t time_ms = 1'795'000'000'000;
};

class CountingEntropy final : public Entropy {
 public:
  void fill(unsigned char (&bytes)[10]) override {
    for (unsigned char& byte : bytes) byte = 0;
    bytes[9] = ++count_;
  }

 private:
  unsigned char count_ = 0;
};

/// The film as genu's landmark file.
std::string landmarks(const simulated::Runner& runner, simulated::Camera camera) {
  camera.frames_per_second = 120;
  const PoseRecording recording = simulated::film(runner, camera);
  Json names = Json::array();
  for (std::size_t i = 0; i < landmark_count; ++i) names.push_back(name_of(static_cast<Landmark>(i)));
  Json json{{"format", "genu-landmarks"},
            {"version", 1},
            {"view", name_of(camera.view)},
            {"surface", "treadmill"},
            {"body_height_cm", runner.height_m * 100},
            {"width_px", 1280},
            {"height_px", 960},
            {"landmarks", names},
            {"frames", Json::array()}};
  for (const PoseFrame& frame : recording.frames) {
    Json points = Json::array();
    for (const ImagePoint& point : frame.people.front().points) {
      if (!point.seen()) {
        points.push_back(nullptr);
      } else {
        points.push_back({std::round(point.x * 10) / 10, std::round((960 - point.y) * 10) / 10, point.visibility});
      }
    }
    json["frames"].push_back({{"time_s", frame.time_s}, {"people", Json::array({points})}});
  }
  return json.dump();
}

class GaitService : public testing::Test {
 protected:
  GaitService() { runner = service.create_runner("Ada")->id; }

  Json add(const std::string& bytes) { return Json::parse(*service.add_gait(runner, "film.json", bytes)); }

  MemoryStore store;
  FixedClock clock;
  CountingEntropy entropy;
  Reasoner reasoner{embedded_knowledge()};
  Service service{reasoner, store, clock, entropy};
  std::string runner;
};

const Json& metric(const Json& report, const std::string& id) {
  for (const Json& one : report["metrics"]) {
    if (one["id"] == id) return one;
  }
  static const Json none;
  return none;
}

TEST_F(GaitService, AFilmBecomesAnEntryWithItsReportAndItsOriginal) {
  const std::string file = landmarks(simulated::Runner{}, {});
  const Json answer = add(file);
  const Json& report = answer["report"];
  ASSERT_TRUE(report["accepted"].get<bool>()) << report["refusals"];
  EXPECT_EQ(report["kind"], "running");
  EXPECT_EQ(report["view"], "side");
  const Json& cadence = metric(report, "cadence");
  EXPECT_NEAR(cadence["values"]["both"]["mean"].get<double>(), 168, 2);
  EXPECT_FALSE(cadence["what"].get<std::string>().empty());
  EXPECT_FALSE(cadence["sources"].empty());
  for (const Json& id : cadence["sources"]) EXPECT_TRUE(report["sources"].contains(id.get<std::string>())) << id;
  EXPECT_EQ(store.read_original(runner, answer["entry"].get<std::string>())->bytes, file);
  const Json sessions = Json::parse(*service.gait(runner))["sessions"];
  ASSERT_EQ(sessions.size(), 1U);
  EXPECT_EQ(sessions[0]["entry"], answer["entry"]);
}

TEST_F(GaitService, WhatACameraCannotMeasureIsSaidWithWhatToDoInstead) {
  const Json report = add(landmarks(simulated::Runner{}, {}))["report"];
  ASSERT_EQ(report["not_measurable"].size(), 5U);
  for (const Json& one : report["not_measurable"]) {
    EXPECT_FALSE(one["reason"].get<std::string>().empty());
    EXPECT_THAT(one["instead"].get<std::string>(), testing::MatchesRegex("[A-Z].*")) << one["id"];
  }
  EXPECT_EQ(metric(report, "knee_valgus"), Json());
}

TEST_F(GaitService, NothingIsAdvisedBeforeTheQuestionsAreAnswered) {
  const Json report = add(landmarks(simulated::Runner{}, {}))["report"];
  EXPECT_TRUE(report["retraining"]["cadence_targets"].empty());
  EXPECT_THAT(report["retraining"]["why_not"].get<std::string>(), HasSubstr("answer the questions"));
}

TEST_F(GaitService, NothingIsAdvisedWhileSomethingUrgentIsPossible) {
  ASSERT_TRUE(service.answer(runner, R"({"question":"q_onset","values":{"calf_swelling":"yes"}})"));
  ASSERT_GE(service.assess_runner(runner)->level, UrgencyLevel::urgent);
  const Json report = add(landmarks(simulated::Runner{}, {}))["report"];
  EXPECT_TRUE(report["retraining"]["cadence_targets"].empty());
  EXPECT_TRUE(report["retraining"]["advice"].empty());
}

TEST_F(GaitService, ARefusedFilmIsNotKept) {
  simulated::Camera camera;
  camera.duration_s = 0.8;
  const Json answer = add(landmarks(simulated::Runner{}, camera));
  EXPECT_TRUE(answer["entry"].is_null());
  EXPECT_EQ(answer["report"]["refusals"][0]["id"], "too_short");
  EXPECT_FALSE(answer["report"]["refusals"][0]["what_to_do"].get<std::string>().empty());
  EXPECT_TRUE(Json::parse(*service.gait(runner))["sessions"].empty());
}

TEST_F(GaitService, TwoFilmsOfOneRunnerShowNoChangeAndQuickerStepsDo) {
  simulated::Camera camera;
  add(landmarks(simulated::Runner{}, camera));
  camera.seed = 99;
  const Json same = add(landmarks(simulated::Runner{}, camera))["report"];
  EXPECT_TRUE(same["changes"].empty()) << same["changes"];
  EXPECT_TRUE(same.contains("compared_with"));
  simulated::Runner quicker;
  quicker.cadence_per_min = 186;
  const Json changed = add(landmarks(quicker, camera))["report"];
  ASSERT_FALSE(changed["changes"].empty());
  EXPECT_THAT(changed["changes"][0]["text"].get<std::string>(), HasSubstr("186"));
}

TEST_F(GaitService, CadenceAtEasyPaceGoesIntoTheEvidence) {
  simulated::Runner slow_steps;
  slow_steps.cadence_per_min = 156;
  add(landmarks(slow_steps, {}));
  const auto assessment = service.assess_runner(runner);
  ASSERT_TRUE(assessment);
  const auto& contributors = assessment->contributors;
  EXPECT_TRUE(std::any_of(contributors.begin(), contributors.end(),
                          [](const ContributorReport& one) { return one.contributor->id == "low_cadence"; }));
}

TEST_F(GaitService, FilesThatAreNoneSaySo) {
  const auto answer = service.add_gait(runner, "notes.txt", "hello");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::invalid_input);
  EXPECT_THAT(answer.error().where, HasSubstr("notes.txt"));
  EXPECT_FALSE(service.analyse_gait("x", ""));
  EXPECT_FALSE(service.add_gait("01ARYZ6S410000000000000ADA", "film.json", "{}"));
}

TEST(GaitReports, ReferencesAreOfPeopleWhoRanAboutAsFast) {
  simulated::Camera camera;
  camera.frames_per_second = 120;
  Movement movement;
  movement.poses = simulated::film(simulated::Runner{}, camera);  // 2.9 m/s
  const auto result = analyse_movement(embedded_knowledge(), {movement}, nullptr, {});
  ASSERT_TRUE(result);
  const Json report = gait_json(embedded_knowledge(), *result);
  const std::string contact = metric(report, "contact_time")["reference"].dump();
  EXPECT_THAT(contact, HasSubstr("young runners"));     // about 2.6 m/s
  EXPECT_THAT(contact, Not(HasSubstr("competitive")));  // 4.8 m/s
  EXPECT_THAT(gait_text(*result, {}), HasSubstr("cadence, /min"));
}

TEST(GaitReports, WhereRunningIsSafeQuickerStepsAreOfferedFromTheOwnCadence) {
  simulated::Camera camera;
  camera.frames_per_second = 120;
  Movement movement;
  movement.poses = simulated::film(simulated::Runner{}, camera);
  GaitContext context;
  context.running_is_unsafe = false;
  const auto result = analyse_movement(embedded_knowledge(), {movement}, nullptr, context);
  ASSERT_TRUE(result);
  const Json retraining = gait_json(embedded_knowledge(), *result)["retraining"];
  EXPECT_NEAR(retraining["cadence_targets"][0].get<double>(), 168 * 1.05, 2);
  EXPECT_NEAR(retraining["cadence_targets"][1].get<double>(), 168 * 1.10, 2);
  EXPECT_EQ(retraining["schedule"].size(), 6U);
  std::set<std::string> advice;
  for (const Json& one : retraining["advice"]) advice.insert(one["id"].get<std::string>());
  EXPECT_TRUE(advice.count("cadence_retraining"));
  EXPECT_FALSE(advice.count("wider_step"));  // for feet that cross
}

TEST(GaitReports, SomebodyWhoWalksPastIsSaidToWalk) {
  std::ifstream file(GENU_SOURCE_DIR "/tests/data/motion/walks_past.json", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto movement = read_movement(bytes, "walks_past.json");
  ASSERT_TRUE(movement) << movement.error().text();
  const auto result = analyse_movement(embedded_knowledge(), {*movement}, nullptr, {});
  ASSERT_TRUE(result);
  const Json report = gait_json(embedded_knowledge(), *result);
  EXPECT_EQ(report["kind"], "walking");
  EXPECT_EQ(report["direction"], "left");
  EXPECT_NEAR(metric(report, "cadence")["values"]["both"]["mean"].get<double>(), 100, 10);
  EXPECT_EQ(metric(report, "contact_time"), Json());
  EXPECT_TRUE(metric(report, "cadence")["reference"].empty());  // of runners
  EXPECT_TRUE(report["retraining"]["cadence_targets"].empty());
  EXPECT_TRUE(gait_findings(*result).empty());
}

TEST(GaitReports, AnglesOrForcesAloneAreNoRecording) {
  Movement movement;
  movement.forces = ForceRecording{};
  const auto result = analyse_movement(embedded_knowledge(), {movement}, nullptr, {});
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("markers"));
}

}  // namespace
}  // namespace genu
