#include "knowledge/knowledge.h"

#include <utility>

namespace genu {

const char* name_of(Basis basis) {
  switch (basis) {
    case Basis::meta_analysis: return "meta-analysis";
    case Basis::study: return "study";
    case Basis::guideline: return "guideline";
    case Basis::consensus: return "consensus";
    case Basis::estimate: return "estimate";
  }
  return "estimate";
}

const char* name_of(UrgencyLevel level) {
  switch (level) {
    case UrgencyLevel::self_care: return "self_care";
    case UrgencyLevel::routine: return "routine";
    case UrgencyLevel::urgent: return "urgent";
    case UrgencyLevel::emergency: return "emergency";
  }
  return "urgent";
}

const char* name_of(FindingKind kind) {
  switch (kind) {
    case FindingKind::node: return "node";
    case FindingKind::modifier: return "modifier";
    case FindingKind::contributor: return "contributor";
    case FindingKind::rule_item: return "rule_item";
    case FindingKind::computed: return "computed";
  }
  return "node";
}

const char* name_of(Who who) {
  switch (who) {
    case Who::self: return "self";
    case Who::self_test: return "self_test";
    case Who::clinician: return "clinician";
    case Who::device: return "device";
  }
  return "self";
}

const char* name_of(TopicKind kind) {
  switch (kind) {
    case TopicKind::exposure: return "exposure";
    case TopicKind::measure: return "measure";
    case TopicKind::load: return "load";
    case TopicKind::gait: return "gait";
    case TopicKind::retraining: return "retraining";
    case TopicKind::capture: return "capture";
    case TopicKind::foot: return "foot";
    case TopicKind::shoe: return "shoe";
    case TopicKind::strength: return "strength";
  }
  return "exposure";
}

AgeBand age_band_of(double age_years) {
  if (age_years < 30) return AgeBand::under_30;
  return age_years < 50 ? AgeBand::thirty_to_49 : AgeBand::fifty_plus;
}

std::string Source::citation() const {
  std::string text = authors;
  const auto add = [&text](const std::string& part) {
    if (part.empty()) return;
    if (!text.empty()) text += ' ';
    text += part;
    if (text.back() != '.') text += '.';
  };
  if (year) add("(" + std::to_string(*year) + ")");
  add(title);
  add(journal);
  return text;
}

std::string Source::address() const {
  if (!doi.empty()) return "https://doi.org/" + doi;
  if (!pmid.empty()) return "https://pubmed.ncbi.nlm.nih.gov/" + pmid + "/";
  return url;
}

std::optional<double> Topic::figure(std::string_view figure_id) const {
  for (const NamedFigure& figure : figures)
    if (figure.id == figure_id) return figure.value;
  return std::nullopt;
}

namespace {

template <typename Item>
std::unordered_map<std::string_view, std::uint16_t> by_id(const std::vector<Item>& items) {
  std::unordered_map<std::string_view, std::uint16_t> map;
  map.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) map.emplace(items[i].id, static_cast<std::uint16_t>(i));
  return map;
}

template <typename Found>
std::optional<Found> find(const std::unordered_map<std::string_view, std::uint16_t>& map, std::string_view id) {
  const auto found = map.find(id);
  if (found == map.end()) return std::nullopt;
  return Found{found->second};
}

}  // namespace

Knowledge::Knowledge(KnowledgeData data)
    : data_(std::move(data)),
      causes_by_id_(by_id(data_.causes)),
      findings_by_id_(by_id(data_.findings)),
      questions_by_id_(by_id(data_.questions)),
      topics_by_id_(by_id(data_.topics)),
      likelihoods_by_finding_(data_.findings.size()),
      age_(find_finding("age_years")),
      sex_(find_finding("sex_at_birth")),
      body_mass_index_(find_finding("bmi")) {
  for (const Likelihood& row : data_.likelihoods)
    if (row.use != LikelihoodUse::alternative) likelihoods_by_finding_[row.finding.value].push_back(&row);
}

std::optional<CauseIndex> Knowledge::find_cause(std::string_view id) const {
  return find<CauseIndex>(causes_by_id_, id);
}
std::optional<FindingIndex> Knowledge::find_finding(std::string_view id) const {
  return find<FindingIndex>(findings_by_id_, id);
}
std::optional<QuestionIndex> Knowledge::find_question(std::string_view id) const {
  return find<QuestionIndex>(questions_by_id_, id);
}
const Topic* Knowledge::find_topic(std::string_view id) const {
  const auto found = topics_by_id_.find(id);
  return found == topics_by_id_.end() ? nullptr : &data_.topics[found->second];
}

}  // namespace genu
