#include "import/csv/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace genu {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Result<Rows> rows_of(CsvReader& reader) {
  Rows rows;
  while (true) {
    GENU_ASSIGN(const bool more, reader.next());
    if (!more) return rows;
    rows.emplace_back(reader.row().begin(), reader.row().end());
  }
}

Rows rows_of(std::string_view text) {
  CsvReader reader(text);
  const auto rows = rows_of(reader);
  EXPECT_TRUE(rows) << rows.error().text();
  return rows.value_or(Rows{});
}

// Gives one byte at a time.
ByteSource drop_by_drop(std::string text) {
  return [text = std::move(text), at = std::size_t{0}](char* into, std::size_t) mutable -> Result<std::size_t> {
    if (at == text.size()) return std::size_t{0};
    *into = text[at++];
    return std::size_t{1};
  };
}

TEST(Csv, ReadsPlainRows) {
  EXPECT_EQ(rows_of("a,b,c\n1,2,3\n"), (Rows{{"a", "b", "c"}, {"1", "2", "3"}}));
  EXPECT_EQ(rows_of("a,b\r\n1,2"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(rows_of("a,b\r1,2\r"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(rows_of("a,,\n,b,\n"), (Rows{{"a", "", ""}, {"", "b", ""}}));
  EXPECT_EQ(rows_of("a,b\n\n\r\n1,2\n\n"), (Rows{{"a", "b"}, {"1", "2"}}));
}

TEST(Csv, ReadsNothing) {
  EXPECT_EQ(rows_of(""), Rows{});
  EXPECT_EQ(rows_of("\n\n"), Rows{});
  EXPECT_EQ(rows_of("\xEF\xBB\xBF"), Rows{});
}

TEST(Csv, ReadsQuotedFields) {
  EXPECT_EQ(rows_of("a,\"b,\nc\",\"d \"\"e\"\"\"\n1,\"\",3\n"), (Rows{{"a", "b,\nc", "d \"e\""}, {"1", "", "3"}}));
  EXPECT_EQ(rows_of("\"a\""), (Rows{{"a"}}));
  EXPECT_EQ(rows_of("\"\"\"\""), (Rows{{"\""}}));
}

TEST(Csv, KeepsQuotesWhereNobodyShouldWriteThem) {
  EXPECT_EQ(rows_of("5\" pipe,x\n"), (Rows{{"5\" pipe", "x"}}));
  EXPECT_EQ(rows_of("\"a\"b,c\n"), (Rows{{"ab", "c"}}));
}

TEST(Csv, FindsTheSeparator) {
  EXPECT_EQ(rows_of("a;b\n1,5;2\n"), (Rows{{"a", "b"}, {"1,5", "2"}}));
  EXPECT_EQ(rows_of("a\tb\n1,5\t2\n"), (Rows{{"a", "b"}, {"1,5", "2"}}));
  EXPECT_EQ(rows_of("\"a,b\";c\n"), (Rows{{"a,b", "c"}}));
  EXPECT_EQ(rows_of("a;b,c\n"), (Rows{{"a;b", "c"}}));
}

TEST(Csv, DropsTheByteOrderMark) {
  EXPECT_EQ(rows_of("\xEF\xBB\xBF"
                    "a,b\n"),
            (Rows{{"a", "b"}}));
}

TEST(Csv, CountsLines) {
  CsvReader reader(std::string_view("a\n\n\"x\ny\"\nlast\n"));
  std::vector<std::size_t> lines;
  while (reader.next().value_or(false)) lines.push_back(reader.line());
  EXPECT_THAT(lines, testing::ElementsAre(1, 3, 5));
}

TEST(Csv, ReadsTheSameDropByDrop) {
  const std::string text = "\xEF\xBB\xBFid,\"na\"\"me\"\r\n1,\"two\nlines\"\r\n\r\n2,plain\r\n\"3\",\"\"";
  CsvReader reader(drop_by_drop(text));
  const auto rows = rows_of(reader);
  ASSERT_TRUE(rows);
  EXPECT_EQ(*rows, rows_of(text));
  EXPECT_EQ(rows->size(), 4U);
}

TEST(Csv, ReadsRowsAcrossTheEndOfItsBuffer) {
  std::string text;
  for (int i = 0; i < 100'000; ++i)
    text += std::to_string(i) + ",\"quoted, \"\"" + std::to_string(i * 7) + "\"\"\",x\n";
  CsvReader reader{std::string_view(text)};
  int count = 0;
  while (true) {
    const auto more = reader.next();
    ASSERT_TRUE(more);
    if (!*more) break;
    ASSERT_EQ(reader.row()[0], std::to_string(count));
    ASSERT_EQ(reader.row()[1], "quoted, \"" + std::to_string(count * 7) + "\"");
    ASSERT_EQ(reader.line(), static_cast<std::size_t>(count) + 1);
    ++count;
  }
  EXPECT_EQ(count, 100'000);
}

TEST(Csv, ReportsAQuoteThatIsNeverClosed) {
  CsvReader reader(std::string_view("a,b\n1,\"two\nthree\n"));
  EXPECT_TRUE(reader.next().value_or(false));
  const auto wrong = reader.next();
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::invalid_input);
  EXPECT_EQ(wrong.error().where, "line 2");
  EXPECT_FALSE(reader.next());
}

TEST(Csv, KeepsToItsLimits) {
  const auto first_error = [](const std::string& text, CsvLimits limits) {
    CsvReader reader(std::string_view(text), limits);
    while (true) {
      const auto more = reader.next();
      if (!more) return more.error();
      if (!*more) return Error{};
    }
  };
  CsvLimits limits;
  limits.field_bytes = 10;
  EXPECT_EQ(first_error("a\n12345678901,b\n", limits).code, ErrorCode::too_large);
  EXPECT_EQ(first_error("a\n12345678901,b\n", limits).where, "line 2");
  EXPECT_EQ(first_error("a\n1234567890,b\n", limits).message, "");
  limits = {};
  limits.fields = 3;
  EXPECT_EQ(first_error("1,2,3,4\n", limits).code, ErrorCode::too_large);
  EXPECT_EQ(first_error("1,2,3\n", limits).message, "");
  EXPECT_EQ(first_error("\"" + std::string(std::size_t{20} << 20, 'x'), {}).code, ErrorCode::too_large);
}

TEST(Csv, PassesOnWhatTheSourceReports) {
  CsvReader reader([](char*, std::size_t) -> Result<std::size_t> { return fail(ErrorCode::io, "the disk is gone"); });
  const auto more = reader.next();
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, ErrorCode::io);
}

TEST(Csv, FindsColumnsByName) {
  CsvReader reader(std::string_view("Id, Distance ,Time,distance\n7,1,2\n"));
  ASSERT_TRUE(reader.next().value_or(false));
  const CsvHeader header(reader.row());
  EXPECT_EQ(header.find("distance"), 1U);
  EXPECT_EQ(header.find("DISTANCE", 1), 3U);
  EXPECT_FALSE(header.find("distance", 2));
  EXPECT_FALSE(header.find("speed"));
  ASSERT_TRUE(reader.next().value_or(false));
  EXPECT_EQ(field(reader.row(), header.find("id")), "7");
  EXPECT_EQ(field(reader.row(), 3), "");
  EXPECT_EQ(field(reader.row(), std::nullopt), "");
}

}  // namespace
}  // namespace genu
