// Random evidence on the real content.
//
// What must hold for every evidence: probabilities are probabilities; the fast inference equals the plain one in
// reference_model.h (its only arbiter; both read the same content, so an error in the content shows in neither);
// unanswered means neutral; the order of answers does not matter; strong support never lowers its cause. The reference
// takes about 50 ms a case, hence the small counts there.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "diagnosis/diagnosis.h"
#include "diagnosis/reference_model.h"
#include "knowledge/codec.h"

namespace genu {
namespace {

const Diagnostician& diagnostician() {
  static const Diagnostician instance(embedded_knowledge());
  return instance;
}

RunnerFacts random_facts() {
  RunnerFacts facts;
  if (*rc::gen::arbitrary<bool>()) facts.age_years = *rc::gen::inRange(16, 80);
  if (*rc::gen::arbitrary<bool>()) facts.sex = *rc::gen::element(Sex::female, Sex::male);
  return facts;
}

std::vector<Observation> random_observations(int most) {
  const Knowledge& knowledge = embedded_knowledge();
  std::vector<Observation> observations;
  const int count = *rc::gen::inRange(0, most + 1);
  for (int i = 0; i < count; ++i) {
    const auto finding = static_cast<std::uint16_t>(*rc::gen::inRange<std::size_t>(0, knowledge.finding_count()));
    if (knowledge.data().findings[finding].type != FindingType::yes_no) continue;
    observations.push_back({{finding}, *rc::gen::arbitrary<bool>(), {i}, From::runner});
  }
  return observations;
}

RC_GTEST_PROP(Diagnosis, ProbabilitiesAreProbabilities, ()) {
  const auto evidence = Evidence::resolve(embedded_knowledge(), random_facts(), random_observations(40));
  const Inference inference = diagnostician().network().infer(evidence, PriorKind::runners);
  double total = 0;
  for (const double p : inference.probability) {
    RC_ASSERT(p >= 0);
    total += p;
  }
  RC_ASSERT(std::abs(total - 1) < 1e-9);
  const Diagnosis diagnosis = diagnostician().diagnose(inference);
  RC_ASSERT(diagnosis.shown.size() <= most_causes_shown);
  for (const CauseReport& report : diagnosis.causes) {
    RC_ASSERT(report.low >= 0 && report.low <= report.probability + 1e-9);
    RC_ASSERT(report.high <= 1 + 1e-6 && report.high >= report.probability - 1e-9);
    for (const Influence& influence : report.speaks_for) RC_ASSERT(influence.factor > 1);
    for (const Influence& influence : report.speaks_against) RC_ASSERT(influence.factor < 1 && influence.factor > 0);
  }
}

RC_GTEST_PROP(Diagnosis, DangerousCausesAreNotHiddenByTheLimit, ()) {
  const auto evidence = Evidence::resolve(embedded_knowledge(), random_facts(), random_observations(30));
  const Diagnosis diagnosis = diagnostician().diagnose(diagnostician().network().infer(evidence, PriorKind::runners));
  std::size_t dangerous_shown = 0, dangerous_hidden = 0;
  for (std::size_t place = 0; place < diagnosis.causes.size(); ++place) {
    const CauseReport& report = diagnosis.causes[place];
    if (!embedded_knowledge().cause(report.cause).must_not_miss || report.probability < least_probability_not_missed)
      continue;
    const bool shown = std::find(diagnosis.shown.begin(), diagnosis.shown.end(), place) != diagnosis.shown.end();
    ++(shown ? dangerous_shown : dangerous_hidden);
  }
  // Only when dangerous causes alone fill every place that may be given up.
  RC_ASSERT(dangerous_hidden == 0 || dangerous_shown >= most_causes_shown - 3);
}

TEST(Diagnosis, EqualsTheReferenceModel) {
  rc::check("fast and plain inference agree", [] {
    const auto evidence = Evidence::resolve(embedded_knowledge(), random_facts(), random_observations(25));
    const Network& network = diagnostician().network();
    const PriorKind kind = *rc::gen::element(PriorKind::runners, PriorKind::uniform);
    const Inference inference = network.infer(evidence, kind);
    const auto expected = reference::marginals(embedded_knowledge(), evidence, network.sets(), inference.prior);
    for (std::size_t c = 0; c < expected.size(); ++c) RC_ASSERT(std::abs(inference.marginal[c] - expected[c]) < 1e-9);
  });
}

RC_GTEST_PROP(Diagnosis, TheOrderOfAnswersDoesNotMatter, ()) {
  const RunnerFacts facts = random_facts();
  std::vector<Observation> observations = random_observations(30);
  const auto forwards = Evidence::resolve(embedded_knowledge(), facts, observations);
  std::reverse(observations.begin(), observations.end());
  const auto backwards = Evidence::resolve(embedded_knowledge(), facts, observations);
  const auto a = diagnostician().network().infer(forwards, PriorKind::runners);
  const auto b = diagnostician().network().infer(backwards, PriorKind::runners);
  RC_ASSERT(a.probability == b.probability);
}

RC_GTEST_PROP(Diagnosis, UnknownIsNeutral, ()) {
  const RunnerFacts facts = random_facts();
  std::vector<Observation> observations = random_observations(20);
  const auto before = Evidence::resolve(embedded_knowledge(), facts, observations);
  for (std::size_t i = 0; i < embedded_knowledge().finding_count(); ++i) {
    const FindingIndex finding{static_cast<std::uint16_t>(i)};
    const bool known = std::any_of(observations.begin(), observations.end(),
                                   [&](const Observation& observation) { return observation.finding == finding; });
    if (!known) observations.push_back({finding, Unknown{}, {100}, From::runner});
  }
  const auto after = Evidence::resolve(embedded_knowledge(), facts, observations);
  const auto a = diagnostician().network().infer(before, PriorKind::runners);
  const auto b = diagnostician().network().infer(after, PriorKind::runners);
  RC_ASSERT(a.probability == b.probability);
}

// The strongest sign of each cause: the finding with the largest ratio of its chance to the leak.
std::optional<Likelihood> strongest_sign(std::size_t cause) {
  const Knowledge& knowledge = embedded_knowledge();
  std::optional<Likelihood> best;
  double best_ratio = 0;
  for (const Likelihood& row : knowledge.data().likelihoods) {
    const Finding& finding = knowledge.finding(row.finding);
    if (row.cause.value != cause || row.use != LikelihoodUse::primary || !finding.leak || finding.group) continue;
    const double ratio = row.probability.value / finding.leak->at(1).value;
    if (ratio > best_ratio) {
      best_ratio = ratio;
      best = row;
    }
  }
  return best;
}

RC_GTEST_PROP(Diagnosis, APathognomonicSignNeverLowersItsCause, ()) {
  const Knowledge& knowledge = embedded_knowledge();
  const auto cause = *rc::gen::inRange<std::size_t>(0, knowledge.cause_count());
  const auto sign = strongest_sign(cause);
  RC_PRE(sign.has_value());
  const auto base = Evidence::resolve(knowledge, random_facts(), random_observations(15));
  RC_PRE(!base.yes_no(sign->finding));
  const auto before = diagnostician().network().infer(base, PriorKind::runners);
  const auto after = diagnostician().network().infer(base.with(sign->finding, true), PriorKind::runners);
  // Against "none of these" it can only gain; against all others it gains unless they explain the sign as well.
  const auto odds = [&](const Inference& inference) { return inference.marginal[cause] / inference.none; };
  RC_ASSERT(odds(after) >= odds(before) * (1 - 1e-9));
}

}  // namespace
}  // namespace genu
