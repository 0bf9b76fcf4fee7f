#include <iostream>

#include "cli/commands.h"
#include "cli/files.h"
#include "import/activities/reader.h"
#include "import/case/case_file.h"
#include "service/decoded_view.h"
#include "service/training_report.h"

namespace genu {

int run_activity(const ActivityOptions& options) {
  const Result<std::string> bytes = read_text_file(options.file, largest_activity_bytes);
  if (!bytes) return report(bytes.error());
  Result<Decoded> decoded = read_activity(*bytes);
  if (!decoded) {
    decoded.error().where = options.file + (decoded.error().where.empty() ? "" : ":" + decoded.error().where);
    return report(decoded.error());
  }
  if (options.format == ActivityFormat::csv) {
    std::cout << records_csv(*decoded);
    return 0;
  }
  if (decoded->activities.empty())
    return report({ErrorCode::invalid_input,
                   decoded->warnings.empty() ? "it holds no activity" : decoded->warnings.back(), options.file});
  if (options.format == ActivityFormat::json) {
    std::cout << decoded_json(*decoded).dump(2) << '\n';
    return 0;
  }
  for (const Activity& activity : decoded->activities) {
    if (const auto run = understand(activity)) {
      std::cout << activity_text(*run, terminal_style());
    } else {
      std::cout << name_of(activity.sport) << ": no date\n";
    }
    for (const std::string& warning : activity.warnings) std::cout << "  Warning: " << warning << '\n';
    std::cout << "  records                " << activity.records << '\n';
  }
  for (const std::string& warning : decoded->warnings) std::cout << "Warning: " << warning << '\n';
  return 0;
}

}  // namespace genu
