// The profile likelihood of τ: its highest maximum and the limits where it has fallen.
#include <algorithm>
#include <cmath>

#include "pool/glmm/likelihood.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

namespace {

// Standard deviations between studies, on scales of logits and log rates, beyond which effects
// would differ by factors of millions; a likelihood that still rises there has no maximum.
constexpr double largest_tau = 15;
constexpr double first_step = 0.5, growth = 1.7;  // of the grid, in the smallest standard error
constexpr double near_gain = 1e-8;                // ends a climb whose maximum is not the last
constexpr double coarse_gain = 1e-4;              // and one by the coarse rule
constexpr double grid_error = 1e-3;               // more than the coarse rule errs in heights

class TauProfile {
 public:
  struct Point {
    double tau = 0, height = 0, slope = 0;  // slope in τ; at 0 its half curvature, of the same sign
    GlmmPoint at;
  };

  TauProfile(GlmmProblem problem, int tau) : problem_(std::move(problem)), tau_(tau) {}

  // False if the likelihood could not be climbed at some τ.
  bool scan(const GlmmPoint& start, double unit, double reach) {
    GlmmMaximum now{start, glmm_surface(problem_, start), true};
    grid_.push_back({0, now.surface.log_likelihood, now.surface.hessian(tau_, tau_) / 2, start});
    if (!std::isfinite(grid_[0].slope)) return false;
    problem_.rule = coarse_rule;
    double tau = first_step * std::sqrt(unit);
    while (true) {
      tau = std::min(tau, largest_tau);
      const GlmmTangent tangent = glmm_tangent(now.surface, tau_);
      GlmmPoint next = glmm_moved(now.point, tangent.shared, tangent.own,
                                  tau - now.point.shared[tau_]);
      now = glmm_climb(problem_, next, tau_, coarse_gain);
      if (!now.converged) {  // the tangent may lead astray
        next = grid_.back().at;
        next.shared[tau_] = tau;
        now = glmm_climb(problem_, next, tau_, coarse_gain);
      }
      if (!now.converged) return false;
      grid_.push_back({tau, now.surface.log_likelihood, now.surface.gradient[tau_], now.point});
      if (tau >= largest_tau || (grid_.back().slope < 0 && tau > 2 * reach)) break;
      tau *= growth;
    }
    problem_.rule = fine_rule;
    return true;
  }

  // The highest of the maxima that the grid shows; absent if none could be climbed.
  std::optional<GlmmMaximum> highest() {
    std::optional<GlmmMaximum> best;
    if (grid_[0].slope <= 0) best = glmm_climb(problem_, grid_[0].at, tau_);
    const auto offer = [&](const std::optional<GlmmMaximum>& found) {
      if (found && found->converged &&
          (!best || found->surface.log_likelihood > best->surface.log_likelihood))
        best = found;
    };
    for (std::size_t i = 1; i < grid_.size(); ++i) {
      const Point &before = grid_[i - 1], &here = grid_[i];
      if (before.slope > 0 && here.slope <= 0) offer(between(before, here));
      // The slope comes near zero and turns: two roots may hide beside this point.
      if (i + 1 < grid_.size() && i > 1 && same_side(before, here) &&
          same_side(here, grid_[i + 1]) && std::abs(here.slope) < std::abs(before.slope) &&
          std::abs(here.slope) < std::abs(grid_[i + 1].slope))
        offer(all_free(here.at));
    }
    return best;
  }

  [[nodiscard]] const Point& last() const { return grid_.back(); }

  // The outermost points of the grid that are surely above and below the target bracket the limits.
  std::optional<Bounds> limits(const GlmmMaximum& top, double fall) {
    const double target = top.surface.log_likelihood - fall;
    const Point best{top.point.shared[tau_], top.surface.log_likelihood, 0, top.point};
    Bounds bounds;
    if (grid_[0].height < target) {
      Point outside = grid_[0], inside = best;
      for (const Point& each : grid_) {
        if (each.tau >= best.tau) break;
        if (each.height < target - grid_error) outside = each;
        if (each.height > target + grid_error) {
          inside = each;
          break;
        }
      }
      const auto root = crossing(inside, outside, target);
      if (!root) return std::nullopt;
      bounds.low = *root * *root;
    }
    Point inside = best;
    for (const Point& each : grid_)
      if (each.tau > inside.tau && each.height > target + grid_error) inside = each;
    std::optional<Point> outside;
    for (const Point& each : grid_)
      if (each.tau > inside.tau && each.height < target - grid_error && !outside) outside = each;
    Point edge = grid_.back().tau > inside.tau ? grid_.back() : inside;
    while (!outside) {
      if (edge.tau >= largest_tau) return std::nullopt;
      const double tau = std::min(growth * std::max(edge.tau, grid_[1].tau), largest_tau);
      edge = climbed(edge.at, tau);
      if (!std::isfinite(edge.height)) return std::nullopt;
      if (edge.height > target + grid_error) inside = edge;
      if (edge.height < target - grid_error) outside = edge;
    }
    const auto root = crossing(inside, *outside, target);
    if (!root) return std::nullopt;
    bounds.high = *root * *root;
    return bounds;
  }

 private:
  GlmmProblem problem_;
  int tau_;
  std::vector<Point> grid_;

  static bool same_side(const Point& a, const Point& b) { return (a.slope > 0) == (b.slope > 0); }

  Point climbed(GlmmPoint from, double tau) {
    from.shared[tau_] = tau;
    const GlmmMaximum at = glmm_climb(problem_, from, tau_, near_gain);
    if (!at.converged) return {tau, -HUGE_VAL, 0, from};
    return {tau, at.surface.log_likelihood, at.surface.gradient[tau_], at.point};
  }

  // τ freed; the likelihood is even in τ.
  GlmmMaximum all_free(const GlmmPoint& from) {
    GlmmMaximum found = glmm_climb(problem_, from, -1);
    if (found.point.shared[tau_] < 0) {
      found.point.shared[tau_] *= -1;
      found = glmm_climb(problem_, found.point, -1);
    }
    return found;
  }

  // The maximum between a rising and a falling point.
  GlmmMaximum between(const Point& rising, const Point& falling) {
    const double share = rising.slope / (rising.slope - falling.slope);
    GlmmPoint start = share < 0.5 && rising.tau > 0 ? rising.at : falling.at;
    constexpr double inner = 0.1;  // of the way, off the ends
    start.shared[tau_] = rising.tau + std::clamp(share, inner, 1 - inner) * (falling.tau - rising.tau);
    GlmmMaximum found = all_free(start);
    const double tau = found.point.shared[tau_];
    if (found.converged && tau >= rising.tau && tau <= falling.tau) return found;
    GlmmPoint at = falling.at;
    const double root = root_between(
        [&](double t) {
          const Point point = climbed(at, t);
          at = point.at;
          return point.slope;
        },
        std::max(rising.tau, 1e-3 * falling.tau), rising.slope, falling.tau, falling.slope);
    at.shared[tau_] = root;
    return glmm_climb(problem_, at, tau_);
  }

  // τ between a point above the target and one below. Each step moves τ by Newton's method, and the
  // other parameters with it; heights are those that they are about to reach (venzon1988).
  std::optional<double> crossing(const Point& above, const Point& below, double target) {
    double inside = above.tau, outside = below.tau;
    const double share = (above.height - target) / (above.height - below.height);
    double tau = inside + std::clamp(share, 0.1, 0.9) * (outside - inside);
    GlmmPoint at = above.at;
    at.shared[tau_] = tau;
    constexpr int most_steps = 100;
    constexpr double close = 1e-12, far_off = 0.5;
    for (int i = 0; i < most_steps; ++i) {
      const GlmmSurface surface = glmm_surface(problem_, at);
      const GlmmStep step = glmm_step(surface, tau_);
      if (!std::isfinite(step.gain) || !std::isfinite(surface.log_likelihood)) return std::nullopt;
      if (step.gain > far_off) {
        const GlmmMaximum found = glmm_climb(problem_, at, tau_, near_gain);
        if (!found.converged) return std::nullopt;
        at = found.point;
        continue;
      }
      const double height = surface.log_likelihood + step.gain / 2 - target;
      const double slope = surface.gradient[tau_] + surface.hessian.col(tau_).dot(step.shared);
      (height > 0 ? inside : outside) = tau;
      double next = tau - height / slope;
      const bool within = next > std::min(inside, outside) && next < std::max(inside, outside);
      if (std::abs(next - tau) <= close * tau && step.gain < near_gain) return next;
      if (!within) next = (inside + outside) / 2;
      if (std::abs(inside - outside) <= close * tau) return next;
      const GlmmTangent tangent = glmm_tangent(surface, tau_);
      at = glmm_moved(at, step.shared, step.own, 1);
      at = glmm_moved(at, tangent.shared, tangent.own, next - tau);
      tau = at.shared[tau_] = next;
    }
    return std::nullopt;
  }
};

}  // namespace

GlmmHighest glmm_highest(GlmmProblem problem, const GlmmPoint& start, int tau, double unit,
                         double reach, std::optional<double> level) {
  GlmmHighest result;
  TauProfile profile(std::move(problem), tau);
  if (!profile.scan(start, unit, reach)) return result;
  const auto best = profile.highest();
  const TauProfile::Point& last = profile.last();
  result.unbounded =
      last.slope > 0 && (!best || last.height > best->surface.log_likelihood - grid_error);
  if (!best || result.unbounded) return result;
  result.at = *best;
  if (level) result.tau2_ci = profile.limits(*best, chi_squared_quantile(*level, 1) / 2);
  return result;
}

}  // namespace steelyard
