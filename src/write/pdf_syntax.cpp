// The spelling of PDF objects.
#include "write/pdf_syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "steelyard/base/error.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

constexpr std::size_t longest_string = 32767;  // ISO 19005-3, 6.1.13
constexpr double largest_real = 32767;         // ISO 32000-1, annex C

void append_integer(std::string& out, long long number) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

}  // namespace

void append_number(std::string& out, double number, int decimals) {
  if (!(std::abs(number) <= largest_real))
    throw Error(Exit::defect, fmt::format("a position in the PDF is {}, but must be at most {}",
                                          number, largest_real));
  constexpr int powers[] = {1, 10, 100, 1000};
  const int power = powers[decimals];
  long long rest = std::llround(number * power);
  if (rest < 0) {
    out += '-';
    rest = -rest;
  }
  append_integer(out, rest / power);
  rest %= power;
  if (rest == 0) return;
  out += '.';
  for (int place = power / 10; rest > 0; place /= 10) {
    out += static_cast<char>('0' + rest / place);
    rest %= place;
  }
}

std::string pdf_number(double number, int decimals) {
  std::string text;
  append_number(text, number, decimals);
  return text;
}

std::string reference(unsigned object) {
  return std::to_string(object) + " 0 R";
}

std::string utf16(std::string_view utf8) {
  std::string bytes = "\xFE\xFF";
  const auto unit = [&](char32_t value) {
    bytes += static_cast<char>(value >> 8U);
    bytes += static_cast<char>(value & 0xFFU);
  };
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = next_code_point(utf8, at);
    if (c < 0x10000) {
      unit(c);
    } else {
      unit(0xD800 + ((c - 0x10000) >> 10U));
      unit(0xDC00 + ((c - 0x10000) & 0x3FFU));
    }
  }
  if (bytes.size() > longest_string)
    throw Error(Exit::data, fmt::format("the text \"{}…\" is {} bytes long in the PDF, but must be "
                                        "at most {}",
                                        utf8.substr(0, 40), bytes.size(), longest_string));
  return bytes;
}

std::string text_string(std::string_view utf8) {
  const bool plain = std::ranges::all_of(utf8, [](char c) { return c >= 0x20 && c < 0x7F; });
  if (plain && utf8.size() <= longest_string) return byte_string(utf8);
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text = "<";
  for (const char c : utf16(utf8)) {
    text += digits[static_cast<unsigned char>(c) >> 4U];
    text += digits[static_cast<unsigned char>(c) & 15U];
  }
  return text + ">";
}

void append_escaped(std::string& out, std::string_view bytes) {
  for (const char c : bytes) {
    if (c == '\r') {  // a reader would take it for the end of a line
      out += "\\r";
      continue;
    }
    if (c == '(' || c == ')' || c == '\\') out += '\\';
    out += c;
  }
}

std::string byte_string(std::string_view bytes) {
  std::string text = "(";
  append_escaped(text, bytes);
  return text + ")";
}

std::string pdf_name(std::string_view text) {
  std::string name = "/";
  for (const char c : text) {
    const bool regular =
        c > 0x20 && c < 0x7F && std::string_view("()<>[]{}/%#").find(c) == std::string_view::npos;
    if (regular)
      name += c;
    else
      name += fmt::format("#{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return name;
}

std::string pdf_date(const Date& date) {
  return fmt::format("D:{:04}{:02}{:02}000000Z", date.year, date.month, date.day);
}

std::string one_line(std::string_view utf8) {
  std::string line;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = next_code_point(utf8, at);
    append_utf8(line, c < 0x20 || (c >= 0x7F && c < 0xA0) ? U' ' : c);
  }
  return line;
}

}  // namespace steelyard
