// Intervals for the τ² that moderators leave: Q-profile, the generalised Q statistic, profile likelihood.
#include "steelyard/regression/residual_interval.h"

#include <cmath>
#include <vector>

#include "regression/q_distribution.h"
#include "regression/residual_tau2.h"
#include "steelyard/regression/inference.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

namespace {

Eigen::MatrixXd of_full_rank(const Eigen::MatrixXd& X) {
  const auto kept = independent_columns(X);
  Eigen::MatrixXd result(X.rows(), static_cast<Eigen::Index>(kept.size()));
  for (std::size_t j = 0; j < kept.size(); ++j)
    result.col(static_cast<Eigen::Index>(j)) = X.col(static_cast<Eigen::Index>(kept[j]));
  return result;
}

bool too_few(const Eigen::MatrixXd& X) {
  return X.cols() == 0 || X.rows() <= X.cols();
}

std::optional<Bounds> in_units(double low, double high, double unit) {
  const Bounds bounds{low * unit, high * unit};
  return std::isfinite(bounds.high) ? std::optional(bounds) : std::nullopt;
}

std::optional<Bounds> profile_of_q(const ResidualTau2IntervalInput& input) {
  return residual_q_profile(input.y, input.v, input.X, input.level);
}

//   P(Q ≥ observed) = α/2 at the lower limit, P(Q ≤ observed) = α/2 at the upper; weights a do not depend on τ²
std::optional<Bounds> with_fixed_weights(const ResidualTau2IntervalInput& input,
                                         const Eigen::ArrayXd& weights) {
  const Eigen::MatrixXd X = of_full_rank(input.X);
  if (too_few(X)) return std::nullopt;
  Projection design(input.y, input.v, X);
  const double largest = weights.maxCoeff();
  std::vector<double> of_weights;
  for (const std::size_t row : design.order())
    of_weights.push_back(largest / weights[static_cast<Eigen::Index>(row)]);
  design.factor(of_weights);
  const double tail = (1 - input.level) / 2;
  const auto low = t_where_q_has_probability(design, 1 - tail);
  const auto high = t_where_q_has_probability(design, tail);
  if (!low || !high) return std::nullopt;
  return in_units(*low, *high, design.unit());
}

std::optional<Bounds> by_roots(const ResidualTau2IntervalInput& input) {
  return with_fixed_weights(input, input.v.sqrt().inverse());
}

std::optional<Bounds> by_variances(const ResidualTau2IntervalInput& input) {
  return with_fixed_weights(input, input.v.inverse());
}

std::optional<Bounds> by_own_weights(const ResidualTau2IntervalInput& input) {
  return input.weights.size() > 0 ? with_fixed_weights(input, input.weights) : by_roots(input);
}

//   2 (l(τ̂²) − l(τ²)) ≤ χ² quantile with 1 degree of freedom
std::optional<Bounds> profile_of_likelihood(const ResidualTau2IntervalInput& input, Likelihood kind) {
  const Eigen::MatrixXd X = of_full_rank(input.X);
  if (too_few(X)) return std::nullopt;
  Projection design(input.y, input.v, X);
  const auto top = highest_likelihood(design, kind);
  if (!top) return std::nullopt;
  const auto twice = [&](double t) {
    design.factor(t);
    return design.log_variances() + design.q() +
           (kind == Likelihood::restricted ? design.log_det_xwx() : 0);
  };
  const double z = normal_quantile((1 - input.level) / 2), most = twice(*top) + z * z;
  const auto excess = [&](double t) { return twice(t) - most; };
  const double at_top = -z * z, at_zero = excess(0);
  double low = 0;
  if (*top > 0 && at_zero > 0) low = root_between(excess, 0, at_zero, *top, at_top);
  constexpr double end = 1e300;
  double inner = *top, at_inner = at_top;
  for (double high = *top + 1; high < end; high = *top + 2 * (high - *top)) {
    const double at_high = excess(high);
    if (!std::isfinite(at_high)) return std::nullopt;
    if (at_high > 0) return in_units(low, root_between(excess, inner, at_inner, high, at_high), design.unit());
    inner = high;
    at_inner = at_high;
  }
  return std::nullopt;
}

std::optional<Bounds> profile_of_full(const ResidualTau2IntervalInput& input) {
  return profile_of_likelihood(input, Likelihood::full);
}

std::optional<Bounds> profile_of_restricted(const ResidualTau2IntervalInput& input) {
  return profile_of_likelihood(input, Likelihood::restricted);
}

constexpr ResidualTau2Interval q_profile_row{"QP", "jackson2014", profile_of_q};
constexpr ResidualTau2Interval generalised_row{"GENQ", "jackson2014", by_own_weights};
constexpr ResidualTau2Interval jackson_row{"J", "jackson2014", by_roots};
constexpr ResidualTau2Interval biggerstaff_row{"BJ", "jackson2014", by_variances};
constexpr ResidualTau2Interval full_row{"PL-ML", "viechtbauer2007", profile_of_full};
constexpr ResidualTau2Interval restricted_row{"PL-REML", "viechtbauer2007", profile_of_restricted};

constexpr const ResidualTau2Interval* interval_rows[] = {
    &q_profile_row, &generalised_row, &jackson_row, &biggerstaff_row, &full_row, &restricted_row};

}  // namespace

std::span<const ResidualTau2Interval* const> residual_tau2_intervals() {
  return interval_rows;
}

}  // namespace steelyard
