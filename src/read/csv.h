// CSV text as fields that know where they stand.
#pragma once
#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/base/notice.h"

namespace steelyard {

struct CsvField {
  std::string_view text;   // trimmed, without quotes, doubled quotes made single
  std::size_t offset = 0;  // of the field as it stands, in CsvText::text
  std::size_t length = 0;  // bytes as it stands
};

// A tokenized table. Fields point into the text, so it can be moved but not copied.
class CsvText {
 public:
  // Never fails; what is wrong is added to `notices`. `name` is the file name that they show.
  CsvText(std::string_view text, std::string name, Notices& notices);
  CsvText(const CsvText&) = delete;
  CsvText& operator=(const CsvText&) = delete;

  [[nodiscard]] char separator() const { return separator_; }
  // Rows that hold anything; the first is the header.
  [[nodiscard]] std::size_t row_count() const { return row_ends_.size(); }
  [[nodiscard]] std::span<const CsvField> row(std::size_t index) const;

  [[nodiscard]] Place place(const CsvField& field) const { return place_of(field.offset); }
  // A notice about one field, with its line and a caret under it.
  [[nodiscard]] Notice notice(Severity severity, const CsvField& field, std::string text,
                              std::string hint = "") const;

 private:
  [[nodiscard]] Place place_of(std::size_t offset) const;
  [[nodiscard]] Notice notice_at(Severity severity, std::size_t offset, std::size_t length,
                                 std::string text, std::string hint) const;
  void load(std::string_view text, Notices& notices);
  void find_separator();
  void find_lines();
  void tokenize(Notices& notices);
  // Reads the quoted field whose quote stands at `at`; false if it is never closed.
  bool read_quoted(std::size_t& at, CsvField& field, Notices& notices);
  void keep_row(std::size_t first_field);

  std::string name_;
  std::string text_;
  std::deque<std::string> unescaped_;
  std::vector<std::size_t> line_starts_;
  std::vector<CsvField> fields_;
  std::vector<std::size_t> row_ends_;
  char separator_ = ',';
};

}  // namespace steelyard
