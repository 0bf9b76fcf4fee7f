// Which question comes next, and when it is enough.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "diagnosis/information.h"
#include "diagnosis/network.h"
#include "evidence/evidence.h"
#include "triage/triage.h"

namespace genu {

/// A screen of the interview: a question with several findings, or one finding by itself.
using Screen = std::variant<QuestionIndex, FindingIndex>;

/// The id under which a screen is asked and stored: that of the question or of the finding.
const std::string& id_of(const Knowledge& knowledge, const Screen& screen);

/// The screen with that id: a question, or a finding that a runner can be asked by itself (one that belongs to a
/// question leads to that question).
std::optional<Screen> find_screen(const Knowledge& knowledge, std::string_view id);

enum class Finished : std::uint8_t {
  emergency,  // a red flag needs help now: nothing more is asked
  enough,     // no remaining question is worth its effort
  limit,      // the most questions have been asked
};

const char* name_of(Finished finished);

inline constexpr int most_screens = 25;
/// Below this many bits per unit of effort a question is not worth asking.
inline constexpr double least_worth_asking = 0.06;
/// How many questions an interview usually has; for the progress display only.
inline constexpr int usual_screens = 16;

struct NextStep {
  std::optional<Screen> screen;  // empty when finished
  std::optional<Finished> finished;
};

/// Safety first: an emergency ends the interview at once. Then the opening questions in their order, then always the
/// question with the highest worth: information about the causes, plus information about the urgency (the entropy of
/// an answer that would make a red flag fire), per unit of effort.
///
/// `answered` holds the screens that were shown and answered, "I don't know" included. The same input always gives the
/// same question, so that going back, changing and resuming need no state of their own.
NextStep next_step(const Network& network, const Inference& inference, const Evidence& evidence, const Triage& triage,
                   const std::vector<Screen>& answered);

/// True when the screen makes sense now: its condition holds, and at least one of its findings may be asked.
bool is_open(const Knowledge& knowledge, const Evidence& evidence, const Screen& screen);

}  // namespace genu
