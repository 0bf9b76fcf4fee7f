#include "service/decoded_view.h"

#include <cmath>

#include <fmt/compile.h>
#include <fmt/format.h>

#include "training/run.h"

namespace genu {
namespace {

Json hundredths(const std::optional<double>& value) {
  if (!value || !std::isfinite(*value)) return nullptr;
  return std::round(*value * 100) / 100;
}

std::optional<double> known(double value) { return value > 0 ? std::optional(value) : std::nullopt; }

Json activity_json(const Activity& activity, const std::string& format) {
  const std::optional<Run> run = understand(activity);
  const StatedTotals& stated = activity.stated;
  const auto either = [&](const std::optional<double>& first, std::optional<double> second) {
    return hundredths(first ? first : second);
  };
  const bool steps = is_on_foot(activity.sport) || activity.sport == Sport::unknown;
  const auto cadence = stated.cadence_per_min ? stated.cadence_per_min : run ? run->cadence_per_min : std::nullopt;
  std::optional<double> distance = run ? known(run->distance_m) : stated.distance_m;
  if (!distance && stated.distance_m == std::optional(0.0)) distance = 0;  // a trainer that stands still says so
  Json warnings = Json::array();
  for (const std::string& warning : run ? run->notes : activity.warnings) warnings.push_back(warning);
  return {{"format", format},
          {"sport", name_of(activity.sport)},
          {"counts_as_run", run && run->is_run()},
          {"terrain", name_of(run ? run->terrain : activity.terrain)},
          {"start_time", activity.start ? Json(to_iso8601(*activity.start)) : Json(nullptr)},
          {"elapsed_s", either(stated.elapsed_s, run ? known(run->elapsed_s) : std::nullopt)},
          {"timer_s", either(stated.timer_s, run ? known(run->timer_s) : std::nullopt)},
          {"moving_s", hundredths(run ? known(run->moving_s) : stated.moving_s)},
          {"distance_m", hundredths(distance)},
          {"ascent_m", either(stated.ascent_m, run ? run->ascent_m : std::nullopt)},
          {"descent_m", either(stated.descent_m, run ? run->descent_m : std::nullopt)},
          {"records", activity.records},
          {"avg_cadence_spm", steps ? hundredths(cadence) : Json(nullptr)},
          {"avg_heart_rate_bpm", either(stated.heart_rate_bpm, run ? run->heart_rate_bpm : std::nullopt)},
          {"contact_time_ms", either(stated.contact_time_ms, run ? run->contact_time_ms : std::nullopt)},
          {"contact_left_percent", either(stated.contact_left_percent, run ? run->contact_left_percent : std::nullopt)},
          {"vertical_oscillation_mm",
           either(stated.vertical_oscillation_mm, run ? run->vertical_oscillation_mm : std::nullopt)},
          {"laps", activity.laps.size()},
          {"pauses", activity.pauses.size()},
          {"device", activity.device},
          {"warnings", std::move(warnings)}};
}

void append_cell(fmt::memory_buffer& out, double value, int decimals) {
  out.push_back(',');
  if (std::isfinite(value)) fmt::format_to(std::back_inserter(out), FMT_COMPILE("{:.{}f}"), value, decimals);
}

}  // namespace

Json decoded_json(const Decoded& decoded) {
  Json all = Json::array();
  for (const Activity& activity : decoded.activities) all.push_back(activity_json(activity, decoded.format));
  Json json = all.empty() ? Json::object() : all.front();
  json["records"] = decoded.records;
  json["laps"] = decoded.laps;
  Json warnings = decoded.warnings;
  for (const Json& activity : all)
    for (const Json& warning : activity["warnings"]) warnings.push_back(warning);
  json["warnings"] = std::move(warnings);
  json["activities"] = std::move(all);
  return json;
}

std::string records_csv(const Decoded& decoded) {
  fmt::memory_buffer out;
  const std::string_view header =
      "activity,time,latitude_deg,longitude_deg,distance_m,altitude_m,speed_m_per_s,heart_rate_bpm,cadence_per_min,"
      "power_w,contact_time_ms,contact_left_percent,vertical_oscillation_mm,step_length_mm\n";
  out.append(header.data(), header.data() + header.size());
  for (std::size_t i = 0; i < decoded.activities.size(); ++i) {
    for (const Sample& sample : decoded.activities[i].samples) {
      fmt::format_to(std::back_inserter(out), FMT_COMPILE("{},{}"), i + 1,
                     sample.time.unix_ms > 0 ? to_iso8601(sample.time) : std::string());
      append_cell(out, sample.latitude_deg, 7);
      append_cell(out, sample.longitude_deg, 7);
      append_cell(out, sample.distance_m, 2);
      append_cell(out, static_cast<double>(sample.altitude_m), 1);
      append_cell(out, static_cast<double>(sample.speed_m_per_s), 3);
      append_cell(out, static_cast<double>(sample.heart_rate_bpm), 0);
      append_cell(out, static_cast<double>(sample.cadence_per_min), 1);
      append_cell(out, static_cast<double>(sample.power_w), 0);
      append_cell(out, static_cast<double>(sample.contact_time_ms), 1);
      append_cell(out, static_cast<double>(sample.contact_left_percent), 2);
      append_cell(out, static_cast<double>(sample.vertical_oscillation_mm), 1);
      append_cell(out, static_cast<double>(sample.step_length_mm), 1);
      out.push_back('\n');
    }
  }
  return fmt::to_string(out);
}

}  // namespace genu
