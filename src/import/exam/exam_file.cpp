#include "import/exam/exam_file.h"

#include <cmath>

#include <yaml-cpp/yaml.h>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace genu {
namespace {

using Json = nlohmann::ordered_json;

constexpr int deepest = 8;
constexpr int most_values = 20'000;

class Converter {
 public:
  explicit Converter(const std::string& name) : name_(name) {}

  Result<Json> convert(const YAML::Node& node, int depth = 0) {
    if (depth > deepest || ++values_ > most_values)
      return fail(ErrorCode::too_large, "too many or too deeply nested values for measures", place(node));
    switch (node.Type()) {
      case YAML::NodeType::Scalar: return scalar(node);
      case YAML::NodeType::Sequence: {
        Json list = Json::array();
        for (const YAML::Node& item : node) {
          GENU_ASSIGN(Json value, convert(item, depth + 1));
          list.push_back(std::move(value));
        }
        return list;
      }
      case YAML::NodeType::Map: return map(node, depth);
      case YAML::NodeType::Null:
      case YAML::NodeType::Undefined: break;
    }
    return Json(nullptr);
  }

 private:
  std::string place(const YAML::Node& node) const { return name_ + ":" + std::to_string(node.Mark().line + 1); }

  static Json scalar(const YAML::Node& node) {
    const std::string& text = node.Scalar();
    if (node.Tag() == "!") return text;  // quoted
    if (const auto number = parse_number(text)) {
      const bool whole = std::abs(*number) < 1e9 && *number == std::floor(*number);
      return whole ? Json(static_cast<int>(*number)) : Json(*number);
    }
    if (text == "true") return true;
    if (text == "false") return false;
    return text;
  }

  Result<Json> map(const YAML::Node& node, int depth) {
    Json object = Json::object();
    for (const auto& entry : node) {
      if (!entry.first.IsScalar()) return fail(ErrorCode::invalid_input, "a key must be a single word", place(node));
      const std::string& key = entry.first.Scalar();
      if (object.contains(key))
        return fail(ErrorCode::invalid_input, "\"" + key + "\" is there twice", place(entry.first));
      GENU_ASSIGN(object[key], convert(entry.second, depth + 1));
    }
    return object;
  }

  const std::string& name_;
  int values_ = 0;
};

}  // namespace

Result<std::string> exam_file_as_json(std::string_view text, const std::string& name) {
  if (text.size() > largest_exam_bytes) return fail(ErrorCode::too_large, "the file is larger than 1 MiB", name);
  if (text.find('\0') != std::string_view::npos)
    return fail(ErrorCode::invalid_input, "this is not a text file (it holds NUL bytes)", name);
  try {
    const YAML::Node root = YAML::Load(std::string(text));
    if (!root.IsMap())
      return fail(ErrorCode::invalid_input, "expected runner, strength and feet at the top", name + ":1");
    GENU_ASSIGN(const Json json, Converter(name).convert(root));
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
  } catch (const YAML::Exception& error) {
    return fail(ErrorCode::invalid_input, "not valid YAML: " + error.msg,
                error.mark.is_null() ? name : name + ":" + std::to_string(error.mark.line + 1));
  }
}

}  // namespace genu
