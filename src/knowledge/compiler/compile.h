// From the YAML files in knowledge/ to KnowledgeData: reads, resolves ids, and checks what a reviewer would check.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "knowledge/knowledge.h"

namespace genu {

/// File name ("findings.yaml") to its text.
using KnowledgeFiles = std::map<std::string, std::string>;

struct CompileOutcome {
  std::optional<KnowledgeData> data;  // empty when there are problems
  std::vector<std::string> problems;  // "findings.yaml:120: finding "x": no such source "y"", in file order
};

/// Reads every .yaml file of a folder. Fails with io or not_found.
Result<KnowledgeFiles> read_knowledge_folder(const std::string& folder);

/// Never throws; every problem is reported, not only the first.
CompileOutcome compile_knowledge(const KnowledgeFiles& files);

/// Lower-case hexadecimal SHA-256 of the files' texts, concatenated in the order of their names.
std::string sha256_of(const KnowledgeFiles& files);

}  // namespace genu
