// The register of prediction intervals: most differ in the quantile and the standard error.
#include "steelyard/pool/method.h"

namespace steelyard {

namespace interval {
extern const IntervalMethod wald;
extern const IntervalMethod hartung_knapp;
extern const IntervalMethod kenward_roger;
}  // namespace interval
namespace prediction {
extern const PredictionMethod confidence_distribution;
}

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

bool one_less(int k, const Interval& interval, std::optional<double>& df) {
  if (!interval.df) return false;
  df = *interval.df - 1;
  return k >= 2 && *df > 0;
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

// By the names of R's package meta: always the standard error named, whatever the interval is.
constexpr PredictionMethod veroniki{.id = "V",
                                    .label = "Wald standard error, t with k − 1 degrees of freedom",
                                    .source = "veroniki2019",
                                    .quantile_df = k_minus_1,
                                    .based_on = &interval::wald};
constexpr PredictionMethod higgins_thompson_spiegelhalter{
    .id = "HTS",
    .label = "Wald standard error, t with k − 2 degrees of freedom",
    .source = "higgins2009",
    .quantile_df = k_minus_2,
    .based_on = &interval::wald};
constexpr PredictionMethod hartung_knapp{
    .id = "HK",
    .label = "Hartung–Knapp, t with k − 1 degrees of freedom",
    .source = "partlett2017",
    .quantile_df = k_minus_1,
    .based_on = &interval::hartung_knapp};
constexpr PredictionMethod hartung_knapp_partlett_riley{
    .id = "HK-PR",
    .label = "Hartung–Knapp, t with k − 2 degrees of freedom",
    .source = "partlett2017",
    .quantile_df = k_minus_2,
    .based_on = &interval::hartung_knapp};
constexpr PredictionMethod kenward_roger{.id = "KR",
                                         .label = "Kenward–Roger",
                                         .source = "partlett2017",
                                         .quantile_df = by_interval,
                                         .based_on = &interval::kenward_roger};
constexpr PredictionMethod kenward_roger_partlett_riley{
    .id = "KR-PR",
    .label = "Kenward–Roger, one degree of freedom less",
    .source = "partlett2017",
    .quantile_df = one_less,
    .based_on = &interval::kenward_roger};
constexpr PredictionMethod skipka{.id = "S",
                                  .label = "Wald standard error, normal quantile",
                                  .source = "skipka2006",
                                  .quantile_df = normal,
                                  .based_on = &interval::wald};

const PredictionMethod* const rows[] = {
    &following,
    &with_normal,
    &with_k_minus_1,
    &with_k_minus_2,
    &veroniki,
    &higgins_thompson_spiegelhalter,
    &hartung_knapp,
    &hartung_knapp_partlett_riley,
    &kenward_roger,
    &kenward_roger_partlett_riley,
    &skipka,
    &prediction::confidence_distribution,
};

}  // namespace

std::span<const PredictionMethod* const> prediction_methods() {
  return rows;
}

}  // namespace steelyard
