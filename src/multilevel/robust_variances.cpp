// The register of cluster-robust variance estimators.
#include "steelyard/multilevel/cluster_robust.h"

namespace steelyard {

namespace {

std::optional<double> none(double, double, double) {
  return 1;
}

std::optional<double> clusters_over_df(double m, double, double p) {
  if (!(m > p)) return std::nullopt;
  return m / (m - p);
}

std::optional<double> as_in_stata(double m, double k, double p) {
  if (!(m > 1) || !(k > p)) return std::nullopt;
  return m / (m - 1) * ((k - 1) / (k - p));
}

constexpr RobustVariance cr0{.id = "CR0", .label = "plain", .source = "hedges2010", .factor = none};
constexpr RobustVariance cr1{
    .id = "CR1", .label = "times m/(m − p)", .source = "cameron2015", .factor = clusters_over_df};
constexpr RobustVariance cr1s{.id = "CR1S",
                              .label = "times m(k − 1)/((m − 1)(k − p))",
                              .source = "cameron2015",
                              .factor = as_in_stata};
constexpr RobustVariance cr2{.id = "CR2",
                             .label = "bias-reduced",
                             .source = "pustejovsky2018",
                             .factor = none,
                             .bias_reduced = true};

constexpr const RobustVariance* rows[] = {&cr2, &cr1, &cr1s, &cr0};

}  // namespace

std::span<const RobustVariance* const> robust_variances() {
  return rows;
}

const RobustVariance& bias_reduced_variance() {
  return cr2;
}

}  // namespace steelyard
