#include "import/fit/messages.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

namespace genu::fit {
namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint8_t compressed_time_bit = 0x80;
constexpr std::uint8_t definition_bit = 0x40;
constexpr std::uint8_t developer_bit = 0x20;
constexpr std::size_t most_developer_fields = 4096;

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

// Developer fields say their unit themselves: "Centimeters" for an oscillation that the protocol keeps in millimetres.
double unit_factor(Slot slot, const std::string& units) {
  if (slot == Slot::vertical_oscillation_mm && (units == "centimeters" || units == "cm")) return 10;
  if (slot == Slot::contact_time_ms && (units == "s" || units == "seconds")) return 1000;
  if (slot == Slot::cadence_rpm && (units == "spm" || units == "steps/min")) return 0.5;
  return 1;
}

std::optional<Slot> slot_of_developer_field(const Values& values, const std::string& name) {
  if (values.has(Slot::native_field)) {
    constexpr auto record = static_cast<std::uint16_t>(Message::record);
    if (values.integer(Slot::native_message).value_or(record) != record) return std::nullopt;
    const auto number = static_cast<std::uint8_t>(values.integer(Slot::native_field).value_or(0xFF));
    const FieldRow* row = find_field(record, number);
    // A position or a time from an app would move the run: only measurements are taken.
    if (row == nullptr || row->raw != RawSlot::none || row->slot < Slot::altitude_m) return std::nullopt;
    return row->slot;
  }
  for (const DeveloperName& known : developer_names())
    if (name == known.name) return known.slot;
  return std::nullopt;
}

inline double read_value(const FieldPlan& field, const unsigned char* message) {
  return read_number(field.type, field.big_endian, message + field.offset) / field.scale - field.value_offset;
}

}  // namespace

bool Values::has(Slot slot) const { return !std::isnan((*this)[slot]); }

std::optional<std::uint32_t> Values::integer(Slot slot) const {
  const double value = (*this)[slot];
  if (!(value >= 0 && value <= 4294967295.0)) return std::nullopt;
  return static_cast<std::uint32_t>(value);
}

MessageReader::MessageReader(std::string_view data) : data_(data) {
  values_.number.fill(no_number);
  values_.raw_big_endian.fill(false);
}

bool MessageReader::stop(std::string what) {
  damage_ = Damage{std::move(what), position_};
  return false;
}

bool MessageReader::next() {
  const auto* bytes = reinterpret_cast<const unsigned char*>(data_.data());
  while (position_ < data_.size()) {
    const std::uint8_t header = bytes[position_];
    const bool is_compressed = (header & compressed_time_bit) != 0;
    if (!is_compressed && (header & definition_bit) != 0) {
      if (!read_definition(header)) return false;
      continue;
    }
    const auto local = static_cast<std::uint8_t>(is_compressed ? (header >> 5) & 0x3 : header & 0xF);
    plan_ = &plans_[local];
    if (!plan_->is_defined)
      return stop("a message of local type " + std::to_string(local) + " comes before its definition");
    if (data_.size() - position_ - 1 < plan_->size) return stop("the file ends in the middle of a message");
    message_bytes_ = bytes + position_ + 1;
    position_ += 1 + plan_->size;

    if (is_compressed) {
      const std::uint32_t low_bits = header & 0x1FU;
      const std::uint32_t since = (low_bits - time_) & 0x1FU;
      time_ += since;
    }
    has_time_ = is_compressed;
    if (plan_->fields.empty() && plan_->developer_fields.empty() && !plan_->is_record) continue;
    read_fields();
    if (message() == Message::field_description) read_developer_description();
    return true;
  }
  return false;
}

// header: reserved, byte order, message (2), fields (1), then 3 bytes a field; with the developer bit the same again.
bool MessageReader::read_definition(std::uint8_t header) {
  constexpr std::size_t fixed_part = 6;
  const auto* bytes = reinterpret_cast<const unsigned char*>(data_.data()) + position_;
  const std::size_t left = data_.size() - position_;
  const auto cut = [&] { return stop("the file ends in the middle of a definition"); };
  if (left < fixed_part) return cut();
  const bool big_endian = bytes[2] == 1;
  const std::size_t field_count = bytes[5];
  std::size_t size = fixed_part + 3 * field_count;
  if (left < size) return cut();
  const bool has_developer_fields = (header & developer_bit) != 0;
  if (has_developer_fields && left < size + 1) return cut();
  const std::size_t developer_count = has_developer_fields ? bytes[size] : 0;
  if (has_developer_fields) size += 1 + 3 * developer_count;
  if (left < size) return cut();

  MessagePlan& plan = plans_[header & 0xF];
  plan.is_defined = true;
  plan.message = static_cast<std::uint16_t>(big_endian ? bytes[3] << 8 | bytes[4] : bytes[4] << 8 | bytes[3]);
  plan.is_record = plan.message == static_cast<std::uint16_t>(Message::record);
  plan.fields.clear();
  plan.developer_fields.clear();
  std::uint32_t offset = 0;
  for (std::size_t i = 0; i < field_count; ++i) {
    const unsigned char* field = bytes + fixed_part + 3 * i;
    const std::uint8_t field_size = field[1];
    const FieldRow* row = find_field(plan.message, field[0]);
    if (row != nullptr && field_size > 0) {
      const BaseType type = base_type_of(field[2]);
      const bool is_number =
          size_of(type) > 1 || (type != BaseType::text && type != BaseType::bytes && type != BaseType::undefined);
      const bool fits = row->raw != RawSlot::none || (is_number && field_size % size_of(type) == 0);
      if (fits) {
        plan.fields.push_back({offset, field_size, type, big_endian, row->slot, row->raw, row->scale, row->offset});
      } else {
        ++misfit_fields_;
      }
    }
    offset += field_size;
  }
  for (std::size_t i = 0; i < developer_count; ++i) {
    const unsigned char* field = bytes + fixed_part + 3 * field_count + 1 + 3 * i;
    const auto known =
        std::find_if(developer_fields_.rbegin(), developer_fields_.rend(),
                     [&](const DeveloperField& one) { return one.number == field[0] && one.developer == field[2]; });
    if (plan.is_record && known != developer_fields_.rend() && known->slot && field[1] > 0 &&
        field[1] % size_of(known->type) == 0)
      plan.developer_fields.push_back(
          {offset, field[1], known->type, big_endian, *known->slot, RawSlot::none, known->scale, known->offset});
    offset += field[1];
  }
  plan.size = offset;
  position_ += size;
  return true;
}

void MessageReader::read_fields() {
  const std::size_t fresh = plan_->is_record ? record_slots : all_slots;
  std::fill_n(values_.number.begin(), fresh, no_number);
  values_.raw.fill({});
  for (const FieldPlan& field : plan_->fields) {
    if (field.raw != RawSlot::none) [[unlikely]] {
      values_.raw[static_cast<std::size_t>(field.raw)] = {reinterpret_cast<const char*>(message_bytes_) + field.offset,
                                                          field.size};
      values_.raw_big_endian[static_cast<std::size_t>(field.raw)] = field.big_endian;
    } else {
      values_.number[static_cast<std::size_t>(field.slot)] = read_value(field, message_bytes_);
    }
  }
  for (const FieldPlan& field : plan_->developer_fields) {
    double& value = values_.number[static_cast<std::size_t>(field.slot)];
    if (std::isnan(value)) value = read_value(field, message_bytes_);
  }
  if (const auto own = values_.integer(Slot::timestamp)) {
    time_ = *own;
    has_time_ = true;
  }
}

void MessageReader::read_developer_description() {
  const auto developer = values_.integer(Slot::developer_index);
  const auto number = values_.integer(Slot::field_number);
  const auto type = values_.integer(Slot::base_type);
  if (!developer || !number || !type || developer_fields_.size() >= most_developer_fields) return;
  DeveloperField field;
  field.developer = static_cast<std::uint8_t>(*developer);
  field.number = static_cast<std::uint8_t>(*number);
  field.type = base_type_of(static_cast<std::uint8_t>(*type));
  field.slot = slot_of_developer_field(values_, lower(read_text(values_[RawSlot::name])));
  if (field.slot) {
    const double scale =
        values_.has(Slot::developer_scale) && values_[Slot::developer_scale] > 0 ? values_[Slot::developer_scale] : 1;
    field.scale = scale / unit_factor(*field.slot, lower(read_text(values_[RawSlot::units])));
    field.offset = values_.has(Slot::developer_offset) ? values_[Slot::developer_offset] : 0;
  }
  developer_fields_.push_back(field);
}

}  // namespace genu::fit
