// What must hold for the content as a whole, once it is read.
#pragma once

#include <string>
#include <vector>

#include "knowledge/knowledge.h"

namespace genu {

/// The hardest question that a runner may be asked, as a Flesch-Kincaid grade. Grade 6 to 7 is a reading age of about
/// 12; single short questions scatter by a grade or two around their text's level, hence the slack.
inline constexpr double hardest_question_grade = 9.0;

/// The same for a text of several sentences, whose grade scatters less.
inline constexpr double hardest_caution_grade = 7.0;

/// Empty when all is well, else one sentence per problem.
std::vector<std::string> check(const KnowledgeData& data);

}  // namespace genu
