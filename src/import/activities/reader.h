// Any activity file, told apart by its content. Untrusted bytes.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "import/decoded.h"

namespace genu {

/// FIT, TCX or GPX, packed with gzip or not; the name of the file is not asked. A packing that is damaged gives what
/// could be unpacked, with a warning. Errors as those of the readers (fit.h, tcx.h, gpx.h); invalid_input, with what it
/// looks like, for anything else.
Result<Decoded> read_activity(std::string_view bytes);

}  // namespace genu
