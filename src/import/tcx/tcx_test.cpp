#include "import/tcx/tcx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "import/test_files.h"
#include "import/track/moment.h"

namespace genu {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

std::string point(const std::string& time, const std::string& more = {}) {
  return "<Trackpoint><Time>" + time + "</Time>" + more + "</Trackpoint>";
}

std::string file_of(const std::string& activities) {
  return R"(<?xml version="1.0"?><TrainingCenterDatabase xmlns:ns3="x"><Activities>)" + activities +
         "</Activities></TrainingCenterDatabase>";
}

std::string activity_of_track(const std::string& track, const std::string& sport = "Running",
                              const std::string& before = {}) {
  return "<Activity Sport=\"" + sport + "\"><Id>2024-05-01T06:00:00Z</Id>" + before +
         "<Lap StartTime=\"2024-05-01T06:00:00Z\"><TotalTimeSeconds>60</TotalTimeSeconds>"
         "<DistanceMeters>200</DistanceMeters>" +
         track + "</Lap></Activity>";
}

Decoded decoded(const std::string& bytes) {
  auto result = read_tcx(bytes);
  EXPECT_TRUE(result) << result.error().text();
  return result.value_or(Decoded{});
}

Activity only_activity(const std::string& bytes) {
  Decoded all = decoded(bytes);
  EXPECT_EQ(all.activities.size(), 1U);
  return all.activities.empty() ? Activity{} : std::move(all.activities.front());
}

TEST(Tcx, ReadsAPoint) {
  const Activity activity = only_activity(file_of(activity_of_track(
      "<Track>" +
      point(
          "2024-05-01T08:00:00.250+02:00",
          "<Position><LatitudeDegrees>51.5</LatitudeDegrees><LongitudeDegrees>-0.25</LongitudeDegrees></Position>"
          "<AltitudeMeters>12.5</AltitudeMeters><DistanceMeters>3.25</DistanceMeters>"
          "<HeartRateBpm xsi:type='x'><Value>142</Value></HeartRateBpm><Extensions><ns3:TPX><ns3:Speed>3.5</ns3:Speed>"
          "<ns3:RunCadence>84</ns3:RunCadence><ns3:Watts>240</ns3:Watts></ns3:TPX></Extensions>") +
      "</Track>")));
  ASSERT_EQ(activity.samples.size(), 1U);
  const Sample& sample = activity.samples[0];
  EXPECT_EQ(to_iso8601(sample.time), "2024-05-01T06:00:00.250Z");
  EXPECT_EQ(sample.latitude_deg, 51.5);
  EXPECT_EQ(sample.longitude_deg, -0.25);
  EXPECT_EQ(sample.altitude_m, 12.5F);
  EXPECT_EQ(sample.distance_m, 3.25);
  EXPECT_EQ(sample.heart_rate_bpm, 142);
  EXPECT_EQ(sample.speed_m_per_s, 3.5F);
  EXPECT_EQ(sample.cadence_per_min, 168);  // both feet
  EXPECT_EQ(sample.power_w, 240);
  EXPECT_EQ(activity.sport, Sport::running);
  EXPECT_EQ(activity.format, "tcx");
  EXPECT_EQ(activity.utc_offset_min, 120);
  EXPECT_EQ(activity.stated.distance_m, 200);
  EXPECT_EQ(activity.stated.timer_s, 60);
  EXPECT_THAT(activity.warnings, IsEmpty());
}

TEST(Tcx, AcceptsBlanksAndByteOrderMarkBeforeTheXml) {
  const std::string file = file_of(activity_of_track("<Track>" + point("2024-05-01T06:00:00Z") + "</Track>"));
  for (const std::string before : {"          ", "\xEF\xBB\xBF", "\r\n"}) {
    EXPECT_TRUE(looks_like_tcx(before + file));
    EXPECT_EQ(only_activity(before + file).records, 1U);
  }
}

TEST(Tcx, KeepsPointsWithoutPositionOrTime) {
  const Activity activity = only_activity(
      file_of(activity_of_track("<Track><Trackpoint/><Trackpoint><AltitudeMeters>5</AltitudeMeters></Trackpoint>" +
                                point("2024-05-01T06:00:05Z") + "</Track>")));
  EXPECT_EQ(activity.records, 3U);
  ASSERT_EQ(activity.samples.size(), 3U);
  EXPECT_EQ(activity.samples[0].time.unix_ms, 0);
  EXPECT_EQ(to_iso8601(activity.start.value()), "2024-05-01T06:00:05.000Z");
}

TEST(Tcx, ReadsSeveralActivities) {
  const std::string one = activity_of_track("<Track>" + point("2024-05-01T06:00:00Z") + "</Track>");
  const std::string two = activity_of_track("<Track>" + point("2024-05-01T06:00:00Z") + "</Track>", "Biking");
  const Decoded all = decoded(file_of(one + two));
  ASSERT_EQ(all.activities.size(), 2U);
  EXPECT_EQ(all.activities[1].sport, Sport::cycling);
  EXPECT_EQ(all.records, 2U);
  EXPECT_EQ(all.laps, 2U);
  const Decoded multi = decoded(file_of("<MultiSportSession><Id>x</Id><FirstSport>" + one + "</FirstSport><NextSport>" +
                                        two + "</NextSport></MultiSportSession>"));
  EXPECT_EQ(multi.activities.size(), 2U);
}

TEST(Tcx, RefinesTheSportByTheNotes) {
  const std::string track = "<Track>" + point("2024-05-01T06:00:00Z") + "</Track>";
  const auto sport = [&](const char* attribute, const char* notes) {
    return only_activity(file_of(activity_of_track(track, attribute, "<Notes>" + std::string(notes) + "</Notes>")))
        .sport;
  };
  EXPECT_EQ(sport("Other", "Morning walk"), Sport::walking);
  EXPECT_EQ(sport("Other", "Hiking in the hills"), Sport::hiking);
  EXPECT_EQ(sport("Other", "Run, then bike"), Sport::other);
  EXPECT_EQ(sport("Running", "walk breaks"), Sport::running);
  EXPECT_EQ(sport("Other", ""), Sport::other);
}

TEST(Tcx, TakesTracksInALapAsAPause) {
  const Activity activity = only_activity(file_of(
      activity_of_track("<Track>" + point("2024-05-01T06:00:00Z") + point("2024-05-01T06:00:30Z") + "</Track><Track>" +
                        point("2024-05-01T06:05:00Z") + point("2024-05-01T06:05:30Z") + "</Track>")));
  ASSERT_EQ(activity.pauses.size(), 1U);
  EXPECT_EQ(to_iso8601(activity.pauses[0].from), "2024-05-01T06:00:30.000Z");
  EXPECT_EQ(to_iso8601(activity.pauses[0].to), "2024-05-01T06:05:00.000Z");
  EXPECT_EQ(activity.stated.elapsed_s, 330);
}

TEST(Tcx, FindsThePauseThatALapsTimerTellsOf) {
  // 60 s on the timer, 300 s on the clock.
  const Activity activity = only_activity(
      file_of(activity_of_track("<Track>" + point("2024-05-01T06:00:00Z") + point("2024-05-01T06:00:30Z") +
                                point("2024-05-01T06:04:30Z") + point("2024-05-01T06:05:00Z") + "</Track>")));
  ASSERT_EQ(activity.pauses.size(), 1U);
  EXPECT_EQ(to_iso8601(activity.pauses[0].from), "2024-05-01T06:00:30.000Z");
}

TEST(Tcx, LeavesOutWhatCannotBeReadAndSaysSo) {
  const std::string file = file_of(activity_of_track(
      "<Track>" +
      point("yesterday",
            "<Position><LatitudeDegrees>undefined</LatitudeDegrees><LongitudeDegrees>10</LongitudeDegrees></Position>"
            "<HeartRateBpm><Value>999</Value></HeartRateBpm><AltitudeMeters>NaN</AltitudeMeters>") +
      point("2024-05-01T06:00:00",
            "<Position><LatitudeDegrees>0</LatitudeDegrees>"
            "<LongitudeDegrees>0</LongitudeDegrees></Position>") +
      "</Track>"));
  const Activity activity = only_activity(file);
  ASSERT_EQ(activity.samples.size(), 2U);
  EXPECT_TRUE(std::isnan(activity.samples[0].latitude_deg));
  EXPECT_TRUE(std::isnan(activity.samples[0].longitude_deg));
  EXPECT_TRUE(std::isnan(activity.samples[0].altitude_m));
  EXPECT_TRUE(std::isnan(activity.samples[0].heart_rate_bpm));
  EXPECT_TRUE(std::isnan(activity.samples[1].latitude_deg));
  const std::string place = "\"yesterday\" at byte " + std::to_string(file.find("Time>yesterday"));
  EXPECT_THAT(activity.warnings, Contains(HasSubstr(place)));
  EXPECT_THAT(activity.warnings, Contains(HasSubstr("\"undefined\"")));
  EXPECT_THAT(activity.warnings, Contains(HasSubstr("a heart rate is not possible")));
  EXPECT_THAT(activity.warnings, Contains(HasSubstr("no time zone")));
  EXPECT_THAT(activity.warnings, Contains(HasSubstr("0/0")));
}

TEST(Tcx, KeepsWhatStandsBeforeACut) {
  const std::string whole =
      file_of(activity_of_track("<Track>" + point("2024-05-01T06:00:00Z", "<DistanceMeters>0</DistanceMeters>") +
                                point("2024-05-01T06:00:01Z", "<DistanceMeters>1234.5</DistanceMeters>") + "</Track>"));
  const std::size_t cut = whole.find("1234.5") + 2;  // "12" would be a wrong distance
  const Decoded part = decoded(whole.substr(0, cut));
  ASSERT_EQ(part.activities.size(), 1U);
  ASSERT_EQ(part.activities[0].samples.size(), 2U);
  EXPECT_EQ(to_iso8601(part.activities[0].samples[1].time), "2024-05-01T06:00:01.000Z");
  EXPECT_TRUE(std::isnan(part.activities[0].samples[1].distance_m));
  EXPECT_THAT(part.warnings, Contains(HasSubstr("cut short at byte " + std::to_string(cut))));
  for (std::size_t size = 0; size < whole.size(); ++size) {  // any cut: an error or a part, never a wrong number
    const auto any = read_tcx(whole.substr(0, size));
    if (!any) continue;
    for (const Activity& activity : any->activities)
      for (const Sample& sample : activity.samples)
        EXPECT_TRUE(std::isnan(sample.distance_m) || sample.distance_m == 0 || sample.distance_m == 1234.5) << size;
  }
}

TEST(Tcx, SaysWhereTheXmlIsBroken) {
  std::string file = file_of(activity_of_track("<Track>" + point("2024-05-01T06:00:00Z") + "</Wrong>"));
  const Decoded part = decoded(file);
  EXPECT_EQ(part.records, 1U);
  EXPECT_THAT(part.warnings, Contains(HasSubstr("broken at byte")));
}

TEST(Tcx, RefusesOtherFiles) {
  for (const char* text : {"", " ", "<gpx/>", "PK\x03\x04", "not xml", "<html><body>Log in</body></html>"}) {
    EXPECT_FALSE(looks_like_tcx(text));
    const auto result = read_tcx(text);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().code, ErrorCode::invalid_input);
  }
}

TEST(Tcx, SurvivesDeepNesting) {
  std::string deep = "<TrainingCenterDatabase><Activities><Activity><Lap><Track><Trackpoint>";
  for (int i = 0; i < 200'000; ++i) deep += "<Extensions>";
  EXPECT_EQ(decoded(deep).records, 1U);
  deep = "<TrainingCenterDatabase>";
  for (int i = 0; i < 200'000; ++i) deep += "<MultiSportSession>";
  EXPECT_EQ(decoded(deep).records, 0U);
}

TEST(Tcx, ReadsRealFiles) {
  const Decoded course = decoded(content_of(small_files() / "placemark__togeojson/tcx-courses.tcx"));
  EXPECT_THAT(course.activities, IsEmpty());
  EXPECT_THAT(course.warnings, Contains(HasSubstr("course")));

  const Activity dead_end =
      only_activity(content_of(small_files() / "firefly-cpp__sport-activities-features/dead_end.tcx"));
  EXPECT_EQ(to_iso8601(dead_end.start.value()), "2021-09-29T15:17:30.000Z");
  EXPECT_THAT(dead_end.warnings, Contains(HasSubstr("2015-02-19")));
  EXPECT_EQ(dead_end.device, "Garmin Edge 500");

  const Activity bad = only_activity(content_of(small_files() / "placemark__togeojson/bad.tcx"));
  EXPECT_EQ(bad.utc_offset_min, 60);
  EXPECT_EQ(bad.records, 4U);

  const Activity no_zone = only_activity(content_of(small_files() / "HzaCode__Athlytics/example.tcx"));
  EXPECT_EQ(to_iso8601(no_zone.start.value()), "2025-01-01T00:00:00.000Z");
  EXPECT_EQ(no_zone.samples[1].cadence_per_min, 162);
  EXPECT_EQ(no_zone.samples[1].power_w, 155);

  const Activity sample = only_activity(content_of(small_files() / "placemark__togeojson/sample.tcx"));
  EXPECT_EQ(sample.records, 19U);
  EXPECT_EQ(sample.pauses.size(), 2U);
}

TEST(Tcx, AgreesWithTheOracle) {
  const std::string text = content_of(all_files() / "oracle.json");
  if (text.empty()) GTEST_SKIP() << all_files() << " is not here";
  const auto oracle = nlohmann::json::parse(text);
  std::size_t files = 0;
  for (const auto& [path, entry] : oracle["files"].items()) {
    if (entry["format"] != "tcx") continue;
    SCOPED_TRACE(path);
    ++files;
    const auto& expected = entry["decoders"]["xml_etree_expat"]["activities"];
    const Decoded all = decoded(content_of(all_files() / path));
    ASSERT_EQ(all.activities.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const Activity& activity = all.activities[i];
      EXPECT_EQ(activity.records, expected[i]["trackpoints"]);
      EXPECT_EQ(activity.samples.size(), expected[i]["trackpoints"]);
      EXPECT_EQ(activity.laps.size(), expected[i]["laps"]);
      EXPECT_NEAR(activity.stated.distance_m.value_or(-1), expected[i]["lap_distance_m"].get<double>(), 0.01);
      EXPECT_NEAR(activity.stated.timer_s.value_or(-1), expected[i]["lap_time_s"].get<double>(), 0.01);
      std::size_t position = 0, heart_rate = 0, altitude = 0;
      double last_distance = 0;
      for (const Sample& sample : activity.samples) {
        position += !std::isnan(sample.latitude_deg);
        heart_rate += !std::isnan(sample.heart_rate_bpm);
        altitude += !std::isnan(sample.altitude_m);
        if (!std::isnan(sample.distance_m)) last_distance = sample.distance_m;
      }
      // bad.tcx: "undefined" and 0/0 count as positions there.
      if (path.find("bad.tcx") == std::string::npos) {
        EXPECT_EQ(position, expected[i]["with_position"]);
      }
      EXPECT_EQ(heart_rate, expected[i]["with_hr"]);
      EXPECT_EQ(altitude, expected[i]["with_altitude"]);
      EXPECT_NEAR(last_distance, expected[i]["last_distance_m"].get<double>(), 0.01);
      EXPECT_EQ(activity.start, parse_moment(expected[i]["first_time"].get<std::string>())->instant);
    }
  }
  EXPECT_EQ(files, 8U);
}

}  // namespace
}  // namespace genu
