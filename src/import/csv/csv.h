// Tables as text, after RFC 4180, as programs really write them. Untrusted bytes.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "import/byte_source.h"

namespace genu {

struct CsvLimits {
  std::size_t field_bytes = std::size_t{1} << 20;
  std::size_t row_bytes = std::size_t{4} << 20;
  std::size_t fields = 4096;  // in a row
};

/// Reads rows one after the other:
///
///   CsvReader reader(source);
///   while (true) {
///     GENU_ASSIGN(const bool more, reader.next());
///     if (!more) break;
///     use(reader.row());
///   }
///
/// Fields may be quoted, and then hold separators, line ends and doubled quotes; a quote inside an unquoted field
/// stands for itself. Lines end with LF, CR LF or CR; empty lines are skipped; a byte order mark is dropped. The
/// separator is the comma, unless the first line has none outside quotes but semicolons or tabs. Rows may differ in
/// length. Memory: twice the longest row, at least 64 kB. 300 to 600 MB/s.
class CsvReader {
 public:
  explicit CsvReader(ByteSource source, CsvLimits limits = {});
  explicit CsvReader(std::string_view text, CsvLimits limits = {});  // `text` must outlive the reader

  /// False at the end. Errors carry "line 12": too_large when a limit is exceeded, invalid_input when the last quote is
  /// never closed, and whatever the source reports. After an error there are no more rows.
  Result<bool> next();

  /// The fields of the row that next() found; valid until next() is called again.
  const std::vector<std::string_view>& row() const { return fields_; }

  /// Where the row begins: 1 is the first line of the text.
  std::size_t line() const { return row_line_; }

  char separator() const { return separator_; }

 private:
  enum class Scan { row, more_needed, end };
  struct Piece {
    std::size_t from = 0;
    std::size_t to = 0;
    bool quoted = false;  // has quotes to be taken away
  };

  Result<void> start();
  Result<bool> refill();
  Scan scan_row();
  bool scan_quoted(std::size_t& at, std::size_t& lines) const;
  std::string_view finish(const Piece& piece);
  tl::unexpected<Error> wrong(ErrorCode code, std::string message);

  ByteSource source_;
  CsvLimits limits_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // of the next row in the buffer
  std::size_t end_ = 0;    // of the bytes in the buffer
  bool source_ended_ = false;
  bool started_ = false;
  bool failed_ = false;
  char separator_ = ',';
  std::array<bool, 256> stops_{};  // the letters that end a plain field
  std::size_t next_line_ = 1;
  std::size_t row_line_ = 0;
  std::vector<Piece> pieces_;
  std::vector<std::string_view> fields_;
};

/// The first row of a table, to find columns by their name.
class CsvHeader {
 public:
  CsvHeader() = default;
  explicit CsvHeader(const std::vector<std::string_view>& row);

  /// The column with this name (letters' case and space around it do not count); `nth` 1 is the second of that name.
  std::optional<std::size_t> find(std::string_view name, std::size_t nth = 0) const;

  std::size_t size() const { return names_.size(); }
  const std::string& name(std::size_t column) const { return names_[column]; }

 private:
  std::vector<std::string> names_;
};

/// A row's field; empty when the row is shorter or there is no such column.
std::string_view field(const std::vector<std::string_view>& row, std::optional<std::size_t> column);

}  // namespace genu
