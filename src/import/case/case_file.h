// Case files: one knee as YAML, written by hand. Untrusted bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "evidence/evidence.h"
#include "knowledge/knowledge.h"

namespace genu {

inline constexpr std::size_t largest_case_bytes = 1 << 20;
inline constexpr std::size_t largest_vignettes_bytes = 16 << 20;

struct CaseFile {
  RunnerFacts facts;
  std::vector<Observation> observations;  // all at the moment given to the parser
  std::vector<std::string> activities;    // training files, folders or exports; not opened here
};

/// Reads `runner: {age, sex, height_cm, weight_kg, painful_knee, onset, onset_until}`, `findings: {id: value}` and
/// `activities: [path]`; a finding that
/// only a clinician can answer counts as the clinician's. Errors carry "NAME:LINE". Never throws; memory and time are
/// linear in the text, which may be at most largest_case_bytes.
Result<CaseFile> parse_case(const Knowledge& knowledge, std::string_view text, const std::string& name, Instant when);

/// A published case with its diagnosis; docs/formats/vignettes.md.
struct Vignette {
  std::string id;
  std::vector<std::string> accepted;  // causes, or none_of_these: final_diagnosis and also_acceptable
  std::vector<std::string> urgency_acceptable;
  RunnerFacts facts;
  std::vector<Observation> history;
  std::vector<Observation> exam;
};

Result<std::vector<Vignette>> parse_vignettes(const Knowledge& knowledge, std::string_view text,
                                              const std::string& name, Instant when);

/// The whole file as text, or an error that names it: not found, a folder, unreadable, or larger than `limit` bytes.
Result<std::string> read_text_file(const std::string& path, std::size_t limit);

}  // namespace genu
