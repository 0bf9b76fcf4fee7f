// Small steps that the importers of tracks share.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "import/track/moment.h"
#include "import/track/troubles.h"
#include "training/activity.h"

namespace genu {

/// Reads the moments of one file and remembers the first offset to UTC that is not zero: "Z" and "+00:00" say nothing
/// about where somebody ran, because most programs write nothing else.
class MomentReader {
 public:
  explicit MomentReader(Troubles& troubles) : troubles_(troubles) {}

  /// Empty, with a note, when the text is no moment; empty without a word when there is no text.
  std::optional<Instant> read(std::string_view text, std::size_t byte);

  std::optional<int> utc_offset_min() const { return utc_offset_min_; }

 private:
  Troubles& troubles_;
  std::optional<int> utc_offset_min_;
};

/// Sets a sample's position from two texts: both or none; 0/0 is what a receiver writes that has no position yet.
void set_position(Sample& sample, std::string_view latitude, std::string_view longitude, std::size_t byte,
                  Troubles& troubles);

std::optional<Instant> first_time(const std::vector<Sample>& samples);
std::optional<Instant> last_time(const std::vector<Sample>& samples);

/// A pause between two moments, when the second is later.
void add_pause(std::vector<Pause>& pauses, std::optional<Instant> from, std::optional<Instant> to);

/// A number of a sample: NaN for none.
inline float number_or_missing(std::optional<double> number) { return number ? static_cast<float>(*number) : missing; }

}  // namespace genu
