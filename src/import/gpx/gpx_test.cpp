#include "import/gpx/gpx.h"

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

Decoded decoded(const std::string& bytes) {
  auto result = read_gpx(bytes);
  EXPECT_TRUE(result) << result.error().text();
  return result.value_or(Decoded{});
}

Activity only_activity(const std::string& bytes) {
  Decoded all = decoded(bytes);
  EXPECT_EQ(all.activities.size(), 1U);
  return all.activities.empty() ? Activity{} : std::move(all.activities.front());
}

std::string file_of(const std::string& content, const std::string& creator = "Watch") {
  return "<?xml version='1.0'?><gpx version='1.1' creator='" + creator + "' xmlns:gpxtpx='x'>" + content + "</gpx>";
}

std::string point(const std::string& time, const std::string& more = {}) {
  return "<trkpt lat='51.5' lon='-0.25'><time>" + time + "</time>" + more + "</trkpt>";
}

std::string track(const std::string& points, const std::string& before = {}) {
  return "<trk>" + before + "<trkseg>" + points + "</trkseg></trk>";
}

TEST(Gpx, ReadsAPoint) {
  const Activity activity = only_activity(file_of(track(
      point("2024-05-01T08:00:00.250+02:00",
            "<ele>12.5</ele><extensions><power>240</power><gpxtpx:TrackPointExtension><gpxtpx:hr>142</gpxtpx:hr>"
            "<gpxtpx:cad>84</gpxtpx:cad><gpxtpx:speed>3.5</gpxtpx:speed></gpxtpx:TrackPointExtension></extensions>"),
      "<name>Morning</name><type>9</type><desc>felt good</desc>")));
  ASSERT_EQ(activity.samples.size(), 1U);
  const Sample& sample = activity.samples[0];
  EXPECT_EQ(to_iso8601(sample.time), "2024-05-01T06:00:00.250Z");
  EXPECT_EQ(sample.latitude_deg, 51.5);
  EXPECT_EQ(sample.longitude_deg, -0.25);
  EXPECT_EQ(sample.altitude_m, 12.5F);
  EXPECT_EQ(sample.heart_rate_bpm, 142);
  EXPECT_EQ(sample.speed_m_per_s, 3.5F);
  EXPECT_EQ(sample.cadence_per_min, 168);
  EXPECT_EQ(sample.power_w, 240);
  EXPECT_EQ(activity.sport, Sport::running);
  EXPECT_EQ(activity.name, "Morning");
  EXPECT_EQ(activity.notes, "felt good");
  EXPECT_EQ(activity.device, "Watch");
  EXPECT_EQ(activity.utc_offset_min, 120);
  EXPECT_THAT(activity.warnings, IsEmpty());
}

TEST(Gpx, KnowsExtensionsOfAllKinds) {
  const auto sample = [](const std::string& extensions) {
    return only_activity(file_of(track(point("2024-05-01T06:00:00Z", extensions)))).samples.at(0);
  };
  EXPECT_EQ(sample("<speed>2.5</speed>").speed_m_per_s, 2.5F);  // GPX 1.0
  EXPECT_EQ(sample("<extensions><speed>2.5</speed><hAcc>3</hAcc></extensions>").speed_m_per_s, 2.5F);
  EXPECT_EQ(sample("<extensions><gpxdata:hr>99</gpxdata:hr><gpxdata:cadence>81</gpxdata:cadence></extensions>")
                .heart_rate_bpm,
            99);
  EXPECT_EQ(sample("<extensions><gpxdata:cadence>81</gpxdata:cadence></extensions>").cadence_per_min, 81);
  EXPECT_EQ(sample("<extensions><a/></extensions><extensions><p:PowerExtension><p:PowerInWatts>200</p:PowerInWatts>"
                   "</p:PowerExtension></extensions>")
                .power_w,
            200);
  EXPECT_TRUE(std::isnan(sample("<extensions><x:hr>0</x:hr></extensions>").heart_rate_bpm));
}

TEST(Gpx, ReadsAnyPrefix) {
  const std::string file =
      "\xEF\xBB\xBF<g:gpx xmlns:g='http://www.topografix.com/GPX/1/0' version='1.0'><g:trk><g:trkseg><g:trkpt lat='1' "
      "lon='2'>"
      "<g:time>2024-05-01T06:00:00Z</g:time></g:trkpt></g:trkseg></g:trk></g:gpx>";
  EXPECT_TRUE(looks_like_gpx(file));
  EXPECT_EQ(only_activity(file).samples.at(0).longitude_deg, 2);
}

TEST(Gpx, TakesSegmentsAsPauses) {
  const Activity activity =
      only_activity(file_of("<trk><trkseg>" + point("2024-05-01T06:00:00Z") + "</trkseg><trkseg></trkseg><trkseg>" +
                            point("2024-05-01T06:05:00Z") + "</trkseg></trk>"));
  ASSERT_EQ(activity.pauses.size(), 1U);
  EXPECT_EQ(activity.pauses[0].to.unix_ms - activity.pauses[0].from.unix_ms, 300'000);
}

TEST(Gpx, CountsTracksButNotRoutes) {
  const std::string one = track(point("2024-05-01T06:00:00Z"));
  const Decoded two = decoded(file_of("<wpt lat='1' lon='1'/>" + one + "<rte><rtept lat='1' lon='1'/></rte>" + one));
  EXPECT_EQ(two.activities.size(), 2U);
  EXPECT_EQ(two.records, 2U);
  const Decoded route = decoded(file_of("<rte><rtept lat='1' lon='1'/></rte>"));
  EXPECT_THAT(route.activities, IsEmpty());
  EXPECT_THAT(route.warnings, Contains(HasSubstr("planned route")));
  EXPECT_THAT(decoded(file_of("<wpt lat='1' lon='1'/>")).warnings, Contains(HasSubstr("no track")));
}

TEST(Gpx, KeepsPointsWithoutTimes) {
  const Activity activity = only_activity(file_of(track("<trkpt lat='1' lon='2'/><trkpt lat='1' lon='2.1'/>")));
  EXPECT_EQ(activity.records, 2U);
  EXPECT_FALSE(activity.start);
  EXPECT_THAT(activity.warnings, Contains(HasSubstr("no times")));
  const Activity partly = only_activity(file_of(track("<trkpt lat='1' lon='2'/>" + point("2024-05-01T06:00:00Z"))));
  EXPECT_EQ(to_iso8601(partly.start.value()), "2024-05-01T06:00:00.000Z");
}

TEST(Gpx, TakesSportFromTheNameOnlyWhenNoTypeIsGiven) {
  const auto sport = [](const char* before) {
    return only_activity(file_of(track(point("2024-05-01T06:00:00Z"), before))).sport;
  };
  EXPECT_EQ(sport("<name>Mannheim Running</name>"), Sport::running);
  EXPECT_EQ(sport("<name>Evening Run</name><type>cycling</type>"), Sport::cycling);
  EXPECT_EQ(sport("<name>Evening Run</name><type>unknown</type>"), Sport::running);
  EXPECT_EQ(sport("<name>Something</name>"), Sport::unknown);
}

TEST(Gpx, TrustsABarometerThatStravaNames) {
  const std::string one = track(point("2024-05-01T06:00:00Z"));
  EXPECT_TRUE(only_activity(file_of(one, "Garmin Forerunner 920XT with Barometer")).barometric);
  EXPECT_FALSE(only_activity(file_of(one, "Garmin Forerunner 235")).barometric);
  EXPECT_EQ(only_activity(file_of(one, "StravaGPX iPhone")).device, "");
}

TEST(Gpx, UsesOnlyDistancesSinceTheStart) {
  const auto with = [](const char* a, const char* b, const std::string& creator) {
    const auto ext = [](const char* d) {
      return "<extensions><c:distance>" + std::string(d) + "</c:distance></extensions>";
    };
    return only_activity(
               file_of(track(point("2024-05-01T06:00:00Z", ext(a)) + point("2024-05-01T06:00:01Z", ext(b))), creator))
        .samples.at(1)
        .distance_m;
  };
  EXPECT_EQ(with("10", "13", "x"), 13);
  EXPECT_TRUE(std::isnan(with("10", "9", "x")));
  EXPECT_TRUE(std::isnan(with("10", "13", "OpenTracks")));
}

TEST(Gpx, NeverExpandsEntities) {
  std::string bomb = "<?xml version='1.0'?><!DOCTYPE gpx [<!ENTITY a 'aaaaaaaaaa'>";
  std::string before = "a";
  for (const char* name : {"b", "c", "d", "e", "f", "g", "h", "i", "j"}) {
    bomb += "<!ENTITY " + std::string(name) + " '";
    for (int i = 0; i < 10; ++i) bomb += "&" + before + ";";
    bomb += "'>";
    before = name;
  }
  bomb += "<!ENTITY file SYSTEM 'file:///etc/passwd'>]><gpx><trk><name>&j;&file;</name><trkseg>" +
          point("2024-05-01T06:00:00Z") + "</trkseg></trk></gpx>";
  EXPECT_TRUE(looks_like_gpx(bomb));
  EXPECT_EQ(only_activity(bomb).name, "&j;&file;");
}

TEST(Gpx, KeepsWhatStandsBeforeACut) {
  const std::string whole =
      file_of(track("<trkpt lat='51.47356' lon='-0.19304'><ele>5.75</ele></trkpt>"
                    "<trkpt lat='51.47357' lon='-0.19305'><ele>5.75</ele></trkpt>"));
  for (std::size_t size = 0; size < whole.size(); ++size) {  // any cut: an error or a part, never a wrong number
    const auto any = read_gpx(whole.substr(0, size));
    if (!any) continue;
    for (const Activity& activity : any->activities)
      for (const Sample& sample : activity.samples) {
        EXPECT_NEAR(sample.latitude_deg, 51.473565, 0.00001) << size;
        EXPECT_NEAR(sample.longitude_deg, -0.193045, 0.00001) << size;
        EXPECT_TRUE(std::isnan(sample.altitude_m) || sample.altitude_m == 5.75F) << size;
      }
  }
  EXPECT_EQ(decoded(whole.substr(0, whole.rfind("<ele>"))).records, 2U);
}

TEST(Gpx, RefusesOtherFiles) {
  for (const char* text : {"", " ", "<TrainingCenterDatabase/>", "PK\x03\x04", "not xml", "<html><gpx></gpx></html>"}) {
    EXPECT_FALSE(looks_like_gpx(text));
    const auto result = read_gpx(text);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().code, ErrorCode::invalid_input);
  }
}

TEST(Gpx, SurvivesDeepNesting) {
  std::string deep = "<gpx><trk><trkseg><trkpt lat='1' lon='1'>";
  for (int i = 0; i < 200'000; ++i) deep += "<extensions>";
  EXPECT_EQ(decoded(deep).records, 1U);
}

TEST(Gpx, ReadsRealFiles) {
  const auto small = [](const char* name) { return content_of(small_files() / name); };
  const Activity watch = only_activity(small("placemark__togeojson/Friday-Evening-Run.gpx"));
  EXPECT_EQ(watch.sport, Sport::running);
  EXPECT_EQ(watch.device, "Apple Watch");
  EXPECT_EQ(watch.pauses.size(), 2U);
  EXPECT_EQ(watch.samples.back().cadence_per_min, 162);
  EXPECT_EQ(watch.samples.back().power_w, 209);

  const Activity bad = only_activity(small("placemark__togeojson/bad.gpx"));
  EXPECT_EQ(bad.records, 2U);
  EXPECT_THAT(bad.warnings, Contains(HasSubstr("\"undefined\"")));

  const Activity zone = only_activity(small("OpenTracksApp__OpenTracks/gpx_timezone.gpx"));
  EXPECT_EQ(zone.utc_offset_min, 75);
  EXPECT_EQ(to_iso8601(zone.start.value()), "2021-01-07T20:36:59.179Z");

  const Activity legacy =
      only_activity(small("OpenTracksApp__OpenTracks/legacy_gpx_trackpointextensions_incorrect.gpx"));
  EXPECT_EQ(legacy.sport, Sport::cycling);
  EXPECT_EQ(legacy.samples.at(1).heart_rate_bpm, 69);
  EXPECT_EQ(legacy.samples.at(1).power_w, 50);

  const Activity fraction = only_activity(small("tkrajina__gpxpy/track-with-less-sec-time.gpx"));
  EXPECT_EQ(fraction.samples.at(1).time.unix_ms - fraction.samples.at(0).time.unix_ms, 994);

  const Activity no_zone = only_activity(small("tkrajina__gpxpy/gpx1.1_with_all_fields.gpx"));
  EXPECT_THAT(no_zone.warnings, Contains(HasSubstr("no time zone")));
}

TEST(Gpx, AgreesWithTheOracle) {
  const std::string text = content_of(all_files() / "oracle.json");
  if (text.empty()) GTEST_SKIP() << all_files() << " is not here";
  const auto oracle = nlohmann::json::parse(text);
  std::size_t files = 0;
  for (const auto& [path, entry] : oracle["files"].items()) {
    if (entry["format"] != "gpx") continue;
    SCOPED_TRACE(path);
    ++files;
    const Decoded all = decoded(content_of(all_files() / path));
    std::size_t next = 0;
    for (const auto& expected : entry["decoders"]["xml_etree_expat"]["tracks"]) {
      if (expected["points"] == 0) continue;  // empty tracks are no activities
      ASSERT_LT(next, all.activities.size());
      const Activity& activity = all.activities[next++];
      EXPECT_EQ(activity.records, expected["points"]);
      EXPECT_EQ(activity.name, expected["name"].is_null() ? "" : expected["name"].get<std::string>());
      std::size_t time = 0, altitude = 0, heart_rate = 0;
      double length_m = 0;
      const Sample* before = nullptr;
      for (const Sample& sample : activity.samples) {
        time += sample.time.unix_ms != 0;
        altitude += !std::isnan(sample.altitude_m);
        heart_rate += !std::isnan(sample.heart_rate_bpm);
        if (before != nullptr && !std::isnan(sample.latitude_deg)) {
          constexpr double radius_m = 6'371'000, radians = 3.14159265358979323846 / 180;
          const double dy = (sample.latitude_deg - before->latitude_deg) * radians;
          const double dx =
              (sample.longitude_deg - before->longitude_deg) * radians * std::cos(sample.latitude_deg * radians);
          length_m += radius_m * std::hypot(dx, dy);
        }
        if (!std::isnan(sample.latitude_deg)) before = &sample;
      }
      EXPECT_EQ(time, expected["with_time"]);
      EXPECT_EQ(altitude, expected["with_ele"]);
      EXPECT_EQ(heart_rate, expected["with_hr"]);
      // The oracle does not go across the gap between two segments.
      if (expected["segments"] == 1) {
        EXPECT_NEAR(length_m, expected["haversine_2d_m"].get<double>(), 1 + length_m / 500);
      }
      EXPECT_EQ(activity.start, parse_moment(expected["first_time"].get<std::string>())->instant);
    }
    EXPECT_EQ(next, all.activities.size());
  }
  EXPECT_EQ(files, 20U);
}

}  // namespace
}  // namespace genu
