#include "gait/tracks.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "gait/signal.h"

namespace genu {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr float hardly_seen = 0.2F;
constexpr double longest_gap_s = 0.1;
constexpr std::size_t hampel_half_window = 3;
constexpr double hampel_sigmas = 3;
constexpr double hampel_noise_px = 2;  // what a pose model's points tremble by when nothing moves; an estimate

constexpr std::array leg_joints{Joint::hip, Joint::knee, Joint::ankle, Joint::heel, Joint::toe};
constexpr std::array telling_joints{Joint::knee, Joint::ankle, Joint::heel, Joint::toe};
constexpr std::array body_joints{Joint::shoulder, Joint::hip, Joint::knee, Joint::ankle, Joint::heel, Joint::toe};

using Points = std::array<ImagePoint, landmark_count>;

ImagePoint point_of(const Points& points, Joint joint, BodySide side) {
  return points[static_cast<std::size_t>(landmark_of(joint, side))];
}

/// How far a leg's point strays from going on as it went, in pixels; capped, so that one wild point does not decide.
double bend(const ImagePoint& before, const ImagePoint& now, const ImagePoint& after, double cap) {
  if (!before.seen() || !now.seen() || !after.seen()) return 0;
  const double x = static_cast<double>(after.x) - 2.0 * static_cast<double>(now.x) + static_cast<double>(before.x);
  const double y = static_cast<double>(after.y) - 2.0 * static_cast<double>(now.y) + static_cast<double>(before.y);
  return std::min(cap, std::hypot(x, y));
}

/// For each frame, whether its legs are exchanged.
std::vector<bool> exchanged(const std::vector<Points>& frames, double leg_px) {
  const std::size_t count = frames.size();
  std::vector<bool> result(count, false);
  if (count < 3) return result;
  // State of a pair of frames: bit 0 the earlier is exchanged, bit 1 the later.
  const double price = 0.002 * leg_px;  // the model is right where movement does not tell
  const double cap = 0.5 * leg_px;
  const auto side_in = [](BodySide side, unsigned swapped) { return swapped != 0 ? other(side) : side; };
  std::array<double, 4> cost{0, price, price, 2 * price};
  std::vector<std::array<unsigned char, 4>> came_from(count, std::array<unsigned char, 4>{});
  for (std::size_t i = 2; i < count; ++i) {
    std::array<double, 4> next{};
    for (unsigned state = 0; state < 4; ++state) {
      const unsigned middle = state & 1U;
      const unsigned last = state >> 1U;
      double best = std::numeric_limits<double>::infinity();
      for (unsigned first = 0; first < 2; ++first) {
        double sum = cost[first | (middle << 1U)];
        for (const BodySide side : both_sides) {
          for (const Joint joint : telling_joints) {
            sum += bend(point_of(frames[i - 2], joint, side_in(side, first)),
                        point_of(frames[i - 1], joint, side_in(side, middle)),
                        point_of(frames[i], joint, side_in(side, last)), cap);
          }
        }
        if (sum < best) {
          best = sum;
          came_from[i][state] = static_cast<unsigned char>(first);
        }
      }
      next[state] = best + (last != 0 ? price : 0);
    }
    cost = next;
  }
  auto state = static_cast<unsigned>(std::min_element(cost.begin(), cost.end()) - cost.begin());
  for (std::size_t i = count - 1; i >= 1; --i) {
    result[i] = (state >> 1U) != 0;
    const unsigned middle = state & 1U;
    if (i == 1) {
      result[0] = middle != 0;
    } else {
      state = came_from[i][state] | (middle << 1U);
    }
  }
  // Which of the two ways round the whole clip is, movement cannot tell: the model's majority does.
  if (2 * static_cast<std::size_t>(std::count(result.begin(), result.end(), true)) > count) result.flip();
  return result;
}

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double median_step_s(const std::vector<PoseFrame>& frames) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < frames.size(); ++i) steps.push_back(frames[i].time_s - frames[i - 1].time_s);
  return median_of(std::move(steps));
}

}  // namespace

const char* name_of(BodySide side) { return side == BodySide::left ? "left" : "right"; }

Landmark landmark_of(Joint joint, BodySide side) {
  constexpr std::array left{Landmark::left_shoulder, Landmark::left_hip,  Landmark::left_knee,
                            Landmark::left_ankle,    Landmark::left_heel, Landmark::left_toe};
  const auto index = static_cast<std::size_t>(left[static_cast<std::size_t>(joint)]);
  return static_cast<Landmark>(side == BodySide::left ? index : index + 1);
}

Tracks smoothed(const Tracks& tracks, double cutoff_hz) {
  Tracks result{tracks.rate_hz, tracks.start_s, {}};
  for (std::size_t i = 0; i < landmark_count; ++i) {
    result.paths[i].x = low_pass(tracks.paths[i].x, tracks.rate_hz, cutoff_hz);
    result.paths[i].y = low_pass(tracks.paths[i].y, tracks.rate_hz, cutoff_hz);
  }
  return result;
}

Path middle(const Tracks& tracks, Joint joint) {
  const Path& left = tracks.of(joint, BodySide::left);
  const Path& right = tracks.of(joint, BodySide::right);
  const auto between = [](double a, double b) { return std::isnan(a) ? b : std::isnan(b) ? a : (a + b) / 2; };
  Path path{std::vector<double>(left.x.size()), std::vector<double>(left.x.size())};
  for (std::size_t i = 0; i < left.x.size(); ++i) {
    path.x[i] = between(left.x[i], right.x[i]);
    path.y[i] = between(left.y[i], right.y[i]);
  }
  return path;
}

CleanedTracks clean(const PoseRecording& recording, std::span<const std::optional<std::size_t>> person) {
  CleanedTracks cleaned;
  const std::size_t count = recording.frames.size();
  if (count < 2) return cleaned;

  std::vector<Points> frames(count);
  std::vector<double> leg_lengths;
  for (std::size_t i = 0; i < count; ++i) {
    if (!person[i]) continue;
    frames[i] = recording.frames[i].people[*person[i]].points;
    for (ImagePoint& point : frames[i]) {
      if (point.visibility < hardly_seen) point = ImagePoint{};
    }
    for (const BodySide side : both_sides) {
      const ImagePoint hip = point_of(frames[i], Joint::hip, side);
      const ImagePoint ankle = point_of(frames[i], Joint::ankle, side);
      if (hip.seen() && ankle.seen()) {
        leg_lengths.push_back(std::hypot(static_cast<double>(hip.x - ankle.x), static_cast<double>(hip.y - ankle.y)));
      }
    }
  }
  if (!leg_lengths.empty()) {
    const std::vector<bool> swapped = exchanged(frames, median_of(leg_lengths));
    for (std::size_t i = 0; i < count; ++i) {
      if (!swapped[i]) continue;
      ++cleaned.swapped_frames;
      for (const Joint joint : leg_joints) {
        std::swap(frames[i][static_cast<std::size_t>(landmark_of(joint, BodySide::left))],
                  frames[i][static_cast<std::size_t>(landmark_of(joint, BodySide::right))]);
      }
    }
  }

  std::size_t seen = 0;
  for (const Points& points : frames) {
    for (const Joint joint : body_joints) {
      for (const BodySide side : both_sides) seen += point_of(points, joint, side).seen() ? 1U : 0U;
    }
  }
  cleaned.seen_share = static_cast<double>(seen) / static_cast<double>(count * body_joints.size() * 2);

  std::vector<double> times;
  times.reserve(count);
  for (const PoseFrame& frame : recording.frames) times.push_back(frame.time_s);
  cleaned.tracks.rate_hz = 1 / median_step_s(recording.frames);
  cleaned.tracks.start_s = times.front();
  const auto longest_gap = static_cast<std::size_t>(std::max(5.0, std::round(longest_gap_s * cleaned.tracks.rate_hz)));
  std::vector<double> values(count);
  for (std::size_t landmark = 0; landmark < landmark_count; ++landmark) {
    for (const bool is_x : {true, false}) {
      for (std::size_t i = 0; i < count; ++i) {
        const ImagePoint& point = frames[i][landmark];
        values[i] = point.seen() ? static_cast<double>(is_x ? point.x : point.y) : missing;
      }
      cleaned.outliers += remove_outliers(values, hampel_half_window, hampel_sigmas, hampel_noise_px);
      std::vector<double> even = resample(times, values, cleaned.tracks.rate_hz, 1.5 / cleaned.tracks.rate_hz);
      fill_gaps(even, longest_gap);
      Path& path = cleaned.tracks.paths[landmark];
      (is_x ? path.x : path.y) = std::move(even);
    }
  }
  return cleaned;
}

std::optional<double> leg_length_px(const Tracks& tracks, bool stretched) {
  std::vector<double> lengths;
  for (const BodySide side : both_sides) {
    const Path& hip = tracks.of(Joint::hip, side);
    const Path& knee = tracks.of(Joint::knee, side);
    const Path& ankle = tracks.of(Joint::ankle, side);
    for (std::size_t i = 0; i < tracks.size(); ++i) {
      const double length = std::hypot(hip.x[i] - knee.x[i], hip.y[i] - knee.y[i]) +
                            std::hypot(knee.x[i] - ankle.x[i], knee.y[i] - ankle.y[i]);
      if (!std::isnan(length)) lengths.push_back(length);
    }
  }
  if (lengths.empty()) return std::nullopt;
  const double share = stretched ? 0.9 : 0.5;
  const auto place = lengths.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(lengths.size() - 1));
  std::nth_element(lengths.begin(), place, lengths.end());
  return *place;
}

}  // namespace genu
