#include "import/fit/fit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "import/fit/protocol.h"
#include "import/test_files.h"

namespace genu {
namespace {

using Json = nlohmann::json;

bool has_warning(const Decoded& decoded, std::string_view part) {
  const auto says = [&](const std::string& warning) { return warning.find(part) != std::string::npos; };
  if (std::any_of(decoded.warnings.begin(), decoded.warnings.end(), says)) return true;
  return std::any_of(decoded.activities.begin(), decoded.activities.end(), [&](const Activity& activity) {
    return std::any_of(activity.warnings.begin(), activity.warnings.end(), says);
  });
}

Decoded decode(const std::string& name) {
  Result<Decoded> decoded = read_fit(content_of(small_files() / name));
  EXPECT_TRUE(decoded) << name << ": " << (decoded ? "" : decoded.error().text());
  return decoded.value_or(Decoded{});
}

double last_distance_m(const Decoded& decoded) {
  double last = std::nan("");
  for (const Activity& activity : decoded.activities)
    for (const Sample& sample : activity.samples)
      if (!std::isnan(sample.distance_m)) last = sample.distance_m;
  return last;
}

// Sport names as the oracle spells them, where ours is coarser.
std::string coarse(const std::string& sport) {
  if (sport == "training" || sport == "fitness_equipment" || sport == "generic") return "other";
  return sport;
}

TEST(FitSynthetic, EveryFileReadsAsItWasWritten) {
  const Json all = Json::parse(content_of(small_files() / "synthetic/truth.json"));
  std::size_t checked = 0;
  for (const auto& [name, truth] : all.items()) {
    SCOPED_TRACE(name);
    if (name.find(".gz") != std::string::npos) continue;  // unpacked elsewhere: see gzip_test and reader_test
    const std::string expect = truth["expect"];
    const Result<Decoded> decoded = read_fit(content_of(small_files() / "synthetic" / name));
    ++checked;
    if (expect == "reject" || expect == "reject_or_empty") {
      EXPECT_FALSE(decoded);
      continue;
    }
    ASSERT_TRUE(decoded) << decoded.error().text();
    if (truth.contains("records")) {
      EXPECT_EQ(decoded->records, truth["records"].get<std::size_t>());
    }
    if (truth.contains("records_min")) {
      EXPECT_GE(decoded->records, truth["records_min"].get<std::size_t>());
    }
    if (expect == "not_an_activity") {
      EXPECT_TRUE(decoded->activities.empty());
      EXPECT_TRUE(has_warning(*decoded, "monitoring"));
      continue;
    }
    if (expect == "ok_with_warning" || expect == "recover") {
      EXPECT_FALSE(decoded->warnings.empty());
    }
    if (expect == "ok") {
      EXPECT_TRUE(decoded->warnings.empty() || name.starts_with("s15")) << decoded->warnings.front();
    }
    const Json sessions = truth.value("sessions", Json::array());
    if (sessions.empty()) {
      ASSERT_EQ(decoded->activities.size(), 1U);
    } else {
      ASSERT_EQ(decoded->activities.size(), sessions.size());
    }
    for (std::size_t i = 0; i < sessions.size(); ++i) {
      const Activity& activity = decoded->activities[i];
      const Json& session = sessions[i];
      EXPECT_EQ(name_of(activity.sport), session["sport"].get<std::string>());
      EXPECT_DOUBLE_EQ(activity.stated.distance_m.value_or(-1), session["total_distance_m"].get<double>());
      EXPECT_DOUBLE_EQ(activity.stated.elapsed_s.value_or(-1), session["total_elapsed_s"].get<double>());
      EXPECT_DOUBLE_EQ(activity.stated.timer_s.value_or(-1), session["total_timer_s"].get<double>());
      EXPECT_DOUBLE_EQ(activity.stated.ascent_m.value_or(-1), session["total_ascent_m"].get<double>());
      ASSERT_TRUE(activity.start);
      EXPECT_EQ(activity.start->unix_ms, session["start_time"].get<std::int64_t>() * 1000);
      if (session["avg_cadence_rpm"].is_number() && is_on_foot(activity.sport)) {
        const double one_leg =
            session["avg_cadence_rpm"].get<double>() + session["avg_fractional_cadence"].get<double>();
        EXPECT_DOUBLE_EQ(activity.stated.cadence_per_min.value_or(-1), 2 * one_leg);
      }
    }
    if (truth.contains("last_record_distance_m")) {
      EXPECT_NEAR(last_distance_m(*decoded), truth["last_record_distance_m"].get<double>(),
                  truth.value("tolerance_m", 0.005));
    }
  }
  EXPECT_GE(checked, 30U);
}

TEST(FitSynthetic, DamageIsReportedWithItsPlace) {
  EXPECT_TRUE(has_warning(decode("synthetic/s07_bad_file_crc.fit"), "the checksum is wrong at byte 14628"));
  EXPECT_TRUE(has_warning(decode("synthetic/s08_truncated_mid_record.fit"), "in the middle of a message at byte 8766"));
  EXPECT_TRUE(has_warning(decode("synthetic/s09_data_size_zero_no_crc.fit"), "never finished"));
  EXPECT_TRUE(has_warning(decode("synthetic/s10_data_size_4gb.fit"), "claims 4294967280 bytes"));
  EXPECT_FALSE(has_warning(decode("synthetic/s10_data_size_4gb.fit"), "in the middle"));
  EXPECT_TRUE(has_warning(decode("synthetic/s21_chained_second_corrupt.fit"), "at byte 5450"));
  EXPECT_TRUE(has_warning(decode("synthetic/s22_trailing_zeros.fit"), "512 zero bytes"));
  EXPECT_TRUE(has_warning(decode("synthetic/s24_undefined_local_message.fit"), "local type 11"));
}

TEST(FitSynthetic, InvalidMarkersBecomeNothing) {
  const Decoded decoded = decode("synthetic/s16_invalid_values.fit");
  for (const Sample& sample : decoded.activities.front().samples) {
    EXPECT_FALSE(sample.speed_m_per_s > 20);
    EXPECT_FALSE(sample.distance_m > 2000);
    EXPECT_FALSE(sample.heart_rate_bpm > 220);
    EXPECT_FALSE(sample.cadence_per_min > 260);
  }
}

TEST(FitSynthetic, DeveloperFieldsFillWhatTheWatchDidNotMeasure) {
  const Sample first = decode("synthetic/s13_developer_fields.fit").activities.front().samples.front();
  EXPECT_FLOAT_EQ(first.power_w, 230);  // named as native field 7
  const Sample plain = decode("synthetic/s01_baseline_le.fit").activities.front().samples.front();
  EXPECT_TRUE(std::isnan(plain.power_w));
  EXPECT_GT(first.contact_time_ms, 100);  // its own value, not overwritten by the developer's "Ground Time" of 251
  EXPECT_NE(first.contact_time_ms, 251);
}

TEST(FitSynthetic, RunningDynamicsHaveTheirUnits) {
  const Sample sample = decode("synthetic/s01_baseline_le.fit").activities.front().samples[100];
  EXPECT_TRUE(sample.contact_time_ms > 150 && sample.contact_time_ms < 400) << sample.contact_time_ms;
  EXPECT_TRUE(sample.contact_left_percent > 45 && sample.contact_left_percent < 55) << sample.contact_left_percent;
  EXPECT_TRUE(sample.vertical_oscillation_mm > 40 && sample.vertical_oscillation_mm < 150);
  EXPECT_TRUE(sample.step_length_mm > 500 && sample.step_length_mm < 2000);
  EXPECT_TRUE(sample.cadence_per_min > 150 && sample.cadence_per_min < 200) << sample.cadence_per_min;
}

TEST(FitSynthetic, APauseIsKept) {
  const Activity activity = decode("synthetic/s17_pause_resume.fit").activities.front();
  ASSERT_EQ(activity.pauses.size(), 1U);
  EXPECT_NEAR(static_cast<double>(activity.pauses[0].to.unix_ms - activity.pauses[0].from.unix_ms) / 1000, 900, 1);
}

// One test value a line: time, heart rate, speed, distance, cadence, as the peer's own test has them.
TEST(FitRecords, CompressedSpeedAndDistanceEqualThePeersTable) {
  const Activity activity = decode("dtcooper__python-fitparse/compressed-speed-distance.fit").activities.front();
  EXPECT_FALSE(activity.start) << "the clock of this watch was never set";
  std::ifstream table(small_files() / "dtcooper__python-fitparse/compressed-speed-distance-records.csv");
  std::string line;
  std::getline(table, line);
  std::size_t row = 1;  // the table begins after the first record, which holds only a time
  for (; std::getline(table, line); ++row) {
    ASSERT_LT(row, activity.samples.size());
    const Sample& sample = activity.samples[row];
    std::stringstream cells(line);
    std::string cell;
    std::getline(cells, cell, ',');
    EXPECT_EQ(sample.time.unix_ms / 1000 - fit::epoch_unix_s, std::stoll(cell));
    std::getline(cells, cell, ',');
    EXPECT_FLOAT_EQ(sample.heart_rate_bpm, std::stof(cell));
    std::getline(cells, cell, ',');
    EXPECT_NEAR(sample.speed_m_per_s, std::stof(cell), 0.005);
    std::getline(cells, cell, ',');
    EXPECT_NEAR(sample.distance_m, std::stod(cell), 0.0001) << "row " << row;
    std::getline(cells, cell, ',');
    if (cell.starts_with("null")) {
      EXPECT_TRUE(std::isnan(sample.cadence_per_min));
    } else {
      EXPECT_FLOAT_EQ(sample.cadence_per_min, 2 * std::stof(cell));  // both feet
    }
  }
  EXPECT_EQ(row, 755U);
}

TEST(FitRecords, AFenixRunEqualsTheMakersTable) {
  const Activity activity = decode("dtcooper__python-fitparse/garmin-fenix-5-run.fit").activities.front();
  std::ifstream table(small_files() / "dtcooper__python-fitparse/garmin-fenix-5-run-records.csv");
  std::string line;
  std::getline(table, line);
  std::size_t row = 0;
  for (; std::getline(table, line); ++row) {
    ASSERT_LT(row, activity.samples.size());
    const Sample& sample = activity.samples[row];
    std::vector<double> cells;
    std::stringstream rest(line.substr(line.find(',') + 1));
    for (std::string cell; std::getline(rest, cell, ',');) cells.push_back(std::stod(cell));
    ASSERT_EQ(cells.size(), 8U);
    EXPECT_FLOAT_EQ(sample.heart_rate_bpm, static_cast<float>(cells[0]));
    EXPECT_NEAR(sample.cadence_per_min, 2 * cells[1], 2.0);  // the table leaves the fraction out
    EXPECT_NEAR(sample.speed_m_per_s, cells[2], 0.001);
    EXPECT_NEAR(sample.distance_m, cells[3], 0.0001);
    EXPECT_NEAR(sample.latitude_deg, cells[4] * 180 / 2147483648.0, 1e-9);
    EXPECT_NEAR(sample.longitude_deg, cells[5] * 180 / 2147483648.0, 1e-9);
    EXPECT_NEAR(sample.altitude_m, cells[6], 0.001);
  }
  EXPECT_EQ(row, 21U);
}

TEST(FitRealFiles, EqualTheOracle) {
  if (!std::filesystem::exists(all_files() / "oracle.json")) GTEST_SKIP() << "../shared/data/activities is not here";
  const Json files = Json::parse(content_of(all_files() / "oracle.json"))["files"];
  std::size_t checked = 0;
  for (const auto& [name, entry] : files.items()) {
    if (entry["format"] != "fit" || name.starts_with("synthetic/")) continue;
    SCOPED_TRACE(name);
    const Result<Decoded> decoded = read_fit(content_of(all_files() / name));
    ASSERT_TRUE(decoded) << decoded.error().text();
    ++checked;
    const Json& consensus = entry["consensus"];
    EXPECT_EQ(decoded->records, consensus["records"].get<std::size_t>());
    if (consensus["laps"].is_number()) {
      EXPECT_EQ(decoded->laps, consensus["laps"].get<std::size_t>());
    }
    const Json sessions = entry["garmin_js_detail"].value("sessions", Json::array());
    if (sessions.empty()) continue;
    ASSERT_EQ(decoded->activities.size(), sessions.size());
    for (std::size_t i = 0; i < sessions.size(); ++i) {
      const Activity& activity = decoded->activities[i];
      const auto equal = [&](const char* key, const std::optional<double>& value, double factor = 1) {
        if (sessions[i][key].is_null()) return;
        EXPECT_NEAR(value.value_or(-1), factor * sessions[i][key].get<double>(), 1e-6) << key;
      };
      equal("total_distance_m", activity.stated.distance_m);
      equal("total_elapsed_s", activity.stated.elapsed_s);
      equal("total_timer_s", activity.stated.timer_s);
      equal("total_ascent_m", activity.stated.ascent_m);
      equal("total_descent_m", activity.stated.descent_m);
      equal("avg_stance_time_ms", activity.stated.contact_time_ms);
      equal("avg_vertical_oscillation_mm", activity.stated.vertical_oscillation_mm);
      equal("avg_step_length_mm", activity.stated.step_length_mm);
      equal("avg_stance_time_balance", activity.stated.contact_left_percent);
      if (activity.start) {
        EXPECT_EQ(to_iso8601(*activity.start), sessions[i]["start_time"].get<std::string>());
      }
      if (i == 0 && consensus["sport"].is_string() && sessions.size() == 1) {
        EXPECT_EQ(name_of(activity.sport), coarse(consensus["sport"]));
      }
      if (activity.sport == Sport::running && sessions[i]["avg_cadence"].is_number()) {
        const Json& fraction = sessions[i]["avg_fractional_cadence"];
        const double one_leg =
            sessions[i]["avg_cadence"].get<double>() + (fraction.is_number() ? fraction.get<double>() : 0);
        EXPECT_NEAR(activity.stated.cadence_per_min.value_or(-1), 2 * one_leg, 0.02);
      }
    }
  }
  EXPECT_EQ(checked, 32U);
}

// A small writer, to say in a test what a file holds.
class FitWriter {
 public:
  FitWriter& define(std::uint8_t local, std::uint16_t message, std::vector<std::array<std::uint8_t, 3>> fields) {
    data_ += static_cast<char>(0x40 | local);
    data_ += std::string("\0\0", 2);
    number(message, 2);
    data_ += static_cast<char>(fields.size());
    for (const auto& field : fields)
      for (const std::uint8_t byte : field) data_ += static_cast<char>(byte);
    return *this;
  }
  FitWriter& message(std::uint8_t local) { return number(local, 1); }
  FitWriter& number(std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) data_ += static_cast<char>(value >> (8 * i) & 0xFF);
    return *this;
  }
  std::string file() const {
    std::string whole;
    whole += static_cast<char>(12);
    whole += static_cast<char>(0x10);
    whole += std::string("\0\0", 2);
    for (int i = 0; i < 4; ++i) whole += static_cast<char>(data_.size() >> (8 * i) & 0xFF);
    whole += ".FIT" + data_;
    const std::uint16_t crc = fit::checksum(whole);
    whole += static_cast<char>(crc & 0xFF);
    whole += static_cast<char>(crc >> 8);
    return whole;
  }

 private:
  std::string data_;
};

constexpr std::uint32_t some_time = 1'000'000'000;

TEST(Fit, MessagesOfOneMomentAreMerged) {
  FitWriter writer;
  writer.define(0, 20, {{253, 4, 0x86}, {3, 1, 0x02}}).define(1, 20, {{253, 4, 0x86}, {5, 4, 0x86}});
  writer.message(0).number(some_time, 4).number(140, 1);
  writer.message(1).number(some_time, 4).number(12'345, 4);
  writer.message(1).number(some_time + 1, 4).number(12'600, 4);
  const Decoded decoded = read_fit(writer.file()).value();
  EXPECT_EQ(decoded.records, 3U);
  const std::vector<Sample>& samples = decoded.activities.front().samples;
  ASSERT_EQ(samples.size(), 2U);
  EXPECT_FLOAT_EQ(samples[0].heart_rate_bpm, 140);
  EXPECT_DOUBLE_EQ(samples[0].distance_m, 123.45);
}

TEST(Fit, ARecordWithoutFieldsCannotFillTheMemory) {
  FitWriter writer;
  writer.define(0, 20, {});
  for (int i = 0; i < 4'100'000; ++i) writer.message(0);
  const auto decoded = read_fit(writer.file());
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().code, ErrorCode::too_large);
}

TEST(Fit, TheLocalTimeOfTheWatchIsKept) {
  FitWriter writer;
  writer.define(0, 20, {{253, 4, 0x86}}).define(1, 34, {{253, 4, 0x86}, {5, 4, 0x86}});
  writer.message(0).number(some_time, 4);
  writer.message(1).number(some_time, 4).number(some_time + 5 * 3600 + 45 * 60, 4);
  EXPECT_EQ(read_fit(writer.file())->activities.front().utc_offset_min, 345);
}

TEST(Fit, ACourseIsNoActivity) {
  FitWriter writer;
  writer.define(0, 0, {{0, 1, 0x00}}).define(1, 20, {{253, 4, 0x86}});
  writer.message(0).number(6, 1);
  writer.message(1).number(some_time, 4);
  const Decoded decoded = read_fit(writer.file()).value();
  EXPECT_TRUE(decoded.activities.empty());
  EXPECT_TRUE(has_warning(decoded, "not an activity but a course file"));
}

TEST(Fit, StepsOfBothFeetAreNotDoubled) {
  FitWriter writer;
  writer.define(0, 20, {{253, 4, 0x86}, {4, 1, 0x02}})
      .define(1, 18, {{253, 4, 0x86}, {2, 4, 0x86}, {5, 1, 0x00}, {18, 1, 0x02}});
  for (std::uint32_t i = 0; i < 60; ++i) writer.message(0).number(some_time + i, 4).number(172, 1);
  writer.message(1).number(some_time + 59, 4).number(some_time, 4).number(1, 1).number(172, 1);
  const Activity activity = read_fit(writer.file())->activities.front();
  EXPECT_FLOAT_EQ(activity.samples[5].cadence_per_min, 172);
  EXPECT_DOUBLE_EQ(activity.stated.cadence_per_min.value_or(0), 172);
}

TEST(Fit, AWalkCountsOneLegToo) {
  FitWriter writer;
  writer.define(0, 20, {{253, 4, 0x86}, {4, 1, 0x02}})
      .define(1, 18, {{253, 4, 0x86}, {2, 4, 0x86}, {5, 1, 0x00}, {18, 1, 0x02}});
  for (std::uint32_t i = 0; i < 60; ++i) writer.message(0).number(some_time + i, 4).number(72, 1);
  writer.message(1).number(some_time + 59, 4).number(some_time, 4).number(11, 1).number(72, 1);
  const Activity activity = read_fit(writer.file())->activities.front();
  EXPECT_EQ(activity.sport, Sport::walking);
  EXPECT_FLOAT_EQ(activity.samples[5].cadence_per_min, 144);  // a brisk walk: 72 strides of one leg
  EXPECT_DOUBLE_EQ(activity.stated.cadence_per_min.value_or(0), 144);
}

TEST(FitProtocol, ChecksumEqualsTheBitwiseOne) {
  const auto plain = [](std::string_view bytes) {
    unsigned crc = 0;
    for (const char byte : bytes) {
      crc ^= static_cast<unsigned char>(byte);
      for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
    }
    return crc;
  };
  EXPECT_EQ(fit::checksum("123456789"), 0xBB3D);  // the check value that catalogues give for CRC-16/ARC
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(fit::checksum(bytes), plain(bytes));
    bytes += static_cast<char>(i * 37 + 11);
  }
}

TEST(FitProtocol, TextsAreMadeValidUtf8) {
  EXPECT_EQ(fit::read_text(std::string_view("Z\xC3\xBCrich\0rest", 12)), "Z\xC3\xBCrich");
  EXPECT_EQ(fit::read_text("a\xFF\xC3"), "a\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(fit::read_text("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace genu
