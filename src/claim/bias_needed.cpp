// How much bias it would take.
#include "steelyard/claim/bias_needed.h"

#include <cmath>

#include "steelyard/stats/distributions.h"

namespace steelyard {

std::optional<BiasNeeded> bias_needed(double claimed, double expected, double n) {
  if (!(claimed > expected) || !(expected > 0) || !(expected < 1)) return std::nullopt;
  return BiasNeeded{claimed - expected, n * (claimed / expected - 1),
                    (claimed - expected) / (1 - expected)};
}

double e_value(double ratio) {
  const double r = ratio < 1 ? 1 / ratio : ratio;
  return r + std::sqrt(r * (r - 1));
}

double regression_to_the_mean(double mean, double sd, double cut, double correlation) {
  const double z = (cut - mean) / sd;
  constexpr double inverse_root_two_pi = 0.3989422804014327;
  const double beyond = normal_cdf(-z);
  // φ/(1 − Φ) tends to z far out, where both vanish.
  const double hazard = beyond > 0 ? inverse_root_two_pi * std::exp(-z * z / 2) / beyond : z;
  return (1 - correlation) * sd * hazard;
}

}  // namespace steelyard
