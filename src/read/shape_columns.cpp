// The titles under which a table gives each shape of data, for people.
#include "shapes.h"
#include "steelyard/base/text.h"
#include "steelyard/read/reader.h"

namespace steelyard {

namespace {

std::string titles_of(std::span<const Number> columns) {
  std::string text;
  for (const Number each : columns)
    text += (text.empty() ? "" : ", ") + std::string(canonical(each));
  return text;
}

// Where the shapes of `row_shapes::simple` stand in the variant `Data`.
std::size_t in_variant(std::size_t simple) {
  constexpr std::size_t correlation = 7, not_simple = 2;
  return simple <= correlation ? simple : simple + not_simple;
}

// What can stand in for standard deviations.
std::string_view instead_of_sds(std::size_t form) {
  if (form == Data(TwoMeans{}).index()) return " (instead of the SDs: standard errors e_se, c_se)";
  if (form == Data(OneMean{}).index()) return " (instead of sd: the standard error mean_se)";
  return "";
}

std::vector<ShapeColumns> all_shape_columns() {
  std::vector<ShapeColumns> all;
  for (std::size_t i = 0; i < row_shapes::simple.size(); ++i)
    all.push_back({shape_name(in_variant(i)),
                   titles_of(row_shapes::simple.at(i).needs()).append(instead_of_sds(in_variant(i)))});
  all.push_back({"a given effect",
                 "estimate (or ratio, as printed) with se, variance, z_value, t_value, p, or ci_low "
                 "and ci_high (of a ratio: ratio_ci_low and ratio_ci_high)"});
  all.push_back({"observed minus expected events", titles_of(row_shapes::observed_minus_expected)});
  return all;
}

}  // namespace

std::span<const ShapeColumns> shape_columns() {
  static const std::vector<ShapeColumns> all = all_shape_columns();
  return all;
}

std::string columns_of_shape(std::string_view shape) {
  for (const ShapeColumns& each : shape_columns())
    if (each.shape == shape) return each.columns;
  return "";
}

}  // namespace steelyard
