#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "import/track/both_feet.h"
#include "import/track/decimal.h"
#include "import/track/moment.h"
#include "import/track/sport_words.h"
#include "import/track/troubles.h"
#include "import/track/xml.h"

namespace genu {
namespace {

std::string utc(std::string_view text) {
  const auto moment = parse_moment(text);
  return moment ? to_iso8601(moment->instant) : "none";
}

TEST(Moment, ReadsWhatFilesWrite) {
  EXPECT_EQ(utc("2012-10-19T06:15:36.000Z"), "2012-10-19T06:15:36.000Z");
  EXPECT_EQ(utc("2012-10-19T06:15:36Z"), "2012-10-19T06:15:36.000Z");
  EXPECT_EQ(utc("2021-01-07T21:51:59.179+01:15"), "2021-01-07T20:36:59.179Z");
  EXPECT_EQ(utc("2022-11-12T15:58:25.849800+00:00"), "2022-11-12T15:58:25.850Z");
  EXPECT_EQ(utc("2025-03-01 07:00:00 +0100"), "2025-03-01T06:00:00.000Z");
  EXPECT_EQ(utc("2025-03-01T07:00:00-03"), "2025-03-01T10:00:00.000Z");
  EXPECT_EQ(utc("2025-01-01T00:00:00"), "2025-01-01T00:00:00.000Z");
  EXPECT_EQ(utc("2024-02-29T06:10Z"), "2024-02-29T06:10:00.000Z");
  EXPECT_EQ(utc("\n  2024-02-29t06:10:00,5z "), "2024-02-29T06:10:00.500Z");
  EXPECT_EQ(utc("1999-12-31T23:59:59.9999999Z"), "2000-01-01T00:00:00.000Z");
  EXPECT_EQ(utc("2016-12-31T23:59:60Z"), "2016-12-31T23:59:59.999Z");
}

TEST(Moment, TellsWhatTheZoneIs) {
  EXPECT_EQ(parse_moment("2025-01-01T00:00:00")->offset_min, std::nullopt);
  EXPECT_EQ(parse_moment("2025-01-01T00:00:00Z")->offset_min, 0);
  EXPECT_EQ(parse_moment("2025-01-01T00:00:00-0330")->offset_min, -210);
}

TEST(Moment, RefusesEverythingElse) {
  for (const char* text :
       {"", "Z", "2025-01-01", "2025-13-01T00:00:00Z", "2025-02-29T00:00:00Z", "2025-01-01T24:00:00Z",
        "2025-01-01T00:60:00Z", "2025-01-01T00:00:61Z", "2025-01-01T00:00:00+25:00", "2025-01-01T00:00:00.Z",
        "2025-01-01T00:00:00Zulu", "0000-01-01T00:00:00Z", "2025-01-01T00:00:00+1", "2025-01-01T0a:00:00Z"})
    EXPECT_FALSE(parse_moment(text)) << text;
}

TEST(Decimal, ReadsNumbers) {
  EXPECT_EQ(parse_decimal("0"), 0.0);
  EXPECT_EQ(parse_decimal("-12.5"), -12.5);
  EXPECT_EQ(parse_decimal("+1e3"), 1000.0);
  EXPECT_EQ(parse_decimal(" .5\n"), 0.5);
  EXPECT_EQ(parse_decimal("5."), 5.0);
  EXPECT_EQ(parse_decimal("51.47356233559549"), 51.47356233559549);
  EXPECT_EQ(parse_decimal("1.1380000114440918"), 1.1380000114440918);
  EXPECT_DOUBLE_EQ(*parse_decimal("46.07987117953598499298095703125"), 46.07987117953598499298095703125);
  EXPECT_DOUBLE_EQ(*parse_decimal("123456789012345678901234567890"), 123456789012345678901234567890.0);
  EXPECT_DOUBLE_EQ(*parse_decimal("0.00000000000000000000000000000012345"), 1.2345e-31);
  EXPECT_EQ(parse_decimal("1E-400"), 0.0);
}

TEST(Decimal, RefusesEverythingElse) {
  for (const char* text : {"", " ", "-", ".", "e5", "1e", "1e+", "1,5", "12a", "0x10", "NaN", "inf", "undefined", "1 2",
                           "1e999", "--1", "1.2.3"})
    EXPECT_FALSE(parse_decimal(text)) << text;
}

TEST(SportWords, KnowsTypes) {
  const auto sport = [](const char* type) { return sport_of_type(type).sport; };
  for (const char* type : {"Running", "running", "9", "run", "Run", "trail_running", "treadmill_running", "Trail Run",
                           "Virtual Run", "VirtualRun", "HKWorkoutActivityTypeRunning", "Laufen", "Course à pied",
                           "Carrera", "track_running", "indoor_running", "ultra_run", "Corsa", "Hardlopen"})
    EXPECT_EQ(sport(type), Sport::running) << type;
  for (const char* type : {"walking", "Walk", "10", "casual_walking", "HKWorkoutActivityTypeWalking"})
    EXPECT_EQ(sport(type), Sport::walking) << type;
  for (const char* type : {"Hike", "hiking", "4", "Wandern"}) EXPECT_EQ(sport(type), Sport::hiking) << type;
  for (const char* type :
       {"Biking", "1", "Ride", "cycling", "mountain biking", "E-Bike Ride", "road_biking", "Mountain Bike Ride"})
    EXPECT_EQ(sport(type), Sport::cycling) << type;
  for (const char* type : {"Swim", "lap_swimming", "16"}) EXPECT_EQ(sport(type), Sport::swimming) << type;
  for (const char* type : {"Wheelchair", "HKWorkoutActivityTypeWheelchairRunPace", "HKWorkoutActivityTypeSwimBikeRun",
                           "Yoga", "Other", "wheelchair_push_run", "21", "backcountry_ski"})
    EXPECT_EQ(sport(type), Sport::other) << type;
  for (const char* type : {"", "unknown", "t", "generic"}) EXPECT_EQ(sport(type), Sport::unknown) << type;
}

TEST(SportWords, KnowsTerrain) {
  EXPECT_EQ(sport_of_type("trail_running").terrain, Terrain::trail);
  EXPECT_EQ(sport_of_type("Trail Run").terrain, Terrain::trail);
  EXPECT_EQ(sport_of_type("treadmill_running").terrain, Terrain::treadmill);
  EXPECT_EQ(sport_of_type("track_running").terrain, Terrain::track);
  EXPECT_EQ(sport_of_type("road_biking").terrain, Terrain::unknown);
  EXPECT_EQ(sport_of_type("Run").terrain, Terrain::unknown);
}

TEST(SportWords, IsCarefulWithNames) {
  EXPECT_EQ(sport_of_text("Mannheim Running").sport, Sport::running);
  EXPECT_EQ(sport_of_text("Easy treadmill run").terrain, Terrain::treadmill);
  EXPECT_EQ(sport_of_text("Walk the dog").sport, Sport::walking);
  EXPECT_EQ(sport_of_text("Bike to the parkrun").sport, Sport::unknown);
  EXPECT_EQ(sport_of_text("Greeting SF with a dumb, dumb route").sport, Sport::unknown);
  EXPECT_EQ(sport_of_text("Brunch").sport, Sport::unknown);
}

Activity with_cadence(Sport sport, std::initializer_list<float> cadence) {
  Activity activity;
  activity.sport = sport;
  for (const float value : cadence) {
    Sample sample;
    sample.cadence_per_min = value;
    activity.samples.push_back(sample);
  }
  return activity;
}

float last_cadence(Activity activity, CadenceSource source = CadenceSource::unknown) {
  count_both_feet(activity, source);
  count_both_feet(activity, source);  // changes nothing
  return activity.samples.back().cadence_per_min;
}

TEST(BothFeet, DoublesOneLeg) {
  EXPECT_EQ(last_cadence(with_cadence(Sport::running, {0, 82, 84})), 168);
  EXPECT_EQ(last_cadence(with_cadence(Sport::walking, {55, 56})), 112);
  EXPECT_EQ(last_cadence(with_cadence(Sport::hiking, {50, 85}), CadenceSource::one_leg), 170);
}

TEST(BothFeet, LeavesTheRest) {
  EXPECT_EQ(last_cadence(with_cadence(Sport::running, {164, 168})), 168);
  EXPECT_EQ(last_cadence(with_cadence(Sport::running, {60, 170, 168})), 168);
  EXPECT_EQ(last_cadence(with_cadence(Sport::walking, {110, 112})), 112);
  EXPECT_EQ(last_cadence(with_cadence(Sport::cycling, {80, 84})), 84);
  EXPECT_EQ(last_cadence(with_cadence(Sport::unknown, {80, 84})), 84);
  EXPECT_TRUE(std::isnan(last_cadence(with_cadence(Sport::running, {missing}))));
}

TEST(Troubles, SayEachKindOnce) {
  Troubles troubles;
  for (std::size_t i = 0; i < 5; ++i)
    troubles.note("a latitude cannot be read", 433 + i,
                  "und\x01"
                  "efined\xff");
  troubles.note("a time cannot be read", 9);
  EXPECT_THAT(troubles.sentences(),
              testing::ElementsAre("a latitude cannot be read (\"und efined\xEF\xBF\xBD\" at byte 433; 5 times)",
                                   "a time cannot be read (at byte 9)"));
}

TEST(Printable, MakesTextForPeople) {
  EXPECT_EQ(printable("  a\n\t b\xC2\xA0"
                      "c  "),
            "a b c");
  EXPECT_EQ(printable("caf\xC3\xA9 \xF0\x9F\x8F\x83"), "caf\xC3\xA9 \xF0\x9F\x8F\x83");
  EXPECT_EQ(printable("\xC3"), "\xEF\xBF\xBD");
  EXPECT_EQ(printable(std::string(500, 'x')).size(), 200U);
  EXPECT_EQ(printable("aaa\xC3\xA9", 4), "aaa");
}

TEST(Xml, KnowsTheRoot) {
  EXPECT_TRUE(is_xml_with_root("          <?xml version='1.0'?>\n<!-- x --><gpx version='1.1'>", "gpx"));
  EXPECT_TRUE(is_xml_with_root("\xEF\xBB\xBF<g:gpx>", "gpx"));
  EXPECT_TRUE(is_xml_with_root("<?xml version='1.0'?><!DOCTYPE gpx [<!ENTITY a 'b'>]><gpx/>", "gpx"));
  EXPECT_FALSE(is_xml_with_root("<!DOCTYPE html><html><gpx>", "gpx"));
  EXPECT_FALSE(is_xml_with_root("", "gpx"));
  EXPECT_FALSE(is_xml_with_root("<?xml", "gpx"));
  EXPECT_FALSE(is_xml_with_root("PK\x03\x04", "gpx"));
}

}  // namespace
}  // namespace genu
