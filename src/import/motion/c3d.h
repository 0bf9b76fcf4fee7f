// C3D files: markers and force plates of a motion-capture laboratory (Vicon, Qualisys, Motion Analysis, …). Untrusted
// bytes.
#pragma once

#include <string_view>

#include "base/result.h"
#include "gait/recording.h"

namespace genu {

/// True when the bytes begin with the header of a C3D file.
bool looks_like_c3d(std::string_view bytes);

/// Reads `Movement::markers` and `Movement::forces`, in metres, newtons and the axes of the laboratory. Times count
/// from the first frame of the trial, also when the file begins later. `name` is only for messages.
///
/// Byte orders of Intel, DEC and MIPS; integer and float data; units mm, cm and m. A point is missing where its
/// residual is negative, and where it lies exactly at 0, 0, 0. Analog values are (raw - offset) x scale x general
/// scale, signed or unsigned. Force plates of types 1 to 4, as in force_plate.h; the mean of the frames that
/// FORCE_PLATFORM:ZERO names is taken off, unless somebody stood on the plate then. Other analog channels (muscles, …)
/// are not read.
///
/// A file that is cut off keeps its whole frames, with a warning that says at which byte it ends; so does one whose
/// header promises more than there is. Fails with invalid_input, naming the byte, when header or parameters are damaged
/// or no frame is left; with too_large beyond the limits of import/motion/limits.h. Never throws.
Result<Movement> read_c3d(std::string_view bytes, std::string_view name);

}  // namespace genu
