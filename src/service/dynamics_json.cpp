#include "service/dynamics_json.h"

#include <fmt/format.h>

#include "base/text.h"
#include "service/topic_json.h"

namespace genu {
namespace {

constexpr int weeks_looked_at = 12;

std::string name_for_people(Dynamic dynamic) {
  switch (dynamic) {
    case Dynamic::cadence: return "Steps a minute";
    case Dynamic::contact_time: return "Ground contact";
    case Dynamic::contact_left: return "Left foot's share of ground contact";
    case Dynamic::vertical_oscillation: return "Up and down";
    case Dynamic::step_length: return "Step length";
    case Dynamic::vertical_ratio: return "Up and down, over step length";
  }
  return name_of(dynamic);
}

int decimals_of(Dynamic dynamic) {
  switch (dynamic) {
    case Dynamic::step_length: return 2;
    case Dynamic::contact_left:
    case Dynamic::vertical_ratio: return 1;
    default: return 0;
  }
}

std::string with_unit(Dynamic dynamic, double value, int more_decimals) {
  const std::string number = format_number(value, decimals_of(dynamic) + more_decimals);
  return dynamic == Dynamic::cadence ? number : number + " " + unit_of(dynamic);
}

std::string direction(Trend trend) { return trend == Trend::rises ? "rises" : "falls"; }

}  // namespace

std::string sentence(const DynamicOverWeeks& dynamic) {
  const std::string what = name_for_people(dynamic.dynamic) + ": " + with_unit(dynamic.dynamic, dynamic.typical, 0);
  if (dynamic.trend == Trend::none) {
    return fmt::format("{}; no change over the weeks that stands out at like speed ({} runs).", what, dynamic.runs);
  }
  return fmt::format("{}; it {} by {} a week at like speed ({} runs, between {} and {}).", what,
                     direction(dynamic.trend), with_unit(dynamic.dynamic, std::abs(dynamic.change_per_week), 1),
                     dynamic.runs, format_number(dynamic.low, decimals_of(dynamic.dynamic) + 1),
                     format_number(dynamic.high, decimals_of(dynamic.dynamic) + 1));
}

std::string sentence(const DynamicInRun& dynamic) {
  const std::string what = name_for_people(dynamic.dynamic);
  if (dynamic.trend == Trend::none) {
    return fmt::format("{}: the same at the end as at the start ({}, at like speed).", what,
                       with_unit(dynamic.dynamic, dynamic.late, 0));
  }
  return fmt::format("{} {} towards the end: {} early, {} late, at like speed.", what, direction(dynamic.trend),
                     with_unit(dynamic.dynamic, dynamic.early, 0), with_unit(dynamic.dynamic, dynamic.late, 0));
}

Json watch_json(const History& history) {
  Json list = Json::array();
  if (history.empty()) return list;
  for (const DynamicOverWeeks& one : dynamics_over_weeks(history, history.last_day(), weeks_looked_at)) {
    list.push_back({{"id", name_of(one.dynamic)},
                    {"unit", unit_of(one.dynamic)},
                    {"runs", one.runs},
                    {"typical", rounded(one.typical, 2)},
                    {"change_per_week", rounded(one.change_per_week, 3)},
                    {"low", rounded(one.low, 3)},
                    {"high", rounded(one.high, 3)},
                    {"trend", name_of(one.trend)},
                    {"sentence", sentence(one)}});
  }
  return list;
}

Json tiring_json(const Trace& trace) {
  Json list = Json::array();
  for (const DynamicInRun& one : dynamics_in_run(trace)) {
    list.push_back({{"id", name_of(one.dynamic)},
                    {"unit", unit_of(one.dynamic)},
                    {"minutes", one.minutes},
                    {"early", rounded(one.early, 2)},
                    {"late", rounded(one.late, 2)},
                    {"change", rounded(one.change, 2)},
                    {"low", rounded(one.low, 2)},
                    {"high", rounded(one.high, 2)},
                    {"trend", name_of(one.trend)},
                    {"sentence", sentence(one)}});
  }
  return list;
}

}  // namespace genu
