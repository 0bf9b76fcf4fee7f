#include "import/gzip/gzip.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>
#include <sstream>

namespace genu {
namespace {

std::string gzip(const std::string& text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
  std::string input = text;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  return packed;
}

// Text that does not pack well, so that cutting it cuts something.
std::string noise(std::size_t size) {
  std::string text;
  std::uint32_t state = 1;
  while (text.size() < size) {
    state = state * 1664525 + 1013904223;
    text += static_cast<char>(state >> 24);
  }
  return text;
}

constexpr std::size_t megabyte = std::size_t{1} << 20;

TEST(Gzip, UnpacksOneMember) {
  const std::string text = "half a league, half a league";
  ASSERT_TRUE(looks_like_gzip(gzip(text)));
  const auto out = inflate_gzip(gzip(text), megabyte);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->bytes, text);
  EXPECT_EQ(out->warning, "");
}

TEST(Gzip, UnpacksAnEmptyMember) {
  const auto out = inflate_gzip(gzip(""), megabyte);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->bytes, "");
  EXPECT_EQ(out->warning, "");
}

TEST(Gzip, JoinsMembersAndIgnoresZerosAfterThem) {
  const auto out = inflate_gzip(gzip("one ") + gzip("two") + std::string(512, '\0'), megabyte);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->bytes, "one two");
  EXPECT_EQ(out->warning, "");
}

TEST(Gzip, ReportsWhatFollowsTheLastMember) {
  const std::string packed = gzip("one");
  const auto out = inflate_gzip(packed + "rubbish", megabyte);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->bytes, "one");
  EXPECT_NE(out->warning.find("at byte " + std::to_string(packed.size())), std::string::npos) << out->warning;
}

TEST(Gzip, KeepsWhatCameBeforeTheCut) {
  const std::string text = noise(3 * megabyte);
  const std::string packed = gzip(text);
  for (const std::size_t size : {packed.size() - 1, packed.size() / 2, std::size_t{11}}) {
    const auto out = inflate_gzip(std::string_view(packed).substr(0, size), 4 * megabyte);
    ASSERT_TRUE(out);
    EXPECT_EQ(out->bytes, text.substr(0, out->bytes.size()));
    EXPECT_GE(out->bytes.size() + 64 * 1024, size);
    EXPECT_NE(out->warning.find("cut short"), std::string::npos) << out->warning;
  }
}

TEST(Gzip, KeepsWhatCameBeforeTheDamage) {
  std::string packed = gzip(noise(megabyte));
  packed[packed.size() - 6] = static_cast<char>(packed[packed.size() - 6] ^ 1);  // the checksum
  const auto out = inflate_gzip(packed, 2 * megabyte);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->bytes.size(), megabyte);
  EXPECT_NE(out->warning.find("damaged"), std::string::npos) << out->warning;
}

TEST(Gzip, StopsAtTheLimit) {
  const std::string bomb = gzip(std::string(8 * megabyte, 'a'));
  const auto out = inflate_gzip(bomb, megabyte);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, ErrorCode::too_large);
  EXPECT_TRUE(inflate_gzip(bomb, 8 * megabyte));  // exactly the limit
}

TEST(Gzip, RefusesWhatIsNoGzip) {
  for (const char* text : {"", "\x1f\x8b", "PK\x03\x04", "<?xml"}) {
    const auto out = inflate_gzip(text, megabyte);
    ASSERT_FALSE(out);
    EXPECT_EQ(out.error().code, ErrorCode::invalid_input);
  }
}

std::string real_file(const char* name) {
  std::ifstream stream(GENU_SOURCE_DIR "/../shared/data/activities/synthetic/" + std::string(name), std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

TEST(Gzip, ReadsTheSyntheticFiles) {
  const std::string one = real_file("s31_run.fit.gz");
  if (one.empty()) GTEST_SKIP() << "../shared/data/activities is not here";
  const auto single = inflate_gzip(one, megabyte);
  const auto twice = inflate_gzip(real_file("s33_two_member.fit.gz"), megabyte);
  const auto cut = inflate_gzip(real_file("s32_truncated.fit.gz"), megabyte);
  ASSERT_TRUE(single && twice && cut);
  EXPECT_EQ(single->bytes.size(), twice->bytes.size());
  EXPECT_EQ(single->warning + twice->warning, "");
  EXPECT_EQ(cut->bytes.size(), 9740U);  // oracle.json: every decoder stops at byte 9740
  EXPECT_NE(cut->warning, "");
}

}  // namespace
}  // namespace genu
