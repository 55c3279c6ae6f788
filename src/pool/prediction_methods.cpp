// The register of prediction intervals; they differ only in the quantile.
#include "steelyard/pool/method.h"

namespace steelyard {

namespace {

bool by_interval(int k, const Interval& interval, std::optional<double>& df) {
  df = interval.df;
  return k >= 2;
}

bool normal(int k, const Interval&, std::optional<double>& df) {
  df = std::nullopt;
  return k >= 2;
}

bool k_minus_1(int k, const Interval&, std::optional<double>& df) {
  df = k - 1;
  return k >= 2;
}

bool k_minus_2(int k, const Interval&, std::optional<double>& df) {
  df = k - 2;
  return k >= 3;
}

constexpr PredictionMethod following{.id = "by-interval",
                                     .label = "quantile of the confidence interval",
                                     .source = "higgins2009",
                                     .quantile_df = by_interval};
constexpr PredictionMethod with_normal{
    .id = "normal", .label = "normal quantile", .source = "skipka2006", .quantile_df = normal};
constexpr PredictionMethod with_k_minus_1{.id = "k-1",
                                          .label = "t quantile with k − 1 degrees of freedom",
                                          .source = "veroniki2019",
                                          .quantile_df = k_minus_1};
constexpr PredictionMethod with_k_minus_2{.id = "k-2",
                                          .label = "t quantile with k − 2 degrees of freedom",
                                          .source = "higgins2009",
                                          .quantile_df = k_minus_2};

constexpr const PredictionMethod* rows[] = {&following, &with_normal, &with_k_minus_1,
                                            &with_k_minus_2};

}  // namespace

std::span<const PredictionMethod* const> prediction_methods() {
  return rows;
}

}  // namespace steelyard
