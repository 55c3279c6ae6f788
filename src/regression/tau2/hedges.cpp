// τ² after Hedges, beyond moderators: the residual variance beyond the sampling variances.
#include <algorithm>

#include "pool/tau2/result.h"
#include "regression/residual_tau2.h"

namespace steelyard {

namespace {

//   τ² = (Σ r² − tr(M V)) / (k − p),  r and M of unweighted least squares
Tau2 beyond_hedges(Projection& design) {
  const auto u = design.variances();
  const std::vector<double> ones(u.size(), 1);
  design.factor(ones);
  const double df = design.df();
  double mv = 0;
  for (std::size_t i = 0; i < u.size(); ++i) mv += u[i] * design.rest()[i];
  const double t = std::max((design.q() - mv) / df, 0.0);
  return in_units_of(design, t, moment_se(design.trace(u, u), mv, df, t, df));
}

}  // namespace

namespace residual_tau2 {
extern const ResidualTau2 hedges{
    .id = "HE",
    .source = "raudenbush2009",
    .estimate = beyond_hedges,
};
}

}  // namespace steelyard
