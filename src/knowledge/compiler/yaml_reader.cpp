#include "knowledge/compiler/yaml_reader.h"

#include <algorithm>

namespace genu {

YamlMap::YamlMap(const YAML::Node& node, std::string file, Problems& problems)
    : node_(node), file_(std::move(file)), problems_(&problems) {
  if (!node_.IsMap()) {
    problem("expected a map, found " + describe(node_));
    node_ = YAML::Node(YAML::NodeType::Map);
  }
}

void YamlMap::problem(const std::string& message) const {
  const int line = node_.Mark().line + 1;
  std::string id;
  if (const YAML::Node id_node = node_["id"]; id_node && id_node.IsScalar()) id = id_node.Scalar() + ": ";
  problems_->push_back(file_ + ":" + std::to_string(std::max(line, 1)) + ": " + id + message);
}

YAML::Node YamlMap::node(const char* key) const { return node_[key]; }

std::string YamlMap::text(const char* key) const {
  std::string value = optional_text(key);
  if (value.empty()) problem(std::string(key) + " is missing");
  return value;
}

std::string YamlMap::optional_text(const char* key) const {
  const YAML::Node value = node_[key];
  if (!value || value.IsNull()) return "";
  if (!value.IsScalar()) {
    problem(std::string(key) + " must be a text, found " + describe(value));
    return "";
  }
  return value.Scalar();
}

double YamlMap::number(const char* key) const {
  const std::optional<double> value = optional_number(key);
  if (!value) problem(std::string(key) + " must be a number");
  return value.value_or(0.5);
}

std::optional<double> YamlMap::optional_number(const char* key) const {
  const YAML::Node value = node_[key];
  double number = 0;
  if (!value || value.IsNull()) return std::nullopt;
  if (value.IsScalar() && YAML::convert<double>::decode(value, number)) return number;
  problem(std::string(key) + " must be a number, found " + describe(value));
  return std::nullopt;
}

bool YamlMap::optional_flag(const char* key) const {
  const YAML::Node value = node_[key];
  bool flag = false;
  if (value && !value.IsNull() && !(value.IsScalar() && YAML::convert<bool>::decode(value, flag)))
    problem(std::string(key) + " must be true or false");
  return flag;
}

std::vector<std::string> YamlMap::texts(const char* key) const {
  const YAML::Node value = node_[key];
  std::vector<std::string> list;
  if (!value || value.IsNull()) return list;
  if (value.IsScalar()) return {value.Scalar()};
  for (const YAML::Node& item : value) {
    if (item.IsScalar()) {
      list.push_back(item.Scalar());
    } else {
      problem(std::string(key) + " must be a list of texts");
    }
  }
  return list;
}

std::vector<YamlMap> YamlMap::maps(const char* key) const {
  std::vector<YamlMap> list;
  const YAML::Node value = node_[key];
  if (!value || value.IsNull()) return list;
  if (!value.IsSequence()) {
    problem(std::string(key) + " must be a list");
    return list;
  }
  for (const YAML::Node& item : value) list.emplace_back(item, file_, *problems_);
  return list;
}

std::optional<YamlMap> YamlMap::map(const char* key) const {
  const YAML::Node value = node_[key];
  if (!value || value.IsNull()) return std::nullopt;
  return YamlMap(value, file_, *problems_);
}

void YamlMap::allow_only(std::initializer_list<std::string_view> keys) const {
  for (const auto& entry : node_) {
    const std::string key = describe(entry.first);
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) problem("unknown key \"" + key + "\"");
  }
}

std::string describe(const YAML::Node& node) {
  switch (node.Type()) {
    case YAML::NodeType::Scalar: return node.Scalar();
    case YAML::NodeType::Sequence: return "a list";
    case YAML::NodeType::Map: return "a map";
    default: return "nothing";
  }
}

}  // namespace genu
