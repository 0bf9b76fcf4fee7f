#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "service/dynamics_json.h"
#include "service/topic_json.h"
#include "service/training_report.h"
#include "training/knee_load.h"

namespace genu {
namespace {

constexpr std::size_t most_points = 1500;  // of a plot
constexpr std::size_t most_spike_cards = 3;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json sources_json(const Knowledge& knowledge, const Topic* topic) {
  Json list = Json::array();
  if (topic != nullptr)
    for (const SourceIndex source : topic->sources) list.push_back(source_json(knowledge.source(source)));
  return list;
}

std::string spike_label(const Knowledge& knowledge, SpikeState state) {
  const Topic* topic = knowledge.find_topic("single_session_spike");
  if (topic != nullptr)
    for (const NamedFigure& figure : topic->figures)
      if (figure.id == name_of(state)) return figure.label;
  return state == SpikeState::reference ? "at most 10 % longer than the longest of the last 30 days" : "";
}

Json spike_json(const Knowledge& knowledge, const SessionExposure& exposure) {
  if (exposure.state == SpikeState::undefined) return nullptr;
  return {{"state", name_of(exposure.state)},
          {"label", spike_label(knowledge, exposure.state)},
          {"ratio", rounded(exposure.ratio, 2)},
          {"longest_30_days_m", exposure.longest_m},
          {"provisional", exposure.provisional}};
}

bool stands_out(const TrainingReport& report, std::size_t run) {
  return report.change && std::any_of(report.change->stand_outs.begin(), report.change->stand_outs.end(),
                                      [run](const StandOut& one) { return one.run == run; });
}

Json run_json(const RecordedRun& recorded) {
  const Run& run = recorded.run;
  return {{"entry", recorded.entry},
          {"day", to_iso8601(run.day)},
          {"start", to_iso8601(run.start)},
          {"name", run.name},
          {"sport", name_of(run.sport)},
          {"terrain", run.terrain == Terrain::unknown ? Json(nullptr) : Json(name_of(run.terrain))},
          {"distance_m", run.distance_m > 0 ? rounded(run.distance_m, 1) : Json(nullptr)},
          {"moving_s", run.moving_s > 0 ? rounded(run.moving_s, 0) : Json(nullptr)},
          {"ascent_m", rounded(run.ascent_m, 0)},
          {"descent_m", rounded(run.descent_m, 0)},
          {"cadence_spm", is_on_foot(run.sport) ? rounded(run.cadence_per_min, 0) : Json(nullptr)},
          {"heart_rate_bpm", rounded(run.heart_rate_bpm, 0)},
          {"gear", text_or_null(run.gear)},
          {"spike", nullptr},
          {"stands_out", false},
          {"notes", run.notes}};
}

Json runs_json(const Knowledge& knowledge, const TrainingReport& report) {
  std::vector<std::pair<Instant, Json>> all;
  for (std::size_t i = 0; i < report.runs.size(); ++i) {
    Json json = run_json(report.runs[i]);
    json["spike"] = spike_json(knowledge, report.exposures[i]);
    json["stands_out"] = stands_out(report, i);
    all.emplace_back(report.runs[i].run.start, std::move(json));
  }
  for (const RecordedRun& other : report.others) all.emplace_back(other.run.start, run_json(other));
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& left, const auto& right) { return left.first > right.first; });
  Json list = Json::array();
  for (auto& [start, json] : all) list.push_back(std::move(json));
  return list;
}

Json weeks_json(const TrainingReport& report) {
  Json list = Json::array();
  for (const DaysSummary& week : weeks(report.history)) {
    SpikeState worst = SpikeState::undefined;
    for (const Run& run : report.history.on_days(week.first, week.last))
      worst = std::max(worst, report.exposures[report.history.index_of(run)].state);
    list.push_back(
        {{"from", to_iso8601(week.first)},
         {"runs", week.runs},
         {"distance_m", rounded(week.distance_m, 0)},
         {"longest_run_m", rounded(week.longest_m, 0)},
         {"ascent_m", week.ascent_known > 0 || week.runs == 0 ? rounded(week.ascent_m, 0) : Json(nullptr)},
         {"descent_m", week.descent_known > 0 || week.runs == 0 ? rounded(week.descent_m, 0) : Json(nullptr)},
         {"moving_s", rounded(week.moving_s, 0)},
         {"spike", is_spike(worst) ? Json(name_of(worst)) : Json(nullptr)}});
  }
  return list;
}

const char* status_word(const TrainingReport& report) {
  if (!report.onset) return "no_onset";
  if (!report.change) return "too_little";
  switch (report.change->status) {
    case ChangeStatus::changed: return "found";
    case ChangeStatus::within_normal_variation:
    case ChangeStatus::nothing_changed: return "nothing";
    default: return "too_little";
  }
}

std::string title_of(const Knowledge& knowledge, const char* id) {
  const Topic* topic = knowledge.find_topic(id);
  return topic == nullptr ? std::string(id) : topic->name;
}

// Distances are given in kilometres, as runners say them.
struct Shown {
  double factor = 1;
  std::string unit;
  int decimals = 1;
};
Shown shown_as(Measure measure) {
  const std::string unit = unit_of(measure);
  const bool is_distance =
      measure == Measure::longest_run || measure == Measure::weekly_distance || measure == Measure::session_distance;
  if (is_distance) return {0.001, "km", 1};
  return {1, unit, unit == "m" ? 0 : 1};
}

Json stand_out_card(const Knowledge& knowledge, const TrainingReport& report, const StandOut& one) {
  const bool spike = one.kind == StandOutKind::spike;
  const char* topic = spike ? "single_session_spike" : one.kind == StandOutKind::after_gap ? "gaps" : "novelty";
  static constexpr std::pair<StandOutKind, const char*> titles[] = {
      {StandOutKind::spike, "One run far longer than the month before"},
      {StandOutKind::most_ascent, "Your hilliest run"},
      {StandOutKind::most_descent, "Your run with the most downhill"},
      {StandOutKind::most_fast, "Your run with the most fast running"},
      {StandOutKind::after_gap, "First run after a break"},
      {StandOutKind::new_shoes, "New shoes"},
      {StandOutKind::first_hilly, "First hilly run"},
      {StandOutKind::first_speed, "First speed session"}};
  const auto title =
      std::find_if(std::begin(titles), std::end(titles), [&](const auto& known) { return known.first == one.kind; });
  Json card = {{"id", name_of(one.kind)},
               {"title", title == std::end(titles) ? "" : title->second},
               {"sentence", one.sentence},
               {"before", spike ? rounded(static_cast<double>(one.exposure.session_m) / 1000, 1) : Json(nullptr)},
               {"baseline", spike ? rounded(static_cast<double>(one.exposure.longest_m) / 1000, 1) : Json(nullptr)},
               {"unit", spike ? "km" : ""},
               {"effect", nullptr},
               {"low", nullptr},
               {"high", nullptr},
               {"within_normal", false},
               {"entries", Json::array({report.runs[one.run].entry})},
               {"sources", sources_json(knowledge, knowledge.find_topic(topic))}};
  return card;
}

Json measure_card(const Knowledge& knowledge, const MeasureChange& change) {
  const Shown shown = shown_as(change.measure);
  return {{"id", name_of(change.measure)},
          {"title", title_of(knowledge, name_of(change.measure))},
          {"sentence", change.sentence},
          {"before", rounded(change.recent * shown.factor, shown.decimals)},
          {"baseline", rounded(change.baseline * shown.factor, shown.decimals)},
          {"unit", shown.unit},
          {"effect", rounded(change.effect, 2)},
          {"low", rounded(change.low * shown.factor, shown.decimals)},
          {"high", rounded(change.high * shown.factor, shown.decimals)},
          {"within_normal", change.verdict != Verdict::changed},
          {"entries", Json::array()},
          {"sources", sources_json(knowledge, knowledge.find_topic(name_of(change.measure)))}};
}

Json changes_json(const Knowledge& knowledge, const TrainingReport& report) {
  Json json = {{"status", status_word(report)}, {"headline", ""},         {"before", nullptr},
               {"baseline", nullptr},           {"cards", Json::array()}, {"notes", Json::array()}};
  if (!report.onset) {
    json["headline"] =
        "Give the day the pain began, and genu compares the four weeks before it with the twelve before them.";
    return json;
  }
  if (!report.change) {
    json["headline"] = "There are no runs yet: import your training history first.";
    return json;
  }
  const Change& change = *report.change;
  json["detail"] = name_of(change.status);
  json["headline"] = change.headline;
  json["before"] = {{"from", to_iso8601(change.recent_first)}, {"to", to_iso8601(change.recent_last)}};
  json["baseline"] = {{"from", to_iso8601(change.baseline_first)}, {"to", to_iso8601(change.baseline_last)}};
  std::size_t spikes = 0;
  for (const StandOut& one : change.stand_outs) {
    if (one.kind == StandOutKind::spike && ++spikes > most_spike_cards) continue;
    json["cards"].push_back(stand_out_card(knowledge, report, one));
  }
  for (const MeasureChange& measure : change.measures)
    if (measure.verdict == Verdict::changed || measure.verdict == Verdict::within_normal_variation)
      json["cards"].push_back(measure_card(knowledge, measure));
  for (const std::string& text : change.missing) json["notes"].push_back(text);
  for (const std::string& text : change.notes) json["notes"].push_back(text);
  return json;
}

KneeLoadFigures figures_of(const Knowledge& knowledge) {
  KneeLoadFigures figures;
  const Topic* topic = knowledge.find_topic("knee_load");
  if (topic == nullptr) return figures;
  const auto take = [&](const char* id, double& value) { value = topic->figure(id).value_or(value); };
  take("run_per_m", figures.run_per_m);
  take("walk_per_m", figures.walk_per_m);
  take("peak_run_body_weights", figures.peak_run_body_weights);
  take("peak_walk_body_weights", figures.peak_walk_body_weights);
  take("kneecap_per_step_shorter", figures.kneecap_per_step_shorter);
  take("kneecap_per_step_longer", figures.kneecap_per_step_longer);
  take("kneecap_per_km_shorter", figures.kneecap_per_km_shorter);
  take("kneecap_per_km_longer", figures.kneecap_per_km_longer);
  take("kneecap_peak_faster_cadence", figures.kneecap_peak_faster_cadence);
  return figures;
}

Json knee_load_json(const Knowledge& knowledge, const TrainingReport& report) {
  if (report.history.empty()) return nullptr;
  Json list = Json::array();
  for (const WeekLoad& week : knee_load_by_week(report.history, figures_of(knowledge)))
    list.push_back({{"from", to_iso8601(week.monday)}, {"index", rounded(week.index, 0)}});
  const Topic* topic = knowledge.find_topic("knee_load");
  return {{"statement", topic == nullptr ? "" : topic->definition},
          {"caution", knee_load_caution()},
          {"weeks", std::move(list)},
          {"sources", sources_json(knowledge, topic)}};
}

Json shoes_json(const TrainingReport& report) {
  Json list = Json::array();
  for (const Shoe& shoe : shoes(report.history))
    list.push_back({{"name", shoe.name},
                    {"distance_m", rounded(shoe.distance_m, 0)},
                    {"runs", shoe.runs},
                    {"first_day", to_iso8601(shoe.first)},
                    {"last_day", to_iso8601(shoe.last)}});
  return list;
}

// The places of the points that a plot keeps.
std::vector<std::size_t> thinned(std::size_t count) {
  std::vector<std::size_t> places;
  const std::size_t step = std::max<std::size_t>(1, (count + most_points - 1) / most_points);
  for (std::size_t i = 0; i < count; i += step) places.push_back(i);
  if (count > 0 && places.back() != count - 1) places.push_back(count - 1);
  return places;
}

template <typename Number>
Json series_of(const std::vector<Number>& values, const std::vector<std::size_t>& places, int decimals) {
  Json list = Json::array();
  for (const std::size_t place : places) list.push_back(rounded(static_cast<double>(values[place]), decimals));
  return list;
}

Json series_json(const Trace& trace) {
  const std::vector<std::size_t> places = thinned(trace.time_s.size());
  Json json = {{"time_s", series_of(trace.time_s, places, 0)}, {"distance_m", series_of(trace.distance_m, places, 1)}};
  constexpr float slowest_shown_m_per_s = 0.7F;  // slower than 24 min/km is standing
  Json pace = Json::array();
  for (const std::size_t place : places) {
    const float speed = trace.speed_m_per_s[place];
    pace.push_back(speed >= slowest_shown_m_per_s ? rounded(1000 / static_cast<double>(speed), 0) : Json(nullptr));
  }
  json["pace_s_per_km"] = std::move(pace);
  const auto add = [&](const char* key, const std::vector<float>& values, int decimals) {
    if (std::any_of(values.begin(), values.end(), [](float value) { return !std::isnan(value); }))
      json[key] = series_of(values, places, decimals);
  };
  add("altitude_m", trace.altitude_m, 1);
  add("cadence_spm", trace.cadence_per_min, 0);
  add("heart_rate_bpm", trace.heart_rate_bpm, 0);
  add("contact_time_ms", trace.contact_time_ms, 0);
  add("contact_left_percent", trace.contact_left_percent, 1);
  add("vertical_oscillation_mm", trace.vertical_oscillation_mm, 0);
  add("power_w", trace.power_w, 0);
  return json;
}

}  // namespace

Json training_json(const Knowledge& knowledge, const TrainingReport& report) {
  Json exposures = Json::array();
  for (const ExposureLine& line : exposure_lines(knowledge, report))
    exposures.push_back({{"id", line.topic->id},
                         {"name", line.topic->name},
                         {"value", line.value},
                         {"definition", line.topic->definition},
                         {"caution", text_or_null(line.topic->caution)},
                         {"sources", sources_json(knowledge, line.topic)}});
  Json findings = Json::array();
  for (const TrainingFinding& finding : report.findings)
    findings.push_back({{"finding", finding.id}, {"statement", finding.sentence}});
  const bool is_range = report.onset && report.onset->first != report.onset->last;
  return {{"today", to_iso8601(report.today)},
          {"onset", report.onset ? Json(to_iso8601(report.onset->first)) : Json(nullptr)},
          {"onset_until", is_range ? Json(to_iso8601(report.onset->last)) : Json(nullptr)},
          {"runs", runs_json(knowledge, report)},
          {"weeks", weeks_json(report)},
          {"exposures", std::move(exposures)},
          {"changes", changes_json(knowledge, report)},
          {"findings", std::move(findings)},
          {"shoes", shoes_json(report)},
          {"knee_load", knee_load_json(knowledge, report)}};
}

Json activity_json(const Knowledge& knowledge, const TrainingReport& report, const RecordedRun& recorded,
                   const std::optional<Trace>& trace) {
  const Run& run = recorded.run;
  Json json = run_json(recorded);
  for (std::size_t i = 0; i < report.runs.size(); ++i)
    if (report.runs[i].entry == recorded.entry) {
      json["spike"] = spike_json(knowledge, report.exposures[i]);
      json["stands_out"] = stands_out(report, i);
    }
  json["elapsed_s"] = rounded(run.elapsed_s, 0);
  json["timer_s"] = rounded(run.timer_s, 0);
  json["walking_s"] = rounded(run.walking_s, 0);
  json["walking_breaks"] = run.walking_breaks;
  json["downhill_s"] = rounded(run.downhill_s, 0);
  json["distance_source"] = name_of(run.distance_source);
  json["ascent_source"] = name_of(run.ascent_source);
  json["grade_adjusted_pace_s_per_km"] =
      run.grade_adjusted_speed_m_per_s ? rounded(1000 / *run.grade_adjusted_speed_m_per_s, 0) : Json(nullptr);
  json["contact_time_ms"] = rounded(run.contact_time_ms, 0);
  json["contact_left_percent"] = rounded(run.contact_left_percent, 1);
  json["vertical_oscillation_mm"] = rounded(run.vertical_oscillation_mm, 0);
  json["step_length_m"] = rounded(run.step_length_m, 2);
  json["power_w"] = rounded(run.power_w, 0);
  json["device"] = text_or_null(run.device);
  json["file"] = text_or_null(recorded.file.name);
  json["splits"] = Json::array();
  for (const Split& split : run.splits)
    json["splits"].push_back({{"distance_m", rounded(split.distance_m, 0)},
                              {"moving_s", rounded(split.moving_s, 0)},
                              {"ascent_m", rounded(split.ascent_m, 0)},
                              {"descent_m", rounded(split.descent_m, 0)},
                              {"cadence_spm", rounded(split.cadence_per_min, 0)},
                              {"heart_rate_bpm", rounded(split.heart_rate_bpm, 0)}});
  json["series"] = trace ? series_json(*trace) : Json(nullptr);
  json["tiring"] = trace && run.is_run() ? tiring_json(*trace) : Json::array();
  return json;
}

}  // namespace genu
