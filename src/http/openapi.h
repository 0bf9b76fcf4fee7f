// docs/formats/openapi.json, carried by the program so that it can describe itself.
#pragma once

#include <string_view>

namespace genu {

extern const std::string_view openapi_json;

}  // namespace genu
