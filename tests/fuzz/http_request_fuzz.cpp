// Any bytes as an HTTP request: reading, the guard, the routes and the answer's head must neither crash nor break
// their promises.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "http/fake_api.h"
#include "http/guard.h"
#include "http/routes.h"
#include "http/server.h"
#include "http/site.h"
#include "http/wire.h"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

void check(const genu::Request& request, const genu::Handler& site, genu::FakeApi& api) {
  require(request.path.starts_with('/'));
  require(request.path.find_first_of(std::string_view("\0\r\n\\", 4)) == std::string::npos);
  api.erased.clear();
  genu::Response response = site(request);
  if (!request.is_read() && request.header("X-Genu") != "1") require(response.status == 403);
  if (!api.erased.empty()) require(request.method == "DELETE" && response.status == 204);

  genu::add_standard_headers(request.path, response);
  const std::string head = genu::response_head(response, true);
  require(head.find("\r\n\r\n") == head.size() - 4);  // nothing that was sent can end the head early
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static genu::FakeApi api;
  static const genu::Handler site = genu::make_site(api, nullptr);
  auto request = genu::parse_request({reinterpret_cast<const char*>(data), size});
  if (!request) return 0;
  check(*request, site, api);

  // Once more as a request that passes the guard, so that the routes are reached more often than by luck.
  request->local_port = 8080;
  request->headers["Host"] = "localhost:8080";
  request->headers["X-Genu"] = "1";
  request->headers["Content-Type"] = "application/json";
  request->headers.erase("Origin");
  check(*request, site, api);
  return 0;
}
