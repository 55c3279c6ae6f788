/// Registers: arrays of rows that all start with id, label and source.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/base/text.h"

namespace steelyard {

/// The row whose id is `id` (ASCII case does not matter); null if there is none.
template <class Row>
const Row* find_row(std::span<const Row* const> rows, std::string_view id) {
  const std::string wanted = lower_case(id);
  for (const Row* row : rows)
    if (lower_case(row->id) == wanted) return row;
  return nullptr;
}

/// The ids of a register in its own order.
template <class Row>
std::vector<std::string_view> ids(std::span<const Row* const> rows) {
  std::vector<std::string_view> result;
  result.reserve(rows.size());
  for (const Row* row : rows) result.push_back(row->id);
  return result;
}

/// "did you mean 'REML'?" or a list of all ids if nothing is close.
template <class Row>
std::string suggestion(std::span<const Row* const> rows, std::string_view id) {
  const auto known = ids(rows);
  const std::string_view near = closest(id, known);
  if (!near.empty()) return "did you mean '" + std::string(near) + "'?";
  return "known are " + listed(known, "and");
}

}  // namespace steelyard
