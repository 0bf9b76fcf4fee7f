// All of genu's web interface behind one Handler: the guard, then the Api or the page's files.
#pragma once

#include <memory>

#include "http/message.h"
#include "http/static_files.h"
#include "service/api.h"

namespace genu {

/// `files` may be null: then there is an Api, but no page. `api` must outlive the handler.
Handler make_site(Api& api, std::shared_ptr<const StaticFiles> files);

}  // namespace genu
