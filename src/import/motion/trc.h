// TRC files: markers of a motion-capture laboratory as Motion Analysis, OpenSim, Vicon and AddBiomechanics write them.
// Untrusted text.
#pragma once

#include <string_view>

#include "base/result.h"
#include "gait/recording.h"

namespace genu {

/// True when the text begins as a TRC file does, or has its line of labels ("Frame#", "Time") near the beginning.
bool looks_like_trc(std::string_view text);

/// Reads `Movement::markers`, in metres, axes as in the file. `name` is only for messages.
///
/// Both layouts of the labels (three columns a name; one column a name), tabs or blanks, LF or CR LF. A marker is
/// missing where a cell is empty, "nan" or no number, and where it lies exactly at 0, 0, 0, which programs write for a
/// marker that they lost. Columns without a name are left out. A header that promises another number of frames or
/// markers than there are is a warning; a row without a time, or with a time that does not rise, is left out with one.
///
/// Fails with invalid_input, naming the line, for text that is no TRC file, an unknown unit, decimal commas and files
/// without rows; with too_large beyond the limits of import/motion/limits.h. Cost: one pass, about 25 ns a cell
/// (bench/motion_bench).
Result<Movement> read_trc(std::string_view text, std::string_view name);

}  // namespace genu
