#include "base/time.h"

#include <gtest/gtest.h>

namespace genu {
namespace {

TEST(Time, WritesAndReadsMoments) {
  EXPECT_EQ(to_iso8601(Instant{0}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_iso8601(Instant{-1}), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(parse_instant("2026-11-24T08:30:00Z")->unix_ms, 1795509000000);
  EXPECT_EQ(to_iso8601(*parse_instant("2026-11-24T08:30:00.250Z")), "2026-11-24T08:30:00.250Z");
}

TEST(Time, EveryDayOfFourCenturiesComesBack) {
  const int first = parse_day("1900-01-01")->since_epoch;
  for (int day = first; day < first + 146'097; ++day) EXPECT_EQ(parse_day(to_iso8601(Day{day}))->since_epoch, day);
}

TEST(Time, RefusesWhatIsNoDate) {
  for (const char* text :
       {"", "2026-13-01", "2026-02-29", "1900-02-29", "2026-1-01", "20261124", "2026-11-24x", "ä026-11-24"})
    EXPECT_FALSE(parse_day(text)) << text;
  EXPECT_TRUE(parse_day("2024-02-29"));
  EXPECT_TRUE(parse_day("2000-02-29"));
  for (const char* text :
       {"2026-11-24T24:00:00Z", "2026-11-24T08:30:00", "2026-11-24T08:30:00+01:00", "2026-11-24 08:30:00Z"})
    EXPECT_FALSE(parse_instant(text)) << text;
}

}  // namespace
}  // namespace genu
