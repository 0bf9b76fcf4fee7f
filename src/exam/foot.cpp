#include "exam/foot.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/text.h"

namespace genu {
namespace {

constexpr std::array<FootPostureItem, foot_posture_items> form{{
    {"talar_head", "Head of the ankle bone, felt from in front", "Felt on the outer side only",
     "Felt the same on both sides", "Felt on the inner side only"},
    {"malleolar_curves", "Curves above and below the outer ankle, from behind",
     "The lower curve is straight or bulges out", "Both curves are alike", "The lower curve is much deeper"},
    {"heel", "Heel bone, from behind", "The heel tips outwards, clearly", "The heel stands upright",
     "The heel tips inwards, clearly"},
    {"talonavicular_bulge", "Inner side below the ankle", "Clearly hollow", "Flat", "Bulges out clearly"},
    {"arch", "Inner arch, from the side", "High and steep towards the heel", "Even curve",
     "Low, flattened in the middle, or on the floor"},
    {"forefoot", "Toes seen beside the heel, from behind", "Only inner toes are seen", "As many inner as outer toes",
     "Only outer toes are seen"},
}};

std::string signed_number(int number) { return (number > 0 ? "+" : "") + std::to_string(number); }

const char* adjective_of(FootPosture posture) {
  switch (posture) {
    case FootPosture::supinated: return "rolled out (supinated)";
    case FootPosture::usual: return "of the usual kind";
    case FootPosture::pronated: return "rolled in (pronated)";
    case FootPosture::strongly_pronated: return "strongly rolled in (pronated)";
  }
  return "";
}

// -1, 0 or 1: on which side of the usual posture.
int direction_of(FootPosture posture) {
  return posture == FootPosture::supinated ? -1 : posture == FootPosture::usual ? 0 : 1;
}

FootReading read_index(int index, const FootFigures& figures, bool by_clinician) {
  FootReading reading{FootMeasure::foot_posture_index,
                      static_cast<double>(index),
                      FootPosture::usual,
                      by_clinician ? Trust::fair : Trust::very_weak,
                      {}};
  if (index < figures.usual_from) reading.posture = FootPosture::supinated;
  if (index > figures.usual_to) reading.posture = FootPosture::pronated;
  if (index > figures.pronated_to) reading.posture = FootPosture::strongly_pronated;
  reading.sentence = "Foot Posture Index " + signed_number(index) + ": " + adjective_of(*reading.posture) + ".";
  const bool usual_there = index >= figures.other_usual_from && index <= figures.other_usual_to;
  if (usual_there != (reading.posture == FootPosture::usual))
    reading.sentence += " At the edge: another study still calls this usual.";
  if (!by_clinician) reading.sentence += " Scored without a trained eye it is a guess.";
  return reading;
}

FootReading read_drop(double drop_mm, const FootFigures& figures) {
  FootReading reading{FootMeasure::navicular_drop, drop_mm, std::nullopt, Trust::weak, {}};
  reading.sentence = "Navicular drop " + format_number(drop_mm) + " mm: ";
  if (drop_mm > figures.highest_drop_limit_mm) {
    reading.posture = FootPosture::pronated;
    reading.sentence += "above every quoted limit.";
  } else if (drop_mm > figures.lowest_drop_limit_mm) {
    reading.sentence += "between the quoted limits, so it does not decide.";
  } else {
    reading.posture = FootPosture::usual;
    reading.sentence += "not above any quoted limit.";
  }
  reading.sentence += " This measure repeats badly.";
  return reading;
}

FootReading read_footprint(Footprint footprint) {
  FootReading reading{FootMeasure::footprint, static_cast<double>(footprint), FootPosture::usual, Trust::very_weak, {}};
  if (footprint == Footprint::high) reading.posture = FootPosture::supinated;
  if (footprint == Footprint::flat) reading.posture = FootPosture::pronated;
  reading.sentence = std::string("Wet footprint: ") + name_of(footprint) + ". A rough guess.";
  return reading;
}

FootReading read_arch(double index) {
  return {FootMeasure::arch_height_index, index, std::nullopt, Trust::weak,
          "Arch height index " + format_number(index, 3) + ": no figures to compare it with were found."};
}

void add_difference(std::vector<std::string>& list, const char* what, std::optional<double> left,
                    std::optional<double> right, int decimals, const char* unit) {
  if (!left || !right) return;
  const double difference = std::abs(*left - *right);
  if (difference == 0) return;
  list.push_back(std::string(what) + ": left " + format_number(*left, decimals) + unit + ", right " +
                 format_number(*right, decimals) + unit +
                 ". No study that we read says from when such a difference matters.");
}

std::string summary_of(const FootResult& foot) {
  if (!foot.posture) return std::string("The ") + name_of(foot.leg) + " foot cannot be sorted by what was measured.";
  std::string text = std::string("The ") + name_of(foot.leg) + " foot stands " + adjective_of(*foot.posture) + "; ";
  switch (foot.trust) {
    case Trust::fair: return text + "a trained eye scored it.";
    case Trust::weak: return text + "weak evidence.";
    case Trust::very_weak: return text + "a rough guess.";
  }
  return text;
}

std::optional<double> number_of(std::optional<int> number) {
  return number ? std::optional<double>(*number) : std::nullopt;
}

}  // namespace

const std::array<FootPostureItem, foot_posture_items>& foot_posture_form() { return form; }

const char* name_of(Footprint footprint) {
  switch (footprint) {
    case Footprint::high: return "high";
    case Footprint::normal: return "normal";
    case Footprint::flat: return "flat";
  }
  return "";
}

std::optional<Footprint> footprint_named(std::string_view name) {
  for (const Footprint footprint : {Footprint::high, Footprint::normal, Footprint::flat})
    if (name == name_of(footprint)) return footprint;
  return std::nullopt;
}

const char* name_of(FootPosture posture) {
  switch (posture) {
    case FootPosture::supinated: return "supinated";
    case FootPosture::usual: return "usual";
    case FootPosture::pronated: return "pronated";
    case FootPosture::strongly_pronated: return "strongly_pronated";
  }
  return "";
}

const char* name_of(FootMeasure measure) {
  switch (measure) {
    case FootMeasure::foot_posture_index: return "foot_posture_index";
    case FootMeasure::navicular_drop: return "navicular_drop";
    case FootMeasure::arch_height_index: return "arch_height_index";
    case FootMeasure::footprint: return "footprint";
  }
  return "";
}

const char* name_of(Trust trust) {
  switch (trust) {
    case Trust::very_weak: return "very_weak";
    case Trust::weak: return "weak";
    case Trust::fair: return "fair";
  }
  return "";
}

bool Foot::empty() const {
  const bool any_item = std::any_of(items.begin(), items.end(), [](const auto& item) { return item.has_value(); });
  return !any_item && !index_total && !navicular_drop_mm && !dorsum_height_mm && !truncated_length_mm && !footprint;
}

std::optional<int> Foot::posture_index() const {
  int sum = 0;
  for (const std::optional<int>& item : items) {
    if (!item) return index_total;
    sum += *item;
  }
  return sum;
}

void Foot::forget_index() {
  items = {};
  index_total.reset();
}

std::optional<double> Foot::arch_height_index() const {
  if (!dorsum_height_mm || !truncated_length_mm) return std::nullopt;
  return *dorsum_height_mm / *truncated_length_mm;
}

Result<void> check(const Foot& foot, Leg leg) {
  const auto wrong = [&](const char* key, std::string message) {
    return fail(ErrorCode::invalid_input, std::move(message), std::string(name_of(leg)) + "." + key);
  };
  const auto outside = [](const auto& value, double least, double most) {
    return value && !(*value >= least && *value <= most);
  };
  std::size_t known = 0;
  for (const std::optional<int>& item : foot.items) {
    if (outside(item, -2, 2)) return wrong("items", "each item is scored from -2 to 2");
    known += item.has_value();
  }
  if (known != 0 && known != foot_posture_items) return wrong("items", "score all six items, or leave all out");
  if (outside(foot.index_total, -12, 12)) return wrong("index", "the index lies between -12 and 12");
  if (known != 0 && foot.index_total && *foot.index_total != *foot.posture_index())
    return wrong("index", "the index is not the sum of the six items: leave it out");
  if (outside(foot.navicular_drop_mm, -10, 40)) return wrong("navicular_drop_mm", "must be -10 to 40 mm");
  if (outside(foot.dorsum_height_mm, 20, 120)) return wrong("dorsum_height_mm", "must be 20 to 120 mm");
  if (outside(foot.truncated_length_mm, 100, 300)) return wrong("truncated_length_mm", "must be 100 to 300 mm");
  if (foot.dorsum_height_mm.has_value() != foot.truncated_length_mm.has_value())
    return wrong("dorsum_height_mm", "the arch needs both height and length");
  return {};
}

FootResult judge(const Foot& foot, Leg leg, const FootFigures& figures, bool by_clinician) {
  FootResult result;
  result.leg = leg;
  if (const auto index = foot.posture_index()) result.readings.push_back(read_index(*index, figures, by_clinician));
  if (foot.navicular_drop_mm) result.readings.push_back(read_drop(*foot.navicular_drop_mm, figures));
  if (const auto index = foot.arch_height_index()) result.readings.push_back(read_arch(*index));
  if (foot.footprint) result.readings.push_back(read_footprint(*foot.footprint));
  for (const FootReading& reading : result.readings) {
    if (!reading.posture) continue;
    if (!result.posture) {
      result.posture = reading.posture;
      result.decided_by = reading.measure;
      result.trust = reading.trust;
    } else if (direction_of(*reading.posture) != direction_of(*result.posture)) {
      result.disagreements.push_back(reading.sentence +
                                     " It disagrees with the measure that decided, which is the better one.");
    }
  }
  return result;
}

FeetResult judge_feet(const Foot& left, const Foot& right, const FootFigures& figures, bool by_clinician) {
  FeetResult result;
  if (!left.empty()) result.left = judge(left, Leg::left, figures, by_clinician);
  if (!right.empty()) result.right = judge(right, Leg::right, figures, by_clinician);
  add_difference(result.differences, "Foot Posture Index", number_of(left.posture_index()),
                 number_of(right.posture_index()), 0, "");
  add_difference(result.differences, "Navicular drop", left.navicular_drop_mm, right.navicular_drop_mm, 1, " mm");
  add_difference(result.differences, "Arch height index", left.arch_height_index(), right.arch_height_index(), 3, "");
  if (left.footprint && right.footprint && *left.footprint != *right.footprint)
    result.differences.push_back(std::string("Wet footprint: left ") + name_of(*left.footprint) + ", right " +
                                 name_of(*right.footprint) + ".");
  for (const auto* foot : {&result.left, &result.right})
    if (*foot) result.sentence += summary_of(**foot) + " ";
  result.sentence += result.left || result.right ? "This is how the foot stands, not how it runs, and it is no illness."
                                                 : "Nothing was measured.";
  return result;
}

}  // namespace genu
