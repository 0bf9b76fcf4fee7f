// What is known about this knee, and from whom.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "knowledge/knowledge.h"

namespace genu {

enum class Side : std::uint8_t { left, right, both };

/// Who an observation comes from, in rising order of trust.
enum class From : std::uint8_t { runner, self_test, device, clinician };

const char* name_of(Side side);
const char* name_of(Sex sex);
const char* name_of(From from);
Result<From> parse_from(std::string_view name);

/// "I don't know": the person was asked. It takes back an earlier answer of the same source, and is otherwise the same
/// as not having been asked.
struct Unknown {
  friend bool operator==(Unknown, Unknown) = default;
};

using Value = std::variant<Unknown, bool, double>;

struct Observation {
  FindingIndex finding;
  Value value;
  Instant when;
  From from = From::runner;
};

/// The runner as a person; every fact may be missing.
struct RunnerFacts {
  std::optional<double> age_years;
  std::optional<Sex> sex;
  std::optional<double> height_cm;
  std::optional<double> weight_kg;
  std::optional<Side> painful_knee;
  std::optional<Day> onset;        // when the pain began; the first day when it is not known exactly
  std::optional<Day> onset_until;  // the last day when it is not known exactly

  std::optional<double> body_mass_index() const;  // kg/m²; needs height and weight
};

/// The facts that the interview asks, in this order. set_fact also takes onset_until.
inline constexpr const char* fact_names[] = {"age", "sex", "height_cm", "weight_kg", "painful_knee", "onset"};

/// Sets one fact from its text ("34", "female", "170", "left", "2026-11-02"); "unknown" clears it. A new onset clears
/// onset_until, which must be set after it. Says what is wrong
/// with an unknown name or a value out of range (age 5 to 110 years, height 100 to 230 cm, weight 25 to 250 kg).
Result<void> set_fact(RunnerFacts& facts, std::string_view name, std::string_view value);

/// The observations after the rules of precedence, one value a finding:
///  - a clinician beats a device beats a self-test beats the runner; within one source the later beats the earlier;
///  - the duration in weeks follows from the first day of the pain when it was not given itself, and findings that are
///    ranges of a number follow from the number;
///  - choosing one option of a single choice answers its siblings with no;
///  - an answer whose condition (`ask_if`) is not yes is left out: it has no meaning;
///  - a finding is marked as replaced when a better one that measures the same is known: the causes then hear of it
///  only
///    once, while the red flags still hear both, so that a better finding never silences a warning.
/// What is not here is unknown, never "no".
class Evidence {
 public:
  /// `observations` in any order. Age, sex and body mass index come from `facts`.
  static Evidence resolve(const Knowledge& knowledge, const RunnerFacts& facts,
                          const std::vector<Observation>& observations);

  const RunnerFacts& facts() const { return facts_; }

  /// Known yes/no, or empty.
  std::optional<bool> yes_no(FindingIndex finding) const { return yes_no_[finding.value]; }
  /// Known number, or empty. Age in years and body mass index in kg/m² are numbers too.
  std::optional<double> number(FindingIndex finding) const { return numbers_[finding.value]; }
  /// True when anything was recorded for it, "I don't know" included, whether or not it counts.
  bool asked(FindingIndex finding) const { return asked_[finding.value]; }
  /// True when the value above came from a rule (a sibling option, a replaced finding is not here) and not from a
  /// person.
  bool implied(FindingIndex finding) const { return implied_[finding.value]; }

  /// True when a better finding that measures the same is known.
  bool replaced(FindingIndex finding) const { return replaced_[finding.value]; }

  /// The same evidence with one yes/no more: for "what if" questions. The implications are not run again.
  Evidence with(FindingIndex finding, bool value) const;

 private:
  RunnerFacts facts_;
  std::vector<std::optional<bool>> yes_no_;
  std::vector<std::optional<double>> numbers_;
  std::vector<bool> asked_;
  std::vector<bool> implied_;
  std::vector<bool> replaced_;
};

/// One answer as it arrives from outside, for a finding id or a question id:
/// "yes", "no", "unknown", a number, or for a single choice the id of an option, for the map the ids of the zones.
struct RawAnswer {
  std::string id;
  std::vector<std::string> values;  // one; any number for a map of zones
};

/// Turns a raw answer into observations, or says what is wrong with it: an unknown id (with the nearest known one), a
/// value of the wrong kind, a number out of range. A map answer says yes to the zones named and no to the others.
Result<std::vector<Observation>> to_observations(const Knowledge& knowledge, const RawAnswer& answer, Instant when,
                                                 From from);

/// Who answers a finding when nobody else is named: a hands-on test the clinician, a measurement the device, and so on.
/// A question, and an unknown id, the runner.
From usual_source(const Knowledge& knowledge, std::string_view id);

/// The answer in words: "Pain wakes at night", "Pain does not wake at night".
std::string statement(const Knowledge& knowledge, FindingIndex finding, const Evidence& evidence);

}  // namespace genu
