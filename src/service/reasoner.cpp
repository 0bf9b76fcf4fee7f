#include "service/reasoner.h"

#include <algorithm>

namespace genu {
namespace {

constexpr std::size_t most_reasons = 3;

// The probability that at least one cause of this urgency or above is present.
double probability_of_level(const Network& network, const Inference& inference, UrgencyLevel level) {
  std::uint64_t members = 0;
  for (std::size_t c = 0; c < network.knowledge().cause_count(); ++c)
    if (network.knowledge().data().causes[c].raises_to >= level) members |= std::uint64_t{1} << c;
  double probability = 0;
  for (std::size_t s = 0; s < network.sets().size(); ++s) {
    const CauseSet& set = network.sets()[s];
    bool hit = false;
    for (std::size_t i = 0; i < set.count; ++i) hit = hit || ((members >> set.causes[i]) & 1) != 0;
    if (hit) probability += inference.probability[s];
  }
  return probability;
}

std::optional<ProbabilityReason> raise(const Network& network, const Inference& inference, const Diagnosis& diagnosis,
                                       std::optional<UrgencyLevel> by_rules) {
  const Knowledge& knowledge = network.knowledge();
  const auto& thresholds = knowledge.data().urgency_thresholds;
  for (std::size_t i = thresholds.size(); i-- > 1;) {
    const UrgencyThreshold& threshold = thresholds[i];
    if (by_rules && threshold.level <= *by_rules) return std::nullopt;
    const double probability = probability_of_level(network, inference, threshold.level);
    if (probability < threshold.probability) continue;
    ProbabilityReason reason;
    reason.level = threshold.level;
    reason.probability = probability;
    double most = -1;
    for (std::size_t c = 0; c < knowledge.cause_count(); ++c) {
      if (knowledge.data().causes[c].raises_to < threshold.level || inference.marginal[c] <= most) continue;
      most = inference.marginal[c];
      reason.leading = CauseIndex{static_cast<std::uint16_t>(c)};
    }
    for (const std::size_t place : diagnosis.shown) {
      const CauseReport& report = diagnosis.causes[place];
      if (report.cause != reason.leading) continue;
      for (const Influence& influence : report.speaks_for)
        if (reason.because.size() < most_reasons) reason.because.push_back(influence.finding);
    }
    return reason;
  }
  return std::nullopt;
}

}  // namespace

std::vector<ContributorReport> Reasoner::contributors(const Evidence& evidence) const {
  std::vector<ContributorReport> reports;
  for (const Contributor& contributor : knowledge_.data().contributors) {
    ContributorReport report{&contributor, {}};
    for (const Contributor::Trigger& trigger : contributor.because) {
      const auto number = evidence.number(trigger.finding);
      const bool present = trigger.is_number() ? number && trigger.holds(*number)
                                               : evidence.yes_no(trigger.finding) == std::optional<bool>(true);
      if (present) report.because.push_back(trigger.finding);
    }
    if (!report.because.empty()) reports.push_back(std::move(report));
  }
  return reports;
}

Assessment Reasoner::assess(const RunnerFacts& facts, const std::vector<Observation>& observations,
                            PriorKind kind) const {
  Assessment assessment;
  assessment.evidence = Evidence::resolve(knowledge_, facts, observations);
  assessment.triage = assess_urgency(knowledge_, assessment.evidence);
  assessment.inference = network().infer(assessment.evidence, kind);
  assessment.diagnosis = diagnostician_.diagnose(assessment.inference);
  if (kind == PriorKind::runners) {
    assessment.raised_by = raise(network(), assessment.inference, assessment.diagnosis, assessment.triage.level);
  } else {
    assessment.raised_by = raise(network(), network().infer(assessment.evidence, PriorKind::runners),
                                 assessment.diagnosis, assessment.triage.level);
  }
  assessment.level = assessment.triage.level.value_or(UrgencyLevel::self_care);
  if (assessment.raised_by) assessment.level = assessment.raised_by->level;
  assessment.contributors = contributors(assessment.evidence);
  assessment.ask_next = information_gains(network(), assessment.inference, assessment.evidence, {true, true});
  return assessment;
}

}  // namespace genu
