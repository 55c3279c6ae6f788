// The likelihood of all studies and its maximum.
#include "pool/glmm/likelihood.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "pool/profile_search.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

namespace {

// Standard deviations between studies, on scales of logits and log rates, beyond which effects
// would differ by factors of millions; a likelihood that still rises there has no maximum.
constexpr double largest_tau = 15;

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
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(H);
  constexpr double flattest = 1e-10;
  Eigen::VectorXd turned = solver.eigenvectors().transpose() * g;
  for (Eigen::Index i = 0; i < n; ++i)
    turned[i] /= std::max(std::abs(solver.eigenvalues()[i]), flattest);
  const Eigen::VectorXd found = solver.eigenvectors() * turned;
  for (Eigen::Index i = 0; i < n; ++i)
    step[free[static_cast<std::size_t>(i)]] = found[i] * scale[i];
  return step;
}

GlmmPoint moved(const GlmmPoint& from, const GlmmVector& shared, const std::vector<double>& own,
                double share) {
  GlmmPoint to = from;
  to.shared += share * shared;
  for (std::size_t i = 0; i < own.size(); ++i) to.own[i] += share * own[i];
  return to;
}

// The profile of τ, climbed anew at each τ from the last point.
class TauProfile {
 public:
  struct Score {
    double slope = 0;
    bool finite = false;
  };

  TauProfile(const GlmmProblem& problem, GlmmPoint start, int tau, double unit)
      : problem_(problem), point_(std::move(start)), tau_(tau), unit_(unit) {}

  // τ² in units: t · unit. At 0 the slope in τ² is half the curvature in τ.
  Score score_at(double t) {
    const GlmmMaximum& at = climb(t);
    const double tau = at.point.shared[tau_];
    const double slope = tau > 0 ? at.surface.gradient[tau_] / (2 * tau)
                                 : at.surface.hessian(tau_, tau_) / 2;
    last_ = {slope, at.converged && std::isfinite(slope)};
    return last_;
  }
  [[nodiscard]] double slope(const Score& score) const { return score.slope; }
  [[nodiscard]] bool falls_from(double t, const Score& score) const {
    return !score.finite || t * unit_ >= largest_tau * largest_tau;
  }
  [[nodiscard]] bool is_finite(const Score& score) const { return score.finite; }
  double height(double t) { return climb(t).surface.log_likelihood; }

  const GlmmMaximum& climb(double t) {
    point_.shared[tau_] = std::sqrt(t * unit_);
    at_ = glmm_climb(problem_, point_, tau_);
    if (at_.converged) point_ = at_.point;
    return at_;
  }
  [[nodiscard]] Score last() const { return last_; }

 private:
  const GlmmProblem& problem_;
  GlmmPoint point_;
  int tau_;
  double unit_;
  GlmmMaximum at_;
  Score last_;
};

}  // namespace

GlmmSurface glmm_surface(const GlmmProblem& problem, const GlmmPoint& point) {
  const int p = problem.shared;
  GlmmSurface sum;
  sum.gradient = GlmmVector::Zero(p);
  sum.hessian = GlmmMatrix::Zero(p, p);
  GlmmVector parameters(problem.loads.parameters);
  parameters.head(p) = point.shared;
  for (std::size_t i = 0; i < problem.studies.size(); ++i) {
    if (problem.own()) parameters[p] = point.own[i];
    const StudyValue study = study_value(problem.studies[i], problem.loads, parameters);
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

GlmmMaximum glmm_climb(const GlmmProblem& problem, const GlmmPoint& start, int held) {
  GlmmMaximum now{start, glmm_surface(problem, start), false};
  constexpr int most_steps = 200, most_halvings = 60;
  constexpr double longest = 3;            // of a logit or log rate in one step
  constexpr double last_step = 1e-13;      // gain left: the step after it ends at rounding errors
  for (int i = 0; i < most_steps; ++i) {
    const GlmmSurface& at = now.surface;
    if (!std::isfinite(at.log_likelihood)) return now;
    const GlmmVector step = uphill(at.gradient, at.hessian, held);
    std::vector<double> own(at.own.size());
    double gain = step.dot(at.gradient), most = step.cwiseAbs().maxCoeff();
    for (std::size_t s = 0; s < own.size(); ++s) {
      const GlmmSurface::Own& each = at.own[s];
      if (!(each.curvature < 0)) continue;
      own[s] = -(each.gradient + each.cross.dot(step)) / each.curvature;
      gain += each.gradient * each.gradient / -each.curvature;
      most = std::max(most, std::abs(own[s]));
    }
    if (!std::isfinite(gain) || !std::isfinite(most)) return now;
    double share = most > longest ? longest / most : 1;
    const bool last = gain < last_step;
    // What adding the studies' likelihoods may lose.
    const double rounding = 1e-13 * (1 + std::abs(at.log_likelihood));
    GlmmPoint to = moved(now.point, step, own, share);
    GlmmSurface next = glmm_surface(problem, to);
    for (int halving = 0; halving < most_halvings && !(next.log_likelihood >= at.log_likelihood - rounding);
         ++halving) {
      share /= 2;
      to = moved(now.point, step, own, share);
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

GlmmHighest glmm_highest(const GlmmProblem& problem, const GlmmPoint& start, int tau,
                         double unit) {
  GlmmHighest result;
  TauProfile profile(problem, start, tau, unit);
  ProfileSearch<TauProfile> search(profile);
  const auto t = search.highest();
  if (!t) return result;
  result.at = profile.climb(*t);
  // A profile that rises to the end has its height there, or beyond.
  const GlmmMaximum end = profile.climb(largest_tau * largest_tau / unit);
  result.unbounded = end.converged && end.surface.gradient[tau] > 0 &&
                     end.surface.log_likelihood > result.at.surface.log_likelihood;
  return result;
}

std::optional<Bounds> glmm_tau2_interval(const GlmmProblem& problem, const GlmmMaximum& highest,
                                         int tau, double unit, double level) {
  const double fall = chi_squared_quantile(level, 1) / 2;
  const double top = highest.surface.log_likelihood;
  const double best = std::pow(highest.point.shared[tau], 2) / unit;
  TauProfile profile(problem, highest.point, tau, unit);
  bool failed = false;
  const auto above = [&](double t) {
    const GlmmMaximum& at = profile.climb(t);
    if (!at.converged) failed = true;
    return at.surface.log_likelihood - top + fall;
  };
  Bounds bounds;
  const double at_zero = above(0);
  if (at_zero < 0) bounds.low = root_between(above, 0, at_zero, best, fall) * unit;
  const double end = largest_tau * largest_tau / unit;
  double inside = best, at_inside = fall, outside = std::max(best * 2, 0.25), at_outside = 0;
  while (true) {
    outside = std::min(outside, end);
    at_outside = above(outside);
    if (failed) return std::nullopt;
    if (at_outside < 0) break;
    if (outside >= end) return std::nullopt;
    inside = outside;
    at_inside = at_outside;
    outside *= 2;
  }
  bounds.high = root_between(above, inside, at_inside, outside, at_outside) * unit;
  if (failed) return std::nullopt;
  return bounds;
}

}  // namespace steelyard
