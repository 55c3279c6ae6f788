// Distribution functions against values of R 4.2.2 and closed forms.
#include "steelyard/stats/distributions.h"

#include <cmath>
#include <numbers>

#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

namespace {
constexpr double last_digits = 1e-13;
}

TEST_CASE("Normal tail areas and quantiles agree with R") {
  CHECK(apart(normal_quantile(0.975), 1.959963984540054) < last_digits);  // qnorm(.975)
  CHECK(apart(normal_quantile(0.0005), -3.2905267314919255) < last_digits);
  CHECK(apart(normal_cdf(-1.96), 0.024997895148220435) < last_digits);
  CHECK(apart(normal_p(4.0), 6.334248366623996e-05) < last_digits);  // 2*pnorm(-4)
  CHECK(normal_p(-4.0) == normal_p(4.0));
}

TEST_CASE("The logarithm of the upper normal tail is exact however far out") {
  CHECK(apart(normal_log_upper(-10), -7.619853024160527e-24) < last_digits);  // pnorm(,,F,log=T)
  CHECK(apart(normal_log_upper(0), std::log(0.5)) < last_digits);
  CHECK(apart(normal_log_upper(19.999), -203.89710611679706) < last_digits);
  CHECK(apart(normal_log_upper(20), -203.91715537109727) < last_digits);
  CHECK(apart(normal_log_upper(40), -804.60844201375255) < last_digits);
  CHECK(apart(normal_log_upper(1e6), -500000000014.73444) < last_digits);
}

TEST_CASE("The t distribution with 1 and 2 degrees of freedom agrees with its closed form") {
  for (const double p : {0.6, 0.9, 0.975, 0.9995}) {
    CHECK(apart(t_quantile(p, 1), std::tan(std::numbers::pi * (p - 0.5))) < 1e-12);
    CHECK(apart(t_quantile(p, 2), (2 * p - 1) / std::sqrt(2 * p * (1 - p))) < 1e-12);
  }
  CHECK(apart(t_quantile(0.975, 12), 2.1788128296672284) < last_digits);  // qt(.975, 12)
  CHECK(apart(t_p(t_quantile(0.975, 7), 7), 0.05) < 1e-12);
  // Whole degrees of freedom are computed in another way than those between them.
  for (int df = 3; df <= 320; ++df)
    for (const double p : {0.0005, 0.001, 0.025, 0.3, 0.5001, 0.9, 0.95, 0.975, 0.995, 0.999}) {
      const double t = t_quantile(p, df);
      CAPTURE(df, p, t);
      CHECK(apart(t_p(t, df), 2 * std::min(p, 1 - p)) < 1e-11);
      CHECK((t > 0) == (p > 0.5));
      CHECK(t_quantile(p, df - 1e-7) == Approx(t).epsilon(1e-6));
      CHECK(t_p(t, df - 1e-7) == Approx(t_p(t, df)).epsilon(1e-6));
    }
  struct Known {
    double t, df, p;
  };
  for (const auto& [t, df, p] : {  // 2*pt(-t, df)
           Known{0.5, 5, 0.63829887164092902}, {3, 5, 0.030099247897462569}, {6, 5, 0.0018461382895940139},
           {20, 5, 5.7755163732241673e-06},    {0.5, 6, 0.63488},            {20, 6, 1.0142552751699576e-06},
           {3, 29, 0.0054991921339034066},     {6, 29, 1.5927908426174678e-06}, {20, 29, 1.6418237431669147e-18},
           {3, 58, 0.0039742721843665325},     {6, 58, 1.3629576247680358e-07}, {20, 58, 1.0496061746317368e-27},
           {0.5, 299, 0.6174428478195646},     {3, 299, 0.0029269933229156878}, {6, 299, 5.6950847632491913e-09}}) {
    CAPTURE(t, df);
    CHECK(apart(t_p(t, df), p) < 5e-12);
    CHECK(t_p(-t, df) == t_p(t, df));
  }
  CHECK(t_quantile(0.5, 12) == 0);
  CHECK(apart(t_quantile(0.975, 0.1), 1.682362e+12) < 1e-6);  // qt(.975, .1)
  for (const double df : {0.005, 0.001, 1e-6}) CHECK(std::isinf(t_quantile(0.975, df)));  // 5.7e258 and more
}

TEST_CASE("The chi-squared distribution with 2 degrees of freedom is exponential") {
  for (const double x : {0.0, 0.3, 5.0, 200.0})
    CHECK(apart(chi_squared_upper(x, 2), std::exp(-x / 2)) < 1e-12);
  for (const double p : {0.025, 0.5, 0.975})
    CHECK(apart(chi_squared_quantile(p, 2), -2 * std::log1p(-p)) < 1e-12);
}

TEST_CASE("Beta quantiles with a parameter of 1 have a closed form") {
  CHECK(apart(beta_quantile(0.3, 1, 4), 1 - std::pow(0.7, 0.25)) < 1e-12);
  CHECK(apart(beta_quantile(0.3, 5, 1), std::pow(0.3, 0.2)) < 1e-12);
  CHECK(beta_quantile(0, 2, 3) == 0);
  CHECK(beta_quantile(1, 2, 3) == 1);
}

TEST_CASE("The ratio of gamma functions is exact for large arguments") {
  CHECK(apart(gamma_ratio(1, 0.5), 2 / std::sqrt(std::numbers::pi)) < last_digits);
  CHECK(apart(gamma_ratio(1e8, 0.5), 1e-4 * (1 + 1 / 8e8)) < last_digits);  // Stirling's series
}

TEST_CASE("Arguments outside the domain give NaN, not an exception") {
  CHECK(std::isnan(normal_quantile(1.5)));
  CHECK(std::isnan(t_quantile(0.5, 0)));
  CHECK(std::isnan(chi_squared_upper(-1, 3)));
  CHECK(std::isnan(chi_squared_quantile(0.5, -2)));
  CHECK(std::isnan(beta_quantile(-0.1, 1, 1)));
  CHECK(std::isnan(gamma_ratio(0, 0.5)));
}

}  // namespace steelyard::support
