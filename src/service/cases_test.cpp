// The clinical cases in tests/cases/*.yaml: answers in, what must and must not come out. A physiotherapist can add one
// without touching C++; this file only reads them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include <yaml-cpp/yaml.h>

#include "import/case/case_file.h"
#include "knowledge/codec.h"
#include "service/reasoner.h"

namespace genu {
namespace {

const Reasoner& reasoner() {
  static const Reasoner instance(embedded_knowledge());
  return instance;
}

std::vector<std::string> texts(const YAML::Node& node) {
  std::vector<std::string> list;
  if (node && node.IsScalar()) return {node.Scalar()};
  if (node)
    for (const YAML::Node& item : node) list.push_back(item.Scalar());
  return list;
}

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

std::vector<YAML::Node> all_cases() {
  std::vector<YAML::Node> cases;
  for (const auto& file : std::filesystem::directory_iterator(GENU_SOURCE_DIR "/tests/cases")) {
    if (file.path().extension() != ".yaml") continue;
    for (const YAML::Node& node : YAML::LoadFile(file.path().string())) cases.push_back(node);
  }
  return cases;
}

// A case is a case file with an `exam` map and expectations beside it.
Assessment assess(const YAML::Node& node) {
  YAML::Node document;
  if (node["runner"]) document["runner"] = node["runner"];
  document["findings"] = YAML::Clone(node["findings"] ? node["findings"] : YAML::Node(YAML::NodeType::Map));
  if (node["exam"])
    for (const auto& entry : node["exam"]) document["findings"][entry.first] = entry.second;
  const auto parsed = parse_case(embedded_knowledge(), YAML::Dump(document), node["id"].Scalar(), {});
  EXPECT_TRUE(parsed) << parsed.error().text();
  return parsed ? reasoner().assess(parsed->facts, parsed->observations) : Assessment{};
}

TEST(ClinicalCases, ComeOutAsAClinicianExpects) {
  const Knowledge& knowledge = embedded_knowledge();
  std::set<std::string> ids;
  for (const YAML::Node& node : all_cases()) {
    const std::string id = node["id"].Scalar();
    SCOPED_TRACE(id + ": " + node["title"].Scalar());
    EXPECT_TRUE(ids.insert(id).second) << "the id is used twice";
    const Assessment assessment = assess(node);
    const YAML::Node expect = node["expect"];
    if (expect["urgency"]) {
      EXPECT_TRUE(contains(texts(expect["urgency"]), name_of(assessment.level))) << name_of(assessment.level);
    }

    std::vector<std::string> fired, ranked, contributors;
    for (const FiredRule& rule : assessment.triage.fired) fired.push_back(rule.rule->id);
    std::string order;
    for (const CauseReport& report : assessment.diagnosis.causes) {
      ranked.push_back(knowledge.cause(report.cause).id);
      if (ranked.size() <= 5) order += ranked.back() + " " + std::to_string(report.probability) + "; ";
    }
    for (const ContributorReport& report : assessment.contributors) contributors.push_back(report.contributor->id);
    for (const std::string& rule : texts(expect["fires"])) EXPECT_TRUE(contains(fired, rule)) << rule << " should fire";
    for (const std::string& rule : texts(expect["does_not_fire"]))
      EXPECT_FALSE(contains(fired, rule)) << rule << " should not fire";
    const std::vector<std::string> top_three(ranked.begin(), ranked.begin() + 3);
    for (const std::string& cause : texts(expect["in_top_three"]))
      EXPECT_TRUE(contains(top_three, cause)) << cause << " not in " << order;
    for (const std::string& cause : texts(expect["shown"])) {
      const auto& places = assessment.diagnosis.shown;
      EXPECT_TRUE(std::any_of(places.begin(), places.end(), [&](std::size_t place) { return ranked[place] == cause; }))
          << cause << " not shown: " << order;
    }
    if (expect["first"]) {
      EXPECT_TRUE(contains(texts(expect["first"]), ranked.front())) << order;
    }
    for (const std::string& cause : texts(expect["not_first"])) EXPECT_NE(ranked.front(), cause) << order;
    for (const std::string& contributor : texts(expect["contributors"]))
      EXPECT_TRUE(contains(contributors, contributor)) << contributor;
  }
  EXPECT_GE(ids.size(), 60U);
}

TEST(ClinicalCases, EveryRedFlagHasAFiringAndASilentCase) {
  std::set<std::string> firing, silent;
  for (const YAML::Node& node : all_cases()) {
    for (const std::string& rule : texts(node["expect"]["fires"])) firing.insert(rule);
    for (const std::string& rule : texts(node["expect"]["does_not_fire"])) silent.insert(rule);
  }
  for (const RedFlag& rule : embedded_knowledge().data().red_flags) {
    EXPECT_EQ(firing.count(rule.id), 1U) << rule.id << " has no firing case";
    EXPECT_EQ(silent.count(rule.id), 1U) << rule.id << " has no silent case";
  }
}

}  // namespace
}  // namespace genu
