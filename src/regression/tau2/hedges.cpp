// τ² after Hedges, beyond moderators: the residual variance beyond the sampling variances.
#include <algorithm>

#include "pool/tau2/result.h"
#include "regression/residual_tau2.h"

namespace steelyard {

namespace {

// tr(M V) of unweighted least squares, to which it factors.
double unweighted_trace(Projection& design) {
  const auto u = design.variances();
  const std::vector<double> ones(u.size(), 1);
  design.factor(ones);
  double sum = 0;
  for (std::size_t i = 0; i < u.size(); ++i) sum += u[i] * design.rest()[i];
  return sum;
}

//   τ² = (Σ r² − tr(M V)) / (k − p),  r and M of unweighted least squares
std::optional<double> beyond_hedges(Projection& design) {
  const double mv = unweighted_trace(design);
  return std::max((design.q() - mv) / design.df(), 0.0);
}

double se_hedges(Projection& design, double t) {
  const double mv = unweighted_trace(design), df = design.df();
  const auto u = design.variances();
  return moment_se(design.trace(u, u), mv, df, t, df);
}

}  // namespace

namespace residual_tau2 {
extern const ResidualTau2 hedges{
    .id = "HE",
    .source = "raudenbush2009",
    .estimate = beyond_hedges,
    .se = se_hedges,
};
}

}  // namespace steelyard
