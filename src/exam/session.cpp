#include "exam/session.h"

namespace genu {
namespace {

bool has_index(const Foot& foot) { return foot.posture_index().has_value(); }

void take_newer(Foot& known, const Foot& newer, bool with_index) {
  if (with_index && has_index(newer)) {
    known.items = newer.items;
    known.index_total = newer.index_total;
  }
  if (newer.navicular_drop_mm) known.navicular_drop_mm = newer.navicular_drop_mm;
  if (newer.dorsum_height_mm) {
    known.dorsum_height_mm = newer.dorsum_height_mm;
    known.truncated_length_mm = newer.truncated_length_mm;
  }
  if (newer.footprint) known.footprint = newer.footprint;
}

}  // namespace

FeetSession newest_of(const std::vector<FeetSession>& sessions) {
  FeetSession known;
  for (const FeetSession& session : sessions) {
    const bool gives_index = has_index(session.left) || has_index(session.right);
    const bool better = session.by_clinician || !known.by_clinician;
    if (gives_index && session.by_clinician && !known.by_clinician) {
      known.left.forget_index();
      known.right.forget_index();
    }
    take_newer(known.left, session.left, better);
    take_newer(known.right, session.right, better);
    if (gives_index && session.by_clinician) known.by_clinician = true;
  }
  return known;
}

}  // namespace genu
