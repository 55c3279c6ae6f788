// Means and SDs by fitting distributions to quantiles: a published example, naive grids, the reader.
#include "read/quantile_fit.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "steelyard/read/reader.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/study/derivation.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

// The least sum of squares over both parameters at once, by a grid that is refined around its best
// point: no closed forms, no golden section.
double naive_squares(const std::vector<double>& p, const std::vector<double>& q, double first, double second,
                     const std::function<double(double, double, double)>& quantile) {
  double width = 3, best = HUGE_VAL;
  for (int round = 0; round < 60; ++round, width *= 0.75) {
    const double centre_first = first, centre_second = second;
    for (int i = -6; i <= 6; ++i)
      for (int j = -6; j <= 6; ++j) {
        const double a = centre_first + i * width / 6, b = centre_second + j * width / 6;
        double sum = 0;
        for (std::size_t m = 0; m < p.size(); ++m) sum += std::pow(quantile(p[m], a, b) - q[m], 2);
        if (sum < best) {
          best = sum;
          first = a;
          second = b;
        }
      }
  }
  return best;
}

}  // namespace

TEST_CASE("The example of estmeansd gives the mean and SD that its page prints") {
  // README of estmeansd: qe.mean.sd(min.val = 2, med.val = 4, max.val = 9, n = 100).
  const QuantileFit fit = fit_quantiles({4, {}, {}, 2, 9, 100});
  CHECK(fit.family == "log-normal");
  CHECK(fit.mean == Approx(4.347284).epsilon(1e-5));  // its search stops at 1e-5
  CHECK(fit.sd == Approx(1.502171).epsilon(1e-5));
}

TEST_CASE("Fits agree with R's optim over every family, started from moments and restarted") {
  struct Case {
    Quantiles printed;
    std::string_view family;
    double squares, mean, sd;
  };
  const std::vector<Case> cases{
      {{12, 5, 30, {}, {}, 60}, "log-normal", 0.02392905, 29.913957, 67.658312},
      {{5.5, 4, 9, 1, 20, 40}, "log-normal", 0.56237167, 6.985357, 5.0095837},
      {{0.35, 0.2, 0.6, {}, {}, 60}, "log-normal", 7.0388118e-06, 0.4827195, 0.46393752},
      {{2, 1, 4, -3, 9, 50}, "normal", 1.0996579, 2.6, 2.8535713},
      {{240, 180, 290, {}, {}, 60}, "weibull", 16.160351, 237.17588, 78.414636},
      {{0.2, 0.1, 0.4, 0.05, 0.9, 80}, "weibull", 0.0028068256, 0.27006434, 0.20774125},
  };
  for (const Case& each : cases) {
    CAPTURE(each.mean);
    const QuantileFit fit = fit_quantiles(each.printed);
    CHECK(fit.family == each.family);
    CHECK(fit.squares == Approx(each.squares).epsilon(1e-6));
    CHECK(fit.mean == Approx(each.mean).epsilon(1e-5));
    CHECK(fit.sd == Approx(each.sd).epsilon(1e-5));
  }
}

TEST_CASE("No family reaches a smaller sum on a naive grid over both of its parameters") {
  const std::vector<double> p{1.0 / 40, 0.25, 0.5, 0.75, 1 - 1.0 / 40}, q{1, 4, 5.5, 9, 20};
  const QuantileFit fit = fit_quantiles({5.5, 4, 9, 1, 20, 40});
  const double log_normal = naive_squares(p, q, std::log(5.5), 0, [](double share, double a, double b) {
    return std::exp(a + std::exp(b) * normal_quantile(share));
  });
  const double gamma = naive_squares(p, q, 1, 1, [](double share, double a, double b) {
    return std::exp(b) * chi_squared_quantile(share, 2 * std::exp(a)) / 2;
  });
  const double weibull = naive_squares(p, q, 0.5, 2, [](double share, double a, double b) {
    return std::exp(b) * std::pow(-std::log1p(-share), std::exp(-a));
  });
  CHECK(fit.squares == Approx(std::min({log_normal, gamma, weibull})).epsilon(1e-6));
}

TEST_CASE("Quantiles of a known distribution give its mean and SD back") {
  const auto five = [](double n, const std::function<double(double)>& quantile) {
    return Quantiles{quantile(0.5), quantile(0.25), quantile(0.75), quantile(1 / n), quantile(1 - 1 / n), n};
  };
  const QuantileFit normal = fit_quantiles(five(50, [](double p) { return 10 + 2 * normal_quantile(p); }));
  CHECK(normal.mean == Approx(10));
  CHECK(normal.sd == Approx(2));
  const QuantileFit gamma =
      fit_quantiles(five(200, [](double p) { return 300 * chi_squared_quantile(p, 3) / 2; }));
  CHECK(gamma.family == "gamma");
  CHECK(gamma.mean == Approx(450).epsilon(1e-6));
  CHECK(gamma.sd == Approx(300 * std::sqrt(1.5)).epsilon(1e-6));
  const QuantileFit beta = fit_quantiles(five(100, [](double p) { return beta_quantile(p, 0.6, 1.4); }));
  CHECK(beta.family == "beta");
  CHECK(beta.mean == Approx(0.3).epsilon(1e-4));
  CHECK(beta.sd == Approx(std::sqrt(0.21 / 3)).epsilon(1e-4));
}

TEST_CASE("The unit of the outcome changes nothing") {
  const QuantileFit days = fit_quantiles({12, 5, 30, {}, {}, 60});
  const QuantileFit hours = fit_quantiles({12 * 24, 5 * 24, 30 * 24, {}, {}, 60});
  CHECK(hours.family == days.family);
  CHECK(hours.mean == Approx(24 * days.mean).epsilon(1e-8));
  CHECK(hours.sd == Approx(24 * days.sd).epsilon(1e-8));
}

TEST_CASE("A table read with fitted quantiles names the distribution of each study") {
  const std::string text =
      "study,e_median,e_min,e_max,e_n,c_mean,c_sd,c_n\nA,4,2,9,100,5,1,90\nB,10,8,12,50,9,1,40\n";
  TableOptions options;
  options.fit_quantiles = true;
  const auto read = parse_table(text, "a.csv", options);
  CHECK(to_text(read.notices) ==
        "a.csv: note: mean and SD of the log-normal distribution that fits the quantiles best: A\n"
        "a.csv: note: mean and SD of the normal distribution that fits the quantiles best: B\n");
  const auto* data = read.value.studies[0].as<TwoMeans>();
  REQUIRE(data != nullptr);
  CHECK(data->e_mean == Approx(4.347284).epsilon(1e-5));
  CHECK(data->e_sd == Approx(1.502171).epsilon(1e-5));
  CHECK(data->c_sd == 1);
  const auto formulas = parse_table(text, "a.csv", {});
  CHECK(formulas.value.studies[0].as<TwoMeans>()->e_mean != Approx(data->e_mean).epsilon(1e-3));
  CHECK(derivations(formulas.value.studies[1], 1) ==
        std::vector<std::string_view>{"mean_from_range", "sd_from_range"});
}
