#include "exam/tests.h"

#include <algorithm>

namespace genu {
namespace {

constexpr Choice watched_parts[] = {
    {"foot", "The foot turns out, or its inner edge drops"},
    {"knee", "The kneecap goes inside the big toe"},
    {"pelvis", "The pelvis shifts, drops or turns"},
    {"trunk", "The trunk leans, sways or the arms balance"},
};
constexpr Choice nerve_answers[] = {
    {"nothing", "Nothing"},
    {"pull", "A pull behind the thigh"},
    {"knee", "The pain in the knee"},
    {"shooting", "Pain or tingling from the back down the leg"},
};
constexpr Choice knee_bend_answers[] = {
    {"nothing", "Nothing"},
    {"pull", "A pull in front of the thigh"},
    {"usual_pain", "The usual pain"},
    {"back_or_groin", "Pain in the back or the groin"},
};
constexpr Choice thigh_answers[] = {
    {"rests", "The thigh rests level with the bed"},
    {"stays_up", "The thigh stays up"},
};
constexpr Choice first_answers[] = {
    {"buttock", "The buttock tightens first"},
    {"back", "The back tightens or arches first"},
    {"cannot_tell", "I cannot tell"},
};

using enum StrengthTest;
constexpr std::array<TestInfo, strength_test_count> all_tests{{
    {single_leg_squat, "single_leg_squat", "faults", Scale::faults, false, 0, 4, watched_parts},
    {step_down, "step_down", "faults", Scale::faults, false, 0, 4, watched_parts},
    {heel_raise, "heel_raise", "repetitions", Scale::amount, false, 0, 200, {}},
    {side_plank, "side_plank", "s", Scale::amount, false, 0, 900, {}},
    {bridge_hold, "bridge_hold", "s", Scale::amount, false, 0, 900, {}},
    {bridge_repetitions, "bridge_repetitions", "repetitions", Scale::amount, false, 0, 200, {}},
    {hop, "hop", "cm", Scale::amount, false, 1, 350, {}},
    {lunge, "lunge", "cm", Scale::amount, false, 0, 30, {}},
    {lunge_angle, "lunge_angle", "degrees", Scale::amount, false, 0, 80, {}},
    {straight_leg_raise, "straight_leg_raise", "answer", Scale::answer, false, 0, 3, nerve_answers},
    {prone_knee_bend, "prone_knee_bend", "answer", Scale::answer, false, 0, 3, knee_bend_answers},
    {thomas, "thomas", "answer", Scale::answer, false, 0, 1, thigh_answers},
    {prone_hip_extension, "prone_hip_extension", "answer", Scale::answer, false, 0, 2, first_answers},
    {hip_abduction_eccentric, "hip_abduction_eccentric", "Nm/kg", Scale::force, true, 1, 1500, {}},
    {hip_abduction_strength, "hip_abduction_strength", "% of body weight", Scale::force, true, 1, 1500, {}},
    {hip_adduction_strength, "hip_adduction_strength", "% of body weight", Scale::force, true, 1, 1500, {}},
    {hip_extension_strength, "hip_extension_strength", "% of body weight", Scale::force, true, 1, 1500, {}},
    {hip_external_rotation_strength,
     "hip_external_rotation_strength",
     "% of body weight",
     Scale::force,
     true,
     1,
     1500,
     {}},
    {knee_extension_strength, "knee_extension_strength", "% of body weight", Scale::force, true, 1, 3000, {}},
    {knee_flexion_strength, "knee_flexion_strength", "% of body weight", Scale::force, true, 1, 1500, {}},
}};

constexpr std::array<BarrierInfo, barrier_count> all_barriers{{
    {Barrier::red_flag, "red_flag", "Did genu or anybody tell you to have the knee seen soon?",
     "Your answers name something that should be looked at first. Let the knee be seen before you test it."},
    {Barrier::hot_or_ill, "hot_or_ill", "Is the knee hot, or do you feel ill or feverish?",
     "A hot knee or a fever comes first. Have it seen, and test another day."},
    {Barrier::locked, "locked", "Is the knee stuck, so that it will not bend or straighten?",
     "A stuck knee must not be forced. Leave this out and have it seen."},
    {Barrier::cannot_bear_weight, "cannot_bear_weight", "Are you unable to take four steps?",
     "A leg that cannot carry four steps must not be loaded. Leave this out and have it seen."},
    {Barrier::limp, "limp", "Do you limp, or does walking hurt?",
     "While walking hurts or you limp, standing tests on one leg have to wait."},
    {Barrier::swollen, "swollen", "Is the knee swollen today?",
     "A swollen knee is upset already. Leave this out until the swelling is gone."},
    {Barrier::pain_above_5, "pain_above_5", "Is the pain above 5 of 10 right now?",
     "Above 5 of 10 a test only makes it worse and shows nothing but the pain. Wait until it is calmer."},
    {Barrier::possible_bone_stress, "possible_bone_stress",
     "Does pain wake you at night, is one spot on the bone very sore, or did you ever have a stress fracture?",
     "This can be a sign of a stressed bone. Do not hop on it, and let it be looked at first."},
}};

constexpr const char* all_stop_rules[] = {
    "Stop when the pain goes above 5 of 10.",
    "Stop at a sudden sharp pain, or when the knee catches, locks or gives way.",
    "Stop at pins and needles, numbness or dizziness.",
    "Stop when you can no longer keep the form: that is the end of the test, not a failure.",
    "Have a wall or a chair in reach. Test the better leg first.",
};

bool stands_on_one_leg(StrengthTest test) {
  return test == single_leg_squat || test == step_down || test == heel_raise || test == hop;
}
bool loads_the_knee(StrengthTest test) {
  return stands_on_one_leg(test) || test == bridge_hold || test == bridge_repetitions || test == lunge ||
         test == lunge_angle || test == knee_extension_strength || test == knee_flexion_strength;
}
bool bends_the_knee(StrengthTest test) { return loads_the_knee(test) || test == prone_knee_bend || test == thomas; }

}  // namespace

const char* name_of(Leg leg) { return leg == Leg::left ? "left" : "right"; }

std::span<const TestInfo, strength_test_count> strength_tests() { return all_tests; }

const TestInfo& info_of(StrengthTest test) { return all_tests[static_cast<std::size_t>(test)]; }

std::optional<StrengthTest> strength_test_named(std::string_view id) {
  const auto found = std::find_if(all_tests.begin(), all_tests.end(), [&](const TestInfo& t) { return id == t.id; });
  return found == all_tests.end() ? std::nullopt : std::optional(found->test);
}

std::span<const BarrierInfo, barrier_count> barriers() { return all_barriers; }

const BarrierInfo& info_of(Barrier barrier) { return all_barriers[static_cast<std::size_t>(barrier)]; }

std::optional<Barrier> barrier_named(std::string_view id) {
  const auto found =
      std::find_if(all_barriers.begin(), all_barriers.end(), [&](const BarrierInfo& b) { return id == b.id; });
  return found == all_barriers.end() ? std::nullopt : std::optional(found->barrier);
}

bool forbids(Barrier barrier, StrengthTest test) {
  switch (barrier) {
    case Barrier::red_flag:
    case Barrier::hot_or_ill: return true;
    case Barrier::locked: return bends_the_knee(test);
    case Barrier::cannot_bear_weight: return loads_the_knee(test);
    case Barrier::limp: return stands_on_one_leg(test);
    case Barrier::swollen: return stands_on_one_leg(test);
    case Barrier::pain_above_5: return loads_the_knee(test) || test == side_plank;
    case Barrier::possible_bone_stress: return test == hop;
  }
  return true;
}

std::optional<Barrier> barrier_to(StrengthTest test, const Barriers& holding) {
  for (const BarrierInfo& info : all_barriers)
    if (holding[static_cast<std::size_t>(info.barrier)] && forbids(info.barrier, test)) return info.barrier;
  return std::nullopt;
}

std::span<const char* const> stop_rules() { return all_stop_rules; }

}  // namespace genu
