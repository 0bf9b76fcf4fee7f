// From paths and methods to calls of the Api.
#pragma once

#include <span>
#include <string_view>

#include "http/message.h"
#include "service/api.h"

namespace genu {

struct Route {
  std::string_view method;
  std::string_view path;  // "{id}" stands for the id of a runner
  Response (*call)(Api& api, const Request& request, std::string_view id);
};

/// Every route, for tests that compare them with their documentation.
std::span<const Route> routes();

/// Answers requests under /api: 404 for an unknown path or a malformed id, 405 for a known path with another method.
Response call_api(Api& api, const Request& request);

}  // namespace genu
