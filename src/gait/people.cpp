#include "gait/people.h"

#include <algorithm>
#include <cmath>

#include "gait/tracks.h"

namespace genu {
namespace {

constexpr double longest_lost_s = 0.5;
constexpr double reach_trunks = 1.0;  // how far from where it was going a trunk may be in the next picture

struct Trunk {
  double x = 0;
  double y = 0;
  double length = 0;
};

std::optional<Trunk> trunk_of(const Pose& pose) {
  const auto middle_of = [&](Joint joint) {
    const ImagePoint& left = pose[landmark_of(joint, BodySide::left)];
    const ImagePoint& right = pose[landmark_of(joint, BodySide::right)];
    if (!left.seen()) return right;
    if (!right.seen()) return left;
    return ImagePoint{(left.x + right.x) / 2, (left.y + right.y) / 2, 1};
  };
  const ImagePoint shoulders = middle_of(Joint::shoulder);
  const ImagePoint hips = middle_of(Joint::hip);
  if (!shoulders.seen() || !hips.seen()) return std::nullopt;
  return Trunk{static_cast<double>(shoulders.x + hips.x) / 2, static_cast<double>(shoulders.y + hips.y) / 2,
               std::hypot(static_cast<double>(shoulders.x - hips.x), static_cast<double>(shoulders.y - hips.y))};
}

struct Followed {
  std::vector<std::optional<std::size_t>> index;
  std::size_t frames = 0;
  std::size_t last = 0;
  Trunk trunk;
  double speed_x = 0;  // pixels a second
  double speed_y = 0;
  double leg_movement = 0;  // trunk lengths

  /// How far a trunk is from where this person should be, in trunk lengths.
  double distance_to(const Trunk& seen, double elapsed_s) const {
    const double length = std::max({trunk.length, seen.length, 1.0});
    return std::hypot(seen.x - trunk.x - speed_x * elapsed_s, seen.y - trunk.y - speed_y * elapsed_s) / length;
  }
};

/// Movement of the ankles against the hips between two pictures of a person, in trunk lengths.
double leg_movement(const Pose& before, const Pose& after, double trunk_length) {
  double sum = 0;
  for (const BodySide side : both_sides) {
    const ImagePoint& hip_before = before[landmark_of(Joint::hip, side)];
    const ImagePoint& ankle_before = before[landmark_of(Joint::ankle, side)];
    const ImagePoint& hip_after = after[landmark_of(Joint::hip, side)];
    const ImagePoint& ankle_after = after[landmark_of(Joint::ankle, side)];
    if (!hip_before.seen() || !ankle_before.seen() || !hip_after.seen() || !ankle_after.seen()) continue;
    const double x = static_cast<double>(ankle_after.x - hip_after.x - ankle_before.x + hip_before.x);
    const double y = static_cast<double>(ankle_after.y - hip_after.y - ankle_before.y + hip_before.y);
    sum += std::min(1.0, std::hypot(x, y) / std::max(1.0, trunk_length));
  }
  return sum;
}

void follow(Followed& person, const PoseRecording& recording, std::size_t frame, std::size_t which, const Trunk& seen) {
  const PoseFrame& now = recording.frames[frame];
  if (person.frames > 0) {
    const PoseFrame& before = recording.frames[person.last];
    const double elapsed_s = std::max(1e-6, now.time_s - before.time_s);
    const double keep = std::exp(-elapsed_s / 0.2);  // the speed is that of about the last fifth of a second
    person.speed_x = keep * person.speed_x + (1 - keep) * (seen.x - person.trunk.x) / elapsed_s;
    person.speed_y = keep * person.speed_y + (1 - keep) * (seen.y - person.trunk.y) / elapsed_s;
    person.leg_movement += leg_movement(before.people[*person.index[person.last]], now.people[which], seen.length);
  }
  person.trunk = seen;
  person.index[frame] = which;
  person.last = frame;
  ++person.frames;
}

}  // namespace

ChosenPerson choose_person(const PoseRecording& recording) {
  const std::size_t count = recording.frames.size();
  std::vector<Followed> followed;
  std::vector<std::size_t> in_sight;  // of `followed`: those who may still turn up again
  for (std::size_t frame = 0; frame < count; ++frame) {
    const PoseFrame& picture = recording.frames[frame];
    struct Pair {
      double distance;
      std::size_t person;
      std::size_t which;
    };
    std::vector<Pair> pairs;
    std::vector<std::optional<Trunk>> trunks;
    trunks.reserve(picture.people.size());
    for (const Pose& pose : picture.people) trunks.push_back(trunk_of(pose));
    std::erase_if(in_sight, [&](std::size_t person) {
      return picture.time_s - recording.frames[followed[person].last].time_s > longest_lost_s;
    });
    for (const std::size_t person : in_sight) {
      const double elapsed_s = picture.time_s - recording.frames[followed[person].last].time_s;
      for (std::size_t which = 0; which < trunks.size(); ++which) {
        if (!trunks[which]) continue;
        const double distance = followed[person].distance_to(*trunks[which], elapsed_s);
        if (distance <= reach_trunks) pairs.push_back({distance, person, which});
      }
    }
    std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.distance < b.distance; });
    std::vector<bool> taken(trunks.size(), false);
    for (const Pair& pair : pairs) {
      if (taken[pair.which] || followed[pair.person].index[frame]) continue;
      taken[pair.which] = true;
      follow(followed[pair.person], recording, frame, pair.which, *trunks[pair.which]);
    }
    for (std::size_t which = 0; which < trunks.size(); ++which) {
      if (taken[which] || !trunks[which]) continue;
      in_sight.push_back(followed.size());
      followed.push_back({});
      followed.back().index.resize(count);
      follow(followed.back(), recording, frame, which, *trunks[which]);
    }
  }

  ChosenPerson chosen;
  chosen.index.resize(count);
  if (followed.empty()) return chosen;
  const auto best = std::max_element(followed.begin(), followed.end(), [](const Followed& a, const Followed& b) {
    return a.leg_movement != b.leg_movement ? a.leg_movement < b.leg_movement : a.frames < b.frames;
  });
  chosen.index = best->index;
  chosen.frames = best->frames;
  for (const Followed& person : followed) {
    chosen.people += 10 * person.frames >= count ? 1U : 0U;
  }
  return chosen;
}

}  // namespace genu
