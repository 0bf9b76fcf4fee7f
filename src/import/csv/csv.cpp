#include "import/csv/csv.h"

#include <algorithm>
#include <cstring>

namespace genu {
namespace {

constexpr std::size_t smallest_buffer = std::size_t{64} * 1024;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

bool same_word(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

// The separator of a table: what its first line has most of, outside quotes, with the comma before all others.
char separator_of(std::string_view first_line) {
  std::size_t commas = 0, semicolons = 0, tabs = 0;
  bool quoted = false;
  for (const char letter : first_line) {
    if (letter == '"') quoted = !quoted;
    if (quoted) continue;
    if (letter == '\n' || letter == '\r') break;
    commas += letter == ',';
    semicolons += letter == ';';
    tabs += letter == '\t';
  }
  if (commas > 0 || semicolons + tabs == 0) return ',';
  return semicolons >= tabs ? ';' : '\t';
}

}  // namespace

CsvReader::CsvReader(ByteSource source, CsvLimits limits) : source_(std::move(source)), limits_(limits) {}

CsvReader::CsvReader(std::string_view text, CsvLimits limits) : CsvReader(bytes_in_memory(text), limits) {}

tl::unexpected<Error> CsvReader::wrong(ErrorCode code, std::string message) {
  failed_ = true;
  fields_.clear();
  return fail(code, std::move(message), "line " + std::to_string(next_line_));
}

// More bytes behind those that are there; false at the end of the source. Rows move to the front of the buffer, which
// grows only when one row fills it.
Result<bool> CsvReader::refill() {
  if (source_ended_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) {
    if (buffer_.size() > limits_.row_bytes)
      return wrong(ErrorCode::too_large, "this row is longer than " + std::to_string(limits_.row_bytes) +
                                             " bytes; is there a quote that is never closed?");
    buffer_.resize(std::max(smallest_buffer, buffer_.size() * 2));
  }
  Result<std::size_t> count = source_(buffer_.data() + end_, buffer_.size() - end_);
  if (!count) {
    failed_ = true;
    return tl::unexpected<Error>(std::move(count.error()));
  }
  source_ended_ = *count == 0;
  end_ += *count;
  return !source_ended_;
}

Result<void> CsvReader::start() {
  started_ = true;
  while (end_ < smallest_buffer / 2) {  // a source may give little at a time
    GENU_ASSIGN(const bool more, refill());
    if (!more) break;
  }
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  const std::string_view text(buffer_.data(), end_);
  if (text.substr(0, 3) == byte_order_mark) begin_ = 3;
  separator_ = separator_of(text.substr(begin_));
  for (const char stop : {separator_, '\n', '\r'}) stops_[static_cast<unsigned char>(stop)] = true;
  return {};
}

// Goes over a quoted field, from its opening quote to the separator or line end behind it; false when the buffer ends
// before.
bool CsvReader::scan_quoted(std::size_t& at, std::size_t& lines) const {
  const char* const text = buffer_.data();
  ++at;
  while (true) {
    while (at < end_ && text[at] != '"') {
      lines += text[at] == '\n';
      ++at;
    }
    if (at + 1 >= end_ && !(source_ended_ && at < end_)) return false;
    ++at;
    if (at < end_ && text[at] == '"') {
      ++at;
      continue;
    }
    // Letters behind the closing quote belong to the field: nobody should write them, some do.
    while (at < end_ && text[at] != separator_ && text[at] != '\n' && text[at] != '\r') ++at;
    return at < end_ || source_ended_;
  }
}

CsvReader::Scan CsvReader::scan_row() {
  pieces_.clear();
  std::size_t at = begin_;
  std::size_t lines = 0;
  const char* const text = buffer_.data();
  while (at < end_ && (text[at] == '\n' || text[at] == '\r')) {  // empty lines, and the LF of a CR LF
    next_line_ += text[at] == '\n' || (text[at] == '\r' && at + 1 < end_ && text[at + 1] != '\n');
    ++at;
  }
  begin_ = at;
  if (at == end_) return source_ended_ ? Scan::end : Scan::more_needed;
  while (true) {
    Piece piece{at, at, false};
    if (at < end_ && text[at] == '"') {
      piece.quoted = true;
      if (!scan_quoted(at, lines)) return Scan::more_needed;
    } else {
      while (at < end_ && !stops_[static_cast<unsigned char>(text[at])]) ++at;
      if (at == end_ && !source_ended_) return Scan::more_needed;
    }
    piece.to = at;
    pieces_.push_back(piece);
    if (at == end_ || text[at] != separator_) break;
    ++at;
    if (pieces_.size() > limits_.fields) break;
  }
  row_line_ = next_line_;
  next_line_ += lines;
  begin_ = at;
  return Scan::row;
}

// A field without its quotes, changed in place.
std::string_view CsvReader::finish(const Piece& piece) {
  if (!piece.quoted) return {buffer_.data() + piece.from, piece.to - piece.from};
  char* const text = buffer_.data();
  std::size_t write = piece.from;
  bool inside = true;
  for (std::size_t read = piece.from + 1; read < piece.to; ++read) {
    if (inside && text[read] == '"') {
      if (read + 1 >= piece.to || text[read + 1] != '"') {
        inside = false;
        continue;
      }
      ++read;
    }
    text[write++] = text[read];
  }
  return {text + piece.from, write - piece.from};
}

Result<bool> CsvReader::next() {
  if (failed_) return fail(ErrorCode::invalid_input, "this table could not be read further");
  fields_.clear();
  if (!started_) GENU_TRY(start());
  Scan scan = scan_row();
  while (scan == Scan::more_needed) {
    const bool at_end = source_ended_;
    if (at_end) return wrong(ErrorCode::invalid_input, "a quoted field is never closed");
    GENU_ASSIGN([[maybe_unused]] const bool more, refill());
    scan = scan_row();
  }
  if (scan == Scan::end) return false;
  if (pieces_.size() > limits_.fields) {
    next_line_ = row_line_;
    return wrong(ErrorCode::too_large, "this row has more than " + std::to_string(limits_.fields) + " fields");
  }
  const std::size_t row_bytes = pieces_.back().to - pieces_.front().from;
  for (const Piece& piece : pieces_) {
    if (piece.to - piece.from > limits_.field_bytes || row_bytes > limits_.row_bytes) {
      next_line_ = row_line_;
      return wrong(ErrorCode::too_large, "a field or row is longer than is read here; is it the right file?");
    }
    fields_.push_back(finish(piece));
  }
  return true;
}

CsvHeader::CsvHeader(const std::vector<std::string_view>& row) {
  for (const std::string_view name : row) names_.emplace_back(trimmed(name));
}

std::optional<std::size_t> CsvHeader::find(std::string_view name, std::size_t nth) const {
  for (std::size_t column = 0; column < names_.size(); ++column)
    if (same_word(names_[column], trimmed(name)) && nth-- == 0) return column;
  return std::nullopt;
}

std::string_view field(const std::vector<std::string_view>& row, std::optional<std::size_t> column) {
  return column && *column < row.size() ? row[*column] : std::string_view{};
}

}  // namespace genu
