// Named numbers and tables of them as words, by what the numbers are; no analysis is named here.
#include "report/quantity_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "report/names.h"
#include "report/numbers.h"

namespace steelyard {

namespace {

// Limits that stand side by side under these ids are one interval.
struct LimitPair {
  std::string_view low, high, name;
};
constexpr std::array<LimitPair, 3> limit_pairs{{{"ci_low", "ci_high", "CI"},
                                                {"display_ci_low", "display_ci_high", "CI"},
                                                {"pi_low", "pi_high", "prediction interval"}}};

// Columns that say whether something is so.
constexpr std::array<std::string_view, 2> yes_or_no{"own", "flips"};

template <class Named>
const LimitPair* pair_at(const std::vector<Named>& all, std::size_t i) {
  if (i + 1 >= all.size()) return nullptr;
  const auto found = std::ranges::find_if(limit_pairs, [&](const LimitPair& each) {
    return all[i].id == each.low && all[i + 1].id == each.high;
  });
  return found == limit_pairs.end() ? nullptr : &*found;
}

std::string limits(const std::string& low, const std::string& high) {
  return low == "–" && high == "–" ? "–" : low + " to " + high;
}

std::string pair_name(const LimitPair& pair, double level) {
  return level_text(level) + " " + std::string(pair.name);
}

}  // namespace

std::string quantity_text(const Measure& measure, QuantityKind kind, const std::optional<double>& value,
                          const std::optional<double>& shown) {
  if (!value) return "–";
  switch (kind) {
    case QuantityKind::effect: return effect_text(measure, shown.value_or(*value));
    case QuantityKind::p_value: return *value < 0.001 ? "<0.001" : decimal(*value, 3);
    case QuantityKind::count: return count(*value);
    case QuantityKind::df: return decimal(*value, *value == std::floor(*value) ? 0 : 2);
    case QuantityKind::percent: return percent(*value, 1);
    case QuantityKind::plain:
    case QuantityKind::difference:
    case QuantityKind::variance: break;
  }
  return plain_number(*value);
}

std::string plain_number(double value) {
  if (value != 0 && (std::abs(value) < 0.001 || std::abs(value) >= 1e7)) {
    std::string text = fmt::format("{:.3e}", value);
    for (std::size_t at = text.find('-'); at != std::string::npos; at = text.find('-', at))
      text.replace(at, 1, "−");
    return text;
  }
  return decimal(value, std::abs(value) >= 100 ? 2 : 4);
}

std::string quantities_line(const std::vector<Quantity>& quantities, const Measure& measure, double level) {
  const auto text = [&](const Quantity& each) {
    return quantity_text(measure, each.kind, each.value, each.shown);
  };
  std::string line;
  for (std::size_t i = 0; i < quantities.size(); ++i) {
    const Quantity& each = quantities[i];
    std::string part = each.label + " " + text(each);
    if (const LimitPair* pair = pair_at(quantities, i)) {
      part = pair_name(*pair, level) + " " + limits(text(each), text(quantities[i + 1]));
      ++i;
    } else if (each.kind == QuantityKind::p_value && each.label == "P" && each.value) {
      part = p_text(*each.value);
    }
    line += (line.empty() ? "" : "; ") + part;
  }
  return line;
}

QuantityTableText quantity_table_text(const QuantityTable& table, const Measure& measure, double level) {
  QuantityTableText result{{capitalised(table.row_label)}, {}};
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (const LimitPair* pair = pair_at(table.columns, i)) {
      result.head.push_back(pair_name(*pair, level));
      ++i;
    } else {
      result.head.push_back(table.columns[i].label);
    }
  for (const QuantityRow& row : table.rows) {
    const auto text = [&](std::size_t i) -> std::string {
      const bool flag = std::ranges::find(yes_or_no, table.columns[i].id) != yes_or_no.end();
      if (flag && row.values[i]) return *row.values[i] > 0 ? "yes" : "–";
      return quantity_text(measure, table.columns[i].kind, row.values[i],
                           i < row.shown.size() ? row.shown[i] : std::nullopt);
    };
    std::vector<std::string> line{row.name};
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      if (pair_at(table.columns, i) != nullptr) {
        line.push_back(limits(text(i), text(i + 1)));
        ++i;
      } else {
        line.push_back(text(i));
      }
    result.lines.push_back(std::move(line));
  }
  return result;
}

}  // namespace steelyard
