#include <algorithm>
#include <iostream>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/system.h"
#include "service/text_report.h"

namespace genu {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t width = 80;

enum class Command : std::uint8_t { answer, back, pause };

struct Reply {
  Command command = Command::answer;
  std::string text;
};

class Dialogue {
 public:
  Dialogue(std::istream& input, std::ostream& output) : input_(input), output_(output) {}

  // Fills `answer` ({"values", "runner"}) for one question.
  Command ask(const Json& question, Json& answer) {
    const std::string kind = question["kind"];
    output_ << '\n'
            << wrapped(question["title"], 0, width)
            << wrapped("(" + question["why"].get<std::string>() + ")", 2, width);
    if (question["help"].is_string()) output_ << wrapped(question["help"], 2, width);
    if (kind == "form") return form(question, answer);
    if (kind == "single_choice") return single_choice(question, answer);
    if (kind == "zones") return zones(question, answer);
    if (kind == "checklist") return checklist(question, answer);
    if (kind == "number") return number(question, answer);
    return yes_no(question["finding"], "y, n, or ? for I don't know", answer);
  }

  void say(const std::string& text) { output_ << text; }

 private:
  Reply read(const std::string& prompt) {
    output_ << prompt << " > " << std::flush;
    Reply reply;
    if (!std::getline(input_, reply.text)) return {Command::pause, ""};
    reply.text.erase(0, reply.text.find_first_not_of(" \t\r"));
    reply.text.erase(reply.text.find_last_not_of(" \t\r") + 1);
    if (reply.text == "q") reply.command = Command::pause;
    if (reply.text == "b") reply.command = Command::back;
    return reply;
  }

  Command yes_no(const std::string& finding, const std::string& prompt, Json& answer) {
    for (;;) {
      const Reply reply = read(prompt);
      if (reply.command != Command::answer) return reply.command;
      const char letter = reply.text.empty() ? ' ' : reply.text.front();
      if (letter == 'y' || letter == 'n' || letter == '?') {
        answer["values"][finding] = letter == 'y' ? "yes" : letter == 'n' ? "no" : "unknown";
        return Command::answer;
      }
      output_ << "Please type y, n or ?   (b goes back, q pauses)\n";
    }
  }

  void list(const Json& items) {
    for (std::size_t i = 0; i < items.size(); ++i)
      output_ << fmt::format("  {:>2}  {}\n", i + 1, items[i]["label"].get<std::string>());
  }

  // The numbers in `text`, or empty when one of them is not among 1 to `most`.
  static std::optional<std::vector<std::size_t>> numbers(const std::string& text, std::size_t most) {
    std::istringstream words(text);
    std::vector<std::size_t> result;
    for (std::string word; words >> word;) {
      const auto number = parse_number(word);
      if (!number || *number < 0 || *number > static_cast<double>(most) ||
          *number != static_cast<double>(static_cast<std::size_t>(*number)))
        return std::nullopt;
      result.push_back(static_cast<std::size_t>(*number));
    }
    if (result.empty()) return std::nullopt;
    return result;
  }

  Command single_choice(const Json& question, Json& answer) {
    const Json& items = question["items"];
    list(items);
    for (;;) {
      const Reply reply = read("number, or ? for I don't know");
      if (reply.command != Command::answer) return reply.command;
      const auto chosen = numbers(reply.text, items.size());
      const std::string id = question["id"];
      if (reply.text == "?") {
        answer["values"][id] = "unknown";
      } else if (chosen && chosen->size() == 1 && chosen->front() > 0) {
        answer["values"][id] = items[chosen->front() - 1]["finding"];
      } else {
        output_ << "Please type one of the numbers, or ?   (b goes back, q pauses)\n";
        continue;
      }
      return Command::answer;
    }
  }

  Command zones(const Json& question, Json& answer) {
    const Json& items = question["items"];
    list(items);
    for (;;) {
      const Reply reply = read("all numbers that fit, 0 for none, ? for I don't know");
      if (reply.command != Command::answer) return reply.command;
      const std::string id = question["id"];
      const auto chosen = numbers(reply.text, items.size());
      if (reply.text == "?") {
        answer["values"][id] = "unknown";
        return Command::answer;
      }
      if (chosen) {
        Json zones = Json::array();
        for (const std::size_t place : *chosen)
          if (place > 0) zones.push_back(items[place - 1]["finding"]);
        answer["values"][id] = std::move(zones);
        return Command::answer;
      }
      output_ << "Please type numbers with blanks between them, 0 or ?   (b goes back, q pauses)\n";
    }
  }

  Command checklist(const Json& question, Json& answer) {
    output_ << "  For each line type y, n or ?; type none when the answer to all is no.\n";
    const Json& items = question["items"];
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string finding = items[i]["finding"];
      output_ << wrapped(fmt::format("{}. {}", i + 1, items[i]["label"].get<std::string>()), 2, width);
      for (;;) {
        const Reply reply = read("y, n, ? or none");
        if (reply.command != Command::answer) return reply.command;
        if (reply.text == "none") {
          for (std::size_t rest = i; rest < items.size(); ++rest)
            answer["values"][items[rest]["finding"].get<std::string>()] = "no";
          return Command::answer;
        }
        const char letter = reply.text.empty() ? ' ' : reply.text.front();
        if (letter != 'y' && letter != 'n' && letter != '?') {
          output_ << "Please type y, n, ? or none   (b goes back, q pauses)\n";
          continue;
        }
        answer["values"][finding] = letter == 'y' ? "yes" : letter == 'n' ? "no" : "unknown";
        break;
      }
    }
    return Command::answer;
  }

  Command number(const Json& question, Json& answer) {
    const std::string unit = question["unit"].is_string() ? question["unit"].get<std::string>() : "";
    for (;;) {
      const Reply reply = read("number" + (unit.empty() ? "" : " of " + unit) + ", or ? for I don't know");
      if (reply.command != Command::answer) return reply.command;
      const auto value = parse_number(reply.text);
      const std::string finding = question["finding"];
      if (reply.text == "?") {
        answer["values"][finding] = "unknown";
      } else if (value && *value >= question["minimum"].get<double>() && *value <= question["maximum"].get<double>()) {
        answer["values"][finding] = *value;
      } else {
        output_ << fmt::format("Please type a number from {} to {}, or ?\n", question["minimum"].get<double>(),
                               question["maximum"].get<double>());
        continue;
      }
      return Command::answer;
    }
  }

  Command form(const Json& question, Json& answer) {
    answer["runner"] = Json::object();
    RunnerFacts checked;
    for (const std::string field : question["fields"]) {
      for (;;) {
        const Reply reply = read(field_prompt(field) + " (Enter to skip)");
        if (reply.command != Command::answer) return reply.command;
        if (reply.text.empty() || reply.text == "?") break;
        const Result<void> fits = set_fact(checked, field, reply.text);
        if (fits) {
          answer["runner"][field] = reply.text;
          break;
        }
        output_ << fits.error().message << '\n';
      }
    }
    return Command::answer;
  }

  static std::string field_prompt(const std::string& field) {
    if (field == "age") return "Age in years";
    if (field == "sex") return "Born female or male";
    if (field == "painful_knee") return "Painful knee: left, right or both";
    if (field == "height_cm") return "Height in cm";
    if (field == "weight_kg") return "Weight in kg";
    return "First day of the pain, like 2026-11-02";
  }

  std::istream& input_;
  std::ostream& output_;
};

}  // namespace

Result<bool> interview_in_terminal(Api& api, const std::string& runner, std::istream& input, std::ostream& output) {
  Dialogue dialogue(input, output);
  dialogue.say("Type b to go back, q to pause. Answers are saved as you go.\n");
  GENU_ASSIGN(std::string text, api.interview(runner, std::nullopt));
  Json state = Json::parse(text);
  while (state["question"].is_object()) {
    const Json question = state["question"];
    dialogue.say(fmt::format("\nQuestion {} of about {}\n", state["number"].get<int>(), state["about"].get<int>()));
    Json answer = {{"question", question["id"]}, {"values", Json::object()}, {"from", "runner"}};
    const Command command = dialogue.ask(question, answer);
    if (command == Command::pause) return false;
    if (command == Command::back) {
      const Json& answered = state["answered"];
      const auto place =
          std::min<std::size_t>(answered.size(), static_cast<std::size_t>(state["number"].get<int>() - 1));
      if (place == 0) {
        dialogue.say("This is the first question.\n");
        continue;
      }
      const std::string previous = answered[place - 1]["question"];
      GENU_ASSIGN(text, api.interview(runner, previous));
    } else {
      const Result<std::string> next = api.answer(runner, answer.dump());
      if (!next && next.error().code == ErrorCode::invalid_input) {
        dialogue.say(next.error().message + "\n");
        continue;
      }
      if (!next) return tl::unexpected<Error>(next.error());
      text = *next;
    }
    state = Json::parse(text);
  }
  return true;
}

int run_interview_command(const InterviewOptions& options) {
  const auto program = Program::open(options.database);
  if (!program) return report(program.error());
  Service& service = *(*program)->service;
  std::string runner = options.runner;
  if (runner.empty()) {
    const auto added = service.add_runner(Json{{"name", options.name}}.dump());
    if (!added) return report(added.error());
    runner = Json::parse(*added)["id"];
  }
  const Result<bool> finished = interview_in_terminal(service, runner, std::cin, std::cout);
  if (!finished) return report(finished.error());
  if (!*finished) {
    std::cout << "\nPaused. Go on with:  genu interview --runner " << runner << '\n';
    return 0;
  }
  const auto assessment = service.assess_runner(runner);
  if (!assessment) return report(assessment.error());
  std::cout << '\n' << assessment_text((*program)->reasoner->knowledge(), *assessment, {});
  std::cout << "Saved. Look at it on the page (genu serve), or change an answer with:  genu interview --runner "
            << runner << '\n';
  return 0;
}

}  // namespace genu
