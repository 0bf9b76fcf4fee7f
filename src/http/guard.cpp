#include "http/guard.h"

#include <array>
#include <string>
#include <utility>

namespace genu {
namespace {

constexpr std::array<std::string_view, 3> own_names{"localhost", "127.0.0.1", "[::1]"};
constexpr std::uint16_t default_http_port = 80;

constexpr std::array<std::pair<const char*, const char*>, 6> security_headers{{
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
     "media-src blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
     "form-action 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy",
     "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
     "midi=(), payment=(), usb=()"},
}};

bool is_own_host(std::string_view host, std::uint16_t port) {
  const std::string with_port = ":" + std::to_string(port);
  for (const std::string_view name : own_names) {
    if (!host.starts_with(name)) continue;
    const std::string_view rest = host.substr(name.size());
    if (rest == with_port || (rest.empty() && port == default_http_port)) return true;
  }
  return false;
}

bool is_own_origin(const Request& request) {
  const std::string_view origin = request.header("Origin");
  return origin.empty() || origin == "http://" + std::string(request.header("Host"));
}

bool is_of_type(std::string_view content_type, std::string_view type) {
  if (!content_type.starts_with(type)) return false;
  const std::string_view rest = content_type.substr(type.size());
  return rest.empty() || rest.front() == ';' || rest.front() == ' ';
}

std::string_view cache_control(std::string_view path, int status) {
  if (path == "/api" || path.starts_with("/api/") || status >= 400) return "no-store";
  // The bundler puts a hash of the content into the names of what it writes to assets/.
  if (path.starts_with("/assets/")) return "public, max-age=31536000, immutable";
  return "no-cache";
}

}  // namespace

std::optional<Response> refuse(const Request& request) {
  if (!is_own_host(request.header("Host"), request.local_port)) {
    return error_response(403, "forbidden", "this server answers on this computer only: open it as localhost", "Host");
  }
  if (request.is_read()) return std::nullopt;
  if (!is_own_origin(request)) {
    return error_response(403, "forbidden", "this request comes from another web page: use genu's own page", "Origin");
  }
  if (request.header("X-Genu") != "1") {
    return error_response(403, "forbidden", "requests that change something need the header X-Genu: 1", "X-Genu");
  }
  const std::string_view type = request.header("Content-Type");
  if (request.method == "POST" && !is_of_type(type, "application/json") &&
      !is_of_type(type, "application/octet-stream")) {
    return error_response(415, "invalid_input",
                          "send JSON with the header Content-Type: application/json, or a file's bytes with "
                          "application/octet-stream",
                          "Content-Type");
  }
  if (request.method == "PUT" && !is_of_type(type, "application/octet-stream")) {
    return error_response(415, "invalid_input", "send bytes, with the header Content-Type: application/octet-stream",
                          "Content-Type");
  }
  return std::nullopt;
}

void add_standard_headers(std::string_view path, Response& response) {
  for (const auto& [name, value] : security_headers) response.headers.emplace_back(name, value);
  response.headers.emplace_back("Cache-Control", cache_control(path, response.status));
}

}  // namespace genu
