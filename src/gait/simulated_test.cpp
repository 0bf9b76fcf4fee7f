// A thousand random runners whose every movement is known, seen badly: do the bands hold what they promise?
#include <cmath>
#include <cstdio>
#include <map>

#include <gtest/gtest.h>

#include "gait/analysis.h"
#include "gait/simulated_runner.h"

namespace genu {
namespace {

using simulated::Camera;
using simulated::Place;
using simulated::Runner;

constexpr double degrees = 57.29577951308232;

const Place& point(const std::array<Place, landmark_count>& body, Joint joint, BodySide side) {
  return body[static_cast<std::size_t>(landmark_of(joint, side))];
}

double knee_flexion(const Runner& runner, BodySide side, double time_s) {
  const auto body = runner.body(time_s);
  const Place& hip = point(body, Joint::hip, side);
  const Place& knee = point(body, Joint::knee, side);
  const Place& ankle = point(body, Joint::ankle, side);
  const double up = std::atan2(hip.y - knee.y, hip.x - knee.x);
  const double down = std::atan2(ankle.y - knee.y, ankle.x - knee.x);
  return 180 - std::abs(std::remainder(up - down, 2 * M_PI)) * degrees;
}

template <typename Value>
double greatest(double from_s, double until_s, const Value& value) {
  double best = value(from_s);
  for (double time = from_s; time <= until_s; time += 0.001) best = std::max(best, value(time));
  return best;
}

/// What the metrics are by their definitions, without camera, noise or filter.
std::map<GaitMetricId, double> truth_of(const Runner& runner, BodySide side) {
  const double met = runner.contact_offset(side) + runner.stride_s();
  const double contact = runner.contact_of(side);
  const double left = met + contact;
  const auto body = runner.body(met);
  const Place& hip = point(body, Joint::hip, side);
  const Place& knee = point(body, Joint::knee, side);
  const Place& ankle = point(body, Joint::ankle, side);
  const auto foot_angle = [&](double time_s) {
    const auto now = runner.body(time_s);
    const Place& heel = point(now, Joint::heel, side);
    const Place& toe = point(now, Joint::toe, side);
    return std::atan2(toe.y - heel.y, toe.x - heel.x) * degrees;
  };
  const auto thigh = [&](double time_s) {
    const auto now = runner.body(time_s);
    return std::atan2(point(now, Joint::hip, side).x - point(now, Joint::knee, side).x,
                      point(now, Joint::hip, side).y - point(now, Joint::knee, side).y) *
           degrees;
  };
  const auto drop = [&](double time_s) {
    return (side == BodySide::left ? 1 : -1) * runner.pelvic_drop_of_left_stance_rad(time_s) * degrees;
  };
  const auto adduction = [&](double time_s) {
    const auto now = runner.body(time_s);
    const double inward = side == BodySide::right ? -1 : 1;
    const Place& hip_now = point(now, Joint::hip, side);
    const Place& knee_now = point(now, Joint::knee, side);
    return std::atan2(inward * (knee_now.z - hip_now.z), hip_now.y - knee_now.y) * degrees + drop(time_s);
  };
  double flat = 0;
  for (int i = 0; i <= 10; ++i) flat += foot_angle(met + (0.3 + 0.025 * i) * contact) / 11;
  return {
      {GaitMetricId::cadence, runner.cadence_per_min},
      {GaitMetricId::step_time, runner.stride_s() / 2 * 1000},
      {GaitMetricId::contact_time, contact * 1000},
      {GaitMetricId::flight_time, (runner.stride_s() / 2 - contact) * 1000},
      {GaitMetricId::duty_factor, contact / runner.stride_s()},
      {GaitMetricId::stride_length, runner.speed_m_per_s * runner.stride_s()},
      {GaitMetricId::vertical_oscillation, runner.oscillation_m * 100},
      {GaitMetricId::overstride_hip, (ankle.x - hip.x) / runner.leg_m()},
      {GaitMetricId::overstride_knee, (ankle.x - knee.x) / runner.leg_m()},
      {GaitMetricId::shank_angle_contact, std::atan2(ankle.x - knee.x, knee.y - ankle.y) * degrees},
      {GaitMetricId::foot_angle_contact, foot_angle(met) - flat},
      {GaitMetricId::knee_flexion_contact, knee_flexion(runner, side, met)},
      {GaitMetricId::knee_flexion_peak_stance,
       greatest(met, left, [&](double time_s) { return knee_flexion(runner, side, time_s); })},
      {GaitMetricId::thigh_extension, greatest(left - 0.04, left + 0.08, thigh)},
      {GaitMetricId::trunk_lean, runner.trunk_lean_deg},
      {GaitMetricId::pelvic_drop_excursion, greatest(met, met + contact / 2, drop) - drop(met)},
      {GaitMetricId::hip_adduction, greatest(met, met + contact / 2, adduction)},
      {GaitMetricId::step_width, runner.step_width_m / runner.hip_width_m()},
  };
}

class RandomRunners {
 public:
  explicit RandomRunners(std::uint64_t seed) : chance_(seed) {}

  Runner runner() {
    Runner runner;
    runner.height_m = within(1.52, 1.95);
    runner.cadence_per_min = within(150, 195);
    const double step_s = 60 / runner.cadence_per_min;
    runner.contact_s = within(0.56, 0.82) * step_s;
    runner.speed_m_per_s = within(2.0, 4.2);
    runner.reach_m = within(0.12, 0.30);
    runner.foot_angle_contact_deg = within(2, 22);
    runner.trunk_lean_deg = within(0, 15);
    runner.oscillation_m = within(0.05, 0.12);
    runner.drop_deg = within(1, 9);
    runner.step_width_m = within(-0.02, 0.14);
    runner.side_difference = within(-0.06, 0.06);
    return runner;
  }
  Camera camera(View view) {
    constexpr std::array rates{60.0, 60.0, 120.0, 240.0, 30.0};
    Camera camera;
    camera.view = view;
    camera.to_the_left = within(0, 1) < 0.5;
    camera.frames_per_second = rates[static_cast<std::size_t>(within(0, rates.size()))];
    camera.duration_s = 7;
    camera.px_per_m = within(250, 600);
    camera.tremble_px = within(0.5, 2.5);
    camera.wander_px = within(0, 4);
    camera.bias_m = 0.01;
    camera.roll_deg = view == View::side ? within(-5, 5) : 0;
    camera.hidden_share = within(0, 0.02);
    camera.swapped_share = within(0, 0.03);
    camera.seed = chance_.next();
    return camera;
  }

 private:
  double within(double low, double high) { return chance_.within(low, high); }

  simulated::Chance chance_;
};

struct Score {
  int held = 0;
  int all = 0;
  double width = 0;
  double error = 0;
};

TEST(SimulatedRunners, BandsHoldTheTruthInNineteenOfTwenty) {
  RandomRunners random(20261124);
  std::map<GaitMetricId, Score> scores;
  int refused = 0;
  constexpr int runners = 1000;
  for (int i = 0; i < runners; ++i) {
    const View view = i % 3 == 2 ? View::behind : View::side;
    const Runner runner = random.runner();
    const GaitReport report = analyse_poses(simulated::film(runner, random.camera(view)));
    if (!report.accepted()) {
      ++refused;
      continue;
    }
    ASSERT_EQ(report.kind, GaitKind::running);
    for (const BodySide side : both_sides) {
      for (const auto& [id, truth] : truth_of(runner, side)) {
        const GaitMetric* metric = report.metric(id);
        if (metric == nullptr || !metric->of(side)) continue;
        const GaitEstimate& found = *metric->of(side);
        Score& score = scores[id];
        ++score.all;
        score.held += found.low <= truth && truth <= found.high ? 1 : 0;
        score.width += found.high - found.low;
        score.error += std::abs(found.mean - truth);
      }
    }
  }
  std::printf("refused %d of %d\n", refused, runners);
  std::printf("%-26s %6s %7s %9s %9s\n", "metric", "n", "held", "width", "error");
  int held = 0;
  int all = 0;
  for (const auto& [id, score] : scores) {
    std::printf("%-26s %6d %6.1f%% %9.3f %9.3f %s\n", name_of(id), score.all, 100.0 * score.held / score.all,
                score.width / score.all, score.error / score.all, unit_of(id));
    EXPECT_GE(score.held, 0.95 * score.all) << name_of(id);
    // Not idle: a band much wider than what goes wrong tells nothing.
    EXPECT_LE(score.width / score.all, 40 * score.error / score.all) << name_of(id);
    held += score.held;
    all += score.all;
  }
  EXPECT_GE(held, 0.95 * all);
  EXPECT_LE(refused, runners / 50);
}

}  // namespace
}  // namespace genu
