// What the estimators of residual τ² share.
#include "regression/residual_tau2.h"

#include <cmath>

#include "pool/generalised_q.h"
#include "pool/profile_search.h"
#include "pool/tau2/result.h"

namespace steelyard {

namespace {

// The slope of the profile in t, without unit: its sign and its zeros are those of
//   restricted:  y'PP y − tr P
//   full:        y'PP y − tr W
class ResidualProfile {
 public:
  ResidualProfile(Projection& design, Likelihood kind) : design_(&design), kind_(kind) {}

  [[nodiscard]] Projection::Score score_at(double t) const { return design_->score_at(t); }
  [[nodiscard]] double slope(const Projection::Score& s) const {
    return s.squares / (kind_ == Likelihood::full ? s.w : s.trace) - 1;
  }

  // With w₀ the largest weight, y'PP y ≤ w₀ Q, and tr P is at least the sum of the k − p smallest
  // weights (interlacing of eigenvalues). With growing t, Q falls and that sum over w₀ rises.
  [[nodiscard]] bool falls_from(double t, const Projection::Score& s) const {
    return s.q < (kind_ == Likelihood::full ? s.w : s.w_least) * (1 + t);
  }
  [[nodiscard]] static bool is_finite(const Projection::Score& s) {
    return std::isfinite(s.q) && std::isfinite(s.squares);
  }

  [[nodiscard]] double height(double t) const {
    design_->factor(t);
    double twice = design_->log_variances() + design_->q();
    if (kind_ == Likelihood::restricted) twice += design_->log_det_xwx();
    return -twice / 2;
  }

 private:
  Projection* design_;
  Likelihood kind_;
};

}  // namespace

std::optional<double> highest_likelihood(Projection& design, Likelihood kind) {
  ResidualProfile profile(design, kind);
  return ProfileSearch(profile).highest();
}

std::optional<double> tau2_where_q_is(Projection& design, double target) {
  // Q(t) < Σ(residual)²/t of any fit
  return where_falling_q_is([&](double t) { return design.q_at(t); }, design.residual_squares(),
                            target);
}

Tau2 estimate_with(const ResidualTau2& row, Projection& design, const Eigen::ArrayXd& weights) {
  std::vector<double> of_weights;
  if (row.estimate_weighted != nullptr && weights.size() == design.k())
    for (const std::size_t i : design.order())
      of_weights.push_back(1 / weights[static_cast<Eigen::Index>(i)]);
  const bool weighted = !of_weights.empty();
  const auto t = weighted ? row.estimate_weighted(design, of_weights) : row.estimate(design);
  if (!t || !std::isfinite(*t * design.unit())) return too_far_apart();
  Tau2 result;
  result.value = *t * design.unit();
  const double se = weighted ? row.se_weighted(design, *t, of_weights) : row.se(design, *t);
  if (std::isfinite(se)) result.se = se * design.unit();
  return result;
}

double trace_of_p(const Projection& design) {
  const auto w = design.weights(), rest = design.rest();
  double sum = 0;
  for (std::size_t i = 0; i < w.size(); ++i) sum += w[i] * rest[i];
  return sum;
}

ProjectionTraces traces_of(const Projection& design) {
  const auto w = design.weights(), u = design.variances();
  std::vector<double> uw(w.size());
  ProjectionTraces traces;
  for (std::size_t i = 0; i < w.size(); ++i) uw[i] = u[i] * w[i];
  traces.p = trace_of_p(design);
  traces.pp = design.trace(w, w);
  traces.pvp = design.trace(uw, w);
  traces.pvpv = design.trace(uw, uw);
  return traces;
}

}  // namespace steelyard
