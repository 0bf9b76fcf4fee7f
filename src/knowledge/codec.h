// The compact form of Knowledge that is embedded in the program.
//
// Layout: the eight bytes "genuKN" and a two-byte format number, then every list of KnowledgeData in the order of
// codec.cpp; integers as LEB128, doubles as eight little-endian bytes, texts and lists with their length before them.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "knowledge/knowledge.h"

namespace genu {

std::string encode(const KnowledgeData& data);

/// Fails with `corrupt` on any byte string that encode() did not make for this format number; never reads outside
/// `bytes`. Indices are checked against their lists.
Result<KnowledgeData> decode(std::string_view bytes);

/// The content that this program was built with. Decoded at the first call (about a millisecond), then shared.
const Knowledge& embedded_knowledge();

}  // namespace genu
