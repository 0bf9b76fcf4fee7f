// The tests of strength, control and mobility: what each measures, in which unit, and when it must not be done.
//
// What is published about a test (reference values, error) is not here: it comes in as a Reference (strength.h) from
// knowledge/exam.yaml, whose ids are those of name_of().
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace genu {

enum class StrengthTest : std::uint8_t {
  single_leg_squat,
  step_down,
  heel_raise,
  side_plank,
  bridge_hold,
  bridge_repetitions,
  hop,
  lunge,
  lunge_angle,
  straight_leg_raise,
  prone_knee_bend,
  thomas,
  prone_hip_extension,
  hip_abduction_eccentric,
  hip_abduction_strength,
  hip_adduction_strength,
  hip_extension_strength,
  hip_external_rotation_strength,
  knee_extension_strength,
  knee_flexion_strength,
};
inline constexpr std::size_t strength_test_count = 20;

enum class Leg : std::uint8_t { left, right };
const char* name_of(Leg leg);

/// How a result is written down and read.
enum class Scale : std::uint8_t {
  amount,  // repetitions, seconds, centimetres, degrees: more is more
  faults,  // a set of the parts in `choices` that left their line: fewer is better
  answer,  // one of `choices`
  force,   // a dynamometer: newtons, with the lever where it is known
};

/// The bits of LegMeasure::parts: in the order of `choices`; that of the knee of a squat or a step-down.
inline constexpr std::uint8_t knee_part = 1U << 1;
constexpr bool has_part(std::uint8_t parts, std::size_t place) {
  return (static_cast<unsigned>(parts) >> place & 1U) != 0;
}

/// A part that is watched, or an answer.
struct Choice {
  const char* id;
  const char* label;
};

struct TestInfo {
  StrengthTest test;
  const char* id;    // stable: stored, and the id of the topic in knowledge/exam.yaml
  const char* unit;  // of the value; for a force what it is compared in
  Scale scale;
  bool by_clinician;  // needs a dynamometer and a second person
  double least;       // what is accepted as a value, so that a slip of the pen is noticed
  double most;
  std::span<const Choice> choices;
};

/// In the order in which they are offered: nothing tiring before something that needs rest.
std::span<const TestInfo, strength_test_count> strength_tests();
const TestInfo& info_of(StrengthTest test);
std::optional<StrengthTest> strength_test_named(std::string_view id);

/// What forbids tests for now. Estimates of ours, after the rules of treatment.yaml and the tests' own findings
/// (avoid_if); each is a question that is asked before the tests.
enum class Barrier : std::uint8_t {
  red_flag,             // something that should be looked at first
  hot_or_ill,           // a hot knee, or fever
  locked,               // the knee is stuck
  cannot_bear_weight,   // four steps are not possible
  limp,                 // walking with a limp, or walking hurts
  swollen,              // the knee is swollen now
  pain_above_5,         // now, at rest or in walking: of 10
  possible_bone_stress  // pain at night or at rest, a very sore spot on the bone, or a stress fracture before
};
inline constexpr std::size_t barrier_count = 8;

struct BarrierInfo {
  Barrier barrier;
  const char* id;
  const char* question;  // for the runner; yes is the barrier
  const char* reason;    // why the test has to wait, and what to do
};
std::span<const BarrierInfo, barrier_count> barriers();
const BarrierInfo& info_of(Barrier barrier);
std::optional<Barrier> barrier_named(std::string_view id);

using Barriers = std::array<bool, barrier_count>;  // by Barrier: those that hold

/// Whether this barrier forbids this test. A red flag and a hot knee forbid all.
bool forbids(Barrier barrier, StrengthTest test);

/// The first of those that hold and forbid the test, in the order of Barrier.
std::optional<Barrier> barrier_to(StrengthTest test, const Barriers& holding);

/// When to end a test at once, in plain sentences.
std::span<const char* const> stop_rules();

/// Pain in a test up to this, of 10, leaves a result as it is; above 5 the test has to stop (pain rules of the
/// evidence: trek_runners, silbernagel2007).
inline constexpr int pain_that_counts = 3;
inline constexpr int pain_that_stops = 6;

}  // namespace genu
