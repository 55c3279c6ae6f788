/// Shares and their logits, and the normal density that the models of logits integrate.
#pragma once
#include <cmath>

namespace steelyard {

/// 1/√(2π)
constexpr double inverse_root_two_pi = 0.3989422804014327;

/// The share of people whose logit this is.
inline double expit(double logit) {
  return 1 / (1 + std::exp(-logit));
}

}  // namespace steelyard
