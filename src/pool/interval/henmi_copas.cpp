// The interval after Henmi and Copas: around the common-effect estimate, with an error that allows for
// differences between studies and for τ² being estimated.
#include <limits>

#include "pool/centred.h"
#include "pool/interval/interval.h"
#include "pool/moments.h"
#include "steelyard/stats/quadrature.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

namespace pooling {
extern const PoolingMethod inverse_variance_heterogeneity;
}
namespace tau2 {
extern const Tau2Estimator dersimonian_laird;
}

namespace {

std::string unsuited(const Method& method) {
  if (method.model != Model::random) return "it is for random effects";
  if (method.fixed_tau2 || (method.tau2 && method.tau2 != &tau2::dersimonian_laird))
    return "it is defined for τ² after DerSimonian and Laird only";
  return "";
}

// The letters of the paper: R = √W₁ (μ̂ − μ), Q given R approximately gamma.
class Pivot {
 public:
  Pivot(const Centred& effects, double t) : k_(effects.k()), t_(t) {
    const Centred::Traces sums = effects.traces_at(0);
    W1_ = sums.w;
    W2_ = sums.w2 / sums.w;
    gap_ = sums.p;                                  // W₁ − W₂
    second_ = sums.pp;                              // W₁W₂ − 2W₃ + W₂²
    third_ = effects.cubes_at(0) / sums.w;          // W₃ − W₂²
    fourth_ = effects.fourths_at(0) / sums.w;       // W₄ − 2W₂W₃ + W₂³
    VR_ = 1 + t * W2_;
  }

  [[nodiscard]] double spread() const { return std::sqrt(VR_); }

  // P(U > x √VR), U = R/√(1 + τ̂² W₂).
  [[nodiscard]] double upper(double x) const {
    const auto at = [&](double r) {
      const double density = std::exp(-r * r / 2) * 0.3989422804014327;  // 1/√(2π)
      return below((W1_ / W2_ - 1) * (r / x * (r / x) - 1) + k_ - 1, r * r * VR_) * density;
    };
    return integral(at, x, std::numeric_limits<double>::infinity());
  }

 private:
  // P(Q < q | R² = r²).
  [[nodiscard]] double below(double q, double r2) const {
    const double bend = r2 / (VR_ * VR_) - 1 / VR_;
    const double mean = k_ - 1 + t_ * gap_ + t_ * t_ * bend * third_;
    const double variance = 2 * (k_ - 1) + 4 * t_ * gap_ + 2 * t_ * t_ * second_ +
                            4 * t_ * t_ * bend * third_ + 4 * t_ * t_ * t_ * bend * fourth_ +
                            2 * (t_ * t_ * third_) * (t_ * t_ * third_) *
                                (1 / (VR_ * VR_) - 2 * r2 / (VR_ * VR_ * VR_));
    const double scale = variance / mean;
    return 1 - chi_squared_upper(2 * q / scale, 2 * mean / scale);
  }

  double k_, t_;
  double W1_ = 0, W2_ = 0, gap_ = 0, second_ = 0, third_ = 0, fourth_ = 0, VR_ = 1;
};

std::optional<Interval> henmi_copas(const PooledFit& fit) {
  if (fit.k < 2 || fit.effects == nullptr || !(fit.se > 0)) return std::nullopt;
  const Pivot pivot(*fit.effects, fit.tau2 / fit.effects->unit());
  const double tail = (1 - fit.level) / 2;
  const auto excess = [&](double x) { return pivot.upper(x) - tail; };
  constexpr double widest = 40;  // normal quantiles beyond hold nothing that doubles can tell from 0
  double low = 1e-3, high = 1;
  double at_low = excess(low), at_high = excess(high);
  for (; at_high > 0 && high < widest; high *= 2, at_high = excess(high)) {
    low = high;
    at_low = at_high;
  }
  if (!(at_low > 0) || !(at_high <= 0)) return std::nullopt;
  const double quantile = pivot.spread() * root_between(excess, low, at_low, high, at_high);
  Interval interval;
  interval.se = fit.se;
  interval.low = fit.estimate - quantile * fit.se;
  interval.high = fit.estimate + quantile * fit.se;
  interval.statistic = fit.estimate / fit.se;
  const double x = std::abs(interval.statistic) / pivot.spread();
  interval.p = x > widest ? 0 : x > 0 ? std::clamp(2 * pivot.upper(x), 0.0, 1.0) : 1;
  if (!std::isfinite(interval.low) || !std::isfinite(interval.high) || !std::isfinite(interval.p))
    return std::nullopt;
  return interval;
}

}  // namespace

namespace interval {
extern const IntervalMethod henmi_copas{
    .id = "henmi-copas",
    .label = "Henmi–Copas",
    .source = "henmi2010",
    .interval = steelyard::henmi_copas,
    .unsuited = unsuited,
    .pooling = &pooling::inverse_variance_heterogeneity,
};
}

}  // namespace steelyard
