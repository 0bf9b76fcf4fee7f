#include "http/site.h"

#include <utility>

#include "http/guard.h"
#include "http/routes.h"

namespace genu {

Handler make_site(Api& api, std::shared_ptr<const StaticFiles> files) {
  return [&api, files = std::move(files)](const Request& request) {
    if (auto refusal = refuse(request)) return std::move(*refusal);
    if (request.path == "/api" || request.path.starts_with("/api/") || !files) return call_api(api, request);
    return files->serve(request);
  };
}

}  // namespace genu
