// The interval after Kenward and Roger: a variance and degrees of freedom that allow for τ² being
// estimated.
#include "pool/centred.h"
#include "pool/interval/interval.h"

namespace steelyard {

namespace tau2 {
extern const Tau2Estimator restricted_maximum_likelihood;
}

namespace {

std::string unsuited(const Method& method) {
  if (method.model != Model::random) return "it is for random effects";
  if (method.fixed_tau2 || (method.tau2 && method.tau2 != &tau2::restricted_maximum_likelihood))
    return "it is defined for τ² by restricted maximum likelihood only";
  if (method.pooling && (method.pooling->fit || method.pooling->weights || method.pooling->own))
    return "it is defined for inverse-variance weights only";
  return "";
}

//   Φ = 1/Σw,  W = 2/tr(PP): variance of τ² from the expected information
//   se² = Φ + 2 W Φ² (Σw³ − (Σw²)² Φ),  ν = 2 / (W (se² Σw²)²)
// ν has the adjusted variance, as R's package meta computes it; with Φ in its place it is a little
// larger.
std::optional<Interval> kenward_roger(const PooledFit& fit) {
  if (fit.k < 2 || fit.effects == nullptr) return std::nullopt;
  const double t = fit.tau2 / fit.effects->unit();
  const Centred::Traces sums = fit.effects->traces_at(t);
  const double W = 2 / sums.pp, share = fit.effects->cubes_at(t) / (sums.w * sums.w);
  const double variance = 1 / sums.w + 2 * W * share;  // in units of v₀
  const double rate = variance * sums.w2;
  return symmetric_interval(fit, std::sqrt(variance * fit.effects->unit()), 2 / (W * rate * rate));
}

}  // namespace

namespace interval {
extern const IntervalMethod kenward_roger{
    .id = "kenward-roger",
    .label = "Kenward–Roger",
    .source = "partlett2017",
    .interval = steelyard::kenward_roger,
    .unsuited = unsuited,
};
}

}  // namespace steelyard
