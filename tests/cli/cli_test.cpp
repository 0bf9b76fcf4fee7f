#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

namespace {

using ::testing::HasSubstr;

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
};

std::string shell_quoted(const std::string& text) { return "'" + text + "'"; }

class CommandLine : public ::testing::Test {
 protected:
  CommandLine() {
    std::string pattern = (std::filesystem::temp_directory_path() / "genu cli XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~CommandLine() override { std::filesystem::remove_all(folder_); }

  // Runs genu with arguments as a shell would pass them, and text on standard input.
  Outcome run(const std::string& arguments, const std::string& input = "") const {
    std::ofstream(folder_ + "/in") << input;
    const std::string command = "XDG_DATA_HOME=" + shell_quoted(folder_ + "/data") + " " + shell_quoted(GENU_BINARY) +
                                " " + arguments + " < " + shell_quoted(folder_ + "/in") + " 2> " +
                                shell_quoted(folder_ + "/err");
    Outcome outcome;
    FILE* pipe = popen(command.c_str(), "r");
    std::array<char, 4096> block{};
    for (std::size_t size; (size = fread(block.data(), 1, block.size(), pipe)) > 0;)
      outcome.out.append(block.data(), size);
    outcome.code = WEXITSTATUS(pclose(pipe));
    std::ifstream error(folder_ + "/err");
    outcome.err.assign(std::istreambuf_iterator<char>(error), {});
    return outcome;
  }
  std::string file(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << content;
    return shell_quoted(folder_ + "/" + name);
  }

  std::string folder_;
};

TEST_F(CommandLine, AssessesEveryExample) {
  for (const auto& example : std::filesystem::directory_iterator(GENU_SOURCE_DIR "/examples")) {
    if (example.is_directory()) continue;  // measures for other commands
    const Outcome text = run("assess " + shell_quoted(example.path().string()));
    EXPECT_EQ(text.code, 0) << example.path() << text.err;
    EXPECT_THAT(text.out, HasSubstr("WHAT IT MAY BE"));
    EXPECT_EQ(text.out.find('\x1b'), std::string::npos) << "no colours into a pipe";
    const Outcome json = run("assess --format json " + shell_quoted(example.path().string()));
    EXPECT_FALSE(nlohmann::json::parse(json.out)["causes"].empty());
    EXPECT_EQ(json.err, "");
  }
}

TEST_F(CommandLine, WrongFilesGiveOneClearMessageAndExitOne) {
  const auto refuses = [&](const std::string& path, const std::string& message) {
    const Outcome outcome = run("assess --format json " + path);
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr(message));
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  };
  refuses(file("a.yaml", "findings:\n  foo_bar: yes\n"), "a.yaml:2: unknown finding \"foo_bar\"");
  refuses(file("b.yaml", "runner: {age: 34}\nfindings:\n  rest_pain: perhaps\n"), "b.yaml:3: rest_pain:");
  refuses(file("c.yaml", "runner: [\n"), "not valid YAML");
  refuses("/nowhere/x.yaml", "there is no such file");
  refuses(file("junk", std::string(100 << 20, '\xA5')), "larger than 1 MB");
}

TEST_F(CommandLine, WrongUsageIsExitTwo) {
  EXPECT_EQ(run("").code, 2);
  EXPECT_EQ(run("assess").code, 2);
  EXPECT_EQ(run("assess x.yaml --format xml").code, 2);
  EXPECT_EQ(run("no_such_command").code, 2);
  EXPECT_EQ(run("--help").code, 0);
  EXPECT_EQ(run("assess --help").code, 0);
  EXPECT_THAT(run("assess --help").out, HasSubstr("Examples:"));
}

TEST_F(CommandLine, InterviewCanBePausedResumedExportedAndErased) {
  const std::string answers = "34\nfemale\nleft\n\n\n\n3\n";
  const Outcome paused = run("interview --name Ada", answers);
  EXPECT_EQ(paused.code, 0) << paused.err;
  EXPECT_THAT(paused.out, HasSubstr("Paused. Go on with:  genu interview --runner "));
  const std::string id = paused.out.substr(paused.out.rfind("--runner ") + 9, 26);
  // "?" answers everything that is still asked; "none" would be taken by checklists.
  std::string unknown;
  for (int i = 0; i < 200; ++i) unknown += "?\n";
  const Outcome finished = run("interview --runner " + id, unknown);
  EXPECT_EQ(finished.code, 0) << finished.err;
  EXPECT_THAT(finished.out, HasSubstr("WHAT IT MAY BE"));
  EXPECT_THAT(run("list").out, HasSubstr("Ada"));
  EXPECT_EQ(nlohmann::json::parse(run("export " + id).out)["runner"]["id"], id);
  EXPECT_EQ(run("erase " + id).code, 1);
  EXPECT_EQ(run("erase " + id + " --yes").code, 0);
  EXPECT_EQ(run("export " + id).code, 1);
}

TEST_F(CommandLine, ServeRefusesOtherComputers) {
  const Outcome outcome = run("serve --listen 0.0.0.0:8080");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("this computer only"));
}

TEST_F(CommandLine, ExamReadsMeasures) {
  const std::string file = shell_quoted(GENU_SOURCE_DIR "/examples/exam/strength_and_feet.yaml");
  const Outcome text = run("exam " + file);
  EXPECT_EQ(text.code, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("worth training"));
  EXPECT_THAT(text.out, HasSubstr("Foot Posture Index +7"));
  EXPECT_THAT(text.out, HasSubstr("not supported"));
  const auto json = nlohmann::json::parse(run("exam " + file + " --format json").out);
  EXPECT_EQ(json["feet"]["latest"]["left"]["posture"], "pronated");
  EXPECT_FALSE(json["strength"]["latest"].empty());
  EXPECT_EQ(run("exam /nowhere.yaml").code, 1);
}

TEST_F(CommandLine, KnowledgeCheckListShow) {
  EXPECT_EQ(run("knowledge check " + shell_quoted(GENU_SOURCE_DIR "/knowledge")).code, 0);
  EXPECT_EQ(run("knowledge check " + shell_quoted(folder_)).code, 1);
  EXPECT_THAT(run("knowledge list causes").out, HasSubstr("patellofemoral_pain"));
  EXPECT_THAT(run("knowledge list training").out, HasSubstr("single_session_spike"));
  EXPECT_THAT(run("knowledge list exam").out, HasSubstr("shoe_by_arch"));
  EXPECT_THAT(run("knowledge show single_session_spike").out, HasSubstr("1.64 (1.31 to 2.05) hazard ratio"));
  EXPECT_THAT(run("knowledge show ex_mcmurray").out, HasSubstr("McMurray"));
  EXPECT_EQ(run("knowledge show nothing_here").code, 1);
}

}  // namespace
