// MOT and STO files: tables over time of OpenSim and SIMM (coordinates, forces, moments, activations), and the ground
// reaction files that laboratories keep in the same form. Untrusted text.
#pragma once

#include <string_view>

#include "base/result.h"
#include "gait/recording.h"

namespace genu {

/// True when one of the first lines of the text is "endheader".
bool looks_like_mot(std::string_view text);

/// Reads `Movement::forces` from the columns of ground_force_columns.h, in metres, newtons and axes as in the file, and
/// `Movement::coordinates` from all other columns. `name` is only for messages.
///
/// Both headers (`nRows=` with `nColumns=`, `datarows` with `datacolumns`), tabs or blanks, LF or CR LF. `in_degrees`
/// is what "inDegrees" says, else true after "Angles are in degrees."; a file that says neither leaves it absent. A
/// header that promises another number of rows or columns is a warning; a row without a time, or with a time that does
/// not rise, is left out with one.
///
/// Fails with invalid_input, naming the line, for text without "endheader" or without a column "time", cells that hold
/// several numbers (DataType=Vec3), decimal commas and files without rows; with too_large beyond the limits of
/// import/motion/limits.h. Cost: one pass, about 25 ns a cell (bench/motion_bench).
Result<Movement> read_mot(std::string_view text, std::string_view name);

}  // namespace genu
