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
constexpr std::array<LimitPair, 4> limit_pairs{{{"ci_low", "ci_high", "CI"},
                                                {"tau2_ci_low", "tau2_ci_high", "CI of τ²"},
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

// How the numbers of one column are printed: so many decimals, or four digits each.
struct ColumnPrecision {
  int decimals = 4;
  bool digits = false;
};

// Four decimals, or two for hundreds; none that no number of the column needs.
ColumnPrecision fixed_precision(const std::vector<double>& values, double largest) {
  ColumnPrecision result{largest >= 100 ? 2 : 4, false};
  const auto exact_at = [&](int decimals) {
    const double unit = std::pow(10, decimals);
    return std::ranges::all_of(values, [unit](double value) {
      return std::abs(value * unit - std::round(value * unit)) < 1e-7;
    });
  };
  for (const int fewer : {0, 1, 2})
    if (fewer <= result.decimals && exact_at(fewer)) return {fewer, false};
  return result;
}

// Columns whose numbers are of several orders of size (slopes on n and on 1/n) have digits alike instead.
ColumnPrecision precision_of(const std::vector<double>& values) {
  constexpr double tiny = 0.001, huge = 1e7, far_apart = 1e4;
  double smallest = 0, largest = 0;
  for (const double value : values) {
    const double size = std::abs(value);
    if (size > 0 && (smallest == 0 || size < smallest)) smallest = size;
    largest = std::max(largest, size);
  }
  if (largest > 0 && (largest < tiny || largest >= huge)) return {4, true};
  const ColumnPrecision same = fixed_precision(values, largest);
  const bool hidden = smallest < 0.5 * std::pow(10, -same.decimals);
  return hidden && largest / smallest > far_apart ? ColumnPrecision{4, true} : same;
}

std::string four_digits(double value) {
  const double size = std::abs(value);
  if (size == 0) return "0";
  if (size < 0.001 || size >= 1e7) return plain_number(value);
  return decimal(value, std::clamp(3 - static_cast<int>(std::floor(std::log10(size))), 0, 6));
}

std::string with_precision(double value, const ColumnPrecision& precision) {
  if (precision.digits) return four_digits(value);
  const std::string text = decimal(value, precision.decimals);
  if (value == 0 || text.find_first_not_of("0.") != std::string::npos) return text;
  const std::string least = decimal(std::pow(10, -precision.decimals), precision.decimals);
  return value > 0 ? "<" + least : ">\u2212" + least;
}

// Kinds that are printed as they are, not as effects, P values or percentages.
bool is_bare(QuantityKind kind) {
  return kind == QuantityKind::plain || kind == QuantityKind::difference || kind == QuantityKind::variance ||
         kind == QuantityKind::df || kind == QuantityKind::count;
}

// One precision for a column, and for the two of an interval.
ColumnPrecision column_precision(const QuantityTable& table, std::size_t from, std::size_t to) {
  std::vector<double> values;
  for (const QuantityRow& row : table.rows)
    for (std::size_t i = from; i <= to; ++i)
      if (i < row.values.size() && row.values[i]) values.push_back(*row.values[i]);
  const QuantityKind kind = table.columns[from].kind;
  if (kind != QuantityKind::df && kind != QuantityKind::count) return precision_of(values);
  const bool all_whole = std::ranges::all_of(
      values, [](double value) { return std::abs(value - std::round(value)) < 1e-9; });
  return {all_whole ? 0 : kind == QuantityKind::df ? 2 : 1, false};
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

std::vector<std::pair<std::string, std::string>> quantity_parts(const std::vector<Quantity>& quantities,
                                                                const Measure& measure, double level) {
  const auto text = [&](const Quantity& each) {
    return quantity_text(measure, each.kind, each.value, each.shown);
  };
  std::vector<std::pair<std::string, std::string>> parts;
  for (std::size_t i = 0; i < quantities.size(); ++i)
    if (const LimitPair* pair = pair_at(quantities, i)) {
      parts.emplace_back(pair_name(*pair, level), limits(text(quantities[i]), text(quantities[i + 1])));
      ++i;
    } else {
      const Quantity& each = quantities[i];
      const bool p = each.kind == QuantityKind::p_value && each.label == "P" && each.value;
      const std::string of_p = p ? p_text(*each.value) : "";  // "P = 0.19", "P < 0.001"
      parts.emplace_back(each.label, !p ? text(each) : of_p.starts_with("P < ") ? "<" + of_p.substr(4) : of_p.substr(4));
    }
  return parts;
}

std::string quantities_line(const std::vector<Quantity>& quantities, const Measure& measure, double level) {
  std::string line;
  for (const auto& [label, value] : quantity_parts(quantities, measure, level)) {
    // A label with numbers of its own is set off: "P 0.01 to 0.05: 2". P and the interval read as one.
    const bool interval = label.starts_with(level_text(level));
    const bool numbers = !interval && label.find_first_of("0123456789") != std::string::npos;
    const bool p = label == "P" && value != "–" && !value.starts_with('<');
    std::string between = " ";
    if (numbers) between = ": ";
    if (p) between = " = ";
    line.append(line.empty() ? "" : "; ").append(label).append(between);
    line += label == "P" && value.starts_with('<') ? "< " + value.substr(1) : value;
  }
  return line;
}

QuantityTableText quantity_table_text(const QuantityTable& table, const Measure& measure, double level) {
  QuantityTableText result{{capitalised(table.row_label)}, {}};
  std::vector<ColumnPrecision> precision(table.columns.size());
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (const LimitPair* pair = pair_at(table.columns, i)) {
      result.head.push_back(pair_name(*pair, level));
      precision[i] = precision[i + 1] = column_precision(table, i, i + 1);
      ++i;
    } else {
      result.head.push_back(table.columns[i].label);
      precision[i] = column_precision(table, i, i);
    }
  for (const QuantityRow& row : table.rows) {
    const auto text = [&](std::size_t i) -> std::string {
      const bool flag = std::ranges::find(yes_or_no, table.columns[i].id) != yes_or_no.end();
      if (flag && row.values[i]) return *row.values[i] > 0 ? "yes" : "–";
      const QuantityKind kind = table.columns[i].kind;
      // Counts beyond four digits keep their spaces between thousands.
      if (row.values[i] && is_bare(kind) && !(kind == QuantityKind::count && precision[i].decimals == 0))
        return with_precision(*row.values[i], precision[i]);
      return quantity_text(measure, kind, row.values[i],
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
