#include "import/motion/c3d.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "import/motion/c3d_file.h"
#include "import/motion/force_plate.h"
#include "import/motion/limits.h"
#include "import/motion/marker_names.h"
#include "import/motion/text_table.h"

namespace genu {
namespace {

using c3d::File;

constexpr std::size_t numbers_of_a_point = 4;  // x, y, z, residual

// Where the numbers of each frame stand.
struct Layout {
  bool floats = false;
  std::size_t number_size = 2;
  std::size_t points = 0;
  std::size_t channels = 0;
  std::size_t samples_per_frame = 0;
  std::size_t frame_size = 0;
  std::size_t data_at = 0;
  std::size_t frames = 0;
  std::size_t frames_before = 0;  // of the trial, that are not in the file
  double frames_per_second = 0;

  std::size_t point_at(std::size_t frame, std::size_t point) const {
    return data_at + frame * frame_size + point * numbers_of_a_point * number_size;
  }
  std::size_t sample_at(std::size_t frame, std::size_t sample, std::size_t channel) const {
    return point_at(frame, points) + (sample * channels + channel) * number_size;
  }
  double time_s(double frame) const { return (static_cast<double>(frames_before) + frame) / frames_per_second; }
};

// A count in a word of 16 bits, which the format reads as a signed number.
std::optional<std::size_t> unsigned16(double word) {
  if (!(word >= -32'768 && word <= 65'535)) return std::nullopt;
  return static_cast<std::size_t>(word < 0 ? word + 65'536 : word);
}

// TRIAL:ACTUAL_START_FIELD and ACTUAL_END_FIELD are two words each, for more than 65,535 frames.
std::optional<std::size_t> long_frame_number(const File& file, std::string_view parameter) {
  const std::vector<double> words = file.values("TRIAL", parameter);
  if (words.size() < 2) return std::nullopt;
  const auto low = unsigned16(words[0]), high = unsigned16(words[1]);
  if (!low || !high) return std::nullopt;
  return *low + 65'536 * *high;
}

std::vector<std::size_t> promised_frames(const File& file) {
  std::vector<std::size_t> promised;
  const c3d::Header& header = file.header();
  if (header.last_frame >= header.first_frame) promised.push_back(header.last_frame - header.first_frame + 1);
  const auto start = long_frame_number(file, "ACTUAL_START_FIELD"), end = long_frame_number(file, "ACTUAL_END_FIELD");
  if (start && end && *end >= *start) promised.push_back(*end - *start + 1);
  if (const auto frames = unsigned16(file.value("POINT", "FRAMES").value_or(0)); frames && *frames > 0)
    promised.push_back(*frames);
  if (const auto frames = file.value("POINT", "LONG_FRAMES"); frames && *frames >= 1 && *frames < 1e9)
    promised.push_back(static_cast<std::size_t>(*frames));
  return promised;
}

// The greatest promise that the bytes can hold; what is there when they cannot hold any.
std::size_t count_frames(const File& file, const Layout& layout, std::vector<std::string>& warnings) {
  const std::size_t available =
      layout.data_at < file.size() ? (file.size() - layout.data_at) / layout.frame_size : std::size_t{0};
  std::size_t frames = 0, most = 0;
  for (const std::size_t promise : promised_frames(file)) {
    most = std::max(most, promise);
    if (promise <= available) frames = std::max(frames, promise);
  }
  if (frames == 0) frames = available;
  if (most != frames)
    warnings.push_back("the header promises " + std::to_string(most) + " frames, but the file ends at byte " +
                       std::to_string(file.size()) + ": " + std::to_string(frames) + " whole frames were read");
  return frames;
}

Result<Layout> layout_of(const File& file, std::string_view name, std::vector<std::string>& warnings) {
  const c3d::Header& header = file.header();
  Layout layout;
  const double scale = file.value("POINT", "SCALE").value_or(static_cast<double>(header.scale));
  layout.floats = scale < 0;
  layout.number_size = layout.floats ? 4 : 2;
  layout.points = header.points;
  layout.samples_per_frame = header.samples_per_frame;
  if (header.samples_per_frame > 0) layout.channels = header.analog_numbers / header.samples_per_frame;
  layout.frame_size = (header.points * numbers_of_a_point + header.analog_numbers) * layout.number_size;
  layout.data_at = header.data_at;
  layout.frames_before = long_frame_number(file, "ACTUAL_START_FIELD").value_or(header.first_frame);
  if (layout.frames_before > 0) --layout.frames_before;
  if (layout.frame_size == 0)
    return fail(ErrorCode::invalid_input, "this C3D file holds neither markers nor analog channels",
                c3d::place_at(name, 2));
  layout.frames_per_second = file.value("POINT", "RATE").value_or(0);
  if (!(layout.frames_per_second > 0)) layout.frames_per_second = static_cast<double>(header.frames_per_second);
  if (!(layout.frames_per_second >= 0.01 && layout.frames_per_second <= 100'000))
    return fail(ErrorCode::invalid_input, "this C3D file does not say how many frames a second it has (POINT:RATE)",
                c3d::place_at(name, 20));
  layout.frames = count_frames(file, layout, warnings);
  if (layout.frames == 0)
    return fail(ErrorCode::invalid_input, "no whole frame is left of this C3D file; is it cut short?",
                c3d::place_at(name, file.size()));
  if (layout.frames * std::max(layout.points * 3, header.analog_numbers) > most_motion_values)
    return fail(ErrorCode::too_large,
                "the file holds more than " + std::to_string(most_motion_values / 1'000'000) +
                    " million numbers; cut it into shorter recordings",
                c3d::place_at(name, layout.data_at));
  return layout;
}

double metres_per_unit(const File& file, std::vector<std::string>& warnings) {
  const std::vector<std::string> units = file.texts("POINT", "UNITS");
  const std::string unit = units.empty() ? "" : lower_case(units.front());
  if (unit == "m") return 1;
  if (unit == "cm") return 0.01;
  if (unit != "mm")
    warnings.push_back("the unit of length is " + (unit.empty() ? "not given" : "\"" + unit + "\"") +
                       "; millimetres were assumed");
  return 0.001;
}

// A group keeps at most 255 texts in a parameter; more of them stand in LABELS2, LABELS3, …
std::vector<std::string> labels_of(const File& file, std::size_t points, std::vector<std::string>& warnings) {
  std::vector<std::string> labels = file.texts("POINT", "LABELS");
  for (int i = 2; labels.size() < points && i < 300; ++i) {
    const std::vector<std::string> more = file.texts("POINT", "LABELS" + std::to_string(i));
    if (more.empty()) break;
    labels.insert(labels.end(), more.begin(), more.end());
  }
  if (labels.size() < points)
    warnings.push_back(std::to_string(points - labels.size()) + " markers have no name and were numbered");
  for (std::size_t point = labels.size(); point < points; ++point)
    labels.push_back("point " + std::to_string(point + 1));
  labels.resize(points);
  return labels;
}

Vector3 position_at(const File& file, const Layout& layout, std::size_t at, double integer_scale) {
  const c3d::Numbers& numbers = file.numbers();
  const auto number = [&](std::size_t index) {
    const std::size_t place = at + index * layout.number_size;
    return layout.floats ? static_cast<double>(numbers.float32(place)) : numbers.signed16(place) * integer_scale;
  };
  const Vector3 position{number(0), number(1), number(2)};
  const bool finite = std::isfinite(position.x) && std::isfinite(position.y) && std::isfinite(position.z);
  const bool lost = !(number(3) * (layout.floats ? 1 : integer_scale) >= 0);
  return finite && !lost ? position : Vector3{};
}

MarkerRecording read_markers(const File& file, const Layout& layout, double metres,
                             std::vector<std::string>& warnings) {
  MarkerRecording markers;
  markers.names = labels_of(file, layout.points, warnings);
  warn_of_equal_names(markers.names, warnings);
  const double integer_scale = file.value("POINT", "SCALE").value_or(static_cast<double>(file.header().scale));
  markers.time_s.reserve(layout.frames);
  markers.positions.reserve(layout.frames * layout.points);
  std::size_t at_origin = 0;
  for (std::size_t frame = 0; frame < layout.frames; ++frame) {
    markers.time_s.push_back(layout.time_s(static_cast<double>(frame)));
    for (std::size_t point = 0; point < layout.points; ++point) {
      Vector3 position = position_at(file, layout, layout.point_at(frame, point), integer_scale);
      if (position.x == 0 && position.y == 0 && position.z == 0) {
        position = {};
        ++at_origin;
      }
      markers.positions.push_back({position.x * metres, position.y * metres, position.z * metres});
    }
  }
  if (at_origin > 0)
    warnings.push_back("a marker exactly at 0, 0, 0 counts as missing (" + std::to_string(at_origin) + " times)");
  return markers;
}

// One analog channel in its own unit.
class Channel {
 public:
  Channel(const File& file, const Layout& layout, std::size_t index) : file_(file), layout_(layout), index_(index) {
    const std::vector<std::string> formats = file.texts("ANALOG", "FORMAT");
    is_unsigned_ = !formats.empty() && lower_case(formats.front()) == "unsigned";
    const auto of_channel = [&](std::string_view parameter, double otherwise) {
      const std::vector<double> values = file.values("ANALOG", parameter);
      return index < values.size() ? values[index] : otherwise;
    };
    offset_ = of_channel("OFFSET", 0);
    if (is_unsigned_ && offset_ < 0) offset_ += 65'536;
    scale_ = of_channel("SCALE", 1) * file.value("ANALOG", "GEN_SCALE").value_or(1);
    const std::vector<std::string> units = file.texts("ANALOG", "UNITS");
    if (index < units.size()) unit_ = lower_case(units[index]);
  }

  double value(std::size_t frame, std::size_t sample) const {
    const std::size_t at = layout_.sample_at(frame, sample, index_);
    const c3d::Numbers& numbers = file_.numbers();
    double raw = 0;
    if (layout_.floats) {
      raw = static_cast<double>(numbers.float32(at));
    } else {
      raw = is_unsigned_ ? static_cast<double>(numbers.unsigned16(at)) : static_cast<double>(numbers.signed16(at));
    }
    const double value = (raw - offset_) * scale_;
    return std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN();
  }

  const std::string& unit() const { return unit_; }

 private:
  const File& file_;
  const Layout& layout_;
  std::size_t index_;
  bool is_unsigned_ = false;
  double offset_ = 0;
  double scale_ = 1;
  std::string unit_;
};

// "Nmm", "N.mm", "N-m", …: the part after the N, without dots. Channels of volts are calibrated into newtons times the
// file's unit of length.
double metres_in(const std::string& unit, double of_points) {
  std::string word;
  for (const char letter : unit) {
    if (letter >= 'a' && letter <= 'z') word += letter;
  }
  if (!word.empty() && word.front() == 'n') word.erase(0, 1);
  if (word == "mm") return 0.001;
  if (word == "cm") return 0.01;
  if (word == "m") return 1;
  return of_points;
}

class PlateReader {
 public:
  PlateReader(const File& file, const Layout& layout, double metres, std::vector<std::string>& warnings)
      : file_(file), layout_(layout), metres_(metres), warnings_(warnings) {}

  std::optional<ForcePlate> read(std::size_t index) {
    name_ = "plate " + std::to_string(index + 1);
    std::optional<PlateSetup> setup = setup_of(index);
    if (!setup) return std::nullopt;
    const std::vector<Channel> channels = channels_of(index, channels_of_plate(setup->type));
    if (channels.empty()) return std::nullopt;
    std::vector<double> samples = samples_of(channels, *setup);
    take_off_baseline(*setup, samples);
    std::optional<PlateReading> reading = read_plate(*setup, samples);
    if (!reading) return without("has corners that span no surface");
    reading->plate.name = name_;
    if (reading->turned_round)
      warnings_.push_back(name_ +
                          ": the file keeps the force on the plate; it was turned round, into that on the person");
    return std::move(reading->plate);
  }

 private:
  std::optional<PlateSetup> setup_of(std::size_t index) {
    PlateSetup setup;
    const std::vector<double> types = file_.values("FORCE_PLATFORM", "TYPE");
    setup.type = types[index] >= 0 && types[index] <= 100 ? static_cast<int>(types[index]) : 0;
    if (channels_of_plate(setup.type) == 0) return without("is of a type that genu does not know");
    const std::vector<double> corners = file_.values("FORCE_PLATFORM", "CORNERS");
    if (corners.size() < 12 * (index + 1)) return without("has no corners");
    for (std::size_t i = 0; i < 4; ++i) setup.corners_m[i] = vector_at(corners, 12 * index + 3 * i);
    const std::vector<double> origins = file_.values("FORCE_PLATFORM", "ORIGIN");
    setup.origin_m = origins.size() >= 3 * (index + 1) ? vector_at(origins, 3 * index) : Vector3{0, 0, 0};
    if (setup.type != 4) return setup;
    const std::vector<double> matrices = file_.values("FORCE_PLATFORM", "CAL_MATRIX");
    if (matrices.size() < 36 * (index + 1)) return without("has no calibration");
    setup.calibration.assign(matrices.begin() + static_cast<std::ptrdiff_t>(36 * index),
                             matrices.begin() + static_cast<std::ptrdiff_t>(36 * (index + 1)));
    return setup;
  }

  std::nullopt_t without(const std::string& why) {
    warnings_.push_back(name_ + " " + why + " and was left out");
    return std::nullopt;
  }

  Vector3 vector_at(const std::vector<double>& values, std::size_t at) const {
    return {values[at] * metres_, values[at + 1] * metres_, values[at + 2] * metres_};
  }

  std::vector<Channel> channels_of(std::size_t index, std::size_t count) {
    std::vector<Channel> channels;
    const c3d::Parameter* parameter = file_.find("FORCE_PLATFORM", "CHANNEL");
    const std::vector<double> numbers = file_.values("FORCE_PLATFORM", "CHANNEL");
    const std::size_t stride =
        parameter == nullptr || parameter->dimensions.empty() ? 0 : parameter->dimensions.front();
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t at = index * stride + i;
      const double number = i < stride && at < numbers.size() ? numbers[at] : 0;
      if (!(number >= 1 && number <= static_cast<double>(layout_.channels))) {
        without("names analog channels that the file does not have");
        return {};
      }
      channels.emplace_back(file_, layout_, static_cast<std::size_t>(number) - 1);
    }
    return channels;
  }

  // In newtons, newton metres and metres. A calibration matrix comes first, so that its units are those of its result.
  std::vector<double> samples_of(const std::vector<Channel>& channels, PlateSetup& setup) const {
    std::vector<double> factors(channels.size(), 1);
    if (setup.type != 3) {
      for (std::size_t i = 3; i < 6; ++i) factors[i] = metres_in(channels[i].unit(), metres_);
    }
    if (setup.type == 4) {
      for (std::size_t i = 0; i < 36; ++i) setup.calibration[i] *= factors[i % 6];
      factors.assign(channels.size(), 1);
    }
    std::vector<double> samples;
    samples.reserve(layout_.frames * layout_.samples_per_frame * channels.size());
    for (std::size_t frame = 0; frame < layout_.frames; ++frame) {
      for (std::size_t sample = 0; sample < layout_.samples_per_frame; ++sample) {
        for (std::size_t i = 0; i < channels.size(); ++i)
          samples.push_back(channels[i].value(frame, sample) * factors[i]);
      }
    }
    return samples;
  }

  // FORCE_PLATFORM:ZERO names frames in which nobody stood on the plates.
  void take_off_baseline(const PlateSetup& setup, std::vector<double>& samples) {
    const std::vector<double> zero = file_.values("FORCE_PLATFORM", "ZERO");
    if (zero.size() < 2 || !(zero[0] >= 1 && zero[1] >= zero[0] && zero[1] <= static_cast<double>(layout_.frames)))
      return;
    const std::size_t channels = channels_of_plate(setup.type);
    const std::size_t begin = (static_cast<std::size_t>(zero[0]) - 1) * layout_.samples_per_frame;
    const std::size_t end = static_cast<std::size_t>(zero[1]) * layout_.samples_per_frame;
    std::vector<double> mean(channels, 0);
    for (std::size_t i = begin * channels; i < end * channels; ++i)
      mean[i % channels] += samples[i] / static_cast<double>(end - begin);
    constexpr double somebody_stood_there_n = 100;
    const std::optional<PlateReading> baseline = read_plate(setup, mean);
    if (!baseline) return;
    const Vector3& force = baseline->plate.force_n.front();
    if (!(std::hypot(force.x, force.y, force.z) < somebody_stood_there_n)) {
      warnings_.push_back(name_ + ": somebody stood on it in the frames that should show its zero; none was taken off");
      return;
    }
    for (std::size_t i = 0; i < samples.size(); ++i) samples[i] -= mean[i % channels];
  }

  const File& file_;
  const Layout& layout_;
  double metres_;
  std::vector<std::string>& warnings_;
  std::string name_;
};

std::optional<ForceRecording> read_forces(const File& file, const Layout& layout, double metres,
                                          std::vector<std::string>& warnings) {
  const std::size_t types = file.values("FORCE_PLATFORM", "TYPE").size();
  const std::size_t used = unsigned16(file.value("FORCE_PLATFORM", "USED").value_or(65'535)).value_or(0);
  constexpr std::size_t fewest_channels = 6;
  const std::size_t possible = layout.channels / fewest_channels;
  const std::size_t plates = std::min({types, used, possible});
  if (possible < std::min(types, used)) warnings.push_back("there are more force plates than analog channels for them");
  ForceRecording forces;
  PlateReader reader(file, layout, metres, warnings);
  for (std::size_t plate = 0; plate < plates; ++plate) {
    if (std::optional<ForcePlate> read = reader.read(plate)) forces.plates.push_back(std::move(*read));
  }
  if (forces.plates.empty()) return std::nullopt;
  const std::size_t samples = layout.frames * layout.samples_per_frame;
  forces.time_s.reserve(samples);
  for (std::size_t sample = 0; sample < samples; ++sample)
    forces.time_s.push_back(layout.time_s(static_cast<double>(sample) / static_cast<double>(layout.samples_per_frame)));
  return forces;
}

}  // namespace

bool looks_like_c3d(std::string_view bytes) {
  // The number of the block where the parameters begin, practically always 2; no text begins with such a byte.
  return bytes.size() > 1 && bytes[1] == 0x50 && bytes[0] >= 2 && bytes[0] <= 8;
}

Result<Movement> read_c3d(std::string_view bytes, std::string_view name) {
  GENU_TRY(check_motion_size(bytes, name));
  GENU_ASSIGN(const File file, File::open(bytes, name));
  Movement movement;
  movement.format = "C3D";
  GENU_ASSIGN(const Layout layout, layout_of(file, name, movement.warnings));
  const double metres = metres_per_unit(file, movement.warnings);
  if (layout.points > 0) movement.markers = read_markers(file, layout, metres, movement.warnings);
  movement.forces = read_forces(file, layout, metres, movement.warnings);
  if (!movement.markers && !movement.forces)
    return fail(ErrorCode::invalid_input, "this C3D file holds neither markers nor force plates", std::string(name));
  return movement;
}

}  // namespace genu
