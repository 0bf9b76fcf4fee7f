#include "import/exam/exam_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace genu {
namespace {

using ::testing::HasSubstr;

TEST(ExamFile, IsTheJsonOfTheSameMeasures) {
  const auto json = exam_file_as_json(
      "strength:\n  measures:\n    - {test: lunge, leg: left, value: 9.5, pain: 0, ended: done}\n"
      "feet:\n  left: {items: [1, 0, -1, 0, 2, 1], footprint: \"12\"}\n",
      "a.yaml");
  ASSERT_TRUE(json) << json.error().text();
  EXPECT_EQ(*json, R"({"strength":{"measures":[{"test":"lunge","leg":"left","value":9.5,"pain":0,"ended":"done"}]},)"
                   R"("feet":{"left":{"items":[1,0,-1,0,2,1],"footprint":"12"}}})");
}

TEST(ExamFile, SaysWhereItIsWrong) {
  EXPECT_EQ(exam_file_as_json("runner: {}\nfeet: [1,\n", "a.yaml").error().where.substr(0, 7), "a.yaml:");
  EXPECT_EQ(exam_file_as_json("feet: {}\nfeet: {}\n", "a.yaml").error().where, "a.yaml:2");
  EXPECT_EQ(exam_file_as_json("- 1\n", "a.yaml").error().where, "a.yaml:1");
  EXPECT_FALSE(exam_file_as_json("", "a.yaml"));
  EXPECT_FALSE(exam_file_as_json(std::string_view("a\0b", 3), "a.yaml"));
}

TEST(ExamFile, AliasesDoNotExplode) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 7; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int j = 0; j < 9; ++j) text += ", " + before;
    text += "]\n";
  }
  EXPECT_EQ(exam_file_as_json(text, "a.yaml").error().code, ErrorCode::too_large);
  EXPECT_EQ(exam_file_as_json("a: [[[[[[[[[[1]]]]]]]]]]\n", "a.yaml").error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace genu
