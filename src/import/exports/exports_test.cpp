#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/archive/archive.h"
#include "import/exports/garmin.h"
#include "import/exports/strava.h"
#include "import/test_files.h"

namespace genu {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string utc(std::string_view text) {
  const auto instant = parse_strava_date(text);
  return instant ? to_iso8601(*instant).substr(0, 19) : "none";
}

TEST(StravaDate, ReadsManyLanguages) {
  EXPECT_EQ(utc("Sep 14, 2019, 3:22:05 PM"), "2019-09-14T15:22:05");
  EXPECT_EQ(utc("Sep 14, 2019, 12:22:05 AM"), "2019-09-14T00:22:05");
  EXPECT_EQ(utc("Sep 14, 2019, 12:22:05\xE2\x80\xAFPM"), "2019-09-14T12:22:05");
  EXPECT_EQ(utc("14 Sep 2019, 15:22:05"), "2019-09-14T15:22:05");
  EXPECT_EQ(utc("14.09.2019, 15:22:05"), "2019-09-14T15:22:05");
  EXPECT_EQ(utc("14. M\xC3\xA4rz 2019, 15:22:05"), "2019-03-14T15:22:05");
  EXPECT_EQ(utc("14 sept. 2019, 15:22:05"), "2019-09-14T15:22:05");
  EXPECT_EQ(utc("14 juil. 2019 \xC3\xA0 15:22:05"), "2019-07-14T15:22:05");
  EXPECT_EQ(utc("14 juin 2019 \xC3\xA0 15:22:05"), "2019-06-14T15:22:05");
  EXPECT_EQ(utc("14 ao\xC3\xBBt 2019, 15:22:05"), "2019-08-14T15:22:05");
  EXPECT_EQ(utc("14 de set. de 2019 15:22:05"), "2019-09-14T15:22:05");
  EXPECT_EQ(utc("14 ene 2019 3:22:05 p. m."), "2019-01-14T15:22:05");
  EXPECT_EQ(utc("14 gen 2019, 15:22:05"), "2019-01-14T15:22:05");
  EXPECT_EQ(utc("14 mrt. 2019 15:22:05"), "2019-03-14T15:22:05");
  EXPECT_EQ(utc("2019-09-14 15:22:05"), "2019-09-14T15:22:05");
  EXPECT_EQ(utc("2019-09-14T15:22:05Z"), "2019-09-14T15:22:05");
  EXPECT_EQ(utc("2019/09/14 15:22:05"), "2019-09-14T15:22:05");
  EXPECT_EQ(utc("2019\xE5\xB9\xB4"
                "9\xE6\x9C\x88"
                "14\xE6\x97\xA5 15:22:05"),
            "2019-09-14T15:22:05");
  EXPECT_EQ(utc("9/8/2019 3:22:05 PM"), "2019-09-08T15:22:05");
  EXPECT_EQ(utc("08/09/2019 15:22:05"), "2019-09-08T15:22:05");
  EXPECT_EQ(utc("Oct 01, 2024, 11:35 AM"), "2024-10-01T11:35:00");
}

TEST(StravaDate, RefusesEverythingElse) {
  for (const char* text : {"", "yesterday", "Sep 14, 2019", "31.02.2019, 15:22:05", "Sep 14, 2019, 13:22:05 PM",
                           "1 2 3 4 5 6 7 8", "12345-01-01 00:00:00"})
    EXPECT_EQ(utc(text), "none") << text;
}

Result<StravaTable> table_of(const std::string& text) { return read_strava_table(bytes_in_memory(text)); }

std::string strava_member(const std::string& name) {
  std::string content;
  (void)walk_archive((all_files() / "exports" / "strava_export_en.zip").string(),
                     [&](const ArchiveMember& member) { return member.path == name; },
                     [&](const ArchiveMember&, const ByteSource& source) {
                       content = read_all(source, std::size_t{1} << 20)->bytes;
                       return false;
                     });
  return content;
}

// The table of the export with another header: what an account in another language would get.
std::string in_german(const std::string& text) {
  std::string header = "Aktivit\xC3\xA4ts-ID";
  for (int i = 1; i < 46; ++i) header += ",Spalte " + std::to_string(i);
  return header + text.substr(text.find('\n'));
}

void expect_the_rows_of_the_export(const StravaTable& table) {
  ASSERT_EQ(table.rows.size(), 8U);
  EXPECT_THAT(table.warnings, IsEmpty());
  const StravaRow& second = table.rows[1];
  EXPECT_EQ(second.id, "9000000002");
  EXPECT_EQ(second.name,
            "Easy, with \xE2\x80\x9C"
            "friends\xE2\x80\x9D \xF0\x9F\x8F\x83");
  EXPECT_EQ(to_iso8601(second.start.value()), "2019-09-18T14:02:35.000Z");
  EXPECT_EQ(second.sport, Sport::running);
  EXPECT_EQ(second.gear, "Saucony \"Ride\" 15");
  EXPECT_EQ(second.filename, "activities/9000000079.fit.gz");
  EXPECT_EQ(second.distance_m, 6596.09);
  EXPECT_EQ(second.elapsed_s, 3328.783);
  EXPECT_EQ(second.moving_s, 3327.503);
  EXPECT_EQ(second.ascent_m, 217.0);
  EXPECT_EQ(table.rows[0].heart_rate_bpm, 130);
  EXPECT_EQ(table.rows[3].sport, Sport::cycling);
  EXPECT_EQ(table.rows[4].description, "line one line two, with a comma and a \"quote\"");
  EXPECT_EQ(table.rows[5].line, 8U);
  EXPECT_EQ(table.rows[6].filename, "");
  double running_m = 0;
  for (const StravaRow& row : table.rows)
    if (row.sport == Sport::running) running_m += row.distance_m.value_or(0);
  EXPECT_NEAR(running_m, 42270.15, 0.01);
}

TEST(Strava, ReadsTheTableOfAnExport) {
  if (!std::filesystem::exists(all_files())) GTEST_SKIP() << all_files() << " is not here";
  const std::string text = strava_member("activities.csv");
  const auto english = table_of(text);
  ASSERT_TRUE(english) << english.error().text();
  expect_the_rows_of_the_export(*english);
  const auto german = table_of(in_german(text));
  ASSERT_TRUE(german) << german.error().text();
  expect_the_rows_of_the_export(*german);
}

TEST(Strava, ReadsASmallTable) {
  const auto table = table_of(content_of(small_files() / "HzaCode__Athlytics" / "activities.csv"));
  ASSERT_TRUE(table) << table.error().text();
  EXPECT_EQ(table->rows.size(), 75U);
  EXPECT_THAT(table->warnings, IsEmpty());
  EXPECT_EQ(table->rows[1].distance_m, 7925);
  EXPECT_EQ(table->rows[1].moving_s, 2364);
}

TEST(Strava, ReadsKilometresWhereThatIsAllThereIs) {
  const auto table = table_of(
      "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance\n"
      "1,\"Sep 14, 2019, 3:22:05 PM\",Run,Run,3600,\"10,5\"\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows.at(0).distance_m, 10500);
}

TEST(Strava, LeavesOutWhatCannotBeUsed) {
  const auto table = table_of(
      "Activity ID,Activity Date,Activity Name,Activity Type\n"
      "x,\"Sep 14, 2019, 3:22:05 PM\",Run,Run\n"
      "2,sometime,Run,Run\n");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows.size(), 1U);
  EXPECT_FALSE(table->rows[0].start);
  EXPECT_THAT(table->warnings, ElementsAre(HasSubstr("line 2: "), HasSubstr("line 3: the date \"sometime\"")));
}

TEST(Strava, KeepsTheRowsBeforeACut) {
  const auto table = table_of(
      "Activity ID,Activity Date,Activity Name,Activity Type\n"
      "1,\"Sep 14, 2019, 3:22:05 PM\",Run,Run\n2,\"Sep 15, 2019");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows.size(), 1U);
  EXPECT_THAT(table->warnings, Contains(HasSubstr("never closed")));
}

TEST(Strava, RefusesOtherTables) {
  for (const char* text : {"", "a,b\n1,2\n", "not a table at all", "Datum,Name\n2019-09-14,activities/1.gpx\n"}) {
    const auto table = table_of(text);
    ASSERT_FALSE(table) << text;
    EXPECT_EQ(table.error().code, ErrorCode::invalid_input);
  }
  EXPECT_TRUE(is_strava_table("export_1/activities.csv"));
  EXPECT_TRUE(is_strava_table("activities.csv"));
  EXPECT_FALSE(is_strava_table("my_activities.csv"));
}

TEST(Strava, CompletesAnActivity) {
  StravaRow row;
  row.name = "Lunch";
  row.gear = "shoes";
  row.sport = Sport::running;
  row.terrain = Terrain::trail;
  row.distance_m = 5000;
  Activity activity;
  activity.format = "gpx";
  Sample sample;
  sample.cadence_per_min = 84;
  activity.samples.push_back(sample);
  activity.stated.elapsed_s = 9;
  row.elapsed_s = 10;
  complete(activity, row);
  EXPECT_EQ(activity.name, "Lunch");
  EXPECT_EQ(activity.gear, "shoes");
  EXPECT_EQ(activity.sport, Sport::running);
  EXPECT_EQ(activity.terrain, Terrain::trail);
  EXPECT_EQ(activity.stated.distance_m, 5000);
  EXPECT_EQ(activity.stated.elapsed_s, 9);
  EXPECT_EQ(activity.samples[0].cadence_per_min, 168);  // now that it is a run
  EXPECT_EQ(activity.format, "gpx");
  EXPECT_EQ(activity_of(row).format, "strava_csv");
}

std::string garmin_summary() {
  std::string content;
  (void)walk_archive((all_files() / "exports" / "garmin_export.zip").string(),
                     [](const ArchiveMember& member) { return is_garmin_summary(member.path); },
                     [&](const ArchiveMember&, const ByteSource& source) {
                       content = read_all(source, std::size_t{1} << 20)->bytes;
                       return true;
                     });
  return content;
}

TEST(Garmin, ReadsTheSummaryOfAnExport) {
  if (!std::filesystem::exists(all_files())) GTEST_SKIP() << all_files() << " is not here";
  const auto summary = read_garmin_summary(garmin_summary());
  ASSERT_TRUE(summary) << summary.error().text();
  ASSERT_EQ(summary->rows.size(), 4U);
  EXPECT_THAT(summary->warnings, IsEmpty());
  const GarminRow& ride = summary->rows[0];  // by start: 2016
  EXPECT_EQ(ride.sport, Sport::cycling);
  EXPECT_NEAR(ride.stated.distance_m.value(), 9666.7, 1e-6);
  const GarminRow& run = summary->rows[1];
  EXPECT_EQ(run.id, 5100000001);
  EXPECT_EQ(run.name, "Watford Running");
  EXPECT_EQ(to_iso8601(run.start.value()), "2018-02-04T10:06:52.000Z");
  EXPECT_EQ(run.utc_offset_min, 120);
  EXPECT_NEAR(run.stated.distance_m.value(), 9523.95, 1e-6);
  EXPECT_NEAR(run.stated.timer_s.value(), 2900.959, 1e-6);
  EXPECT_NEAR(run.stated.elapsed_s.value(), 3025.801, 1e-6);
  EXPECT_NEAR(run.stated.ascent_m.value(), 24, 1e-9);
  EXPECT_NEAR(run.stated.cadence_per_min.value(), 169.546875, 1e-9);
  EXPECT_NEAR(run.stated.vertical_oscillation_mm.value(), 93.8, 1e-9);
  EXPECT_EQ(summary->rows[2].terrain, Terrain::trail);
  EXPECT_EQ(summary->rows[3].terrain, Terrain::treadmill);
  EXPECT_TRUE(summary->rows[3].manual);
  EXPECT_NEAR(summary->rows[3].stated.distance_m.value(), 4200, 1e-6);

  const Instant start = run.start.value();
  EXPECT_EQ(find_by_start(summary->rows, start), &run);
  EXPECT_EQ(find_by_start(summary->rows, {start.unix_ms + 4000}), &run);
  EXPECT_EQ(find_by_start(summary->rows, {start.unix_ms - 4000}), &run);
  EXPECT_EQ(find_by_start(summary->rows, {start.unix_ms + 6000}), nullptr);
  EXPECT_EQ(find_by_start(summary->rows, {0}), nullptr);
  EXPECT_EQ(find_by_start({}, start), nullptr);
}

TEST(Garmin, TakesOddEntries) {
  const auto summary = read_garmin_summary(R"([{"summarizedActivitiesExport":[
      {"activityId":1,"name":7,"activityType":{"typeKey":"running"},"distance":"far","beginTimestamp":1e300,"avgRunCadence":85},
      {"activityId":2,"beginTimestamp":1585382400000,"distance":-5,"startTimeLocal":0},
      "text", null, {"other":1}]}])");
  ASSERT_TRUE(summary);
  ASSERT_EQ(summary->rows.size(), 2U);
  EXPECT_EQ(summary->rows[0].id, 2);  // those without a start are last
  EXPECT_EQ(summary->rows[0].stated.distance_m, std::nullopt);
  EXPECT_EQ(summary->rows[1].sport, Sport::running);
  EXPECT_EQ(summary->rows[1].stated.cadence_per_min, 170);
  EXPECT_THAT(summary->warnings, ElementsAre(HasSubstr("3 entries"), HasSubstr("1 entries have no start")));
}

TEST(Garmin, RefusesOtherFiles) {
  for (const char* text : {"", "{", "{}", "7", "<html>"}) {
    const auto summary = read_garmin_summary(text);
    ASSERT_FALSE(summary) << text;
    EXPECT_EQ(summary.error().code, ErrorCode::invalid_input);
  }
  EXPECT_TRUE(read_garmin_summary("[]"));
  EXPECT_TRUE(is_garmin_summary("DI_CONNECT/DI-Connect-Fitness/a_0_summarizedActivities.json"));
  EXPECT_FALSE(is_garmin_summary("a_gear.json"));
  std::string deep(1'000'000, '[');
  EXPECT_FALSE(read_garmin_summary(deep));
  deep += std::string(1'000'000, ']');
  EXPECT_TRUE(read_garmin_summary(deep));
}

TEST(Garmin, CompletesAnActivity) {
  GarminRow row;
  row.name = "Trail";
  row.sport = Sport::running;
  row.terrain = Terrain::trail;
  row.stated.ascent_m = 100;
  Activity activity;
  activity.format = "fit";
  activity.sport = Sport::running;
  activity.terrain = Terrain::road;
  activity.stated.ascent_m = 90;
  complete(activity, row);
  EXPECT_EQ(activity.name, "Trail");
  EXPECT_EQ(activity.terrain, Terrain::trail);
  EXPECT_EQ(activity.stated.ascent_m, 90);
  row.sport = Sport::other;
  complete(activity, row);
  EXPECT_EQ(activity.sport, Sport::running);
  EXPECT_EQ(activity_of(row).format, "garmin_json");
}

}  // namespace
}  // namespace genu
