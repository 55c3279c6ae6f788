// Large groups that are far apart: the differences between trials must not vanish from the prediction.
#include <algorithm>
#include <cmath>
#include <vector>

#include "steelyard/claim/pooled_odds.h"
#include "steelyard/claim/standard_care.h"
#include "support/catch.h"

namespace {

using steelyard::CareArm;

const std::vector<double> priors{0.5, 1.0};

// Treated groups of the 13 trials of BCG. Source: colditz1994, table 1
const std::vector<CareArm> vaccinated{
    {"a", 4,   123  },
    {"b", 6,   306  },
    {"c", 3,   231  },
    {"d", 62,  13598},
    {"e", 33,  5069 },
    {"f", 180, 1541 },
    {"g", 8,   2545 },
    {"h", 505, 88391},
    {"i", 29,  7499 },
    {"j", 17,  1716 },
    {"k", 186, 50634},
    {"l", 5,   2498 },
    {"m", 27,  16913}
};
const std::vector<CareArm> thirds{
    {"a", 4000, 10000},
    {"b", 6000, 10000},
    {"c", 5000, 10000}
};

struct Naive {
  double mean_tau = 0;
  std::vector<double> below;  // P(θ* ≤ x) at each x asked for
};

// Plain sums over τ, μ, and each arm's θ on a grid of its own: logarithms until the last step.
Naive naive(const std::vector<CareArm>& arms, double tau_sd, const std::vector<double>& asked) {
  struct Grid {
    double step = 0;
    std::vector<double> theta, log_likelihood;
  };
  std::vector<Grid> grids;
  for (const CareArm& arm : arms) {
    Grid grid;
    const double p = (arm.events + 0.5) / (arm.n + 1), sd = 1 / std::sqrt((arm.n + 1) * p * (1 - p));
    grid.step = 0.1 * sd;
    for (double z = -9; z <= 9; z += 0.1) {
      const double theta = std::log(p / (1 - p)) + z * sd;
      grid.theta.push_back(theta);
      grid.log_likelihood.push_back(-arm.events * std::log1p(std::exp(-theta)) -
                                    (arm.n - arm.events) * std::log1p(std::exp(theta)));
    }
    grids.push_back(grid);
  }
  struct Node {
    double tau = 0, mu = 0, log_mass = 0;
  };
  std::vector<Node> nodes;
  double highest = -HUGE_VAL;
  const double tau_step = 0.04, mu_step = 0.08;
  for (double tau = 0.11; tau < 6 * tau_sd; tau += tau_step)
    for (double mu = -9; mu <= 5; mu += mu_step) {
      double log_mass = -mu * mu / 8 - tau * tau / (2 * tau_sd * tau_sd);
      for (const Grid& grid : grids) {
        double top = -HUGE_VAL, sum = 0;
        std::vector<double> terms;
        for (std::size_t i = 0; i < grid.theta.size(); ++i) {
          const double z = (grid.theta[i] - mu) / tau;
          terms.push_back(grid.log_likelihood[i] - z * z / 2);
          top = std::max(top, terms.back());
        }
        for (const double term : terms) sum += std::exp(term - top);
        log_mass += top + std::log(sum * grid.step / tau);
      }
      nodes.push_back({tau, mu, log_mass});
      highest = std::max(highest, log_mass);
    }
  Naive result;
  result.below.resize(asked.size());
  double total = 0;
  for (const Node& node : nodes) {
    const double mass = std::exp(node.log_mass - highest);
    total += mass;
    result.mean_tau += mass * node.tau;
    for (std::size_t i = 0; i < asked.size(); ++i)
      result.below[i] +=
          mass * 0.5 * std::erfc((node.mu - asked[i]) / node.tau / std::sqrt(2.0));
  }
  result.mean_tau /= total;
  for (double& each : result.below) each /= total;
  return result;
}

double width(const std::vector<CareArm>& arms, double by) {
  std::vector<CareArm> scaled = arms;
  for (CareArm& arm : scaled) {
    arm.events *= by;
    arm.n *= by;
  }
  const auto model = steelyard::standard_care(scaled, priors).front();
  return model.new_group.quantile(0.975) - model.new_group.quantile(0.025);
}

}  // namespace

TEST_CASE("Predictions from large groups far apart agree with plain summation") {
  for (const auto& arms : {vaccinated, thirds})
    for (std::size_t i = 0; i < priors.size(); ++i) {
      const auto model = steelyard::standard_care(arms, priors)[i];
      const std::vector<double> shares{0.025, 0.2, 0.5, 0.9, 0.975};
      std::vector<double> logits;
      for (const double p : shares) logits.push_back(model.new_group.quantile(p));
      const Naive expected = naive(arms, priors[i], logits);
      CAPTURE(arms.size(), priors[i]);
      CHECK(std::abs(model.mean_tau - expected.mean_tau) < 2e-5);
      for (std::size_t j = 0; j < shares.size(); ++j)
        CHECK(std::abs(expected.below[j] - shares[j]) < 1e-5);
    }
}

TEST_CASE("More people in each group do not hide how far the groups are apart") {
  for (const auto& arms : {vaccinated, thirds})
    for (const double by : {10.0, 100.0, 10000.0}) {
      CAPTURE(by);
      CHECK(width(arms, by) > 0.8 * width(arms, 1));
      CHECK(width(arms, by) < 1.2 * width(arms, 1));
    }
}

TEST_CASE("Large trials far apart leave the pooled effect and the next trial wide") {
  for (const double by : {1.0, 10.0, 1000.0}) {
    const std::vector<steelyard::TwoByTwo> trials{
        {100 * by, 1000 * by, 500 * by, 1000 * by},
        {300 * by, 1000 * by, 500 * by, 1000 * by},
        {600 * by, 1000 * by, 500 * by, 1000 * by}
    };
    for (const auto& pooled : steelyard::pooled_odds(trials, priors)) {
      CAPTURE(by);
      CHECK(pooled.mean_tau > 0.5);
    }
  }
}
