// τ² from the generalised Q statistic: with given weights, by its mean or its median, and in two steps.
#include <cmath>

#include "pool/moment_q.h"
#include "pool/tau2/result.h"

namespace steelyard {

namespace tau2 {
extern const Tau2Estimator dersimonian_laird;
extern const Tau2Estimator hedges;
}  // namespace tau2

namespace {

Tau2 in_units(const MomentQ& statistic, double t) {
  const MomentQ::Traces sums = statistic.traces();
  Tau2 result;
  result.value = t * statistic.unit();
  if (!std::isfinite(result.value)) return too_far_apart();
  const double se = moment_se(sums.pvpv, sums.pvp, sums.pp, t, sums.p) * statistic.unit();
  if (std::isfinite(se)) result.se = se;
  return result;
}

//   τ² = (Q − tr PV)/tr P
Tau2 by_mean(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, const Eigen::ArrayXd& weights) {
  if (y.size() < 2) return {};
  const MomentQ statistic(y, v, weights);
  return in_units(statistic, statistic.t_by_mean(statistic.traces()));
}

//   P(Q ≤ observed) = 1/2
Tau2 by_median(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, const Eigen::ArrayXd& weights) {
  if (y.size() < 2) return {};
  const MomentQ statistic(y, v, weights);
  const auto t = statistic.t_where_probability_is(0.5);
  return t ? in_units(statistic, *t) : too_far_apart();
}

Tau2 mean_by_default(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  return by_mean(y, v, default_moment_weights(v));
}
Tau2 median_by_default(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  return by_median(y, v, default_moment_weights(v));
}

//   weights 1/(v + τ²) with τ² of the first step
Tau2 second_step(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, const Tau2Estimator& first) {
  if (y.size() < 2) return {};
  const Tau2 start = first.estimate(y, v);
  if (!start.converged) return start;
  return by_mean(y, v, (v + start.value).inverse());
}

Tau2 dersimonian_laird_twice(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  return second_step(y, v, tau2::dersimonian_laird);
}
Tau2 hedges_twice(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  return second_step(y, v, tau2::hedges);
}

}  // namespace

namespace tau2 {
extern const Tau2Estimator generalised_q{
    .id = "GENQ",
    .label = "generalised Q, weights of the analysis or 1/√v",
    .source = "dersimonian2007",
    .estimate = mean_by_default,
    .estimate_with = by_mean,
};
extern const Tau2Estimator generalised_q_median{
    .id = "GENQM",
    .label = "generalised Q, median-unbiased, weights of the analysis or 1/√v",
    .source = "viechtbauer2021",
    .estimate = median_by_default,
    .estimate_with = by_median,
};
extern const Tau2Estimator dersimonian_laird_two_step{
    .id = "DL2",
    .label = "DerSimonian–Laird in two steps",
    .source = "dersimonian2007",
    .estimate = dersimonian_laird_twice,
};
extern const Tau2Estimator hedges_two_step{
    .id = "HE2",
    .label = "Hedges in two steps",
    .source = "dersimonian2007",
    .estimate = hedges_twice,
};
}  // namespace tau2

}  // namespace steelyard
