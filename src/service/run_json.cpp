#include "service/run_json.h"

#include <algorithm>
#include <set>

#include "service/answers_json.h"

namespace genu {
namespace {

// One list of names for writing and reading: what is written is read again.
template <typename Visitor, typename RunType>
void visit_numbers(Visitor&& visit, RunType& run) {
  visit("distance_m", run.distance_m);
  visit("elapsed_s", run.elapsed_s);
  visit("timer_s", run.timer_s);
  visit("moving_s", run.moving_s);
  visit("walking_s", run.walking_s);
  visit("walking_m", run.walking_m);
  visit("downhill_s", run.downhill_s);
  visit("ascent_m", run.ascent_m);
  visit("descent_m", run.descent_m);
  visit("grade_adjusted_speed_m_per_s", run.grade_adjusted_speed_m_per_s);
  visit("cadence_per_min", run.cadence_per_min);
  visit("heart_rate_bpm", run.heart_rate_bpm);
  visit("power_w", run.power_w);
  visit("contact_time_ms", run.contact_time_ms);
  visit("contact_left_percent", run.contact_left_percent);
  visit("vertical_oscillation_mm", run.vertical_oscillation_mm);
  visit("step_length_m", run.step_length_m);
}

template <typename Visitor, typename SplitType>
void visit_split(Visitor&& visit, SplitType& split) {
  visit("distance_m", split.distance_m);
  visit("moving_s", split.moving_s);
  visit("ascent_m", split.ascent_m);
  visit("descent_m", split.descent_m);
  visit("cadence_per_min", split.cadence_per_min);
  visit("heart_rate_bpm", split.heart_rate_bpm);
}

struct NumberWriter {
  Json& json;
  void operator()(const char* key, double value) const { json[key] = value; }
  void operator()(const char* key, const std::optional<double>& value) const {
    if (value) json[key] = *value;
  }
};

struct NumberReader {
  const Json& json;
  void operator()(const char* key, double& value) const { value = json.at(key).get<double>(); }
  void operator()(const char* key, std::optional<double>& value) const {
    if (json.contains(key)) value = json[key].get<double>();
  }
};

template <typename Source>
Source source_named(const std::string& name, std::initializer_list<Source> all) {
  const auto found = std::find_if(all.begin(), all.end(), [&](Source source) { return name == name_of(source); });
  return found == all.end() ? *all.begin() : *found;
}

Run run_from(const Json& json) {
  Run run;
  run.format = json.value("format", "");
  run.name = json.value("name", "");
  run.device = json.value("device", "");
  run.gear = json.value("gear", "");
  run.sport = find_sport(json.at("sport").get<std::string>()).value_or(Sport::unknown);
  run.sport_is_assumed = json.value("sport_is_assumed", false);
  run.terrain = find_terrain(json.at("terrain").get<std::string>()).value_or(Terrain::unknown);
  run.start = parse_instant(json.at("start").get<std::string>()).value_or(Instant{});
  run.utc_offset_min = json.at("utc_offset_min").get<int>();
  run.offset_is_estimated = json.value("offset_is_estimated", false);
  run.day = parse_day(json.at("day").get<std::string>()).value_or(Day{});
  run.distance_source =
      source_named(json.at("distance_source").get<std::string>(),
                   {DistanceSource::none, DistanceSource::device, DistanceSource::track, DistanceSource::stated});
  run.ascent_source = source_named(json.at("ascent_source").get<std::string>(),
                                   {AscentSource::none, AscentSource::device, AscentSource::barometric,
                                    AscentSource::satellite, AscentSource::stated});
  run.walking_breaks = json.value("walking_breaks", 0);
  visit_numbers(NumberReader{json}, run);
  for (const Json& item : json.at("splits")) {
    Split split;
    visit_split(NumberReader{item}, split);
    run.splits.push_back(split);
  }
  const Json& speeds = json.at("speed_seconds");
  for (std::size_t i = 0; i < std::min(speeds.size(), run.speeds.seconds.size()); ++i)
    run.speeds.seconds[i] = speeds[i].get<float>();
  run.records = json.value("records", std::size_t{0});
  for (const Json& note : json.at("notes")) run.notes.push_back(note.get<std::string>());
  return run;
}

Json json_of(const Run& run) {
  Json json = {{"format", run.format},
               {"name", run.name},
               {"device", run.device},
               {"gear", run.gear},
               {"sport", name_of(run.sport)},
               {"sport_is_assumed", run.sport_is_assumed},
               {"terrain", name_of(run.terrain)},
               {"start", to_iso8601(run.start)},
               {"utc_offset_min", run.utc_offset_min},
               {"offset_is_estimated", run.offset_is_estimated},
               {"day", to_iso8601(run.day)},
               {"distance_source", name_of(run.distance_source)},
               {"ascent_source", name_of(run.ascent_source)},
               {"walking_breaks", run.walking_breaks},
               {"records", run.records}};
  visit_numbers(NumberWriter{json}, run);
  Json splits = Json::array();
  for (const Split& split : run.splits) visit_split(NumberWriter{splits.emplace_back(Json::object())}, split);
  json["splits"] = std::move(splits);
  std::size_t used = run.speeds.seconds.size();
  while (used > 0 && run.speeds.seconds[used - 1] == 0) --used;
  json["speed_seconds"] =
      std::vector<float>(run.speeds.seconds.begin(), run.speeds.seconds.begin() + static_cast<std::ptrdiff_t>(used));
  json["notes"] = run.notes;
  return json;
}

}  // namespace

std::string run_body(const Run& run, const RunFile& file) {
  const Json json = {{"run", json_of(run)},
                     {"file", {{"id", file.id}, {"name", file.name}, {"row", file.row}, {"place", file.place}}}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<RecordedRun> read_run_body(const Entry& entry) {
  try {
    const Json json = Json::parse(entry.body);
    const Json& file = json.at("file");
    return RecordedRun{entry.id, run_from(json.at("run")),
                       RunFile{file.value("id", ""), file.value("name", ""), file.value("row", ""),
                               file.value("place", std::size_t{0})}};
  } catch (const Json::exception&) {
    return fail(ErrorCode::corrupt, "a recorded activity cannot be read", entry.id);
  }
}

Result<std::vector<RecordedRun>> standing_runs(const std::vector<Entry>& entries) {
  std::set<std::string_view> superseded;
  for (const Entry& entry : entries)
    if (entry.supersedes) superseded.insert(*entry.supersedes);
  std::vector<RecordedRun> runs;
  for (const Entry& entry : entries) {
    if (entry.kind != EntryKind::activity || superseded.contains(entry.id)) continue;
    GENU_ASSIGN(RecordedRun run, read_run_body(entry));
    runs.push_back(std::move(run));
  }
  std::stable_sort(runs.begin(), runs.end(),
                   [](const RecordedRun& left, const RecordedRun& right) { return left.run.start < right.run.start; });
  return runs;
}

}  // namespace genu
