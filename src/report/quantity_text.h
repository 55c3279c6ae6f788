// Named numbers and tables of them as words: the same on the terminal and on paper.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "steelyard/effect/measure.h"
#include "steelyard/pool/quantity.h"

namespace steelyard {

/// A number as its kind is printed; a dash for one that could not be computed.
std::string quantity_text(const Measure& measure, QuantityKind kind, const std::optional<double>& value,
                          const std::optional<double>& shown);

/// Decimals, or four significant digits for what is very small or very large.
std::string plain_number(double value);

/// "k 24; adjusted estimate 0.75; 95% CI 0.66 to 0.85; P < 0.001". The two limits of an interval are joined.
std::string quantities_line(const std::vector<Quantity>& quantities, const Measure& measure, double level);

/// The parts of that line, each a label and a value: {"adjusted estimate", "0.75"}.
std::vector<std::pair<std::string, std::string>> quantity_parts(const std::vector<Quantity>& quantities,
                                                                const Measure& measure, double level);

/// The same table as text, its two columns of limits joined into one.
struct QuantityTableText {
  std::vector<std::string> head;                ///< the first names what a row is
  std::vector<std::vector<std::string>> lines;  ///< as long as the head
};
QuantityTableText quantity_table_text(const QuantityTable& table, const Measure& measure, double level);

}  // namespace steelyard
