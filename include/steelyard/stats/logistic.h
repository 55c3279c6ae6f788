/// Shares and their logits, their likelihood, and the normal density that the models of logits integrate.
#pragma once
#include <cmath>

namespace steelyard {

/// 1/√(2π)
constexpr double inverse_root_two_pi = 0.3989422804014327;

/// The share of people whose logit this is.
inline double expit(double logit) {
  return 1 / (1 + std::exp(-logit));
}

/// The log-likelihood of a logit for so many with the event and so many without it, but for a constant.
///
/// One exponential and one logarithm, and nothing overflows: ln p and ln(1 − p) differ by the logit.
inline double log_binomial(double events, double others, double logit) {
  const double tail = std::log1p(std::exp(-std::abs(logit)));
  return logit > 0 ? -(events + others) * tail - others * logit
                   : -(events + others) * tail + events * logit;
}

}  // namespace steelyard
