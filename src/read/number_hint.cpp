// What to write in place of a number that could not be read.
#include "number_hint.h"

#include <algorithm>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

// "1,200" and "12,345,678".
bool has_thousands(std::string_view text) {
  const auto parts = split(text, ',');
  if (parts.size() < 2 || parts.front().empty() || parts.front().size() > 3) return false;
  return std::all_of(parts.begin() + 1, parts.end(),
                     [](const std::string& part) { return part.size() == 3; });
}

}  // namespace

std::string number_hint(std::string_view text, bool is_whole) {
  if (text.ends_with('%')) return "leave out the percent sign";
  const auto beyond_ascii = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (std::ranges::any_of(text, beyond_ascii) && std::ranges::none_of(text, is_letter))
    return "write it with the digits 0 to 9 of a plain keyboard";
  const bool commas = std::ranges::count(text, ',') > 0 &&
                      std::ranges::all_of(text, [](char c) { return is_ascii_digit(c) || c == ','; });
  if (commas && has_thousands(text)) {
    std::string plain(text);
    std::erase(plain, ',');
    return "write " + plain + ", without a separator of thousands";
  }
  if (commas && std::ranges::count(text, ',') == 1 && !is_whole) {
    std::string plain(text);
    std::ranges::replace(plain, ',', '.');
    return "write " + plain + ", with a point before the decimals";
  }
  return is_whole && parse_number(text) ? "people and references are counted whole" : "";
}

}  // namespace steelyard
