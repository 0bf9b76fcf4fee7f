#include "training/words.h"

#include <gtest/gtest.h>

namespace genu {
namespace {

TEST(Words, SayNumbersAsPeopleDo) {
  EXPECT_EQ(count_in_words(0), "no");
  EXPECT_EQ(count_in_words(12), "twelve");
  EXPECT_EQ(count_in_words(13), "13");
  EXPECT_EQ(km_in_words(24'060), "24.1 km");
  EXPECT_EQ(km_in_words(8'000), "8 km");
  EXPECT_EQ(km_in_words(100'400), "100 km");
  EXPECT_EQ(percent_in_words(0.412), "41 %");
  EXPECT_EQ(percent_in_words(0.1004), "10 %");
  EXPECT_EQ(percent_in_words(0.104), "10.4 %");
}

TEST(Words, SayWhen) {
  EXPECT_EQ(when_in_words(11, false), "Eleven days before the pain began");
  EXPECT_EQ(when_in_words(1, false), "The day before the pain began");
  EXPECT_EQ(when_in_words(0, false), "On the day the pain began");
  EXPECT_EQ(when_in_words(20, true), "About 20 days before the pain began");
  EXPECT_EQ(when_in_words(-2, true), "In the days when the pain began");
  EXPECT_EQ(date_in_words(*parse_day("2024-06-09")), "9 June 2024");
  EXPECT_EQ(date_in_words(*parse_day("2024-12-31")), "31 December 2024");
}

}  // namespace
}  // namespace genu
