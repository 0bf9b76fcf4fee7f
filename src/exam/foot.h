// What kind of feet these are, from measures of very different worth, and where they disagree.
//
// - Foot Posture Index, six items (Redmond 2008, doi 10.1186/1757-1146-1-6: 619 healthy people, mean +4): banding as in
//   knowledge/exam.yaml, by a clinician.
// - Navicular drop: three quoted upper limits of 10, 13 and 15 mm (nielsen2009_nd, doi 10.1186/1757-1146-2-12); repeats
//   badly (kappa 0.40, PMC5131537).
// - Arch height index: no reference values were found, so it sorts nobody.
// - Wet footprint: self-test, weakest (estimate).
// The type of a foot is a description of its standing posture; it is neither an illness nor a cause of pain.
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

enum class Footprint : std::uint8_t { high, normal, flat };
const char* name_of(Footprint footprint);
std::optional<Footprint> footprint_named(std::string_view name);

/// The six observations, each -2 (clearly supinated) to +2 (clearly pronated), in our own words and drawings.
inline constexpr std::size_t foot_posture_items = 6;
struct FootPostureItem {
  const char* id;
  const char* name;
  const char* supinated;  // what -2 looks like
  const char* usual;      // 0
  const char* pronated;   // +2
};
const std::array<FootPostureItem, foot_posture_items>& foot_posture_form();

/// What was measured of one foot; everything may be missing.
struct Foot {
  std::array<std::optional<int>, foot_posture_items> items{};
  std::optional<int> index_total;  // where only the sum is known
  std::optional<double> navicular_drop_mm;
  std::optional<double> dorsum_height_mm;     // at half the length of the foot
  std::optional<double> truncated_length_mm;  // heel to first toe joint
  std::optional<Footprint> footprint;

  bool empty() const;
  /// The sum of the six items, or the total as given; empty while an item is missing.
  std::optional<int> posture_index() const;
  void forget_index();
  std::optional<double> arch_height_index() const;
};

/// Items -2 to 2 and all six or none, total -12 to 12 and equal to the items, drop -10 to 40 mm, height 20 to 120 mm,
/// length 100 to 300 mm and larger than the height. `where` begins with the name of the leg.
Result<void> check(const Foot& foot, Leg leg);

enum class FootPosture : std::uint8_t { supinated, usual, pronated, strongly_pronated };
const char* name_of(FootPosture posture);

enum class FootMeasure : std::uint8_t { foot_posture_index, navicular_drop, arch_height_index, footprint };
const char* name_of(FootMeasure measure);  // the id of its topic in knowledge/exam.yaml

enum class Trust : std::uint8_t { very_weak, weak, fair };
const char* name_of(Trust trust);

/// Published limits, from knowledge/exam.yaml; the defaults are the same.
struct FootFigures {
  int usual_from = 0;
  int usual_to = 5;
  int pronated_to = 9;
  int other_usual_from = -1;  // another study's band, told where the two disagree
  int other_usual_to = 6;
  double lowest_drop_limit_mm = 10;
  double highest_drop_limit_mm = 15;
};

struct FootReading {
  FootMeasure measure{};
  double value = 0;                    // points, mm, ratio; footprint: its place in Footprint
  std::optional<FootPosture> posture;  // empty: it does not decide
  Trust trust = Trust::very_weak;
  std::string sentence;
};

struct FootResult {
  Leg leg{};
  std::vector<FootReading> readings;   // best measure first
  std::optional<FootPosture> posture;  // of the best measure that decides
  std::optional<FootMeasure> decided_by;
  Trust trust = Trust::very_weak;
  std::vector<std::string> disagreements;
};

FootResult judge(const Foot& foot, Leg leg, const FootFigures& figures, bool by_clinician);

struct FeetResult {
  std::optional<FootResult> left;
  std::optional<FootResult> right;
  std::vector<std::string> differences;  // between the two feet, in sentences
  std::string sentence;                  // what kind of feet, how sure, and what it does not say

  const std::optional<FootResult>& of(Leg leg) const { return leg == Leg::left ? left : right; }
};

/// A foot that is empty() is left out.
FeetResult judge_feet(const Foot& left, const Foot& right, const FootFigures& figures, bool by_clinician);

}  // namespace genu
