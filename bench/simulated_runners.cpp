// Runners made by the model itself, led through the real interview.
//
//   build/release/bench/simulated_runners [RUNNERS PER CAUSE]
//
// Each has one cause and answers every question as the content says that people with this cause do; what the cause says
// nothing about is answered at its leak. This shows whether the parts fit together: how many questions it takes, how
// often the cause is found, and how often red flags call an ordinary knee urgent. It is no validation: the same figures
// make the answers and judge them, and answers are drawn independently, so that false alarms come out too high.
#include <cstdio>
#include <cstdlib>
#include <random>

#include "interview/interview.h"
#include "knowledge/codec.h"
#include "service/reasoner.h"

namespace genu {
namespace {

struct Tally {
  int runners = 0, first = 0, first_three = 0, questions = 0;
  int level[4] = {0, 0, 0, 0};
};

double chance_of_yes(const Knowledge& knowledge, FindingIndex index, std::size_t cause, AgeBand band) {
  const Finding& finding = knowledge.finding(index);
  if (!finding.leak) return 0;
  for (const Likelihood* row : knowledge.likelihoods_of(index))
    if (row->cause.value == cause) return row->probability.value;
  return (*finding.leak)[static_cast<std::size_t>(band)].value;
}

std::vector<Observation> answer(const Knowledge& knowledge, const Screen& screen, std::size_t cause, AgeBand band,
                                std::mt19937& random) {
  std::uniform_real_distribution<> uniform(0, 1);
  std::vector<Observation> observations;
  if (const auto* finding = std::get_if<FindingIndex>(&screen)) {
    if (knowledge.finding(*finding).type == FindingType::number) {
      const auto range = knowledge.find_question("q_duration").value();
      const auto distribution = option_distribution(knowledge, knowledge.question(range), cause);
      const double weeks[] = {0.5, 2, 10, 52};
      const auto option = std::discrete_distribution<std::size_t>(distribution.begin(), distribution.end())(random);
      return {{*finding, weeks[option], {}, From::runner}};
    }
    return {{*finding, uniform(random) < chance_of_yes(knowledge, *finding, cause, band), {}, From::runner}};
  }
  const Question& question = knowledge.question(std::get<QuestionIndex>(screen));
  if (question.kind == QuestionKind::single_choice) {
    const auto distribution = option_distribution(knowledge, question, cause);
    const auto option = std::discrete_distribution<std::size_t>(distribution.begin(), distribution.end())(random);
    return {{question.items[option], true, {}, From::runner}};
  }
  for (const FindingIndex item : question.items)
    observations.push_back({item, uniform(random) < chance_of_yes(knowledge, item, cause, band), {}, From::runner});
  return observations;
}

void simulate(const Reasoner& reasoner, std::size_t cause, std::mt19937& random, Tally& tally) {
  const Knowledge& knowledge = reasoner.knowledge();
  RunnerFacts facts;
  facts.age_years = std::uniform_int_distribution<>(18, 70)(random);
  facts.sex = random() % 2 == 0 ? Sex::female : Sex::male;
  std::vector<Observation> observations;
  std::vector<Screen> answered;
  for (;;) {
    const Evidence evidence = Evidence::resolve(knowledge, facts, observations);
    const NextStep step = next_step(reasoner.network(), reasoner.network().infer(evidence, PriorKind::runners),
                                    evidence, assess_urgency(knowledge, evidence), answered);
    if (!step.screen) break;
    const auto given = answer(knowledge, *step.screen, cause, age_band_of(*facts.age_years), random);
    observations.insert(observations.end(), given.begin(), given.end());
    answered.push_back(*step.screen);
  }
  const Assessment assessment = reasoner.assess(facts, observations);
  std::size_t rank = 0;
  while (assessment.diagnosis.causes[rank].cause.value != cause) ++rank;
  ++tally.runners;
  tally.first += rank == 0;
  tally.first_three += rank < 3;
  tally.questions += static_cast<int>(answered.size());
  ++tally.level[static_cast<std::size_t>(assessment.level)];
}

}  // namespace
}  // namespace genu

int main(int argument_count, char** arguments) {
  const int runners = argument_count > 1 ? std::atoi(arguments[1]) : 100;
  const genu::Reasoner reasoner(genu::embedded_knowledge());
  std::mt19937 random(1);
  std::printf("%-38s %9s %6s %6s   %9s %8s %7s %10s\n", "cause", "questions", "first", "top 3", "self_care", "routine",
              "urgent", "emergency");
  for (std::size_t cause = 0; cause < reasoner.knowledge().cause_count(); ++cause) {
    genu::Tally tally;
    for (int i = 0; i < runners; ++i) genu::simulate(reasoner, cause, random, tally);
    const auto percent = [&](int count) { return 100.0 * count / tally.runners; };
    std::printf("%-38s %9.1f %5.0f%% %5.0f%%   %8.0f%% %7.0f%% %6.0f%% %9.0f%%\n",
                reasoner.knowledge().data().causes[cause].id.c_str(),
                static_cast<double>(tally.questions) / tally.runners, percent(tally.first), percent(tally.first_three),
                percent(tally.level[0]), percent(tally.level[1]), percent(tally.level[2]), percent(tally.level[3]));
  }
}
