#include "knowledge/compiler/compile.h"

#include <algorithm>
#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace genu {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::HasSubstr;

KnowledgeFiles project_files() {
  const auto files = read_knowledge_folder(GENU_SOURCE_DIR "/knowledge");
  EXPECT_TRUE(files);
  return *files;
}

// The project's content with one text of one file replaced.
std::vector<std::string> problems_after(const std::string& file, const std::string& from, const std::string& to) {
  KnowledgeFiles files = project_files();
  const std::size_t place = files[file].find(from);
  EXPECT_NE(place, std::string::npos) << from;
  files[file].replace(place, from.size(), to);
  return compile_knowledge(files).problems;
}

TEST(Compile, TheProjectsContentIsSound) {
  const CompileOutcome outcome = compile_knowledge(project_files());
  EXPECT_THAT(outcome.problems, ::testing::IsEmpty());
  ASSERT_TRUE(outcome.data);
  EXPECT_EQ(outcome.data->causes.size(), 25U);
  EXPECT_GE(outcome.data->findings.size(), 224U);
  EXPECT_EQ(outcome.data->contributors.size(), 16U);
  EXPECT_EQ(outcome.data->published_rules.size(), 23U);
  EXPECT_EQ(outcome.data->sha256.size(), 64U);
}

TEST(Compile, NamesFileAndLineOfAnUnknownId) {
  EXPECT_THAT(problems_after("likelihoods.yaml", "cause: medial_tf_oa", "cause: medial_oa"),
              Contains(AnyOf(HasSubstr("likelihoods.yaml:"), HasSubstr("there is no cause \"medial_oa\""))));
}

TEST(Compile, RefusesAProbabilityOutsideItsRange) {
  EXPECT_FALSE(problems_after("causes.yaml", "p: 0.01,", "p: 1.01,").empty());
}

TEST(Compile, RefusesAPublishedFigureWithoutASource) {
  EXPECT_FALSE(problems_after("families.yaml", "further_weight: ", "further_weight: 1").empty());
}

TEST(Compile, RefusesARedFlagWithoutAHazard) {
  EXPECT_THAT(problems_after("red_flags.yaml", "hazard: H-", "hazard: X-"), Contains(HasSubstr("hazard")));
}

TEST(Compile, RefusesAHardQuestion) {
  EXPECT_THAT(problems_after("findings.yaml", "question: Does the pain wake you at night?",
                             "question: Does nocturnal symptomatology precipitate involuntary awakening?"),
              Contains(HasSubstr("too hard to read")));
}

TEST(Compile, ReportsBrokenYamlWithItsLine) {
  KnowledgeFiles files = project_files();
  files["causes.yaml"] = "- id: [unclosed\n";
  EXPECT_THAT(compile_knowledge(files).problems, Contains(HasSubstr("causes.yaml:")));
}

// The ids that the training rooms look for.
TEST(Compile, KnowsEveryTopic) {
  const CompileOutcome outcome = compile_knowledge(project_files());
  ASSERT_TRUE(outcome.data);
  const Knowledge knowledge(*outcome.data);
  for (const char* id :
       {"single_session_spike", "week_to_week", "two_week_progression", "weekly_change", "acute_to_chronic",
        "frequency_and_rest", "slope", "intensity", "gaps", "novelty", "cadence_drift", "balance_drift", "shoes"}) {
    ASSERT_NE(knowledge.find_topic(id), nullptr) << id;
    EXPECT_EQ(knowledge.find_topic(id)->kind, TopicKind::exposure) << id;
  }
  for (const char* id : {"longest_run", "weekly_distance", "runs_per_week", "rest_days", "consecutive_days",
                         "session_distance", "ascent_per_week", "descent_per_week", "ascent_per_km", "fast_share",
                         "cadence", "contact_time", "contact_balance", "trail_share", "treadmill_share"}) {
    ASSERT_NE(knowledge.find_topic(id), nullptr) << id;
    EXPECT_EQ(knowledge.find_topic(id)->kind, TopicKind::measure) << id;
  }
  const auto is_of_training = [](const Topic& topic) { return topic.kind <= TopicKind::measure; };
  EXPECT_EQ(std::count_if(outcome.data->topics.begin(), outcome.data->topics.end(), is_of_training), 28);
}

TEST(Compile, TheSpikesHazardRatiosAreThoseOfThePaper) {
  const CompileOutcome outcome = compile_knowledge(project_files());
  ASSERT_TRUE(outcome.data);
  const Knowledge knowledge(*outcome.data);
  const Topic* spike = knowledge.find_topic("single_session_spike");
  ASSERT_NE(spike, nullptr);
  const std::vector<std::array<double, 3>> printed = {{1.64, 1.31, 2.05}, {1.52, 1.16, 2.00}, {2.28, 1.50, 3.48}};
  const char* states[] = {"small_spike", "moderate_spike", "large_spike"};
  for (std::size_t i = 0; i < printed.size(); ++i) {
    EXPECT_EQ(spike->figure(states[i]), printed[i][0]);
    for (const NamedFigure& figure : spike->figures) {
      if (figure.id != states[i]) continue;
      EXPECT_EQ(figure.low, printed[i][1]);
      EXPECT_EQ(figure.high, printed[i][2]);
      EXPECT_EQ(knowledge.source(figure.sources.at(0)).id, "frandsen2025");
    }
  }
}

TEST(Compile, TheLoadOnTheKneeHasEveryFigureOfItsModel) {
  const CompileOutcome outcome = compile_knowledge(project_files());
  ASSERT_TRUE(outcome.data);
  const Knowledge knowledge(*outcome.data);
  const Topic* load = knowledge.find_topic("knee_load");
  ASSERT_NE(load, nullptr);
  EXPECT_EQ(load->kind, TopicKind::load);
  EXPECT_EQ(load->figure("run_per_m"), 0.80);  // the defaults of KneeLoadFigures
  EXPECT_EQ(load->figure("walk_per_m"), 0.75);
  EXPECT_EQ(load->figure("peak_run_body_weights"), 8.02);
  EXPECT_EQ(load->figure("peak_walk_body_weights"), 2.72);
  EXPECT_EQ(load->figure("kneecap_per_step_shorter"), 0.778);
  EXPECT_EQ(load->figure("kneecap_per_step_longer"), 1.31);
  EXPECT_EQ(load->figure("kneecap_per_km_shorter"), 0.925);
  EXPECT_EQ(load->figure("kneecap_per_km_longer"), 1.14);
  EXPECT_EQ(load->figure("kneecap_peak_faster_cadence"), 0.86);
}

TEST(Compile, RefusesAnIntervalThatLeavesOutItsValue) {
  EXPECT_THAT(problems_after("training.yaml", "value: 1.64, low: 1.31", "value: 1.64, low: 1.71"),
              Contains("single_session_spike.small_spike: the value lies outside its interval"));
  EXPECT_THAT(problems_after("training.yaml", "value: 1.64, low: 1.31,", "value: 1.64,"),
              Contains(HasSubstr("both ends of the interval or neither")));
}

TEST(Compile, RefusesATrainingFigureWithoutASource) {
  EXPECT_THAT(problems_after("training.yaml", "label: \"more than twice as long\", sources: [frandsen2025]",
                             "label: \"more than twice as long\""),
              Contains("single_session_spike.large_spike: a published figure needs a source"));
  EXPECT_THAT(problems_after("training.yaml", "label: \"more than twice as long\", sources: [frandsen2025]",
                             "label: \"more than twice as long\", sources: [buist2008]"),
              Contains(HasSubstr("not among those of the topic")));
}

TEST(Compile, RefusesATrainingEstimateWithoutAReasoning) {
  EXPECT_THAT(problems_after("training.yaml", "basis: study\n  sources: [rice2024]", "basis: estimate\n  sources: []"),
              Contains("ascent_per_week: an estimate needs a reasoning, whatever its sources"));
  EXPECT_THAT(problems_after("training.yaml", "basis: study\n  sources: [rice2024]", "basis: study\n  sources: []"),
              Contains("ascent_per_week: what is published needs a source"));
}

TEST(Compile, RefusesTheSameTrainingTopicTwice) {
  EXPECT_THAT(problems_after("training.yaml", "id: week_to_week", "id: single_session_spike"),
              Contains("single_session_spike: the id is used twice"));
}

TEST(Compile, RefusesAHardCaution) {
  EXPECT_THAT(problems_after("training.yaml", "The distance that a watch shows on a treadmill may be far off.",
                             "Treadmill distances necessitate considerable interpretative circumspection."),
              Contains(HasSubstr("treadmill_share: too hard to read")));
}

TEST(Compile, TopicsOfGaitAndExamAreReadLikeThoseOfTraining) {
  KnowledgeFiles files = project_files();
  const std::string topic =
      "\n  name: A test\n  definition: Exact.\n  caution: It says little.\n  basis: estimate\n"
      "  sources: []\n  reasoning: this is a test\n  figures: []\n";
  files["gait.yaml"] = "- id: a_gait\n  kind: retraining" + topic;
  files["exam.yaml"] = "- id: a_foot\n  kind: foot" + topic;
  const CompileOutcome outcome = compile_knowledge(files);
  ASSERT_TRUE(outcome.data) << ::testing::PrintToString(outcome.problems);
  const Knowledge knowledge(*outcome.data);
  ASSERT_NE(knowledge.find_topic("a_gait"), nullptr);
  EXPECT_EQ(knowledge.find_topic("a_gait")->kind, TopicKind::retraining);
  ASSERT_NE(knowledge.find_topic("a_foot"), nullptr);
  EXPECT_EQ(knowledge.find_topic("a_foot")->kind, TopicKind::foot);
  files.erase("gait.yaml");
  EXPECT_TRUE(compile_knowledge(files).data);
  files["gait.yaml"] = "- id: single_session_spike\n  kind: gait" + topic;
  EXPECT_THAT(compile_knowledge(files).problems, Contains("single_session_spike: the id is used twice"));
}

TEST(Compile, ReadsEveryFileOfSources) {
  KnowledgeFiles files = project_files();
  files["sources_of_a_test.yaml"] = "one_more:\n  title: One more\n";
  const CompileOutcome outcome = compile_knowledge(files);
  ASSERT_TRUE(outcome.data);
  const auto is_it = [](const Source& source) { return source.id == "one_more" && source.citation() == "One more."; };
  EXPECT_EQ(std::count_if(outcome.data->sources.begin(), outcome.data->sources.end(), is_it), 1);
  files["sources_of_a_test.yaml"] = "frandsen2025:\n  title: Again\n";
  EXPECT_THAT(compile_knowledge(files).problems, Contains(HasSubstr("\"frandsen2025\" is used twice")));
}

// A number of a source must be its place in the list, whichever file it comes from.
TEST(Compile, SourcesOfAllFilesKeepTheirNumbers) {
  const CompileOutcome outcome = compile_knowledge(project_files());
  ASSERT_TRUE(outcome.data);
  const Knowledge knowledge(*outcome.data);
  const Topic* progression = knowledge.find_topic("two_week_progression");
  ASSERT_NE(progression, nullptr);
  EXPECT_EQ(knowledge.source(progression->sources.at(0)).id, "nielsen2014_progression");
}

TEST(Compile, TheHashFollowsTheContent) {
  KnowledgeFiles files = project_files();
  const std::string before = sha256_of(files);
  files["meta.yaml"] += "\n";
  EXPECT_NE(sha256_of(files), before);
  EXPECT_EQ(sha256_of({{"a", "abc"}}), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace genu
