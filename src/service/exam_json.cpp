#include "service/exam_json.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "base/text.h"
#include "evidence/evidence.h"

namespace genu {
namespace {

constexpr std::size_t most_measures = 200;
constexpr double newtons_per_kilogram = 9.80665;

tl::unexpected<Error> wrong(const std::string& where, std::string message) {
  return fail(ErrorCode::invalid_input, std::move(message), where);
}

Result<void> only_keys(const Json& object, const std::string& where, std::initializer_list<std::string_view> keys) {
  if (!object.is_object()) return wrong(where, "must be an object");
  for (const auto& [key, value] : object.items()) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    const std::string near = nearest(key, std::vector<std::string_view>(keys));
    return wrong(where + (where.empty() ? "" : ".") + key.substr(0, 60),
                 "unknown key" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"));
  }
  return {};
}

// Absent and null are the same: not measured.
Result<std::optional<double>> optional_number(const Json& object, const char* key, const std::string& where) {
  if (!object.contains(key) || object[key].is_null()) return std::optional<double>();
  if (!object[key].is_number()) return wrong(where + "." + key, "must be a number");
  return std::optional(object[key].get<double>());
}

Result<std::optional<int>> optional_whole(const Json& object, const char* key, const std::string& where) {
  GENU_ASSIGN(const std::optional<double> number, optional_number(object, key, where));
  if (!number) return std::optional<int>();
  if (*number != std::floor(*number) || std::abs(*number) > 1000)
    return wrong(where + "." + key, "must be a whole number");
  return std::optional(static_cast<int>(*number));
}

Result<std::optional<std::string>> optional_text(const Json& object, const char* key, const std::string& where) {
  if (!object.contains(key) || object[key].is_null()) return std::optional<std::string>();
  if (!object[key].is_string()) return wrong(where + "." + key, "must be a text");
  return std::optional(object[key].get<std::string>());
}

Result<bool> by_clinician(const Json& object) {
  GENU_ASSIGN(const std::optional<std::string> from, optional_text(object, "from", "session"));
  if (!from || *from == name_of(From::self_test)) return false;
  if (*from == name_of(From::clinician)) return true;
  return wrong("from", "must be self_test or clinician");
}

template <typename Named>
Result<std::size_t> place_in(std::span<const Choice> choices, const Named& id, const std::string& where) {
  std::vector<std::string_view> known;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (id == choices[i].id) return i;
    known.push_back(choices[i].id);
  }
  std::string list;
  for (const std::string_view one : known) list += (list.empty() ? "" : ", ") + std::string(one);
  return wrong(where, "must be one of: " + list);
}

Result<void> read_parts(const Json& object, const TestInfo& info, const std::string& where, LegMeasure& measure) {
  if (!object.contains("parts") || !object["parts"].is_array())
    return wrong(where + ".parts", "list the parts that left their line; [] for none");
  std::uint8_t parts = 0;
  for (const Json& part : object["parts"]) {
    if (!part.is_string()) return wrong(where + ".parts", "must be a list of words");
    GENU_ASSIGN(const std::size_t place, place_in(info.choices, part.get<std::string>(), where + ".parts"));
    parts = static_cast<std::uint8_t>(parts | (1U << place));
  }
  measure = faults(measure.test, measure.leg, parts);
  return {};
}

Result<void> read_force(const Json& object, const std::string& where, LegMeasure& measure) {
  GENU_ASSIGN(const std::optional<double> newtons, optional_number(object, "force_n", where));
  GENU_ASSIGN(const std::optional<double> kilograms, optional_number(object, "force_kg", where));
  if (newtons.has_value() == kilograms.has_value()) return wrong(where, "give force_n or force_kg");
  measure.value = newtons ? *newtons : *kilograms * newtons_per_kilogram;
  GENU_ASSIGN(const std::optional<double> arm_cm, optional_number(object, "arm_cm", where));
  if (arm_cm) measure.arm_m = *arm_cm / 100;
  return {};
}

Result<void> read_value(const Json& object, const TestInfo& info, const std::string& where, LegMeasure& measure) {
  switch (info.scale) {
    case Scale::faults: return read_parts(object, info, where, measure);
    case Scale::force: return read_force(object, where, measure);
    case Scale::answer: {
      GENU_ASSIGN(const std::optional<std::string> answer, optional_text(object, "answer", where));
      GENU_ASSIGN(const std::size_t place, place_in(info.choices, answer.value_or(""), where + ".answer"));
      measure.value = static_cast<double>(place);
      return {};
    }
    case Scale::amount: {
      GENU_ASSIGN(const std::optional<double> value, optional_number(object, "value", where));
      if (!value) return wrong(where + ".value", std::string("give the value in ") + info.unit);
      measure.value = *value;
      return {};
    }
  }
  return {};
}

Result<LegMeasure> read_measure(const Json& object, const std::string& where) {
  GENU_TRY(only_keys(object, where,
                     {"test", "leg", "value", "parts", "answer", "force_n", "force_kg", "arm_cm", "pain", "ended"}));
  GENU_ASSIGN(const std::optional<std::string> id, optional_text(object, "test", where));
  const auto test = strength_test_named(id.value_or(""));
  if (!test) {
    std::vector<std::string_view> known;
    for (const TestInfo& info : strength_tests()) known.push_back(info.id);
    const std::string near = nearest(id.value_or(""), known);
    return wrong(where + ".test", "there is no such test" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"));
  }
  GENU_ASSIGN(const std::optional<std::string> leg, optional_text(object, "leg", where));
  if (leg != "left" && leg != "right") return wrong(where + ".leg", "must be left or right");
  LegMeasure measure;
  measure.test = *test;
  measure.leg = leg == "left" ? Leg::left : Leg::right;
  GENU_TRY(read_value(object, info_of(*test), where, measure));
  GENU_ASSIGN(measure.pain, optional_whole(object, "pain", where));
  GENU_ASSIGN(const std::optional<std::string> ended, optional_text(object, "ended", where));
  if (ended) {
    const auto word = ended_named(*ended);
    if (!word) return wrong(where + ".ended", "must be done, tired, form_lost or pain");
    measure.ended = *word;
  }
  GENU_TRY(check(measure));
  return measure;
}

Result<void> read_items(const Json& object, const std::string& where, Foot& foot) {
  if (!object.contains("items") || object["items"].is_null()) return {};
  const Json& items = object["items"];
  if (!items.is_array() || items.size() != foot_posture_items)
    return wrong(where + ".items", "must be a list of six scores");
  for (std::size_t i = 0; i < foot_posture_items; ++i) {
    const bool whole = items[i].is_number_integer() && items[i] >= -2 && items[i] <= 2;
    if (!whole) return wrong(where + ".items", "each item is scored from -2 to 2");
    foot.items[i] = items[i].get<int>();
  }
  return {};
}

Result<Foot> read_foot(const Json& object, Leg leg) {
  Foot foot;
  const std::string where = name_of(leg);
  if (!object.contains(where) || object[where].is_null()) return foot;
  const Json& one = object[where];
  GENU_TRY(only_keys(one, where,
                     {"items", "index", "navicular_drop_mm", "dorsum_height_mm", "truncated_length_mm", "footprint"}));
  GENU_TRY(read_items(one, where, foot));
  GENU_ASSIGN(foot.index_total, optional_whole(one, "index", where));
  GENU_ASSIGN(foot.navicular_drop_mm, optional_number(one, "navicular_drop_mm", where));
  GENU_ASSIGN(foot.dorsum_height_mm, optional_number(one, "dorsum_height_mm", where));
  GENU_ASSIGN(foot.truncated_length_mm, optional_number(one, "truncated_length_mm", where));
  GENU_ASSIGN(const std::optional<std::string> print, optional_text(one, "footprint", where));
  if (print) {
    foot.footprint = footprint_named(*print);
    if (!foot.footprint) return wrong(where + ".footprint", "must be high, normal or flat");
  }
  GENU_TRY(check(foot, leg));
  return foot;
}

}  // namespace

Result<StrengthSession> read_strength(const Json& object) {
  GENU_TRY(only_keys(object, "", {"part", "from", "before", "pain_now", "measures"}));
  StrengthSession session;
  GENU_ASSIGN(session.by_clinician, by_clinician(object));
  if (object.contains("before")) {
    if (!object["before"].is_array()) return wrong("before", "must be a list of what holds; [] for nothing");
    for (const Json& item : object["before"]) {
      const auto barrier = item.is_string() ? barrier_named(item.get<std::string>()) : std::nullopt;
      if (!barrier) return wrong("before", "unknown: see the ids of \"barriers\"");
      session.before[static_cast<std::size_t>(*barrier)] = true;
    }
  }
  GENU_ASSIGN(session.pain_now, optional_whole(object, "pain_now", "session"));
  if (session.pain_now && (*session.pain_now < 0 || *session.pain_now > 10))
    return wrong("pain_now", "pain must be 0 to 10");
  if (session.pain_now && *session.pain_now >= pain_that_stops)
    session.before[static_cast<std::size_t>(Barrier::pain_above_5)] = true;
  if (!object.contains("measures") || !object["measures"].is_array() || object["measures"].empty())
    return wrong("measures", "give at least one measure");
  if (object["measures"].size() > most_measures)
    return fail(ErrorCode::too_large, "at most 200 measures in a session", "measures");
  for (std::size_t i = 0; i < object["measures"].size(); ++i) {
    GENU_ASSIGN(LegMeasure measure, read_measure(object["measures"][i], "measures[" + std::to_string(i) + "]"));
    session.measures.push_back(std::move(measure));
  }
  return session;
}

Result<FeetSession> read_feet(const Json& object) {
  GENU_TRY(only_keys(object, "", {"part", "from", "left", "right"}));
  FeetSession session;
  GENU_ASSIGN(session.by_clinician, by_clinician(object));
  GENU_ASSIGN(session.left, read_foot(object, Leg::left));
  GENU_ASSIGN(session.right, read_foot(object, Leg::right));
  if (session.left.empty() && session.right.empty()) return wrong("left", "give at least one measure of one foot");
  return session;
}

Result<std::vector<ShoeUse>> read_shoes(const Json& list) {
  if (!list.is_array()) return wrong("shoes", "must be a list such as [{name: Blue, km: 320}]");
  std::vector<ShoeUse> shoes;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string where = "shoes[" + std::to_string(i) + "]";
    GENU_TRY(only_keys(list[i], where, {"name", "km", "days_since_first", "days_since_last"}));
    ShoeUse shoe;
    GENU_ASSIGN(const std::optional<std::string> name, optional_text(list[i], "name", where));
    shoe.name = name.value_or("shoes");
    GENU_ASSIGN(const std::optional<double> km, optional_number(list[i], "km", where));
    if (!km || !(*km >= 0 && *km <= 100'000)) return wrong(where + ".km", "give the distance in kilometres");
    shoe.distance_km = *km;
    GENU_ASSIGN(const std::optional<int> first, optional_whole(list[i], "days_since_first", where));
    GENU_ASSIGN(const std::optional<int> last, optional_whole(list[i], "days_since_last", where));
    shoe.days_since_first = first.value_or(365);
    shoe.days_since_last = last.value_or(0);
    shoes.push_back(std::move(shoe));
  }
  return shoes;
}

}  // namespace genu
