// Mantel–Haenszel pooling of risk differences with the variance of Greenland and Robins, as R's meta gives it.
#include <cmath>

#include "pool/mantel_haenszel.h"

namespace steelyard {

namespace measure {
extern const Measure risk_difference;
}

namespace {

std::string unsuited(const Measure& measure, Model model) {
  if (&measure != &measure::risk_difference)
    return "that variance is of pooled risk differences, but the measure is " + std::string(measure.id);
  if (model == Model::random) return "Mantel–Haenszel pooling assumes one common effect, but the model is random";
  return "";
}

std::optional<ModelFit> of_raw_counts(const Effects& effects, const Method& /*method*/, std::string& why) {
  const auto tables = all_tables(effects, why);
  if (!tables) return std::nullopt;
  Eigen::ArrayXd y(static_cast<Eigen::Index>(tables->size()));
  for (Eigen::Index i = 0; i < y.size(); ++i) {
    const auto& t = std::get<TwoByTwo>((*tables)[static_cast<std::size_t>(i)]);
    y[i] = t.e_events / t.e_n - t.c_events / t.c_n;
  }
  auto fit = greenland_difference(*tables, y, why);
  if (fit) set_study_q(effects, *fit);
  return fit;
}

}  // namespace

//   Δ = Σ W (r1 − r2)/Σ W,  W = n1 n2/N,  v = Σ W² (r1 (1 − r1)/n1 + r2 (1 − r2)/n2)/(Σ W)²
std::optional<ModelFit> greenland_difference(std::span<const Data> tables, const Eigen::ArrayXd& y, std::string& why) {
  ModelFit fit;
  double sum = 0, W = 0, J = 0;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto& t = std::get<TwoByTwo>(tables[i]);
    const double N = t.e_n + t.c_n, f1 = t.e_n / N, f2 = t.c_n / N, weight = t.e_n * f2;
    const double r1 = t.e_events / t.e_n, r2 = t.c_events / t.c_n;
    sum += weight * y[static_cast<Eigen::Index>(i)];
    W += weight;
    J += r1 * (1 - r1) * t.e_n * f2 * f2 + r2 * (1 - r2) * t.c_n * f1 * f1;
    fit.weights.push_back(weight);
  }
  fit.estimate = sum / W;
  fit.se = std::sqrt(J) / W;
  if (std::isfinite(fit.estimate) && fit.se > 0) return fit;
  why = "the pooled counts give no positive variance";
  return std::nullopt;
}

namespace pooling {
extern const PoolingMethod mantel_haenszel_greenland{
    .id = "mantel-haenszel-greenland",
    .label = "Mantel–Haenszel, variance of Greenland and Robins",
    .source = "greenland1985",
    .unsuited = unsuited,
    .fit = of_raw_counts,
    .from_counts = true,
    .q_centres = true,
};
}

}  // namespace steelyard
