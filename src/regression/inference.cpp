// What follows from a meta-regression.
#include "steelyard/regression/inference.h"

#include <algorithm>
#include <cmath>

#include "regression/residual_tau2.h"
#include "stats/matrices.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

double upper_quantile(double level, const std::optional<double>& df) {
  const double tail = (1 - level) / 2;
  return df ? -t_quantile(tail, *df) : -normal_quantile(tail);
}

double determinant(const Eigen::MatrixXd& covariance, const std::vector<std::size_t>& positions) {
  const auto m = static_cast<Eigen::Index>(positions.size());
  Eigen::MatrixXd R(m, m);
  for (Eigen::Index i = 0; i < m; ++i)
    for (Eigen::Index j = 0; j < m; ++j) {
      const auto a = static_cast<Eigen::Index>(positions[static_cast<std::size_t>(i)]);
      const auto b = static_cast<Eigen::Index>(positions[static_cast<std::size_t>(j)]);
      R(i, j) = covariance(a, b) / std::sqrt(covariance(a, a)) / std::sqrt(covariance(b, b));
    }
  return determinant_of(R);
}

Eigen::MatrixXd independent(const Eigen::MatrixXd& X) {
  const std::vector<std::size_t> kept = independent_columns(X);
  Eigen::MatrixXd result(X.rows(), static_cast<Eigen::Index>(kept.size()));
  for (std::size_t j = 0; j < kept.size(); ++j)
    result.col(static_cast<Eigen::Index>(j)) = X.col(static_cast<Eigen::Index>(kept[j]));
  return result;
}

// −2 × the highest full log-likelihood, but for constants that depend on k only.
std::optional<double> deviance(Projection& design, bool random) {
  double t = 0;
  if (random) {
    const auto highest = highest_likelihood(design, Likelihood::full);
    if (!highest) return std::nullopt;
    t = *highest;
  }
  design.factor(t);
  const double result = design.log_variances() + design.q();
  return std::isfinite(result) ? std::optional(result) : std::nullopt;
}

}  // namespace

MeanAt mean_at(const MixedEffects& fit, const Eigen::VectorXd& x, double level, bool random,
               std::optional<double> prediction_df) {
  Eigen::VectorXd kept(fit.p);
  MeanAt mean;
  for (Eigen::Index j = 0; j < kept.size(); ++j) {
    const auto at = static_cast<std::size_t>(j);
    kept[j] = x[static_cast<Eigen::Index>(fit.kept[at])];
    mean.estimate += kept[j] * fit.coefficients[at].estimate;
  }
  mean.se = (fit.covariance_root * kept).stableNorm();
  const double half = upper_quantile(level, fit.df) * mean.se;
  mean.interval = {mean.estimate - half, mean.estimate + half};
  if (random) {
    const double wide =
        upper_quantile(level, prediction_df) * std::hypot(mean.se, std::sqrt(fit.tau2));
    if (std::isfinite(wide)) mean.prediction = {mean.estimate - wide, mean.estimate + wide};
  }
  return mean;
}

std::optional<double> variance_inflation(const MixedEffects& fit,
                                         std::span<const std::size_t> positions,
                                         std::optional<std::size_t> intercept) {
  if (positions.empty()) return std::nullopt;
  std::vector<std::size_t> all, others;
  for (std::size_t j = 0; j < fit.coefficients.size(); ++j) {
    if (j == intercept) continue;
    all.push_back(j);
    if (std::ranges::find(positions, j) == positions.end()) others.push_back(j);
  }
  if (others.empty()) return 1;
  const double factor = determinant(fit.covariance, {positions.begin(), positions.end()}) *
                        determinant(fit.covariance, others) / determinant(fit.covariance, all);
  if (!std::isfinite(factor)) return std::nullopt;
  return std::max(factor, 1.0);
}

std::optional<Bounds> residual_q_profile(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                         const Eigen::MatrixXd& X, double level) {
  const Eigen::MatrixXd kept = independent(X);
  if (kept.cols() == 0 || kept.rows() <= kept.cols()) return std::nullopt;
  Projection design(y, v, kept);
  const double df = design.df(), tail = (1 - level) / 2;
  const auto low = tau2_where_q_is(design, chi_squared_quantile(1 - tail, df));
  const auto high = tau2_where_q_is(design, chi_squared_quantile(tail, df));
  if (!low || !high) return std::nullopt;
  const Bounds bounds{*low * design.unit(), *high * design.unit()};
  return std::isfinite(bounds.high) ? std::optional(bounds) : std::nullopt;
}

std::optional<InformationCriteria> information_criteria(const MixedEffects& fit, bool restricted,
                                                        int parameters) {
  const auto height = restricted ? fit.log_likelihood_restricted : fit.log_likelihood;
  if (!height) return std::nullopt;
  const double m = parameters, n = restricted ? fit.qe_df : fit.k;
  // With fewer observations than this the correction has no sense; the smallest sensible number
  // stands for them.
  const double corrected = std::max(n, m + 2);
  InformationCriteria result;
  result.log_likelihood = *height;
  result.aic = -2 * *height + 2 * m;
  result.bic = -2 * *height + m * std::log(n);
  result.aicc = -2 * *height + 2 * m * corrected / (corrected - m - 1);
  return result;
}

std::optional<LikelihoodRatio> against_no_moderators(const Eigen::ArrayXd& y,
                                                     const Eigen::ArrayXd& v,
                                                     const Eigen::MatrixXd& X, bool random) {
  const Eigen::MatrixXd kept = independent(X);
  if (kept.cols() < 2 || kept.rows() <= kept.cols()) return std::nullopt;
  Projection design(y, v, kept), mean(y, v, Eigen::MatrixXd::Ones(y.size(), 1));
  const auto with = deviance(design, random), without = deviance(mean, random);
  if (!with || !without) return std::nullopt;
  LikelihoodRatio ratio;
  ratio.statistic = std::max(*without - *with, 0.0);
  ratio.df = design.p() - 1;
  ratio.p = chi_squared_upper(ratio.statistic, ratio.df);
  return ratio;
}

}  // namespace steelyard
