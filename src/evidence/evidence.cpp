#include "evidence/evidence.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/text.h"

namespace genu {

const char* name_of(Side side) {
  switch (side) {
    case Side::left: return "left";
    case Side::right: return "right";
    case Side::both: return "both";
  }
  return "left";
}

const char* name_of(Sex sex) { return sex == Sex::female ? "female" : "male"; }

const char* name_of(From from) {
  switch (from) {
    case From::runner: return "runner";
    case From::self_test: return "self_test";
    case From::device: return "device";
    case From::clinician: return "clinician";
  }
  return "runner";
}

Result<From> parse_from(std::string_view name) {
  for (const From from : {From::runner, From::self_test, From::device, From::clinician})
    if (name == name_of(from)) return from;
  return fail(ErrorCode::invalid_input,
              "\"" + std::string(name) + "\" is not a source; use runner, self_test, device or clinician");
}

std::optional<double> RunnerFacts::body_mass_index() const {
  if (!height_cm || !weight_kg) return std::nullopt;
  const double height_m = *height_cm / 100;
  return *weight_kg / (height_m * height_m);
}

namespace {

std::string shortened(std::string_view text) { return std::string(text.substr(0, 60)); }

Result<double> number_between(std::string_view name, std::string_view value, double low, double high,
                              std::string_view unit) {
  const std::optional<double> number = parse_number(value);
  if (number && *number >= low && *number <= high) return *number;
  return fail(ErrorCode::invalid_input, "\"" + shortened(value) + "\" is not a " + std::string(name) + " between " +
                                            format_number(low) + " and " + format_number(high) + " " +
                                            std::string(unit));
}

template <typename Enum>
Result<Enum> one_of(std::string_view name, std::string_view value, std::initializer_list<Enum> known) {
  std::string names;
  for (const Enum candidate : known) {
    if (value == name_of(candidate)) return candidate;
    names += (names.empty() ? "" : ", ") + std::string(name_of(candidate));
  }
  return fail(ErrorCode::invalid_input,
              "\"" + shortened(value) + "\" is not a " + std::string(name) + "; use one of " + names);
}

// From the first day of the pain to the latest answer; empty when either is missing or the onset lies after it.
std::optional<double> weeks_since_onset(const RunnerFacts& facts, const std::vector<Observation>& observations) {
  if (!facts.onset || observations.empty()) return std::nullopt;
  const auto latest = std::max_element(observations.begin(), observations.end(),
                                       [](const Observation& a, const Observation& b) { return a.when < b.when; });
  const int days = day_of(latest->when).since_epoch - facts.onset->since_epoch;
  return days < 0 ? std::nullopt : std::optional<double>(days / 7.0);
}

// Stores the value of a result, or passes its error on.
template <typename T>
Result<void> store(Result<T> value, std::optional<T>& slot) {
  if (!value) return tl::unexpected<Error>(value.error());
  slot = *value;
  return {};
}

}  // namespace

Result<void> set_fact(RunnerFacts& facts, std::string_view name, std::string_view value) {
  const bool unknown = value == "unknown";
  if (name == "age") {
    facts.age_years.reset();
    return unknown ? Result<void>() : store(number_between("age", value, 5, 110, "years"), facts.age_years);
  }
  if (name == "height_cm") {
    facts.height_cm.reset();
    return unknown ? Result<void>() : store(number_between("height", value, 100, 230, "cm"), facts.height_cm);
  }
  if (name == "weight_kg") {
    facts.weight_kg.reset();
    return unknown ? Result<void>() : store(number_between("weight", value, 25, 250, "kg"), facts.weight_kg);
  }
  if (name == "sex") {
    facts.sex.reset();
    return unknown ? Result<void>() : store(one_of("sex", value, {Sex::female, Sex::male}), facts.sex);
  }
  if (name == "painful_knee") {
    facts.painful_knee.reset();
    return unknown ? Result<void>()
                   : store(one_of("side", value, {Side::left, Side::right, Side::both}), facts.painful_knee);
  }
  if (name == "onset") {
    facts.onset.reset();
    facts.onset_until.reset();
    return unknown ? Result<void>() : store(parse_day(value), facts.onset);
  }
  if (name == "onset_until") {
    facts.onset_until.reset();
    if (unknown) return {};
    GENU_ASSIGN(const Day until, parse_day(value));
    if (!facts.onset || until < *facts.onset)
      return fail(ErrorCode::invalid_input, "onset_until must not lie before onset, which must be given too");
    if (*facts.onset < until) facts.onset_until = until;
    return {};
  }
  return fail(ErrorCode::invalid_input,
              "unknown fact \"" + shortened(name) +
                  "\"; known are age, sex, height_cm, weight_kg, painful_knee, onset, onset_until");
}

From usual_source(const Knowledge& knowledge, std::string_view id) {
  const auto finding = knowledge.find_finding(id);
  if (!finding) return From::runner;
  switch (knowledge.finding(*finding).who) {
    case Who::clinician: return From::clinician;
    case Who::self_test: return From::self_test;
    case Who::device: return From::device;
    case Who::self: return From::runner;
  }
  return From::runner;
}

Evidence Evidence::resolve(const Knowledge& knowledge, const RunnerFacts& facts,
                           const std::vector<Observation>& observations) {
  const std::size_t count = knowledge.finding_count();
  Evidence evidence;
  evidence.facts_ = facts;
  evidence.yes_no_.resize(count);
  evidence.numbers_.resize(count);
  evidence.asked_.resize(count);
  evidence.implied_.resize(count);
  evidence.replaced_.resize(count);

  // The latest observation of each source; equal times: the one that stands later.
  std::vector<std::array<const Observation*, 4>> latest(count);
  for (const Observation& observation : observations) {
    const Observation*& slot = latest[observation.finding.value][static_cast<std::size_t>(observation.from)];
    if (slot == nullptr || slot->when <= observation.when) slot = &observation;
    evidence.asked_[observation.finding.value] = true;
  }
  for (std::size_t i = 0; i < count; ++i) {
    for (const Observation* observation : latest[i]) {  // in rising order of trust
      if (observation == nullptr) continue;
      if (const bool* value = std::get_if<bool>(&observation->value)) evidence.yes_no_[i] = *value;
      if (const double* value = std::get_if<double>(&observation->value)) evidence.numbers_[i] = *value;
    }
  }

  if (const auto age = knowledge.age(); age && facts.age_years) evidence.numbers_[age->value] = facts.age_years;
  if (const auto index = knowledge.body_mass_index(); index && facts.body_mass_index())
    evidence.numbers_[index->value] = facts.body_mass_index();

  if (const auto duration = knowledge.find_finding("duration_weeks"); duration && !evidence.numbers_[duration->value])
    evidence.numbers_[duration->value] = weeks_since_onset(facts, observations);
  for (std::size_t i = 0; i < count; ++i) {
    const Finding& finding = knowledge.data().findings[i];
    if (!finding.from_number || !evidence.numbers_[finding.from_number->value]) continue;
    const double number = *evidence.numbers_[finding.from_number->value];
    evidence.yes_no_[i] = number >= finding.at_least.value_or(number) && number < finding.below.value_or(number + 1);
    evidence.implied_[i] = true;
  }

  for (const Question& question : knowledge.data().questions) {
    if (question.kind != QuestionKind::single_choice) continue;
    const auto chosen = std::find_if(question.items.begin(), question.items.end(), [&](FindingIndex item) {
      return evidence.yes_no_[item.value] == std::optional<bool>(true);
    });
    if (chosen == question.items.end()) continue;
    for (const FindingIndex item : question.items) {
      if (evidence.yes_no_[item.value]) continue;
      evidence.yes_no_[item.value] = false;
      evidence.implied_[item.value] = true;
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto& condition = knowledge.data().findings[i].ask_if;
    if (condition && evidence.yes_no_[condition->value] != std::optional<bool>(true)) evidence.yes_no_[i].reset();
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (!evidence.yes_no_[i] || evidence.implied_[i]) continue;
    for (const FindingIndex replaced : knowledge.data().findings[i].replaces) evidence.replaced_[replaced.value] = true;
  }
  return evidence;
}

Evidence Evidence::with(FindingIndex finding, bool value) const {
  Evidence copy = *this;
  copy.yes_no_[finding.value] = value;
  copy.asked_[finding.value] = true;
  return copy;
}

namespace {

std::string nearest_id(const Knowledge& knowledge, std::string_view id) {
  std::vector<std::string_view> known;
  for (const Finding& finding : knowledge.data().findings) known.push_back(finding.id);
  for (const Question& question : knowledge.data().questions) known.push_back(question.id);
  return nearest(id, known);
}

Result<std::vector<Observation>> answer_finding(const Knowledge& knowledge, FindingIndex index, const RawAnswer& answer,
                                                Instant when, From from) {
  const Finding& finding = knowledge.finding(index);
  const std::string& text = answer.values.empty() ? std::string() : answer.values.front();
  const auto observed = [&](Value value) { return std::vector<Observation>{{index, value, when, from}}; };
  if (answer.values.size() != 1) return fail(ErrorCode::invalid_input, "give one value, not a list", answer.id);
  if (text == "unknown") return observed(Unknown{});
  switch (finding.type) {
    case FindingType::yes_no:
      if (text == "yes" || text == "true") return observed(true);
      if (text == "no" || text == "false") return observed(false);
      return fail(ErrorCode::invalid_input, "\"" + shortened(text) + "\" is not an answer; use yes, no or unknown",
                  answer.id);
    case FindingType::number: {
      const std::optional<double> number = parse_number(text);
      if (!number) return fail(ErrorCode::invalid_input, "\"" + shortened(text) + "\" is not a number", answer.id);
      if ((finding.minimum && *number < *finding.minimum) || (finding.maximum && *number > *finding.maximum)) {
        std::string range = finding.minimum ? "at least " + format_number(*finding.minimum) : "";
        if (finding.maximum) range += (range.empty() ? "" : " and ") + ("at most " + format_number(*finding.maximum));
        return fail(ErrorCode::invalid_input,
                    shortened(text) + " is out of range: it must be " + range +
                        (finding.unit.empty() ? "" : " " + finding.unit),
                    answer.id);
      }
      return observed(*number);
    }
    case FindingType::choice:
      return fail(ErrorCode::invalid_input, "belongs under runner (age, sex, height_cm, weight_kg)", answer.id);
  }
  return fail(ErrorCode::invalid_input, "cannot be answered", answer.id);
}

Result<std::vector<Observation>> answer_question(const Knowledge& knowledge, QuestionIndex index,
                                                 const RawAnswer& answer, Instant when, From from) {
  const Question& question = knowledge.question(index);
  std::vector<Observation> observations;
  const bool unknown = answer.values.size() == 1 && answer.values.front() == "unknown";
  if (question.kind != QuestionKind::single_choice && question.kind != QuestionKind::zones)
    return fail(ErrorCode::invalid_input, "answer its findings one by one", answer.id);
  if (question.kind == QuestionKind::single_choice && answer.values.size() != 1)
    return fail(ErrorCode::invalid_input, "choose one option", answer.id);
  for (const std::string& value : answer.values) {
    if (unknown) break;
    const bool known = std::any_of(question.items.begin(), question.items.end(),
                                   [&](FindingIndex item) { return knowledge.finding(item).id == value; });
    if (known) continue;
    std::string options;
    for (const FindingIndex item : question.items)
      options += (options.empty() ? "" : ", ") + knowledge.finding(item).id;
    return fail(ErrorCode::invalid_input,
                "\"" + shortened(value) + "\" is not one of its options (" + options + ", unknown)", answer.id);
  }
  for (const FindingIndex item : question.items) {
    const bool chosen =
        std::find(answer.values.begin(), answer.values.end(), knowledge.finding(item).id) != answer.values.end();
    observations.push_back({item, unknown ? Value{Unknown{}} : Value{chosen}, when, from});
  }
  return observations;
}

}  // namespace

Result<std::vector<Observation>> to_observations(const Knowledge& knowledge, const RawAnswer& answer, Instant when,
                                                 From from) {
  if (const auto finding = knowledge.find_finding(answer.id))
    return answer_finding(knowledge, *finding, answer, when, from);
  if (const auto question = knowledge.find_question(answer.id))
    return answer_question(knowledge, *question, answer, when, from);
  const std::string suggestion = nearest_id(knowledge, answer.id);
  return fail(ErrorCode::invalid_input,
              "unknown finding \"" + shortened(answer.id) + "\"" +
                  (suggestion.empty() ? "; see genu knowledge list" : "; did you mean \"" + suggestion + "\"?"),
              answer.id);
}

std::string statement(const Knowledge& knowledge, FindingIndex index, const Evidence& evidence) {
  const Finding& finding = knowledge.finding(index);
  if (const auto number = evidence.number(index))
    return finding.short_yes + ": " + format_number(*number) + (finding.unit.empty() ? "" : " " + finding.unit);
  if (evidence.yes_no(index) == std::optional<bool>(false))
    return finding.short_no.empty() ? "Not: " + finding.short_yes : finding.short_no;
  return finding.short_yes;
}

}  // namespace genu
