// What a runner's history says about load, each by its published definition, or marked as an estimate of ours.
//
// Order of evidence: the single session spike (frandsen2025; spike.h, cohort.h) before everything else. Weekly change
// and acute:chronic are context. The rest is description: no study gives it a threshold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "training/cohort.h"
#include "training/history.h"

namespace genu {

/// One per run of the history, in its order. Distances are those of whole sessions, walking breaks included, as devices
/// and exports state them and as the study recorded them: comparing like with like. Linear.
std::vector<SessionExposure> exposures(const History& history);

/// Nielsen RO et al. (2014), J Orthop Sports Phys Ther, 874 novices (nielsen2014_progression): progression of weekly
/// distance over a 2-week period. No difference overall; for distance-type injuries over 30 % against under 10 %:
/// hazard ratio 1.59, 95 % interval 0.96 to 2.66, which includes no effect.
enum class NielsenProgression : std::uint8_t { undefined, under_10_percent, from_10_to_30_percent, over_30_percent };
const char* name_of(NielsenProgression progression);
NielsenProgression nielsen_progression(const SessionExposure& exposure);

/// Damsted C et al. (2019), J Orthop Sports Phys Ther, 261 half-marathon runners (damsted2019): weekly change of 20-60
/// % against under 20 %, a difference after 21 days, none after 56 and 98. Above 60 % no figure was seen.
enum class DamstedChange : std::uint8_t { undefined, under_20_percent, from_20_to_60_percent, over_60_percent };
const char* name_of(DamstedChange change);
DamstedChange damsted_change(const SessionExposure& exposure);

/// At least 14 days without a recorded run. Whether the runner rested or the watch stayed at home is not known.
struct Gap {
  Day first;  // first and last day without a run
  Day last;
  int days = 0;
  std::optional<std::size_t> returned_with;  // the first run after it; empty for the gap that `until` ends
};
inline constexpr int shortest_gap_days = 14;

/// In order; `until` (for example the onset or today) closes the time after the last run, empty ends with the last run.
std::vector<Gap> gaps(const History& history, std::optional<Day> until = std::nullopt);

/// Whether at least 14 of the 30 days before a session lie in a gap: then its longest run of 30 days may just not be
/// recorded, and its spike state is as good as the watch was worn.
bool rests_on_a_gap(const std::vector<Gap>& all_gaps, Day session);

enum class NoveltyKind : std::uint8_t { hilly_run, speed_session, shoes };
const char* name_of(NoveltyKind kind);

/// Something that the runner had not done for at least 12 weeks. Estimates of ours:
/// - hilly run: at least 20 m of ascent per km and 100 m in all;
/// - speed session: at least 5 minutes and a tenth of the moving time faster than fast_multiple times the usual
///   speed of the runs before it (last 12 weeks);
/// - shoes: a name never seen before, when earlier runs name others.
/// Runs in the first 12 weeks of the history are never news: what came before them is not known.
struct Novelty {
  NoveltyKind kind{};
  std::size_t run = 0;
  std::optional<int> days_since_last;  // empty: never in this history
  std::string gear;                    // shoes
};
std::vector<Novelty> novelties(const History& history);

/// A slow change in a session measure: the Theil-Sen slope (median of the slopes of all pairs; up to 29 % of the runs
/// may be nonsense) with the interval that the pairs give at 95 % (Sen 1968, doi 10.1080/01621459.1968.10480934).
struct Drift {
  double per_4_weeks = 0;
  double low = 0;
  double high = 0;
  double typical = 0;  // median over the runs
  int runs = 0;
  bool clear() const { return low > 0 || high < 0; }
};

/// Steps per minute over the runs of these days; empty below 8 runs that know it or 28 days between first and last.
/// Cadence rises with speed: look at the speed beside it. Cost: runs squared, at most 400 runs (the latest).
std::optional<Drift> cadence_drift(const History& history, Day first, Day last);

/// Percent of contact time on the left foot. For following one painful leg; no risk score.
std::optional<Drift> balance_drift(const History& history, Day first, Day last);

/// Distance by shoe, as exports name them; runs without a name are left out. By last use, latest first.
struct Shoe {
  std::string name;
  double distance_m = 0;
  int runs = 0;
  Day first;
  Day last;
};
std::vector<Shoe> shoes(const History& history);

}  // namespace genu
