// Numbers in cells, and what people write instead of numbers.
#include "cell.h"

#include <algorithm>
#include <array>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with(from)) {
      result += to;
      at += from.size();
    } else {
      result += text[at++];
    }
  }
  return result;
}

// The number without its thousands separators, if it is one that has them: "13 598" → "13598".
std::string without_thousands(std::string_view text) {
  constexpr std::array<std::string_view, 6> marks{" ", ",", ".", "'", "\xC2\xA0", "\xE2\x80\xAF"};
  for (const std::string_view mark : marks) {
    std::string digits;
    std::size_t at = 0, groups = 0;
    while (at < text.size() && digit(text[at])) digits += text[at++];
    if (digits.empty() || digits.size() > 3) return "";
    const auto group = [&] {
      const std::string_view rest = text.substr(at);
      if (!rest.starts_with(mark) || rest.size() < mark.size() + 3) return false;
      const std::string_view three = rest.substr(mark.size(), 3);
      return std::ranges::all_of(three, digit) &&
             (rest.size() == mark.size() + 3 || !digit(rest[mark.size() + 3]));
    };
    while (group()) {
      digits += text.substr(at + mark.size(), 3);
      at += mark.size() + 3;
      ++groups;
    }
    if (groups == 0) continue;
    if (at == text.size()) return digits;
    const char point = text[at];
    const std::string_view decimals = text.substr(at + 1);
    if ((point == '.' || point == ',') && mark.front() != point && !decimals.empty() &&
        std::ranges::all_of(decimals, digit))
      return digits + "." + std::string(decimals);
  }
  return "";
}

bool names_month(std::string_view text) {
  constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                    "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::string small = lower_case(text);
  return std::ranges::any_of(
      months, [&](std::string_view m) { return small.find(m) != std::string::npos; });
}

// The most helpful single remark about a text that is no number.
std::string hint_for(std::string_view text) {
  if (const std::string plain = without_thousands(text); !plain.empty())
    return "write " + plain + ", without a thousands separator";
  if (text.ends_with('%')) return "give the number without the percent sign, or the count itself";
  if (text.starts_with('#')) return "a spreadsheet formula failed here";
  if (text.starts_with('<') || text.starts_with('>') || text.starts_with("\xE2\x89"))
    return "a bound is no number; leave the cell empty if the number is not known";
  if (!digit(text.front()) && text.front() != '-' && text.front() != '.' && text.front() != '~')
    return "";
  if (text.find('/') != std::string_view::npos)
    return "put the two numbers into columns of their own";
  if (text.find('(') != std::string_view::npos || text.find("\xC2\xB1") != std::string_view::npos)
    return "one number in each cell: the part that follows needs its own column";
  const std::string point = replaced(text, ",", ".");
  if (parse_number(point)) return "write " + point + ", with a decimal point";
  if (names_month(text)) return "a spreadsheet may have made a date of it";
  const std::size_t letters = text.find_first_not_of("+-.0123456789 ");
  const bool exponent = letters != std::string_view::npos && letters + 1 < text.size() &&
                        (text[letters] == 'e' || text[letters] == 'E') && digit(text[letters + 1]);
  if (letters != std::string_view::npos && letters > 0 && !exponent &&
      parse_number(trimmed(text.substr(0, letters))))
    return "give the number alone; a unit belongs in the column title";
  return "";
}

}  // namespace

bool is_missing(std::string_view text) {
  if (text.size() > 3 || (!text.empty() && digit(text.front()))) return false;
  if (text.empty() || text == "-" || text == "." || text == "\xE2\x80\x93" ||
      text == "\xE2\x80\x94")
    return true;
  const char first = text.front();
  if (first != 'n' && first != 'N') return false;
  const std::string small = lower_case(text);
  return small == "na" || small == "nr" || small == "n/a";
}

CellText read_cell(std::string_view text, bool decimal_comma) {
  CellText cell;
  if (is_missing(text)) return cell;
  cell.number = parse_number(text);
  if (cell.number) return cell;
  constexpr std::string_view minus = "\xE2\x88\x92";  // U+2212
  std::string plain(text);
  if (text.starts_with(minus)) plain.replace(0, minus.size(), "-");
  if (decimal_comma && plain.find('.') == std::string::npos && std::ranges::count(plain, ',') == 1)
    plain = replaced(plain, ",", ".");
  cell.number = parse_number(plain);
  if (cell.number) return cell;
  cell.must_be = "a number";
  cell.hint = hint_for(text);
  return cell;
}

}  // namespace steelyard
