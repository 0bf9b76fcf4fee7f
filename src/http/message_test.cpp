#include "http/message.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "http/wire.h"

namespace genu {
namespace {

TEST(Request, FindsHeadersInAnyCase) {
  Request request;
  request.headers = {{"Content-Type", "application/json"}};
  EXPECT_EQ(request.header("content-type"), "application/json");
  EXPECT_EQ(request.header("CONTENT-TYPE"), "application/json");
  EXPECT_EQ(request.header("Content"), "");
}

TEST(ErrorResponse, MapsEveryCodeToAStatus) {
  const std::pair<ErrorCode, int> expected[] = {
      {ErrorCode::invalid_input, 400}, {ErrorCode::not_found, 404}, {ErrorCode::too_large, 413},
      {ErrorCode::conflict, 409},      {ErrorCode::io, 500},        {ErrorCode::corrupt, 500},
  };
  for (const auto& [code, status] : expected) {
    const Response response = error_response(Error{code, "message", "where"});
    EXPECT_EQ(response.status, status);
    EXPECT_EQ(nlohmann::json::parse(response.body)["error"]["code"], name_of(code));
  }
}

TEST(ErrorResponse, EscapesWhatItIsGiven) {
  const Response response = error_response(400, "invalid_input", "say \"what\"\n", "a\\b\x01");
  EXPECT_EQ(response.body, R"({"error":{"code":"invalid_input","message":"say \"what\"\n","where":"a\\b\u0001"}})");
  EXPECT_EQ(response.content_type, "application/json");
}

TEST(ErrorResponse, ReplacesBytesThatAreNotUtf8) {
  const auto body = nlohmann::json::parse(error_response(404, "not_found", "none", "\xFF\xC3").body);
  EXPECT_EQ(body["error"]["where"], "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(ResponseHead, HasLengthTypeAndConnection) {
  EXPECT_EQ(response_head({200, "text/plain", "four", {{"ETag", "\"1\""}}}, true),
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\nETag: \"1\"\r\n"
            "Connection: keep-alive\r\n\r\n");
}

TEST(ResponseHead, HasNoLengthWhereThereIsNeverABody) {
  EXPECT_EQ(response_head({204, "", ""}, false), "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
}

}  // namespace
}  // namespace genu
