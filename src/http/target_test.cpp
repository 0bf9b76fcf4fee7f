#include "http/target.h"

#include <gtest/gtest.h>

namespace genu {
namespace {

TEST(Target, SplitsPathAndQuery) {
  const Target target = parse_target("/api/runners/1/interview?question=q_onset&back").value();
  EXPECT_EQ(target.path, "/api/runners/1/interview");
  EXPECT_EQ(target.query, (decltype(target.query){{"question", "q_onset"}, {"back", ""}}));
}

TEST(Target, DecodesPercentEscapes) {
  const Target target = parse_target("/kn%C3%A9e%20x?a%3Db=1%262+3&c=%2F").value();
  EXPECT_EQ(target.path,
            "/kn\xC3\xA9"
            "e x");
  EXPECT_EQ(target.query.at("a=b"), "1&2 3");
  EXPECT_EQ(target.query.at("c"), "/");
}

TEST(Target, KeepsAPlusInThePath) { EXPECT_EQ(parse_target("/a+b").value().path, "/a+b"); }

TEST(Target, TakesTheFirstOfARepeatedKey) { EXPECT_EQ(parse_target("/?q=1&q=2").value().query.at("q"), "1"); }

TEST(Target, ToleratesEmptyQueries) {
  for (const std::string_view text : {"/?", "/?&", "/?&&&"}) EXPECT_TRUE(parse_target(text).value().query.empty());
}

TEST(Target, RefusesWhatIsNoPath) {
  for (const std::string_view text : {"", "*", "api", "http://localhost/api", "?a=b"}) {
    const auto target = parse_target(text);
    ASSERT_FALSE(target) << text;
    EXPECT_EQ(target.error().code, ErrorCode::invalid_input);
  }
}

TEST(Target, RefusesBrokenEscapes) {
  for (const std::string_view text : {"/%", "/%2", "/%zz", "/%4", "/?a=%", "/?%f=1"}) EXPECT_FALSE(parse_target(text));
}

TEST(Target, RefusesEscapesThatHideStructure) {
  for (const std::string_view text : {"/a%2Fb", "/a%5cb", "/a%00", "/a%0d%0aX: y", "/%7f"}) {
    EXPECT_FALSE(parse_target(text)) << text;
  }
}

}  // namespace
}  // namespace genu
