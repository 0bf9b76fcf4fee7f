#include "knowledge/compiler/readability.h"

#include <gtest/gtest.h>

namespace genu {
namespace {

TEST(Readability, PlainQuestionsAreEasy) {
  EXPECT_LT(flesch_kincaid_grade("Does the pain wake you at night?"), 3);
  EXPECT_EQ(flesch_kincaid_grade(""), 0);
  EXPECT_EQ(flesch_kincaid_grade("... ?!"), 0);
}

TEST(Readability, MedicalProseIsHard) {
  EXPECT_GT(
      flesch_kincaid_grade("Palpation of the anteromedial tibial metaphysis reproduces characteristic symptomatology."),
      15);
}

TEST(Readability, MoreSentencesReadEasierThanOne) {
  EXPECT_LT(flesch_kincaid_grade("Sit down. Bend the knee. Press the spot."),
            flesch_kincaid_grade("Sit down and bend the knee and then press the spot."));
}

}  // namespace
}  // namespace genu
