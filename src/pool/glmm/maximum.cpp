// From a model's ingredients to its maximum likelihood fit.
#include "pool/glmm/maximum.h"

#include <cmath>

#include "stats/matrices.h"

namespace steelyard {

namespace {

constexpr std::string_view no_maximum = "the likelihood has no maximum that could be found";

// Inverse of the information; parameters held at 0 have none.
bool set_covariance(GlmmResult& result, const GlmmMatrix& hessian, int held) {
  std::vector<int> free;
  for (int q = 0; q < hessian.rows(); ++q)
    if (q != held) free.push_back(q);
  const auto n = static_cast<Eigen::Index>(free.size());
  Eigen::MatrixXd information(n, n);
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j)
      information(i, j) = -hessian(free[static_cast<std::size_t>(i)], free[static_cast<std::size_t>(j)]);
  // With a unit diagonal, so that units do not matter.
  const Eigen::VectorXd scale = information.diagonal().cwiseMax(0).cwiseSqrt();
  if (!(scale.minCoeff() > 0) || !scale.allFinite()) return false;
  const Eigen::MatrixXd scaled =
      scale.cwiseInverse().asDiagonal() * information * scale.cwiseInverse().asDiagonal();
  const Cholesky factor(scaled);
  if (!factor.positive()) return false;
  const Eigen::MatrixXd inverse = factor.inverse();
  result.covariance = GlmmMatrix::Zero(hessian.rows(), hessian.rows());
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j)
      result.covariance(free[static_cast<std::size_t>(i)], free[static_cast<std::size_t>(j)]) =
          inverse(i, j) / (scale[i] * scale[j]);
  return true;
}

void set_tests(GlmmFit& fit, const Saturated& saturated, double common) {
  if (!saturated.converged || !std::isfinite(saturated.log_likelihood)) return;
  fit.likelihood_ratio = heterogeneity_test(2 * (saturated.log_likelihood - common), fit.k);
  if (std::isfinite(saturated.wald)) fit.wald = heterogeneity_test(saturated.wald, fit.k);
}

}  // namespace

double GlmmFit::bic() const {
  return std::log(static_cast<double>(observations)) * parameters - 2 * log_likelihood;
}

std::optional<GlmmResult> glmm_maximum(const GlmmIngredients& model, const GlmmSettings& settings,
                                       std::string& why) {
  GlmmResult result;
  GlmmFit& fit = result.fit;
  fit.k = static_cast<int>(model.studies.size());
  fit.uninformative = model.uninformative;
  fit.observations = model.observations;
  const GlmmProblem common{model.common, model.shared_common, model.studies};
  const GlmmMaximum one_effect =
      glmm_polished(common, glmm_climb(common, model.start, -1), -1);
  if (!one_effect.converged) {
    why = no_maximum;
    return std::nullopt;
  }
  GlmmMaximum best = one_effect;
  int held = -1;
  if (settings.random && fit.k > 1) {
    const GlmmProblem random{model.random, model.shared_random, model.studies};
    const int tau = model.shared_random - 1;
    GlmmPoint start;
    start.shared = GlmmVector::Zero(model.shared_random);
    start.shared.head(model.shared_common) = one_effect.point.shared;
    start.own = one_effect.point.own;
    const bool limits = settings.tau2_interval && model.tau2_is_tau_alone;
    const GlmmHighest highest =
        glmm_highest(random, start, tau, model.unit, model.reach,
                     limits ? std::optional(settings.level) : std::nullopt);
    if (highest.unbounded) {
      why = "the counts are so far apart that the likelihood rises with the variance between "
            "studies without end";
      return std::nullopt;
    }
    if (!highest.at.converged) {
      why = no_maximum;
      return std::nullopt;
    }
    best = glmm_polished(random, highest.at, highest.at.point.shared[tau] == 0 ? tau : -1);
    Tau2& tau2 = fit.tau2.emplace();
    tau2.value = best.point.shared[tau] * best.point.shared[tau];
    if (tau2.value == 0) held = tau;
    fit.tau2_ci = highest.tau2_ci;
  }
  if (!set_covariance(result, best.surface.hessian, held)) {
    why = "the likelihood is flat at its maximum, so that there is no standard error";
    return std::nullopt;
  }
  result.shared = best.point.shared;
  if (fit.tau2 && held < 0) {
    const auto tau = model.shared_random - 1;
    fit.tau2->se = 2 * std::abs(best.point.shared[tau]) * std::sqrt(result.covariance(tau, tau));
  }
  fit.estimate = best.point.shared[0];
  fit.se = std::sqrt(result.covariance(0, 0));
  fit.log_likelihood = best.surface.log_likelihood;
  fit.parameters = static_cast<int>(best.point.shared.size() + static_cast<Eigen::Index>(best.point.own.size()));
  fit.covariance = result.covariance.topLeftCorner(1, 1);
  if (settings.tests && fit.k > 1)
    set_tests(fit, model.saturated(common, one_effect.point), one_effect.surface.log_likelihood);
  return result;
}

}  // namespace steelyard
