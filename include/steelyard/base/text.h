/// Text without a locale: UTF-8, numbers, close spellings.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace steelyard {

/// The code point that starts at `position`, which moves past it. Bytes that are no UTF-8 give
/// U+FFFD and move by one byte.
char32_t next_code_point(std::string_view text, std::size_t& position);

/// Appends a code point as UTF-8.
void append_utf8(std::string& text, char32_t code_point);

/// Number of code points.
int code_point_count(std::string_view text);

/// Byte offset of the first ill-formed UTF-8 sequence; absent if there is none.
std::optional<std::size_t> invalid_utf8(std::string_view text);

/// Without leading and trailing ASCII white space and no-break spaces.
std::string_view trimmed(std::string_view text);

/// ASCII letters made small; everything else untouched.
std::string lower_case(std::string_view text);

/// The whole text as a number, '.' as decimal mark, no locale. Absent if anything else is in it,
/// or if it is not finite.
std::optional<double> parse_number(std::string_view text);

/// Shortest decimal text that reads back to exactly the same double; "-0" becomes "0".
std::string shortest(double number);

/// `number` with exactly `decimals` decimals, '.' as decimal mark, no negative zero.
std::string fixed(double number, int decimals);

/// The candidate spelled most like `word`, if it is close enough to suggest; otherwise empty.
std::string_view closest(std::string_view word, std::span<const std::string_view> candidates);

/// "a", "a or b", "a, b or c".
std::string listed(std::span<const std::string_view> words, std::string_view last_joint);

std::vector<std::string> split(std::string_view text, char separator);

/// Filled with spaces on the right, or on the left, to so many code points.
std::string padded_right(std::string text, std::size_t width);
std::string padded_left(const std::string& text, std::size_t width);

/// Cut to so many code points, the last of them "…".
std::string shortened(std::string_view text, std::size_t width);

/// Words in lines of at most so many code points, each line ended.
std::string wrapped(std::string_view text, std::size_t width);

}  // namespace steelyard
