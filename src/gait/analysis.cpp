#include "gait/analysis.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/text.h"
#include "gait/signal.h"

namespace genu {
namespace {

constexpr double degrees = 180 / std::numbers::pi;
// What a clip must have. Estimates of ours but for the steps: seven a side give a stable mean (dingenen2018: 6.3).
constexpr double slowest_camera_hz = 20;
constexpr double smallest_leg_px = 60;
constexpr double smallest_seen_share = 0.5;
constexpr std::size_t fewest_steps = 2;  // of each foot: below that there is no stride
constexpr std::size_t enough_steps = 7;
constexpr double steepest_slope_deg = 12;
// Widths against the trunk's length: a pure side view shows the pelvis' rotation only, a view from behind the whole
// width.
constexpr double side_view_width = 0.38;
constexpr double behind_view_width = 0.45;
// Hip (joint centre) to ankle over body height: 0.245 + 0.246 (Drillis and Contini 1966, in Winter 2009, fig. 4.1).
constexpr double leg_per_height = 0.491;

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::optional<double> median_known(const std::vector<double>& values) {
  std::vector<double> known;
  std::copy_if(values.begin(), values.end(), std::back_inserter(known),
               [](double value) { return !std::isnan(value); });
  if (known.empty()) return std::nullopt;
  return median_of(std::move(known));
}

std::vector<double> minus(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> result(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) result[i] = a[i] - b[i];
  return result;
}

std::vector<double> absolute(std::vector<double> values) {
  for (double& value : values) value = std::abs(value);
  return values;
}

void turn(Tracks& tracks, double angle_deg) {
  const double c = std::cos(angle_deg / degrees);
  const double s = std::sin(angle_deg / degrees);
  for (Path& path : tracks.paths) {
    for (std::size_t i = 0; i < path.x.size(); ++i) {
      const double x = path.x[i];
      const double y = path.y[i];
      path.x[i] = c * x + s * y;
      path.y[i] = -s * x + c * y;
    }
  }
}

/// Slope of the least-squares line, and none for fewer than two different x.
std::optional<double> slope(const std::vector<double>& x, const std::vector<double>& y) {
  double sum_x = 0;
  double sum_y = 0;
  double sum_xx = 0;
  double sum_xy = 0;
  double count = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isnan(x[i]) || std::isnan(y[i])) continue;
    sum_x += x[i];
    sum_y += y[i];
    sum_xx += x[i] * x[i];
    sum_xy += x[i] * y[i];
    ++count;
  }
  const double spread = count * sum_xx - sum_x * sum_x;
  if (count < 2 || spread <= 1e-9 * sum_xx) return std::nullopt;
  return (count * sum_xy - sum_x * sum_y) / spread;
}

class Analysis {
 public:
  explicit Analysis(const PoseRecording& recording) : recording_(recording) {}

  GaitReport run() {
    if (usable_film() && usable_person() && usable_view()) look_at_gait();
    return std::move(report_);
  }

 private:
  void refuse(std::string id, std::string text, std::string what_to_do) {
    report_.refusals.push_back({std::move(id), std::move(text), std::move(what_to_do)});
  }
  void note(std::string text) { report_.notes.push_back(std::move(text)); }

  bool usable_film() {
    ClipQuality& quality = report_.quality;
    quality.frames = recording_.frames.size();
    report_.person.resize(quality.frames);
    if (quality.frames < 2) {
      refuse("too_few_pictures", "The film holds fewer than two pictures.", "Film about 20 to 30 seconds of running.");
      return false;
    }
    std::vector<double> steps;
    for (std::size_t i = 1; i < quality.frames; ++i) {
      steps.push_back(recording_.frames[i].time_s - recording_.frames[i - 1].time_s);
    }
    quality.duration_s = recording_.frames.back().time_s - recording_.frames.front().time_s;
    quality.frames_per_second = 1 / median_of(std::move(steps));
    if (quality.frames_per_second < slowest_camera_hz) {
      refuse("too_slow",
             "The film has " + format_number(quality.frames_per_second) +
                 " pictures a second: between two of them the foot lands and leaves unseen.",
             "Film with 60 pictures a second or more; 120 and 240 are better.");
      return false;
    }
    // Pictures are put at even times: a single late one must not become hours of empty ones.
    constexpr double most_pictures = 200'000;
    if (quality.frames_per_second > 1000 || static_cast<double>(quality.frames) > most_pictures ||
        quality.duration_s * quality.frames_per_second > most_pictures) {
      refuse("impossible_times",
             "The times of the pictures cannot be right: more than 1000 a second, or hours of film.",
             "Check the slow-motion factor, and cut the film to 30 seconds.");
      return false;
    }
    if (quality.duration_s < 1) {
      refuse("too_short", "The film is shorter than a second.", "Film about 20 to 30 seconds of running.");
      return false;
    }
    return true;
  }

  bool usable_person() {
    const ChosenPerson chosen = choose_person(recording_);
    report_.person = chosen.index;
    ClipQuality& quality = report_.quality;
    quality.people = chosen.people;
    if (chosen.frames < 10) {
      refuse("nobody", "No person could be followed in the film.",
             "The whole body must be in the picture, from head to shoes, and well lit.");
      return false;
    }
    if (chosen.people > 1) {
      note("There are " + std::to_string(chosen.people) +
           " people in the film; the one whose legs move most was followed.");
    }
    CleanedTracks cleaned = clean(recording_, report_.person);
    tracks_ = std::move(cleaned.tracks);
    quality.seen_share = cleaned.seen_share * static_cast<double>(quality.frames) / static_cast<double>(chosen.frames);
    quality.swapped_frames = cleaned.swapped_frames;
    const std::optional<double> leg = leg_length_px(tracks_, false);
    if (!leg || quality.seen_share < smallest_seen_share) {
      refuse(
          "not_seen",
          "Only " + std::to_string(static_cast<int>(std::lround(100 * quality.seen_share))) +
              " % of shoulders, hips and legs were seen.",
          "Film the whole body from head to shoes, in bright light, in close-fitting clothes that stand out from the "
          "background.");
      return false;
    }
    if (!feet_were_seen()) {
      refuse("no_feet",
             "The points of heel and toe are missing: without them nobody can tell when a foot meets the ground.",
             "Use a pose model that finds heels and toes (MediaPipe Pose, OpenPose BODY_25), and film the shoes too.");
      return false;
    }
    if (*leg < smallest_leg_px) {
      refuse("too_small", "The runner is too small in the picture: hip to ankle is " + format_number(*leg) + " pixels.",
             "Go nearer, so that the runner fills most of the height of the picture.");
      return false;
    }
    const std::optional<double> trunk =
        median_known(minus(middle(tracks_, Joint::shoulder).y, middle(tracks_, Joint::hip).y));
    const std::optional<double> legs =
        median_known(minus(middle(tracks_, Joint::hip).y, middle(tracks_, Joint::ankle).y));
    if (!trunk || !legs || *trunk <= 0.15 * *leg || *legs <= 0.3 * *leg) {
      refuse("upside_down", "The person in the picture is not upright: head and feet are not above one another.",
             "Turn the film the right way up, or hold the phone straight.");
      return false;
    }
    if (cleaned.swapped_frames > 0) {
      note("The pose model took the left leg for the right one in " + std::to_string(cleaned.swapped_frames) +
           " pictures; that was put right.");
    }
    trunk_px_ = *trunk;
    return true;
  }

  bool feet_were_seen() const {
    return std::all_of(both_sides.begin(), both_sides.end(), [&](BodySide side) {
      const std::vector<double>& heel = tracks_.of(Joint::heel, side).x;
      const std::vector<double>& toe = tracks_.of(Joint::toe, side).x;
      std::size_t seen = 0;
      for (std::size_t i = 0; i < heel.size(); ++i) seen += std::isnan(heel[i]) || std::isnan(toe[i]) ? 0U : 1U;
      return 10 * seen >= heel.size();
    });
  }

  bool usable_view() {
    const auto width = [&](Joint joint) {
      return median_known(minus(tracks_.of(joint, BodySide::right).x, tracks_.of(joint, BodySide::left).x));
    };
    const auto absolute_width = [&](Joint joint) {
      return median_known(absolute(minus(tracks_.of(joint, BodySide::right).x, tracks_.of(joint, BodySide::left).x)));
    };
    const double shoulders = absolute_width(Joint::shoulder).value_or(0) / trunk_px_;
    const double hips = absolute_width(Joint::hip).value_or(0) / trunk_px_;
    const double broad = std::max(shoulders, 1.2 * hips);
    const std::optional<View> stated = recording_.capture.view;
    report_.view = broad < side_view_width     ? std::optional(View::side)
                   : broad > behind_view_width ? std::optional(View::behind)
                                               : stated;
    if (!report_.view) {
      refuse("oblique", "The camera looks at the runner from an angle, neither from the side nor from behind.",
             "Put the camera straight beside the runner, or straight behind.");
      return false;
    }
    if (stated && *stated != *report_.view) {
      refuse("other_view",
             std::string("The film was said to be ") + (*stated == View::side ? "from the side" : "from behind") +
                 ", but the runner's shoulders and hips look as if seen " +
                 (*report_.view == View::side ? "from the side" : "from behind") + ".",
             "Say the right view, or film again with the camera straight beside or behind the runner.");
      return false;
    }
    const double right_of_left = width(Joint::hip).value_or(0) + width(Joint::shoulder).value_or(0);
    if (*report_.view == View::behind && right_of_left < 0) {
      refuse("from_front", "The runner is seen from the front.", "Film from straight behind, or from the side.");
      return false;
    }
    return true;
  }

  /// Towards which side of the picture the runner runs: where the toes point while the foot is low, and, over ground,
  /// where the hips go.
  double direction() const {
    if (over_ground_) return travel_px() < 0 ? -1 : 1;
    double vote = 0;
    for (const BodySide side : both_sides) {
      const Path& heel = tracks_.of(Joint::heel, side);
      const Path& toe = tracks_.of(Joint::toe, side);
      std::vector<double> heights;
      std::copy_if(heel.y.begin(), heel.y.end(), std::back_inserter(heights), [](double y) { return !std::isnan(y); });
      if (heights.empty()) continue;
      const auto third = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 3);
      std::nth_element(heights.begin(), third, heights.end());
      std::vector<double> lengths;
      for (std::size_t i = 0; i < heel.y.size(); ++i) {
        const double length = toe.x[i] - heel.x[i];
        if (heel.y[i] <= *third && !std::isnan(length)) lengths.push_back(length);
      }
      if (!lengths.empty()) vote += median_of(std::move(lengths));
    }
    return vote < 0 ? -1 : 1;
  }

  std::vector<Contact> contacts() const {
    return running_contacts(tracks_, *report_.view, report_.view == View::side ? report_.ahead : 1);
  }

  /// Angle of the ground in the picture, from where the feet are while they stand.
  std::optional<double> ground_slope_deg(const std::vector<Contact>& contacts) const {
    std::vector<double> slopes;
    std::vector<double> x;
    std::vector<double> y;
    for (const Contact& contact : contacts) {
      const Path& heel = tracks_.of(Joint::heel, contact.side);
      const Path& toe = tracks_.of(Joint::toe, contact.side);
      std::vector<double> along;
      std::vector<double> up;
      const double duration = contact.toe_off - contact.contact;
      for (double share = 0.3; share <= 0.56; share += 0.05) {
        const double place = contact.contact + share * duration;
        along.push_back((value_at(heel.x, place) + value_at(toe.x, place)) / 2);
        up.push_back((value_at(heel.y, place) + value_at(toe.y, place)) / 2);
      }
      x.insert(x.end(), along.begin(), along.end());
      y.insert(y.end(), up.begin(), up.end());
      if (const std::optional<double> found = slope(along, up)) slopes.push_back(*found);
    }
    const std::optional<double> tilt = over_ground_ ? slope(x, y) : median_known(slopes);
    if (!tilt) return std::nullopt;
    return std::atan(*tilt) * degrees;
  }

  /// Of the belt under the feet, or of the hips over the ground.
  std::optional<double> speed_px_per_s(const std::vector<Contact>& contacts) const {
    std::vector<double> speeds;
    const std::vector<double> hips = middle(tracks_, Joint::hip).x;
    if (over_ground_) {
      for (std::size_t i = 2; i < contacts.size(); ++i) {
        const double way = value_at(hips, contacts[i].contact) - value_at(hips, contacts[i - 2].contact);
        speeds.push_back(std::abs(way) * tracks_.rate_hz / (contacts[i].contact - contacts[i - 2].contact));
      }
    } else {
      for (const Contact& contact : contacts) {
        const Path& heel = tracks_.of(Joint::heel, contact.side);
        const double duration = contact.toe_off - contact.contact;
        const double from = contact.contact + 0.3 * duration;
        const double until = contact.contact + 0.55 * duration;
        speeds.push_back(std::abs(value_at(heel.x, until) - value_at(heel.x, from)) * tracks_.rate_hz / (until - from));
      }
    }
    return median_known(speeds);
  }

  void look_at_gait() {
    const bool from_side = *report_.view == View::side;
    leg_px_ = leg_length_px(tracks_, !from_side).value_or(0);
    over_ground_ = moves_through_picture();
    if (from_side) {
      report_.ahead = direction();
      report_.quality.near_side = report_.ahead > 0 ? BodySide::right : BodySide::left;
    }
    report_.kind = from_side ? kind_of(smoothed(tracks_, 6), leg_px_) : kind_from_behind();
    if (report_.kind == GaitKind::standing || report_.kind == GaitKind::unclear) {
      refuse(report_.kind == GaitKind::standing ? "nobody_runs" : "unclear_gait",
             report_.kind == GaitKind::standing ? "Nobody walks or runs in this film."
                                                : "It cannot be told if this is walking or running.",
             "Film 20 to 30 seconds of steady running, the whole body in the picture.");
      return;
    }
    if (report_.kind == GaitKind::walking) {
      finish_walking();
      return;
    }
    std::vector<Contact> contacts = this->contacts();
    if (from_side) {
      const std::optional<double> tilt = ground_slope_deg(contacts);
      report_.quality.slope_deg = tilt;
      if (tilt && std::abs(*tilt) > steepest_slope_deg) {
        refuse("tilted", "The ground slopes by " + format_number(std::abs(*tilt)) + " degrees in the picture.",
               "Hold the camera level: the ground should be a level line.");
        return;
      }
      if (tilt && std::abs(*tilt) >= 0.3) {
        turn(tracks_, *tilt);
        contacts = this->contacts();
        if (std::abs(*tilt) >= 2) {
          note("The ground slopes by " + format_number(std::abs(*tilt)) +
               " degrees in the picture. That was taken as tilt of the camera and taken out; if the treadmill was "
               "inclined, angles are against its belt.");
        }
      }
    }
    for (const Contact& contact : contacts) {
      ++(contact.side == BodySide::left ? report_.quality.steps_left : report_.quality.steps_right);
      report_.events.push_back({contact.side, tracks_.time_s(contact.contact), tracks_.time_s(contact.toe_off)});
    }
    const std::size_t fewest = std::min(report_.quality.steps_left, report_.quality.steps_right);
    if (fewest < fewest_steps) {
      refuse("too_few_steps",
             "Only " + std::to_string(report_.quality.steps_left) + " left and " +
                 std::to_string(report_.quality.steps_right) + " right steps were seen well enough.",
             "Film at least ten steps of each foot: 20 to 30 seconds on a treadmill, or several passes over ground.");
      return;
    }
    if (fewest < enough_steps) {
      note("Means over fewer than seven steps of a foot are unsteady: the bands are wide.");
    }
    if (steps_were_missed(contacts)) {
      refuse("steps_missed", "Between the steps that were seen, others were missed: times would be wrong.",
             "Film with more light, and so that nothing comes between the camera and the feet.");
      return;
    }
    finish(contacts);
  }

  /// Steps further apart than 1.6 times the median: more than a fifth of them.
  bool steps_were_missed(const std::vector<Contact>& contacts) const {
    std::vector<double> apart;
    for (std::size_t i = 1; i < contacts.size(); ++i) apart.push_back(contacts[i].contact - contacts[i - 1].contact);
    const double usual = median_of(apart);
    const auto missed = std::count_if(apart.begin(), apart.end(), [&](double gap) { return gap > 1.6 * usual; });
    return 5 * static_cast<std::size_t>(missed) > apart.size();
  }

  /// Over ground when said, and when the hips cross the picture by more than two leg lengths.
  bool moves_through_picture() const {
    if (recording_.capture.surface) return *recording_.capture.surface == Surface::over_ground;
    return std::abs(travel_px()) > 2 * leg_px_;
  }

  /// How far the hips went to the right of the picture between the first and the last time that they were seen.
  struct Way {
    double px = 0;
    double time_s = 0;
  };
  Way way_of_hips() const {
    const std::vector<double> hips = middle(tracks_, Joint::hip).x;
    const auto known = [](double value) { return !std::isnan(value); };
    const auto first = std::find_if(hips.begin(), hips.end(), known);
    if (first == hips.end()) return {};
    const auto last = std::prev(std::find_if(hips.rbegin(), hips.rend(), known).base());
    return {*last - *first, static_cast<double>(last - first) / tracks_.rate_hz};
  }
  double travel_px() const { return way_of_hips().px; }

  /// From behind there is no forward and back: the swing of the ankle up and down tells. Running lifts the heel by a
  /// third of the leg and more, walking by about a sixth.
  GaitKind kind_from_behind() const {
    double lift = 0;
    for (const BodySide side : both_sides) {
      std::vector<double> heights;
      const std::vector<double>& y = tracks_.of(Joint::ankle, side).y;
      std::copy_if(y.begin(), y.end(), std::back_inserter(heights), [](double value) { return !std::isnan(value); });
      if (heights.size() < 10) return GaitKind::unclear;
      std::sort(heights.begin(), heights.end());
      const auto at = [&](double share) {
        return heights[static_cast<std::size_t>(share * static_cast<double>(heights.size() - 1))];
      };
      lift += (at(0.97) - at(0.1)) / 2;
    }
    if (lift < 0.06 * leg_px_) return GaitKind::standing;
    const std::vector<Contact> contacts = running_contacts(tracks_, View::behind, 1);
    double flight = 0;
    std::size_t steps = 0;
    for (std::size_t i = 1; i < contacts.size(); ++i) {
      if (contacts[i].side == contacts[i - 1].side) continue;
      flight += contacts[i].contact - contacts[i - 1].toe_off;
      ++steps;
    }
    if (steps == 0) return lift > 0.25 * leg_px_ ? GaitKind::running : GaitKind::walking;
    return flight > 0 ? GaitKind::running : GaitKind::walking;
  }

  GaitScene scene() {
    GaitScene scene;
    scene.view = *report_.view;
    scene.ahead = *report_.view == View::side ? report_.ahead : 1;
    scene.leg_length_px = leg_px_;
    if (recording_.capture.body_height_cm && leg_px_ > 0) {
      report_.m_per_px = *recording_.capture.body_height_cm / 100 * leg_per_height / leg_px_;
    }
    scene.m_per_px = report_.m_per_px;
    if (recording_.capture.belt_speed_m_per_s && !over_ground_) {
      report_.speed_m_per_s = recording_.capture.belt_speed_m_per_s;
      report_.speed_is_stated = true;
    }
    return scene;
  }

  void finish(const std::vector<Contact>& contacts) {
    GaitScene scene = this->scene();
    if (!report_.speed_m_per_s && report_.m_per_px && *report_.view == View::side) {
      if (const std::optional<double> speed = speed_px_per_s(contacts)) {
        report_.speed_m_per_s = *speed * *report_.m_per_px;
      }
    }
    scene.speed_m_per_s = report_.speed_m_per_s;
    if (const auto& standing = recording_.capture.standing_s) {
      const double last = static_cast<double>(tracks_.size() - 1);
      const auto place = [&](double clip_s) {
        const double time_s = clip_s / recording_.capture.slow_motion_factor;
        return std::clamp((time_s - tracks_.start_s) * tracks_.rate_hz, 0.0, last);
      };
      scene.standing = std::pair(place(standing->first), place(standing->second));
    }
    GaitMeasures measures = measure(tracks_, contacts, scene);
    report_.metrics = std::move(measures.metrics);
    report_.curves = std::move(measures.curves);
    if (report_.quality.near_side) {
      note(std::string("The ") + name_of(other(*report_.quality.near_side)) +
           " leg is behind the other one in this view: its values are less certain. Film the other side too.");
    }
  }

  void finish_walking() {
    note(
        "This is walking: one foot is always on the ground. Nothing of it says how this person runs. Only what holds "
        "for walking is given.");
    if (*report_.view != View::side) {
      refuse("walking", "This is walking, and from behind nothing of it holds for running.",
             "Film 20 to 30 seconds of steady running.");
      return;
    }
    GaitScene scene = this->scene();
    const Way way = way_of_hips();
    if (over_ground_ && report_.m_per_px && way.time_s > 0) {
      report_.speed_m_per_s = std::abs(way.px) * *report_.m_per_px / way.time_s;
    }
    scene.speed_m_per_s = report_.speed_m_per_s;
    report_.metrics = measure_walking(tracks_, walking_steps(tracks_), scene);
  }

  const PoseRecording& recording_;
  GaitReport report_;
  Tracks tracks_;
  double trunk_px_ = 0;
  double leg_px_ = 0;
  bool over_ground_ = false;
};

}  // namespace

const GaitMetric* GaitReport::metric(GaitMetricId id) const {
  const auto found =
      std::find_if(metrics.begin(), metrics.end(), [&](const GaitMetric& metric) { return metric.id == id; });
  return found == metrics.end() ? nullptr : &*found;
}

GaitReport analyse_poses(const PoseRecording& recording) { return Analysis(recording).run(); }

}  // namespace genu
