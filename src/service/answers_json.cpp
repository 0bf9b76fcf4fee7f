#include "service/answers_json.h"

#include "base/text.h"

namespace genu {
namespace {

// The text of a JSON scalar as a person would write it in a case file; empty optional for objects, lists and null.
std::optional<std::string> scalar_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (value.is_number()) return format_number(value.get<double>(), 6);
  return std::nullopt;
}

}  // namespace

Result<Json> parse_object(std::string_view text) {
  try {
    Json json = Json::parse(text);
    if (!json.is_object()) return fail(ErrorCode::invalid_input, "send a JSON object, such as {}");
    return json;
  } catch (const Json::parse_error& error) {
    return fail(ErrorCode::invalid_input, "not valid JSON", "byte " + std::to_string(error.byte));
  }
}

Result<void> read_facts(const Json& object, RunnerFacts& facts) {
  if (!object.is_object()) return fail(ErrorCode::invalid_input, "must be an object such as {\"age\": 34}", "runner");
  constexpr const char* refers_to_another = "onset_until";  // to the onset: read after it, whatever the order
  std::vector<std::pair<std::string, Json>> facts_in_order;
  for (const auto& [key, value] : object.items())
    if (key != refers_to_another) facts_in_order.emplace_back(key, value);
  if (object.contains(refers_to_another)) facts_in_order.emplace_back(refers_to_another, object[refers_to_another]);
  for (const auto& [key, value] : facts_in_order) {
    const std::string where = "runner." + key.substr(0, 60);
    const auto text = value.is_null() ? std::optional<std::string>("unknown") : scalar_text(value);
    if (!text) return fail(ErrorCode::invalid_input, "must be a single value", where);
    const Result<void> set = set_fact(facts, key, *text);
    if (!set) return fail(set.error().code, set.error().message, where);
  }
  return {};
}

Result<std::vector<Observation>> read_findings(const Knowledge& knowledge, const Json& object, Instant when,
                                               std::optional<From> from) {
  if (!object.is_object())
    return fail(ErrorCode::invalid_input, "must be an object such as {\"night_pain_wakes\": \"yes\"}", "findings");
  std::vector<Observation> observations;
  for (const auto& [key, value] : object.items()) {
    RawAnswer answer;
    answer.id = key;
    bool readable = true;
    if (value.is_array()) {
      for (const Json& item : value) {
        const auto text = scalar_text(item);
        readable = readable && text;
        answer.values.push_back(text.value_or(""));
      }
    } else {
      const auto text = value.is_null() ? std::optional<std::string>("unknown") : scalar_text(value);
      readable = text.has_value();
      answer.values.push_back(text.value_or(""));
    }
    const std::string where = "findings." + key.substr(0, 60);
    if (!readable)
      return fail(ErrorCode::invalid_input, "must be yes, no, unknown, a number or a list of zones", where);
    auto read = to_observations(knowledge, answer, when, from.value_or(usual_source(knowledge, key)));
    if (!read) return fail(read.error().code, read.error().message, where);
    observations.insert(observations.end(), read->begin(), read->end());
  }
  return observations;
}

}  // namespace genu
