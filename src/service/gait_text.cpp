#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "service/gait_report.h"

namespace genu {
namespace {

std::string number(double value, const std::string& unit) {
  const bool small =
      unit.empty() || unit == "m" || unit == "fraction" || unit == "Nm/kg" || unit == "Nm s/kg" || unit == "s";
  return format_number(value, small ? 2 : 1);
}

std::string value_text(const std::optional<GaitEstimate>& estimate, const std::string& unit) {
  if (!estimate) return fmt::format("{:>22}", "-");
  if (std::isnan(estimate->low)) return fmt::format("{:>22}", number(estimate->mean, unit) + " (one step)");
  return fmt::format("{:>22}", number(estimate->mean, unit) + " (" + number(estimate->low, unit) + " to " +
                                   number(estimate->high, unit) + ")");
}

std::string name_and_unit(const ShownMetric& metric) {
  std::string id = metric.id;
  std::replace(id.begin(), id.end(), '_', ' ');
  return metric.unit.empty() ? id : id + ", " + metric.unit;
}

std::string metrics_text(const GaitResult& result, const TextStyle& style) {
  std::size_t longest = 0;
  for (const ShownMetric& metric : result.metrics) longest = std::max(longest, name_and_unit(metric).size());
  std::string text = bold(style, "WHAT WAS MEASURED") + " (mean, and the range in which it lies 19 times out of 20)\n" +
                     fmt::format("  {:<{}}{:>22}{:>22}{:>6}\n", "", longest, "left", "right", "steps");
  std::string refused;
  for (const ShownMetric& metric : result.metrics) {
    if (!metric.refused.empty()) {
      refused += wrapped(name_and_unit(metric) + ": " + metric.refused, 2, style.width);
      continue;
    }
    const GaitSide& values = metric.values;
    std::size_t count = 0;
    for (const auto& side : {values.left, values.right}) count += side ? side->count : 0;
    if (values.left || values.right) {
      text += fmt::format("  {:<{}}{}{}{:>6}\n", name_and_unit(metric), longest, value_text(values.left, metric.unit),
                          value_text(values.right, metric.unit), count);
    } else if (values.both) {
      text += fmt::format("  {:<{}}{}{:>28}\n", name_and_unit(metric), longest, value_text(values.both, metric.unit),
                          values.both->count);
    }
  }
  if (!refused.empty()) text += "\n" + bold(style, "WHAT COULD NOT BE MEASURED HERE") + "\n" + refused;
  return text;
}

std::string retraining_text(const GaitResult& result, const TextStyle& style) {
  if (!result.cadence.plan) return "";
  const CadencePlan& plan = *result.cadence.plan;
  return "\n" + bold(style, "WORTH A TRY") + "\n" +
         wrapped(fmt::format(
                     "Quicker, shorter steps at the same speed: {} to {} steps a minute instead of {}. Keep it if the "
                     "knee feels better, drop it if not.",
                     format_number(plan.least_per_min, 0), format_number(plan.most_per_min, 0),
                     format_number(plan.cadence_now_per_min, 0)),
                 2, style.width);
}

}  // namespace

std::string gait_text(const GaitResult& result, const TextStyle& style) {
  std::string text;
  std::vector<std::string> notes = result.warnings;
  if (result.laboratory) {
    const Gait3d& gait = *result.laboratory;
    text = fmt::format("{}, markers in three dimensions, {} a second, {} m/s\n",
                       !gait.running   ? "Gait"
                       : *gait.running ? "Running"
                                       : "Walking",
                       format_number(gait.rate_hz, 0), format_number(gait.speed_m_per_s, 2));
    notes.insert(notes.end(), gait.notes.begin(), gait.notes.end());
  } else if (result.film) {
    const GaitReport& film = *result.film;
    text = fmt::format("{}{}: {} pictures, {} a second; {} left and {} right steps\n", name_of(film.kind),
                       film.view ? std::string(", from ") + (*film.view == View::side ? "the side" : "behind") : "",
                       film.quality.frames, format_number(film.quality.frames_per_second, 1), film.quality.steps_left,
                       film.quality.steps_right);
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
    for (const GaitRefusal& refusal : film.refusals) {
      text += bold(style, "THIS FILM CANNOT BE USED") + "\n" + wrapped(refusal.text, 2, style.width) +
              wrapped("What to do: " + refusal.what_to_do, 2, style.width);
    }
    notes.insert(notes.end(), film.notes.begin(), film.notes.end());
  }
  for (const std::string& note : notes) text += wrapped("Note: " + note, 2, style.width);
  if (!result.accepted()) return text;
  text += "\n" + metrics_text(result, style) + retraining_text(result, style);
  return text + "\n" +
         wrapped(
             "No number here is a diagnosis, and no limit is known beyond which a knee begins to hurt. Compare "
             "yourself "
             "with yourself, filmed in the same way.",
             0, style.width);
}

}  // namespace genu
