// For tests and fuzzers: an Api that says what it was asked.
#pragma once

#include <string>

#include "service/api.h"

namespace genu {

/// Answers {"called":"NAME ARGUMENTS"}, or `error` when there is one.
class FakeApi final : public Api {
 public:
  std::optional<Error> error;

  Result<std::string> health() override { return say("health"); }
  Result<std::string> knowledge() override { return say("knowledge"); }
  Result<std::string> assess(std::string_view json) override { return say("assess", json); }
  Result<std::string> list_runners() override { return say("list_runners"); }
  Result<std::string> add_runner(std::string_view json) override { return say("add_runner", json); }
  Result<std::string> runner(std::string_view id) override { return say("runner", id); }
  Result<void> erase(std::string_view id) override {
    GENU_TRY(say("erase", id));
    erased = id;
    return {};
  }
  Result<std::string> export_runner(std::string_view id) override { return say("export_runner", id); }
  Result<std::string> interview(std::string_view id, std::optional<std::string_view> question) override {
    return say("interview", id, question.value_or("next"));
  }
  Result<std::string> answer(std::string_view id, std::string_view json) override { return say("answer", id, json); }
  Result<std::string> assessment(std::string_view id) override { return say("assessment", id); }
  Result<std::string> exam(std::string_view id) override { return say("exam", id); }
  Result<std::string> import_state(std::string_view id) override { return say("import_state", id); }
  Result<std::string> import_piece(std::string_view id, std::string_view name, std::uint64_t offset, std::uint64_t size,
                                   std::string_view bytes) override {
    received.append(bytes);
    return say("import_piece", id, std::string(name) + " " + std::to_string(offset) + "/" + std::to_string(size));
  }
  Result<std::string> import_start(std::string_view id) override { return say("import_start", id); }
  Result<std::string> import_cancel(std::string_view id) override { return say("import_cancel", id); }
  Result<std::string> training(std::string_view id) override { return say("training", id); }
  Result<std::string> activity(std::string_view id, std::string_view entry) override {
    return say("activity", id, entry);
  }
  Result<std::string> analyse_gait(std::string_view name, std::string_view bytes) override {
    received.append(bytes);
    return say("analyse_gait", name);
  }
  Result<std::string> add_gait(std::string_view id, std::string_view name, std::string_view bytes) override {
    received.append(bytes);
    return say("add_gait", id, name);
  }
  Result<std::string> gait(std::string_view id) override { return say("gait", id); }
  Result<std::string> strength(std::string_view id) override { return say("strength", id); }
  Result<std::string> add_strength(std::string_view id, std::string_view json) override {
    return say("add_strength", id, json);
  }
  Result<std::string> feet(std::string_view id) override { return say("feet", id); }
  Result<std::string> add_feet(std::string_view id, std::string_view json) override {
    return say("add_feet", id, json);
  }

  std::string erased;
  std::string received;

 private:
  Result<std::string> say(std::string_view name, std::string_view first = {}, std::string_view second = {}) const {
    if (error) return tl::unexpected<Error>(*error);
    std::string text(name);
    for (const std::string_view argument : {first, second}) {
      if (!argument.empty()) text.append(" ").append(argument);
    }
    return "{\"called\":\"" + text + "\"}";
  }
};

}  // namespace genu
