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
GlmmMaximum glmm_climb(const GlmmProblem& problem, const GlmmPoint& start, int held);

/// The global maximum over τ ≥ 0 as well, τ being the shared parameter `tau`.
///
/// Takes: `unit`: about the smallest variance of a study's own effect
struct GlmmHighest {
  GlmmMaximum at;
  bool unbounded = false;  ///< the likelihood still rises at the largest τ that was tried
};
GlmmHighest glmm_highest(const GlmmProblem& problem, const GlmmPoint& start, int tau, double unit);

/// Limits of τ² where twice the log-likelihood falls short of its maximum by the χ² quantile.
/// Source: hardy1996
std::optional<Bounds> glmm_tau2_interval(const GlmmProblem& problem, const GlmmMaximum& highest,
                                         int tau, double unit, double level);

}  // namespace steelyard
