// Decoding of activity files in memory, one core: MB/s and records/s.
//
//   build/release/bench/import_bench
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "import/activities/reader.h"
#include "import/fit/fit.h"
#include "training/run.h"

namespace {

namespace fs = std::filesystem;

const fs::path data = fs::path(GENU_SOURCE_DIR) / "../shared/data/activities";

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void decode(benchmark::State& state, const char* name) {
  const std::string bytes = bytes_of(data / name);
  if (bytes.empty()) {
    state.SkipWithError("../shared/data/activities is not here");
    return;
  }
  std::size_t records = 0;
  for (auto _ : state) {
    const auto decoded = genu::read_activity(bytes);
    records = decoded->records;
    benchmark::DoNotOptimize(decoded);
  }
  const auto rounds = static_cast<double>(state.iterations());
  state.counters["MB/s"] = {static_cast<double>(bytes.size()) * rounds / 1e6, benchmark::Counter::kIsRate};
  state.counters["Mrecords/s"] = {static_cast<double>(records) * rounds / 1e6, benchmark::Counter::kIsRate};
}

void understand(benchmark::State& state, const char* name) {
  const auto decoded = genu::read_activity(bytes_of(data / name));
  if (!decoded) {
    state.SkipWithError("../shared/data/activities is not here");
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(genu::understand(decoded->activities.front()));
}

BENCHMARK_CAPTURE(decode, fit_99998_records, "muktihari__fit/big_activity.fit");
BENCHMARK_CAPTURE(decode, fit_18456_records, "jflam__FastFitParser/large_file.fit");
BENCHMARK_CAPTURE(decode, fit_run_with_developer_fields, "roznet__FitFileParser/running.fit");
BENCHMARK_CAPTURE(decode, tcx_3112_points, "alenrajsp__tcxreader/mapmyride_biking.tcx");
BENCHMARK_CAPTURE(decode, gpx_3497_points, "firefly-cpp__sport-activities-features/broken1.gpx");
BENCHMARK_CAPTURE(understand, run_of_6599_records, "roznet__FitFileParser/running.fit");

}  // namespace
