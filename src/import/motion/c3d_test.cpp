#include "import/motion/c3d.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "import/motion/c3d_writer.h"

namespace genu {
namespace {

using c3d::Processor;
using c3d::Writer;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Kind {
  Processor processor = Processor::intel;
  bool floats = true;
  bool is_unsigned = false;
};

constexpr double integer_scale = 0.5;  // mm
constexpr int offset = 100;

// Three frames at 100 Hz, two markers, a plate of type 2 with two samples a frame. In frame f marker A lies at
// (100 + f, 200, -300) mm; marker B is lost in the second frame. Somebody stands in the middle of the plate with 500 N;
// its z points down.
Writer parameters_of(const Kind& kind) {
  Writer writer(kind.processor);
  writer.group("POINT");
  writer.words("USED", {2});
  writer.words("FRAMES", {3});
  writer.numbers("SCALE", {kind.floats ? -1 : integer_scale});
  writer.numbers("RATE", {100});
  writer.texts("UNITS", {"mm"});
  writer.texts("LABELS", {"A", "B   "});
  writer.group("ANALOG");
  writer.words("USED", {6});
  writer.numbers("GEN_SCALE", {0.5});
  writer.words("OFFSET", {offset, offset, offset, offset, offset, offset});
  writer.numbers("SCALE", {4, 4, 4, 4, 4, 4});
  writer.texts("UNITS", {"N", "N", "N", "Nmm", "Nmm", "Nmm"});
  if (kind.is_unsigned) writer.texts("FORMAT", {"UNSIGNED"});
  writer.group("FORCE_PLATFORM");
  writer.words("USED", {1});
  writer.words("TYPE", {2}, {1});
  writer.words("ZERO", {0, 0});
  writer.numbers("CORNERS", {400, 0, 0, 0, 0, 0, 0, 600, 0, 400, 600, 0}, {3, 4, 1});
  writer.numbers("ORIGIN", {0, 0, 0}, {3, 1});
  writer.words("CHANNEL", {1, 2, 3, 4, 5, 6}, {6, 1});
  return writer;
}

std::string data_of(const Writer& writer, const Kind& kind) {
  std::string data;
  const auto add = [&](double value) {
    data += kind.floats ? writer.number(value) : writer.word(static_cast<int>(value));
  };
  const double scale = kind.floats ? 1 : integer_scale;
  const double force = kind.is_unsigned ? 40'000 : -250;  // times 4 times 0.5, without the offset
  for (int frame = 0; frame < 3; ++frame) {
    for (const double value : {100.0 + frame, 200.0, -300.0}) add(value / scale);
    add(0);
    for (int i = 0; i < 3; ++i) add(7 / scale);
    add(frame == 1 ? -1 : 0);
    for (int sample = 0; sample < 2; ++sample) {
      for (int channel = 0; channel < 6; ++channel) add(offset + (channel == 2 ? force : 0));
    }
  }
  return data;
}

std::string file_of(const Kind& kind) {
  const Writer writer = parameters_of(kind);
  return writer.file(2, 12, 2, 3, kind.floats ? -1 : integer_scale, 100, data_of(writer, kind));
}

Movement read(const std::string& bytes) {
  Result<Movement> movement = read_c3d(bytes, "walk.c3d");
  EXPECT_TRUE(movement) << movement.error().text();
  return movement.value_or(Movement{});
}

std::string error_of(const std::string& bytes) {
  const Result<Movement> movement = read_c3d(bytes, "walk.c3d");
  return movement ? "no error" : movement.error().text();
}

void expect_as_written(const Movement& movement) {
  ASSERT_TRUE(movement.markers && movement.forces);
  EXPECT_THAT(movement.warnings, IsEmpty());
  EXPECT_THAT(movement.markers->names, ElementsAre("A", "B"));
  EXPECT_THAT(movement.markers->time_s, ElementsAre(0, 0.01, 0.02));
  EXPECT_DOUBLE_EQ(movement.markers->at(1, 0).x, 0.101);
  EXPECT_DOUBLE_EQ(movement.markers->at(2, 0).y, 0.2);
  EXPECT_DOUBLE_EQ(movement.markers->at(2, 0).z, -0.3);
  EXPECT_TRUE(movement.markers->at(0, 1).known());
  EXPECT_FALSE(movement.markers->at(1, 1).known());
  ASSERT_EQ(movement.forces->plates.size(), 1U);
  const ForcePlate& plate = movement.forces->plates[0];
  EXPECT_EQ(plate.name, "plate 1");
  EXPECT_THAT(movement.forces->time_s, ElementsAre(0, 0.005, 0.01, 0.015, 0.02, 0.025));
  ASSERT_EQ(plate.force_n.size(), 6U);
}

TEST(C3d, EveryByteOrderAndFormOfNumbers) {
  for (const Processor processor : {Processor::intel, Processor::dec, Processor::mips}) {
    for (const bool floats : {false, true}) {
      SCOPED_TRACE(static_cast<int>(processor) * 10 + floats);
      const Movement movement = read(file_of({processor, floats, false}));
      EXPECT_EQ(movement.format, "C3D");
      expect_as_written(movement);
      EXPECT_NEAR(movement.forces->plates[0].force_n[5].z, 500, 1e-9);
      EXPECT_NEAR(movement.forces->plates[0].centre_of_pressure_m[5].x, 0.2, 1e-9);
      EXPECT_NEAR(movement.forces->plates[0].centre_of_pressure_m[5].y, 0.3, 1e-9);
    }
  }
}

TEST(C3d, UnsignedAnalogNumbers) {
  const std::string bytes = file_of({Processor::intel, false, true});
  const Movement movement = read(bytes);
  EXPECT_NEAR(std::abs(movement.forces->plates[0].force_n[0].z), 80'000, 1e-9);
}

TEST(C3d, NumbersOfEachProcessor) {
  for (const Processor processor : {Processor::intel, Processor::dec, Processor::mips}) {
    const Writer writer(processor);
    for (const double value : {0.0, 1.0, -1.0, 250.0, -0.01, 1e-10, 3e10}) {
      const std::string bytes = writer.number(value) + writer.word(-2) + writer.word(60'000);
      const c3d::Numbers numbers(bytes, processor);
      EXPECT_EQ(numbers.float32(0), static_cast<float>(value));
      EXPECT_EQ(numbers.signed16(4), -2);
      EXPECT_EQ(numbers.unsigned16(6), 60'000);
    }
  }
  // Of the DEC manual: 1.0 is 0x4080 in the first word.
  EXPECT_EQ(c3d::Numbers(std::string("\x80\x40\0\0", 4), Processor::dec).float32(0), 1.0f);
}

TEST(C3d, UnitsOfLength) {
  for (const auto& [unit, factor] : {std::pair("m ", 1.0), std::pair("cm", 0.01)}) {
    std::string bytes = file_of({});
    const std::size_t at = bytes.find("mm");
    bytes.replace(at, 2, unit);
    EXPECT_NEAR(read(bytes).markers->at(0, 0).x, 100 * factor, 1e-12);
  }
  std::string bytes = file_of({});
  bytes.replace(bytes.find("mm"), 2, "xx");
  EXPECT_THAT(read(bytes).warnings, Contains(HasSubstr("millimetres were assumed")));
}

TEST(C3d, ZeroFramesAreTakenOff) {
  Writer writer = parameters_of({});
  std::string data;
  for (int frame = 0; frame < 3; ++frame) {
    for (int i = 0; i < 8; ++i) data += writer.number(1);
    for (int sample = 0; sample < 2; ++sample) {
      for (int channel = 0; channel < 6; ++channel)
        data += writer.number(offset + (channel == 2 ? (frame == 0 ? -5 : -205) : 0));
    }
  }
  std::string bytes = writer.file(2, 12, 2, 3, -1, 100, data);
  const std::size_t zero_at = bytes.find("ZERO") + 4 + 2 + 1 + 1 + 1;
  EXPECT_NEAR(read(bytes).forces->plates[0].force_n[5].z, 410, 1e-9);
  bytes.replace(zero_at, 4, writer.word(1) + writer.word(1));
  EXPECT_NEAR(read(bytes).forces->plates[0].force_n[0].z, 0, 1e-9);
  EXPECT_NEAR(read(bytes).forces->plates[0].force_n[5].z, 400, 1e-9);
  bytes.replace(zero_at, 4, writer.word(1) + writer.word(3));
  EXPECT_THAT(read(bytes).warnings, Contains(HasSubstr("somebody stood on it")));
  EXPECT_NEAR(read(bytes).forces->plates[0].force_n[5].z, 410, 1e-9);
}

TEST(C3d, PlatesThatCannotBeReadAreLeftOut) {
  const Writer writer(Processor::intel);
  const std::string whole = file_of({});
  std::string bytes = whole;
  bytes.replace(bytes.find("TYPE") + 4 + 2 + 1 + 1 + 1, 2, writer.word(6));
  const Movement unknown = read(bytes);
  EXPECT_FALSE(unknown.forces);
  EXPECT_TRUE(unknown.markers);
  EXPECT_THAT(unknown.warnings, ElementsAre("plate 1 is of a type that genu does not know and was left out"));
  bytes = whole;
  bytes.replace(bytes.find("CHANNEL") + 7 + 2 + 1 + 1 + 2, 2, writer.word(99));
  EXPECT_THAT(read(bytes).warnings, Contains(HasSubstr("analog channels that the file does not have")));
}

TEST(C3d, AFileThatIsCutOffKeepsItsWholeFrames) {
  const std::string whole = file_of({});
  const std::size_t frame_size = 4 * (8 + 12), data_at = whole.size() - 3 * frame_size;
  const Movement cut = read(whole.substr(0, data_at + 2 * frame_size + 10));
  EXPECT_EQ(cut.markers->time_s.size(), 2U);
  EXPECT_EQ(cut.forces->time_s.size(), 4U);
  EXPECT_THAT(cut.warnings, Contains(HasSubstr("promises 3 frames, but the file ends at byte " +
                                               std::to_string(data_at + 2 * frame_size + 10))));
  EXPECT_THAT(error_of(whole.substr(0, data_at + 10)), HasSubstr("no whole frame is left"));
  EXPECT_THAT(error_of(whole.substr(0, 700)), HasSubstr("damaged or cut short"));
  EXPECT_THAT(error_of(whole.substr(0, 100)), HasSubstr("walk.c3d: byte 1: this is no C3D file"));
}

TEST(C3d, DamageAtEveryPlaceIsAnErrorOrAMovement) {
  const std::string whole = file_of({});
  for (std::size_t at = 0; at < whole.size(); ++at) {
    const Result<Movement> cut = read_c3d(std::string_view(whole).substr(0, at), "walk.c3d");
    EXPECT_TRUE(cut || !cut.error().where.empty()) << at;
    for (const char value : {'\0', '\x7F', '\xFF'}) {
      std::string broken = whole;
      broken[at] = value;
      const Result<Movement> read = read_c3d(broken, "walk.c3d");
      EXPECT_TRUE(read || !read.error().where.empty()) << at;
    }
  }
}

TEST(C3d, IsRecognised) {
  EXPECT_TRUE(looks_like_c3d(file_of({})));
  EXPECT_FALSE(looks_like_c3d("PathFileType"));
  EXPECT_FALSE(looks_like_c3d("\nP"));
  EXPECT_FALSE(looks_like_c3d(""));
}

}  // namespace
}  // namespace genu
