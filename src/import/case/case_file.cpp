#include "import/case/case_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <yaml-cpp/yaml.h>

#include "base/text.h"

namespace genu {
namespace {

std::string place(const std::string& name, const YAML::Mark& mark) {
  return mark.is_null() ? name : name + ":" + std::to_string(mark.line + 1);
}

tl::unexpected<Error> wrong(const std::string& name, const YAML::Node& node, std::string message) {
  return fail(ErrorCode::invalid_input, std::move(message), place(name, node.Mark()));
}

Result<YAML::Node> load(std::string_view text, const std::string& name) {
  if (text.find('\0') != std::string_view::npos)
    return fail(ErrorCode::invalid_input, "this is not a text file (it holds NUL bytes)", name);
  try {
    YAML::Node root = YAML::Load(std::string(text));
    return root;
  } catch (const YAML::Exception& error) {
    return fail(ErrorCode::invalid_input, "not valid YAML: " + error.msg, place(name, error.mark));
  }
}

// Age and sex may also be written as findings: that is how published cases are coded.
bool set_as_fact(const std::string& id, const std::string& value, RunnerFacts& facts, Result<void>& outcome) {
  if (id == "age_years") {
    outcome = set_fact(facts, "age", value);
  } else if (id == "sex_at_birth") {
    outcome = set_fact(facts, "sex", value);
  } else {
    return false;
  }
  return true;
}

Result<void> read_facts(const YAML::Node& node, const std::string& name, RunnerFacts& facts) {
  if (!node.IsMap()) return wrong(name, node, "runner must be a map such as {age: 34, sex: female}");
  for (const auto& entry : node) {
    if (!entry.first.IsScalar() || !entry.second.IsScalar())
      return wrong(name, entry.first, "a runner's fact must be a single value");
    const Result<void> set = set_fact(facts, entry.first.Scalar(), entry.second.Scalar());
    if (!set) return wrong(name, entry.second, set.error().message);
  }
  return {};
}

Result<std::vector<Observation>> read_findings(const Knowledge& knowledge, const YAML::Node& node,
                                               const std::string& name, Instant when, std::optional<From> from,
                                               RunnerFacts& facts) {
  std::vector<Observation> observations;
  if (node.IsNull()) return observations;
  if (!node.IsMap()) return wrong(name, node, "findings must be a map such as {night_pain_wakes: yes}");
  for (const auto& entry : node) {
    if (!entry.first.IsScalar()) return wrong(name, entry.first, "a finding's id must be a single word");
    RawAnswer answer;
    answer.id = entry.first.Scalar();
    if (entry.second.IsScalar()) {
      answer.values.push_back(entry.second.Scalar());
    } else if (entry.second.IsSequence()) {
      for (const YAML::Node& item : entry.second) {
        if (!item.IsScalar()) return wrong(name, item, "a zone must be a single id");
        answer.values.push_back(item.Scalar());
      }
    } else {
      return wrong(name, entry.first, answer.id + " has no value; use yes, no, unknown, a number or a list of zones");
    }
    Result<void> as_fact;
    if (answer.values.size() == 1 && set_as_fact(answer.id, answer.values.front(), facts, as_fact)) {
      if (!as_fact) return wrong(name, entry.second, as_fact.error().message);
      continue;
    }
    Result<std::vector<Observation>> read =
        to_observations(knowledge, answer, when, from.value_or(usual_source(knowledge, answer.id)));
    if (!read) {
      const bool about_value = knowledge.find_finding(answer.id) || knowledge.find_question(answer.id);
      return wrong(name, entry.first, (about_value ? answer.id + ": " : "") + read.error().message);
    }
    observations.insert(observations.end(), read->begin(), read->end());
  }
  return observations;
}

// Calls a reader and turns what yaml-cpp throws while a document is walked into an error.
template <typename Reader>
auto guarded(const std::string& name, const Reader& read) -> decltype(read()) {
  try {
    return read();
  } catch (const YAML::Exception& error) {
    return fail(ErrorCode::invalid_input, error.msg, place(name, error.mark));
  }
}

Result<std::vector<std::string>> read_ids(const YAML::Node& node, const std::string& name, const char* key) {
  std::vector<std::string> ids;
  if (!node || node.IsNull()) return ids;
  if (!node.IsSequence()) return wrong(name, node, std::string(key) + " must be a list");
  for (const YAML::Node& item : node) {
    if (!item.IsScalar()) return wrong(name, item, std::string(key) + " must be a list of ids");
    ids.push_back(item.Scalar());
  }
  return ids;
}

Result<Vignette> read_vignette(const Knowledge& knowledge, const YAML::Node& node, const std::string& name,
                               Instant when) {
  if (!node.IsMap()) return wrong(name, node, "a vignette must be a map");
  Vignette vignette;
  if (!node["id"] || !node["id"].IsScalar()) return wrong(name, node, "a vignette needs an id");
  vignette.id = node["id"].Scalar();
  for (const char* key : {"final_diagnosis", "also_acceptable"}) {
    GENU_ASSIGN(const std::vector<std::string> ids, read_ids(node[key], name, key));
    for (const std::string& id : ids) {
      if (id != "none_of_these" && !knowledge.find_cause(id))
        return wrong(name, node[key], vignette.id + ": there is no cause \"" + id + "\"");
      vignette.accepted.push_back(id);
    }
  }
  GENU_ASSIGN(vignette.urgency_acceptable, read_ids(node["urgency_acceptable"], name, "urgency_acceptable"));
  const YAML::Node answers = node["answers"];
  if (!answers || !answers.IsMap()) return wrong(name, node, vignette.id + ": answers is missing");
  if (answers["history"]) {
    GENU_ASSIGN(vignette.history,
                read_findings(knowledge, answers["history"], name, when, std::nullopt, vignette.facts));
  }
  if (answers["exam"]) {
    GENU_ASSIGN(vignette.exam, read_findings(knowledge, answers["exam"], name, when, From::clinician, vignette.facts));
  }
  return vignette;
}

// A path, or a list of them; relative ones start at the folder of the case file.
Result<std::vector<std::string>> read_paths(const YAML::Node& node, const std::string& name) {
  const std::filesystem::path folder = std::filesystem::path(name).parent_path();
  std::vector<std::string> paths;
  const auto add = [&](const YAML::Node& item) {
    if (!item.IsScalar() || item.Scalar().empty()) return false;
    paths.push_back((folder / item.Scalar()).string());
    return true;
  };
  if (node.IsScalar() && add(node)) return paths;
  if (!node.IsSequence()) return wrong(name, node, "activities must be a list of files, folders or exports");
  for (const YAML::Node& item : node)
    if (!add(item)) return wrong(name, item, "activities must be a list of files, folders or exports");
  return paths;
}

}  // namespace

Result<CaseFile> parse_case(const Knowledge& knowledge, std::string_view text, const std::string& name, Instant when) {
  if (text.size() > largest_case_bytes) return fail(ErrorCode::too_large, "a case file may be at most 1 MB", name);
  GENU_ASSIGN(const YAML::Node root, load(text, name));
  return guarded(name, [&]() -> Result<CaseFile> {
    if (!root.IsMap()) return wrong(name, root, "a case needs the keys runner and findings");
    CaseFile result;
    for (const auto& entry : root) {
      const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "";
      if (key == "runner") {
        GENU_TRY(read_facts(entry.second, name, result.facts));
      } else if (key == "findings") {
        GENU_ASSIGN(result.observations,
                    read_findings(knowledge, entry.second, name, when, std::nullopt, result.facts));
      } else if (key == "activities") {
        GENU_ASSIGN(result.activities, read_paths(entry.second, name));
      } else {
        const std::string suggestion = nearest(key, {"runner", "findings", "activities"});
        return wrong(name, entry.first,
                     "unknown key \"" + key.substr(0, 60) + "\"" +
                         (suggestion.empty() ? "; a case has the keys runner, findings and activities"
                                             : "; did you mean \"" + suggestion + "\"?"));
      }
    }
    return result;
  });
}

Result<std::vector<Vignette>> parse_vignettes(const Knowledge& knowledge, std::string_view text,
                                              const std::string& name, Instant when) {
  if (text.size() > largest_vignettes_bytes)
    return fail(ErrorCode::too_large, "a file of vignettes may be at most 16 MB", name);
  GENU_ASSIGN(const YAML::Node root, load(text, name));
  return guarded(name, [&]() -> Result<std::vector<Vignette>> {
    if (!root.IsSequence() || root.size() == 0) return wrong(name, root, "expected a list of vignettes");
    std::vector<Vignette> vignettes;
    for (const YAML::Node& node : root) {
      GENU_ASSIGN(Vignette vignette, read_vignette(knowledge, node, name, when));
      vignettes.push_back(std::move(vignette));
    }
    return vignettes;
  });
}

Result<std::string> read_text_file(const std::string& path, std::size_t limit) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return fail(ErrorCode::not_found, "there is no such file", path);
  if (std::filesystem::is_directory(status))
    return fail(ErrorCode::invalid_input, "this is a folder, not a file", path);
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return fail(ErrorCode::io, std::string("cannot be opened: ") + std::strerror(errno), path);
  std::string text;
  char block[64 * 1024];
  while (stream.read(block, sizeof block) || stream.gcount() > 0) {
    text.append(block, static_cast<std::size_t>(stream.gcount()));
    if (text.size() > limit)
      return fail(ErrorCode::too_large,
                  "the file is larger than " + format_number(static_cast<double>(limit) / (1 << 20)) +
                      " MB, the most that is read here; is it the right file?",
                  path);
  }
  if (stream.bad()) return fail(ErrorCode::io, "cannot be read", path);
  return text;
}

}  // namespace genu
