// Reading YAML maps with complaints that name file and line.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <yaml-cpp/yaml.h>

namespace genu {

using Problems = std::vector<std::string>;

/// One map of a YAML file. Getters record a problem and return a harmless value when a key is missing or of the wrong
/// type, so that one pass reports everything that is wrong.
class YamlMap {
 public:
  YamlMap(const YAML::Node& node, std::string file, Problems& problems);

  std::string text(const char* key) const;           // required, not empty
  std::string optional_text(const char* key) const;  // "" when absent or null
  double number(const char* key) const;              // required
  std::optional<double> optional_number(const char* key) const;
  bool optional_flag(const char* key) const;              // false when absent
  std::vector<std::string> texts(const char* key) const;  // a list, a single text, or absent (empty)
  std::vector<YamlMap> maps(const char* key) const;       // a list of maps, or absent (empty)
  std::optional<YamlMap> map(const char* key) const;
  YAML::Node node(const char* key) const;

  /// The value of `names` at the same position as the text under `key`; a problem when it is none of them.
  template <typename Enum>
  Enum choice(const char* key, std::initializer_list<std::pair<std::string_view, Enum>> names) const {
    const std::string value = text(key);
    for (const auto& [name, result] : names)
      if (name == value) return result;
    std::string allowed;
    for (const auto& [name, result] : names) allowed += (allowed.empty() ? "" : ", ") + std::string(name);
    problem(std::string(key) + ": \"" + value + "\" is none of " + allowed);
    return names.begin()->second;
  }

  /// Every key must be one of these.
  void allow_only(std::initializer_list<std::string_view> keys) const;

  void problem(const std::string& message) const;
  const YAML::Node& yaml() const { return node_; }
  const std::string& file() const { return file_; }
  Problems& problems() const { return *problems_; }

 private:
  YAML::Node node_;
  std::string file_;
  Problems* problems_;
};

/// A text for messages: the scalar itself, or "a list", "a map".
std::string describe(const YAML::Node& node);

}  // namespace genu
