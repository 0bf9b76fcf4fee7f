#include "import/apple/apple_health.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "import/archive/archive.h"
#include "import/test_files.h"

namespace genu {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct ReadExport {
  std::vector<AppleWorkout> workouts;
  std::vector<std::string> warnings;
};

ReadExport read(const ByteSource& source) {
  ReadExport all;
  const auto outcome =
      read_apple_export(source, [&](AppleWorkout&& workout) { all.workouts.push_back(std::move(workout)); });
  EXPECT_TRUE(outcome) << outcome.error().text();
  if (outcome) {
    all.warnings = outcome->warnings;
    EXPECT_EQ(outcome->workouts, all.workouts.size());
  }
  return all;
}

ReadExport read(const std::string& text) { return read(bytes_in_memory(text)); }

std::string export_of(const std::string& content) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData "
         "(ExportDate,Me,Workout)>\n"
         "<!ATTLIST HealthData\n  locale CDATA #REQUIRED\n>\n]>\n<HealthData locale=\"en_GB\">\n" +
         content + "</HealthData>\n";
}

const std::string run_attributes =
    R"(workoutActivityType="HKWorkoutActivityTypeRunning" duration="30" durationUnit="min" )"
    R"(sourceName="Ana&#x2019;s Apple&#xA0;Watch" startDate="2024-05-01 08:00:00 +0200" endDate="2024-05-01 08:31:00 +0200")";

std::string run(const std::string& children, const std::string& more = "") {
  return " <Workout " + run_attributes + " " + more + ">" + children + "</Workout>\n";
}

TEST(AppleHealth, ReadsAWorkoutOfOldExports) {
  const auto all =
      read(export_of("<Record type=\"x\" value=\"1\"/>" +
                     run("<MetadataEntry key=\"HKIndoorWorkout\" value=\"1\"/><MetadataEntry "
                         "key=\"HKElevationAscended\" value=\"3050 cm\"/>"
                         "<WorkoutEvent type=\"HKWorkoutEventTypePause\" date=\"2024-05-01 08:10:00 +0200\"/>"
                         "<WorkoutEvent type=\"HKWorkoutEventTypeResume\" date=\"2024-05-01 08:11:00 +0200\"/>"
                         "<WorkoutRoute><FileReference path=\"/workout-routes/route_1.gpx\"/></WorkoutRoute>",
                         "totalDistance=\"3.1\" totalDistanceUnit=\"mi\"")));
  ASSERT_EQ(all.workouts.size(), 1U);
  const Activity& activity = all.workouts[0].activity;
  EXPECT_EQ(activity.format, "apple_health");
  EXPECT_EQ(activity.sport, Sport::running);
  EXPECT_EQ(activity.terrain, Terrain::treadmill);
  EXPECT_EQ(to_iso8601(activity.start.value()), "2024-05-01T06:00:00.000Z");
  EXPECT_EQ(activity.utc_offset_min, 120);
  EXPECT_EQ(activity.stated.timer_s, 1800);
  EXPECT_EQ(activity.stated.elapsed_s, 1860);
  EXPECT_NEAR(activity.stated.distance_m.value(), 3.1 * 1609.344, 1e-6);
  EXPECT_NEAR(activity.stated.ascent_m.value(), 30.5, 1e-9);
  EXPECT_EQ(activity.device, "Ana\xE2\x80\x99s Apple Watch");
  ASSERT_EQ(activity.pauses.size(), 1U);
  EXPECT_EQ(activity.pauses[0].to.unix_ms - activity.pauses[0].from.unix_ms, 60'000);
  EXPECT_EQ(all.workouts[0].route, "/workout-routes/route_1.gpx");
  EXPECT_THAT(all.warnings, IsEmpty());
}

TEST(AppleHealth, ReadsTheStatisticsOfNewExports) {
  const auto statistics = [](const char* type, const char* rest) {
    return "<WorkoutStatistics type=\"HKQuantityTypeIdentifier" + std::string(type) + "\" " + rest + "/>";
  };
  const auto all = read(export_of(run(statistics("DistanceWalkingRunning", "sum=\"5.2\" unit=\"km\"") +
                                      statistics("StepCount", "sum=\"5100\" unit=\"count\"") +
                                      statistics("HeartRate", "average=\"151.5\" unit=\"count/min\"") +
                                      statistics("RunningPower", "average=\"240\" unit=\"W\"") +
                                      statistics("RunningGroundContactTime", "average=\"255\" unit=\"ms\"") +
                                      statistics("RunningVerticalOscillation", "average=\"9.5\" unit=\"cm\"") +
                                      statistics("RunningStrideLength", "average=\"1.02\" unit=\"m\""))));
  ASSERT_EQ(all.workouts.size(), 1U);
  const StatedTotals& stated = all.workouts[0].activity.stated;
  EXPECT_EQ(stated.distance_m, 5200);
  EXPECT_NEAR(stated.cadence_per_min.value(), 170, 1e-9);
  EXPECT_EQ(stated.heart_rate_bpm, 151.5);
  EXPECT_EQ(stated.power_w, 240);
  EXPECT_EQ(stated.contact_time_ms, 255);
  EXPECT_NEAR(stated.vertical_oscillation_mm.value(), 95, 1e-9);
  EXPECT_NEAR(stated.step_length_mm.value(), 1020, 1e-9);
}

TEST(AppleHealth, BearsTheMalformedDtdAndControlCharacters) {
  const std::string text =
      "<?xml version=\"1.0\"?><!DOCTYPE HealthData [\n<!-- HealthKit Export Version: 12 -->\n"
      "<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>\n<!ATTLIST WorkoutEvent\n  type CDATA #REQUIRED\n"
      "startDate CDATA #REQUIRED endDate CDATA #REQUIRED\n  \x0B device CDATA #IMPLIED >>\n]>\n"
      "<HealthData locale=\"en_US\"><Record sourceName=\"a\x0B\"/>" +
      run("", "sourceVersion=\"9\x0B.1\"") + "</HealthData>";
  EXPECT_TRUE(looks_like_apple_export(text));
  EXPECT_EQ(read(text).workouts.size(), 1U);
}

TEST(AppleHealth, ReadsTheSameInSmallPieces) {
  const std::string text =
      export_of(run("") + std::string(1000, ' ') + run("<WorkoutRoute/>") + " <Workout " + run_attributes + "/>");
  std::size_t at = 0;
  const auto all = read([&](char* into, std::size_t) -> Result<std::size_t> {
    const std::size_t count = std::min<std::size_t>(7, text.size() - at);
    std::copy_n(text.data() + at, count, into);
    at += count;
    return count;
  });
  EXPECT_EQ(all.workouts.size(), 3U);
  EXPECT_THAT(all.warnings, IsEmpty());
}

TEST(AppleHealth, LosesOnlyTheBrokenWorkout) {
  const auto all = read(export_of(run("<MetadataEntry key=\"a\" value=\"b\">") + "<Workout broken=\"" + run("") +
                                  "<Workout a=\"b\">" + run("") + "<Workout a=\"b\"><Unclosed></Workout>" + run("")));
  EXPECT_EQ(all.workouts.size(), 3U);
  EXPECT_EQ(all.warnings.size(), 4U);
  EXPECT_THAT(all.warnings, Contains(HasSubstr("broken XML")));
  EXPECT_THAT(all.warnings, Contains(HasSubstr("has no end")));
}

TEST(AppleHealth, KeepsWhatStandsBeforeACut) {
  const std::string text = export_of(run("") + run("<WorkoutRoute/>"));
  const auto all = read(text.substr(0, text.rfind("<WorkoutRoute")));
  EXPECT_EQ(all.workouts.size(), 1U);
  EXPECT_THAT(all.warnings, ElementsAre(HasSubstr("cut short")));
}

TEST(AppleHealth, ReportsAFailingSource) {
  const std::string text = export_of(run("") + run(""));
  bool given = false;
  const auto all = read([&](char* into, std::size_t) -> Result<std::size_t> {
    if (given) return fail(ErrorCode::corrupt, "the member is damaged", "export.xml");
    given = true;
    std::copy_n(text.data(), text.size() - 100, into);
    return text.size() - 100;
  });
  EXPECT_EQ(all.workouts.size(), 1U);
  EXPECT_THAT(all.warnings, Contains(HasSubstr("the member is damaged")));
}

TEST(AppleHealth, RefusesOtherFiles) {
  for (const char* text : {"", "<gpx/>", "<HealthDataX>", "<ClinicalDocument/>"}) {
    EXPECT_FALSE(looks_like_apple_export(text));
    const auto outcome = read_apple_export(bytes_in_memory(text), [](AppleWorkout&&) {});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::invalid_input);
  }
}

TEST(AppleHealth, BearsHostileText) {
  std::string text = "<HealthData>";
  for (int i = 0; i < 300'000; ++i) text += "<Workout ";
  EXPECT_EQ(read(text).workouts.size(), 0U);
  text = "<HealthData>";
  for (int i = 0; i < 300'000; ++i) text += "<Workout x>";
  EXPECT_EQ(read(text).workouts.size(), 0U);
  text = "<HealthData><Workout a=\"" + std::string(std::size_t{40} << 20, 'x');
  EXPECT_THAT(read(text).warnings, Contains(HasSubstr("larger than 16 MB")));
}

TEST(AppleHealth, KnowsRouteFiles) {
  EXPECT_TRUE(is_route_file("apple_health_export/workout-routes/route_1.gpx", "/workout-routes/route_1.gpx"));
  EXPECT_TRUE(
      is_route_file("workout-routes/route_1\xC2\xA0"
                    "am.gpx",
                    "/workout-routes/route_1 am.gpx"));
  EXPECT_FALSE(is_route_file("x/other/route_1.gpx", "/workout-routes/route_1.gpx"));
  EXPECT_FALSE(is_route_file("workout-routes/route_11.gpx", "/workout-routes/route_1.gpx"));
  EXPECT_FALSE(is_route_file("route_1.gpx", ""));
}

TEST(AppleHealth, ReadsAPeersExport) {
  const auto folder = small_files() / "brtkwr__apple-health-tcx-converter";
  auto all = read(content_of(folder / "export.xml"));
  ASSERT_EQ(all.workouts.size(), 4U);
  AppleWorkout& first = all.workouts[0];
  EXPECT_EQ(first.activity.stated.distance_m, 5200);
  EXPECT_EQ(first.activity.stated.timer_s, 32.5 * 60);
  EXPECT_EQ(first.activity.stated.ascent_m, 8.5);
  EXPECT_EQ(first.activity.stated.heart_rate_bpm, 162.5);
  EXPECT_EQ(all.workouts[1].activity.sport, Sport::walking);
  EXPECT_EQ(all.workouts[2].activity.sport, Sport::cycling);
  EXPECT_FALSE(all.workouts[3].activity.stated.distance_m);
  ASSERT_TRUE(is_route_file("export/workout-routes/route_2024-01-15_10.00am.gpx", first.route));
  ASSERT_TRUE(merge_route(first, content_of(folder / "route_2024-01-15_10.00am.gpx")));
  EXPECT_EQ(first.activity.samples.size(), 10U);
  EXPECT_EQ(first.activity.records, 10U);
  EXPECT_EQ(first.activity.samples[1].speed_m_per_s, 3.2F);
  EXPECT_EQ(first.activity.format, "apple_health");
  EXPECT_FALSE(merge_route(first, "no gpx"));
  EXPECT_EQ(first.activity.samples.size(), 10U);
}

TEST(AppleHealth, AgreesWithTheOracle) {
  const std::string text = content_of(all_files() / "oracle.json");
  if (text.empty()) GTEST_SKIP() << all_files() << " is not here";
  const auto truth = nlohmann::json::parse(text)["files"]["exports/apple_health_km.zip"]["truth"]["workouts"];
  const std::string zip = (all_files() / "exports" / "apple_health_km.zip").string();
  ReadExport all;
  const auto first = walk_archive(
      zip, [](const ArchiveMember& member) { return member.path.ends_with(".xml"); },
      [&](const ArchiveMember&, const ByteSource& source) {
        auto start = read_start(source, 65536);
        if (start && looks_like_apple_export(*start)) all = read(continue_from(*start, source));
        return true;
      });
  ASSERT_TRUE(first && first->warnings.empty());
  ASSERT_EQ(all.workouts.size(), truth.size());
  const auto second = walk_archive(
      zip, [](const ArchiveMember& member) { return member.path.ends_with(".gpx"); },
      [&](const ArchiveMember& member, const ByteSource& source) {
        for (AppleWorkout& workout : all.workouts)
          if (is_route_file(member.path, workout.route)) {
            EXPECT_TRUE(merge_route(workout, read_all(source, std::size_t{1} << 20)->bytes));
          }
        return true;
      });
  ASSERT_TRUE(second && second->taken == 3);
  for (std::size_t i = 0; i < truth.size(); ++i) {
    SCOPED_TRACE(i);
    const Activity& activity = all.workouts[i].activity;
    EXPECT_EQ(to_iso8601(activity.start.value()).substr(0, 19) + "Z", truth[i]["start_utc"]);
    EXPECT_EQ(activity.sport == Sport::running, truth[i]["is_run"].get<bool>());
    EXPECT_EQ(activity.terrain == Terrain::treadmill, truth[i]["indoor"].get<bool>());
    EXPECT_NEAR(activity.stated.distance_m.value(), truth[i]["distance_m"].get<double>(), 0.01);
    EXPECT_NEAR(activity.stated.timer_s.value(), truth[i]["duration_s"].get<double>(), 0.01);
    EXPECT_EQ(activity.records, truth[i]["route_points"]);
    EXPECT_EQ(activity.stated.ascent_m.value_or(-1),
              truth[i]["ascent_m"].is_null() ? -1 : truth[i]["ascent_m"].get<double>());
    EXPECT_EQ(activity.utc_offset_min, 60);
    EXPECT_THAT(activity.warnings, IsEmpty());
  }
}

}  // namespace
}  // namespace genu
