#include "gait/metrics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "gait/signal.h"

namespace genu {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double degrees = 180 / std::numbers::pi;
constexpr double missed_contact = 1.6;  // times the median stride
constexpr double slow_camera_hz = 50;

struct MetricFacts {
  const char* name;
  const char* unit;
  double method_error;
};

// Method errors, as standard deviations of a mean that no number of strides takes away. Sources are ids of
// knowledge/sources_gait.yaml.
//   times            young2023: one phone against a laboratory, mean error 10 to 14 ms; toe-off is the weak event
//   stride length    waikato2d: 2.1 % of the speed, and as much again for the scale (estimate)
//   oscillation      estimate: 5 % of the scale on 10 cm, and landmarks that slide on the hip
//   overstride       estimate: two landmarks with 2 cm each on a leg of 80 cm
//   shank            dingenen2018: detectable change up to 4.8 degrees, so 1.7 between two films; more for a pose
//                    model whose points lie 1 cm beside the joints, and for a contact found some milliseconds early
//                    (estimate)
//   foot             waikato2d: typical error 2.5 degrees by hand; more for a pose model
//   knee             vanhooren2023: 7.5 to 7.8 degrees, pose model against markers, after the offset was taken out
//   thigh            vanhooren2023: 5.0 to 5.9 degrees at the hip
//   trunk            videorun2d: 3.2 to 5.5 degrees
//   pelvis, hip      dingenen2018: detectable change 2.8 and 3.8 degrees, so 1.0 and 1.4 between two films; more for
//                    a pose model whose points lie 1 cm beside the joints (estimate)
//   widths           estimate
constexpr std::array<MetricFacts, gait_metric_count> facts{{
    {"cadence", "/min", 0.5},
    {"step_time", "ms", 3},
    {"contact_time", "ms", 14},
    {"flight_time", "ms", 14},
    {"duty_factor", "", 0.02},
    {"stride_length", "m", 0.07},
    {"vertical_oscillation", "cm", 0.7},
    {"overstride_hip", "", 0.035},
    {"overstride_knee", "", 0.035},
    {"shank_angle_contact", "deg", 4},
    {"foot_angle_contact", "deg", 4},
    {"knee_flexion_contact", "deg", 7.8},
    {"knee_flexion_peak_stance", "deg", 7.8},
    {"thigh_extension", "deg", 5.9},
    {"trunk_lean", "deg", 4.4},
    {"pelvic_drop", "deg", 2},
    {"pelvic_drop_excursion", "deg", 2},
    {"hip_adduction", "deg", 4.2},
    {"step_width", "", 0.12},
    {"knee_window", "", 0.12},
    {"stride_time_variability", "%", 0.3},
}};

const MetricFacts& facts_of(GaitMetricId id) { return facts[static_cast<std::size_t>(id)]; }

/// Two-sided 95 % quantile of Student's distribution (closed form of the Cornish-Fisher expansion beyond the table).
double student_95(std::size_t freedom) {
  constexpr std::array table{12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228};
  if (freedom == 0) return table[0];
  if (freedom <= table.size()) return table[freedom - 1];
  constexpr double normal = 1.959964;
  const auto n = static_cast<double>(freedom);
  return normal + (normal * normal * normal + normal) / (4 * n);
}

double angle_between(double ax, double ay, double bx, double by) {
  return std::atan2(std::abs(ax * by - ay * bx), ax * bx + ay * by) * degrees;
}

struct Point {
  double x = 0;
  double y = 0;
};
Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }

class Measurer {
 public:
  Measurer(const Tracks& tracks, const std::vector<Contact>& contacts, const GaitScene& scene)
      : scene_(scene),
        smooth_(smoothed(tracks, tracks.rate_hz < slow_camera_hz ? 6 : 8)),
        hips_(middle(smooth_, Joint::hip)),
        shoulders_(middle(smooth_, Joint::shoulder)),
        contacts_(contacts) {
    for (const BodySide side : both_sides) {
      std::vector<const Contact*> mine;
      for (const Contact& contact : contacts_) {
        if (contact.side == side) mine.push_back(&contact);
      }
      own_[index(side)] = std::move(mine);
    }
    std::vector<double> durations;
    for (const auto& mine : own_) {
      for (std::size_t i = 1; i < mine.size(); ++i) durations.push_back(mine[i]->contact - mine[i - 1]->contact);
    }
    if (!durations.empty()) {
      const auto at = durations.begin() + static_cast<std::ptrdiff_t>(durations.size() / 2);
      std::nth_element(durations.begin(), at, durations.end());
      median_stride_ = *at;
    }
  }

  GaitMeasures run() {
    times();
    if (scene_.view == View::side) {
      side_view();
    } else {
      behind_view();
    }
    return {metrics(), curves()};
  }

 private:
  static std::size_t index(BodySide side) { return static_cast<std::size_t>(side); }

  std::vector<double>& samples(GaitMetricId id, BodySide side) {
    return samples_[static_cast<std::size_t>(id)][index(side)];
  }
  void refuse(GaitMetricId id, std::string why) { refused_[static_cast<std::size_t>(id)] = std::move(why); }
  void offer(GaitMetricId id) { offered_[static_cast<std::size_t>(id)] = true; }
  template <typename... Ids>
  void offer(GaitMetricId id, Ids... more) {
    offer(id);
    offer(more...);
  }

  Point at(Joint joint, BodySide side, double place) const {
    const Path& path = smooth_.of(joint, side);
    return {scene_.ahead * value_at(path.x, place), value_at(path.y, place)};
  }
  Point at(const Path& path, double place) const {
    return {scene_.ahead * value_at(path.x, place), value_at(path.y, place)};
  }
  double ms(double places) const { return places / smooth_.rate_hz * 1000; }

  /// The largest value of `measure(place)` at the pictures from one place to another and at both ends.
  template <typename Measure>
  static double greatest(double from, double until, const Measure& value) {
    double best = value(from);
    const auto consider = [&](double candidate) {
      if (std::isnan(best) || candidate > best) best = candidate;
    };
    for (double place = std::ceil(from); place < until; place += 1) consider(value(place));
    consider(value(until));
    return best;
  }
  template <typename Measure>
  double mean(double from, double until, const Measure& value) const {
    double sum = 0;
    std::size_t count = 0;
    const double step = std::max(0.25, (until - from) / 32);
    for (double place = from; place <= until; place += step) {
      const double found = value(place);
      if (std::isnan(found)) continue;
      sum += found;
      ++count;
    }
    return count > 0 ? sum / static_cast<double>(count) : missing;
  }

  // --- angles, at a place

  double knee_flexion(BodySide side, double place) const {
    const Point knee = at(Joint::knee, side, place);
    const Point up = at(Joint::hip, side, place) - knee;
    const Point down = at(Joint::ankle, side, place) - knee;
    return 180 - angle_between(up.x, up.y, down.x, down.y);
  }
  double thigh_angle(BodySide side, double place) const {  // + knee behind the hip
    const Point thigh = at(Joint::knee, side, place) - at(Joint::hip, side, place);
    return std::atan2(-thigh.x, -thigh.y) * degrees;
  }
  double shank_angle(BodySide side, double place) const {
    const Point shank = at(Joint::ankle, side, place) - at(Joint::knee, side, place);
    return std::atan2(shank.x, -shank.y) * degrees;
  }
  double foot_angle(BodySide side, double place) const {
    const Point foot = at(Joint::toe, side, place) - at(Joint::heel, side, place);
    return std::atan2(foot.y, foot.x) * degrees;
  }
  double trunk_lean(double place) const {
    const Point trunk = at(shoulders_, place) - at(hips_, place);
    return std::atan2(trunk.x, trunk.y) * degrees;
  }
  /// Of the line of the hips, + when the hip of the other leg is lower. In a view from behind, x to the right is the
  /// person's right.
  double pelvic_drop(BodySide stance, double place) const {
    const Path& own = smooth_.of(Joint::hip, stance);
    const Path& swing = smooth_.of(Joint::hip, other(stance));
    const double down = value_at(own.y, place) - value_at(swing.y, place);
    const double across = std::abs(value_at(own.x, place) - value_at(swing.x, place));
    return std::atan2(down, across) * degrees;
  }
  /// Between thigh and the normal to the line of the hips, + when the knee leans to the middle.
  double hip_adduction(BodySide side, double place) const {
    const Path& hip = smooth_.of(Joint::hip, side);
    const Path& knee = smooth_.of(Joint::knee, side);
    const double inward = side == BodySide::right ? -1 : 1;
    const double lean = std::atan2(inward * (value_at(knee.x, place) - value_at(hip.x, place)),
                                   value_at(hip.y, place) - value_at(knee.y, place)) *
                        degrees;
    return lean + pelvic_drop(side, place);
  }
  double right_of_left(Joint joint, double place) const {
    return value_at(smooth_.of(joint, BodySide::right).x, place) - value_at(smooth_.of(joint, BodySide::left).x, place);
  }

  // --- the metrics

  /// The next contact of the other foot, when it comes within a stride.
  const Contact* next_step(const Contact& contact) const {
    for (const Contact* next : own_[index(other(contact.side))]) {
      if (next->contact > contact.contact) {
        return next->contact - contact.contact < missed_contact * median_stride_ / 2 ? next : nullptr;
      }
    }
    return nullptr;
  }
  /// The next contact of the same foot, unless one was missed.
  const Contact* next_stride(BodySide side, std::size_t i) const {
    const auto& mine = own_[index(side)];
    if (i + 1 >= mine.size()) return nullptr;
    return mine[i + 1]->contact - mine[i]->contact < missed_contact * median_stride_ ? mine[i + 1] : nullptr;
  }
  template <typename Use>
  void for_each_contact(const Use& use) {
    for (const BodySide side : both_sides) {
      for (std::size_t i = 0; i < own_[index(side)].size(); ++i) use(side, *own_[index(side)][i], next_stride(side, i));
    }
  }

  void times() {
    const double rate = smooth_.rate_hz;
    offer(GaitMetricId::cadence, GaitMetricId::step_time);
    offer(GaitMetricId::contact_time, GaitMetricId::flight_time, GaitMetricId::duty_factor,
          GaitMetricId::stride_time_variability);
    for_each_contact([&](BodySide side, const Contact& contact, const Contact* again) {
      if (const Contact* next = next_step(contact)) {
        samples(GaitMetricId::step_time, side).push_back(ms(next->contact - contact.contact));
        samples(GaitMetricId::flight_time, side).push_back(ms(next->contact - contact.toe_off));
      }
      samples(GaitMetricId::contact_time, side).push_back(ms(contact.toe_off - contact.contact));
      if (!again) return;
      const double stride = again->contact - contact.contact;
      samples(GaitMetricId::cadence, side).push_back(120 * rate / stride);
      samples(GaitMetricId::duty_factor, side).push_back((contact.toe_off - contact.contact) / stride);
    });
    if (rate < 55) {
      const std::string why = "Films with fewer than 60 pictures a second are too coarse for times this short.";
      for (const GaitMetricId id : {GaitMetricId::contact_time, GaitMetricId::flight_time, GaitMetricId::duty_factor}) {
        refuse(id, why);
      }
    }
    if (rate < 110) {
      refuse(GaitMetricId::stride_time_variability,
             "This needs 120 pictures a second: with fewer, the pictures' own coarseness is larger than the variation "
             "of a runner.");
    } else {
      variability();
    }
  }

  void variability() {
    for (const BodySide side : both_sides) {
      std::vector<double> strides;
      for (std::size_t i = 0; i < own_[index(side)].size(); ++i) {
        if (const Contact* again = next_stride(side, i))
          strides.push_back(again->contact - own_[index(side)][i]->contact);
      }
      if (strides.size() < 8) continue;
      const std::optional<GaitEstimate> of_strides = estimate(strides, 0);
      stride_variability_[index(side)] = 100 * of_strides->standard_deviation / of_strides->mean;
      strides_for_variability_[index(side)] = strides.size();
    }
  }

  void side_view() {
    offer(GaitMetricId::stride_length, GaitMetricId::trunk_lean);
    offer(GaitMetricId::vertical_oscillation, GaitMetricId::overstride_hip, GaitMetricId::overstride_knee,
          GaitMetricId::shank_angle_contact, GaitMetricId::foot_angle_contact, GaitMetricId::knee_flexion_contact,
          GaitMetricId::knee_flexion_peak_stance, GaitMetricId::thigh_extension);
    if (!scene_.m_per_px) {
      const std::string why = "No length can be told without your height: say it and look again.";
      refuse(GaitMetricId::stride_length, why);
      refuse(GaitMetricId::vertical_oscillation, why);
    }
    const double rate = smooth_.rate_hz;
    for_each_contact([&](BodySide side, const Contact& contact, const Contact* again) {
      const double met = contact.contact;
      const double left = contact.toe_off;
      const Point hip = at(Joint::hip, side, met);
      const Point knee = at(Joint::knee, side, met);
      const Point ankle = at(Joint::ankle, side, met);
      samples(GaitMetricId::overstride_hip, side).push_back((ankle.x - hip.x) / scene_.leg_length_px);
      samples(GaitMetricId::overstride_knee, side).push_back((ankle.x - knee.x) / scene_.leg_length_px);
      samples(GaitMetricId::shank_angle_contact, side).push_back(shank_angle(side, met));
      const double flat = mean(met + 0.3 * (left - met), met + 0.55 * (left - met),
                               [&](double place) { return foot_angle(side, place); });
      samples(GaitMetricId::foot_angle_contact, side).push_back(foot_angle(side, met) - flat);
      samples(GaitMetricId::knee_flexion_contact, side).push_back(knee_flexion(side, met));
      samples(GaitMetricId::knee_flexion_peak_stance, side).push_back(greatest(met, left, [&](double place) {
        return knee_flexion(side, place);
      }));
      samples(GaitMetricId::thigh_extension, side)
          .push_back(
              greatest(left - 0.04 * rate, left + 0.08 * rate, [&](double place) { return thigh_angle(side, place); }));
      samples(GaitMetricId::trunk_lean, side).push_back(mean(met, left, [&](double place) {
        return trunk_lean(place);
      }));
      if (const Contact* next = next_step(contact); next && scene_.m_per_px) {
        const auto height = [&](double place) { return value_at(hips_.y, place); };
        const double high = greatest(met, next->contact, height);
        const double low = -greatest(met, next->contact, [&](double place) { return -height(place); });
        samples(GaitMetricId::vertical_oscillation, side).push_back(100 * (high - low) * *scene_.m_per_px);
      }
      if (again && scene_.speed_m_per_s) {
        samples(GaitMetricId::stride_length, side).push_back(*scene_.speed_m_per_s * (again->contact - met) / rate);
      }
    });
    if (scene_.m_per_px && !scene_.speed_m_per_s) {
      refuse(GaitMetricId::stride_length, "The speed could not be told from the feet; say the belt's speed.");
    }
  }

  void behind_view() {
    offer(GaitMetricId::pelvic_drop, GaitMetricId::pelvic_drop_excursion, GaitMetricId::hip_adduction,
          GaitMetricId::step_width, GaitMetricId::knee_window);
    // What stays when standing still: tilt of the camera, legs of different length, shorts.
    std::array<double, 2> standing_drop{0, 0};
    std::array<double, 2> standing_adduction{0, 0};
    if (scene_.standing) {
      const auto [from, until] = *scene_.standing;
      for (const BodySide side : both_sides) {
        standing_drop[index(side)] = mean(from, until, [&](double place) { return pelvic_drop(side, place); });
        standing_adduction[index(side)] = mean(from, until, [&](double place) { return hip_adduction(side, place); });
      }
    } else {
      refuse(GaitMetricId::pelvic_drop,
             "Without two seconds of quiet standing at the start, the tilt of the camera looks like a drop of the "
             "pelvis. The drop from foot contact onwards is given instead.");
    }
    std::vector<double> hip_widths;
    for (double place = 0; place < static_cast<double>(smooth_.size()); place += 1) {
      const double width = std::abs(right_of_left(Joint::hip, place));
      if (!std::isnan(width)) hip_widths.push_back(width);
    }
    const std::optional<GaitEstimate> hip_width = estimate(hip_widths, 0);
    for_each_contact([&](BodySide side, const Contact& contact, const Contact*) {
      const double met = contact.contact;
      const double half = contact.middle();
      const double drop = greatest(met, half, [&](double place) { return pelvic_drop(side, place); });
      samples(GaitMetricId::pelvic_drop, side).push_back(drop - standing_drop[index(side)]);
      samples(GaitMetricId::pelvic_drop_excursion, side).push_back(drop - pelvic_drop(side, met));
      samples(GaitMetricId::hip_adduction, side)
          .push_back(greatest(met, half, [&](double place) { return hip_adduction(side, place); }) -
                     standing_adduction[index(side)]);
      if (!hip_width) return;
      samples(GaitMetricId::knee_window, side).push_back(right_of_left(Joint::knee, half) / hip_width->mean);
      if (const Contact* next = next_step(contact)) {
        // Against the middle of the hips: a runner wanders from side to side on the belt.
        const double own = value_at(smooth_.of(Joint::ankle, side).x, half) - value_at(hips_.x, half);
        const double others =
            value_at(smooth_.of(Joint::ankle, next->side).x, next->middle()) - value_at(hips_.x, next->middle());
        samples(GaitMetricId::step_width, side)
            .push_back((side == BodySide::right ? own - others : others - own) / hip_width->mean);
      }
    });
  }

  std::vector<GaitMetric> metrics() const {
    std::vector<GaitMetric> result;
    for (std::size_t i = 0; i < gait_metric_count; ++i) {
      if (!offered_[i]) continue;
      GaitMetric metric;
      metric.id = static_cast<GaitMetricId>(i);
      metric.refused = refused_[i];
      if (metric.refused.empty()) fill(metric);
      if (metric.refused.empty() && !metric.left && !metric.right && !metric.both) {
        metric.refused = "Too few steps were seen well enough.";
      }
      result.push_back(std::move(metric));
    }
    return result;
  }

  void fill(GaitMetric& metric) const {
    const auto i = static_cast<std::size_t>(metric.id);
    const double error = method_error(metric.id, smooth_.rate_hz);
    if (metric.id == GaitMetricId::stride_time_variability) {
      for (const BodySide side : both_sides) {
        if (!stride_variability_[index(side)]) continue;
        const double value = *stride_variability_[index(side)];
        const std::size_t count = strides_for_variability_[index(side)];
        // A standard deviation from n values is itself uncertain by about 1 / sqrt(2 (n - 1)) of itself.
        const double own = value / std::sqrt(2.0 * static_cast<double>(count - 1));
        const double half = 1.96 * std::hypot(own, error);
        (side == BodySide::left ? metric.left : metric.right) =
            GaitEstimate{value, 0, count, std::max(0.0, value - half), value + half};
      }
      return;
    }
    metric.left = estimate(samples_[i][0], error);
    metric.right = estimate(samples_[i][1], error);
    std::vector<double> all = samples_[i][0];
    all.insert(all.end(), samples_[i][1].begin(), samples_[i][1].end());
    metric.both = estimate(all, error);
  }

  std::vector<GaitCurve> curves() const {
    std::vector<GaitCurve> result;
    const auto add = [&](GaitCurveId id, const auto& value) {
      GaitCurve curve;
      curve.id = id;
      for (const BodySide side : both_sides) (side == BodySide::left ? curve.left : curve.right) = band(side, value);
      if (curve.left || curve.right) result.push_back(std::move(curve));
    };
    if (scene_.view == View::side) {
      add(GaitCurveId::knee_flexion, [&](BodySide side, double place) { return knee_flexion(side, place); });
      add(GaitCurveId::thigh_angle, [&](BodySide side, double place) { return thigh_angle(side, place); });
      add(GaitCurveId::shank_angle, [&](BodySide side, double place) { return shank_angle(side, place); });
      add(GaitCurveId::trunk_lean, [&](BodySide, double place) { return trunk_lean(place); });
    } else {
      add(GaitCurveId::pelvic_drop, [&](BodySide side, double place) { return pelvic_drop(side, place); });
      add(GaitCurveId::hip_adduction, [&](BodySide side, double place) { return hip_adduction(side, place); });
    }
    return result;
  }

  template <typename Value>
  std::optional<CurveBand> band(BodySide side, const Value& value) const {
    CurveBand curve;
    std::array<double, curve_points> squares{};
    const auto& mine = own_[index(side)];
    for (std::size_t i = 0; i < mine.size(); ++i) {
      const Contact* again = next_stride(side, i);
      if (!again) continue;
      std::array<double, curve_points> stride{};
      for (std::size_t point = 0; point < curve_points; ++point) {
        const double share = static_cast<double>(point) / static_cast<double>(curve_points - 1);
        stride[point] = value(side, mine[i]->contact + share * (again->contact - mine[i]->contact));
      }
      if (std::any_of(stride.begin(), stride.end(), [](double angle) { return std::isnan(angle); })) continue;
      ++curve.strides;
      for (std::size_t point = 0; point < curve_points; ++point) {
        curve.mean[point] += stride[point];
        squares[point] += stride[point] * stride[point];
      }
    }
    if (curve.strides == 0) return std::nullopt;
    const auto count = static_cast<double>(curve.strides);
    for (std::size_t point = 0; point < curve_points; ++point) {
      curve.mean[point] /= count;
      const double squared = squares[point] - count * curve.mean[point] * curve.mean[point];
      curve.standard_deviation[point] = curve.strides > 1 ? std::sqrt(std::max(0.0, squared / (count - 1))) : missing;
    }
    return curve;
  }

  const GaitScene& scene_;
  Tracks smooth_;
  Path hips_;
  Path shoulders_;
  const std::vector<Contact>& contacts_;
  std::array<std::vector<const Contact*>, 2> own_;
  double median_stride_ = 0;
  std::array<std::array<std::vector<double>, 2>, gait_metric_count> samples_;
  std::array<std::string, gait_metric_count> refused_;
  std::array<bool, gait_metric_count> offered_{};
  std::array<std::optional<double>, 2> stride_variability_;
  std::array<std::size_t, 2> strides_for_variability_{};
};

}  // namespace

const char* name_of(GaitMetricId id) { return facts_of(id).name; }
const char* unit_of(GaitMetricId id) { return facts_of(id).unit; }

const char* name_of(GaitCurveId id) {
  constexpr std::array names{"knee_flexion", "thigh_angle", "shank_angle",
                             "trunk_lean",   "pelvic_drop", "hip_adduction"};
  return names[static_cast<std::size_t>(id)];
}

double method_error(GaitMetricId id, double rate_hz) {
  const double error = facts_of(id).method_error;
  // The pictures' own coarseness, 1000 / rate / sqrt(6) ms for the difference of two events, averages out over strides
  // but for what beats with the step; a fifth of it is kept.
  const bool is_time = id == GaitMetricId::contact_time || id == GaitMetricId::flight_time;
  return is_time ? std::hypot(error, 0.2 * 1000 / rate_hz / std::sqrt(6.0)) : error;
}

GaitEstimate estimate_of(double mean, double standard_deviation, std::size_t count, double method_error) {
  if (count < 2) return {mean, missing, count, missing, missing};
  const double of_mean = student_95(count - 1) * standard_deviation / std::sqrt(static_cast<double>(count));
  const double half = std::hypot(of_mean, 1.96 * method_error);
  return {mean, standard_deviation, count, mean - half, mean + half};
}

std::optional<GaitEstimate> estimate(const std::vector<double>& values, double method_error) {
  std::size_t count = 0;
  double sum = 0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    sum += value;
    ++count;
  }
  if (count == 0) return std::nullopt;
  const double mean = sum / static_cast<double>(count);
  double squares = 0;
  for (const double value : values) {
    if (!std::isnan(value)) squares += (value - mean) * (value - mean);
  }
  const double deviation = count > 1 ? std::sqrt(squares / static_cast<double>(count - 1)) : 0;
  return estimate_of(mean, deviation, count, method_error);
}

GaitMeasures measure(const Tracks& tracks, const std::vector<Contact>& contacts, const GaitScene& scene) {
  return Measurer(tracks, contacts, scene).run();
}

std::vector<GaitMetric> measure_walking(const Tracks& tracks, const std::vector<double>& steps,
                                        const GaitScene& scene) {
  std::vector<double> step_places;
  for (std::size_t i = 1; i < steps.size(); ++i) step_places.push_back(steps[i] - steps[i - 1]);
  std::vector<double> cadences;
  std::vector<double> strides;
  if (!step_places.empty()) {
    std::vector<double> sorted = step_places;
    const auto middle_step = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle_step, sorted.end());
    for (const double step : step_places) {
      if (step > missed_contact * *middle_step || step < *middle_step / missed_contact) continue;
      cadences.push_back(60 * tracks.rate_hz / step);
      if (scene.speed_m_per_s) strides.push_back(2 * *scene.speed_m_per_s * step / tracks.rate_hz);
    }
  }
  const Tracks smooth = smoothed(tracks, tracks.rate_hz < slow_camera_hz ? 6 : 8);
  const Path hips = middle(smooth, Joint::hip);
  const Path shoulders = middle(smooth, Joint::shoulder);
  std::vector<double> leans;  // one for each step: neighbouring pictures say the same
  for (std::size_t i = 1; i < steps.size(); ++i) {
    const double place = (steps[i - 1] + steps[i]) / 2;
    leans.push_back(std::atan2(scene.ahead * (value_at(shoulders.x, place) - value_at(hips.x, place)),
                               value_at(shoulders.y, place) - value_at(hips.y, place)) *
                    degrees);
  }
  const auto metric = [&](GaitMetricId id, const std::vector<double>& values, const char* why_not) {
    GaitMetric one;
    one.id = id;
    one.both = estimate(values, method_error(id, tracks.rate_hz));
    if (!one.both) one.refused = why_not;
    return one;
  };
  constexpr const char* too_few = "Too few steps were seen well enough.";
  return {metric(GaitMetricId::cadence, cadences, too_few),
          metric(GaitMetricId::stride_length, strides,
                 scene.m_per_px ? too_few : "No length can be told without your height: say it and look again."),
          metric(GaitMetricId::trunk_lean, leans, too_few)};
}

}  // namespace genu
