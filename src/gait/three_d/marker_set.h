// Which marker sits where: names of the common marker sets, understood by one table.
//
// Names differ by laboratory ("LASI", "L.ASIS", "Subject:LASI", "L_IAS"); the anatomy does not. Case, dots,
// underscores, blanks and what stands before the last colon play no part. The side is the first or last letter or word
// of the name ("R.Knee.Lat", "knee_lat_r", "RightKnee"). The table is at the top of marker_set.cpp: one line for each
// new name.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "gait/recording.h"
#include "gait/tracks.h"

namespace genu {

/// What a marker stands on. The three of `*_tracking` only follow their segment: any number of them, anywhere on it.
enum class MarkerSite : std::uint8_t {
  asis,             // anterior superior iliac spine
  psis,             // posterior superior iliac spine
  sacrum,           // middle, between the PSIS
  pelvis_tracking,  // iliac crest
  hip_centre,       // computed by the laboratory
  thigh_tracking,
  knee_lateral,  // lateral femoral epicondyle
  knee_medial,
  shank_tracking,
  ankle_lateral,  // lateral malleolus
  ankle_medial,
  heel,
  toe,            // second metatarsal head, or tip of the shoe
  foot_tracking,  // other metatarsal heads, midfoot
  shoulder,       // acromion
  chest,          // jugular notch, clavicles, sternum
  neck,           // seventh cervical vertebra
};
inline constexpr std::size_t marker_site_count = 17;

/// For messages: "knee, outer side".
const char* name_of(MarkerSite site);

struct MarkerMeaning {
  MarkerSite site = MarkerSite::asis;
  std::optional<BodySide> leg;  // absent for what sits in the middle

  bool operator==(const MarkerMeaning&) const = default;
};

/// What the name means; empty for names that the table does not know (heads, arms, joint centres of a model).
std::optional<MarkerMeaning> marker_meaning(std::string_view name);

/// Columns of a recording by meaning. Only columns that hold at least one position are listed.
struct MarkerSet {
  std::array<std::array<std::vector<std::size_t>, 2>, marker_site_count> sided;  // [site][leg]
  std::array<std::vector<std::size_t>, marker_site_count> middle;                // [site]
  std::vector<std::string> unknown;                                              // names without a meaning

  const std::vector<std::size_t>& of(MarkerSite site, BodySide leg) const {
    return sided[static_cast<std::size_t>(site)][static_cast<std::size_t>(leg)];
  }
  const std::vector<std::size_t>& of(MarkerSite site) const { return middle[static_cast<std::size_t>(site)]; }
};

/// Sorts the columns. Two columns of one name and side at a joint (four-letter labels cut short) are taken as outer and
/// inner side when the second lies nearer to the other leg. Fails with a list of what is missing when the pelvis (both
/// ASIS with PSIS or sacrum), or for either leg a thigh, a shank or a foot (heel and toe) cannot be made out.
Result<MarkerSet> recognise_markers(const MarkerRecording& recording);

/// The same without the demand: for a standing trial, which may hold less.
MarkerSet sort_markers(const MarkerRecording& recording);

}  // namespace genu
