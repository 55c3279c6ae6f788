/// Normal, t, chi-squared and beta distributions. The only door to Boost.Math.
///
/// Arguments outside the domain give NaN, or the infinite limit; nothing is ever thrown.
#pragma once

namespace steelyard {

/// P(Z ≤ z) of the standard normal distribution.
double normal_cdf(double z);
/// z with P(Z ≤ z) = p. Takes: 0 < p < 1.
double normal_quantile(double p);
/// log P(Z > z) of the standard normal distribution, for any z.  Source: abramowitz1964, 26.2.12
double normal_log_upper(double z);
/// Two-sided p-value of a z statistic.
double normal_p(double z);
/// t with P(T ≤ t) = p. Takes: 0 < p < 1, df > 0.
double t_quantile(double p, double df);
/// Two-sided p-value of a t statistic. Takes: df > 0.
double t_p(double t, double df);
/// P(X ≥ x) of the chi-squared distribution. Takes: x ≥ 0, df > 0.
double chi_squared_upper(double x, double df);
/// x with P(X ≤ x) = p of the chi-squared distribution. Takes: 0 < p < 1, df > 0.
double chi_squared_quantile(double p, double df);
/// P(F ≥ f) of the F distribution. Takes: f ≥ 0, df1 > 0, df2 > 0.
double f_upper(double f, double df1, double df2);
/// x with I_x(a, b) = p, the beta quantile. Takes: 0 ≤ p ≤ 1, a > 0, b > 0.
double beta_quantile(double p, double a, double b);
/// ln Γ(a). Takes: a > 0.
double log_gamma(double a);
/// Γ(a) / Γ(a + delta), exact for large a too. Takes: a > 0, a + delta > 0.
double gamma_ratio(double a, double delta);

}  // namespace steelyard
