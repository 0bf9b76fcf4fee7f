#include "knowledge/codec.h"

#include <gtest/gtest.h>

#include "knowledge/small_knowledge.h"

namespace genu {
namespace {

TEST(Codec, WhatIsEncodedComesBack) {
  KnowledgeData data = testing::small_knowledge();
  data.sources.push_back(
      {"paper", "Someone A", 2004, "A title", "A journal", "10.1/x", "", "", "study", "abstract", ""});
  data.causes[0].prior[0].sources = {SourceIndex{0}};
  RedFlag flag;
  flag.id = "rf";
  flag.when.kind = Condition::Kind::all;
  flag.when.parts.resize(2);
  flag.when.parts[1].kind = Condition::Kind::points;
  flag.when.parts[1].points = {{FindingIndex{1}, 1.5}};
  data.red_flags.push_back(flag);
  Topic topic;
  topic.id = "spike";
  topic.kind = TopicKind::measure;
  topic.basis = Basis::study;
  topic.sources = {SourceIndex{0}};
  topic.figures = {{"with", 1.5, 1.2, 2, "hazard ratio", "longer", {SourceIndex{0}}},
                   {"without", -14, {}, {}, "percent", "", {}}};
  data.topics = {topic};
  const std::string bytes = encode(data);
  const auto decoded = decode(bytes);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(encode(*decoded), bytes);
  EXPECT_EQ(decoded->red_flags[0].when.parts[1].points[0].points, 1.5);
  ASSERT_EQ(decoded->topics.size(), 1U);
  EXPECT_EQ(decoded->topics[0].kind, TopicKind::measure);
  EXPECT_EQ(decoded->topics[0].figures[0].high, 2);
  EXPECT_EQ(decoded->topics[0].figures[1].low, std::nullopt);
  EXPECT_EQ(decoded->sources[0].citation(), "Someone A (2004). A title. A journal.");
  EXPECT_EQ(decoded->sources[0].address(), "https://doi.org/10.1/x");
}

TEST(Codec, DamagedBytesAreRefused) {
  const std::string bytes = encode(testing::small_knowledge());
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(decode(bytes.substr(0, size))) << size;
  EXPECT_FALSE(decode(bytes + "x"));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0xFF);
    (void)decode(damaged);  // may succeed (a letter of a text), must not read outside or allocate without bound
  }
}

TEST(Codec, IndicesOutsideTheirListsAreRefused) {
  KnowledgeData data = testing::small_knowledge();
  data.likelihoods[0].cause.value = 7;
  EXPECT_FALSE(decode(encode(data)));
}

TEST(Codec, SourcesOfTrainingFiguresAreChecked) {
  KnowledgeData data = testing::small_knowledge();
  Topic topic;
  topic.figures = {{"f", 1, {}, {}, "", "", {SourceIndex{3}}}};
  data.topics = {topic};
  EXPECT_FALSE(decode(encode(data)));
}

TEST(Codec, AnotherFormatNumberIsRefused) {
  std::string bytes = encode(testing::small_knowledge());
  bytes[6] = 1;
  EXPECT_FALSE(decode(bytes));
}

TEST(Knowledge, FindsTrainingTopicsAndTheirFigures) {
  KnowledgeData data = testing::small_knowledge();
  Topic topic;
  topic.id = "spike";
  topic.figures = {{"small", 1.5, {}, {}, "hazard ratio", "", {}}};
  data.topics = {topic};
  const Knowledge knowledge(data);
  ASSERT_NE(knowledge.find_topic("spike"), nullptr);
  EXPECT_EQ(knowledge.find_topic("spike")->figure("small"), 1.5);
  EXPECT_EQ(knowledge.find_topic("spike")->figure("large"), std::nullopt);
  EXPECT_EQ(knowledge.find_topic("nothing"), nullptr);
}

}  // namespace
}  // namespace genu
