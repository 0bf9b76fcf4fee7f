// From landmarks to a report: what a runner waits for after the film was read.
#include <benchmark/benchmark.h>

#include "gait/analysis.h"
#include "gait/simulated_runner.h"

namespace {

genu::PoseRecording film(double frames_per_second) {
  genu::simulated::Camera camera;
  camera.frames_per_second = frames_per_second;
  camera.duration_s = 30;
  camera.swapped_share = 0.01;
  return genu::simulated::film(genu::simulated::Runner{}, camera);
}

void analyse_half_a_minute(benchmark::State& state) {
  const genu::PoseRecording recording = film(static_cast<double>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(genu::analyse_poses(recording));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(recording.frames.size()));
}
BENCHMARK(analyse_half_a_minute)->Arg(60)->Arg(240)->Unit(benchmark::kMillisecond);

// The baseline in the same run: every coordinate read once and summed.
void touch_half_a_minute(benchmark::State& state) {
  const genu::PoseRecording recording = film(60);
  for (auto _ : state) {
    float sum = 0;
    for (const genu::PoseFrame& frame : recording.frames) {
      for (const genu::ImagePoint& point : frame.people.front().points) sum += point.x + point.y;
    }
    benchmark::DoNotOptimize(sum);
  }
}
BENCHMARK(touch_half_a_minute)->Unit(benchmark::kMillisecond);

}  // namespace
