// How much a run asks of the knee, as an index to compare one person's sessions with one another.
//
// Sources (ids of evidence/training.yaml, load_per_step_model):
// - miller2014: Miller RH et al. (2014), Med Sci Sports Exerc 46(3):572-579, doi 10.1249/MSS.0000000000000135; 14
//   people, laboratory and model. Per metre 0.80 (running) and 0.75 (walking) body weights as printed, difference
//   not significant (p 0.098); peak 8.02 and 2.72 body weights at self-selected speed. Peak rises with speed and
//   load per metre falls with speed, but no slope was seen: neither is scaled here.
// - willson2014: Willson JD et al. (2014), Clin Biomech 29:243-247; 23 women at 3.7 m/s, steps at least 10 %
//   shorter and longer: kneecap stress per step and per mile.
// - lenhart2014: Lenhart RL et al. (2014), Med Sci Sports Exerc 46(3):557-564, doi 10.1249/MSS.0b013e3182a78c3a; 30
//   runners, cadence +10 %: peak kneecap force -14 %, where willson2014 gives about -20 % for the same change.
//
// Error: small laboratory groups and models. The two laboratories differ by a third of the effect on the kneecap; peak
// forces of other studies differ by more than that. Standard errors for one person are not known: a difference between
// two sessions of less than about a tenth means nothing (estimate). It is no dose, no limit and no risk.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "training/history.h"

namespace genu {

/// The published figures. The service fills them from knowledge/; the defaults are the same.
struct KneeLoadFigures {
  double run_per_m = 0.80;   // body weights, miller2014
  double walk_per_m = 0.75;  // body weights, miller2014
  double peak_run_body_weights = 8.02;
  double peak_walk_body_weights = 2.72;
  // Kneecap, by change of step length in percent: at -10, 0 and +10 (willson2014); linear between, clamped outside.
  double kneecap_per_step_shorter = 0.778;
  double kneecap_per_step_longer = 1.31;
  double kneecap_per_km_shorter = 0.925;
  double kneecap_per_km_longer = 1.14;
  double kneecap_peak_faster_cadence = 0.86;  // per step at cadence +10 % (lenhart2014)
};

/// The step length that this runner usually has at a speed: a robust line (Theil-Sen) through earlier runs, since step
/// length rises with speed and the tables hold at constant speed.
class StepLengthBaseline {
 public:
  /// Empty below 8 runs that know speed and cadence.
  static std::optional<StepLengthBaseline> from(std::span<const Run> runs);

  /// Empty outside the speeds that the baseline has seen (5 % beyond them is allowed).
  std::optional<double> expected_m(double speed_m_per_s) const;

 private:
  double slope_s_ = 0;
  double intercept_m_ = 0;
  double slowest_m_per_s_ = 0;
  double fastest_m_per_s_ = 0;
};

struct Multiplier {
  double low = 1;
  double high = 1;
};

struct KneeLoad {
  double index = 0;  // run_per_m * metres run + walk_per_m * metres walked; body weights as printed by miller2014
  double peak_body_weights = 0;                      // per running step; not scaled by speed
  std::optional<double> step_length_m;               // 60 * speed / cadence
  std::optional<double> steps_per_km;                // of both feet
  std::optional<double> step_length_change_percent;  // against the baseline at the same speed
  std::optional<Multiplier> kneecap_per_step;  // range between the two laboratories (one of them for longer steps)
  std::optional<double> kneecap_per_km;        // willson2014 as printed: one laboratory, and not per step times steps
};

KneeLoad knee_load(const Run& run, const KneeLoadFigures& figures,
                   const std::optional<StepLengthBaseline>& baseline = std::nullopt);

struct WeekLoad {
  Day monday;
  double index = 0;
};

/// The sum of the index by week, Monday to Sunday, empty weeks included.
std::vector<WeekLoad> knee_load_by_week(const History& history, const KneeLoadFigures& figures);

/// The sentence that must stand beside every figure from here.
const char* knee_load_caution();

}  // namespace genu
