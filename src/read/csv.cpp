// Splits CSV text into fields: RFC 4180 and the habits of spreadsheets.
#include "csv.h"

#include <algorithm>
#include <array>

#include "steelyard/base/characters.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view save_as_utf8 = "save the file as UTF-8 (\"CSV UTF-8\" in spreadsheets)";

std::string hexadecimal(char byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  return {'0', 'x', digits[value >> 4U], digits[value & 15U]};
}

}  // namespace

CsvText::CsvText(std::string_view text, std::string name, Notices& notices)
    : name_(std::move(name)) {
  load(text, notices);
  find_lines();
  find_separator();
  append(notices, unprintable_characters(text_, name_));
  fields_.reserve(text_.size() / 6);
  tokenize(notices);
}

std::span<const CsvField> CsvText::row(std::size_t index) const {
  const std::size_t begin = index == 0 ? 0 : row_ends_[index - 1];
  return std::span(fields_).subspan(begin, row_ends_[index] - begin);
}

// Bytes that are no text are replaced, so that everything after them can still be checked.
void CsvText::load(std::string_view text, Notices& notices) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    notices.push_back({
        Severity::error,
        {name_, 1, 0},
        "the file is UTF-16, but must be UTF-8",
        "",
        0,
        std::string(save_as_utf8)
    });
    return;
  }
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  const std::size_t nul = text.find('\0');
  const bool ascii = std::ranges::none_of(text, [](char c) { return (c & 0x80) != 0; });
  const std::size_t bad =
      ascii ? std::string_view::npos : invalid_utf8(text).value_or(std::string_view::npos);
  const std::size_t first = std::min(nul, bad);
  if (first == std::string_view::npos) {
    text_ = text;
    return;
  }
  const std::string found = hexadecimal(text[first]);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t code = next_code_point(text, at);
    if (code == 0 || (code == 0xFFFD && at - begin == 1)) {
      text_ += replacement;
    } else {
      text_ += text.substr(begin, at - begin);
    }
  }
  find_lines();
  notices.push_back(notice_at(
      Severity::error, first, 1,
      first == nul ? "the byte " + found + " is no text" : "the byte " + found + " is not UTF-8",
      std::string(save_as_utf8)));
}

void CsvText::find_lines() {
  line_starts_.assign(1, 0);
  for (std::size_t at = 0; at < text_.size(); ++at) {
    if (text_[at] != '\n' && text_[at] != '\r') continue;
    if (text_[at] == '\r' && at + 1 < text_.size() && text_[at + 1] == '\n') ++at;
    line_starts_.push_back(at + 1);
  }
}

// The separator is the one that stands most often in the header, outside quotes.
void CsvText::find_separator() {
  constexpr std::array<char, 3> candidates{',', ';', '\t'};
  std::array<int, 3> counts{};
  bool quoted = false, begun = false;
  for (const char c : text_) {
    if (c == '"') quoted = !quoted;
    if (!quoted && begun && (c == '\n' || c == '\r')) break;
    if (c != '\n' && c != '\r') begun = true;
    for (std::size_t i = 0; i < candidates.size(); ++i)
      if (!quoted && c == candidates.at(i)) ++counts.at(i);
  }
  separator_ =
      candidates.at(static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin()));
}

void CsvText::keep_row(std::size_t first_field) {
  const bool empty = std::all_of(fields_.begin() + static_cast<std::ptrdiff_t>(first_field),
                                 fields_.end(), [](const CsvField& f) { return f.text.empty(); });
  if (empty) {
    fields_.resize(first_field);
  } else {
    row_ends_.push_back(fields_.size());
  }
}

void CsvText::tokenize(Notices& notices) {
  std::size_t at = 0, first_field = 0;
  const std::size_t size = text_.size();
  while (at < size) {
    CsvField field;
    field.offset = at;
    std::size_t begin = at;
    while (begin < size && text_[begin] == ' ') ++begin;
    if (begin < size && text_[begin] == '"') {
      field.offset = at = begin;
      if (!read_quoted(at, field, notices)) {
        fields_.resize(first_field);
        return;
      }
    } else {
      while (at < size && text_[at] != separator_ && text_[at] != '\n' && text_[at] != '\r') ++at;
      const std::string_view raw = std::string_view(text_).substr(field.offset, at - field.offset);
      field.text = trimmed(raw);
      if (!field.text.empty())
        field.offset += static_cast<std::size_t>(field.text.data() - raw.data());
      field.length = field.text.size();
    }
    fields_.push_back(field);
    if (at < size && text_[at] == separator_) {
      ++at;
      if (at < size) continue;
      fields_.push_back({{}, at, 0});  // the file ends with a separator
    }
    keep_row(first_field);
    first_field = fields_.size();
    if (at + 1 < size && text_[at] == '\r' && text_[at + 1] == '\n') ++at;
    ++at;
  }
}

bool CsvText::read_quoted(std::size_t& at, CsvField& field, Notices& notices) {
  const std::size_t open = at;
  bool doubled = false;
  std::size_t close = open + 1;
  for (;; close += 2) {
    close = text_.find('"', close);
    if (close == std::string::npos) {
      notices.push_back(notice_at(Severity::error, open, 1, "this quote is never closed",
                                  "nothing after it was read"));
      return false;
    }
    if (close + 1 >= text_.size() || text_[close + 1] != '"') break;
    doubled = true;
  }
  std::string_view inside = std::string_view(text_).substr(open + 1, close - open - 1);
  if (doubled) {
    std::string& plain = unescaped_.emplace_back();
    for (std::size_t i = 0; i < inside.size(); ++i) {
      plain += inside[i];
      if (inside[i] == '"') ++i;
    }
    inside = plain;
  }
  field.text = trimmed(inside);
  field.length = close + 1 - open;
  at = close + 1;
  const std::size_t rest = at;
  while (at < text_.size() && text_[at] != separator_ && text_[at] != '\n' && text_[at] != '\r')
    ++at;
  const std::string_view after = std::string_view(text_).substr(rest, at - rest);
  if (!trimmed(after).empty())
    notices.push_back(notice_at(Severity::error, rest, after.size(),
                                "text stands after a closing quote, but there must be none",
                                "a quote inside a quoted text is written twice"));
  return true;
}

Place CsvText::place_of(std::size_t offset) const {
  const auto after = std::ranges::upper_bound(line_starts_, offset);
  const std::size_t start = *(after - 1);
  const std::string_view before = std::string_view(text_).substr(start, offset - start);
  return {name_, static_cast<int>(after - line_starts_.begin()), code_point_count(before) + 1};
}

Notice CsvText::notice_at(Severity severity, std::size_t offset, std::size_t length,
                          std::string text, std::string hint) const {
  Notice notice;
  notice.severity = severity;
  notice.where = place_of(offset);
  notice.text = std::move(text);
  notice.hint = std::move(hint);
  const std::size_t start = *(std::ranges::upper_bound(line_starts_, offset) - 1);
  const std::string_view from = std::string_view(text_).substr(start);
  notice.source = from.substr(0, from.find_first_of("\r\n"));
  const std::string_view shown =
      std::string_view(notice.source).substr(std::min(offset - start, notice.source.size()));
  notice.caret_length = std::max(1, code_point_count(shown.substr(0, length)));
  return notice;
}

Notice CsvText::notice(Severity severity, const CsvField& field, std::string text,
                       std::string hint) const {
  return notice_at(severity, field.offset, field.length, std::move(text), std::move(hint));
}

}  // namespace steelyard
