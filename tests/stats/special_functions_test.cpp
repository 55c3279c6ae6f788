// Bivariate normal chances and hypergeometric functions against high precision.
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "steelyard/stats/bivariate_normal.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/hypergeometric.h"
#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

TEST_CASE("Bivariate normal chances agree with high precision quadrature") {
  // mpmath, 30 digits: excess of Φ₂(h, k; r) over Φ(h) Φ(k)
  const std::vector<std::array<double, 4>> all{
      {-1.2, 0.4,    0.3,    0.019726477614479941 },
      {-3,   -2.5,   0.95,   0.0012758146796644617},
      {1.5,  -2,     -0.8,   -0.014986056853854759},
      {0.5,  0.5,    0.9999, 0.21135579760734123  },
      {-4,   -4.2,   0.6,    6.3888608122899897e-7},
  };
  for (const auto& [h, k, r, excess] : all) {
    CAPTURE(h, k, r);
    CHECK(apart(bivariate_normal_excess(h, k, std::asin(r)), excess) < closed_form);
    CHECK(apart(bivariate_normal_excess(k, h, std::asin(r)), excess) < closed_form);
    CHECK(apart(bivariate_normal_excess(-h, k, std::asin(-r)), -excess) < closed_form);
  }
  const double right = std::numbers::pi / 2;
  CHECK(apart(bivariate_normal_excess(0.3, 1, right), normal_cdf(0.3) * normal_cdf(-1)) <
        closed_form);
  CHECK(apart(bivariate_normal_excess(0, 0, std::asin(0.5)), 1 / 12.0) < closed_form);
}

TEST_CASE("Hypergeometric functions agree with high precision") {
  // mpmath, 30 digits: F(½, ½; (n − 2)/2; 1 − r²) and F(1, 1; n/2; 1 − r²)
  const std::vector<std::array<double, 4>> all{
      {5,  0.01,  1.5608742057822089, 2.9534691207386076},
      {4,  0.3,   1.6728924605051358, 2.6460940754416176},
      {12, -0.04, 1.0641825388698808, 1.2493343950240437},
      {30, 0.2,   1.0185659833555803, 1.0733591327075945},
      {8,  0.68,  1.053706593772023,  1.1747256858138886},
      {5,  1e-6,  1.570795326795682,  2.9999952876170196},
  };
  for (const auto& [n, r, half, whole] : all) {
    CAPTURE(n, r);
    CHECK(apart(hypergeometric_half(n, r), half) < closed_form);
    CHECK(apart(hypergeometric_one(n, r), whole) < closed_form);
  }
  CHECK(hypergeometric_half(10, 1) == 1);
}

}  // namespace steelyard::support
