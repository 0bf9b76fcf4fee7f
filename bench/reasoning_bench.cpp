// What one answer costs. Run the release build (preset bench); figures and machine: bench/README.md.
//
// The baseline is the same inference written plainly (src/diagnosis/reference_model.h): measured in the same run, so
// that a slow or busy machine slows both.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>

#include "diagnosis/reference_model.h"
#include "interview/interview.h"
#include "knowledge/codec.h"
#include "service/reasoner.h"

namespace genu {
namespace {

const Reasoner& reasoner() {
  static const Reasoner instance(embedded_knowledge());
  return instance;
}

// Runners with `count` answered findings each: random questions that a runner is asked, answered at random.
std::vector<Evidence> runners(std::size_t count) {
  const Knowledge& knowledge = embedded_knowledge();
  std::mt19937 random(42);
  std::vector<FindingIndex> askable;
  for (std::size_t i = 0; i < knowledge.finding_count(); ++i) {
    const Finding& finding = knowledge.data().findings[i];
    if (finding.kind == FindingKind::node && finding.who == Who::self && !finding.ask_if)
      askable.push_back({static_cast<std::uint16_t>(i)});
  }
  std::vector<Evidence> result;
  for (int runner = 0; runner < 50; ++runner) {
    std::shuffle(askable.begin(), askable.end(), random);
    std::vector<Observation> observations;
    for (std::size_t i = 0; i < count; ++i)
      observations.push_back({askable[i], std::uniform_real_distribution<>(0, 1)(random) < 0.4, {}, From::runner});
    RunnerFacts facts;
    facts.age_years = std::uniform_int_distribution<>(18, 75)(random);
    facts.sex = runner % 2 == 0 ? Sex::female : Sex::male;
    result.push_back(Evidence::resolve(knowledge, facts, observations));
  }
  return result;
}

void inference(benchmark::State& state) {
  const auto all = runners(static_cast<std::size_t>(state.range(0)));
  std::size_t next = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(reasoner().network().infer(all[next++ % all.size()], PriorKind::runners).marginal[0]);
}
BENCHMARK(inference)->Arg(10)->Arg(20)->Arg(40)->Unit(benchmark::kMicrosecond);

void inference_plain(benchmark::State& state) {
  const auto all = runners(static_cast<std::size_t>(state.range(0)));
  const Network& network = reasoner().network();
  std::size_t next = 0;
  for (auto _ : state) {
    const Evidence& evidence = all[next++ % all.size()];
    const Prior prior = network.prior_model().prior(evidence, PriorKind::runners);
    benchmark::DoNotOptimize(reference::marginals(embedded_knowledge(), evidence, network.sets(), prior)[0]);
  }
}
BENCHMARK(inference_plain)->Arg(20)->Unit(benchmark::kMicrosecond);

void next_question(benchmark::State& state) {
  const auto all = runners(static_cast<std::size_t>(state.range(0)));
  const Knowledge& knowledge = embedded_knowledge();
  std::vector<Screen> opening;
  for (std::size_t q = 0; q < knowledge.data().questions.size(); ++q)
    if (knowledge.data().questions[q].opening > 0)
      opening.push_back(find_screen(knowledge, knowledge.data().questions[q].id).value());
  std::size_t next = 0;
  for (auto _ : state) {
    const Evidence& evidence = all[next++ % all.size()];
    const Inference inferred = reasoner().network().infer(evidence, PriorKind::runners);
    Triage triage = assess_urgency(knowledge, evidence);
    triage.level.reset();  // random answers would stop at an emergency: here the choice itself is measured
    benchmark::DoNotOptimize(next_step(reasoner().network(), inferred, evidence, triage, opening).screen);
  }
}
BENCHMARK(next_question)->Arg(20)->Unit(benchmark::kMicrosecond);

void full_assessment(benchmark::State& state) {
  const auto all = runners(static_cast<std::size_t>(state.range(0)));
  const Knowledge& knowledge = embedded_knowledge();
  std::vector<std::vector<Observation>> observations;
  for (const Evidence& evidence : all) {
    auto& list = observations.emplace_back();
    for (std::size_t i = 0; i < knowledge.finding_count(); ++i)
      if (const auto answer = evidence.yes_no({static_cast<std::uint16_t>(i)}))
        list.push_back({{static_cast<std::uint16_t>(i)}, *answer, {}, From::runner});
  }
  std::size_t next = 0;
  for (auto _ : state) {
    const std::size_t place = next++ % all.size();
    benchmark::DoNotOptimize(reasoner().assess(all[place].facts(), observations[place]).level);
  }
}
BENCHMARK(full_assessment)->Arg(20)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace genu
