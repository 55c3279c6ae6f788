// τ² beyond moderators from the generalised Q statistic: with given weights, by its
// mean or its median, and in two steps.
#include <algorithm>
#include <cmath>

#include "pool/tau2/result.h"
#include "regression/q_distribution.h"
#include "regression/residual_tau2.h"

namespace steelyard {

namespace residual_tau2 {
extern const ResidualTau2 dersimonian_laird;
extern const ResidualTau2 hedges;
}  // namespace residual_tau2

namespace {

using Variances = std::vector<double>;

// Weights 1/√v, as without moderators. Source: jackson2013
Variances by_default(const Projection& design) {
  Variances result;
  for (const double u : design.variances()) result.push_back(std::sqrt(u));
  return result;
}

//   τ² = (Q − tr PV)/tr P
std::optional<double> by_mean(Projection& design, const Variances& of_weights) {
  design.factor(of_weights);
  const auto u = design.variances(), w = design.weights(), rest = design.rest();
  double pv = 0;
  for (std::size_t i = 0; i < u.size(); ++i) pv += u[i] * w[i] * rest[i];
  return std::max((design.q() - pv) / trace_of_p(design), 0.0);
}

double se_by_mean(Projection& design, double t, const Variances& of_weights) {
  design.factor(of_weights);
  const ProjectionTraces sums = traces_of(design);
  return moment_se(sums.pvpv, sums.pvp, sums.pp, t, sums.p);
}

//   P(Q ≤ observed) = 1/2
std::optional<double> by_median(Projection& design, const Variances& of_weights) {
  design.factor(of_weights);
  return t_where_q_has_probability(design, 0.5);
}

std::optional<double> median_by_default(Projection& design) {
  return by_median(design, by_default(design));
}

std::optional<double> mean_by_default(Projection& design) {
  return by_mean(design, by_default(design));
}
double se_by_default(Projection& design, double t) {
  return se_by_mean(design, t, by_default(design));
}

//   weights 1/(v + τ²) with τ² of the first step
Variances after(const ResidualTau2& first, Projection& design) {
  const double t = first.estimate(design).value_or(0);
  Variances result;
  for (const double u : design.variances()) result.push_back(u + t);
  return result;
}

template <const ResidualTau2& first>
std::optional<double> second_step(Projection& design) {
  return by_mean(design, after(first, design));
}
template <const ResidualTau2& first>
double se_second_step(Projection& design, double t) {
  return se_by_mean(design, t, after(first, design));
}

}  // namespace

namespace residual_tau2 {
extern const ResidualTau2 generalised_q{
    .id = "GENQ",
    .source = "jackson2014",
    .estimate = mean_by_default,
    .se = se_by_default,
    .estimate_weighted = by_mean,
    .se_weighted = se_by_mean,
};
extern const ResidualTau2 generalised_q_median{
    .id = "GENQM",
    .source = "viechtbauer2021",
    .estimate = median_by_default,
    .se = se_by_default,
    .estimate_weighted = by_median,
    .se_weighted = se_by_mean,
};
extern const ResidualTau2 dersimonian_laird_two_step{
    .id = "DL2",
    .source = "jackson2014",
    .estimate = second_step<dersimonian_laird>,
    .se = se_second_step<dersimonian_laird>,
};
extern const ResidualTau2 hedges_two_step{
    .id = "HE2",
    .source = "jackson2014",
    .estimate = second_step<hedges>,
    .se = se_second_step<hedges>,
};
}  // namespace residual_tau2

}  // namespace steelyard
