// Numbers, strings, names and dates as PDF writes them (ISO 32000-1, clause 7.3).
#pragma once
#include <string>
#include <string_view>

#include "steelyard/base/date.h"

namespace steelyard {

// Appends a number with at most `decimals` decimals (0 to 3) and no trailing zeros.
// Throws Error(defect) if it is not finite or beyond 32,767, which PDF readers need not hold.
void append_number(std::string& out, double number, int decimals = 2);

std::string pdf_number(double number, int decimals = 2);

// "12 0 R".
std::string reference(unsigned object);

// Text for people, in UTF-16 unless it is plain ASCII. Throws Error(data) if it is longer than
// PDF/A allows a string to be.
std::string text_string(std::string_view utf8);

// The bytes of `text_string` without their delimiters: UTF-16 with its byte order mark.
std::string utf16(std::string_view utf8);

// Bytes in parentheses.
std::string byte_string(std::string_view bytes);

// Appends the bytes of a string without its parentheses, escaped.
void append_escaped(std::string& out, std::string_view bytes);

// "/Name", with what names may not hold written as #xx.
std::string pdf_name(std::string_view text);

// "D:20261101000000Z": the start of the day.
std::string pdf_date(const Date& date);

// One line: every control character made a space.
std::string one_line(std::string_view utf8);

}  // namespace steelyard
