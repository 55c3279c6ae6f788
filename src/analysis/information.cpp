// Likelihoods and information criteria of a pooled analysis.
#include "analysis/information.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace steelyard {

namespace {

//   AIC = −2 l + 2 m,  BIC = −2 l + m ln n,  AICc = −2 l + 2 m n'/(n' − m − 1) with n' = max(n, m + 2)
void add_criteria(std::vector<Quantity>& list, const std::string& suffix, const std::string& kind, double l, double n,
                  double parameters) {
  const double m = parameters, few = std::max(n, m + 2);
  list.push_back({"log_likelihood" + suffix, kind + "log-likelihood", l});
  list.push_back({"aic" + suffix, "AIC of the " + kind + "likelihood", -2 * l + 2 * m});
  list.push_back({"bic" + suffix, "BIC of the " + kind + "likelihood", -2 * l + m * std::log(n)});
  list.push_back({"aicc" + suffix, "AICc of the " + kind + "likelihood", -2 * l + 2 * m * few / (few - m - 1)});
}

}  // namespace

//   l  = −½ (k ln 2π + Σ ln(v + τ²) + Σ w (y − μ)²),  w = 1/(v + τ²)
//   lR = −½ ((k − 1) ln 2π − ln k + Σ ln(v + τ²) + ln Σ w + Σ w (y − μ)²)
// Source: viechtbauer2005
std::vector<Quantity> information_of(const Effects& effects, const Synthesis& synthesis) {
  const Method& method = synthesis.method;
  if (!synthesis.estimate || effects.k() < 2 || method.pooling == nullptr || method.pooling->id != "inverse" ||
      !effects.clusters.empty())
    return {};
  const bool random = method.model == Model::random;
  if (random && (!synthesis.heterogeneity || !synthesis.heterogeneity->tau2)) return {};
  const double tau2 = random ? *synthesis.heterogeneity->tau2 : 0, k = static_cast<double>(effects.k());
  const Eigen::ArrayXd spread = effects.v + tau2;
  const double logs = spread.log().sum(), q = ((effects.y - *synthesis.estimate).square() / spread).sum();
  const double smallest = spread.minCoeff(), weights = std::log((smallest / spread).sum()) - std::log(smallest);
  const double constant = std::log(2 * std::numbers::pi);
  const double full = -(k * constant + logs + q) / 2;
  const double restricted = -((k - 1) * constant - std::log(k) + logs + weights + q) / 2;
  if (!std::isfinite(full) || !std::isfinite(restricted)) return {};
  const double parameters = random && !method.fixed_tau2 ? 2 : 1;
  std::vector<Quantity> list;
  add_criteria(list, "", "", full, k, parameters);
  add_criteria(list, "_restricted", "restricted ", restricted, k - 1, parameters);
  return list;
}

}  // namespace steelyard
