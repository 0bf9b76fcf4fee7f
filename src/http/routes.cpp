#include "http/routes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

#include "http/openapi.h"
#include "record/entry.h"

namespace genu {
namespace {

constexpr std::string_view id_placeholder = "{id}";

Response json_or_error(Result<std::string> json, int status = 200) {
  return json ? json_response(status, std::move(*json)) : error_response(json.error());
}

Response get_openapi(Api&, const Request&, std::string_view) { return json_response(200, std::string(openapi_json)); }
Response get_health(Api& api, const Request&, std::string_view) { return json_or_error(api.health()); }
Response get_knowledge(Api& api, const Request&, std::string_view) { return json_or_error(api.knowledge()); }
Response post_assess(Api& api, const Request& request, std::string_view) {
  return json_or_error(api.assess(request.body));
}
Response get_runners(Api& api, const Request&, std::string_view) { return json_or_error(api.list_runners()); }
Response post_runners(Api& api, const Request& request, std::string_view) {
  return json_or_error(api.add_runner(request.body), 201);
}
Response get_runner(Api& api, const Request&, std::string_view id) { return json_or_error(api.runner(id)); }
Response delete_runner(Api& api, const Request&, std::string_view id) {
  const Result<void> erased = api.erase(id);
  return erased ? Response{204, "", ""} : error_response(erased.error());
}
Response get_export(Api& api, const Request&, std::string_view id) {
  Response response = json_or_error(api.export_runner(id));
  if (response.status == 200) {
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"genu-" + std::string(id) + ".json\"");
  }
  return response;
}
Response get_interview(Api& api, const Request& request, std::string_view id) {
  const auto question = request.query.find("question");
  if (question == request.query.end()) return json_or_error(api.interview(id, std::nullopt));
  return json_or_error(api.interview(id, question->second));
}
Response post_answers(Api& api, const Request& request, std::string_view id) {
  return json_or_error(api.answer(id, request.body), 201);
}
Response get_assessment(Api& api, const Request&, std::string_view id) { return json_or_error(api.assessment(id)); }
Response get_exam(Api& api, const Request&, std::string_view id) { return json_or_error(api.exam(id)); }

std::string_view query(const Request& request, std::string_view key) {
  const auto found = request.query.find(key);
  return found == request.query.end() ? std::string_view() : std::string_view(found->second);
}
std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}
Response get_import(Api& api, const Request&, std::string_view id) { return json_or_error(api.import_state(id)); }
Response put_import(Api& api, const Request& request, std::string_view id) {
  const auto offset = whole_number(query(request, "offset"));
  const auto size = whole_number(query(request, "size"));
  if (!offset || !size) return error_response(400, "invalid_input", "give offset and size in bytes", "query");
  return json_or_error(api.import_piece(id, query(request, "name"), *offset, *size, request.body));
}
Response post_import(Api& api, const Request&, std::string_view id) { return json_or_error(api.import_start(id), 202); }
Response delete_import(Api& api, const Request&, std::string_view id) { return json_or_error(api.import_cancel(id)); }
Response get_training(Api& api, const Request&, std::string_view id) { return json_or_error(api.training(id)); }
Response get_activity(Api& api, const Request& request, std::string_view id) {
  return json_or_error(api.activity(id, query(request, "entry")));
}

Response post_analyse_gait(Api& api, const Request& request, std::string_view) {
  return json_or_error(api.analyse_gait(query(request, "name"), request.body));
}
Response get_gait(Api& api, const Request&, std::string_view id) { return json_or_error(api.gait(id)); }
Response post_gait(Api& api, const Request& request, std::string_view id) {
  return json_or_error(api.add_gait(id, query(request, "name"), request.body), 201);
}
Response get_strength(Api& api, const Request&, std::string_view id) { return json_or_error(api.strength(id)); }
Response post_strength(Api& api, const Request& request, std::string_view id) {
  return json_or_error(api.add_strength(id, request.body), 201);
}
Response get_feet(Api& api, const Request&, std::string_view id) { return json_or_error(api.feet(id)); }
Response post_feet(Api& api, const Request& request, std::string_view id) {
  return json_or_error(api.add_feet(id, request.body), 201);
}

constexpr std::array<Route, 26> all_routes{{
    {"GET", "/api/openapi.json", get_openapi},
    {"GET", "/api/health", get_health},
    {"GET", "/api/knowledge", get_knowledge},
    {"POST", "/api/assess", post_assess},
    {"GET", "/api/runners", get_runners},
    {"POST", "/api/runners", post_runners},
    {"GET", "/api/runners/{id}", get_runner},
    {"DELETE", "/api/runners/{id}", delete_runner},
    {"GET", "/api/runners/{id}/export", get_export},
    {"GET", "/api/runners/{id}/interview", get_interview},
    {"POST", "/api/runners/{id}/answers", post_answers},
    {"GET", "/api/runners/{id}/assessment", get_assessment},
    {"GET", "/api/runners/{id}/exam", get_exam},
    {"GET", "/api/runners/{id}/import", get_import},
    {"PUT", "/api/runners/{id}/import", put_import},
    {"POST", "/api/runners/{id}/import", post_import},
    {"DELETE", "/api/runners/{id}/import", delete_import},
    {"GET", "/api/runners/{id}/training", get_training},
    {"GET", "/api/runners/{id}/activity", get_activity},
    {"POST", "/api/gait", post_analyse_gait},
    {"GET", "/api/runners/{id}/gait", get_gait},
    {"POST", "/api/runners/{id}/gait", post_gait},
    {"GET", "/api/runners/{id}/strength", get_strength},
    {"POST", "/api/runners/{id}/strength", post_strength},
    {"GET", "/api/runners/{id}/feet", get_feet},
    {"POST", "/api/runners/{id}/feet", post_feet},
}};

// The id in `path` when it has the shape of `pattern` (empty for a pattern without one), else nothing.
std::optional<std::string_view> match(std::string_view pattern, std::string_view path) {
  const std::size_t place = pattern.find(id_placeholder);
  if (place == std::string_view::npos) return pattern == path ? std::optional(std::string_view()) : std::nullopt;
  const std::string_view before = pattern.substr(0, place);
  const std::string_view after = pattern.substr(place + id_placeholder.size());
  if (path.size() < before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after)) {
    return std::nullopt;
  }
  const std::string_view id = path.substr(place, path.size() - before.size() - after.size());
  return is_id(id) ? std::optional(id) : std::nullopt;
}

}  // namespace

std::span<const Route> routes() { return all_routes; }

Response call_api(Api& api, const Request& request) {
  const std::string_view method = request.is_read() ? "GET" : std::string_view(request.method);
  std::string allowed;
  for (const Route& route : all_routes) {
    const auto id = match(route.path, request.path);
    if (!id) continue;
    if (route.method == method) return route.call(api, request, *id);
    if (!allowed.empty()) allowed += ", ";
    allowed += route.method == "GET" ? "GET, HEAD" : route.method;
  }
  if (!allowed.empty()) return method_not_allowed(allowed);
  return error_response(404, "not_found", "there is nothing at this address: /api/openapi.json lists what there is",
                        request.path);
}

}  // namespace genu
