#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "service/exam_report.h"

namespace genu {
namespace {

constexpr std::size_t bar_columns = 24;
constexpr std::size_t band_columns = 41;  // of -2 to +2 SD

std::string bar(double value, double most) {
  const double share = most > 0 ? std::clamp(value / most, 0.0, 1.0) : 0;
  const auto length = static_cast<std::size_t>(std::lround(share * static_cast<double>(bar_columns)));
  std::string text;
  for (std::size_t i = 0; i < length; ++i) text += "█";
  return text + std::string(bar_columns - length, ' ');
}

// The two legs on a line from 2 SD below to 2 SD above the mean: |-----(=====|=====)--L--|
std::string band(const TestResult& result) {
  std::string line(band_columns, '-');
  const auto column = [](double deviations) {
    const double share = std::clamp((deviations + 2) / 4, 0.0, 1.0);
    return static_cast<std::size_t>(std::lround(share * (band_columns - 1)));
  };
  for (std::size_t i = column(-1); i <= column(1); ++i) line[i] = '=';
  line[column(0)] = '|';
  const auto mark = [&](const std::optional<LegResult>& leg, char letter) {
    if (!leg || !leg->compared) return;
    const std::size_t place = column((*leg->compared - result.expected->centre) / *result.expected->sd);
    line[place] = line[place] == 'L' ? 'B' : letter;
  };
  mark(result.left, 'L');
  mark(result.right, 'R');
  return line;
}

std::string leg_text(const char* name, const LegResult& leg, const TestInfo& info, double most) {
  const bool as_force = info.scale == Scale::force && !leg.compared;
  const double value = as_force ? leg.measure.value : leg.compared.value_or(0);
  std::string text =
      fmt::format("  {:<6} {} {} {}", name, bar(value, most),
                  format_number(value, std::string_view(info.unit) == "Nm/kg" ? 2 : 1), as_force ? "N" : info.unit);
  if (leg.percentile) text += fmt::format(", above {} of 100", format_number(*leg.percentile, 0));
  if (leg.measure.pain) text += fmt::format(", pain {}", *leg.measure.pain);
  return text + "\n";
}

std::string reference_text(const TestResult& result, const TestInfo& info, const TextStyle& style) {
  if (!result.expected) return "";
  const Expected& expected = *result.expected;
  if (!expected.sd)
    return wrapped(fmt::format("People who were measured: {} {} {}.", expected.is_median ? "median" : "mean",
                               format_number(expected.centre, 2), info.unit),
                   2, style.width);
  return fmt::format("  people {}  mean {}, 1 SD {}\n", band(result), format_number(expected.centre, 2),
                     format_number(*expected.sd, 2));
}

std::string result_text(const Knowledge& knowledge, const TestResult& result, const TextStyle& style) {
  const TestInfo& info = info_of(result.test);
  const Topic* topic = knowledge.find_topic(info.id);
  std::string text = "\n" + bold(style, topic ? topic->name : info.id) + "\n";
  if (info.scale == Scale::amount || info.scale == Scale::force) {
    double most = 0;
    for (const auto* leg : {&result.left, &result.right})
      if (*leg) most = std::max(most, (*leg)->compared.value_or((*leg)->measure.value));
    if (result.left) text += leg_text("left", *result.left, info, most);
    if (result.right) text += leg_text("right", *result.right, info, most);
    text += reference_text(result, info, style);
  }
  text += wrapped(result.sentence, 2, style.width);
  for (const std::string& caution : result.cautions) text += wrapped("- " + caution, 2, style.width);
  if (topic != nullptr) text += wrapped("- " + topic->caution, 2, style.width);
  return text;
}

std::string foot_text(const FootResult& foot, const TextStyle& style) {
  std::string text = bold(style, foot.leg == Leg::left ? "Left foot" : "Right foot") + "\n";
  for (const FootReading& reading : foot.readings) text += wrapped(reading.sentence, 2, style.width);
  for (const std::string& disagreement : foot.disagreements) text += wrapped("But: " + disagreement, 2, style.width);
  return text;
}

std::string feet_text(const Knowledge& knowledge, const ExamRecord& record, const TextStyle& style) {
  std::vector<FeetSession> sessions;
  for (const auto& kept : record.feet) sessions.push_back(kept.session);
  const FeetSession known = newest_of(sessions);
  const FeetResult result = judge_feet(known.left, known.right, foot_figures_of(knowledge), known.by_clinician);
  std::string text = "\n" + bold(style, "FEET") + "\n" + wrapped(result.sentence, 0, style.width);
  for (const auto* foot : {&result.left, &result.right})
    if (*foot) text += foot_text(**foot, style);
  for (const std::string& difference : result.differences) text += wrapped(difference, 2, style.width);
  text += "\n" + bold(style, "SHOES") + "\n";
  for (const ShoeAdvice& advice : shoe_advice(result, record.shoes, record.person, shoe_figures_of(knowledge))) {
    const Topic* topic = knowledge.find_topic(advice.topic);
    const std::string name = topic ? topic->name : advice.topic;
    const bool myth = advice.word == ShoeWord::not_supported;
    text += wrapped(name + (myth ? " (not supported): " : ": ") + advice.reason, 2, style.width);
    std::string sources;
    if (topic != nullptr)
      for (const SourceIndex source : topic->sources)
        sources += (sources.empty() ? "" : ", ") + knowledge.source(source).id;
    if (topic != nullptr)
      text += wrapped(topic->caution + (sources.empty() ? "" : " [" + sources + "]"), 4, style.width);
  }
  return text;
}

}  // namespace

std::string exam_text(const Knowledge& knowledge, const ExamRecord& record, const TextStyle& style) {
  std::string text;
  if (!record.strength.empty()) {
    const StrengthSession& session = record.strength.back().session;
    text += bold(style, "STRENGTH, CONTROL AND MOBILITY") + "\n";
    for (const LegMeasure& measure : session.measures)
      if (const auto barrier = barrier_to(measure.test, session.before); barrier && !session.by_clinician) {
        text += wrapped("Warning: " + std::string(info_of(*barrier).reason), 0, style.width);
        break;
      }
    for (const TestResult& result : judge(session.measures, record.person, references_of(knowledge)))
      text += result_text(knowledge, result, style);
    text +=
        "\n" + wrapped("In the line \"people\": L and R are the legs (B both), = is the middle two thirds, | the mean.",
                       0, style.width);
  }
  if (!record.feet.empty()) text += feet_text(knowledge, record, style);
  return text + "\n" +
         wrapped("Worth training does not mean that it is the cause of the pain. Weakness may come from the pain.", 0,
                 style.width);
}

}  // namespace genu
