#include <iostream>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/system.h"
#include "import/case/case_file.h"
#include "import/exam/exam_file.h"
#include "knowledge/codec.h"
#include "service/answers_json.h"
#include "service/exam_report.h"

namespace genu {
namespace {

Result<ExamRecord> record_of(const ExamOptions& options) {
  GENU_ASSIGN(const std::string text, read_text_file(options.file, largest_exam_bytes));
  GENU_ASSIGN(const std::string json, exam_file_as_json(text, options.file));
  GENU_ASSIGN(const Json document, parse_object(json));
  return exam_of_document(document, SystemClock().now());
}

}  // namespace

int run_exam(const ExamOptions& options) {
  Result<ExamRecord> record = record_of(options);
  if (!record) return report(record.error());
  if (options.format == Format::json) {
    Json json;
    if (!record->strength.empty()) json["strength"] = strength_json(embedded_knowledge(), *record);
    if (!record->feet.empty()) json["feet"] = feet_json(embedded_knowledge(), *record);
    std::cout << json.dump(2) << '\n';
  } else {
    std::cout << exam_text(embedded_knowledge(), *record, terminal_style());
  }
  return 0;
}

}  // namespace genu
