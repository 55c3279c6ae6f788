// Multilevel and multivariate models against metafor, against the whole n × n matrix, and against
// their own symmetries.
#include "multilevel/multilevel_data.h"

namespace steelyard::support {

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

}  // namespace steelyard::support
