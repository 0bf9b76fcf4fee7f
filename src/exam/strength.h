// What the tests of strength, control and mobility say: the two legs against each other, against people who were
// measured, and against the same runner before.
//
// A result never names a cause. It says "worth training", "no clear difference", or that it cannot tell; and a
// difference counts only where it is larger than the test's own error, where that is known.
//
// - Limb symmetry index: the sore leg in per cent of the other; without one sore leg the lower in per cent of the
//   higher. A bar of 90 % is the usual criterion after knee surgery (delaware_rtp; logerstedt2018, doi
//   10.2519/jospt.2018.0301).
// - Percentile: of a normal distribution with the published mean and SD (an assumption: none of the papers read shows
//   the shape of its distribution).
// - Hip abduction by age and sex: the equation of ramskov2014 (PMID 24567857).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "exam/tests.h"

namespace genu {

enum class PersonSex : std::uint8_t { female, male };

/// What the comparison needs of the runner; every fact may be missing.
struct ExamPerson {
  std::optional<double> age_years;
  std::optional<PersonSex> sex;
  std::optional<double> mass_kg;
  std::optional<Leg> sore_leg;  // empty when unknown, or when both are sore
};

enum class Ended : std::uint8_t { done, tired, form_lost, pain };
const char* name_of(Ended ended);
std::optional<Ended> ended_named(std::string_view name);

/// One leg in one test.
struct LegMeasure {
  StrengthTest test{};
  Leg leg{};
  double value = 0;             // amount: in the test's unit; faults: how many; answer: place in `choices`; force: N
  std::uint8_t parts = 0;       // faults: bit i set when choices[i] left its line
  std::optional<double> arm_m;  // force: from the joint to the dynamometer
  std::optional<int> pain;      // during the test, 0 to 10
  Ended ended = Ended::done;
};

/// A value is inside [least, most] of its test, whole where it is counted, pain 0 to 10, arm 0.05 to 1 m. `where` names
/// test and leg.
Result<void> check(const LegMeasure& measure);

/// The sum and the parts agree after this: value = number of parts.
LegMeasure faults(StrengthTest test, Leg leg, std::uint8_t parts);

/// Published values, from knowledge/exam.yaml; see there for what each means.
struct Reference {
  struct Spread {
    double mean = 0;
    std::optional<double> sd;
  };
  struct ByAge {
    double at_birth = 0;
    double per_year = 0;
    double men_more = 0;
    double sd = 0;
  };
  std::optional<Spread> all;
  std::optional<Spread> women;
  std::optional<Spread> men;
  std::optional<double> median_women;
  std::optional<double> median_men;
  std::optional<ByAge> by_age;
  std::optional<double> detectable_change;
  std::optional<double> detectable_symmetry_points;
  std::optional<double> symmetry_bar_percent;
  std::optional<double> train_below;
};
using References = std::array<Reference, strength_test_count>;

/// What this person is compared with; empty when nobody like them was measured (their sex is unknown, or only the
/// other sex was).
struct Expected {
  double centre = 0;         // mean, or median
  std::optional<double> sd;  // empty: only the centre is known
  bool is_median = false;
};
std::optional<Expected> expected_for(const Reference& reference, const ExamPerson& person);

/// Below this percentile a leg is low for a test (an estimate of ours).
inline constexpr double low_percentile = 10;

/// Share of a normal distribution below the value, 0 to 100.
double percentile_of(double value, double mean, double sd);

struct LegResult {
  LegMeasure measure;
  std::optional<double> compared;    // in the test's unit; a force needs mass (and arm, for Nm/kg)
  std::optional<double> percentile;  // against `expected`, with an SD
};

struct Symmetry {
  double percent = 100;      // may exceed 100: the sore leg can be the better one
  Leg weaker = Leg::left;    // the lower one
  bool of_sore_leg = false;  // percent = sore / other; else lower / higher
};

enum class Outcome : std::uint8_t { worth_training, no_clear_difference, cannot_tell, noted };
const char* name_of(Outcome outcome);

struct TestResult {
  StrengthTest test{};
  std::optional<LegResult> left;
  std::optional<LegResult> right;
  std::optional<Symmetry> symmetry;  // amounts and forces, both legs above zero
  std::optional<Expected> expected;
  Outcome outcome = Outcome::cannot_tell;
  std::string sentence;               // for the runner
  std::vector<std::string> cautions;  // what takes weight from this result

  const std::optional<LegResult>& of(Leg leg) const { return leg == Leg::left ? left : right; }
};

/// One result for each test that was measured, in the order of StrengthTest; of several measures of a leg in a test the
/// last counts. `measures` must have passed check(). Cost: linear.
std::vector<TestResult> judge(const std::vector<LegMeasure>& measures, const ExamPerson& person,
                              const References& references);

enum class ChangeWord : std::uint8_t { more, less, no_detectable_change, error_unknown };
const char* name_of(ChangeWord word);

/// The same test at two times, for one leg (or, for the hop, for the symmetry).
struct LegChange {
  Leg leg{};
  double difference = 0;  // now minus before, in the test's unit; faults: in faults
  ChangeWord word = ChangeWord::error_unknown;
};
struct TestChange {
  std::vector<LegChange> legs;                // those measured at both times
  std::optional<double> symmetry_difference;  // points, where both times have one
  std::optional<ChangeWord> symmetry_word;    // where the error of the symmetry is known
  std::string sentence;
};

/// Empty when no leg was measured at both times. `error_unknown` is no judgement: the difference is shown, and that its
/// error is not known. Both results must be of the same test.
std::optional<TestChange> change_since(const TestResult& now, const TestResult& before, const Reference& reference);

}  // namespace genu
