#include "import/motion/trc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "import/motion/limits.h"

namespace genu {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string whole =
    "PathFileType\t4\t(X/Y/Z)\twalk.trc\n"
    "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n"
    "100.00\t100.00\t2\t2\tmm\t100.00\t1\t2\n"
    "Frame#\tTime\tR.ASIS\t\t\tL.ASIS\t\t\t\n"
    "\t\tX1\tY1\tZ1\tX2\tY2\tZ2\t\n"
    "\n"
    "1\t0.00\t617.25\t1055.5\t170.75\t639.5\t1044.25\t-88.5\t\n"
    "2\t0.01\t618.25\t1056.5\t171.75\t640.5\t1045.25\t-89.5\t\n";

std::string changed(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

Movement read(const std::string& text) {
  Result<Movement> movement = read_trc(text, "walk.trc");
  EXPECT_TRUE(movement) << movement.error().text();
  return movement.value_or(Movement{});
}

MarkerRecording markers(const std::string& text) { return read(text).markers.value_or(MarkerRecording{}); }

std::string error_of(const std::string& text) {
  const Result<Movement> movement = read_trc(text, "walk.trc");
  return movement ? "no error" : movement.error().text();
}

void expect_as_written(const MarkerRecording& recording) {
  ASSERT_THAT(recording.names, ElementsAre("R.ASIS", "L.ASIS"));
  ASSERT_THAT(recording.time_s, ElementsAre(0, 0.01));
  ASSERT_EQ(recording.positions.size(), 4U);
  EXPECT_DOUBLE_EQ(recording.at(0, 0).x, 0.61725);
  EXPECT_DOUBLE_EQ(recording.at(0, 0).z, 0.17075);
  EXPECT_DOUBLE_EQ(recording.at(1, 1).y, 1.04525);
  EXPECT_DOUBLE_EQ(recording.at(1, 1).z, -0.0895);
}

TEST(Trc, MillimetresBecomeMetres) {
  const Movement movement = read(whole);
  EXPECT_EQ(movement.format, "TRC");
  EXPECT_THAT(movement.warnings, IsEmpty());
  expect_as_written(*movement.markers);
}

TEST(Trc, LineEndsMarksAndMissingLinesChangeNothing) {
  expect_as_written(markers(changed(whole, "\n", "\r\n")));
  expect_as_written(markers(changed(whole, "\n", "\r")));
  expect_as_written(markers("\xEF\xBB\xBF" + whole));
  expect_as_written(markers(whole.substr(0, whole.size() - 1)));
  expect_as_written(markers(changed(whole, "\n\n", "\n")));
  expect_as_written(markers(changed(whole, "\t\tX1\tY1\tZ1\tX2\tY2\tZ2\t\n\n", "")));
  expect_as_written(markers(changed(whole, "\t\n", "\t\t\t\t\n")));
  expect_as_written(markers(changed(whole, "617.25", "  617.25 ")));
  expect_as_written(markers(whole + "\n\t\t\t\n"));
}

TEST(Trc, NamesSideBySideCountInTheirOrder) {
  expect_as_written(markers(changed(whole, "R.ASIS\t\t\tL.ASIS\t\t\t", "R.ASIS\tL.ASIS")));
  expect_as_written(markers(changed(whole, "\tR.ASIS\t\t\tL.ASIS\t\t\t", "\t\tR.ASIS\t\tL.ASIS")));
}

TEST(Trc, BlanksMaySeparateTheNumbers) { expect_as_written(markers(changed(whole, "\t", "  "))); }

TEST(Trc, MetresAndCentimetres) {
  EXPECT_DOUBLE_EQ(markers(changed(whole, "\tmm\t", "\tm\t")).at(0, 0).x, 617.25);
  EXPECT_DOUBLE_EQ(markers(changed(whole, "\tmm\t", "\tcm\t")).at(0, 0).x, 6.1725);
  EXPECT_THAT(error_of(changed(whole, "\tmm\t", "\tinch\t")), HasSubstr("walk.trc:3: the unit \"inch\" is not known"));
  const Movement without = read(changed(whole, "\tmm\t", "\t\t"));
  EXPECT_DOUBLE_EQ(without.markers->at(0, 0).x, 0.61725);
  EXPECT_THAT(without.warnings, Contains(HasSubstr("millimetres were assumed (in line 3)")));
}

TEST(Trc, MissingIsNotANumberAndNeverZero) {
  for (const char* lost : {"\t\t\t\t", "\tNaN\tNaN\tNaN\t", "\tnan\t1055.5\tnan\t", "\t0\t0.000\t-0\t"}) {
    SCOPED_TRACE(lost);
    const MarkerRecording recording = markers(changed(whole, "\t617.25\t1055.5\t170.75\t", lost));
    EXPECT_TRUE(std::isnan(recording.at(0, 0).x) && std::isnan(recording.at(0, 0).y) &&
                std::isnan(recording.at(0, 0).z));
    EXPECT_TRUE(recording.at(0, 1).known());
    EXPECT_TRUE(recording.at(1, 0).known());
  }
  EXPECT_THAT(read(changed(whole, "\t617.25\t1055.5\t170.75\t", "\t0\t0\t0\t")).warnings,
              ElementsAre("a marker exactly at 0, 0, 0 counts as missing (1 times)"));
  const Movement word = read(changed(whole, "617.25", "lost"));
  EXPECT_FALSE(word.markers->at(0, 0).known());
  EXPECT_THAT(word.warnings, ElementsAre("a cell is no number and counts as missing (\"lost\" in line 7)"));
}

TEST(Trc, AColumnWithoutANameIsLeftOut) {
  const MarkerRecording recording = markers(changed(whole, "R.ASIS\t\t\tL.ASIS", "\t\t\tL.ASIS"));
  EXPECT_THAT(recording.names, ElementsAre("L.ASIS"));
  EXPECT_DOUBLE_EQ(recording.at(0, 0).x, 0.6395);
}

TEST(Trc, AHeaderThatLiesIsAWarning) {
  const Movement movement = read(changed(whole, "\t2\t2\tmm", "\t       151\t41\tmm"));
  expect_as_written(*movement.markers);
  EXPECT_THAT(movement.warnings, ElementsAre("the header promises 151 frames, 2 were read",
                                             "the header promises 41 markers, 2 were read"));
  const Movement absurd = read(changed(whole, "\t2\t2\tmm", "\t1e300\t-5\tmm"));
  expect_as_written(*absurd.markers);
  EXPECT_EQ(absurd.warnings.size(), 2U);
}

TEST(Trc, RowsThatCannotBePlacedInTimeAreLeftOut) {
  const std::string third = "3\t0.02\t1\t2\t3\t4\t5\t6\n";
  const Movement twice = read(whole + "3\t0.010\t1\t2\t3\t4\t5\t6\n" + third);
  EXPECT_THAT(twice.markers->time_s, ElementsAre(0, 0.01, 0.02));
  EXPECT_THAT(twice.warnings, Contains("the time of a row is not later than the one before; the row was left out "
                                       "(\"0.010\" in line 9)"));
  const Movement without = read(whole + "3\t\t1\t2\t3\t4\t5\t6\n" + third);
  EXPECT_EQ(without.markers->time_s.size(), 3U);
  EXPECT_THAT(without.warnings, Contains("a row has no time and was left out (in line 9)"));
  EXPECT_THAT(error_of(changed(whole + third + third, "\t0.0", "\t1.0")), HasSubstr("no error"));
  EXPECT_THAT(error_of(whole + "3\t0\t1\n4\t0\t1\n5\t0\t1\n"), HasSubstr("walk.trc:9: the times do not rise"));
}

TEST(Trc, ShortAndLongRows) {
  const Movement shorter = read(whole + "3\t0.02\t1\t2\t3\n4\t0.03\t1\t2\t3\t4\t5\t6\t7\n");
  EXPECT_EQ(shorter.markers->time_s.size(), 4U);
  EXPECT_TRUE(shorter.markers->at(2, 0).known());
  EXPECT_FALSE(shorter.markers->at(2, 1).known());
  EXPECT_THAT(shorter.warnings, Contains(HasSubstr("too short: what it lacks counts as missing (in line 9)")));
  EXPECT_THAT(shorter.warnings, Contains(HasSubstr("more cells than there are named columns")));
  const Movement cut = read(whole + "3\t0.02\t1\t2");
  EXPECT_EQ(cut.markers->time_s.size(), 2U);
  EXPECT_THAT(cut.warnings, Contains("the file ends in the middle of a row, which was left out (in line 9)"));
}

TEST(Trc, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(error_of(""), HasSubstr("this is no TRC file"));
  EXPECT_THAT(error_of("PathFileType\t4\n"), HasSubstr("walk.trc:1: this is no TRC file"));
  EXPECT_THAT(error_of(whole.substr(0, whole.find("1\t0.00"))), HasSubstr("no row of numbers"));
  EXPECT_THAT(error_of(changed(whole, "R.ASIS\t\t\tL.ASIS", "")), HasSubstr("walk.trc:4: no marker is named"));
  EXPECT_THAT(error_of(changed(whole, "0.0", "0,0")), HasSubstr("walk.trc:7: the numbers have decimal commas"));
  EXPECT_THAT(read(changed(whole, "L.ASIS", "R.ASIS")).warnings, Contains(HasSubstr("the same name (\"R.ASIS\")")));
}

TEST(Trc, DoesNotTakeMoreMemoryThanTheBytesAreWorth) {
  std::string names = "PathFileType\t4\nFrame#\tTime";
  for (int i = 0; i < 3000; ++i) names += "\tm";
  EXPECT_THAT(error_of(names + "\n1\t0\t1\t2\t3\n"), HasSubstr("more than 2000 markers"));

  std::string rows = "PathFileType\t4\nFrame#\tTime";
  for (int i = 0; i < 2000; ++i) rows += "\tm";
  rows += "\n";
  for (int i = 0; i < 3000; ++i) rows += "1\t" + std::to_string(i) + "\t5\t5\t5\t\n";
  EXPECT_THAT(error_of(rows), HasSubstr("more than 12 million numbers"));
  EXPECT_THAT(error_of(std::string(largest_motion_bytes + 1, ' ')), HasSubstr("larger than 64 MB"));
}

TEST(Trc, DamageAtEveryPlaceIsAnErrorOrAWarning) {
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Result<Movement> cut = read_trc(std::string_view(whole).substr(0, size), "walk.trc");
    if (cut) {
      EXPECT_LE(cut->markers->time_s.size(), 2U);
    } else {
      EXPECT_FALSE(cut.error().message.empty());
    }
    std::string broken = whole;
    broken[size] = '\xFF';
    const Result<Movement> read = read_trc(broken, "walk.trc");
    EXPECT_TRUE(read || !read.error().where.empty()) << size;
  }
}

TEST(Trc, IsRecognised) {
  EXPECT_TRUE(looks_like_trc(whole));
  EXPECT_TRUE(looks_like_trc("\xEF\xBB\xBF" + whole));
  EXPECT_TRUE(looks_like_trc("Frame#\tTime\tA\n"));
  EXPECT_FALSE(looks_like_trc("name\ndatacolumns 3\nendheader\ntime a b\n"));
  EXPECT_FALSE(looks_like_trc(""));
}

}  // namespace
}  // namespace genu
