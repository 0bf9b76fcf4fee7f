#include <algorithm>

#include "base/text.h"
#include "service/views.h"

namespace genu {
namespace {

const char* kind_name(QuestionKind kind) {
  switch (kind) {
    case QuestionKind::form: return "form";
    case QuestionKind::single_choice: return "single_choice";
    case QuestionKind::zones: return "zones";
    case QuestionKind::checklist: return "checklist";
    case QuestionKind::number: return "number";
  }
  return "checklist";
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json value_json(const Evidence& evidence, FindingIndex finding) {
  if (const auto number = evidence.number(finding)) return *number;
  const auto answer = evidence.yes_no(finding);
  if (answer) return *answer ? "yes" : "no";
  return evidence.asked(finding) ? Json("unknown") : Json(nullptr);
}

Json facts_json(const RunnerFacts& facts) {
  Json json = Json::object();
  if (facts.age_years) json["age"] = *facts.age_years;
  if (facts.sex) json["sex"] = name_of(*facts.sex);
  if (facts.height_cm) json["height_cm"] = *facts.height_cm;
  if (facts.weight_kg) json["weight_kg"] = *facts.weight_kg;
  if (facts.painful_knee) json["painful_knee"] = name_of(*facts.painful_knee);
  if (facts.onset) json["onset"] = to_iso8601(*facts.onset);
  return json;
}

// What was answered to a question, in the shape in which it is sent.
Json values_json(const Knowledge& knowledge, const Evidence& evidence, const Question& question) {
  const bool asked = std::any_of(question.items.begin(), question.items.end(),
                                 [&](FindingIndex item) { return evidence.asked(item); });
  if (!asked) return nullptr;
  if (question.kind == QuestionKind::checklist) {
    Json values = Json::object();
    for (const FindingIndex item : question.items)
      if (evidence.asked(item)) values[knowledge.finding(item).id] = value_json(evidence, item);
    return values;
  }
  Json chosen = Json::array();
  bool known = false;
  for (const FindingIndex item : question.items) {
    known = known || evidence.yes_no(item).has_value();
    if (evidence.yes_no(item) == std::optional<bool>(true)) chosen.push_back(knowledge.finding(item).id);
  }
  if (!known) return {{question.id, "unknown"}};
  if (question.kind == QuestionKind::zones) return {{question.id, chosen}};
  return {{question.id, chosen.empty() ? Json("unknown") : chosen.front()}};
}

Json items_json(const Knowledge& knowledge, const Evidence& evidence, const Question& question) {
  Json items = Json::array();
  for (const FindingIndex item : question.items) {
    const Finding& finding = knowledge.finding(item);
    // A row that makes no sense now (its condition does not hold) or could harm is not offered.
    if (question.kind == QuestionKind::checklist && !may_ask(knowledge, evidence, item) && !evidence.asked(item))
      continue;
    items.push_back({{"finding", finding.id},
                     {"label", finding.option.empty() ? finding.question : finding.option},
                     {"why", text_or_null(finding.why)},
                     {"help", text_or_null(finding.help)}});
  }
  return items;
}

std::string answer_word(const Evidence& evidence, FindingIndex finding) {
  if (const auto number = evidence.number(finding)) return format_number(*number);
  const auto answer = evidence.yes_no(finding);
  if (!answer) return "I don't know";
  return *answer ? "Yes" : "No";
}

std::string facts_summary(const RunnerFacts& facts) {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (facts.age_years) add(format_number(*facts.age_years) + " years");
  if (facts.sex) add(name_of(*facts.sex));
  if (facts.painful_knee)
    add(*facts.painful_knee == Side::both ? "both knees" : std::string(name_of(*facts.painful_knee)) + " knee");
  if (facts.height_cm) add(format_number(*facts.height_cm) + " cm");
  if (facts.weight_kg) add(format_number(*facts.weight_kg) + " kg");
  if (facts.onset) add("since " + to_iso8601(*facts.onset));
  return text.empty() ? "Nothing given" : text;
}

}  // namespace

const std::string& title_of(const Knowledge& knowledge, const Screen& screen) {
  if (const auto* question = std::get_if<QuestionIndex>(&screen)) return knowledge.question(*question).title;
  return knowledge.finding(std::get<FindingIndex>(screen)).question;
}

Json question_json(const Knowledge& knowledge, const Evidence& evidence, const Screen& screen) {
  Json json;
  json["id"] = id_of(knowledge, screen);
  if (const auto* index = std::get_if<QuestionIndex>(&screen)) {
    const Question& question = knowledge.question(*index);
    const bool form = question.kind == QuestionKind::form;
    json["kind"] = kind_name(question.kind);
    json["title"] = question.title;
    json["why"] = question.why;
    json["help"] = nullptr;
    json["items"] = items_json(knowledge, evidence, question);
    json["finding"] = nullptr;
    json["unit"] = nullptr;
    json["fields"] = form ? Json(question.fields) : Json(nullptr);
    json["optional_fields"] = question.optional_fields;
    json["values"] = values_json(knowledge, evidence, question);
    json["runner"] = facts_json(evidence.facts());
    return json;
  }
  const FindingIndex index = std::get<FindingIndex>(screen);
  const Finding& finding = knowledge.finding(index);
  const bool number = finding.type == FindingType::number;
  json["kind"] = number ? "number" : "yes_no";
  json["title"] = finding.question;
  json["why"] = finding.why;
  json["help"] = text_or_null(finding.help);
  json["items"] = Json::array();
  json["finding"] = finding.id;
  json["unit"] = text_or_null(finding.unit);
  if (number) {
    json["minimum"] = finding.minimum.value_or(0);
    json["maximum"] = finding.maximum.value_or(1000);
  }
  json["fields"] = nullptr;
  json["optional_fields"] = Json::array();
  json["values"] = evidence.asked(index) ? Json{{finding.id, value_json(evidence, index)}} : Json(nullptr);
  json["runner"] = facts_json(evidence.facts());
  return json;
}

std::string summary_of(const Knowledge& knowledge, const Evidence& evidence, const Screen& screen) {
  if (const auto* finding = std::get_if<FindingIndex>(&screen)) return answer_word(evidence, *finding);
  const Question& question = knowledge.question(std::get<QuestionIndex>(screen));
  if (question.kind == QuestionKind::form) return facts_summary(evidence.facts());
  std::string text;
  bool known = false;
  for (const FindingIndex item : question.items) {
    const auto answer = evidence.yes_no(item);
    known = known || answer;
    if (answer != std::optional<bool>(true)) continue;
    const Finding& finding = knowledge.finding(item);
    text += (text.empty() ? "" : "; ") +
            (question.kind == QuestionKind::checklist || finding.option.empty() ? finding.short_yes : finding.option);
  }
  if (!known) return "I don't know";
  return text.empty() ? "None of these" : text;
}

Json exam_json(const Reasoner& reasoner, const Assessment& assessment) {
  const Knowledge& knowledge = reasoner.knowledge();
  std::vector<std::string> order;
  std::vector<Json> tests;
  const auto bits_of = [&](FindingIndex index) -> Json {
    for (const Gain& gain : assessment.ask_next)
      if (gain.finding == index) return gain.bits;
    return nullptr;
  };
  for (std::size_t i = 0; i < knowledge.finding_count(); ++i) {
    const FindingIndex index{static_cast<std::uint16_t>(i)};
    const Finding& finding = knowledge.finding(index);
    if (finding.who != Who::clinician || finding.type != FindingType::yes_no) continue;
    if (finding.kind == FindingKind::computed || finding.id == "ex_homans") continue;  // refused: see its note
    auto group = std::find(order.begin(), order.end(), finding.test_group);
    if (group == order.end()) {
      order.push_back(finding.test_group);
      tests.push_back(Json::array());
      group = order.end() - 1;
    }
    tests[static_cast<std::size_t>(group - order.begin())].push_back({{"finding", finding.id},
                                                                      {"name", finding.test_name},
                                                                      {"question", finding.question},
                                                                      {"help", finding.help},
                                                                      {"value", value_json(assessment.evidence, index)},
                                                                      {"gain_bits", bits_of(index)}});
  }
  Json groups = Json::array();
  for (std::size_t g = 0; g < order.size(); ++g) groups.push_back({{"name", order[g]}, {"tests", tests[g]}});
  Json useful = Json::array();
  for (const Gain& gain : assessment.ask_next)
    if (is_hands_on(knowledge.finding(gain.finding)) && useful.size() < 5)
      useful.push_back(knowledge.finding(gain.finding).id);
  return {{"groups", std::move(groups)}, {"most_useful", std::move(useful)}};
}

}  // namespace genu
