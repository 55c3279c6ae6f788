// Multilevel and multivariate models against metafor, against the whole n × n matrix, and against
// their own symmetries.
#include "multilevel/multilevel_data.h"
#include "support/paths.h"

namespace steelyard::support {

TEST_CASE("Konstantopoulos 2011, table 5, page 71: schools in districts") {
  MultilevelSettings settings;
  settings.restricted = false;
  const MultilevelFit fit = fitted(konstantopoulos(), settings);
  CHECK(std::abs(fit.coefficients[0].estimate - 0.184) < 0.0006);
  CHECK(std::abs(fit.sigma2[0] - 0.058) < 0.0005);
  CHECK(std::abs(fit.sigma2[1] - 0.033) < 0.0005);
}

TEST_CASE("Berkey et al. 1998, table II, page 2545: two outcomes and the year") {
  MultilevelData data = berkey("UN");
  const std::vector<double> year = numbers(reference("dependence")["berkey"]["year"]);
  data.X.conservativeResize(Eigen::NoChange, 4);
  for (Index i = 0; i < data.y.size(); ++i) {
    data.X(i, 2) = data.X(i, 0) * (year[static_cast<std::size_t>(i)] - 1983);
    data.X(i, 3) = data.X(i, 1) * (year[static_cast<std::size_t>(i)] - 1983);
  }
  data.names = {"PD", "AL", "PD × year", "AL × year"};
  MultilevelSettings settings;
  settings.restricted = false;
  const MultilevelFit fit = fitted(data, settings);
  const double printed[4][2] = {{0.348, 0.052}, {-0.335, 0.079}, {0.001, 0.015}, {-0.011, 0.024}};
  for (std::size_t j = 0; j < 4; ++j) {
    CHECK(std::abs(fit.coefficients[j].estimate - printed[j][0]) < 0.0006);
    CHECK(std::abs(fit.coefficients[j].se - printed[j][1]) < 0.0006);
  }
  CHECK(std::abs(fit.G(0, 0) - 0.008) < 0.0005);
  CHECK(std::abs(fit.G(1, 1) - 0.025) < 0.0005);
  CHECK(std::abs(fit.G(0, 1) - 0.009) < 0.0005);
}

TEST_CASE("The sums along the tree and over the blocks are those of the whole matrix") {
  MultilevelData nested = konstantopoulos();
  // A region of districts above them.
  Grouping region{"region", {}};
  for (const int district : nested.levels[0].group) region.group.push_back(district / 3);
  nested.levels.insert(nested.levels.begin(), region);
  nested.X.conservativeResize(Eigen::NoChange, 3);
  for (Index i = 0; i < nested.y.size(); ++i) {
    nested.X(i, 1) = std::sqrt(nested.v[i]);
    nested.X(i, 2) = nested.levels[1].group[static_cast<std::size_t>(i)] % 2;
  }
  nested.names = {"intercept", "se", "odd"};
  MultilevelData correlated = nested;
  correlated.correlated = imputed_covariance(nested.v, nested.levels[1].group, 0.4);
  std::vector<std::pair<MultilevelData, VectorXd>> cases{
      {nested, VectorXd::Zero(3)},
      {nested, Eigen::Vector3d(0.02, 0.07, 0.01)},
      {nested, Eigen::Vector3d(3, 1e-6, 20)},
      {correlated, Eigen::Vector3d(0.02, 0.07, 0.01)},
      {berkey("UN"), Eigen::Vector3d(0.2, 0.1, 0.4)},
      {berkey("CS"), Eigen::Vector2d(0.2, -0.4)},
      {berkey("AR"), Eigen::Vector2d(0.2, 0.4)},
      {berkey("DIAG"), Eigen::Vector2d(0.2, 0.04)}};
  MultilevelData times = konstantopoulos();  // three outcomes, all structures
  times.outcomes = OutcomeEffects{nullptr, {}, times.levels[0].group, 3};
  for (std::size_t i = 0; i < times.levels[0].group.size(); ++i)
    times.outcomes->outcome.push_back(static_cast<int>(i % 3));
  for (const CovarianceStructure* structure : covariance_structures()) {
    times.outcomes->structure = structure;
    VectorXd theta(2 + structure->parameters(3));
    theta << 0.03, 0.01, structure->start(3, 0.07, 0.3);
    cases.emplace_back(times, theta);
  }
  for (const auto& [data, theta] : cases)
    for (const bool restricted : {true, false}) {
      const auto ours = multilevel_likelihood(data, restricted, theta);
      REQUIRE(ours);
      CHECK(apart(ours->value, whole_likelihood(data, restricted, theta)) < 1e-11);
      for (Index a = 0; a < theta.size(); ++a) {
        const double h = 1e-5 * std::max(theta[a], 1e-3);
        VectorXd up = theta, down = theta;
        up[a] += h;
        down[a] -= theta[a] > 0 ? h : 0;
        const double slope = (whole_likelihood(data, restricted, up) -
                              whole_likelihood(data, restricted, down)) / (up[a] - down[a]);
        INFO("parameter " << a);
        CHECK(apart(ours->gradient[a], slope, 1) < (theta[a] > 0 ? 1e-4 : 1e-2));
      }
    }
}

TEST_CASE("No point of a grid around the optimum is higher") {
  for (const bool restricted : {true, false}) {
    MultilevelSettings settings;
    settings.restricted = restricted;
    const MultilevelData data = konstantopoulos();
    const MultilevelFit fit = fitted(data, settings);
    const double step = run::slowed() ? 0.5 : 0.1;
    for (double a = 0; a < 3; a += step)
      for (double b = 0; b < 3; b += step) {
        const VectorXd theta = Eigen::Vector2d(a * fit.sigma2[0], b * fit.sigma2[1]);
        CHECK(whole_likelihood(data, restricted, theta) <= fit.log_likelihood + 1e-10);
      }
    for (std::size_t level = 0; level < 2; ++level) {
      const auto ci = profile_interval(data, fit, settings, level);
      REQUIRE(ci);
      for (const double limit : {ci->low, ci->high}) {
        // The best of the other component at this limit, by a fine grid.
        double best = -HUGE_VAL;
        for (double b = 0.2; b < 5; b *= run::slowed() ? 1.02 : 1.0005) {
          VectorXd theta(2);
          theta[static_cast<Index>(level)] = limit;
          theta[static_cast<Index>(1 - level)] = b * fit.sigma2[1 - level];
          best = std::max(best, multilevel_likelihood(data, restricted, theta)->value);
        }
        CHECK(std::abs(2 * (fit.log_likelihood - best) - chi_squared_quantile(0.95, 1)) <
              (run::slowed() ? 1e-3 : 1e-5));
      }
    }
  }
}

TEST_CASE("Order and unit do not matter, and a common shift moves only the mean") {
  const MultilevelData data = konstantopoulos();
  const MultilevelFit fit = fitted(data);
  MultilevelData turned = data;
  turned.y = data.y.reverse().eval();
  turned.v = data.v.reverse().eval();
  for (Grouping& level : turned.levels) std::ranges::reverse(level.group);
  const MultilevelFit backwards = fitted(turned);
  for (const double c : {1e8, 1e-8, -3.0}) {
    MultilevelData scaled = data;
    scaled.y *= c;
    scaled.v *= c * c;
    const MultilevelFit other = fitted(scaled);
    CHECK(apart(other.coefficients[0].estimate, c * fit.coefficients[0].estimate) < 1e-10);
    CHECK(apart(other.coefficients[0].se, std::abs(c) * fit.coefficients[0].se) < 1e-10);
    for (std::size_t l = 0; l < 2; ++l) {
      CHECK(apart(other.sigma2[l], c * c * fit.sigma2[l]) < 1e-9);
      CHECK(apart(backwards.sigma2[l], fit.sigma2[l]) < 1e-9);
    }
  }
  MultilevelData shifted = data;
  shifted.y += 1e6;
  const MultilevelFit other = fitted(shifted);
  CHECK(apart(other.coefficients[0].estimate - 1e6, fit.coefficients[0].estimate) < 1e-8);
  for (std::size_t l = 0; l < 2; ++l) CHECK(apart(other.sigma2[l], fit.sigma2[l]) < 1e-7);
}

TEST_CASE("Variances that the data deny are exactly zero, and hard data give finite answers") {
  const std::vector<int> pairs{0, 0, 1, 1, 2, 2, 3, 3};
  const MultilevelFit same = fitted(three_level(std::vector<double>(8, 0.3), std::vector<double>(8, 0.1), pairs));
  CHECK(same.sigma2 == std::vector<double>{0, 0});
  CHECK(apart(same.coefficients[0].estimate, 0.3) < 1e-14);
  // Clusters alike, rows within them far apart: all variance is of the rows.
  const MultilevelFit rows =
      fitted(three_level({-1, 1, -1.1, 1.1, -0.9, 0.9, -1, 1}, std::vector<double>(8, 0.01), pairs));
  CHECK(rows.sigma2[0] == 0);
  CHECK(rows.sigma2[1] > 0.5);
  // Rows alike, clusters far apart.
  const MultilevelFit clusters =
      fitted(three_level({1, 1.01, 2, 2.01, 3, 3.02, 4, 4.01}, std::vector<double>(8, 0.01), pairs));
  CHECK(clusters.sigma2[1] == 0);
  CHECK(clusters.sigma2[0] > 1);
  for (const double factor : {1e-12, 1e12}) {
    std::vector<double> v(8, 0.1);
    v[2] *= factor;
    const MultilevelFit hard = fitted(three_level({0.1, 0.4, 0.2, 0.3, 0.9, 0.2, 0.4, 0.8}, v, pairs));
    CHECK(std::isfinite(hard.coefficients[0].estimate));
    CHECK(hard.coefficients[0].se > 0);
    CHECK(hard.weight.minCoeff() > 0);
  }
  std::string why;
  CHECK_FALSE(fit_multilevel(three_level({0.1}, {0.1}, {0}), {}, why));
  CHECK(!why.empty());
}

TEST_CASE("With one effect in each cluster the model is the usual random-effects model") {
  const MultilevelData data = konstantopoulos();
  Effects effects = effects_of({data.y.begin(), data.y.end()}, {data.v.begin(), data.v.end()});
  Method method;
  method.tau2 = find_row(tau2_estimators(), "REML");
  const Synthesis usual = pool(effects, method);
  MultilevelData flat = data;
  flat.levels = {flat.levels[1]};
  const MultilevelFit fit = fitted(flat);
  CHECK(apart(fit.sigma2[0], *usual.heterogeneity->tau2) < 1e-10);
  CHECK(apart(fit.coefficients[0].estimate, *usual.estimate) < 1e-11);
  CHECK(apart(fit.coefficients[0].se, *usual.se) < 1e-11);
  CHECK(apart(fit.i2[0], usual.heterogeneity->i2) < 1e-10);
  // With each row its own cluster, metafor's rma.uni gives these.
  const auto peer = reference("dependence")["independent"];
  CHECK(apart(fit.sigma2[0], number(peer["tau2"][0])) < 1e-5);
  std::string why;
  for (const char* id : {"CR1", "CR2"}) {
    const auto robust =
        cluster_robust(flat, VectorXd::Constant(1, number(peer["tau2"][0])), data.levels[0].group,
                       *find_row(robust_variances(), id), 0.95, why);
    REQUIRE(robust);
    CHECK(apart(robust->coefficients[0].test.estimate, number(peer["b"][0])) < 1e-11);
    CHECK(apart(robust->coefficients[0].test.se, number(peer[id[2] == '1' ? "cr1" : "cr2"][0])) <
          1e-10);
    if (id[2] == '2') CHECK(apart(robust->coefficients[0].df, number(peer["cr2_df"][0])) < 1e-9);
  }
}

}  // namespace steelyard::support
