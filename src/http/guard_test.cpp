#include "http/guard.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace genu {
namespace {

Request make_request(std::string method, std::string host = "localhost:8080") {
  Request request;
  request.method = std::move(method);
  request.path = "/api/runners";
  request.local_port = 8080;
  request.headers = {{"Host", std::move(host)}, {"X-Genu", "1"}, {"Content-Type", "application/json"}};
  return request;
}

int status(const Request& request) {
  const auto refusal = refuse(request);
  return refusal ? refusal->status : 0;
}

std::string header(const Response& response, std::string_view name) {
  const auto found = std::find_if(response.headers.begin(), response.headers.end(),
                                  [name](const auto& candidate) { return candidate.first == name; });
  return found == response.headers.end() ? "absent" : found->second;
}

TEST(Host, IsThisComputerWithOurPort) {
  for (const char* host : {"localhost:8080", "127.0.0.1:8080", "[::1]:8080"}) {
    EXPECT_EQ(status(make_request("GET", host)), 0) << host;
  }
}

TEST(Host, OfAnotherNameIsRefused) {
  for (const char* host :
       {"", "localhost", "localhost:80", "localhost:08080", "localhost:8080.", "localhost.evil.com:8080",
        "evil.com:8080", "127.0.0.1.evil.com:8080", "127.0.0.10:8080", "::1:8080", "0.0.0.0:8080",
        "localhost:8080, localhost:8080", "user@localhost:8080", " localhost:8080"}) {
    EXPECT_EQ(status(make_request("GET", host)), 403) << host;
    EXPECT_EQ(status(make_request("POST", host)), 403) << host;
  }
}

TEST(Host, MayOmitTheDefaultPort) {
  Request request = make_request("GET", "localhost");
  request.local_port = 80;
  EXPECT_EQ(status(request), 0);
}

TEST(Host, Missing) {
  Request request = make_request("GET");
  request.headers.erase("Host");
  EXPECT_EQ(status(request), 403);
}

TEST(Origin, OfOurOwnPageMayChangeThings) {
  for (const char* method : {"POST", "DELETE"}) {
    Request request = make_request(method);
    EXPECT_EQ(status(request), 0);
    request.headers["Origin"] = "http://localhost:8080";
    EXPECT_EQ(status(request), 0);
  }
}

TEST(Origin, OfAnotherPageMayNot) {
  for (const char* origin : {"http://evil.com", "null", "https://localhost:8080", "http://localhost:3000",
                             "http://127.0.0.1:8080", "http://localhost:8080.evil.com"}) {
    for (const char* method : {"POST", "DELETE", "PUT", "PATCH"}) {
      Request request = make_request(method);
      request.headers["Origin"] = origin;
      EXPECT_EQ(status(request), 403) << method << " from " << origin;
    }
  }
}

TEST(CustomHeader, IsNeededToChangeThings) {
  for (const char* method : {"POST", "DELETE", "PUT"}) {
    Request request = make_request(method);
    request.headers["X-Genu"] = "yes";
    EXPECT_EQ(status(request), 403);
    request.headers.erase("X-Genu");
    EXPECT_EQ(status(request), 403);
  }
}

TEST(CustomHeader, IsNotNeededToRead) {
  for (const char* method : {"GET", "HEAD"}) {
    Request request = make_request(method);
    request.headers.erase("X-Genu");
    EXPECT_EQ(status(request), 0);
  }
}

TEST(ContentType, OfAPostIsJsonOrBytes) {
  Request request = make_request("POST");
  for (const char* type : {"application/json", "application/json; charset=utf-8", "application/json;charset=utf-8",
                           "application/octet-stream"}) {
    request.headers["Content-Type"] = type;
    EXPECT_EQ(status(request), 0) << type;
  }
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "text/json"}) {
    request.headers["Content-Type"] = type;
    EXPECT_EQ(status(request), 415) << type;
  }
}

TEST(StandardHeaders, AllowOnlyOurOwnScripts) {
  Response response;
  add_standard_headers("/", response);
  const std::string policy = header(response, "Content-Security-Policy");
  EXPECT_TRUE(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"));
  EXPECT_EQ(policy.find("'unsafe"), std::string::npos);
  EXPECT_NE(policy.find("media-src blob:;"), std::string::npos);  // a film of one's own, which never leaves the page
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
  EXPECT_EQ(header(response, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(header(response, "Referrer-Policy"), "no-referrer");
  EXPECT_EQ(header(response, "Cross-Origin-Opener-Policy"), "same-origin");
  EXPECT_EQ(header(response, "Cross-Origin-Resource-Policy"), "same-origin");
}

TEST(StandardHeaders, CacheOnlyWhatCannotChange) {
  const auto caching = [](std::string_view path, int code) {
    Response response;
    response.status = code;
    add_standard_headers(path, response);
    return header(response, "Cache-Control");
  };
  EXPECT_EQ(caching("/api/runners", 200), "no-store");
  EXPECT_EQ(caching("/api", 200), "no-store");
  EXPECT_EQ(caching("/", 200), "no-cache");
  EXPECT_EQ(caching("/apian", 200), "no-cache");
  EXPECT_EQ(caching("/assets/index-B1c2.js", 200), "public, max-age=31536000, immutable");
  EXPECT_EQ(caching("/assets/index-B1c2.js", 304), "public, max-age=31536000, immutable");
  EXPECT_EQ(caching("/assets/gone.js", 404), "no-store");
}

}  // namespace
}  // namespace genu
