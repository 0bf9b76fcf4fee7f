#include <iostream>

#include <fmt/format.h>

#include "cli/commands.h"
#include "knowledge/codec.h"
#include "knowledge/compiler/compile.h"
#include "service/text_report.h"

namespace genu {
namespace {

constexpr std::size_t width = 100;

std::string interval(const Figure& figure) {
  return fmt::format("{:.3g} ({:.3g} to {:.3g})", figure.value, figure.low, figure.high);
}

std::string provenance(const Knowledge& knowledge, const Figure& figure) {
  std::string text = name_of(figure.basis);
  for (const SourceIndex source : figure.sources) text += " " + knowledge.source(source).id;
  if (!figure.reasoning.empty()) text += "; " + figure.reasoning;
  return text;
}

void show(const Knowledge& knowledge, const Cause& cause, CauseIndex index) {
  std::cout << cause.name << " [" << cause.id << "]\n" << wrapped(cause.definition, 2, width);
  const char* bands[] = {"under 30", "30 to 49", "50 and over"};
  for (std::size_t band = 0; band < age_band_count; ++band)
    std::cout << "  prior " << bands[band] << ": " << interval(cause.prior[band]) << '\n';
  std::cout << wrapped("prior from: " + provenance(knowledge, cause.prior.front()), 2, width);
  std::cout << "  women against men, odds ratio: " << interval(cause.female_odds_ratio) << "\n\n";
  for (const Likelihood& row : knowledge.data().likelihoods) {
    if (row.cause != index || row.use == LikelihoodUse::alternative) continue;
    std::cout << fmt::format("  {:<6} {:<28} {:<24} {}\n", row.id, knowledge.finding(row.finding).id,
                             interval(row.probability), provenance(knowledge, row.probability));
  }
}

void show(const Knowledge& knowledge, const Finding& finding, FindingIndex index) {
  std::cout << finding.question << " [" << finding.id << "]\n";
  std::cout << "  who: " << name_of(finding.who) << ", kind: " << name_of(finding.kind) << '\n';
  if (!finding.why.empty()) std::cout << wrapped("why: " + finding.why, 2, width);
  if (!finding.help.empty()) std::cout << wrapped("how: " + finding.help, 2, width);
  if (finding.leak)
    std::cout << wrapped("without any of the causes: " + interval(finding.leak->at(1)) + ", " +
                             provenance(knowledge, finding.leak->at(1)),
                         2, width);
  for (const Likelihood& row : knowledge.data().likelihoods) {
    if (row.finding != index || row.use == LikelihoodUse::alternative) continue;
    std::cout << fmt::format("  {:<6} {:<38} {:<24} {}\n", row.id, knowledge.cause(row.cause).id,
                             interval(row.probability), provenance(knowledge, row.probability));
  }
}

void show(const Knowledge& knowledge, const Topic& topic) {
  std::cout << topic.name << " [" << topic.id << "] " << name_of(topic.kind) << ", basis: " << name_of(topic.basis)
            << '\n'
            << wrapped(topic.definition, 2, width) << wrapped("caution: " + topic.caution, 2, width);
  if (!topic.reasoning.empty()) std::cout << wrapped("why so: " + topic.reasoning, 2, width);
  for (const NamedFigure& figure : topic.figures) {
    std::string line = fmt::format("= {}: {}", figure.id, figure.value);
    if (figure.low && figure.high) line += fmt::format(" ({} to {})", *figure.low, *figure.high);
    line += " " + figure.unit;
    if (!figure.label.empty()) line += ", " + figure.label;
    for (const SourceIndex source : figure.sources) line += " [" + knowledge.source(source).id + "]";
    std::cout << wrapped(line, 2, width);
  }
  for (const SourceIndex source : topic.sources)
    std::cout << wrapped("- " + knowledge.source(source).id + ": " + knowledge.source(source).citation(), 2, width);
}

bool show_other(const Knowledge& knowledge, const std::string& id) {
  for (const RedFlag& flag : knowledge.data().red_flags) {
    if (flag.id != id) continue;
    std::cout << flag.name << " [" << flag.id << "] " << name_of(flag.level) << ", hazard " << flag.hazard << '\n'
              << wrapped(flag.action, 2, width) << wrapped("why: " + flag.why, 2, width);
    for (const SourceIndex source : flag.sources) std::cout << wrapped(knowledge.source(source).citation(), 2, width);
    return true;
  }
  for (const Contributor& contributor : knowledge.data().contributors) {
    if (contributor.id != id) continue;
    std::cout << contributor.name << " [" << contributor.id << "]\n"
              << wrapped(contributor.advice, 2, width) << wrapped("verdict: " + contributor.verdict, 2, width);
    for (const Statement& part : contributor.statements)
      std::cout << wrapped("- " + part.text + " (" + name_of(part.basis) + ")", 2, width);
    return true;
  }
  for (const Source& source : knowledge.data().sources) {
    if (source.id != id) continue;
    std::cout << source.citation() << "\n  " << source.address() << "\n  read: " << source.seen << '\n';
    return true;
  }
  for (const PublishedRule& rule : knowledge.data().published_rules) {
    if (rule.id != id) continue;
    std::cout << rule.name << " [" << rule.id << "]\n" << wrapped(rule.logic, 2, width);
    for (const std::string& line : rule.criteria) std::cout << wrapped("- " + line, 2, width);
    for (const std::string& line : rule.accuracy) std::cout << wrapped("= " + line, 2, width);
    std::cout << wrapped("caveats: " + rule.caveats, 2, width);
    return true;
  }
  if (const Topic* topic = knowledge.find_topic(id)) {
    show(knowledge, *topic);
    return true;
  }
  return false;
}

template <typename Item>
void list_ids(const std::vector<Item>& items, std::string Item::*text) {
  for (const Item& item : items) std::cout << fmt::format("{:<36} {}\n", item.id, item.*text);
}

// The word of `genu knowledge list` under which a topic is found.
std::string_view group_of(TopicKind kind) {
  switch (kind) {
    case TopicKind::exposure:
    case TopicKind::measure:
    case TopicKind::load: return "training";
    case TopicKind::gait:
    case TopicKind::retraining:
    case TopicKind::capture: return "gait";
    case TopicKind::foot:
    case TopicKind::shoe:
    case TopicKind::strength: return "exam";
  }
  return {};
}

}  // namespace

int run_knowledge_check(const std::string& folder) {
  const auto files = read_knowledge_folder(folder);
  if (!files) return report(files.error());
  const CompileOutcome outcome = compile_knowledge(*files);
  for (const std::string& problem : outcome.problems) std::cerr << problem << '\n';
  if (!outcome.data)
    return report({ErrorCode::invalid_input, fmt::format("{} problems", outcome.problems.size()), folder});
  const KnowledgeData& data = *outcome.data;
  std::cout << fmt::format(
      "{} is sound: {} causes, {} findings, {} likelihoods, {} red flags, {} contributors, {} sources\n"
      "version {}, sha256 {}\n",
      folder, data.causes.size(), data.findings.size(), data.likelihoods.size(), data.red_flags.size(),
      data.contributors.size(), data.sources.size(), data.version, data.sha256);
  return 0;
}

int run_knowledge_list(const std::string& kind) {
  const KnowledgeData& data = embedded_knowledge().data();
  if (kind == "causes") list_ids(data.causes, &Cause::name);
  if (kind == "findings") list_ids(data.findings, &Finding::question);
  if (kind == "red_flags") list_ids(data.red_flags, &RedFlag::name);
  if (kind == "contributors") list_ids(data.contributors, &Contributor::name);
  for (const Topic& topic : data.topics)
    if (kind == "topics" || kind == group_of(topic.kind)) std::cout << fmt::format("{:<36} {}\n", topic.id, topic.name);
  if (kind == "rules") list_ids(data.published_rules, &PublishedRule::name);
  if (kind == "sources")
    for (const Source& source : data.sources) std::cout << fmt::format("{:<36} {}\n", source.id, source.citation());
  return 0;
}

int run_knowledge_show(const std::string& id) {
  const Knowledge& knowledge = embedded_knowledge();
  if (const auto cause = knowledge.find_cause(id)) {
    show(knowledge, knowledge.cause(*cause), *cause);
  } else if (const auto finding = knowledge.find_finding(id)) {
    show(knowledge, knowledge.finding(*finding), *finding);
  } else if (!show_other(knowledge, id)) {
    return report({ErrorCode::not_found, "nothing in the knowledge has this id; see genu knowledge list", id});
  }
  return 0;
}

}  // namespace genu
