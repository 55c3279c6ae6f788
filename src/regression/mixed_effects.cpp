// Meta-regression: τ² beyond moderators, coefficients and what follows from them.
#include "steelyard/regression/mixed_effects.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "regression/residual_tau2.h"
#include "stats/matrices.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

constexpr const char* too_far = "the effects are too far apart for their variances";

bool all_finite(const MixedEffects& fit) {
  for (const Coefficient& c : fit.coefficients)
    if (!std::isfinite(c.estimate) || !std::isfinite(c.se) || !std::isfinite(c.statistic) ||
        !std::isfinite(c.low) || !std::isfinite(c.high))
      return false;
  return std::isfinite(fit.qe) && std::isfinite(fit.qm) && fit.covariance.allFinite() &&
         fit.residual.allFinite();
}

std::optional<Tau2> estimate_tau2(const MixedEffectsSettings& settings, Projection& design,
                                  std::string& why) {
  Tau2 tau2;
  if (settings.fixed_tau2) {
    tau2.value = *settings.fixed_tau2;
  } else if (settings.tau2 != nullptr) {
    const ResidualTau2* row = find_row(residual_tau2_estimators(), settings.tau2->id);
    if (row == nullptr) {
      why = "the estimator " + std::string(settings.tau2->id) +
            " of τ² is not defined with moderators";
      return std::nullopt;
    }
    tau2 = estimate_with(*row, design, settings.weights);
    if (!tau2.converged || !std::isfinite(tau2.value)) {
      why = "the variance between studies could not be estimated: " + tau2.reason;
      return std::nullopt;
    }
  }
  return tau2;
}

// I² and H² beyond the moderators. Source: higgins2002, equations 9 and 10, with tr P of the
// design.
void set_heterogeneity(MixedEffects& fit, bool random, Projection& design) {
  design.factor(0);
  const double df = design.df(), trace = trace_of_p(design);
  fit.qe = design.q();
  fit.qe_df = df;
  fit.qe_p = chi_squared_upper(fit.qe, df);
  if (!random) {
    fit.h2 = fit.qe / df;
    fit.i2 = fit.qe > df ? 100 * (fit.qe - df) / fit.qe : 0;
    return;
  }
  const double typical = df / trace * design.unit();
  fit.h2 = fit.tau2 / typical + 1;
  fit.i2 = std::isinf(fit.tau2) ? 100 : 100 * fit.tau2 / (fit.tau2 + typical);
}

void set_r2(MixedEffects& fit, const MixedEffectsSettings& settings, const Eigen::ArrayXd& y,
            const Eigen::ArrayXd& v, bool intercept) {
  if (!intercept || fit.p < 2 || settings.fixed_tau2) return;
  double without = 0, with = fit.tau2;
  if (settings.tau2 != nullptr) {
    const bool weighted =
        settings.tau2->estimate_with != nullptr && settings.weights.size() == y.size();
    const Tau2 alone = weighted ? settings.tau2->estimate_with(y, v, settings.weights)
                                : settings.tau2->estimate(y, v);
    if (!alone.converged) return;
    without = alone.value;
  } else {
    Projection mean(y, v, Eigen::MatrixXd::Ones(y.size(), 1));
    without = mean.q_at(0) / mean.df();
    with = fit.qe / fit.qe_df;
  }
  if (!std::isfinite(without)) return;
  fit.r2 = without > 0 ? std::max(0.0, 100 * (without - with) / without) : 0;
}

// The covariance of the coefficients as B'B, and what the residuals need.
struct Solution {
  Eigen::VectorXd beta;
  Eigen::MatrixXd root;
  Eigen::ArrayXd residual, hat, rest;
};

Solution solve(Projection& design, double t) {
  design.factor(t);
  Solution s;
  s.beta = design.coefficients();
  s.root = design.covariance_root();
  s.residual = design.residuals();
  s.rest = design.in_order(design.rest());
  s.hat = 1 - s.rest;
  return s;
}

// The user's weights A: b = (X'A X)⁻¹ X'A y with the sandwich B' Q' √A Σ √A Q B as covariance.
Solution solve_weighted(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, const Eigen::MatrixXd& X,
                        const Eigen::ArrayXd& weights, double tau2) {
  Projection own(y, 1 / weights, X);
  Solution s = solve(own, 0);
  const Eigen::MatrixXd Q = own.orthonormal();
  Eigen::MatrixXd spread(y.size(), X.cols());
  for (Eigen::Index row = 0; row < y.size(); ++row) {
    const auto i = static_cast<Eigen::Index>(own.order()[static_cast<std::size_t>(row)]);
    spread.row(row) = Q.row(row) * std::sqrt((v[i] + tau2) * weights[i]);
  }
  s.root = product(spread, s.root);
  return s;
}

void set_coefficients(MixedEffects& fit, const Solution& s, const std::vector<std::string>& names,
                      double level) {
  const double tail = (1 - level) / 2;
  const double quantile = fit.df ? -t_quantile(tail, *fit.df) : -normal_quantile(tail);
  for (std::size_t j = 0; j < fit.kept.size(); ++j) {
    const auto at = static_cast<Eigen::Index>(j);
    Coefficient c;
    c.name = names[fit.kept[j]];
    c.estimate = s.beta[at];
    c.se = s.root.col(at).stableNorm() * std::sqrt(fit.scale);
    c.statistic = c.estimate / c.se;
    c.p = fit.df ? t_p(c.statistic, *fit.df) : normal_p(c.statistic);
    c.low = c.estimate - quantile * c.se;
    c.high = c.estimate + quantile * c.se;
    fit.coefficients.push_back(c);
  }
}

void set_likelihoods(MixedEffects& fit, Projection& design, double t) {
  const std::vector<double> ones(static_cast<std::size_t>(design.k()), 1);
  design.factor(ones);
  const double xx = design.log_det_xwx();
  design.factor(t);
  const double unit = std::log(design.unit()), two_pi = std::log(2 * std::numbers::pi);
  const double k = fit.k, df = fit.qe_df;
  const double shared = design.log_variances() + design.q();
  const double full = -0.5 * (k * (two_pi + unit) + shared);
  const double restricted = -0.5 * (df * (two_pi + unit) + shared + design.log_det_xwx() - xx);
  if (std::isfinite(full)) fit.log_likelihood = full;
  if (std::isfinite(restricted)) fit.log_likelihood_restricted = restricted;
}

// b' V⁻¹ b from the correlations, so that the units of the coefficients do not matter.
std::optional<double> wald(const MixedEffects& fit, std::span<const std::size_t> positions) {
  const auto m = static_cast<Eigen::Index>(positions.size());
  Eigen::MatrixXd R(m, m);
  Eigen::VectorXd z(m);
  for (Eigen::Index i = 0; i < m; ++i) {
    const auto a = static_cast<Eigen::Index>(positions[static_cast<std::size_t>(i)]);
    z[i] = fit.coefficients[static_cast<std::size_t>(a)].statistic;
    for (Eigen::Index j = 0; j < m; ++j) {
      const auto b = static_cast<Eigen::Index>(positions[static_cast<std::size_t>(j)]);
      R(i, j) =
          fit.covariance(a, b) / std::sqrt(fit.covariance(a, a)) / std::sqrt(fit.covariance(b, b));
    }
  }
  const InverseForm q = inverse_form(R, z);
  if (!q.found || !std::isfinite(q.value)) return std::nullopt;
  return std::max(q.value, 0.0);
}

}  // namespace

std::optional<CoefficientsTest> test_coefficients(const MixedEffects& fit,
                                                  std::span<const std::size_t> positions) {
  if (positions.empty()) return std::nullopt;
  const auto q = wald(fit, positions);
  if (!q) return std::nullopt;
  CoefficientsTest test;
  test.df = static_cast<double>(positions.size());
  test.df2 = fit.df;
  test.statistic = fit.df ? *q / test.df : *q;
  test.p = fit.df ? f_upper(test.statistic, test.df, *fit.df)
                  : chi_squared_upper(test.statistic, test.df);
  return test;
}

std::optional<MixedEffects> fit_mixed_effects(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                              const Eigen::MatrixXd& X,
                                              const std::vector<std::string>& names,
                                              const MixedEffectsSettings& settings,
                                              std::string& why) {
  MixedEffects fit;
  fit.k = static_cast<int>(y.size());
  fit.kept = independent_columns(X);
  fit.p = static_cast<int>(fit.kept.size());
  for (std::size_t j = 0; j < names.size(); ++j)
    if (std::ranges::find(fit.kept, j) == fit.kept.end()) fit.redundant.push_back(names[j]);
  if (fit.k <= fit.p || fit.p == 0) {
    why = fit.p == 0 ? "the design has no column"
                     : "the model has as many coefficients as there are studies, or more";
    return std::nullopt;
  }
  Eigen::MatrixXd kept(X.rows(), fit.p);
  bool intercept = false;
  for (int j = 0; j < fit.p; ++j) {
    const auto column = static_cast<Eigen::Index>(fit.kept[static_cast<std::size_t>(j)]);
    kept.col(j) = X.col(column);
    intercept = intercept || (kept.col(j).array() == kept(0, j)).all();
  }
  Projection design(y, v, kept);
  const auto tau2 = estimate_tau2(settings, design, why);
  if (!tau2) return std::nullopt;
  fit.tau2 = tau2->value;
  fit.tau2_se = tau2->se;
  const double t = fit.tau2 / design.unit();
  set_heterogeneity(fit, settings.tau2 != nullptr || settings.fixed_tau2, design);
  Solution s = solve(design, t);
  const double q = design.q();  // of inverse variance weights, whatever the user's are
  if (settings.weights.size() == y.size())
    s = solve_weighted(y, v, kept, settings.weights, fit.tau2);
  if (settings.test != CoefficientTest::z) fit.df = fit.qe_df;
  if (settings.test == CoefficientTest::knapp_hartung ||
      settings.test == CoefficientTest::knapp_hartung_adhoc) {
    fit.scale = q / fit.qe_df;
    if (settings.test == CoefficientTest::knapp_hartung_adhoc) fit.scale = std::max(1.0, fit.scale);
    if (fit.scale == 0) {
      why = "the Knapp–Hartung standard errors vanish, because the model fits every effect exactly";
      return std::nullopt;
    }
  }
  set_coefficients(fit, s, names, settings.level);
  fit.covariance_root = s.root * std::sqrt(fit.scale);
  fit.covariance = transposed_product(s.root, s.root) * fit.scale;
  fit.residual = s.residual;
  fit.fitted = y - s.residual;
  fit.hat = s.hat;
  fit.standardised = (s.rest > 0).select(s.residual / ((v + fit.tau2) * s.rest).sqrt(), 0.0);
  set_likelihoods(fit, design, t);
  set_r2(fit, settings, y, v, intercept);
  std::vector<std::size_t> tested;
  for (std::size_t j = 0; j < fit.coefficients.size(); ++j) {
    const auto column = kept.col(static_cast<Eigen::Index>(j)).array();
    if (fit.p == 1 || !(column == column[0]).all()) tested.push_back(j);
  }
  const auto omnibus = test_coefficients(fit, tested);
  if (!omnibus || !all_finite(fit)) {
    why = too_far;
    return std::nullopt;
  }
  fit.qm = omnibus->statistic;
  fit.qm_df = omnibus->df;
  fit.qm_p = omnibus->p;
  return fit;
}

}  // namespace steelyard
