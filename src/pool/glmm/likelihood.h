// The likelihood of all studies and its maximum, with own parameters of the studies profiled out.
#pragma once
#include <optional>
#include <vector>

#include "pool/glmm/study_integral.h"
#include "steelyard/pool/synthesis.h"

namespace steelyard {

/// Studies that share `loads`. The first `shared` parameters are common to all; one more, if
/// loads.parameters says so, is each study's own.
struct GlmmProblem {
  Loads loads;
  int shared = 0;
  std::vector<StudyCounts> studies;
  LineRule rule = fine_rule;

  [[nodiscard]] bool own() const { return loads.parameters > shared; }
};

struct GlmmPoint {
  GlmmVector shared;
  std::vector<double> own;  ///< one for each study, if they have any
};

/// The log-likelihood at a point, as a function of the shared parameters alone: own parameters are
/// eliminated from gradient and Hessian (by Schur complements), so that cost is linear in studies.
struct GlmmSurface {
  double log_likelihood = 0;
  GlmmVector gradient;
  GlmmMatrix hessian;
  struct Own {
    double gradient = 0, curvature = -1;
    GlmmVector cross;
  };
  std::vector<Own> own;
};

struct GlmmMaximum {
  GlmmPoint point;
  GlmmSurface surface;
  bool converged = false;
};

GlmmSurface glmm_surface(const GlmmProblem& problem, const GlmmPoint& point);

/// The maximum over all parameters but `held` (−1: none), by Newton's method with halved steps.
/// At fixed standard deviations the log-likelihood is concave, because log-concave functions stay
/// so when integrated (Prékopa); then this is the global maximum.
///
/// Takes: `last_gain`: the log-likelihood still to be gained before the last step, which leaves
///        about its square
GlmmMaximum glmm_climb(const GlmmProblem& problem, const GlmmPoint& start, int held,
                       double last_gain = 1e-13);

/// The same maximum by the finest rule, which moves it by little.
GlmmMaximum glmm_polished(GlmmProblem problem, const GlmmMaximum& found, int held);

/// How the other parameters move at the maximum when the shared parameter `held` moves.
struct GlmmTangent {
  GlmmVector shared;  ///< 1 for `held`
  std::vector<double> own;
};
GlmmTangent glmm_tangent(const GlmmSurface& surface, int held);

/// The Newton step of all parameters but `held`, and what it gains.
struct GlmmStep {
  GlmmVector shared;
  std::vector<double> own;
  double gain = 0;  ///< g′ (−H)⁻¹ g, twice the gain of a quadratic
};
GlmmStep glmm_step(const GlmmSurface& surface, int held);

GlmmPoint glmm_moved(const GlmmPoint& from, const GlmmVector& shared,
                     const std::vector<double>& own, double share);

/// The global maximum over τ ≥ 0 as well, τ being the shared parameter `tau`, and the limits of τ²
/// where twice the log-likelihood falls short of its maximum by the χ² quantile.
///
/// The profile of τ is followed from 0 outwards on a grid, each fall of its slope through zero
/// holds a maximum, and the highest one is taken; the limits are the outermost that the grid knows.
///
/// Takes: `start`: the maximum at τ = 0
///        `unit`: about the smallest variance of a study's own effect
///        `reach`: the range of the studies' own effects; a likelihood that falls at a τ beyond
///        twice this is taken to fall for good
/// Source: hardy1996 (limits)
struct GlmmHighest {
  GlmmMaximum at;
  bool unbounded = false;  ///< the likelihood still rises at the largest τ that was tried
  std::optional<Bounds> tau2_ci;  ///< absent if not wanted, or without an upper end
};
GlmmHighest glmm_highest(GlmmProblem problem, const GlmmPoint& start, int tau, double unit,
                         double reach, std::optional<double> level);

}  // namespace steelyard
