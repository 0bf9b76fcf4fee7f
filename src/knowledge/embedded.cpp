#include <cstdlib>
#include <memory>

#include "knowledge/codec.h"

// Laid into the program by embedded_bytes.S.
extern "C" {
extern const char genu_knowledge_begin[];
extern const char genu_knowledge_end[];
}

namespace genu {

const Knowledge& embedded_knowledge() {
  static const Knowledge knowledge = [] {
    const auto size = static_cast<std::size_t>(genu_knowledge_end - genu_knowledge_begin);
    Result<KnowledgeData> data = decode(std::string_view(genu_knowledge_begin, size));
    if (!data) std::abort();  // the build put these bytes here: nothing a user does can change them
    return Knowledge(std::move(*data));
  }();
  return knowledge;
}

}  // namespace genu
