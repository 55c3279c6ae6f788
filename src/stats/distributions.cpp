// Distribution functions and their quantiles, by Boost.Math without promotion and without
// exceptions.
#include "steelyard/stats/distributions.h"

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "stats/whole_t.h"
#include "steelyard/stats/limits.h"

namespace steelyard {

namespace {

namespace bmp = boost::math::policies;

// Plain double arithmetic gives the same bits on machines whose long double differs; errors come
// back as NaN or infinity, which the callers turn into absent values.
using Quiet =
    bmp::policy<bmp::promote_double<false>, bmp::domain_error<bmp::ignore_error>,
                bmp::pole_error<bmp::ignore_error>, bmp::overflow_error<bmp::ignore_error>,
                bmp::underflow_error<bmp::ignore_error>, bmp::denorm_error<bmp::ignore_error>,
                bmp::rounding_error<bmp::ignore_error>, bmp::evaluation_error<bmp::ignore_error>,
                bmp::indeterminate_result_error<bmp::ignore_error>>;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool inside(double p) {
  return p > 0 && p < 1;
}

}  // namespace

double normal_cdf(double z) {
  return 0.5 * boost::math::erfc(-z / std::numbers::sqrt2, Quiet());
}

double normal_quantile(double p) {
  if (!inside(p)) return p == 0 ? -infinity : p == 1 ? infinity : nan;
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p, Quiet());
}

double normal_log_upper(double z) {
  if (z < -1) return std::log1p(-normal_cdf(z));
  constexpr double far = 20;  // from here ten terms of the asymptotic series are exact
  if (z < far) return std::log(normal_cdf(-z));
  if (std::isinf(z)) return -infinity;
  double sum = 1, term = 1;
  for (int n = 1; n <= 10; ++n) {
    term *= -(2 * n - 1) / (z * z);
    sum += term;
  }
  return -z * z / 2 - std::log(z * std::sqrt(2 * std::numbers::pi)) + std::log(sum);
}

double normal_p(double z) {
  return boost::math::erfc(std::abs(z) / std::numbers::sqrt2, Quiet());
}

double t_quantile(double p, double df) {
  if (!inside(p) || !(df > 0)) return nan;
  if (const auto t = whole_t_quantile(p, df)) return *t;
  const double t = boost::math::quantile(boost::math::students_t_distribution<double, Quiet>(df), p);
  // With hardly any degrees of freedom versions of Boost give infinity, or a wrong number near 1e152.
  constexpr double no_number = 1e150;
  return std::abs(t) > no_number ? std::copysign(infinity, t) : t;
}

double t_p(double t, double df) {
  if (std::isnan(t) || !(df > 0)) return nan;
  if (std::isinf(t)) return 0;
  if (const auto p = whole_t_p(t, df)) return *p;
  return 2 *
         boost::math::cdf(boost::math::students_t_distribution<double, Quiet>(df), -std::abs(t));
}

double chi_squared_upper(double x, double df) {
  if (!(x >= 0) || !(df > 0)) return nan;
  if (std::isinf(x)) return 0;
  return boost::math::gamma_q(df / 2, x / 2, Quiet());
}

double chi_squared_quantile(double p, double df) {
  if (!inside(p) || !(df > 0)) return nan;
  return 2 * boost::math::gamma_p_inv(df / 2, p, Quiet());
}

// I_x(df2/2, df1/2) with x = df2/(df2 + df1 f); the complement's own x keeps the tail exact.
double f_upper(double f, double df1, double df2) {
  if (!(f >= 0) || !(df1 > 0) || !(df2 > 0)) return nan;
  const double ratio = f * (df1 / df2);
  if (std::isinf(ratio)) return 0;
  if (ratio > 1) return boost::math::ibeta(df2 / 2, df1 / 2, 1 / (1 + ratio), Quiet());
  return boost::math::ibetac(df1 / 2, df2 / 2, ratio / (1 + ratio), Quiet());
}

double beta_quantile(double p, double a, double b) {
  if (!(p >= 0 && p <= 1) || !(a > 0) || !(b > 0)) return nan;
  return boost::math::ibeta_inv(a, b, p, Quiet());
}

double log_gamma(double a) {
  if (!(a > 0)) return nan;
  return boost::math::lgamma(a, Quiet());
}

double gamma_ratio(double a, double delta) {
  if (!(a > 0) || !(a + delta > 0)) return nan;
  return boost::math::tgamma_delta_ratio(a, delta, Quiet());
}

}  // namespace steelyard
