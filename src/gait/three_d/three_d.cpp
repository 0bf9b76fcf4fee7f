#include "gait/three_d/three_d.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numbers>
#include <span>

#include "gait/signal.h"
#include "gait/three_d/body.h"
#include "gait/three_d/kinetics.h"
#include "gait/three_d/steps.h"

namespace genu {
namespace {

using three_d::BodyMotion;
using three_d::gravity_m_per_s2;
using three_d::LegMotion;
using three_d::sign_of;
using three_d::Vec;

constexpr double degrees = 180 / std::numbers::pi;
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::string with_side(std::string_view name, BodySide side) { return std::string(name) + "_" + name_of(side); }

// ---- tables

/// A table that grows by columns.
struct Columns {
  std::vector<std::string> names;
  std::vector<std::vector<double>> values;

  void add(std::string name, std::vector<double> column) {
    names.push_back(std::move(name));
    values.push_back(std::move(column));
  }

  CoordinateTable table(const BodyMotion& body, std::optional<bool> in_degrees) const {
    CoordinateTable result;
    result.names = names;
    result.in_degrees = in_degrees;
    for (std::size_t frame = 0; frame < body.frames(); ++frame) {
      result.time_s.push_back(body.time_s(frame));
      for (const auto& column : values) result.values.push_back(column[frame]);
    }
    return result;
  }
};

template <typename Value>
std::vector<double> for_frames(const BodyMotion& body, const Value& value) {
  std::vector<double> column(body.frames());
  for (std::size_t frame = 0; frame < column.size(); ++frame) column[frame] = value(frame);
  return column;
}

void add_joint(Columns& columns, const BodyMotion& body, BodySide side, const std::vector<three_d::Pose3>& upper,
               const std::vector<three_d::Pose3>& lower, double flexion_sign, const std::array<const char*, 3>& names) {
  const auto angles = [&](std::size_t i) { return three_d::joint_angles(upper[i].rotation, lower[i].rotation); };
  columns.add(with_side(names[0], side),
              for_frames(body, [&](std::size_t i) { return flexion_sign * angles(i).about_z_deg; }));
  columns.add(with_side(names[1], side),
              for_frames(body, [&](std::size_t i) { return sign_of(side) * angles(i).about_x_deg; }));
  columns.add(with_side(names[2], side),
              for_frames(body, [&](std::size_t i) { return sign_of(side) * angles(i).about_y_deg; }));
}

CoordinateTable angles_of(const BodyMotion& body) {
  Columns columns;
  for (const BodySide side : both_sides) {
    const LegMotion& leg = body.leg(side);
    add_joint(columns, body, side, body.pelvis, leg.thigh, 1, {"hip_flexion", "hip_adduction", "hip_rotation"});
    add_joint(columns, body, side, leg.thigh, leg.shank, -1, {"knee_flexion", "knee_adduction", "knee_rotation"});
    columns.add(with_side("ankle_dorsiflexion", side), for_frames(body, [&](std::size_t i) {
                  const double rise = leg.foot[i].rotation.col(0).dot(leg.shank[i].rotation.col(1));
                  return std::asin(std::clamp(rise, -1.0, 1.0)) * degrees;
                }));
    columns.add(with_side("thigh_extension", side), for_frames(body, [&](std::size_t i) {
                  const Vec down = leg.knee[i] - leg.hip[i];
                  return std::atan2(-down.x(), -down.y()) * degrees;
                }));
  }
  columns.add("pelvis_tilt",
              for_frames(body, [&](std::size_t i) { return three_d::anterior_tilt_deg(body.pelvis[i].rotation); }));
  columns.add("pelvis_list", for_frames(body, [&](std::size_t i) {
                return std::asin(std::clamp(body.pelvis[i].rotation(1, 2), -1.0, 1.0)) * degrees;
              }));
  columns.add("pelvis_rotation", for_frames(body, [&](std::size_t i) {
                const Vec right = body.pelvis[i].rotation.col(2);
                return std::atan2(right.x(), right.z()) * degrees;
              }));
  const bool trunk = std::any_of(body.trunk.begin(), body.trunk.end(), [](const auto& pose) { return pose.known(); });
  if (!trunk) return columns.table(body, true);
  const auto top = [&](std::size_t i) { return Vec(body.trunk[i].rotation.col(1)); };
  const auto on_pelvis = [&](std::size_t i) { return Vec(body.pelvis[i].rotation.transpose() * top(i)); };
  const auto lean = [](const Vec& v) { return std::atan2(v.x(), v.y()) * degrees; };
  const auto bend = [](const Vec& v) { return std::atan2(v.z(), v.y()) * degrees; };
  columns.add("trunk_lean", for_frames(body, [&](std::size_t i) { return lean(top(i)); }));
  columns.add("trunk_bend", for_frames(body, [&](std::size_t i) { return bend(top(i)); }));
  columns.add("trunk_to_pelvis_lean", for_frames(body, [&](std::size_t i) { return lean(on_pelvis(i)); }));
  columns.add("trunk_to_pelvis_bend", for_frames(body, [&](std::size_t i) { return bend(on_pelvis(i)); }));
  return columns.table(body, true);
}

CoordinateTable moments_of(const BodyMotion& body, const three_d::GroundForces& forces, double mass_kg,
                           std::optional<bool> female) {
  Columns columns;
  for (const BodySide side : both_sides) {
    const LegMotion& leg = body.leg(side);
    const auto moments = three_d::leg_moments(body, forces.feet[static_cast<std::size_t>(side)], side, mass_kg, female);
    const auto known = three_d::load_known(forces, body, side);
    const auto add = [&](const char* name, const std::vector<Vec>& moment, const std::vector<three_d::Pose3>& frame,
                         int axis, double sign) {
      columns.add(with_side(name, side), for_frames(body, [&](std::size_t i) {
                    return known[i] ? sign * moment[i].dot(frame[i].rotation.col(axis)) / mass_kg : missing;
                  }));
    };
    add("hip_flexion", moments.hip, body.pelvis, 2, 1);
    add("hip_adduction", moments.hip, leg.thigh, 0, sign_of(side));
    add("knee_flexion", moments.knee, leg.thigh, 2, -1);
    add("knee_adduction", moments.knee, leg.shank, 0, sign_of(side));
    add("ankle_dorsiflexion", moments.ankle, leg.shank, 2, 1);
    columns.add(with_side("knee_adduction_lever_arm", side), for_frames(body, [&](std::size_t i) {
                  return known[i] ? sign_of(side) * moments.knee_lever_arm[i].x() / mass_kg : missing;
                }));
  }
  return columns.table(body, std::nullopt);
}

// ---- contacts

double sort_time(const Contact3d& contact) {
  return contact.contact_s ? *contact.contact_s : contact.toe_off_s.value_or(0) - 10;
}

/// Contacts felt by plates, and from movement those that no plate felt.
std::vector<Contact3d> all_contacts(const three_d::GroundForces* forces, std::vector<Contact3d> by_movement) {
  std::vector<Contact3d> contacts;
  if (forces != nullptr) {
    for (const auto& foot : forces->feet) contacts.insert(contacts.end(), foot.contacts.begin(), foot.contacts.end());
  }
  const std::size_t measured = contacts.size();
  constexpr double same_step_s = 0.2;
  for (const Contact3d& candidate : by_movement) {
    const bool felt =
        std::any_of(contacts.begin(), contacts.begin() + static_cast<std::ptrdiff_t>(measured), [&](const auto& c) {
          const double from = c.contact_s.value_or(-1e9) - same_step_s;
          const double until = c.toe_off_s ? *c.toe_off_s : c.contact_s.value_or(0) + same_step_s;
          return c.leg == candidate.leg && *candidate.contact_s > from && *candidate.contact_s < until;
        });
    if (!felt) contacts.push_back(candidate);
  }
  std::sort(contacts.begin(), contacts.end(),
            [](const Contact3d& a, const Contact3d& b) { return sort_time(a) < sort_time(b); });
  return contacts;
}

/// Running when no two contacts of different feet overlap; empty without a pair of measured contacts of both feet.
std::optional<bool> runs_by_force(const three_d::GroundForces& forces) {
  std::size_t pairs = 0;
  std::size_t overlapping = 0;
  for (const Contact3d& left : forces.feet[0].contacts) {
    for (const Contact3d& right : forces.feet[1].contacts) {
      if (!left.contact_s || !left.toe_off_s || !right.contact_s || !right.toe_off_s) continue;
      constexpr double next_step_s = 0.6;
      if (std::abs(*left.contact_s - *right.contact_s) > next_step_s) continue;
      ++pairs;
      if (*left.contact_s < *right.toe_off_s && *right.contact_s < *left.toe_off_s) ++overlapping;
    }
  }
  return pairs > 0 ? std::optional(2 * overlapping < pairs) : std::nullopt;
}

// ---- what is asked of a step

/// Contact and toe-off both known, as places in the tables.
struct Stance {
  BodySide leg;
  double from = 0;
  double until = 0;
  const Contact3d* contact = nullptr;

  double place(double share) const { return from + share * (until - from); }
};

double place_of(const BodyMotion& body, double time_s) { return (time_s - body.start_s) * body.rate_hz; }

std::vector<Stance> stances_of(const BodyMotion& body, const std::vector<Contact3d>& contacts) {
  std::vector<Stance> stances;
  for (const Contact3d& contact : contacts) {
    if (!contact.contact_s || !contact.toe_off_s) continue;
    const Stance stance{contact.leg, place_of(body, *contact.contact_s), place_of(body, *contact.toe_off_s), &contact};
    const bool inside = stance.from >= 0 && stance.until <= static_cast<double>(body.frames() - 1);
    if (inside && stance.until > stance.from + 3) stances.push_back(stance);
  }
  return stances;
}

/// Values between two places, with both ends; empty when one is missing.
std::vector<double> between(std::span<const double> values, double from, double until) {
  std::vector<double> cut{value_at(values, from)};
  for (auto i = static_cast<std::size_t>(std::floor(from)) + 1; static_cast<double>(i) < until; ++i)
    cut.push_back(values[i]);
  cut.push_back(value_at(values, until));
  const bool whole = std::none_of(cut.begin(), cut.end(), [](double v) { return std::isnan(v); });
  return whole ? cut : std::vector<double>{};
}

double greatest(const std::vector<double>& cut) {
  return cut.empty() ? missing : *std::max_element(cut.begin(), cut.end());
}
double mean_of(const std::vector<double>& cut) {
  double sum = 0;
  for (const double value : cut) sum += value;
  return cut.empty() ? missing : sum / static_cast<double>(cut.size());
}

/// The columns of a table by name, taken out once for all steps.
class ByName {
 public:
  explicit ByName(const CoordinateTable& table) {
    for (const std::string& name : table.names) columns_.emplace(name, column_of(table, name));
  }
  /// Empty when there is none of that name.
  const std::vector<double>& operator[](std::string_view name) const {
    static const std::vector<double> none;
    const auto found = columns_.find(name);
    return found == columns_.end() ? none : found->second;
  }

 private:
  std::map<std::string, std::vector<double>, std::less<>> columns_;
};

/// What metrics are computed from.
struct Material {
  const BodyMotion& body;
  const Gait3d& gait;
  const Options3d& options;
  ByName angles{gait.angles};
  ByName moments{gait.moments};

  const std::vector<double>& angle(std::string_view name) const { return angles[name]; }
  const std::vector<double>& angle(std::string_view name, BodySide side) const { return angles[with_side(name, side)]; }
  const std::vector<double>& moment(std::string_view name, BodySide side) const {
    return moments[with_side(name, side)];
  }
};

double at_contact(const std::vector<double>& values, const Stance& stance) { return value_at(values, stance.from); }
double peak(const std::vector<double>& values, const Stance& stance, double from, double until) {
  return greatest(between(values, stance.place(from), stance.place(until)));
}

/// Where the thigh points farthest back, from 40 ms before to 80 ms after toe-off.
std::optional<std::size_t> farthest_back(const Material& material, const Stance& stance) {
  const auto& thigh = material.angle("thigh_extension", stance.leg);
  const double rate = material.body.rate_hz;
  const auto first = static_cast<std::size_t>(std::max(0.0, std::ceil(stance.until - 0.04 * rate)));
  const auto last = std::min(static_cast<std::size_t>(stance.until + 0.08 * rate), thigh.size() - 1);
  std::optional<std::size_t> best;
  for (std::size_t i = first; i <= last; ++i) {
    if (!std::isnan(thigh[i]) && (!best || thigh[i] > thigh[*best])) best = i;
  }
  return best;
}

double at_farthest_back(const Material& material, const Stance& stance, const std::vector<double>& values) {
  const auto place = farthest_back(material, stance);
  return place ? values[*place] : missing;
}

/// gait.yaml back_vs_hip: share of the thigh's extension behind the vertical that comes from tipping the pelvis. Absent
/// when the thigh stays within 3 degrees of the vertical: a share of nothing.
double back_share(const Material& material, const Stance& stance, double standing_tilt_deg) {
  const double thigh = at_farthest_back(material, stance, material.angle("thigh_extension", stance.leg));
  const double tilt = at_farthest_back(material, stance, material.angle("pelvis_tilt"));
  constexpr double least_deg = 3;
  return thigh > least_deg ? std::clamp((tilt - standing_tilt_deg) / thigh, 0.0, 1.0) : missing;
}

/// + when the swing side is lower.
std::vector<double> pelvic_drop(const Material& material, BodySide stance_leg) {
  std::vector<double> drop = material.angle("pelvis_list");
  for (double& value : drop) value *= sign_of(stance_leg);
  return drop;
}

double impulse(const std::vector<double>& values, const Stance& stance, double rate_hz) {
  const std::vector<double> cut = between(values, stance.from, stance.until);
  if (cut.empty()) return missing;
  double sum = 0;
  for (const double value : cut) sum += std::max(0.0, value);
  return sum / static_cast<double>(cut.size()) * (stance.until - stance.from) / rate_hz;
}

struct Asked {
  const char* id;
  const char* unit;
  std::function<double(const Stance&)> value;
  bool low_confidence = false;
};

std::vector<Asked> asked_of_angles(const Material& m) {
  const double standing_tilt = m.body.standing_pelvis_tilt_deg.value_or(0);
  const std::array drops{pelvic_drop(m, BodySide::left), pelvic_drop(m, BodySide::right)};
  std::vector<Asked> asked{
      {"contact_time", "s", [&m](const Stance& s) { return (s.until - s.from) / m.body.rate_hz; }},
      {"knee_flexion_ic", "deg", [&m](const Stance& s) { return at_contact(m.angle("knee_flexion", s.leg), s); }},
      {"knee_flexion_peak_stance", "deg",
       [&m](const Stance& s) { return peak(m.angle("knee_flexion", s.leg), s, 0, 1); }},
      {"hip_flexion_ic", "deg", [&m](const Stance& s) { return at_contact(m.angle("hip_flexion", s.leg), s); }},
      {"hip_extension_to", "deg",
       [&m](const Stance& s) { return -at_farthest_back(m, s, m.angle("hip_flexion", s.leg)); }},
      {"thigh_extension", "deg",
       [&m](const Stance& s) { return at_farthest_back(m, s, m.angle("thigh_extension", s.leg)); }},
      {"back_vs_hip", "fraction", [&m, standing_tilt](const Stance& s) { return back_share(m, s, standing_tilt); },
       !m.body.standing_pelvis_tilt_deg},
      {"hip_adduction_peak", "deg", [&m](const Stance& s) { return peak(m.angle("hip_adduction", s.leg), s, 0, 0.5); }},
      {"pelvic_drop", "deg",
       [drops](const Stance& s) { return peak(drops[static_cast<std::size_t>(s.leg)], s, 0, 0.5); }},
      {"pelvic_drop_excursion", "deg",
       [drops](const Stance& s) {
         const auto& drop = drops[static_cast<std::size_t>(s.leg)];
         return peak(drop, s, 0, 0.5) - at_contact(drop, s);
       }},
      {"pelvis_tilt_stance", "deg",
       [&m](const Stance& s) { return mean_of(between(m.angle("pelvis_tilt"), s.from, s.until)); }},
      {"ankle_dorsiflexion_peak", "deg",
       [&m](const Stance& s) { return peak(m.angle("ankle_dorsiflexion", s.leg), s, 0, 1); }},
      {"knee_adduction_peak", "deg", [&m](const Stance& s) { return peak(m.angle("knee_adduction", s.leg), s, 0, 1); },
       true},
  };
  if (!m.angle("trunk_lean").empty()) {
    asked.push_back({"trunk_lean", "deg",
                     [&m](const Stance& s) { return mean_of(between(m.angle("trunk_lean"), s.from, s.until)); }});
    asked.push_back({"trunk_bend_to_stance_side", "deg", [&m](const Stance& s) {
                       return sign_of(s.leg) * mean_of(between(m.angle("trunk_bend"), s.from, s.until));
                     }});
  }
  return asked;
}

std::vector<Asked> asked_of_moments(const Material& m) {
  const bool sure = m.body.leg(BodySide::left).knee_measured && m.body.leg(BodySide::right).knee_measured;
  std::vector<Asked> asked{
      {"knee_adduction_moment_first_peak", "Nm/kg",
       [&m](const Stance& s) { return peak(m.moment("knee_adduction", s.leg), s, 0, 0.5); }, !sure},
      {"knee_adduction_moment_second_peak", "Nm/kg",
       [&m](const Stance& s) { return peak(m.moment("knee_adduction", s.leg), s, 0.5, 1); }, !sure},
      {"knee_adduction_moment_peak", "Nm/kg",
       [&m](const Stance& s) { return peak(m.moment("knee_adduction", s.leg), s, 0, 1); }, !sure},
      {"knee_adduction_moment_impulse", "Nm s/kg",
       [&m](const Stance& s) { return impulse(m.moment("knee_adduction", s.leg), s, m.body.rate_hz); }, !sure},
      {"knee_adduction_moment_first_peak_lever_arm", "Nm/kg",
       [&m](const Stance& s) { return peak(m.moment("knee_adduction_lever_arm", s.leg), s, 0, 0.5); }, true},
      {"knee_adduction_moment_second_peak_lever_arm", "Nm/kg",
       [&m](const Stance& s) { return peak(m.moment("knee_adduction_lever_arm", s.leg), s, 0.5, 1); }, true},
      {"knee_flexion_moment_peak", "Nm/kg",
       [&m](const Stance& s) { return peak(m.moment("knee_flexion", s.leg), s, 0, 1); }},
      {"hip_adduction_moment_peak", "Nm/kg",
       [&m](const Stance& s) { return peak(m.moment("hip_adduction", s.leg), s, 0, 1); }},
      {"ankle_dorsiflexion_moment_peak", "Nm/kg",
       [&m](const Stance& s) { return peak(m.moment("ankle_dorsiflexion", s.leg), s, 0, 1); }},
      {"vertical_force_peak", "BW",
       [&m](const Stance& s) { return s.contact->peak_force_n / (*m.gait.body_mass_kg * gravity_m_per_s2); }},
  };
  if (!m.options.body_height_m) return asked;
  const double percent_per_nm_kg = 100 / (gravity_m_per_s2 * *m.options.body_height_m);
  for (const auto& [id, name, from, until] :
       {std::tuple{"knee_adduction_moment_first_peak_bwh", "knee_adduction", 0.0, 0.5},
        std::tuple{"knee_adduction_moment_second_peak_bwh", "knee_adduction", 0.5, 1.0},
        std::tuple{"knee_flexion_moment_peak_bwh", "knee_flexion", 0.0, 1.0}}) {
    asked.push_back({id, "%BW*height",
                     [&m, percent_per_nm_kg, name = name, from = from, until = until](const Stance& s) {
                       return percent_per_nm_kg * peak(m.moment(name, s.leg), s, from, until);
                     },
                     !sure});
  }
  return asked;
}

Metric3d summary(std::string id, std::string unit, std::optional<BodySide> leg, const std::vector<double>& values) {
  Metric3d metric;
  metric.id = std::move(id);
  metric.unit = std::move(unit);
  metric.leg = leg;
  std::vector<double> known;
  std::copy_if(values.begin(), values.end(), std::back_inserter(known), [](double v) { return !std::isnan(v); });
  metric.count = known.size();
  metric.mean = mean_of(known);
  if (known.size() < 2) return metric;
  double square = 0;
  for (const double value : known) square += (value - metric.mean) * (value - metric.mean);
  metric.sd = std::sqrt(square / static_cast<double>(known.size() - 1));
  return metric;
}

void add_metrics(std::vector<Metric3d>& metrics, const std::vector<Asked>& asked, const std::vector<Stance>& stances,
                 bool only_measured) {
  for (const Asked& question : asked) {
    for (const BodySide side : both_sides) {
      std::vector<double> values;
      for (const Stance& stance : stances) {
        if (stance.leg == side && (stance.contact->from_force || !only_measured))
          values.push_back(question.value(stance));
      }
      Metric3d metric = summary(question.id, question.unit, side, values);
      metric.low_confidence = question.low_confidence;
      if (metric.count > 0) metrics.push_back(std::move(metric));
    }
  }
}

/// Steps a minute, from contacts of alternating feet.
void add_cadence(std::vector<Metric3d>& metrics, const std::vector<Contact3d>& contacts) {
  std::vector<double> step_s;
  for (std::size_t i = 1; i < contacts.size(); ++i) {
    const Contact3d& before = contacts[i - 1];
    if (!before.contact_s || !contacts[i].contact_s || before.leg == contacts[i].leg) continue;
    step_s.push_back(*contacts[i].contact_s - *before.contact_s);
  }
  if (step_s.empty()) return;
  Metric3d cadence = summary("cadence", "steps/min", std::nullopt, step_s);
  cadence.sd *= 60 / (cadence.mean * cadence.mean);
  cadence.mean = 60 / cadence.mean;
  metrics.push_back(std::move(cadence));
}

// ---- curves

using Curve = std::array<double, 101>;

std::optional<Curve> resampled(std::span<const double> values, double from, double until) {
  if (between(values, from, until).empty()) return std::nullopt;
  Curve curve{};
  for (std::size_t i = 0; i < curve.size(); ++i) {
    curve[i] = value_at(values, from + static_cast<double>(i) / 100 * (until - from));
  }
  return curve;
}

std::optional<Curve3d> mean_curve(const std::vector<Curve>& curves) {
  if (curves.empty()) return std::nullopt;
  Curve3d result;
  result.count = curves.size();
  std::vector<double> values(curves.size());
  for (std::size_t i = 0; i < result.mean.size(); ++i) {
    for (std::size_t j = 0; j < curves.size(); ++j) values[j] = curves[j][i];
    const Metric3d point = summary("", "", std::nullopt, values);
    result.mean[i] = point.mean;
    result.sd[i] = point.sd;
  }
  return result;
}

struct Piece {
  double from = 0;
  double until = 0;
};

std::vector<Piece> strides_of(const BodyMotion& body, const std::vector<Contact3d>& contacts, BodySide side) {
  std::vector<Piece> strides;
  std::optional<double> before_s;
  for (const Contact3d& contact : contacts) {
    if (contact.leg != side || !contact.contact_s) continue;
    constexpr double longest_stride_s = 2;
    if (before_s && *contact.contact_s - *before_s < longest_stride_s) {
      const Piece stride{place_of(body, *before_s), place_of(body, *contact.contact_s)};
      if (stride.from >= 0 && stride.until <= static_cast<double>(body.frames() - 1)) strides.push_back(stride);
    }
    before_s = contact.contact_s;
  }
  return strides;
}

std::vector<Piece> stance_pieces(const std::vector<Stance>& stances, BodySide side, bool only_measured) {
  std::vector<Piece> pieces;
  for (const Stance& stance : stances) {
    if (stance.leg == side && (stance.contact->from_force || !only_measured))
      pieces.push_back({stance.from, stance.until});
  }
  return pieces;
}

/// Name without "_left" or "_right"; empty when the column belongs to the other leg.
std::optional<std::string> name_for(const std::string& column, BodySide side) {
  const std::string ours = std::string("_") + name_of(side);
  const std::string theirs = std::string("_") + name_of(other(side));
  if (column.ends_with(theirs)) return std::nullopt;
  return column.ends_with(ours) ? column.substr(0, column.size() - ours.size()) : column;
}

void add_curves(std::vector<Curve3d>& curves, const CoordinateTable& table, const std::vector<Piece>& pieces,
                BodySide side, Curve3d::Span span, std::string_view ending) {
  if (pieces.empty()) return;
  for (const std::string& column : table.names) {
    const auto name = name_for(column, side);
    if (!name) continue;
    const std::vector<double> values = column_of(table, column);
    std::vector<Curve> found;
    for (const Piece& piece : pieces) {
      if (const auto curve = resampled(values, piece.from, piece.until)) found.push_back(*curve);
    }
    if (auto curve = mean_curve(found)) {
      curve->name = *name + std::string(ending);
      curve->leg = side;
      curve->span = span;
      curves.push_back(std::move(*curve));
    }
  }
}

// ---- checks and the whole

Result<void> check(const Options3d& options) {
  const auto outside = [](double value, double low, double high) { return !(value >= low && value <= high); };
  if (outside(options.cutoff_hz, 6, 20)) {
    return fail(ErrorCode::invalid_input, "The cut-off of the filter must be 6 to 20 Hz.");
  }
  if (outside(options.force_threshold_n, 5, 200)) {
    return fail(ErrorCode::invalid_input, "The threshold of the vertical force must be 5 to 200 N.");
  }
  if (outside(options.longest_gap_s, 0, 0.5)) {
    return fail(ErrorCode::invalid_input, "Gaps can be bridged for up to 0.5 s.");
  }
  if (options.body_mass_kg && outside(*options.body_mass_kg, 20, 300)) {
    return fail(ErrorCode::invalid_input, "The body mass must be 20 to 300 kg.");
  }
  if (options.body_height_m && outside(*options.body_height_m, 1, 2.5)) {
    return fail(ErrorCode::invalid_input, "The body height must be 1 to 2.5 m.");
  }
  return {};
}

Result<void> check(const ForceRecording& forces) {
  const std::size_t samples = forces.time_s.size();
  if (samples < 10) return fail(ErrorCode::invalid_input, "The force recording has fewer than 10 samples.");
  for (std::size_t i = 1; i < samples; ++i) {
    if (!(forces.time_s[i] > forces.time_s[i - 1])) {
      return fail(ErrorCode::invalid_input, "The times of the forces must rise.", "sample " + std::to_string(i + 1));
    }
    const double even_s = (forces.time_s.back() - forces.time_s.front()) / static_cast<double>(samples - 1);
    if (std::abs(forces.time_s[i] - forces.time_s.front() - static_cast<double>(i) * even_s) > even_s) {
      return fail(
          ErrorCode::invalid_input,
          "The forces are not evenly spaced in time: a stretch is missing. Export them again, or cut the file there.",
          "sample " + std::to_string(i + 1));
    }
  }
  for (const ForcePlate& plate : forces.plates) {
    if (plate.force_n.size() != samples || plate.centre_of_pressure_m.size() != samples ||
        plate.free_moment_nm.size() != samples) {
      return fail(ErrorCode::invalid_input, "Plate \"" + plate.name + "\" does not hold one value for each time.");
    }
  }
  return {};
}

void take_mass(Gait3d& gait, const Options3d& options, const three_d::GroundForces& forces, const BodyMotion& body) {
  gait.body_mass_kg = options.body_mass_kg;
  gait.mass_source = options.body_mass_kg ? MassSource::given : MassSource::unknown;
  if (!gait.body_mass_kg) {
    gait.body_mass_kg = three_d::body_mass_kg(forces, body);
    if (gait.body_mass_kg) gait.mass_source = MassSource::from_force;
  }
  if (gait.mass_source == MassSource::from_force) {
    gait.notes.push_back("Body mass: from the mean vertical force over whole strides.");
  } else if (gait.mass_source == MassSource::unknown) {
    gait.notes.push_back(
        "No moments: the body mass is not given and the plates do not hold a whole stride. Give the mass.");
  }
}

void add_kinetics(Gait3d& gait, const BodyMotion& body, const three_d::GroundForces& forces, const Options3d& options) {
  take_mass(gait, options, forces, body);
  gait.notes.insert(gait.notes.end(), forces.notes.begin(), forces.notes.end());
  if (!gait.body_mass_kg) return;
  gait.moments = moments_of(body, forces, *gait.body_mass_kg, options.female);
  if (!options.female)
    gait.notes.push_back("Masses of the segments: mean of women and men (de Leva 1996), sex not given.");
}

}  // namespace

std::vector<double> column_of(const CoordinateTable& table, std::string_view name) {
  const auto found = std::find(table.names.begin(), table.names.end(), name);
  if (found == table.names.end()) return {};
  const auto column = static_cast<std::size_t>(found - table.names.begin());
  std::vector<double> values(table.time_s.size());
  for (std::size_t row = 0; row < values.size(); ++row) values[row] = table.values[row * table.names.size() + column];
  return values;
}

const Metric3d* metric_of(const Gait3d& gait, std::string_view id, std::optional<BodySide> leg) {
  const auto found = std::find_if(gait.metrics.begin(), gait.metrics.end(),
                                  [&](const Metric3d& metric) { return metric.id == id && metric.leg == leg; });
  return found == gait.metrics.end() ? nullptr : &*found;
}

Result<Gait3d> analyse_markers(const MarkerRecording& markers, const ForceRecording* forces, const Options3d& options) {
  GENU_TRY(check(options));
  if (forces != nullptr) GENU_TRY(check(*forces));
  GENU_ASSIGN(const BodyMotion body,
              three_d::reconstruct(markers, options.standing,
                                   {.cutoff_hz = options.cutoff_hz, .longest_gap_s = options.longest_gap_s}));
  Gait3d gait;
  gait.rate_hz = body.rate_hz;
  gait.surface = body.surface;
  gait.speed_m_per_s = body.speed_m_per_s;
  gait.notes = body.notes;
  if (!body.standing_pelvis_tilt_deg) {
    gait.notes.push_back(
        "How the pelvis stands at rest is not known, so the share of the back (back_vs_hip) is the most that it can "
        "be.");
  }
  gait.angles = angles_of(body);
  gait.running = three_d::runs(body);
  std::optional<three_d::GroundForces> ground;
  if (forces != nullptr) {
    ground = three_d::assign_forces(*forces, body, options.force_threshold_n, options.cutoff_hz);
    if (const auto by_force = runs_by_force(*ground)) gait.running = by_force;
    add_kinetics(gait, body, *ground, options);
  }
  gait.contacts =
      all_contacts(ground ? &*ground : nullptr,
                   gait.running ? three_d::contacts_from_movement(body, *gait.running) : std::vector<Contact3d>{});
  const std::vector<Stance> stances = stances_of(body, gait.contacts);
  const Material material{body, gait, options};
  std::vector<Metric3d> metrics;
  add_cadence(metrics, gait.contacts);
  add_metrics(metrics, asked_of_angles(material), stances, false);
  const bool moments = !gait.moments.names.empty();
  if (moments) add_metrics(metrics, asked_of_moments(material), stances, true);
  for (const BodySide side : both_sides) {
    add_curves(gait.curves, gait.angles, strides_of(body, gait.contacts, side), side, Curve3d::Span::stride, "");
    if (moments) {
      add_curves(gait.curves, gait.moments, stance_pieces(stances, side, true), side, Curve3d::Span::stance, "_moment");
    }
  }
  gait.metrics = std::move(metrics);
  return gait;
}

namespace {

struct Ratio {
  double value = missing;
  double spread = missing;
};

Ratio ratio_of(const Metric3d& trial, const Metric3d& baseline) {
  const double value = trial.mean / baseline.mean;
  const double trial_error = trial.sd / std::sqrt(static_cast<double>(trial.count));
  const double baseline_error = baseline.sd / std::sqrt(static_cast<double>(baseline.count));
  return {value, std::hypot(trial_error, value * baseline_error) / baseline.mean};
}

}  // namespace

Result<MedialLoadIndex> medial_load_index(const Gait3d& trial, const Gait3d& baseline, BodySide leg) {
  const auto both = [&](const char* id) { return std::pair{metric_of(trial, id, leg), metric_of(baseline, id, leg)}; };
  const auto [impulse_now, impulse_then] = both("knee_adduction_moment_impulse");
  const auto [peak_now, peak_then] = both("knee_adduction_moment_peak");
  if (impulse_now == nullptr || impulse_then == nullptr || peak_now == nullptr || peak_then == nullptr) {
    return fail(ErrorCode::invalid_input,
                std::string("The load on the inner ") + name_of(leg) +
                    " knee can only be compared when both trials hold forces under that foot.");
  }
  if (!(impulse_then->mean > 0) || !(peak_then->mean > 0)) {
    return fail(ErrorCode::invalid_input, "The earlier trial shows no load towards bow-leg to compare with.");
  }
  const Ratio impulse_ratio = ratio_of(*impulse_now, *impulse_then);
  const Ratio peak_ratio = ratio_of(*peak_now, *peak_then);
  return MedialLoadIndex{.impulse_ratio = impulse_ratio.value,
                         .impulse_spread = impulse_ratio.spread,
                         .peak_ratio = peak_ratio.value,
                         .peak_spread = peak_ratio.spread,
                         .steps = impulse_now->count,
                         .baseline_steps = impulse_then->count};
}

}  // namespace genu
