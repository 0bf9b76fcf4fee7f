#include "http/message.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace genu {
namespace {

char lower(char character) {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_input: return 400;
    case ErrorCode::not_found: return 404;
    case ErrorCode::too_large: return 413;
    case ErrorCode::conflict: return 409;
    case ErrorCode::io:
    case ErrorCode::corrupt: return 500;
  }
  return 500;
}

}  // namespace

bool HeaderNameLess::operator()(std::string_view left, std::string_view right) const {
  return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                      [](char one, char other) { return lower(one) < lower(other); });
}

std::string_view Request::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : found->second;
}

Response json_response(int status, std::string json) { return {status, "application/json", std::move(json)}; }

Response error_response(int status, std::string_view code, std::string_view message, std::string_view where) {
  const nlohmann::ordered_json body = {{"error", {{"code", code}, {"message", message}, {"where", where}}}};
  return json_response(status, body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

Response error_response(const Error& error) {
  return error_response(status_of(error.code), name_of(error.code), error.message, error.where);
}

Response method_not_allowed(std::string_view allowed) {
  Response response =
      error_response(405, "invalid_input", "this address does not take this method: use " + std::string(allowed));
  response.headers.emplace_back("Allow", allowed);
  return response;
}

}  // namespace genu
