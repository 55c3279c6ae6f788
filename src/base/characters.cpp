// Characters that no page can show.
#include "steelyard/base/characters.h"

#include <algorithm>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// C0 controls, DEL and C1 controls. Source: Unicode Standard 15, section 23.1.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

// Source: Unicode Standard 15, section 23.5.
bool is_private(char32_t c) {
  return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0xFFFFD) ||
         (c >= 0x100000 && c <= 0x10FFFD);
}

// Source: Unicode Standard 15, section 23.7.
bool is_noncharacter(char32_t c) {
  return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

// Most characters are plain ASCII and need no decoding.
bool is_plain(char c) {
  return c >= 0x20 && c < 0x7F;
}

// "U+001B", at least four digits.
std::string code_point_name(char32_t c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string hexadecimal;
  for (; c > 0 || hexadecimal.size() < 4; c >>= 4U)
    hexadecimal.insert(hexadecimal.begin(), digits[c & 15U]);
  return "U+" + hexadecimal;
}

// Offset of the first unprintable character from `at` on; npos if there is none.
std::size_t find_unprintable(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (is_plain(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    const bool line_end = c == U'\n' || (c == U'\r' && text.substr(at).starts_with('\n'));
    if (!line_end && is_unprintable(c)) return begin;
  }
  return std::string_view::npos;
}

}  // namespace

bool is_unprintable(char32_t code_point) {
  if (code_point == U'\t' || code_point == U'\n') return false;
  return is_control(code_point) || is_private(code_point) || is_noncharacter(code_point);
}

std::string unprintable_text(char32_t code_point) {
  std::string_view kind = "a noncharacter";
  if (is_control(code_point)) kind = "a control code";
  if (is_private(code_point)) kind = "for private use";
  return "the character " + code_point_name(code_point) + " is " + std::string(kind) +
         ", but must be one that can be printed";
}

std::string unprintable_hint() {
  return "delete it, or type what it should show";
}

std::optional<char32_t> first_unprintable(std::string_view text) {
  std::size_t at = find_unprintable(text, 0);
  if (at == std::string_view::npos) return std::nullopt;
  return next_code_point(text, at);
}

Notices unprintable_characters(std::string_view text, const std::string& name) {
  constexpr std::size_t most = 100;
  Notices notices;
  int line = 1;
  for (std::size_t start = 0; start < text.size() && notices.size() < most; ++line) {
    // A line ends as spreadsheets end it: LF, CR LF or CR.
    const std::size_t end = std::min(text.find_first_of("\r\n", start), text.size());
    const std::string_view row = text.substr(start, end - start);
    if (std::size_t at = find_unprintable(row, 0); at != std::string_view::npos) {
      const int column = code_point_count(row.substr(0, at)) + 1;
      const char32_t found = next_code_point(row, at);
      notices.push_back({
          Severity::error,
          {name, line, column},
          unprintable_text(found),
          std::string(row),
          1,
          unprintable_hint()
      });
    }
    start = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  return notices;
}

std::string shown_safely(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    append_utf8(shown, is_control(c) && c != U'\n' && c != U'\t' ? U'\uFFFD' : c);
  }
  return shown;
}

}  // namespace steelyard
