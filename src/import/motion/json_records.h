// Large JSON files, one object at a time: what a file of a hundred megabytes of poses needs in memory is one picture.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/result.h"

namespace genu {

struct JsonHead {
  nlohmann::json values = nlohmann::json::object();  // what stands at the top, without the records
  std::optional<std::size_t> cut_off_in_line;        // the text ends too early
};

/// `list` is the key under which the record's list stands, "" when the whole text is the list.
using OnJsonRecord = std::function<Result<void>(std::string_view list, const nlohmann::json& record)>;

/// Calls `on_record` for each object in a list at the top of the text, in order, and keeps everything else.
///
/// Fails with what `on_record` fails with; with invalid_input, naming the line, where the text is not JSON before its
/// end (a text that only ends too early is no failure: see `cut_off_in_line`); with too_large for more than 32 levels,
/// 300,000 values in a record, or as many outside of records. Never throws. Cost: one pass.
Result<JsonHead> read_json_records(std::string_view text, std::string_view name, const OnJsonRecord& on_record);

/// Where the JSON object that begins at the front of `text` ends: past its last brace; the whole size when it does not
/// end.
std::size_t end_of_first_object(std::string_view text);

}  // namespace genu
