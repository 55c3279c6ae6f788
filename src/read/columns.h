// Which column of a table means what.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "csv.h"
#include "steelyard/base/notice.h"
#include "steelyard/read/reader.h"

namespace steelyard {

// Everything a column of numbers can mean. The order is that of `number_columns()`.
enum class Number : std::size_t {
  e_events,
  e_nonevents,
  e_n,
  c_events,
  c_nonevents,
  c_n,  //
  e_mean,
  e_sd,
  c_mean,
  c_sd,  //
  e_time,
  c_time,  //
  events,
  nonevents,
  n,
  mean,
  sd,
  time,  //
  post_mean,
  pre_mean,
  post_sd,
  pre_sd,
  r,  //
  estimate,
  se,
  variance,
  ci_low,
  ci_high,
  level,
  p,
  o_minus_e,  //
  pairs_both,
  pairs_e_only,
  pairs_c_only,
  pairs_neither,  //
  cohens_d,
  t_value,
  f_value,
  signed_p,
  auc,
  alpha,
  items,
  predictors,
  r2,  //
  z_value,
  degrees,
  ratio,
  ratio_ci_low,
  ratio_ci_high,  //
  e_median,
  e_q1,
  e_q3,
  e_min,
  e_max,
  c_median,
  c_q1,
  c_q3,
  c_min,
  c_max,
  one_median,
  one_q1,
  one_q3,
  one_min,
  one_max,  //
  icc,
  cluster_size,  //
  homozygous_dominant,
  heterozygous,
  homozygous_recessive,  //
  design_effect,         //
  e_se,
  c_se,
  mean_se,  // standard errors of means, where SDs are absent
  count
};
constexpr std::size_t number_count = static_cast<std::size_t>(Number::count);

// "e_events", "e_nonevents" …, in the order of `Number`.
std::span<const std::string_view> number_columns();

inline std::string_view canonical(Number number) {
  return number_columns()[static_cast<std::size_t>(number)];
}

// The columns of one table.
struct ColumnMap {
  std::vector<std::string> titles;  // as in the file, in order; empty titles are kept
  std::array<std::optional<std::size_t>, number_count> numbers;
  std::array<bool, number_count> by_letters{};  // named like an argument of metafor::escalc
  std::optional<std::size_t> name, year;
  // Free names that the caller gave to columns, and which they are.
  std::vector<std::pair<std::string, std::size_t>> aliases;
  bool fit_quantiles = false;  // as the caller asked

  [[nodiscard]] bool has(Number number) const {
    return numbers[static_cast<std::size_t>(number)].has_value();
  }
  // What the file calls it; the plain name if the file has no such column.
  [[nodiscard]] std::string title(Number number) const;
  // The column with this title or alias, whatever the case.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view title) const;
};

// Reads the header row, which must exist.
ColumnMap find_columns(const CsvText& csv, const TableOptions& options, Notices& notices);

// "did you mean 'x'?" or "the table has a, b and c".
std::string column_suggestion(const ColumnMap& columns, std::string_view wanted);

}  // namespace steelyard
