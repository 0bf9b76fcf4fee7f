// What travels between the server and the code that answers: plain values, no library's types.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace genu {

/// Header names compare without regard to case.
struct HeaderNameLess {
  using is_transparent = void;
  bool operator()(std::string_view left, std::string_view right) const;
};

struct Request {
  std::string method;                                          // "GET", as sent: methods are case-sensitive
  std::string path;                                            // percent-decoded, without the query: "/api/runners"
  std::map<std::string, std::string, std::less<>> query;       // decoded; of a repeated key, the first
  std::map<std::string, std::string, HeaderNameLess> headers;  // repeated ones are joined with ", "
  std::string body;
  std::uint16_t local_port = 0;  // the port that this request came in on

  /// Empty when the header is absent.
  std::string_view header(std::string_view name) const;
  /// GET, or HEAD, which is a GET whose body is not sent.
  bool is_read() const { return method == "GET" || method == "HEAD"; }
};

struct Response {
  int status = 200;
  std::string content_type;  // empty: there is no body
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
};

/// Called from several threads at a time.
using Handler = std::function<Response(const Request&)>;

Response json_response(int status, std::string json);

/// The error body of docs/formats/api.md. Bytes in `message` or `where` that are not UTF-8 are replaced.
Response error_response(int status, std::string_view code, std::string_view message, std::string_view where = {});
Response error_response(const Error& error);

/// 405: the path exists, but takes other methods ("GET, HEAD").
Response method_not_allowed(std::string_view allowed);

}  // namespace genu
