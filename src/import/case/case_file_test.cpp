#include "import/case/case_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "knowledge/codec.h"

namespace genu {
namespace {

using ::testing::HasSubstr;

Result<CaseFile> parse(std::string_view text) { return parse_case(embedded_knowledge(), text, "case.yaml", {}); }

std::string problem(std::string_view text) {
  const auto parsed = parse(text);
  return parsed ? std::string("accepted") : parsed.error().text();
}

TEST(CaseFile, ReadsRunnerAndFindings) {
  const auto parsed = parse(
      "runner: {age: 34, sex: female, painful_knee: left, onset: 2026-11-02}\n"
      "findings:\n"
      "  q_onset: onset_gradual\n"
      "  q_zone: [loc_pes_zone]\n"
      "  night_pain_wakes: no\n"
      "  severity_0_10: 6\n"
      "  ex_pes_tender: yes\n");
  ASSERT_TRUE(parsed) << parsed.error().text();
  EXPECT_EQ(parsed->facts.age_years, 34);
  EXPECT_EQ(parsed->facts.sex, Sex::female);
  const auto evidence = Evidence::resolve(embedded_knowledge(), parsed->facts, parsed->observations);
  const auto id = [](const char* name) { return embedded_knowledge().find_finding(name).value(); };
  EXPECT_EQ(evidence.yes_no(id("loc_pes_zone")), true);
  EXPECT_EQ(evidence.yes_no(id("night_pain_wakes")), false);
  EXPECT_EQ(evidence.number(id("severity_0_10")), 6);
  const auto hands_on = std::find_if(parsed->observations.begin(), parsed->observations.end(),
                                     [&](const Observation& o) { return o.finding == id("ex_pes_tender"); });
  EXPECT_EQ(hands_on->from, From::clinician);
}

TEST(CaseFile, NamesTrainingFilesFromItsOwnFolder) {
  const auto parsed = parse_case(embedded_knowledge(), "activities: [runs, /tmp/export.zip]\n", "cases/ada.yaml", {});
  ASSERT_TRUE(parsed) << parsed.error().text();
  EXPECT_THAT(parsed->activities, ::testing::ElementsAre("cases/runs", "/tmp/export.zip"));
  EXPECT_THAT(problem("activities: {a: b}\n"), HasSubstr("case.yaml:1: activities must be a list"));
  EXPECT_THAT(problem("activities: [[]]\n"), HasSubstr("activities must be a list"));
}

TEST(CaseFile, TakesARangeOfDays) {
  const auto parsed = parse("runner: {onset: 2026-10-01, onset_until: 2026-10-05}\n");
  ASSERT_TRUE(parsed) << parsed.error().text();
  EXPECT_EQ(to_iso8601(parsed->facts.onset_until.value()), "2026-10-05");
  EXPECT_THAT(problem("runner: {onset: 2026-10-01, onset_until: 2026-09-05}\n"), HasSubstr("must not lie before"));
  EXPECT_THAT(problem("runner: {onset_until: 2026-09-05}\n"), HasSubstr("must not lie before"));
}

TEST(CaseFile, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(problem("findings:\n  night_pian_wakes: yes\n"),
              ::testing::AllOf(HasSubstr("case.yaml:2"), HasSubstr("did you mean \"night_pain_wakes\"")));
  EXPECT_THAT(
      problem("findings:\n  night_pain_wakes: maybe\n"),
      ::testing::AllOf(HasSubstr("case.yaml:2"), HasSubstr("night_pain_wakes"), HasSubstr("yes, no or unknown")));
  EXPECT_THAT(problem("runner: {age: old}\n"), ::testing::AllOf(HasSubstr("case.yaml:1"), HasSubstr("age")));
  EXPECT_THAT(problem("runner:\n  age: 30\nfindngs: {}\n"),
              ::testing::AllOf(HasSubstr("case.yaml:3"), HasSubstr("findings")));
  EXPECT_THAT(problem("findings: [a, b\n"), HasSubstr("not valid YAML"));
  EXPECT_THAT(problem("findings:\n  night_pain_wakes:\n"), HasSubstr("has no value"));
  EXPECT_THAT(problem("findings: {night_pain_wakes: {a: b}}\n"), HasSubstr("has no value"));
  EXPECT_THAT(problem(""), HasSubstr("runner and findings"));
  EXPECT_THAT(problem("just text"), HasSubstr("runner and findings"));
  EXPECT_THAT(problem(std::string("a\0b", 3)), HasSubstr("not a text file"));
  EXPECT_THAT(problem(std::string(2 << 20, 'x')), HasSubstr("at most 1 MB"));
}

TEST(CaseFile, DeepNestingAndAliasesDoNoHarm) {
  EXPECT_NE(problem(std::string(5000, '[')), "accepted");
  EXPECT_NE(problem(std::string(5000, '{')), "accepted");
  EXPECT_NE(problem("a: &a [x,x]\nb: &b [*a,*a]\nfindings: {night_pain_wakes: *b}\n"), "accepted");
}

TEST(TextFile, NamesTheFileThatIsMissingOrTooLarge) {
  EXPECT_THAT(read_text_file("/nowhere/case.yaml", 10).error().text(),
              HasSubstr("/nowhere/case.yaml: there is no such file"));
  EXPECT_THAT(read_text_file("/", 10).error().text(), HasSubstr("a folder"));
  const auto path = std::filesystem::temp_directory_path() / "genu_case_file_test.txt";
  std::ofstream(path) << "0123456789abcdef";
  EXPECT_EQ(read_text_file(path.string(), 10).error().code, ErrorCode::too_large);
  EXPECT_EQ(read_text_file(path.string(), 100).value(), "0123456789abcdef");
  std::filesystem::remove(path);
}

TEST(Vignettes, TheDevelopmentSetIsRead) {
  const auto text = read_text_file(GENU_SOURCE_DIR "/tests/vignettes/dev.yaml", largest_vignettes_bytes);
  ASSERT_TRUE(text);
  const auto vignettes = parse_vignettes(embedded_knowledge(), *text, "dev.yaml", {});
  ASSERT_TRUE(vignettes) << vignettes.error().text();
  EXPECT_EQ(vignettes->size(), 27U);
  EXPECT_EQ(vignettes->front().id, "V010");
  EXPECT_FALSE(parse_vignettes(embedded_knowledge(), "- {id: X, final_diagnosis: [nothing]}", "x", {}));
}

}  // namespace
}  // namespace genu
