#include "exam/session.h"

#include <gtest/gtest.h>

namespace genu {
namespace {

TEST(Session, TheNewestOfEachMeasureButAClinicianIsNotOverruled) {
  FeetSession clinician, later;
  clinician.by_clinician = true;
  clinician.left.index_total = 4;
  clinician.left.navicular_drop_mm = 8;
  later.left.index_total = 10;
  later.left.navicular_drop_mm = 11;
  later.right.footprint = Footprint::flat;
  const FeetSession known = newest_of({clinician, later});
  EXPECT_TRUE(known.by_clinician);
  EXPECT_EQ(known.left.posture_index(), 4);
  EXPECT_EQ(known.left.navicular_drop_mm, 11);
  EXPECT_EQ(known.right.footprint, Footprint::flat);
  EXPECT_EQ(newest_of({later, clinician}).left.posture_index(), 4);
  EXPECT_TRUE(newest_of({}).left.empty());
}

TEST(Session, ANewIndexByAClinicianReplacesTheItems) {
  FeetSession items, total;
  items.by_clinician = total.by_clinician = true;
  items.left.items = {1, 1, 1, 1, 1, 1};
  total.left.index_total = 9;
  EXPECT_EQ(newest_of({items, total}).left.posture_index(), 9);
}

}  // namespace
}  // namespace genu
