#include "http/wire.h"

namespace genu {
namespace {

const char* reason_of(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return "";
  }
}

void add_header(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string response_head(const Response& response, bool keep_alive) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + ' ' + reason_of(response.status) + "\r\n";
  if (!response.content_type.empty()) add_header(head, "Content-Type", response.content_type);
  const bool may_have_body = response.status != 204 && response.status != 304;
  if (may_have_body) add_header(head, "Content-Length", std::to_string(response.body.size()));
  for (const auto& [name, value] : response.headers) add_header(head, name, value);
  add_header(head, "Connection", keep_alive ? "keep-alive" : "close");
  return head + "\r\n";
}

}  // namespace genu
