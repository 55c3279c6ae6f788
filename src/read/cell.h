// What a cell that should hold a number says.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace steelyard {

struct CellText {
  std::optional<double> number;  // absent if the cell is missing or wrong
  std::string must_be;           // "a number"; empty if the cell is right or missing
  std::string hint;
};

// "", NA, NR, N/A (any case), -, –, — and . say that nothing was reported.
bool is_missing(std::string_view text);

// Reads one trimmed cell. A decimal comma is understood where the separator is another character.
CellText read_cell(std::string_view text, bool decimal_comma);

}  // namespace steelyard
