// Case deletion diagnostics of the random-effects model.
#include "steelyard/sensitivity/influence.h"

#include <cmath>

#include "pool/centred.h"
#include "steelyard/sensitivity/leave_out.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

std::optional<double> if_finite(double value) {
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

// Σ w over the studies, and over all but one, so that 1 − h keeps its digits.
struct Weights {
  Eigen::ArrayXd w;
  double sum = 0;

  Weights(const Eigen::ArrayXd& v, double tau2) : w(v.minCoeff() / (v + tau2)), sum(w.sum()) {}
  [[nodiscard]] double hat(Eigen::Index i) const { return w[i] / sum; }
  [[nodiscard]] double rest(Eigen::Index i) const {  // 1 − h
    double others = 0;
    for (Eigen::Index j = 0; j < w.size(); ++j)
      if (j != i) others += w[j];
    return others / sum;
  }
};

// By what Hartung and Knapp multiply the variance of the pooled effect; 1 with other intervals.
// Absent where the interval cannot be had.
std::optional<double> variance_factor(const Refit& refit, const Method& method) {
  if (method.interval == nullptr || !method.interval->id.starts_with("hartung-knapp")) return 1;
  if (!refit.interval || !refit.se) return std::nullopt;
  const double root = refit.interval->se / *refit.se;
  return if_finite(root * root);
}

bool beyond_cutoffs(const StudyInfluence& study, double k, double median_chi2) {
  return std::abs(study.dffits.value_or(0)) > 3 * std::sqrt(1 / (k - 1)) ||
         study.cook.value_or(0) > median_chi2 || study.hat.value_or(0) > 3 / k ||
         std::abs(study.dfbetas.value_or(0)) > 1;
}

}  // namespace

std::vector<StudyInfluence> influence(const Effects& effects, const Method& method,
                                      std::string& why) {
  const Refitter refitter(effects, method);
  const Eigen::Index k = effects.k();
  if (k < 2) {
    why = "the influence of a study shows only beside others";
    return {};
  }
  const Refit whole = refitter.all();
  if (!whole.estimate) {
    why = whole.why;
    return {};
  }
  const auto factor = variance_factor(whole, method);
  if (!factor) {
    why = "the interval of the pooled effect cannot be computed";
    return {};
  }
  const double mu = *whole.estimate, tau2 = whole.tau2.value_or(0);
  const double se = *whole.se * std::sqrt(*factor);
  const Eigen::ArrayXd &y = effects.y, &v = effects.v;
  const Centred centred(y, v);
  const double mean = centred.mean_at(tau2 / centred.unit());
  const Weights weights(v, tau2);
  const double median_chi2 = chi_squared_quantile(0.5, 1);
  const std::vector<Refit> others = leave_one_out(refitter);
  std::vector<StudyInfluence> studies;
  for (Eigen::Index i = 0; i < k; ++i) {
    StudyInfluence study;
    const double residual = y[i] - mu, h = weights.hat(i);
    const double residual_se = std::sqrt((v[i] + tau2) * weights.rest(i));
    study.hat = h;
    study.residual = residual;
    study.residual_se = residual_se;
    study.rstandard = if_finite(residual / residual_se);
    study.baujat_x = if_finite(residual / (v[i] + tau2) * residual);
    const Refit& without = others[static_cast<std::size_t>(i)];
    const auto factor_without = variance_factor(without, method);
    if (without.estimate && factor_without) {
      const double scale = *factor_without, root = std::sqrt(scale);
      const double tau2_without = without.tau2.value_or(0), se_without = *without.se * root;
      const double outside = y[i] - *without.estimate;
      const Weights anew(v, tau2_without);
      // μ − μ(−i), by way of the mean of all studies at τ²(−i): the plain difference would lose the
      // digits of small influences.
      const double moved =
          (mean - centred.mean_at(tau2_without / centred.unit())) * std::sqrt(centred.unit()) +
          anew.hat(i) * outside;
      study.rstudent = if_finite(outside / std::hypot(root * std::sqrt(v[i] + tau2_without), se_without));
      study.dffits = if_finite(moved / std::sqrt(scale * h * (v[i] + tau2_without)));
      study.cook = if_finite(moved / se * (moved / se));
      study.cov_ratio = if_finite(se_without / se * (se_without / se));
      study.tau2_without = without.tau2;
      study.q_without = without.q;
      study.dfbetas = if_finite(moved * std::sqrt(anew.sum / centred.unit()) / root);
      study.baujat_y = if_finite(moved / se_without * (moved / se_without));
    }
    study.influential = beyond_cutoffs(study, static_cast<double>(k), median_chi2);
    studies.push_back(study);
  }
  return studies;
}

}  // namespace steelyard
