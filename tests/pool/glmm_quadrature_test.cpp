// Models with random study levels against a likelihood summed plainly over a dense grid.
#include <array>
#include <cmath>
#include <functional>
#include <span>
#include <vector>

#include "steelyard/pool/glmm.h"
#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

namespace {

using Parameters = std::array<double, 5>;  // θ, γ, σ, τ, λ

double log_likelihood(const TwoByTwo& t, double e, double c) {
  const auto binomial = [](double events, double n, double logit) {
    return std::lgamma(n + 1) - std::lgamma(events + 1) - std::lgamma(n - events + 1) +
           events * logit - n * std::log1p(std::exp(logit));
  };
  return binomial(t.e_events, t.e_n, e) + binomial(t.c_events, t.c_n, c);
}

double log_likelihood(const PersonTime& t, double e, double c) {
  const auto poisson = [](double events, double time, double log_rate) {
    return events * (log_rate + std::log(time)) - time * std::exp(log_rate) -
           std::lgamma(events + 1);
  };
  return poisson(t.e_events, t.e_time, e) + poisson(t.c_events, t.c_time, c);
}

// ln L with η = γ + σ z₁ ± (θ + λ z₁ + τ z₂)/2, z₁ and z₂ on a square grid.
template <class Counts>
double naive(const std::vector<Counts>& studies, const Parameters& at) {
  const auto& [theta, gamma, sigma, tau, lambda] = at;
  constexpr double step = 0.08, reach = 7.2;
  double total = 0;
  for (const Counts& study : studies) {
    double sum = 0;
    for (double a = -reach; a <= reach; a += step)
      for (double b = -reach; b <= reach; b += step) {
        const double level = gamma + sigma * a, effect = theta + lambda * a + tau * b;
        sum += std::exp(log_likelihood(study, level + effect / 2, level - effect / 2) -
                        (a * a + b * b) / 2);
      }
    total += std::log(sum * step * step / (2 * M_PI));
  }
  return total;
}

// By differences: how far the naive likelihood's own maximum is, and θ's standard error.
struct Top {
  std::vector<double> away;
  double se = 0;
};

Top top_of(const std::function<double(const Eigen::VectorXd&)>& f, const Eigen::VectorXd& at) {
  constexpr double h = 0.02;
  const Eigen::Index n = at.size();
  const double middle = f(at);
  Eigen::VectorXd gradient(n);
  Eigen::MatrixXd information(n, n);
  const auto moved = [&](Eigen::Index i, double by, Eigen::Index j, double and_by) {
    Eigen::VectorXd x = at;
    x[i] += by;
    x[j] += and_by;
    return f(x);
  };
  for (Eigen::Index i = 0; i < n; ++i) {
    const double up = moved(i, h, i, 0), down = moved(i, -h, i, 0);
    const double up2 = moved(i, 2 * h, i, 0), down2 = moved(i, -2 * h, i, 0);
    gradient[i] = (8 * (up - down) - (up2 - down2)) / 12 / h;
    information(i, i) = -(16 * (up + down) - (up2 + down2) - 30 * middle) / 12 / h / h;
    for (Eigen::Index j = 0; j < i; ++j)
      information(i, j) = information(j, i) =
          -(moved(i, h, j, h) - moved(i, h, j, -h) - moved(i, -h, j, h) + moved(i, -h, j, -h)) / 4 /
          h / h;
  }
  // Gauss–Jordan, in plain sight.
  Eigen::MatrixXd inverse = Eigen::MatrixXd::Identity(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const double pivot = information(i, i);
    information.row(i) /= pivot;
    inverse.row(i) /= pivot;
    for (Eigen::Index j = 0; j < n; ++j) {
      if (j == i) continue;
      const double by = information(j, i);
      information.row(j) -= by * information.row(i);
      inverse.row(j) -= by * inverse.row(i);
    }
  }
  const Eigen::VectorXd step = inverse * gradient;
  Top top;
  for (Eigen::Index i = 0; i < n; ++i)
    top.away.push_back(std::abs(step[i]) / std::sqrt(inverse(i, i)));
  top.se = std::sqrt(inverse(0, 0));
  return top;
}

template <class Counts>
void check(const std::vector<Counts>& studies, GlmmModel model) {
  GlmmSettings settings;
  settings.model = model;
  settings.tau2_interval = false;
  std::string why;
  const auto ours = fit_glmm(std::span<const Counts>(studies), settings, why);
  INFO(why);
  REQUIRE(ours);
  REQUIRE(ours->tau2);
  REQUIRE(ours->tau2->value > 0);
  REQUIRE(ours->level);
  const bool correlated = model == GlmmModel::correlated_studies;
  const double spread = std::sqrt(ours->tau2->value);
  const double rho = correlated ? ours->correlation.value() : 0;
  const Parameters at{ours->estimate, *ours->level, std::sqrt(*ours->level_variance),
                      spread * std::sqrt(1 - rho * rho), rho * spread};
  CHECK(apart(ours->log_likelihood, naive(studies, at)) < 1e-9);
  Eigen::VectorXd free(correlated ? 5 : 4);
  for (Eigen::Index i = 0; i < free.size(); ++i) free[i] = at[static_cast<std::size_t>(i)];
  const Top top = top_of(
      [&](const Eigen::VectorXd& x) {
        return naive(studies, {x[0], x[1], x[2], x[3], correlated ? x[4] : 0});
      },
      free);
  for (const double away : top.away) CHECK(away < 1e-3);  // standard errors; differences leave 2e-4
  CHECK(apart(ours->se, top.se) < 1e-3);
}

const std::vector<TwoByTwo> trials{
    {4,  20, 10, 22},
    {1,  15, 6,  15},
    {12, 30, 11, 28},
    {2,  40, 15, 41},
    {11, 25, 4,  26},
    {3,  18, 9,  20}
};
const std::vector<PersonTime> rates{
    {4,  120, 10, 110},
    {1,  90,  8,  95 },
    {12, 100, 11, 100},
    {2,  210, 15, 200},
    {14, 80,  4,  85 }
};

}  // namespace

TEST_CASE("Random study levels: the odds ratio is at the top of a plainly integrated likelihood") {
  check(trials, GlmmModel::random_studies);
}

TEST_CASE("Random study levels: the rate ratio is at the top of a plainly integrated likelihood") {
  check(rates, GlmmModel::random_studies);
}

TEST_CASE("Correlated study levels are at the top of a plainly integrated likelihood") {
  check(trials, GlmmModel::correlated_studies);
}

}  // namespace steelyard::support
