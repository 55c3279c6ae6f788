/// The bivariate normal distribution.
#pragma once

namespace steelyard {

/// Φ₂(h, k; sin θ) − Φ(h) Φ(k) = ∫₀^θ exp(−(h² + k² − 2 h k sin t)/(2 cos² t)) dt / (2π):
/// how much more often X ≤ h and Y ≤ k come together than without a correlation.
///
/// Takes:  −π/2 ≤ θ ≤ π/2
/// Gives:  relative error about 1e-14; increasing in θ
/// Source: plackett1954
double bivariate_normal_excess(double h, double k, double angle);

/// Φ₂(h, k; r), the chance that X ≤ h and Y ≤ k.  Takes: −1 ≤ r ≤ 1.
double bivariate_normal_cdf(double h, double k, double r);

}  // namespace steelyard
