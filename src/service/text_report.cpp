#include "service/text_report.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>

#include <fmt/format.h>

namespace genu {
namespace {

constexpr std::size_t most_influences = 6;
constexpr std::size_t most_questions = 6;

class Writer {
 public:
  Writer(const Knowledge& knowledge, const Assessment& assessment, const TextStyle& style)
      : knowledge_(knowledge), assessment_(assessment), style_(style) {}

  void care() {
    const UrgencyThreshold& threshold =
        knowledge_.data().urgency_thresholds[static_cast<std::size_t>(assessment_.level)];
    line(bold(level_color(), upper(threshold.title)));
    const bool by_rule = !assessment_.raised_by && !assessment_.triage.fired.empty();
    paragraph(by_rule ? assessment_.triage.fired.front().rule->action : threshold.action, 2);
    if (assessment_.raised_by)
      paragraph(fmt::format("Why: your answers fit {} ({:.0f} % for causes that should be seen this soon)",
                            knowledge_.cause(assessment_.raised_by->leading).lay_name,
                            100 * assessment_.raised_by->probability),
                2);
    for (const FiredRule& fired : assessment_.triage.fired)
      paragraph("Why: " + fired.rule->name + " (" + statements(fired.because) + ") [" +
                    sources(fired.rule->sources, fired.rule->basis) + "]",
                2);
    line("");
  }

  void causes() {
    line(bold("1", "WHAT IT MAY BE"));
    for (const std::size_t place : assessment_.diagnosis.shown) {
      const CauseReport& report = assessment_.diagnosis.causes[place];
      const Cause& cause = knowledge_.cause(report.cause);
      line("  " + bold("1", cause.name) + " - " + word_for(report.probability) +
           fmt::format(" ({:.0f} %, 90 % interval {:.0f} to {:.0f} %)", 100 * report.probability, 100 * report.low,
                       100 * report.high));
      paragraph(cause.lay_name, 4);
      influences("for", report.speaks_for);
      influences("against", report.speaks_against);
    }
    line(fmt::format("  {}: {:.0f} %", knowledge_.data().none_name, 100 * assessment_.diagnosis.none));
    line("");
  }

  void contributors() {
    if (assessment_.contributors.empty()) return;
    line(bold("1", "WORTH CHANGING (not the cause)"));
    for (const ContributorReport& report : assessment_.contributors) {
      line("  " + report.contributor->name + ": " + statements(report.because));
      paragraph(report.contributor->advice, 4);
    }
    line("");
  }

  void next() {
    line(bold("1", "WHAT WOULD SETTLE IT"));
    std::size_t count = 0;
    for (const Gain& gain : assessment_.ask_next) {
      if (++count > most_questions) break;
      const Finding& finding = knowledge_.finding(gain.finding);
      const std::string& question = gain.choice ? knowledge_.question(*gain.choice).title : finding.question;
      const char* who = finding.who == Who::clinician   ? "physiotherapist"
                        : finding.who == Who::self_test ? "self-test"
                                                        : "question";
      paragraph(fmt::format("{} ({}, {}, {:.2f} bits)", question, who,
                            gain.choice ? knowledge_.question(*gain.choice).id : finding.id, gain.bits),
                2);
    }
    line("");
  }

  void footer() {
    std::set<SourceIndex> used;
    for (const std::size_t place : assessment_.diagnosis.shown)
      for (const auto* list :
           {&assessment_.diagnosis.causes[place].speaks_for, &assessment_.diagnosis.causes[place].speaks_against})
        for (const Influence& influence : *list) used.insert(influence.sources.begin(), influence.sources.end());
    for (const FiredRule& fired : assessment_.triage.fired)
      used.insert(fired.rule->sources.begin(), fired.rule->sources.end());
    if (!used.empty()) {
      line(bold("1", "SOURCES"));
      for (const SourceIndex source : used)
        paragraph("[" + knowledge_.source(source).id + "] " + knowledge_.source(source).citation(), 2);
      line("");
    }
    paragraph("Education and decision support, not a diagnosis. Most figures are estimates with wide intervals.", 0);
    line("Knowledge " + knowledge_.version() + ", sha256 " + knowledge_.sha256().substr(0, 16));
  }

  std::string text;

 private:
  void line(const std::string& content) { text += content + "\n"; }
  void paragraph(const std::string& content, std::size_t indent) { text += wrapped(content, indent, style_.width); }

  std::string bold(const std::string& code, const std::string& content) const {
    return style_.color ? "\x1b[" + code + "m" + content + "\x1b[0m" : content;
  }
  std::string level_color() const {
    switch (assessment_.level) {
      case UrgencyLevel::emergency: return "1;97;41";
      case UrgencyLevel::urgent: return "1;31";
      case UrgencyLevel::routine: return "1;33";
      case UrgencyLevel::self_care: return "1;32";
    }
    return "1";
  }
  static std::string upper(std::string content) {
    for (char& letter : content)
      if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return content;
  }

  std::string statements(const std::vector<FindingIndex>& findings) const {
    std::string list;
    for (const FindingIndex finding : findings)
      list += (list.empty() ? "" : "; ") + statement(knowledge_, finding, assessment_.evidence);
    return list;
  }
  std::string sources(const std::vector<SourceIndex>& list, Basis basis) const {
    if (basis == Basis::estimate || list.empty())
      return name_of(basis == Basis::estimate ? Basis::estimate : Basis::consensus);
    std::string ids;
    for (const SourceIndex source : list) ids += (ids.empty() ? "" : ", ") + knowledge_.source(source).id;
    return ids;
  }

  void influences(const char* label, const std::vector<Influence>& list) {
    for (std::size_t i = 0; i < list.size() && i < most_influences; ++i)
      line(fmt::format("    {:<8}{:>6}  {} [{}]", i == 0 ? label : "", fmt::format("x{:.2g}", list[i].factor),
                       statement(knowledge_, list[i].finding, assessment_.evidence),
                       sources(list[i].sources, list[i].basis)));
    if (list.size() > most_influences) line(fmt::format("    {:>8}{} more", "", list.size() - most_influences));
  }

  const Knowledge& knowledge_;
  const Assessment& assessment_;
  TextStyle style_;
};

}  // namespace

std::string bold(const TextStyle& style, const std::string& text) {
  return style.color ? "\x1B[1m" + text + "\x1B[0m" : text;
}

std::string wrapped(const std::string& text, std::size_t indent, std::size_t width) {
  std::istringstream words(text);
  std::string result, current(indent, ' '), word;
  bool empty = true;
  while (words >> word) {
    if (!empty && current.size() + 1 + word.size() > width) {
      result += current + "\n";
      current.assign(indent, ' ');
      empty = true;
    }
    current += (empty ? "" : " ") + word;
    empty = false;
  }
  return result + current + "\n";
}

std::string care_text(const Knowledge& knowledge, const Assessment& assessment, const TextStyle& style) {
  Writer writer(knowledge, assessment, style);
  writer.care();
  return writer.text;
}

std::string assessment_text(const Knowledge& knowledge, const Assessment& assessment, const TextStyle& style) {
  Writer writer(knowledge, assessment, style);
  writer.care();
  writer.causes();
  writer.contributors();
  writer.next();
  writer.footer();
  return writer.text;
}

}  // namespace genu
