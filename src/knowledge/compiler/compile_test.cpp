#include "knowledge/compiler/compile.h"

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

TEST(Compile, TheHashFollowsTheContent) {
  KnowledgeFiles files = project_files();
  const std::string before = sha256_of(files);
  files["meta.yaml"] += "\n";
  EXPECT_NE(sha256_of(files), before);
  EXPECT_EQ(sha256_of({{"a", "abc"}}), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace genu
