// The likelihood of all studies and its maximum.
#include "pool/glmm/likelihood.h"

#include <algorithm>
#include <cmath>

#include "stats/matrices.h"

namespace steelyard {

namespace {

// The Newton step uphill: negative curvatures are followed, others turned.
GlmmVector uphill(const GlmmVector& gradient, const GlmmMatrix& hessian, int held) {
  std::vector<int> free;
  for (int q = 0; q < gradient.size(); ++q)
    if (q != held) free.push_back(q);
  const auto n = static_cast<Eigen::Index>(free.size());
  GlmmVector step = GlmmVector::Zero(gradient.size());
  if (n == 0) return step;
  // Scaled to a unit diagonal, so that the eigenvalues compare.
  Eigen::VectorXd g(n), scale(n);
  Eigen::MatrixXd H(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const double d = std::abs(hessian(free[static_cast<std::size_t>(i)], free[static_cast<std::size_t>(i)]));
    scale[i] = d > 0 ? 1 / std::sqrt(d) : 1;
    g[i] = gradient[free[static_cast<std::size_t>(i)]] * scale[i];
  }
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j)
      H(i, j) = -hessian(free[static_cast<std::size_t>(i)], free[static_cast<std::size_t>(j)]) *
                scale[i] * scale[j];
  const SymmetricEigen eigen = symmetric_eigen(H);
  constexpr double flattest = 1e-10;
  Eigen::VectorXd turned = transposed_product(eigen.vectors, g);
  for (Eigen::Index i = 0; i < n; ++i)
    turned[i] /= std::max(std::abs(eigen.values[i]), flattest);
  const Eigen::VectorXd found = product(eigen.vectors, turned);
  for (Eigen::Index i = 0; i < n; ++i)
    step[free[static_cast<std::size_t>(i)]] = found[i] * scale[i];
  return step;
}

}  // namespace

GlmmPoint glmm_moved(const GlmmPoint& from, const GlmmVector& shared,
                     const std::vector<double>& own, double share) {
  GlmmPoint to = from;
  to.shared += share * shared;
  for (std::size_t i = 0; i < own.size(); ++i) to.own[i] += share * own[i];
  return to;
}

GlmmStep glmm_step(const GlmmSurface& surface, int held) {
  GlmmStep step;
  step.shared = uphill(surface.gradient, surface.hessian, held);
  step.gain = step.shared.dot(surface.gradient);
  if (held >= 0) step.gain -= step.shared[held] * surface.gradient[held];
  for (const GlmmSurface::Own& each : surface.own) {
    step.own.push_back(0);
    if (!(each.curvature < 0)) continue;
    step.own.back() = -(each.gradient + each.cross.dot(step.shared)) / each.curvature;
    step.gain += each.gradient * each.gradient / -each.curvature;
  }
  return step;
}

GlmmTangent glmm_tangent(const GlmmSurface& surface, int held) {
  GlmmTangent tangent;
  tangent.shared = uphill(surface.hessian.col(held), surface.hessian, held);
  tangent.shared[held] = 1;
  for (const GlmmSurface::Own& each : surface.own)
    tangent.own.push_back(each.curvature < 0 ? -each.cross.dot(tangent.shared) / each.curvature
                                             : 0);
  return tangent;
}

GlmmSurface glmm_surface(const GlmmProblem& problem, const GlmmPoint& point) {
  const int p = problem.shared;
  GlmmSurface sum;
  sum.gradient = GlmmVector::Zero(p);
  sum.hessian = GlmmMatrix::Zero(p, p);
  GlmmVector parameters(problem.loads.parameters);
  parameters.head(p) = point.shared;
  for (std::size_t i = 0; i < problem.studies.size(); ++i) {
    if (problem.own()) parameters[p] = point.own[i];
    const StudyValue study = study_value(problem.studies[i], problem.loads, parameters, problem.rule);
    sum.log_likelihood += study.log_likelihood;
    sum.gradient += study.gradient.head(p);
    sum.hessian += study.hessian.topLeftCorner(p, p);
    if (!problem.own()) continue;
    GlmmSurface::Own own;
    own.gradient = study.gradient[p];
    own.curvature = study.hessian(p, p);
    own.cross = study.hessian.col(p).head(p);
    if (own.curvature < 0) {
      sum.gradient -= own.cross * (own.gradient / own.curvature);
      sum.hessian -= own.cross * own.cross.transpose() / own.curvature;
    }
    sum.own.push_back(std::move(own));
  }
  return sum;
}

GlmmMaximum glmm_climb(const GlmmProblem& problem, const GlmmPoint& start, int held,
                       double last_gain) {
  GlmmMaximum now{start, glmm_surface(problem, start), false};
  constexpr int most_steps = 200, most_halvings = 60;
  constexpr double longest = 3;  // of a logit or log rate in one step
  for (int i = 0; i < most_steps; ++i) {
    const GlmmSurface& at = now.surface;
    if (!std::isfinite(at.log_likelihood)) return now;
    const GlmmStep step = glmm_step(at, held);
    double most = step.shared.cwiseAbs().maxCoeff();
    for (const double each : step.own) most = std::max(most, std::abs(each));
    const double gain = step.gain;
    if (!std::isfinite(gain) || !std::isfinite(most)) return now;
    double share = most > longest ? longest / most : 1;
    const bool last = gain < last_gain;
    // What adding the studies' likelihoods may lose.
    const double rounding =
        problem.rule.error *
        (static_cast<double>(problem.studies.size()) + std::abs(at.log_likelihood));
    GlmmPoint to = glmm_moved(now.point, step.shared, step.own, share);
    GlmmSurface next = glmm_surface(problem, to);
    for (int halving = 0; halving < most_halvings && !(next.log_likelihood >= at.log_likelihood - rounding);
         ++halving) {
      share /= 2;
      to = glmm_moved(now.point, step.shared, step.own, share);
      next = glmm_surface(problem, to);
    }
    if (!(next.log_likelihood >= at.log_likelihood - rounding)) {
      now.converged = gain < 1e-8;
      return now;
    }
    now.point = std::move(to);
    now.surface = std::move(next);
    if (last) {
      now.converged = true;
      return now;
    }
  }
  return now;
}

GlmmMaximum glmm_polished(GlmmProblem problem, const GlmmMaximum& found, int held) {
  if (problem.loads.axes == 0 || !found.converged) return found;
  problem.rule = finest_rule;
  GlmmMaximum polished = glmm_climb(problem, found.point, held);
  return polished.converged ? polished : found;
}

}  // namespace steelyard
