// Any bytes as a case file: either a case that can be assessed, or an error. Never a crash.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "import/case/case_file.h"
#include "knowledge/codec.h"
#include "triage/triage.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const genu::Knowledge& knowledge = genu::embedded_knowledge();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto parsed = genu::parse_case(knowledge, text, "fuzz.yaml", {}))
    (void)genu::assess_urgency(knowledge, genu::Evidence::resolve(knowledge, parsed->facts, parsed->observations));
  (void)genu::parse_vignettes(knowledge, text, "fuzz.yaml", {});
  return 0;
}
