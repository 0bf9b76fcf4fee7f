#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "service/gait_report.h"
#include "service/topic_json.h"

namespace genu {
namespace {

Json estimate_json(const std::optional<GaitEstimate>& estimate) {
  if (!estimate) return nullptr;
  return {{"mean", rounded(estimate->mean, 3)},
          {"sd", rounded(estimate->standard_deviation, 3)},
          {"n", estimate->count},
          {"low", rounded(estimate->low, 3)},
          {"high", rounded(estimate->high, 3)}};
}

/// 2.6 from "reference_young_runners_at_2_6_m_per_s"; none for a figure that names no speed.
std::optional<double> speed_named_by(const std::string& figure) {
  const std::size_t at = figure.rfind("_at_");
  const std::size_t unit = figure.rfind("_m_per_s");
  if (at == std::string::npos || unit == std::string::npos || unit < at + 4) return std::nullopt;
  std::string number = figure.substr(at + 4, unit - at - 4);
  std::replace(number.begin(), number.end(), '_', '.');
  return parse_number(number);
}

/// Of people who ran about as fast, where the source says how fast; an estimate of ours.
constexpr double like_speed_m_per_s = 0.5;

Json references_json(const Knowledge& knowledge, const Topic& topic, const std::optional<double>& speed_m_per_s) {
  Json list = Json::array();
  for (const NamedFigure& figure : topic.figures) {
    if (!figure.id.starts_with("reference_")) continue;
    const std::optional<double> theirs = speed_named_by(figure.id);
    if (theirs && speed_m_per_s && std::abs(*theirs - *speed_m_per_s) > like_speed_m_per_s) continue;
    list.push_back({{"text", figure.label},
                    {"value", rounded(figure.value, 3)},
                    {"low", rounded(figure.low, 3)},
                    {"high", rounded(figure.high, 3)},
                    {"sources", source_ids(knowledge, figure.sources)}});
  }
  return list;
}

Json detectable_json(const Knowledge& knowledge, const Topic& topic) {
  for (const NamedFigure& figure : topic.figures) {
    if (figure.id == "sdc") {
      return {{"value", rounded(figure.value, 2)},
              {"text", figure.label},
              {"sources", source_ids(knowledge, figure.sources)}};
    }
  }
  return nullptr;
}

Json metric_json(const Knowledge& knowledge, const GaitResult& result, const ShownMetric& metric) {
  std::string name = metric.topic != nullptr ? metric.topic->name : metric.id;
  if (metric.topic == nullptr) std::replace(name.begin(), name.end(), '_', ' ');
  if (metric.id == "overstride_hip") name += ", against the hip";
  if (metric.id == "overstride_knee") name += ", against the knee";
  Json references = Json::array();
  if (metric.topic != nullptr && result.is_running()) {
    references = references_json(knowledge, *metric.topic, result.speed_m_per_s());
  }
  return {{"id", metric.id},
          {"name", name},
          {"unit", metric.unit},
          {"what", metric.topic != nullptr ? Json(metric.topic->definition) : Json(nullptr)},
          {"meaning", metric.topic != nullptr ? Json(metric.topic->caution) : Json(nullptr)},
          {"values",
           {{"both", estimate_json(metric.values.both)},
            {"left", estimate_json(metric.values.left)},
            {"right", estimate_json(metric.values.right)}}},
          {"low_confidence", metric.low_confidence},
          {"smallest_detectable_change", metric.topic != nullptr ? detectable_json(knowledge, *metric.topic) : nullptr},
          {"reference", std::move(references)},
          {"refused", metric.refused.empty() ? Json(nullptr) : Json(metric.refused)},
          {"sources", metric.topic != nullptr ? source_ids(knowledge, metric.topic->sources) : Json::array()}};
}

template <typename Values>
Json numbers(const Values& values, std::size_t step = 1) {
  Json list = Json::array();
  for (std::size_t i = 0; i < values.size(); i += step) list.push_back(rounded(values[i], 2));
  return list;
}

Json percents() {
  Json list = Json::array();
  for (std::size_t i = 0; i < curve_points; ++i) list.push_back(100 * i / (curve_points - 1));
  return list;
}

std::string words_of(std::string id) {
  std::replace(id.begin(), id.end(), '_', ' ');
  if (!id.empty() && id.front() >= 'a' && id.front() <= 'z') id.front() = static_cast<char>(id.front() - 'a' + 'A');
  return id;
}

Json band_json(const std::optional<CurveBand>& band) {
  if (!band) return nullptr;
  return {{"mean", numbers(band->mean)}, {"sd", numbers(band->standard_deviation)}, {"n", band->strides}};
}

Json curves_json(const GaitReport& film) {
  Json list = Json::array();
  for (const GaitCurve& curve : film.curves) {
    list.push_back({{"id", name_of(curve.id)},
                    {"name", words_of(name_of(curve.id))},
                    {"unit", "deg"},
                    {"span", "stride"},
                    {"percent", percents()},
                    {"left", band_json(curve.left)},
                    {"right", band_json(curve.right)}});
  }
  return list;
}

Json curves_json(const Gait3d& gait) {
  Json list = Json::array();
  for (const Curve3d& curve : gait.curves) {
    const char* span = curve.span == Curve3d::Span::stride ? "stride" : "stance";
    auto place = std::find_if(list.begin(), list.end(),
                              [&](const Json& one) { return one["id"] == curve.name && one["span"] == span; });
    if (place == list.end()) {
      const bool is_moment = curve.span == Curve3d::Span::stance;
      list.push_back({{"id", curve.name},
                      {"name", words_of(curve.name) + (is_moment ? " moment" : "")},
                      {"unit", is_moment ? "Nm/kg" : "deg"},
                      {"span", span},
                      {"percent", percents()},
                      {"left", nullptr},
                      {"right", nullptr}});
      place = std::prev(list.end());
    }
    (*place)[name_of(curve.leg)] = {{"mean", numbers(curve.mean, 2)}, {"sd", numbers(curve.sd, 2)}, {"n", curve.count}};
  }
  return list;
}

Json not_measurable_json(const Knowledge& knowledge) {
  Json list = Json::array();
  for (const char* id :
       {"knee_valgus", "rearfoot_eversion", "heel_whip", "pelvic_tilt_camera", "joint_moment_camera"}) {
    const Topic* topic = knowledge.find_topic(id);
    if (topic == nullptr) continue;
    // "Why it cannot. Instead, what can be done."
    constexpr std::string_view turn = " Instead, ";
    const std::size_t place = topic->caution.find(turn);
    const std::string instead = place == std::string::npos ? "" : words_of(topic->caution.substr(place + turn.size()));
    list.push_back({{"id", id},
                    {"name", topic->name},
                    {"reason", topic->caution.substr(0, place)},
                    {"instead", instead.empty() ? Json(nullptr) : Json(instead)},
                    {"sources", source_ids(knowledge, topic->sources)}});
  }
  return list;
}

std::string week_text(const FeedbackWeek& week, const FeedbackDose& dose) {
  const std::string beat = fmt::format("{} steps a minute", format_number(week.cadence_per_min, 0));
  const std::string often = fmt::format("{} easy runs", dose.sessions_per_week);
  if (week.blocks_with_beat == 0) return fmt::format("{}: one check with the beat in each, {}.", often, beat);
  return fmt::format("{}: {} times {} s with the beat and {} s without, {}.", often, week.blocks_with_beat,
                     format_number(dose.block_on_s, 0), format_number(dose.block_off_s, 0), beat);
}

std::optional<double> mean_of(const GaitResult& result, std::string_view id) {
  for (const ShownMetric& metric : result.metrics) {
    if (metric.id == id && metric.values.both) return metric.values.both->mean;
  }
  return std::nullopt;
}

/// Cues for one trait are offered to those who show it: crossing feet, and the upper edge of the more upright half of
/// the runners of teng2015.
bool is_for(const GaitResult& result, std::string_view advice) {
  if (advice == "wider_step") return mean_of(result, "step_width").value_or(1) <= 0;
  if (advice == "trunk_lean_cue") return mean_of(result, "trunk_lean").value_or(90) <= 6.4;
  return true;
}

Json retraining_json(const Knowledge& knowledge, const GaitResult& result) {
  const CadenceAdvice& advice = result.cadence;
  const FeedbackDose dose = feedback_dose(knowledge);
  Json json{{"advice", Json::array()},
            {"cadence_now", nullptr},
            {"cadence_targets", Json::array()},
            {"schedule", Json::array()},
            {"why_not", nullptr}};
  if (!advice.plan) {
    json["why_not"] = advice.why_not == NoCadencePlan::running_is_unsafe
                          ? "It is not known that your knee may run: answer the questions first, and be seen if they "
                            "say so. Until then "
                            "nothing is advised that is done while running."
                      : advice.why_not == NoCadencePlan::quick_already
                          ? "Your steps are quick already and your knee does not hurt: there is nothing to change."
                          : "Your steps per minute of running are not known from this recording.";
    return json;
  }
  for (const Topic& topic : knowledge.data().topics) {
    if (topic.kind != TopicKind::retraining || !is_for(result, topic.id)) continue;
    json["advice"].push_back({{"id", topic.id},
                              {"name", topic.name},
                              {"text", topic.caution},
                              {"sources", source_ids(knowledge, topic.sources)}});
  }
  json["cadence_now"] = rounded(advice.plan->cadence_now_per_min, 0);
  json["cadence_targets"] = {advice.plan->least_per_min, advice.plan->most_per_min};
  for (const FeedbackWeek& week : advice.plan->weeks) {
    json["schedule"].push_back({{"week", week.week},
                                {"cadence_per_min", week.cadence_per_min},
                                {"blocks_with_beat", week.blocks_with_beat},
                                {"text", week_text(week, dose)}});
  }
  return json;
}

Json quality_json(const ClipQuality& quality) {
  return {{"frames", quality.frames},
          {"frames_per_second", rounded(quality.frames_per_second, 1)},
          {"duration_s", rounded(quality.duration_s, 2)},
          {"steps_left", quality.steps_left},
          {"steps_right", quality.steps_right},
          {"people", quality.people},
          {"seen_percent", rounded(100 * quality.seen_share, 0)},
          {"swapped_frames", quality.swapped_frames},
          {"camera_roll_deg", rounded(quality.slope_deg, 1)},
          {"near_side", quality.near_side ? Json(name_of(*quality.near_side)) : Json(nullptr)}};
}

void add_film(Json& json, const GaitReport& film) {
  json["kind"] = name_of(film.kind);
  if (film.ahead != 0) json["direction"] = film.ahead > 0 ? "right" : "left";
  for (const GaitRefusal& refusal : film.refusals) {
    json["refusals"].push_back({{"id", refusal.id}, {"text", refusal.text}, {"what_to_do", refusal.what_to_do}});
  }
  for (const std::string& note : film.notes) json["notes"].push_back(note);
  json["quality"] = quality_json(film.quality);
  if (film.m_per_px) json["scale"] = {{"m_per_px", rounded(*film.m_per_px, 6)}, {"from", "body height"}};
  if (film.speed_m_per_s) {
    json["speed"] = {{"m_per_s", rounded(*film.speed_m_per_s, 2)}, {"from", film.speed_is_stated ? "stated" : "feet"}};
  }
  for (const auto& index : film.person) json["person"].push_back(index ? Json(*index) : Json(nullptr));
  for (const GaitEvent& event : film.events) {
    json["events"].push_back({{"side", name_of(event.side)},
                              {"contact_s", rounded(event.contact_s, 4)},
                              {"toe_off_s", rounded(event.toe_off_s, 4)}});
  }
  json["curves"] = curves_json(film);
}

void add_laboratory(Json& json, const Gait3d& gait) {
  json["kind"] = !gait.running ? "unclear" : *gait.running ? "running" : "walking";
  for (const std::string& note : gait.notes) json["notes"].push_back(note);
  std::size_t left = 0;
  std::size_t right = 0;
  for (const Contact3d& contact : gait.contacts) {
    ++(contact.leg == BodySide::left ? left : right);
    json["events"].push_back({{"side", name_of(contact.leg)},
                              {"contact_s", rounded(contact.contact_s, 4)},
                              {"toe_off_s", rounded(contact.toe_off_s, 4)},
                              {"from", contact.from_force ? "force" : "movement"}});
  }
  const double duration_s = gait.angles.time_s.empty() ? 0 : gait.angles.time_s.back() - gait.angles.time_s.front();
  json["quality"] = {{"frames", gait.angles.time_s.size()},
                     {"frames_per_second", rounded(gait.rate_hz, 1)},
                     {"duration_s", rounded(duration_s, 2)},
                     {"steps_left", left},
                     {"steps_right", right},
                     {"people", 1}};
  json["speed"] = {{"m_per_s", rounded(gait.speed_m_per_s, 2)}, {"from", "markers"}};
  json["curves"] = curves_json(gait);
}

/// Every source that is named anywhere in the report, by id.
void collect_sources(const Json& json, const Knowledge& knowledge, Json& found) {
  for (const auto& [key, value] : json.items()) {
    if (key != "sources") {
      if (value.is_structured()) collect_sources(value, knowledge, found);
      continue;
    }
    for (const Json& id : value) {
      const auto source = std::find_if(knowledge.data().sources.begin(), knowledge.data().sources.end(),
                                       [&](const Source& one) { return id == one.id; });
      if (source != knowledge.data().sources.end()) found[source->id] = source_json(*source);
    }
  }
}

/// A value with its band; none where one stride gave no band.
std::optional<GaitEstimate> estimate_from(const Json& json) {
  if (!json.is_object() || !json["low"].is_number() || !json["high"].is_number()) return std::nullopt;
  return GaitEstimate{json["mean"].get<double>(), json["sd"].get<double>(), json["n"].get<std::size_t>(),
                      json["low"].get<double>(), json["high"].get<double>()};
}

}  // namespace

Json gait_json(const Knowledge& knowledge, const GaitResult& result) {
  const std::string view = result.view();
  Json json{{"kind", "unclear"},
            {"view", view.empty() ? Json(nullptr) : Json(view)},
            {"direction", nullptr},
            {"accepted", result.accepted()},
            {"refusals", Json::array()},
            {"notes", result.warnings},
            {"quality", nullptr},
            {"scale", nullptr},
            {"speed", nullptr},
            {"person", Json::array()},
            {"events", Json::array()},
            {"metrics", Json::array()},
            {"curves", Json::array()},
            {"not_measurable", result.laboratory ? Json::array() : not_measurable_json(knowledge)},
            {"changes", Json::array()},
            {"retraining", retraining_json(knowledge, result)}};
  if (result.film) add_film(json, *result.film);
  if (result.laboratory) add_laboratory(json, *result.laboratory);
  for (const ShownMetric& metric : result.metrics) json["metrics"].push_back(metric_json(knowledge, result, metric));
  Json sources = Json::object();
  for (const char* part : {"metrics", "not_measurable", "retraining"}) collect_sources(json[part], knowledge, sources);
  json["sources"] = std::move(sources);
  return json;
}

Json gait_series_json(const GaitResult& result) {
  Json json = Json::object();
  if (!result.laboratory) return json;
  const auto table = [](const CoordinateTable& values, const char* unit) {
    Json times = Json::array();
    for (const double time_s : values.time_s) times.push_back(rounded(time_s, 4));
    Json series = Json::object();
    for (const std::string& name : values.names) {
      Json column = Json::array();
      for (const double value : column_of(values, name)) column.push_back(rounded(value, 3));
      series[name] = std::move(column);
    }
    return Json{{"time_s", std::move(times)}, {"unit", unit}, {"series", std::move(series)}};
  };
  json["angles"] = table(result.laboratory->angles, "deg");
  if (!result.laboratory->moments.time_s.empty()) json["moments"] = table(result.laboratory->moments, "Nm/kg");
  return json;
}

Json gait_changes(const Json& earlier, const Json& now) {
  Json changes = Json::array();
  for (const Json& metric : now["metrics"]) {
    const auto before = std::find_if(earlier["metrics"].begin(), earlier["metrics"].end(),
                                     [&](const Json& one) { return one["id"] == metric["id"]; });
    if (before == earlier["metrics"].end()) continue;
    const Json& detectable = metric["smallest_detectable_change"];
    for (const char* side : {"both", "left", "right"}) {
      const auto old_value = estimate_from((*before)["values"][side]);
      const auto new_value = estimate_from(metric["values"][side]);
      if (!old_value || !new_value) continue;
      const double both_bands = std::hypot(old_value->high - old_value->mean, new_value->high - new_value->mean);
      const double least = detectable.is_object() ? std::max(both_bands, detectable.value("value", 0.0)) : both_bands;
      if (std::abs(new_value->mean - old_value->mean) <= least) continue;
      const std::string unit = metric["unit"].get<std::string>();
      std::string text =
          fmt::format("{}{}: {} before, {} now{}. A change counts from {}{} on.", metric["name"].get<std::string>(),
                      side == std::string_view("both") ? "" : std::string(" (") + side + ")",
                      format_number(old_value->mean, 2), format_number(new_value->mean, 2),
                      unit.empty() ? "" : " " + unit, format_number(least, 2), unit.empty() ? "" : " " + unit);
      changes.push_back({{"metric", metric["id"]}, {"text", std::move(text)}});
      if (side == std::string_view("both")) break;
    }
  }
  return changes;
}

}  // namespace genu
