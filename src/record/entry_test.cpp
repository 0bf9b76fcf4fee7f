#include "record/entry.h"

#include <cstdint>

#include <gtest/gtest.h>

namespace genu {
namespace {

constexpr std::int64_t latest_year_ms = 253402300799999;  // 9999-12-31
constexpr unsigned char zeros[10] = {};
constexpr unsigned char ones[10] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

TEST(Entry, KindNamesRoundTrip) {
  for (const EntryKind kind : {EntryKind::answers, EntryKind::assessment, EntryKind::note}) {
    EXPECT_EQ(parse_entry_kind(name_of(kind)).value(), kind);
  }
  EXPECT_STREQ(name_of(EntryKind::answers), "answers");
}

TEST(Entry, AuthorNamesRoundTrip) {
  for (const Author author : {Author::runner, Author::clinician, Author::genu}) {
    EXPECT_EQ(parse_author(name_of(author)).value(), author);
  }
  EXPECT_STREQ(name_of(Author::genu), "genu");
}

TEST(Entry, UnknownNamesAreRefusedAndShown) {
  for (const std::string_view name : {"", "Answers", "answers ", "diary"}) {
    const auto kind = parse_entry_kind(name);
    ASSERT_FALSE(kind) << name;
    EXPECT_EQ(kind.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(kind.error().where, name);
    EXPECT_FALSE(parse_author(name)) << name;
  }
}

TEST(Id, EncodesAsUlid) {
  EXPECT_EQ(make_id(Instant{0}, zeros), "00000000000000000000000000");
  EXPECT_EQ(make_id(Instant{(std::int64_t{1} << 48) - 1}, ones), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
  // The time of the example in the ULID specification.
  EXPECT_EQ(make_id(Instant{1469918176385}, zeros).substr(0, 10), "01ARYZ6S41");
}

TEST(Id, PlacesEveryRandomBit) {
  constexpr unsigned char random[10] = {0x00, 0x44, 0x32, 0x14, 0xC7, 0x42, 0x54, 0xB6, 0x35, 0xCF};
  EXPECT_EQ(make_id(Instant{0}, random).substr(10), "0123456789ABCDEF");
}

TEST(Id, SortsByTime) {
  std::string previous = make_id(Instant{0}, ones);
  for (std::int64_t time = 1; time < latest_year_ms; time = time * 3 + 1) {
    const std::string id = make_id(Instant{time}, time % 2 == 0 ? zeros : ones);
    EXPECT_LT(previous, id);
    previous = id;
  }
}

TEST(Id, ImpossibleTimesStillGiveValidIds) {
  EXPECT_TRUE(is_id(make_id(Instant{-1}, ones)));
  EXPECT_TRUE(is_id(make_id(Instant{INT64_MAX}, ones)));
  EXPECT_TRUE(is_id(make_id(Instant{INT64_MIN}, zeros)));
}

TEST(Id, IsRecognisedStrictly) {
  EXPECT_TRUE(is_id("01ARYZ6S41TSV4RRFFQ69G5FAV"));
  EXPECT_FALSE(is_id(""));
  EXPECT_FALSE(is_id("01ARYZ6S41TSV4RRFFQ69G5FA"));    // short
  EXPECT_FALSE(is_id("01ARYZ6S41TSV4RRFFQ69G5FAVV"));  // long
  EXPECT_FALSE(is_id("01aryz6s41tsv4rrffq69g5fav"));   // lower case would make two ids of one
  EXPECT_FALSE(is_id("01ARYZ6S41TSV4RRFFQ69G5FAU"));   // U is not in the alphabet
  EXPECT_FALSE(is_id("81ARYZ6S41TSV4RRFFQ69G5FAV"));   // more than 128 bits
  EXPECT_FALSE(is_id("../../../../../../etc/pass"));
}

}  // namespace
}  // namespace genu
