// Multilevel and multivariate models: estimates, tests, heterogeneity by level.
#include <cmath>

#include "multilevel/climb.h"
#include "multilevel/identified.h"
#include "stats/matrices.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

void set_coefficients(MultilevelFit& fit, const MultilevelData& data,
                      const MarginalModel::Solution& solution, const MultilevelSettings& settings) {
  if (settings.t) fit.df = fit.k - fit.p;
  const double tail = (1 - settings.level) / 2;
  const double quantile = fit.df ? -t_quantile(tail, *fit.df) : -normal_quantile(tail);
  for (Index j = 0; j < data.X.cols(); ++j) {
    Coefficient c;
    c.name = data.names[static_cast<std::size_t>(j)];
    c.estimate = solution.beta[j];
    c.se = std::sqrt(solution.covariance(j, j));
    c.statistic = c.estimate / c.se;
    c.p = fit.df ? t_p(c.statistic, *fit.df) : normal_p(c.statistic);
    c.low = c.estimate - quantile * c.se;
    c.high = c.estimate + quantile * c.se;
    fit.coefficients.push_back(std::move(c));
  }
  fit.covariance = solution.covariance;
}

// All coefficients but the intercept together; the intercept where it stands alone.
void set_omnibus(MultilevelFit& fit, const VectorXd& beta) {
  std::vector<Index> tested;
  for (Index j = 0; j < beta.size(); ++j)
    if (fit.coefficients[static_cast<std::size_t>(j)].name != "intercept") tested.push_back(j);
  if (tested.empty()) tested.push_back(0);
  const auto m = static_cast<Index>(tested.size());
  VectorXd b(m);
  MatrixXd C(m, m);
  for (Index i = 0; i < m; ++i) {
    b[i] = beta[tested[static_cast<std::size_t>(i)]];
    for (Index j = 0; j < m; ++j)
      C(i, j) = fit.covariance(tested[static_cast<std::size_t>(i)],
                               tested[static_cast<std::size_t>(j)]);
  }
  fit.qm = inverse_form(C, b).value;
  fit.qm_df = static_cast<double>(m);
  if (fit.df) {
    fit.qm /= fit.qm_df;
    fit.qm_p = f_upper(fit.qm, fit.qm_df, *fit.df);
  } else {
    fit.qm_p = chi_squared_upper(fit.qm, fit.qm_df);
  }
}

// The typical sampling variance (k − p)/tr P, P from V alone. Source: higgins2002, equation 9;
// nakagawa2012 for several levels.
void set_heterogeneity(MultilevelFit& fit, const MarginalModel& model) {
  const double units = fit.unit * fit.unit;
  if (const auto common = model.solve(VectorXd::Zero(model.parameters()))) {
    fit.qe = common->q;
    fit.qe_df = fit.k - fit.p;
    fit.qe_p = chi_squared_upper(fit.qe, fit.qe_df);
  }
  fit.typical = model.typical_variance() * units;
  double sum = fit.typical;
  for (const double sigma2 : fit.sigma2) sum += sigma2;
  for (const double sigma2 : fit.sigma2) fit.i2.push_back(100 * (sigma2 / sum));
}

}  // namespace

namespace {

bool suits(const MultilevelData& data, const MarginalModel& model, std::string& why) {
  if (data.y.size() <= data.X.cols()) {
    why = "there are not more effects than coefficients";
    return false;
  }
  if (model.usable()) return true;
  why = "the effects are too far apart for their variances, or columns say the same";
  return false;
}

// Everything that follows from the variance components, given in units.
std::optional<MultilevelFit> fit_of(const MultilevelData& data, const MultilevelSettings& settings,
                                    const MarginalModel& model, const VectorXd& theta,
                                    std::string& why) {
  const auto likelihood = model.likelihood(theta, settings.restricted, false);
  const auto solution = model.solve(theta);
  if (!likelihood || !solution || !solution->beta.allFinite() ||
      !solution->covariance.allFinite()) {
    why = "the covariance of the effects is not positive definite";
    return std::nullopt;
  }
  MultilevelFit fit;
  fit.k = static_cast<int>(data.y.size());
  fit.p = static_cast<int>(data.X.cols());
  fit.unit = model.unit();
  fit.theta = theta;
  const double units = fit.unit * fit.unit;
  const auto L = static_cast<Index>(model.levels());
  for (Index l = 0; l < L; ++l) fit.sigma2.push_back(theta[l] * units);
  if (data.outcomes) {
    std::vector<MatrixXd> slopes;
    data.outcomes->structure->matrix(data.outcomes->q, theta.tail(theta.size() - L), fit.G, slopes);
    fit.G *= units;
  }
  set_coefficients(fit, data, *solution, settings);
  set_omnibus(fit, solution->beta);
  set_heterogeneity(fit, model);
  fit.residual = data.y - product(data.X, solution->beta).array();
  fit.weight = model.row_weights(theta);
  fit.log_likelihood = likelihood->value;
  fit.parameters = fit.p + static_cast<int>(L);
  if (data.outcomes) fit.parameters += identified_parameters(*data.outcomes);
  fit.aic = 2 * (fit.parameters - fit.log_likelihood);
  const double n = settings.restricted ? fit.k - fit.p : fit.k;
  fit.bic = fit.parameters * std::log(n) - 2 * fit.log_likelihood;
  return fit;
}

}  // namespace

std::optional<MultilevelFit> fit_multilevel(const MultilevelData& data,
                                            const MultilevelSettings& settings, std::string& why) {
  const MarginalModel model(data);
  if (!suits(data, model, why)) return std::nullopt;
  const auto peak = highest(model, settings.restricted);
  if (!peak || !peak->converged) {
    why = peak ? "no maximum of the likelihood was found"
               : "the covariance of the effects is not positive definite";
    return std::nullopt;
  }
  return fit_of(data, settings, model, peak->at, why);
}

std::optional<MultilevelFit> multilevel_at(const MultilevelData& data,
                                           const MultilevelSettings& settings,
                                           const VectorXd& theta, std::string& why) {
  const MarginalModel model(data);
  if (!suits(data, model, why)) return std::nullopt;
  return fit_of(data, settings, model, theta.cwiseQuotient(model.powers()), why);
}

std::optional<LikelihoodAt> multilevel_likelihood(const MultilevelData& data, bool restricted,
                                                  const VectorXd& theta) {
  const MarginalModel model(data);
  if (!model.usable()) return std::nullopt;
  const VectorXd powers = model.powers();
  const VectorXd scaled = theta.cwiseQuotient(powers);
  const auto value = model.likelihood(scaled, restricted);
  if (!value) return std::nullopt;
  return LikelihoodAt{value->value, value->gradient.cwiseQuotient(powers)};
}

}  // namespace steelyard
