// Whether all studies' effects are one, tested against a model with an effect for each study.
#include "pool/glmm/heterogeneity_tests.h"

#include <algorithm>
#include <cmath>

#include "stats/matrices.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

bool at_an_end(const Term& term) {
  return term.at_lower_end() || term.at_upper_end();
}

// Σ w (θ_i − mean)², seen from the first so that nothing cancels.
double spread_of(const std::vector<double>& effect, const std::vector<double>& w) {
  double sum = 0, shifted = 0, q = 0;
  for (std::size_t i = 0; i < effect.size(); ++i) {
    sum += w[i];
    shifted += w[i] * (effect[i] - effect[0]);
  }
  for (std::size_t i = 0; i < effect.size(); ++i) {
    const double d = effect[i] - effect[0] - shifted / sum;
    q += w[i] * d * d;
  }
  return q;
}

}  // namespace

// A count at an end of its range has the likelihood 1 in the limit and no information.
Saturated saturated_counts(const GlmmProblem& problem, const GlmmPoint& /*common*/) {
  Saturated result;
  std::vector<double> effect, information;
  for (const StudyCounts& study : problem.studies) {
    if (at_an_end(study.term[0])) continue;
    const Term::Own own = study.term[0].own();
    result.log_likelihood += own.at.value;
    effect.push_back(own.eta);
    information.push_back(-own.at.curvature);
  }
  result.wald = spread_of(effect, information);
  return result;
}

Saturated saturated_groups(const GlmmProblem& problem, const GlmmPoint& /*common*/) {
  Saturated result;
  std::vector<double> effects, information;
  for (const StudyCounts& study : problem.studies) {
    double effect = 0, variance = 0;
    bool finite = true;
    for (std::size_t j = 0; j < 2; ++j) {
      if (at_an_end(study.term[j])) {
        finite = false;
        continue;
      }
      const Term::Own own = study.term[j].own();
      result.log_likelihood += own.at.value;
      effect += j == 0 ? own.eta : -own.eta;
      variance += 1 / -own.at.curvature;
    }
    if (!finite) continue;
    effects.push_back(effect);
    information.push_back(1 / variance);
  }
  result.wald = spread_of(effects, information);
  return result;
}

// η = γ + σ z in the second group, and an effect more in the first. The effects share what the data
// say of γ and σ, so their covariance is not diagonal: its inverse is D − C S⁻¹ C′.
Saturated saturated_levels(const GlmmProblem& problem, const GlmmPoint& common) {
  GlmmProblem full;
  full.loads.parameters = 3;
  full.loads.axes = 1;
  full.loads.of[0] = {{1, 1}, -1};
  full.loads.of[1] = {{1, 1}, 0};
  full.loads.of[2] = {{0, 1}, -1};
  full.shared = 2;
  GlmmPoint start;
  start.shared.resize(2);
  start.shared << common.shared[1] - common.shared[0] / 2, common.shared[2];
  for (const StudyCounts& study : problem.studies) {
    StudyCounts counts;
    counts.terms = at_an_end(study.term[0]) ? 1 : 2;  // what is certain in the limit tells nothing
    counts.term = {study.term[1], study.term[0]};
    full.studies.push_back(std::move(counts));
    start.own.push_back(common.shared[0]);
  }
  const GlmmMaximum maximum = glmm_climb(full, start, -1);
  Saturated result{maximum.converged, maximum.surface.log_likelihood, 0};
  Eigen::Matrix2d S = -maximum.surface.hessian.topLeftCorner<2, 2>();
  double D = 0, Dt = 0, Dtt = 0;  // 1′D1, 1′Dθ, θ′Dθ
  Eigen::Vector2d C = Eigen::Vector2d::Zero(), Ct = C;
  for (std::size_t i = 0; i < full.studies.size(); ++i) {
    const GlmmSurface::Own& own = maximum.surface.own[i];
    if (!(own.curvature < 0)) continue;
    const double theta = maximum.point.own[i] - common.shared[0];
    const Eigen::Vector2d cross = -own.cross.head<2>();
    S += cross * cross.transpose() / -own.curvature;
    D += -own.curvature;
    Dt += -own.curvature * theta;
    Dtt += -own.curvature * theta * theta;
    C += cross;
    Ct += cross * theta;
  }
  Eigen::Matrix2d both;
  both << C, Ct;
  const Eigen::Matrix2d solved = solve_general(S, both);
  const Eigen::Vector2d SC = solved.col(0), SCt = solved.col(1);
  const double w = D - C.dot(SC), wt = Dt - C.dot(SCt), wtt = Dtt - Ct.dot(SCt);
  if (w > 0) result.wald = wtt - wt * wt / w;
  return result;
}

GlmmTest heterogeneity_test(double statistic, int k) {
  statistic = std::max(statistic, 0.0);
  return {statistic, k - 1, chi_squared_upper(statistic, k - 1)};
}

}  // namespace steelyard
