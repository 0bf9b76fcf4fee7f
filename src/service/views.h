// The JSON that leaves genu (docs/formats/api.md). One function per object; nothing is decided here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "interview/interview.h"
#include "service/reasoner.h"

namespace genu {

using Json = nlohmann::ordered_json;

/// One line; bytes that are no UTF-8 are replaced.
inline std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// `genu assess --format json`: docs/formats/assessment.md.
Json assessment_json(const Knowledge& knowledge, const Assessment& assessment);

/// The care card: level, what to do, why, and what has not been ruled out.
Json care_json(const Knowledge& knowledge, const Assessment& assessment);

/// Everything the result page shows. `before` holds the causes of the last stored assessment ({"id","probability"}),
/// `since` its time; both empty when there is none.
struct Earlier {
  std::string since;
  std::vector<std::pair<std::string, double>> causes;
};
Json view_json(const Reasoner& reasoner, const Assessment& assessment, const std::optional<Earlier>& earlier,
               const std::string& generated);

/// A screen of the interview with what was answered before.
Json question_json(const Knowledge& knowledge, const Evidence& evidence, const Screen& screen);

/// The answer to a screen in a few words, for the list of answers.
std::string summary_of(const Knowledge& knowledge, const Evidence& evidence, const Screen& screen);

/// The title of a screen: the plain question.
const std::string& title_of(const Knowledge& knowledge, const Screen& screen);

/// The hands-on tests by group, with what is known and what each would tell.
Json exam_json(const Reasoner& reasoner, const Assessment& assessment);

/// Causes, findings, contributors and sources for display.
Json knowledge_json(const Knowledge& knowledge);

/// The statement of a finding as it is known ("Pain wakes at night").
Json because_json(const Knowledge& knowledge, const Evidence& evidence, const std::vector<FindingIndex>& findings);

/// A test done with the hands: what a physiotherapist can do at once, unlike imaging and laboratory.
bool is_hands_on(const Finding& finding);

/// {"citation", "url", "seen"}.
Json source_json(const Source& source);

Json source_ids(const Knowledge& knowledge, const std::vector<SourceIndex>& sources);

}  // namespace genu
