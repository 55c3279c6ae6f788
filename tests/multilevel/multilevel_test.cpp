// Multilevel and multivariate models against metafor, against the whole n × n matrix, and against
// their own symmetries.
#include "steelyard/multilevel/multilevel.h"

#include <Eigen/Cholesky>
#include <map>
#include <numbers>

#include "steelyard/multilevel/cluster_method.h"
#include "steelyard/multilevel/cluster_robust.h"
#include "steelyard/stats/distributions.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

std::vector<int> numbered(const nlohmann::json& texts) {
  std::map<std::string, int> known;
  std::vector<int> result;
  for (const auto& text : texts)
    result.push_back(known.emplace(text.dump(), static_cast<int>(known.size())).first->second);
  return result;
}

std::vector<int> each_row(Index k) {
  std::vector<int> rows;
  for (int i = 0; i < static_cast<int>(k); ++i) rows.push_back(i);
  return rows;
}

MultilevelData three_level(const std::vector<double>& y, const std::vector<double>& v,
                           const std::vector<int>& cluster) {
  MultilevelData data;
  const auto k = static_cast<Index>(y.size());
  data.y = Eigen::Map<const Eigen::ArrayXd>(y.data(), k);
  data.v = Eigen::Map<const Eigen::ArrayXd>(v.data(), k);
  data.X = MatrixXd::Ones(k, 1);
  data.names = {"intercept"};
  data.levels = {{"study", cluster}, {"effect", each_row(k)}};
  return data;
}

MultilevelData data_of(const nlohmann::json& record) {
  return three_level(numbers(record["yi"]), numbers(record["vi"]), numbered(record["cluster"]));
}

MultilevelData konstantopoulos() {
  for (const auto& record : reference("multilevel"))
    if (record["view"] == "konstantopoulos2011") return data_of(record);
  return {};
}

MultilevelData berkey(std::string_view structure) {
  const auto record = reference("dependence")["berkey"];
  const std::vector<double> v1 = numbers(record["v1i"]), v2 = numbers(record["v2i"]);
  std::vector<int> study, outcome;
  for (const double each : numbers(record["study"])) study.push_back(static_cast<int>(each));
  for (const double each : numbers(record["outcome"])) outcome.push_back(static_cast<int>(each));
  MultilevelData data = three_level(numbers(record["yi"]), numbers(record["vi"]), study);
  data.levels.clear();
  const Index k = data.y.size();
  data.X = MatrixXd::Zero(k, 2);
  for (Index i = 0; i < k; ++i) data.X(i, outcome[static_cast<std::size_t>(i)]) = 1;
  data.names = {"PD", "AL"};
  for (Index i = 0; i < k; i += 2) {
    const auto at = static_cast<std::size_t>(i);
    SamplingBlock block{{i, i + 1}, MatrixXd(2, 2)};
    block.V << v1[at], v2[at], v1[at + 1], v2[at + 1];
    data.correlated.push_back(block);
  }
  data.outcomes = OutcomeEffects{find_row(covariance_structures(), structure), outcome, study, 2};
  return data;
}

VectorXd vector_of(const std::vector<double>& values) {
  return Eigen::Map<const VectorXd>(values.data(), static_cast<Index>(values.size()));
}

// The naive second formula: one matrix of all rows.
double whole_likelihood(const MultilevelData& data, bool restricted, const VectorXd& theta) {
  const Index k = data.y.size(), p = data.X.cols();
  MatrixXd M = data.v.matrix().asDiagonal();
  for (const SamplingBlock& block : data.correlated)
    for (std::size_t i = 0; i < block.rows.size(); ++i)
      for (std::size_t j = 0; j < block.rows.size(); ++j)
        M(block.rows[i], block.rows[j]) = block.V(static_cast<Index>(i), static_cast<Index>(j));
  MatrixXd G;
  std::vector<MatrixXd> slopes;
  const auto L = static_cast<Index>(data.levels.size());
  if (data.outcomes)
    data.outcomes->structure->matrix(data.outcomes->q, theta.tail(theta.size() - L), G, slopes);
  for (std::size_t i = 0; i < static_cast<std::size_t>(k); ++i)
    for (std::size_t j = 0; j < static_cast<std::size_t>(k); ++j) {
      double& m = M(static_cast<Index>(i), static_cast<Index>(j));
      for (Index l = 0; l < L; ++l) {
        const auto& group = data.levels[static_cast<std::size_t>(l)].group;
        if (group[i] == group[j]) m += theta[l];
      }
      if (data.outcomes && data.outcomes->study[i] == data.outcomes->study[j])
        m += G(data.outcomes->outcome[i], data.outcomes->outcome[j]);
    }
  const Eigen::LDLT<MatrixXd> ldlt(M);
  const MatrixXd W = ldlt.solve(data.X);
  const MatrixXd A = data.X.transpose() * W;
  const VectorXd beta = A.ldlt().solve(W.transpose() * data.y.matrix());
  const VectorXd r = data.y.matrix() - data.X * beta;
  const auto log_of = [](const MatrixXd& matrix) {
    return matrix.ldlt().vectorD().array().log().sum();
  };
  double twice = ldlt.vectorD().array().log().sum() + r.dot(ldlt.solve(r));
  twice += static_cast<double>(restricted ? k - p : k) * std::log(2 * std::numbers::pi);
  if (restricted) twice += log_of(A) - log_of(data.X.transpose() * data.X);
  return -twice / 2;
}

MultilevelFit fitted(const MultilevelData& data, const MultilevelSettings& settings = {}) {
  std::string why;
  const auto fit = fit_multilevel(data, settings, why);
  CAPTURE(why);
  REQUIRE(fit);
  return *fit;
}

}  // namespace

TEST_CASE("Three-level models agree with metafor, and stand at least as high in likelihood") {
  int values = 0;
  double worst_component = 0, worst = 0;
  const auto near = [&](double ours, const nlohmann::json& theirs, double scale = 1e-300) {
    ++values;
    worst = std::max(worst, apart(ours, number(theirs), scale));
    CHECK(apart(ours, number(theirs), scale) < 1e-9);
  };
  for (const auto& record : reference("multilevel"))
    for (const auto& fit : record["fits"]) {
      INFO(fit["id"].get<std::string>());
      MultilevelData data = data_of(record);
      if (fit["coef_names"].size() == 2) {
        data.X.conservativeResize(Eigen::NoChange, 2);
        data.X.col(1) = vector_of(numbers(record["propmale"]));
        data.names.emplace_back("propmale");
      }
      MultilevelSettings settings;
      settings.restricted = fit["id"].get<std::string>().find("|ML|") == std::string::npos;
      settings.t = fit.contains("df");
      const MultilevelFit ours = fitted(data, settings);
      CHECK(ours.log_likelihood > number(fit["ll"]) - 1e-11);
      // metafor's optimiser stops at about 1e-6 of a component (1e-4 without tight settings).
      const VectorXd theirs = vector_of(numbers(fit["sigma2"]));
      for (std::size_t l = 0; l < 2; ++l) {
        const double off = apart(ours.sigma2[l], theirs[static_cast<Index>(l)]);
        CHECK(off < (fit.contains("rel_tol") ? 1e-5 : 1e-3));
        worst_component = std::max(worst_component, off);
      }
      // At metafor's own components everything else agrees to rounding.
      std::string why;
      const auto at = multilevel_at(data, settings, theirs, why);
      REQUIRE(at);
      for (std::size_t j = 0; j < at->coefficients.size(); ++j) {
        const Coefficient& c = at->coefficients[j];
        near(c.estimate, fit["b"][j]);
        near(c.se, fit["se"][j]);
        near(c.statistic, fit["stat"][j]);
        near(c.p, fit["p"][j]);
        near(c.low, fit["lb"][j], c.se);
        near(c.high, fit["ub"][j], c.se);
      }
      near(at->log_likelihood, fit["ll"]);
      near(at->aic, fit["AIC"]);
      near(at->bic, fit["BIC"]);
      near(at->qe, fit["QE"]);
      near(at->qe_p, fit["QEp"]);
      near(at->qm, fit["QM"]);
      near(at->qm_p, fit["QMp"]);
      if (fit.contains("I2_by_level"))
        for (std::size_t l = 0; l < 2; ++l) near(at->i2[l], fit["I2_by_level"][l]);
      for (const char* id : {"CR1", "CR2"}) {
        const std::string key = std::string("robust_").append(id);
        if (!fit.contains(key)) continue;
        const auto robust = cluster_robust(data, theirs, data.levels[0].group,
                                           *find_row(robust_variances(), id), 0.95, why);
        REQUIRE(robust);
        const RobustCoefficient& c = robust->coefficients.front();
        near(c.test.se, fit[key]["se"][0]);
        near(c.test.statistic, fit[key]["stat"][0]);
        near(c.df, fit[key]["df"][0]);
        near(c.test.p, fit[key]["p"][0]);
        near(c.test.low, fit[key]["lb"][0], c.test.se);
        near(c.test.high, fit[key]["ub"][0], c.test.se);
      }
      if (!fit.contains("sigma2_ci")) continue;
      for (std::size_t l = 0; l < 2; ++l) {
        const auto ci = profile_interval(data, ours, settings, l);
        REQUIRE(ci);
        const auto& peer = fit["sigma2_ci"][std::string("sigma2_").append(std::to_string(l + 1))];
        // metafor looks for the root of the profile to 1e-4 of the interval it searches.
        CHECK(apart(ci->low, number(peer[0]), ours.sigma2[l]) < 0.01);
        CHECK(apart(ci->high, number(peer[1]), ours.sigma2[l]) < 0.01);
      }
    }
  INFO(values << " values, largest difference " << worst << "; components " << worst_component);
  CHECK(values > 150);
}

TEST_CASE("The pooled answer of effects in clusters has metafor's limits and prediction interval") {
  for (const auto& record : reference("multilevel"))
    for (const auto& fit : record["fits"]) {
      if (!fit.contains("pi")) continue;
      const std::string id = fit["id"];
      INFO(id);
      Effects effects = effects_of(numbers(record["yi"]), numbers(record["vi"]));
      effects.clusters = {{"study", numbered(record["cluster"])}};
      Method method;
      method.pooling = find_row(cluster_methods(), "three-level")->pooling;
      method.tau2 =
          find_row(tau2_estimators(), id.find("|ML|") == std::string::npos ? "REML" : "ML");
      method.interval = find_row(interval_methods(), fit.contains("df") ? "t" : "wald");
      const Synthesis synthesis = pool(effects, method);
      REQUIRE(synthesis.interval);
      REQUIRE(synthesis.prediction);
      const double se = number(fit["se"][0]);
      CHECK(apart(*synthesis.estimate, number(fit["b"][0]), se) < 1e-6);
      CHECK(apart(synthesis.interval->low, number(fit["lb"][0]), se) < 1e-5);
      CHECK(apart(synthesis.interval->high, number(fit["ub"][0]), se) < 1e-5);
      CHECK(apart(synthesis.prediction->low, number(fit["pi"][0]), se) < 1e-5);
      CHECK(apart(synthesis.prediction->high, number(fit["pi"][1]), se) < 1e-5);
      CHECK(apart(synthesis.heterogeneity->q, number(fit["QE"])) < 1e-11);
    }
}

TEST_CASE("Bivariate models of every structure and correlated errors agree with metafor") {
  const auto all = reference("dependence");
  std::string why;
  for (const auto& record : all["records"]) {
    const std::string id = record["id"][0];
    INFO(id);
    MultilevelSettings settings;
    settings.restricted = id.find("|REML|") != std::string::npos;
    const bool bivariate = id.starts_with("berkey1998");
    MultilevelData data =
        bivariate ? berkey(id.substr(id.rfind('|') + 1)) : konstantopoulos();
    if (!bivariate)
      data.correlated =
          imputed_covariance(data.v, data.levels[0].group, number(record["rho_v"][0]));
    const MultilevelFit fit = fitted(data, settings);
    CHECK(fit.log_likelihood > number(record["ll"][0]) - 1e-9);
    CHECK(fit.log_likelihood < number(record["ll"][0]) + 1e-6);
    for (std::size_t j = 0; j < fit.coefficients.size(); ++j) {
      CHECK(apart(fit.coefficients[j].estimate, number(record["b"][j])) < 1e-4);
      CHECK(apart(fit.coefficients[j].se, number(record["se"][j])) < 1e-4);
    }
    CHECK(apart(fit.qe, number(record["QE"][0])) < 1e-9);
    for (std::size_t l = 0; l < record["sigma2"].size(); ++l)
      CHECK(apart(fit.sigma2[l], number(record["sigma2"][l])) < 1e-4);
    for (std::size_t j = 0; j < record["tau2"].size(); ++j) {
      const auto at = static_cast<Index>(j);
      CHECK(apart(fit.G(at, at), number(record["tau2"][j])) < 1e-4);
    }
    if (record["rho"].size() == 1 && bivariate)
      CHECK(apart(fit.G(0, 1) / std::sqrt(fit.G(0, 0) * fit.G(1, 1)), number(record["rho"][0]),
                  0.1) < 1e-4);
    const std::vector<int> cluster =
        bivariate ? data.outcomes->study : data.levels[0].group;
    const VectorXd powers =
        bivariate ? VectorXd() : VectorXd(vector_of(fit.sigma2));
    if (!bivariate) {
      for (const char* name : {"CR0", "CR1", "CR2"}) {
        const auto robust = cluster_robust(data, powers, cluster,
                                           *find_row(robust_variances(), name), 0.95, why);
        REQUIRE(robust);
        const std::string key = std::string("cr").append(1, name[2]);
        CHECK(apart(robust->coefficients[0].test.se, number(record[key][0])) < 1e-4);
        if (name[2] == '2')
          CHECK(apart(robust->coefficients[0].df, number(record["cr2_df"][0])) < 1e-4);
      }
    } else if (record.contains("htz_f")) {
      VectorXd theta = fit.theta;  // standard deviations and a correlation
      theta.head(2) *= fit.unit;
      const auto robust =
          cluster_robust(data, theta, cluster, bias_reduced_variance(), 0.95, why);
      REQUIRE(robust);
      for (std::size_t j = 0; j < 2; ++j) {
        CHECK(apart(robust->coefficients[j].test.se, number(record["cr2_se"][j])) < 1e-4);
        CHECK(apart(robust->coefficients[j].df, number(record["cr2_df"][j])) < 1e-4);
      }
      REQUIRE(robust->joint);
      CHECK(apart(robust->joint->f, number(record["htz_f"][0])) < 1e-4);
      CHECK(apart(robust->joint->df2, number(record["htz_df"][0])) < 1e-4);
      CHECK(apart(robust->joint->p, number(record["htz_p"][0])) < 1e-4);
    }
  }
}

TEST_CASE("The mean of a study's effects agrees with metafor's aggregate") {
  const MultilevelData data = konstantopoulos();
  const std::vector<int>& group = data.levels[0].group;
  for (const auto& record : reference("dependence")["aggregate"]) {
    const Combine how = record["weighted"][0].get<bool>() ? Combine::weighted : Combine::mean;
    for (int study = 0; study < 11; ++study) {
      std::vector<Index> rows;
      for (std::size_t i = 0; i < group.size(); ++i)
        if (group[i] == study) rows.push_back(static_cast<Index>(i));
      const auto one = combined_effect(data.y(rows), data.v(rows), number(record["rho"][0]), how);
      REQUIRE(one);
      const auto at = static_cast<std::size_t>(study);
      CHECK(apart(one->y, number(record["yi"][at])) < 1e-11);
      CHECK(apart(one->v, number(record["vi"][at])) < 1e-11);
    }
  }
  // Borenstein et al. 2009, p. 230: 0.300 and 0.100 with variance 0.050 and correlation 0.5.
  const auto two = combined_effect(Eigen::Array2d(0.3, 0.1), Eigen::Array2d(0.05, 0.05), 0.5,
                                   Combine::mean);
  REQUIRE(two);
  CHECK(apart(two->y, 0.2) < closed_form);
  CHECK(apart(two->v, 0.0375) < closed_form);
  CHECK_FALSE(combined_effect(Eigen::Array2d(0.3, 0.1), Eigen::Array2d(0.05, 0.05), 1,
                              Combine::weighted));
}

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
    for (double a = 0; a < 3; a += 0.1)
      for (double b = 0; b < 3; b += 0.1) {
        const VectorXd theta = Eigen::Vector2d(a * fit.sigma2[0], b * fit.sigma2[1]);
        CHECK(whole_likelihood(data, restricted, theta) <= fit.log_likelihood + 1e-10);
      }
    for (std::size_t level = 0; level < 2; ++level) {
      const auto ci = profile_interval(data, fit, settings, level);
      REQUIRE(ci);
      for (const double limit : {ci->low, ci->high}) {
        // The best of the other component at this limit, by a fine grid.
        double best = -HUGE_VAL;
        for (double b = 0.2; b < 5; b *= 1.0005) {
          VectorXd theta(2);
          theta[static_cast<Index>(level)] = limit;
          theta[static_cast<Index>(1 - level)] = b * fit.sigma2[1 - level];
          best = std::max(best, multilevel_likelihood(data, restricted, theta)->value);
        }
        CHECK(std::abs(2 * (fit.log_likelihood - best) - chi_squared_quantile(0.95, 1)) < 1e-5);
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
