#include "import/motion/json_records.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "import/motion/text_table.h"
#include "import/track/troubles.h"

namespace genu {
namespace {

using Json = nlohmann::json;

constexpr std::size_t most_levels = 32;
constexpr std::size_t most_values = 300'000;

class RecordReader final : public nlohmann::json_sax<Json> {
 public:
  explicit RecordReader(const OnJsonRecord& on_record) : on_record_(on_record) {}

  bool null() override { return add(nullptr) != nullptr; }
  bool boolean(bool value) override { return add(value) != nullptr; }
  bool number_integer(number_integer_t value) override { return add(value) != nullptr; }
  bool number_unsigned(number_unsigned_t value) override { return add(value) != nullptr; }
  bool number_float(number_float_t value, const string_t&) override { return add(value) != nullptr; }
  bool string(string_t& value) override { return add(std::move(value)) != nullptr; }
  bool binary(binary_t&) override { return false; }
  bool key(string_t& key) override {
    key_ = std::move(key);
    if (open_.size() == 1) list_ = key_;
    return true;
  }
  bool start_object(std::size_t) override {
    if (is_record()) {
      record_ = Json::object();
      values_in_record_ = 0;
      in_record_ = true;
      open_.push_back(&record_);
      return true;
    }
    return open(Json::object());
  }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_array() override {
    open_.pop_back();
    return true;
  }
  bool end_object() override {
    const bool ends_record = in_record_ && open_.back() == &record_;
    open_.pop_back();
    if (!ends_record) return true;
    in_record_ = false;
    if (Result<void> taken = on_record_(list_, record_); !taken) failure_ = std::move(taken.error());
    return !failure_;
  }
  bool parse_error(std::size_t position, const std::string&, const Json::exception&) override {
    syntax_error_at_ = position;
    return false;
  }

  Json head() { return top_.is_object() ? std::move(top_) : Json::object(); }
  std::optional<Error>& failure() { return failure_; }
  std::optional<std::size_t> syntax_error_at() const { return syntax_error_at_; }

 private:
  // An object in a list at the top.
  bool is_record() const {
    if (in_record_ || open_.empty() || !open_.back()->is_array()) return false;
    return open_.size() == 1 || (open_.size() == 2 && open_.front()->is_object());
  }

  // Where the value now is; nothing when there is too much.
  Json* add(Json value) {
    std::size_t& count = in_record_ ? values_in_record_ : values_in_head_;
    if (++count > most_values) {
      failure_ = Error{ErrorCode::too_large,
                       "more than " + std::to_string(most_values) +
                           " values belong to one picture; is this a file of people and their landmarks?",
                       {}};
      return nullptr;
    }
    if (open_.empty()) {
      top_ = std::move(value);
      return &top_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    Json& place = parent[key_];
    place = std::move(value);
    return &place;
  }

  bool open(Json container) {
    if (open_.size() == most_levels) {
      failure_ = Error{ErrorCode::too_large,
                       "lists and objects lie more than " + std::to_string(most_levels) + " deep in each other",
                       {}};
      return false;
    }
    Json* place = add(std::move(container));
    if (place == nullptr) return false;
    open_.push_back(place);
    return true;
  }

  const OnJsonRecord& on_record_;
  Json top_;
  Json record_;
  std::vector<Json*> open_;  // the containers around the next value; none is touched while one inside it is open
  std::string key_;
  std::string list_;
  bool in_record_ = false;
  std::size_t values_in_head_ = 0;
  std::size_t values_in_record_ = 0;
  std::optional<Error> failure_;
  std::optional<std::size_t> syntax_error_at_;
};

std::string what_stands_at(std::string_view text, std::size_t at) {
  constexpr std::size_t shown = 20;
  const std::size_t begin = at > shown ? at - shown : 0;
  return printable(text.substr(begin, at - begin), 2 * shown);
}

Error not_json(std::string_view text, std::string_view name, std::size_t position) {
  const std::size_t at = std::min(position, text.size());
  const auto line =
      static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  std::string message = "this is not JSON after \"" + what_stands_at(text, at) + "\"";
  const std::string next = lower_case(text.substr(at > 0 ? at - 1 : 0, 4));
  if (next.substr(0, 3) == "nan" || next.substr(0, 3) == "inf")
    message += ": NaN and Infinity are no JSON; write null for a point that was not seen";
  return {ErrorCode::invalid_input, message, place_in(name, line + 1)};
}

}  // namespace

Result<JsonHead> read_json_records(std::string_view text, std::string_view name, const OnJsonRecord& on_record) {
  RecordReader reader(on_record);
  const bool whole = Json::sax_parse(text.begin(), text.end(), &reader);
  if (std::optional<Error>& failure = reader.failure()) {
    if (failure->where.empty()) failure->where = std::string(name);
    return tl::unexpected<Error>(std::move(*failure));
  }
  JsonHead head;
  if (!whole) {
    const std::size_t position = reader.syntax_error_at().value_or(text.size());
    if (position < text.size()) return tl::unexpected<Error>(not_json(text, name, position));
    head.cut_off_in_line = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  }
  head.values = reader.head();
  return head;
}

std::size_t end_of_first_object(std::string_view text) {
  std::size_t depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (in_text) {
      if (letter == '\\') ++i;
      if (letter == '"') in_text = false;
    } else if (letter == '"') {
      in_text = true;
    } else if (letter == '{' || letter == '[') {
      ++depth;
    } else if ((letter == '}' || letter == ']') && depth > 0 && --depth == 0) {
      return i + 1;
    }
  }
  return text.size();
}

}  // namespace genu
