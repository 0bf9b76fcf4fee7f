#include "base/text.h"

#include <gtest/gtest.h>

namespace genu {
namespace {

TEST(Text, ReadsWholeNumbersOnly) {
  EXPECT_EQ(parse_number("12"), 12);
  EXPECT_EQ(parse_number("-0.5"), -0.5);
  EXPECT_EQ(parse_number("1e3"), 1000);
  for (const char* text : {"", "12 km", "1,5", "nan", "inf", "0x10", "--1", "1e999", " 1"})
    EXPECT_FALSE(parse_number(text)) << text;
}

TEST(Text, WritesNumbersForPeople) {
  EXPECT_EQ(format_number(24.10), "24.1");
  EXPECT_EQ(format_number(7), "7");
  EXPECT_EQ(format_number(-0.01), "0");
  EXPECT_EQ(format_number(0.1234, 3), "0.123");
  EXPECT_EQ(format_number(100), "100");
}

TEST(Text, SuggestsTheNearestWord) {
  EXPECT_EQ(nearest("night_pian_wakes", {"rest_pain", "night_pain_wakes"}), "night_pain_wakes");
  EXPECT_EQ(nearest("zzz", {"rest_pain", "night_pain_wakes"}), "");
  EXPECT_EQ(nearest("", {"a"}), "");
}

}  // namespace
}  // namespace genu
