// One row of a table: every complete data shape, every gap, everything impossible.
#pragma once
#include <array>
#include <bitset>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "columns.h"
#include "csv.h"
#include "shapes.h"
#include "steelyard/study/derivation.h"
#include "steelyard/study/study.h"

namespace steelyard {

struct Quantiles;

class RowReader {
 public:
  RowReader(const CsvText& csv, const ColumnMap& columns, Notices& notices);

  // Fills `data` and `gaps` of a study that already has its name.
  void read(std::span<const CsvField> row, Study& study);

 private:
  using Numbers = std::span<const Number>;

  [[nodiscard]] bool available(Number number) const;
  [[nodiscard]] bool all_available(Numbers fields) const;
  [[nodiscard]] bool any_given(Numbers fields) const;
  [[nodiscard]] bool all_given(Numbers fields) const;
  [[nodiscard]] std::optional<double> value(Number number) const {
    return values_[static_cast<std::size_t>(number)];
  }
  [[nodiscard]] double number(Number which) const { return value(which).value_or(0); }
  [[nodiscard]] const CsvField& field(Number number) const;
  [[nodiscard]] std::string title(Number number) const;
  [[nodiscard]] std::optional<Number> stand_in(Number number) const;
  [[nodiscard]] bool told(Number number) const;
  [[nodiscard]] std::string gap(Numbers fields) const;
  [[nodiscard]] Data make(std::size_t shape) const;

  void read_values();
  void read_value(Number number, bool matters);
  void derive_size(Number events, Number nonevents, Number n);
  void derive_from_tests();
  // rows_quantiles.cpp: means and standard deviations out of medians.
  void derive_from_quantiles();
  void derive_arm(std::size_t arm);
  void derive_sd_from_se(std::size_t arm);
  void take_fit(std::size_t arm, const Quantiles& printed);
  // rows_clusters.cpp: trials that randomise groups of people.
  void read_design_effect();
  std::optional<double> design_effect_of_icc();
  void tell_unused_design_effect(const Study& study);
  [[nodiscard]] Data without_clusters(Data data, Study& study);
  std::optional<double> t_of_p(double df);
  [[nodiscard]] bool by_letters(Number number) const {
    return columns_.has(number) && columns_.by_letters[static_cast<std::size_t>(number)];
  }
  void add(Study& study, const Data& data, bool complete);
  void add_pairs_of_letters(Study& study);
  // rows_given.cpp: effects that the paper reports itself.
  void read_given(Study& study);
  bool take_logarithms();
  [[nodiscard]] Number printed(Number number) const;
  std::optional<double> given_variance(Study& study);
  std::optional<double> variance_of_test(Study& study);
  std::optional<double> exact_p();
  bool check_interval();
  std::optional<double> interval_level();
  void add_gaps(Study& study);
  void complain(Severity severity, Number column, std::string_view must_be, std::string hint = "");
  // What is no contradiction, but gives no effect: a warning here, the reason where it is left out.
  void leave_out(Number column, std::string_view must_be, std::string hint = "");
  [[nodiscard]] std::string what_is(Number column) const;

  const CsvText& csv_;
  const ColumnMap& columns_;
  Notices& notices_;
  std::array<bool, row_shapes::simple.size()> active_{};  // shapes of which the table has every column
  bool given_active_ = false, oe_active_ = false;
  bool natural_ratio_ = false;  // the row gives a ratio itself, not its logarithm
  double design_effect_ = 1;
  // How the mean and the SD of each arm (e, c, one group) were worked out; empty if printed.
  std::array<std::array<std::string_view, 2>, 3> estimated_{};
  std::string no_sd_;  // why quantiles give no SD
  std::vector<std::string> unusable_;  // why the row gives no effect
  std::bitset<number_count> matters_;  // columns of active shapes
  std::array<std::optional<double>, number_count> values_;
  std::bitset<number_count> wrong_;  // columns already complained about in this row
  std::span<const CsvField> row_;
  std::string_view name_;
};

}  // namespace steelyard
