// What keeps other web pages away from a server that listens on this computer, and what tells the browser to trust as
// little as possible. Pure functions of the request.
#pragma once

#include <optional>
#include <string_view>

#include "http/message.h"

namespace genu {

/// The refusal (403 or 415), or nothing when the request may go on:
/// - Host must be localhost, 127.0.0.1 or [::1] with our port. A page of another site whose name was pointed at this
///   computer (DNS rebinding) sends its own name.
/// - What changes something must carry "X-Genu: 1", which another site's page cannot send without our consent (CORS),
///   and an Origin, when there is one, equal to our own. A POST must carry JSON or a file's bytes.
std::optional<Response> refuse(const Request& request);

/// Adds the security and caching headers that belong to an answer for `path`. Every response passes here.
void add_standard_headers(std::string_view path, Response& response);

}  // namespace genu
