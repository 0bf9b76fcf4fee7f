#include "exam/shoes.h"

#include <algorithm>

#include "base/text.h"

namespace genu {
namespace {

constexpr int in_use_days = 42;  // estimate: a shoe that was worn in the last six weeks is in use
constexpr int new_days = 28;     // estimate: and one that first appears in the last four is new

bool is_pronated(const std::optional<FootResult>& foot) {
  return foot && (foot->posture == FootPosture::pronated || foot->posture == FootPosture::strongly_pronated);
}

std::vector<ShoeUse> in_use(const ShoeFacts& facts) {
  std::vector<ShoeUse> list;
  for (const ShoeUse& shoe : facts.shoes)
    if (shoe.days_since_last <= in_use_days) list.push_back(shoe);
  return list;
}

ShoeAdvice change(const std::vector<ShoeUse>& used) {
  for (const ShoeUse& shoe : used)
    if (used.size() > 1 && shoe.days_since_first <= new_days)
      return {"shoe_change", ShoeWord::look, "\"" + shoe.name + "\" is new: begin with short easy runs in it."};
  return {"shoe_change", ShoeWord::advice, "If you change your shoes, change one thing at a time and slowly."};
}

ShoeAdvice rotation(const ShoeFacts& facts, const std::vector<ShoeUse>& used) {
  if (facts.shoes.empty())
    return {"shoe_rotation", ShoeWord::advice, "Two pairs in turn are reasonable if you have them."};
  if (used.size() > 1)
    return {"shoe_rotation", ShoeWord::advice,
            "You have " + std::to_string(used.size()) + " pairs in use already. Keep that."};
  return {"shoe_rotation", ShoeWord::advice, "Your runs name one pair. A second in turn is reasonable, and no must."};
}

ShoeAdvice wear(const ShoeFacts& facts, const std::vector<ShoeUse>& used, const ShoeFigures& figures) {
  std::string worn;
  for (const ShoeUse& shoe : used) {
    if (shoe.distance_km < figures.look_from_km) continue;
    worn += (worn.empty() ? "" : ", ") + ("\"" + shoe.name + "\" (" + format_number(shoe.distance_km, 0) + " km)");
  }
  if (!worn.empty())
    return {"shoe_wear", ShoeWord::look, "Look at " + worn + ": uneven wear, or comfort that is gone?"};
  if (facts.shoes.empty())
    return {"shoe_wear", ShoeWord::advice, "How far your shoes have gone is not known: your runs do not name them."};
  return {"shoe_wear", ShoeWord::advice, "None of your shoes has gone far enough to ask for a look."};
}

ShoeAdvice motion_control(const FeetResult& feet) {
  const bool any = is_pronated(feet.left) || is_pronated(feet.right);
  const auto sorted = [](const std::optional<FootResult>& foot) { return foot && foot->posture; };
  if (!sorted(feet.left) && !sorted(feet.right))
    return {"shoe_motion_control", ShoeWord::for_some, "Not known for you: your feet were not measured."};
  if (!any)
    return {"shoe_motion_control", ShoeWord::for_some,
            "Not for you: in feet like yours the trial saw no clear difference."};
  const auto fair = [](const std::optional<FootResult>& foot) {
    return is_pronated(foot) && foot->trust == Trust::fair;
  };
  if (!fair(feet.left) && !fair(feet.right))
    return {"shoe_motion_control", ShoeWord::for_some,
            "Perhaps: the print or the drop says that a foot rolls in, but that is weak. Let a physio score it first."};
  return {"shoe_motion_control", ShoeWord::for_some,
          "Reasonable to try for a foot that rolls in, and to drop after six weeks if it does not help."};
}

ShoeAdvice cushioning(const ExamPerson& person, const ShoeFigures& figures) {
  if (!person.mass_kg || !person.sex)
    return {"shoe_cushioning", ShoeWord::for_some, "Not known for you: it needs your weight and sex."};
  const bool lighter =
      *person.mass_kg <= (person.sex == PersonSex::male ? figures.lighter_men_kg : figures.lighter_women_kg);
  return {"shoe_cushioning", ShoeWord::for_some,
          lighter ? "You are in the lighter half of that trial: the softer of two shoes was the better one there."
                  : "You are in the heavier half of that trial: soft or hard made no clear difference there."};
}

ShoeAdvice minimal(const ShoeFacts& facts, const ExamPerson& person, const ShoeFigures& figures) {
  std::string reason;
  if (person.mass_kg && *person.mass_kg > figures.minimal_risk_above_kg)
    reason = "Runners of your weight were hurt more in them.";
  if (facts.km_a_week && *facts.km_a_week > figures.minimal_pain_above_km_a_week)
    reason +=
        (reason.empty() ? "" : " ") + std::string("Runners with as many kilometres a week had more pain in them.");
  if (reason.empty()) reason = "They move load from the kneecap to the calf; if you want them, go very slowly.";
  return {"shoe_minimal", ShoeWord::for_some, std::move(reason)};
}

}  // namespace

const char* name_of(ShoeWord word) {
  switch (word) {
    case ShoeWord::advice: return "advice";
    case ShoeWord::look: return "look";
    case ShoeWord::for_some: return "for_some";
    case ShoeWord::not_supported: return "not_supported";
  }
  return "";
}

std::vector<ShoeAdvice> shoe_advice(const FeetResult& feet, const ShoeFacts& shoes, const ExamPerson& person,
                                    const ShoeFigures& figures) {
  const std::vector<ShoeUse> used = in_use(shoes);
  return {
      {"shoe_comfort", ShoeWord::advice, "Take the shoe that feels right at once."},
      change(used),
      rotation(shoes, used),
      wear(shoes, used, figures),
      motion_control(feet),
      cushioning(person, figures),
      {"shoe_drop", ShoeWord::for_some, "Stay with the drop that you know, or change it in small steps."},
      minimal(shoes, person, figures),
      {"shoe_by_arch", ShoeWord::not_supported, "Do not choose a shoe because of a high or a flat arch."},
  };
}

}  // namespace genu
