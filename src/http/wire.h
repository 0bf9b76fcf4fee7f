// The head of a response as bytes.
#pragma once

#include <string>

#include "http/message.h"

namespace genu {

/// Status line, headers and the empty line. Content-Length is that of the body, also when the body will not be sent
/// (HEAD); statuses that have no body (204, 304) carry none.
std::string response_head(const Response& response, bool keep_alive);

}  // namespace genu
