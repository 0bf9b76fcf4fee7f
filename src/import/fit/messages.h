// The messages of one FIT file, one after the other: definitions followed, fields scaled, nothing interpreted.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/fit/profile.h"
#include "import/fit/protocol.h"

namespace genu::fit {

/// A field of a message, as its definition says: where it stands and how to read it.
struct FieldPlan {
  std::uint32_t offset = 0;
  std::uint8_t size = 0;
  BaseType type = BaseType::undefined;
  bool big_endian = false;
  Slot slot{};
  RawSlot raw = RawSlot::none;
  double scale = 1;
  double value_offset = 0;
};

/// A message as the file defines it: size, and what of it is understood.
struct MessagePlan {
  bool is_defined = false;
  std::uint16_t message = 0;
  std::uint32_t size = 0;
  bool is_record = false;
  std::vector<FieldPlan> fields;
  std::vector<FieldPlan> developer_fields;  // written where the message's own fields left a gap
};

/// The numbers of one message, by slot; NaN where it has none.
struct Values {
  std::array<double, all_slots> number;
  std::array<std::string_view, raw_slots> raw;
  std::array<bool, raw_slots> raw_big_endian;

  double operator[](Slot slot) const { return number[static_cast<std::size_t>(slot)]; }
  std::string_view operator[](RawSlot slot) const { return raw[static_cast<std::size_t>(slot)]; }
  bool has(Slot slot) const;
  /// A whole number from 0 to 2^32 - 1, or empty.
  std::optional<std::uint32_t> integer(Slot slot) const;
};

/// Why reading stopped before the end of the data.
struct Damage {
  std::string what;
  std::size_t at = 0;  // byte of the span
};

/// Reads messages from a span of bytes until it ends or is damaged. Only messages with a row in the profile are given.
///
///   MessageReader reader(bytes);
///   while (reader.next()) use(reader.message(), reader.values());
class MessageReader {
 public:
  /// `data`: between header and checksum.
  explicit MessageReader(std::string_view data);

  /// Goes to the next message that is understood; false at the end or at damage.
  bool next();

  Message message() const { return static_cast<Message>(plan_->message); }
  /// For a record only the record's slots and the raw ones are fresh.
  const Values& values() const { return values_; }
  /// The message's own time, or that of the last message that had one (compressed headers included); 0: none so far.
  std::uint32_t time() const { return time_; }
  /// True for a message that carries a time itself.
  bool has_time() const { return has_time_; }

  const std::optional<Damage>& damage() const { return damage_; }
  std::size_t misfit_fields() const { return misfit_fields_; }  // whose size does not fit their type: skipped
  /// Bytes that a message of the kind read now takes: to guess how many are left.
  std::size_t message_size() const { return plan_->size + 1; }
  std::size_t bytes_left() const { return data_.size() - position_; }

 private:
  struct DeveloperField {
    std::uint8_t developer = 0;
    std::uint8_t number = 0;
    BaseType type = BaseType::undefined;
    std::optional<Slot> slot;
    double scale = 1;
    double offset = 0;
  };

  bool read_definition(std::uint8_t header);
  void read_fields();
  void read_developer_description();
  bool stop(std::string what);

  std::string_view data_;
  std::size_t position_ = 0;
  std::array<MessagePlan, 16> plans_;
  const MessagePlan* plan_ = nullptr;
  const unsigned char* message_bytes_ = nullptr;
  Values values_;
  std::uint32_t time_ = 0;
  bool has_time_ = false;
  std::vector<DeveloperField> developer_fields_;
  std::size_t misfit_fields_ = 0;
  std::optional<Damage> damage_;
};

}  // namespace genu::fit
