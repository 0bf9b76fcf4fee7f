#include "service/evaluate.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace genu {
namespace {

using Json = nlohmann::ordered_json;
constexpr const char* none_id = "none_of_these";
constexpr double normal_975 = 1.959964;
constexpr std::size_t calibration_bins = 5;

// Wilson's interval: centre and half-width.
std::pair<double, double> wilson(const Share& share) {
  if (share.of == 0) return {0.5, 0.5};
  const double n = static_cast<double>(share.of), p = share.value(), z2 = normal_975 * normal_975;
  const double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = normal_975 / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  return {centre, half};
}

UrgencyLevel level_named(const std::string& name) {
  for (const auto level :
       {UrgencyLevel::self_care, UrgencyLevel::routine, UrgencyLevel::urgent, UrgencyLevel::emergency})
    if (name == name_of(level)) return level;
  return UrgencyLevel::routine;
}

CaseResult run_case(const Reasoner& reasoner, const Vignette& vignette, Stage stage, PriorKind prior) {
  std::vector<Observation> observations = vignette.history;
  if (stage == Stage::exam) observations.insert(observations.end(), vignette.exam.begin(), vignette.exam.end());
  const Assessment assessment = reasoner.assess(vignette.facts, observations, prior);

  CaseResult result;
  result.id = vignette.id;
  result.expected = vignette.accepted;
  result.urgency = assessment.level;
  result.urgency_acceptable = vignette.urgency_acceptable;
  result.shown = assessment.diagnosis.shown.size();
  for (const CauseReport& report : assessment.diagnosis.causes)
    result.ranked.push_back({reasoner.knowledge().cause(report.cause).id, report.probability});
  result.ranked.push_back({none_id, assessment.diagnosis.none});
  std::stable_sort(result.ranked.begin(), result.ranked.end(),
                   [](const Ranked& a, const Ranked& b) { return a.probability > b.probability; });
  const auto accepted = [&](const Ranked& ranked) {
    return std::find(vignette.accepted.begin(), vignette.accepted.end(), ranked.id) != vignette.accepted.end();
  };
  result.rank = static_cast<std::size_t>(std::find_if(result.ranked.begin(), result.ranked.end(), accepted) -
                                         result.ranked.begin() + 1);
  return result;
}

void count_urgency(const CaseResult& result, Evaluation& evaluation) {
  if (result.urgency_acceptable.empty()) return;
  UrgencyLevel lowest = UrgencyLevel::emergency, highest = UrgencyLevel::self_care;
  bool exact = false;
  for (const std::string& name : result.urgency_acceptable) {
    const UrgencyLevel level = level_named(name);
    lowest = std::min(lowest, level);
    highest = std::max(highest, level);
    exact = exact || level == result.urgency;
  }
  const auto count = [](Share& share, bool hit) {
    ++share.of;
    share.count += hit;
  };
  count(evaluation.urgency_exact, exact);
  count(evaluation.under, result.urgency < lowest);
  count(evaluation.over, result.urgency > highest);
  if (lowest == UrgencyLevel::emergency) {
    count(evaluation.emergency_recall, result.urgency == UrgencyLevel::emergency);
    count(evaluation.emergency_below_urgent, result.urgency < UrgencyLevel::urgent);
  }
}

Json to_json(const Share& share) {
  return {
      {"count", share.count}, {"of", share.of}, {"share", share.value()}, {"low", share.low()}, {"high", share.high()}};
}

std::string to_text(const Share& share) {
  return fmt::format("{:>3} of {:<3} {:5.1f} %  ({:.1f} to {:.1f})", share.count, share.of, 100 * share.value(),
                     100 * share.low(), 100 * share.high());
}

}  // namespace

double Share::low() const {
  const auto [centre, half] = wilson(*this);
  return std::max(0.0, centre - half);
}
double Share::high() const {
  const auto [centre, half] = wilson(*this);
  return std::min(1.0, centre + half);
}

Evaluation evaluate_vignettes(const Reasoner& reasoner, const std::vector<Vignette>& vignettes, Stage stage,
                              PriorKind prior) {
  Evaluation evaluation;
  evaluation.stage = stage;
  evaluation.prior = prior;
  std::vector<double> stated(calibration_bins, 0), observed(calibration_bins, 0);
  evaluation.calibration.resize(calibration_bins);
  for (const Vignette& vignette : vignettes) {
    CaseResult result = run_case(reasoner, vignette, stage, prior);
    for (auto [share, places] : {std::pair{&evaluation.top1, 1U}, {&evaluation.top3, 3U}, {&evaluation.top5, 5U}}) {
      ++share->of;
      share->count += result.rank <= places;
    }
    count_urgency(result, evaluation);
    double squares = 0;
    for (const Ranked& ranked : result.ranked) {
      const bool accepted =
          std::find(result.expected.begin(), result.expected.end(), ranked.id) != result.expected.end();
      squares += std::pow(ranked.probability - accepted, 2);
      const auto bin = std::min(calibration_bins - 1,
                                static_cast<std::size_t>(ranked.probability * static_cast<double>(calibration_bins)));
      ++evaluation.calibration[bin].count;
      stated[bin] += ranked.probability;
      observed[bin] += accepted;
    }
    evaluation.brier += squares / static_cast<double>(result.ranked.size());
    evaluation.mean_shown += static_cast<double>(result.shown);
    evaluation.cases.push_back(std::move(result));
  }
  const double n = std::max<double>(1, static_cast<double>(vignettes.size()));
  evaluation.brier /= n;
  evaluation.mean_shown /= n;
  for (std::size_t bin = 0; bin < calibration_bins; ++bin) {
    CalibrationBin& calibration = evaluation.calibration[bin];
    calibration.from = static_cast<double>(bin) / calibration_bins;
    calibration.to = static_cast<double>(bin + 1) / calibration_bins;
    if (calibration.count == 0) continue;
    calibration.mean_stated = stated[bin] / static_cast<double>(calibration.count);
    calibration.observed = observed[bin] / static_cast<double>(calibration.count);
  }
  return evaluation;
}

std::string to_json_text(const Evaluation& evaluation) {
  Json cases = Json::array();
  for (const CaseResult& result : evaluation.cases) {
    Json ranked = Json::array();
    for (const Ranked& entry : result.ranked) ranked.push_back({{"id", entry.id}, {"probability", entry.probability}});
    cases.push_back({{"id", result.id},
                     {"expected", result.expected},
                     {"ranked", std::move(ranked)},
                     {"urgency", name_of(result.urgency)},
                     {"urgency_acceptable", result.urgency_acceptable}});
  }
  Json bins = Json::array();
  for (const CalibrationBin& bin : evaluation.calibration)
    bins.push_back({{"from", bin.from},
                    {"to", bin.to},
                    {"count", bin.count},
                    {"mean_stated", bin.mean_stated},
                    {"observed", bin.observed}});
  const Json intervals = {{"top1", to_json(evaluation.top1)},
                          {"top3", to_json(evaluation.top3)},
                          {"top5", to_json(evaluation.top5)},
                          {"urgency_exact", to_json(evaluation.urgency_exact)},
                          {"urgency_under", to_json(evaluation.under)},
                          {"urgency_over", to_json(evaluation.over)},
                          {"emergency_recall", to_json(evaluation.emergency_recall)},
                          {"emergency_below_urgent", to_json(evaluation.emergency_below_urgent)}};
  const Json document = {{"n", evaluation.cases.size()},
                         {"stage", evaluation.stage == Stage::history ? "history" : "exam"},
                         {"prior", evaluation.prior == PriorKind::runners ? "runners" : "uniform"},
                         {"top1", evaluation.top1.value()},
                         {"top3", evaluation.top3.value()},
                         {"top5", evaluation.top5.value()},
                         {"urgency",
                          {{"exact", evaluation.urgency_exact.value()},
                           {"under", evaluation.under.value()},
                           {"over", evaluation.over.value()},
                           {"emergency_recall", evaluation.emergency_recall.value()}}},
                         {"brier", evaluation.brier},
                         {"mean_causes_shown", evaluation.mean_shown},
                         {"intervals", intervals},
                         {"calibration", std::move(bins)},
                         {"cases", std::move(cases)}};
  return document.dump(2) + "\n";
}

std::string to_text(const Evaluation& evaluation) {
  std::string text = fmt::format("{} cases, {}, {} prior (95 % Wilson intervals)\n\n", evaluation.cases.size(),
                                 evaluation.stage == Stage::history ? "history only" : "history and examination",
                                 evaluation.prior == PriorKind::runners ? "runner" : "uniform");
  for (const auto& [label, share] : {std::pair{"accepted cause first", evaluation.top1},
                                     {"among the first three", evaluation.top3},
                                     {"among the first five", evaluation.top5},
                                     {"urgency acceptable", evaluation.urgency_exact},
                                     {"urgency too low", evaluation.under},
                                     {"urgency too high", evaluation.over},
                                     {"emergencies called emergency", evaluation.emergency_recall},
                                     {"emergencies below urgent", evaluation.emergency_below_urgent}})
    text += fmt::format("  {:<30} {}\n", label, to_text(share));
  text += fmt::format("  {:<30} {:.4f}\n  {:<30} {:.1f}\n\n", "Brier score per cause", evaluation.brier,
                      "causes shown, mean", evaluation.mean_shown);
  text += "Calibration, all causes of all cases\n";
  for (const CalibrationBin& bin : evaluation.calibration)
    text += fmt::format("  stated {:.1f} to {:.1f}: n {:>4}, mean stated {:.2f}, true {:.2f}\n", bin.from, bin.to,
                        bin.count, bin.mean_stated, bin.observed);
  text += "\nCases (rank of the best accepted cause; the first three)\n";
  for (const CaseResult& result : evaluation.cases) {
    std::string first;
    for (std::size_t i = 0; i < 3 && i < result.ranked.size(); ++i)
      first += fmt::format("{}{} {:.2f}", i == 0 ? "" : ", ", result.ranked[i].id, result.ranked[i].probability);
    const bool fits = std::find(result.urgency_acceptable.begin(), result.urgency_acceptable.end(),
                                name_of(result.urgency)) != result.urgency_acceptable.end();
    text += fmt::format("  {:<6} {:>2}  {:<9}{} {} | {}\n", result.id, result.rank, name_of(result.urgency),
                        fits ? " " : "!", fmt::join(result.expected, "/"), first);
  }
  return text;
}

}  // namespace genu
