// Reading of movement files in memory, one core, beside the plain way (a stream and >>) in the same run.
//
//   build/release/bench/motion_bench
#include <benchmark/benchmark.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "import/motion/movement.h"

namespace {

namespace fs = std::filesystem;

const fs::path data = fs::path(GENU_SOURCE_DIR) / "../shared/data/gait";

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void count_bytes(benchmark::State& state, std::size_t bytes) {
  state.counters["MB/s"] = {static_cast<double>(bytes) * static_cast<double>(state.iterations()) / 1e6,
                            benchmark::Counter::kIsRate};
}

// A million bytes of markers: 40 of them, at 100 Hz, in millimetres with six decimals.
std::string markers_of_a_megabyte() {
  constexpr int markers = 40;
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << "PathFileType\t4\t(X/Y/Z)\trun.trc\nDataRate\tNumMarkers\tUnits\n100\t40\tmm\nFrame#\tTime";
  for (int marker = 0; marker < markers; ++marker) text << "\tM" << marker << "\t\t";
  text << "\n\n";
  text.setf(std::ios::fixed);
  for (int frame = 0; text.tellp() < 1'000'000; ++frame) {
    text << frame + 1 << '\t' << frame * 0.01;
    for (int i = 0; i < markers * 3; ++i) text << '\t' << 900 * std::sin(0.07 * frame + i);
    text << '\n';
  }
  return text.str();
}

// 30 s of one person at 60 pictures a second, 33 points, as the page writes them.
std::string half_a_minute_of_landmarks() {
  nlohmann::json frames = nlohmann::json::array();
  const auto tenths = [](double value) { return std::round(value * 10) / 10; };
  for (int frame = 0; frame < 1800; ++frame) {
    nlohmann::json points = nlohmann::json::array();
    for (int point = 0; point < 33; ++point)
      points.push_back({tenths(640 + 100 * std::sin(0.3 * frame + point)), tenths(360 + 9 * point),
                        std::round(1000 * std::abs(std::sin(point + frame))) / 1000});
    frames.push_back({{"time_s", frame / 60.0}, {"people", {points}}});
  }
  return nlohmann::json{{"format", "genu-landmarks"}, {"version", 1}, {"frames", frames}}.dump();
}

void read(benchmark::State& state, const std::string& bytes, const char* name) {
  if (bytes.empty()) {
    state.SkipWithError("../shared/data/gait is not here");
    return;
  }
  for (auto _ : state) {
    const auto movement = genu::read_movement(bytes, name);
    if (!movement) state.SkipWithError(movement.error().text().c_str());
    benchmark::DoNotOptimize(movement);
  }
  count_bytes(state, bytes.size());
}

void trc_of_a_megabyte(benchmark::State& state) { read(state, markers_of_a_megabyte(), "run.trc"); }

void trc_of_a_megabyte_with_a_stream(benchmark::State& state) {
  const std::string bytes = markers_of_a_megabyte();
  for (auto _ : state) {
    std::istringstream lines(bytes);
    std::vector<double> values;
    std::string line;
    for (int header = 0; header < 5; ++header) std::getline(lines, line);
    while (std::getline(lines, line)) {
      std::istringstream cells(line);
      for (double value = 0; cells >> value;) values.push_back(value);
    }
    benchmark::DoNotOptimize(values);
  }
  count_bytes(state, bytes.size());
}

void landmarks_of_30_s(benchmark::State& state) { read(state, half_a_minute_of_landmarks(), "run.json"); }

void landmarks_of_30_s_only_parsed(benchmark::State& state) {
  const std::string bytes = half_a_minute_of_landmarks();
  for (auto _ : state) benchmark::DoNotOptimize(nlohmann::json::parse(bytes));
  count_bytes(state, bytes.size());
}

void c3d_of_4_s(benchmark::State& state) { read(state, bytes_of(data / "c3d/walking5.c3d"), "walking5.c3d"); }

void forces_of_15_s(benchmark::State& state) {
  read(state, bytes_of(data / "walk_gait2354/id_exact/subject01_walk1_grf.mot"), "grf.mot");
}

BENCHMARK(trc_of_a_megabyte)->Unit(benchmark::kMillisecond);
BENCHMARK(trc_of_a_megabyte_with_a_stream)->Unit(benchmark::kMillisecond);
BENCHMARK(landmarks_of_30_s)->Unit(benchmark::kMillisecond);
BENCHMARK(landmarks_of_30_s_only_parsed)->Unit(benchmark::kMillisecond);
BENCHMARK(c3d_of_4_s)->Unit(benchmark::kMillisecond);
BENCHMARK(forces_of_15_s)->Unit(benchmark::kMillisecond);

}  // namespace
