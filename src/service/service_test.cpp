#include "service/service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "knowledge/codec.h"
#include "store/memory_store.h"

namespace genu {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::HasSubstr;

class SteppingClock final : public Clock {
 public:
  Instant now() const override { return {start_ + 1000 * ++steps_}; }

 private:
  std::int64_t start_ = 1'795'000'000'000;
  mutable std::int64_t steps_ = 0;
};

class CountingEntropy final : public Entropy {
 public:
  void fill(unsigned char (&bytes)[10]) override {
    for (unsigned char& byte : bytes) byte = next_++;
  }

 private:
  unsigned char next_ = 0;
};

const Reasoner& reasoner() {
  static const Reasoner instance(embedded_knowledge());
  return instance;
}

class ServiceTest : public ::testing::Test {
 protected:
  Json call(const Result<std::string>& result) {
    EXPECT_TRUE(result) << result.error().text();
    return result ? Json::parse(*result) : Json();
  }
  std::string new_runner() { return call(service_.add_runner(R"({"name":"Ada"})"))["id"]; }

  MemoryStore store_;
  SteppingClock clock_;
  CountingEntropy entropy_;
  Service service_{reasoner(), store_, clock_, entropy_};
};

TEST_F(ServiceTest, AssessHasTheDocumentedShape) {
  const Json json = call(service_.assess(
      R"({"runner":{"age":34,"sex":"female"},"findings":{"q_onset":"onset_gradual","load_jump_recent":"yes","q_zone":["loc_pes_zone"]}})"));
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  EXPECT_THAT(keys,
              ::testing::ElementsAre("knowledge", "urgency", "causes", "none_of_these", "contributors", "ask_next"));
  for (const Json& cause : json["causes"]) {
    EXPECT_TRUE(cause["low"] <= cause["probability"] && cause["probability"] <= cause["high"]);
    for (const Json& influence : cause["for"]) EXPECT_GT(influence["factor"].get<double>(), 1);
    for (const Json& influence : cause["against"]) EXPECT_LT(influence["factor"].get<double>(), 1);
  }
  EXPECT_LE(json["causes"].size(), 5U);
  EXPECT_EQ(json["contributors"][0]["id"], "training_load_spike");
}

TEST_F(ServiceTest, TheSameCaseGivesTheSameBytes) {
  const char* text = R"({"runner":{"age":50},"findings":{"night_pain_wakes":"yes","prov_stairs":"yes"}})";
  EXPECT_EQ(*service_.assess(text), *service_.assess(text));
}

TEST_F(ServiceTest, WrongRequestsAreExplained) {
  const auto message = [&](const char* text) { return service_.assess(text).error().text(); };
  EXPECT_THAT(message("{"), HasSubstr("not valid JSON"));
  EXPECT_THAT(message("[]"), HasSubstr("JSON object"));
  EXPECT_THAT(message(R"({"finding":{}})"), HasSubstr("unknown key"));
  EXPECT_THAT(message(R"({"findings":{"nigth_pain_wakes":"yes"}})"), HasSubstr("night_pain_wakes"));
  EXPECT_THAT(message(R"({"findings":{"night_pain_wakes":[]}})"), HasSubstr("findings.night_pain_wakes"));
  EXPECT_THAT(message(R"({"runner":{"age":{}}})"), HasSubstr("runner.age"));
  EXPECT_THAT(message(R"({"findings":[]})"), HasSubstr("findings"));
}

TEST_F(ServiceTest, AnInterviewIsKeptAndCanBeResumedAndChanged) {
  const std::string id = new_runner();
  Json state = call(service_.interview(id, std::nullopt));
  EXPECT_EQ(state["question"]["id"], "about_you");
  EXPECT_EQ(state["number"], 1);
  state =
      call(service_.answer(id, R"({"question":"about_you","runner":{"age":34,"sex":"female","painful_knee":"left"}})"));
  EXPECT_EQ(state["question"]["id"], "q_onset");
  state = call(service_.answer(id, R"({"question":"q_onset","values":{"q_onset":"onset_gradual"}})"));
  EXPECT_EQ(state["answered"].size(), 2U);
  EXPECT_EQ(state["answered"][0]["summary"], "34 years, female, left knee");

  // Another service over the same store: a restart.
  Service restarted(reasoner(), store_, clock_, entropy_);
  const Json resumed = call(restarted.interview(id, std::nullopt));
  EXPECT_EQ(resumed["question"]["id"], state["question"]["id"]);

  const Json back = call(restarted.interview(id, "q_onset"));
  EXPECT_EQ(back["question"]["values"]["q_onset"], "onset_gradual");
  EXPECT_EQ(back["number"], 2);
  state = call(restarted.answer(id, R"({"question":"q_onset","values":{"q_onset":"onset_sudden_injury"}})"));
  EXPECT_EQ(state["answered"].size(), 2U) << "a changed answer does not add a question";
  EXPECT_NE(state["answered"][1]["summary"], call(restarted.interview(id, "q_onset"))["question"]["title"]);
}

TEST_F(ServiceTest, AnEmergencyShowsTheCareCard) {
  const std::string id = new_runner();
  const Json state = call(service_.answer(
      id,
      R"({"question":"fever_chills","values":{"fever_chills":"yes","warmth_self":"yes","swelling_noticed":"yes"}})"));
  EXPECT_EQ(state["finished"], "emergency");
  EXPECT_TRUE(state["question"].is_null());
  EXPECT_EQ(state["care"]["level"], "emergency");
  EXPECT_FALSE(state["care"]["reasons"].empty());
  EXPECT_FALSE(state["care"]["reasons"][0]["because"].empty());
}

TEST_F(ServiceTest, TheResultIsStoredOnceAndChangesAreShown) {
  const std::string id = new_runner();
  call(service_.answer(id, R"({"question":"about_you","runner":{"age":34,"sex":"female"}})"));
  EXPECT_TRUE(call(service_.assessment(id))["changes"].is_null());
  call(service_.assessment(id));
  const auto count = [&] { return store_.list(id, EntryKind::assessment)->size(); };
  EXPECT_EQ(count(), 1U) << "the same conclusion is not stored twice";
  call(service_.answer(id, R"({"from":"clinician","values":{"ex_pes_tender":"yes"}})"));
  const Json view = call(service_.assessment(id));
  EXPECT_EQ(count(), 2U);
  bool moved = false;
  for (const Json& change : view["changes"]["causes"])
    if (change["id"] == "pes_anserine_syndrome") moved = change["after"] > change["before"];
  EXPECT_TRUE(moved);
  EXPECT_EQ(call(service_.assessment(id))["changes"], view["changes"]) << "looking again keeps what changed";
}

TEST_F(ServiceTest, EveryInfluenceHasWordsAndSourcesThatResolve) {
  const std::string id = new_runner();
  call(service_.answer(id, R"({"question":"about_you","runner":{"age":58,"sex":"female"}})"));
  call(service_.answer(
      id,
      R"({"from":"clinician","values":{"ex_mcmurray":"yes","ex_joint_line_tender":"yes","prov_stairs":"yes","onset_gradual":"yes"}})"));
  const Json view = call(service_.assessment(id));
  for (const Json& cause : view["causes"]) {
    EXPECT_FALSE(cause["lay_name"].get<std::string>().empty());
    for (const char* side : {"for", "against"}) {
      for (const Json& influence : cause[side]) {
        EXPECT_FALSE(influence["text"].get<std::string>().empty());
        for (const std::string source : influence["source"]) EXPECT_TRUE(view["sources"].contains(source)) << source;
      }
    }
  }
}

TEST_F(ServiceTest, ExportAndErase) {
  const std::string id = new_runner();
  call(service_.answer(id, R"({"question":"night_pain_wakes","values":{"night_pain_wakes":"yes"}})"));
  const Json exported = call(service_.export_runner(id));
  EXPECT_EQ(exported["runner"]["name"], "Ada");
  EXPECT_EQ(exported["entries"][0]["body"]["values"]["night_pain_wakes"], "yes");
  EXPECT_TRUE(service_.erase(id));
  EXPECT_EQ(service_.interview(id, std::nullopt).error().code, ErrorCode::not_found);
  EXPECT_TRUE(call(service_.list_runners())["runners"].empty());
}

TEST_F(ServiceTest, WrongAnswersAreRefusedAndNothingIsStored) {
  const std::string id = new_runner();
  EXPECT_FALSE(service_.answer(id, R"({"question":"no_such","values":{}})"));
  EXPECT_FALSE(service_.answer(id, R"({"question":"q_onset","values":{"q_onset":"sideways"}})"));
  EXPECT_FALSE(service_.answer(id, R"({"question":"q_onset","values":{"q_onset":"onset_gradual"},"from":"nobody"})"));
  EXPECT_FALSE(service_.answer(id, R"({"question":5})"));
  EXPECT_TRUE(store_.list(id, std::nullopt)->empty());
}

}  // namespace
}  // namespace genu
