#include "exam/strength.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "base/text.h"

namespace genu {
namespace {

constexpr double standard_gravity_m_per_s2 = 9.80665;
// Estimates of ours, where no paper that was read gives a limit.
constexpr double usual_bar_percent = 90;
constexpr int many_faults = 2;

Leg other(Leg leg) { return leg == Leg::left ? Leg::right : Leg::left; }

std::string where_of(const LegMeasure& measure) {
  return std::string(info_of(measure.test).id) + "." + name_of(measure.leg);
}

bool is_counted(const TestInfo& info) {
  return info.scale == Scale::faults || info.scale == Scale::answer || std::string_view(info.unit) == "repetitions";
}

const std::optional<Reference::Spread>& of_sex(const Reference& reference, PersonSex sex) {
  return sex == PersonSex::female ? reference.women : reference.men;
}

// In the unit of the test, where everything that it needs is known.
std::optional<double> compared_value(const LegMeasure& measure, const ExamPerson& person) {
  const TestInfo& info = info_of(measure.test);
  if (info.scale != Scale::force) return measure.value;
  if (!person.mass_kg) return std::nullopt;
  if (std::string_view(info.unit) == "Nm/kg") {
    if (!measure.arm_m) return std::nullopt;
    return measure.value * *measure.arm_m / *person.mass_kg;
  }
  return 100 * measure.value / (*person.mass_kg * standard_gravity_m_per_s2);
}

bool stopped_by_pain(const LegResult& leg) {
  return leg.measure.ended == Ended::pain || leg.measure.pain.value_or(0) >= pain_that_stops;
}

int decimals_of(const TestInfo& info) { return std::string_view(info.unit) == "Nm/kg" ? 2 : 1; }

std::string with_unit(const TestInfo& info, double value, bool in_newtons) {
  return format_number(value, in_newtons ? 0 : decimals_of(info)) + " " + (in_newtons ? "N" : info.unit);
}

// One test, from its measures to its result.
class Judge {
 public:
  Judge(StrengthTest test, const ExamPerson& person, const Reference& reference)
      : info_(info_of(test)), person_(person), reference_(reference) {
    result_.test = test;
    result_.expected = expected_for(reference, person);
  }

  void take(const LegMeasure& measure) {
    LegResult leg;
    leg.measure = measure;
    leg.compared = compared_value(measure, person_);
    if (leg.compared && result_.expected && result_.expected->sd)
      leg.percentile = percentile_of(*leg.compared, result_.expected->centre, *result_.expected->sd);
    (measure.leg == Leg::left ? result_.left : result_.right) = std::move(leg);
  }

  TestResult finish() {
    add_cautions();
    switch (info_.scale) {
      case Scale::amount:
      case Scale::force: judge_amounts(); break;
      case Scale::faults: judge_faults(); break;
      case Scale::answer: tell_answers(); break;
    }
    return std::move(result_);
  }

 private:
  // A force is told in newtons unless both legs could be brought to the unit of the test.
  bool in_newtons() const {
    if (info_.scale != Scale::force) return false;
    for (const auto* leg : {&result_.left, &result_.right})
      if (*leg && !(*leg)->compared) return true;
    return false;
  }
  double shown(const LegResult& leg) const { return in_newtons() ? leg.measure.value : leg.compared.value_or(0); }
  std::string text_of(const LegResult& leg) const { return with_unit(info_, shown(leg), in_newtons()); }

  void add_cautions() {
    bool sore = false;
    for (const auto* leg : {&result_.left, &result_.right})
      sore = sore || (*leg && (*leg)->measure.pain.value_or(0) >= pain_that_counts);
    if (sore)
      result_.cautions.push_back("It hurt in the test: a low figure may come from the pain and not from weakness.");
    if (in_newtons())
      result_.cautions.push_back(std::string_view(info_.unit) == "Nm/kg"
                                     ? "Without body weight and lever arm the force is compared between the legs only."
                                     : "Without body weight the force is compared between the legs only.");
    if (!result_.expected && info_.scale != Scale::faults && info_.scale != Scale::answer)
      result_.cautions.push_back("No reference values fit this person: compare the two legs, and with yourself later.");
  }

  void add_symmetry() {
    if (!result_.left || !result_.right) return;
    // With the same lever on both sides the forces are the torques' ratio; a lever of one leg only is of no use.
    const auto strength = [this](const LegResult& leg) {
      const bool both_arms = result_.left->measure.arm_m && result_.right->measure.arm_m;
      return info_.scale == Scale::force && both_arms ? leg.measure.value * *leg.measure.arm_m : leg.measure.value;
    };
    const double left = strength(*result_.left), right = strength(*result_.right);
    if (!(left > 0) || !(right > 0)) return;
    Symmetry symmetry;
    symmetry.weaker = left <= right ? Leg::left : Leg::right;
    symmetry.of_sore_leg = person_.sore_leg.has_value();
    const bool left_on_top = person_.sore_leg ? *person_.sore_leg == Leg::left : left <= right;
    symmetry.percent = 100 * (left_on_top ? left / right : right / left);
    result_.symmetry = symmetry;
  }

  // The lower leg in per cent of the higher, whichever is sore.
  double lower_percent() const { return std::min(result_.symmetry->percent, 10'000 / result_.symmetry->percent); }

  bool differs() const {
    if (!result_.symmetry || lower_percent() >= reference_.symmetry_bar_percent.value_or(usual_bar_percent))
      return false;
    const double difference = std::abs(shown(*result_.left) - shown(*result_.right));
    return !reference_.detectable_change || difference > *reference_.detectable_change;
  }

  std::optional<Leg> short_leg() const {
    for (const Leg leg : {Leg::left, Leg::right}) {
      const auto& side = result_.of(leg);
      if (!side || !side->compared) continue;
      if (reference_.train_below && *side->compared < *reference_.train_below) return leg;
      if (side->percentile && *side->percentile < low_percentile) return leg;
    }
    return std::nullopt;
  }

  std::string both_legs() const {
    if (!result_.left || !result_.right) {
      const Leg leg = result_.left ? Leg::left : Leg::right;
      return std::string(leg == Leg::left ? "Left " : "Right ") + text_of(*result_.of(leg));
    }
    return "Left " + text_of(*result_.left) + ", right " + text_of(*result_.right);
  }

  std::string ratio() const {
    const Leg weaker = result_.symmetry->weaker;
    return std::string("The ") + name_of(weaker) + " reached " + format_number(lower_percent(), 0) + " % of the " +
           name_of(other(weaker)) + ".";
  }

  void judge_amounts() {
    add_symmetry();
    result_.sentence = both_legs() + ".";
    for (const Leg leg : {Leg::left, Leg::right}) {
      const auto& side = result_.of(leg);
      if (!side || !stopped_by_pain(*side)) continue;
      result_.outcome = Outcome::cannot_tell;
      result_.sentence += std::string(" Pain ended the test on the ") + name_of(leg) +
                          ", so the figure tells about the pain and not about strength.";
      return;
    }
    if (differs()) {
      result_.outcome = Outcome::worth_training;
      result_.sentence += " " + ratio() + " That is worth training.";
    } else if (const auto leg = short_leg()) {
      result_.outcome = Outcome::worth_training;
      result_.sentence += std::string(" The ") + name_of(*leg) + " is low for this test. That is worth training.";
    } else if (result_.left && result_.right) {
      result_.outcome = Outcome::no_clear_difference;
      result_.sentence += " No clear difference.";
    } else {
      result_.outcome = Outcome::cannot_tell;
      result_.sentence += " LegMeasure the other leg too: the difference tells most.";
    }
  }

  void judge_faults() {
    result_.outcome = Outcome::no_clear_difference;
    for (const Leg leg : {Leg::left, Leg::right}) {
      const auto& side = result_.of(leg);
      if (!side) continue;
      if (!result_.sentence.empty()) result_.sentence += " ";
      result_.sentence += std::string(leg == Leg::left ? "Left" : "Right") + ": ";
      if (stopped_by_pain(*side)) {
        result_.sentence += "ended by pain.";
        if (result_.outcome == Outcome::no_clear_difference) result_.outcome = Outcome::cannot_tell;
        continue;
      }
      const int count = std::popcount(side->measure.parts);
      if (count == 0) {
        result_.sentence += "the leg keeps its line.";
        continue;
      }
      std::string parts;
      for (std::size_t i = 0; i < info_.choices.size(); ++i)
        if (has_part(side->measure.parts, i)) parts += (parts.empty() ? "" : ", ") + std::string(info_.choices[i].id);
      result_.sentence += parts + (count == 1 ? " leaves its line." : " leave their line.");
      if (count >= many_faults || (side->measure.parts & knee_part) != 0) result_.outcome = Outcome::worth_training;
    }
    if (result_.outcome == Outcome::worth_training) result_.sentence += " That control is worth training.";
  }

  void tell_answers() {
    result_.outcome = Outcome::noted;
    for (const Leg leg : {Leg::left, Leg::right}) {
      const auto& side = result_.of(leg);
      if (!side) continue;
      if (!result_.sentence.empty()) result_.sentence += " ";
      const auto place = static_cast<std::size_t>(side->measure.value);
      result_.sentence += std::string(leg == Leg::left ? "Left" : "Right") + ": " + info_.choices[place].label + ".";
    }
    if (answered("shooting")) result_.sentence += " Let a physio look at the back too.";
    if (answered("usual_pain") || answered("back_or_groin"))
      result_.sentence += " The back or the hip may have a part in it: show this to a physio.";
    if (answered("stays_up")) {
      result_.outcome = Outcome::worth_training;
      result_.sentence += " A longer front of the hip is worth training.";
    }
    if (answered("back")) {
      result_.outcome = Outcome::worth_training;
      result_.sentence += " Lifting from the buttock with a quiet back is worth training.";
    }
  }

  bool answered(std::string_view id) const {
    for (const auto* leg : {&result_.left, &result_.right})
      if (*leg && id == info_.choices[static_cast<std::size_t>((*leg)->measure.value)].id) return true;
    return false;
  }

  const TestInfo& info_;
  const ExamPerson& person_;
  const Reference& reference_;
  TestResult result_;
};

ChangeWord word_for(double difference, std::optional<double> detectable) {
  if (!detectable) return ChangeWord::error_unknown;
  if (std::abs(difference) <= *detectable) return ChangeWord::no_detectable_change;
  return difference > 0 ? ChangeWord::more : ChangeWord::less;
}

std::string change_sentence(const TestInfo& info, const TestChange& change) {
  std::string text;
  for (const LegChange& leg : change.legs) {
    if (!text.empty()) text += " ";
    text += leg.leg == Leg::left ? "Left: " : "Right: ";
    const std::string amount = format_number(std::abs(leg.difference), decimals_of(info)) + " " + info.unit;
    const std::string direction = leg.difference < 0 ? " less" : " more";
    switch (leg.word) {
      case ChangeWord::more:
      case ChangeWord::less: text += amount + direction + " than before, more than the error of the test."; break;
      case ChangeWord::no_detectable_change: text += "no detectable change."; break;
      case ChangeWord::error_unknown:
        text += leg.difference == 0 ? "the same as before."
                                    : amount + direction + " than before; how much of that is chance is not known.";
        break;
    }
  }
  if (change.symmetry_word == ChangeWord::no_detectable_change) text += " The symmetry shows no detectable change.";
  if (change.symmetry_word == ChangeWord::more || change.symmetry_word == ChangeWord::less)
    text += " The symmetry moved by " + format_number(std::abs(*change.symmetry_difference), 0) +
            " points, more than the error of the test.";
  return text;
}

}  // namespace

const char* name_of(Ended ended) {
  switch (ended) {
    case Ended::done: return "done";
    case Ended::tired: return "tired";
    case Ended::form_lost: return "form_lost";
    case Ended::pain: return "pain";
  }
  return "";
}

std::optional<Ended> ended_named(std::string_view name) {
  for (const Ended ended : {Ended::done, Ended::tired, Ended::form_lost, Ended::pain})
    if (name == name_of(ended)) return ended;
  return std::nullopt;
}

const char* name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::worth_training: return "worth_training";
    case Outcome::no_clear_difference: return "no_clear_difference";
    case Outcome::cannot_tell: return "cannot_tell";
    case Outcome::noted: return "noted";
  }
  return "";
}

const char* name_of(ChangeWord word) {
  switch (word) {
    case ChangeWord::more: return "more";
    case ChangeWord::less: return "less";
    case ChangeWord::no_detectable_change: return "no_detectable_change";
    case ChangeWord::error_unknown: return "error_unknown";
  }
  return "";
}

Result<void> check(const LegMeasure& measure) {
  const TestInfo& info = info_of(measure.test);
  const auto wrong = [&](std::string message) {
    return fail(ErrorCode::invalid_input, std::move(message), where_of(measure));
  };
  if (!std::isfinite(measure.value) || measure.value < info.least || measure.value > info.most)
    return wrong("the value must lie between " + format_number(info.least) + " and " + format_number(info.most) + " " +
                 (info.scale == Scale::force ? "N" : info.unit));
  if (is_counted(info) && measure.value != std::floor(measure.value)) return wrong("the value must be a whole number");
  if (info.scale == Scale::faults && static_cast<unsigned>(measure.parts) >> info.choices.size() != 0)
    return wrong("a part that this test does not watch");
  if (measure.pain && (*measure.pain < 0 || *measure.pain > 10)) return wrong("pain must be 0 to 10");
  if (measure.arm_m && !(*measure.arm_m >= 0.05 && *measure.arm_m <= 1))
    return wrong("the lever arm must be 5 to 100 cm, from the joint to the dynamometer");
  return {};
}

LegMeasure faults(StrengthTest test, Leg leg, std::uint8_t parts) {
  LegMeasure measure;
  measure.test = test;
  measure.leg = leg;
  measure.parts = parts;
  measure.value = std::popcount(parts);
  return measure;
}

std::optional<Expected> expected_for(const Reference& reference, const ExamPerson& person) {
  if (reference.by_age && person.age_years && person.sex)
    return Expected{reference.by_age->at_birth + reference.by_age->per_year * *person.age_years +
                        (person.sex == PersonSex::male ? reference.by_age->men_more : 0),
                    reference.by_age->sd, false};
  if (person.sex)
    if (const auto& spread = of_sex(reference, *person.sex)) return Expected{spread->mean, spread->sd, false};
  if (reference.all) return Expected{reference.all->mean, reference.all->sd, false};
  if (person.sex) {
    const auto median = person.sex == PersonSex::female ? reference.median_women : reference.median_men;
    if (median) return Expected{*median, std::nullopt, true};
  }
  return std::nullopt;
}

double percentile_of(double value, double mean, double sd) {
  return 100 * 0.5 * std::erfc((mean - value) / (sd * std::numbers::sqrt2));
}

std::vector<TestResult> judge(const std::vector<LegMeasure>& measures, const ExamPerson& person,
                              const References& references) {
  std::vector<TestResult> results;
  for (const TestInfo& info : strength_tests()) {
    Judge judge(info.test, person, references[static_cast<std::size_t>(info.test)]);
    bool any = false;
    for (const LegMeasure& measure : measures) {
      if (measure.test != info.test) continue;
      judge.take(measure);
      any = true;
    }
    if (any) results.push_back(judge.finish());
  }
  return results;
}

std::optional<TestChange> change_since(const TestResult& now, const TestResult& before, const Reference& reference) {
  const TestInfo& info = info_of(now.test);
  if (info.scale == Scale::answer) return std::nullopt;
  TestChange change;
  for (const Leg leg : {Leg::left, Leg::right}) {
    const auto &later = now.of(leg), &earlier = before.of(leg);
    if (!later || !earlier || !later->compared || !earlier->compared) continue;
    const double difference = *later->compared - *earlier->compared;
    change.legs.push_back({leg, difference, word_for(difference, reference.detectable_change)});
  }
  if (change.legs.empty()) return std::nullopt;
  const bool comparable = now.symmetry && before.symmetry && now.symmetry->of_sore_leg == before.symmetry->of_sore_leg;
  if (comparable) {
    change.symmetry_difference = now.symmetry->percent - before.symmetry->percent;
    if (reference.detectable_symmetry_points)
      change.symmetry_word = word_for(*change.symmetry_difference, reference.detectable_symmetry_points);
  }
  change.sentence = change_sentence(info, change);
  return change;
}

}  // namespace genu
