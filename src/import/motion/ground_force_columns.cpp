#include "import/motion/ground_force_columns.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "import/motion/text_table.h"

namespace genu {
namespace {

enum class Quantity : std::uint8_t { force, centre_of_pressure, moment };

struct GroundColumn {
  std::string plate;
  Quantity quantity = Quantity::force;
  std::size_t axis = 0;
};

// "R_ground_torque_x" belongs to the plate "R_ground_force".
std::string plate_name(std::string_view stem, std::string_view word, std::size_t at) {
  std::string name(stem);
  return name.replace(at, word.size(), "ground_force");
}

// The first letter of "vx", "py", "mz".
std::optional<Quantity> take_quantity(std::string_view& ending) {
  if (ending.empty()) return std::nullopt;
  const char letter = ending.front();
  ending.remove_prefix(1);
  if (letter == 'v') return Quantity::force;
  if (letter == 'p') return Quantity::centre_of_pressure;
  if (letter == 'm') return Quantity::moment;
  return std::nullopt;
}

std::optional<GroundColumn> ground_column(std::string_view label) {
  const std::string lower = lower_case(label);
  const std::size_t underscore = lower.rfind('_');
  if (underscore == std::string::npos) return std::nullopt;
  std::string_view ending = std::string_view(lower).substr(underscore + 1);
  const std::string_view stem = label.substr(0, underscore);

  for (const std::string_view word : {"ground_force", "ground_torque", "ground_moment"}) {
    const std::size_t at = lower.find(word);
    if (at >= underscore) continue;
    const std::optional<Quantity> quantity = word == "ground_force" ? take_quantity(ending) : Quantity::moment;
    if (!quantity || ending.size() != 1 || ending[0] < 'x' || ending[0] > 'z') return std::nullopt;
    return GroundColumn{plate_name(stem, word, at), *quantity, static_cast<std::size_t>(ending[0] - 'x')};
  }
  return std::nullopt;
}

struct PlateColumns {
  std::string name;
  std::array<std::array<std::optional<std::size_t>, 3>, 3> columns{};  // of each quantity, of each axis

  auto& of(Quantity quantity) { return columns[static_cast<std::size_t>(quantity)]; }
  const auto& of(Quantity quantity) const { return columns[static_cast<std::size_t>(quantity)]; }

  bool has_force() const {
    const auto& axes = of(Quantity::force);
    return axes[0] && axes[1] && axes[2];
  }
};

std::vector<PlateColumns> find_plates(const std::vector<std::string>& names) {
  std::vector<PlateColumns> plates;
  for (std::size_t column = 0; column < names.size(); ++column) {
    const std::optional<GroundColumn> ground = ground_column(names[column]);
    if (!ground) continue;
    auto plate = std::find_if(plates.begin(), plates.end(),
                              [&](const PlateColumns& known) { return known.name == ground->plate; });
    if (plate == plates.end()) plate = plates.insert(plates.end(), PlateColumns{ground->plate, {}});
    std::optional<std::size_t>& place = plate->of(ground->quantity)[ground->axis];
    if (!place) place = column;
  }
  plates.erase(
      std::remove_if(plates.begin(), plates.end(), [](const PlateColumns& plate) { return !plate.has_force(); }),
      plates.end());
  return plates;
}

std::vector<Vector3> vectors_of(const CoordinateTable& table, const std::array<std::optional<std::size_t>, 3>& axes) {
  std::vector<Vector3> vectors(table.time_s.size());
  if (!axes[0] || !axes[1] || !axes[2]) return vectors;
  for (std::size_t row = 0; row < vectors.size(); ++row) {
    const double* values = &table.values[row * table.names.size()];
    vectors[row] = {values[*axes[0]], values[*axes[1]], values[*axes[2]]};
  }
  return vectors;
}

void remove_columns(CoordinateTable& table, const std::vector<bool>& taken) {
  CoordinateTable rest;
  rest.in_degrees = table.in_degrees;
  rest.time_s = table.time_s;
  for (std::size_t column = 0; column < taken.size(); ++column) {
    if (!taken[column]) rest.names.push_back(table.names[column]);
  }
  rest.values.reserve(rest.names.size() * rest.time_s.size());
  for (std::size_t i = 0; i < table.values.size(); ++i) {
    if (!taken[i % taken.size()]) rest.values.push_back(table.values[i]);
  }
  table = std::move(rest);
}

}  // namespace

std::optional<ForceRecording> take_ground_forces(CoordinateTable& table) {
  const std::vector<PlateColumns> plates = find_plates(table.names);
  if (plates.empty()) return std::nullopt;
  ForceRecording recording;
  recording.time_s = table.time_s;
  std::vector<bool> taken(table.names.size(), false);
  for (const PlateColumns& plate : plates) {
    recording.plates.push_back({plate.name, vectors_of(table, plate.of(Quantity::force)),
                                vectors_of(table, plate.of(Quantity::centre_of_pressure)),
                                vectors_of(table, plate.of(Quantity::moment))});
    for (const auto& axes : plate.columns) {
      for (const std::optional<std::size_t>& column : axes) {
        if (column) taken[*column] = true;
      }
    }
  }
  remove_columns(table, taken);
  return recording;
}

}  // namespace genu
