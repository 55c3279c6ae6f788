// Models whose sampling covariances are known, against metafor and against their own symmetries.
#include <algorithm>
#include <cmath>

#include "multilevel/levels.h"
#include "multilevel/multilevel_data.h"
#include "support/paths.h"

namespace steelyard::support {

namespace {

// All rows with their covariances, as one_mean and sampling_blocks make them.
Effects known_effects(const nlohmann::json& data, bool berkey_data) {
  Effects effects = effects_of(numbers(data["yi"]), numbers(data["vi"]));
  effects.clusters = {{"study", numbered(data[berkey_data ? "trial" : "study"])}};
  effects.covariances_known = true;
  const std::vector<int>& study = effects.clusters[0].group;
  const std::vector<double> v1 = berkey_data ? numbers(data["v1i"]) : std::vector<double>(),
                            v2 = berkey_data ? numbers(data["v2i"]) : std::vector<double>(),
                            time = berkey_data ? std::vector<double>() : numbers(data["time"]);
  for (std::size_t i = 0; i < study.size(); ++i)
    for (std::size_t j = i + 1; j < study.size(); ++j) {
      if (study[i] != study[j]) continue;
      const double both = std::sqrt(effects.v[static_cast<Index>(i)]) *
                          std::sqrt(effects.v[static_cast<Index>(j)]);
      const double covariance =
          berkey_data ? v2[i] : both * std::pow(0.97, std::abs(time[i] - time[j]));
      effects.covariances.push_back({i, j, covariance});
    }
  return effects;
}

MultilevelData model_of_record(const nlohmann::json& file, const std::string& id) {
  const bool is_berkey = id.starts_with("berkey");
  const nlohmann::json& source = file[is_berkey ? "berkey" : "ishak"];
  const Effects effects = known_effects(source, is_berkey);
  MultilevelData data = model_of(effects, 0).data;
  if (id.find("nested") != std::string::npos) return data;
  data.levels.clear();
  std::vector<int> outcome;  // times in their order
  if (is_berkey)
    outcome = numbered(source["outcome"]);
  else
    for (const double time : numbers(source["time"])) outcome.push_back(static_cast<int>(time) - 1);
  const int q = 1 + *std::ranges::max_element(outcome);
  data.outcomes = OutcomeEffects{
      find_row(covariance_structures(), id.substr(id.rfind('|') + 1)), outcome,
      effects.clusters[0].group, q};
  const bool common = id.find("common") != std::string::npos, moderated = is_berkey && !common;
  const std::vector<double> year = is_berkey ? numbers(source["year"]) : std::vector<double>();
  data.X = MatrixXd::Zero(data.y.size(), common ? 3 : moderated ? 4 : q);
  data.names.clear();
  for (Index i = 0; i < data.y.size(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (common) {
      data.X.row(i) << 1, outcome[at] == 0 ? 1 : 0, year[at] - 1983;
    } else {
      data.X(i, outcome[at]) = 1;
      if (moderated) data.X(i, 2 + outcome[at]) = year[at] - 1983;
    }
  }
  // metafor's order of names, in the order of the rows of the data.
  if (common)
    data.names = {"intrcpt", "outcomePD", "dev"};
  else if (moderated)
    data.names = {"outcomePD", "outcomeAL", "outcomePD:dev", "outcomeAL:dev"};
  else
    for (int j = 1; j <= q; ++j)
      data.names.push_back(std::string("factor(time)").append(std::to_string(j)));
  return data;
}

}  // namespace

TEST_CASE("Models with known sampling covariance and moderators of every structure agree with metafor") {
  const auto file = reference("known_covariance");
  int values = 0;
  double worst = 0;
  int turn = 0;
  for (const auto& record : file["records"]) {
    if (run::slowed() && ++turn % 5 != 0) continue;
    const std::string id = record["id"];
    INFO(id);
    const MultilevelData data = model_of_record(file, id);
    MultilevelSettings settings;
    settings.restricted = id.find("|ML") == std::string::npos;
    settings.t = id.find("|t|") != std::string::npos;
    const MultilevelFit fit = fitted(data, settings);
    const auto near = [&](double ours, const nlohmann::json& theirs, double scale = 1e-300) {
      ++values;
      worst = std::max(worst, apart(ours, number(theirs), scale));
      CHECK(apart(ours, number(theirs), scale) < 1e-5);
    };
    // metafor's optimiser stops where the likelihood still rises by up to 1e-9.
    CHECK(fit.log_likelihood > number(record["ll"]) - 1e-11);
    CHECK(fit.log_likelihood < number(record["ll"]) + 1e-7);
    CHECK(apart(fit.qe, number(record["QE"])) < 1e-9);
    for (std::size_t j = 0; j < record["b"].size(); ++j) {
      const std::string name =
          record["b"].size() == 1 ? "intercept" : record["names"][j].get<std::string>();
      const auto found = std::ranges::find(fit.coefficients, name, &Coefficient::name);
      REQUIRE(found != fit.coefficients.end());
      near(found->estimate, record["b"][j], found->se);
      near(found->se, record["se"][j]);
      near(found->p, record["p"][j], 0.1);
      near(found->low, record["lb"][j], found->se);
      near(found->high, record["ub"][j], found->se);
    }
    if (data.outcomes)
      for (std::size_t j = 0; j < record["tau2"].size(); ++j)
        CHECK(apart(fit.G(static_cast<Index>(j), static_cast<Index>(j)),
                    number(record["tau2"][id.find("ishak") == 0 || record["tau2"].size() == 1
                                              ? j
                                              : 1 - j])) < 1e-4);
    else
      for (std::size_t l = 0; l < record["sigma2"].size(); ++l)
        near(fit.sigma2[l], record["sigma2"][l], 1e-3);
  }
  INFO(values << " values, largest difference " << worst);
  CHECK(values > (run::slowed() ? 60 : 500));
}

TEST_CASE("Known covariances that follow from one correlation give the fit of that correlation") {
  Effects effects = effects_of({0.3, 0.42, 0.1, 0.55, 0.61, -0.05, 0.12},
                               {0.0144, 0.0225, 0.04, 0.0121, 0.0196, 0.01, 0.0169});
  effects.clusters = {{"study", {0, 0, 0, 1, 1, 2, 2}}};
  const MultilevelFit assumed = fitted(model_of(effects, 0.6).data);
  effects.covariances_known = true;
  for (std::size_t i = 0; i < 7; ++i)
    for (std::size_t j = i + 1; j < 7; ++j)
      if (effects.clusters[0].group[i] == effects.clusters[0].group[j])
        effects.covariances.push_back({i, j,
                                       0.6 * std::sqrt(effects.v[static_cast<Index>(i)] *
                                                       effects.v[static_cast<Index>(j)])});
  const MultilevelFit known = fitted(model_of(effects, 0).data);
  CHECK(apart(known.coefficients[0].estimate, assumed.coefficients[0].estimate) < 1e-9);
  CHECK(apart(known.log_likelihood, assumed.log_likelihood) < 1e-10);

  // The order of the rows, and the unit of the effects, do not matter.
  const std::vector<std::size_t> order{6, 2, 4, 0, 5, 1, 3};
  const Effects turned = part_of(effects, order);
  CHECK(turned.covariances.size() == effects.covariances.size());
  CHECK(apart(fitted(model_of(turned, 0).data).log_likelihood, known.log_likelihood) < 1e-10);
  for (const double unit : {1e-8, 1e8}) {
    Effects other = effects;
    other.y *= unit;
    other.v *= unit * unit;
    for (CorrelatedEffects& pair : other.covariances) pair.covariance *= unit * unit;
    const MultilevelFit fit = fitted(model_of(other, 0).data);
    CHECK(apart(fit.coefficients[0].estimate / unit, known.coefficients[0].estimate) < 1e-8);
    CHECK(apart(fit.coefficients[0].se / unit, known.coefficients[0].se) < 1e-8);
  }
}

TEST_CASE("Covariances all zero are independence, and a part of the effects keeps its own") {
  Effects effects = effects_of({0.3, 0.42, 0.1, 0.55}, {0.01, 0.02, 0.04, 0.01});
  effects.clusters = {{"study", {0, 0, 1, 1}}};
  effects.covariances_known = true;
  effects.covariances = {{0, 1, 0}, {2, 3, 0}};
  CHECK(sampling_blocks(effects, 0.9).empty());
  effects.covariances = {{0, 1, 0.005}, {2, 3, -0.003}};
  const auto blocks = sampling_blocks(part_of(effects, {3, 2}), 0);
  REQUIRE(blocks.size() == 1);
  CHECK(blocks[0].V(0, 1) == -0.003);
  CHECK(blocks[0].V(0, 0) == 0.01);
  CHECK(possible(blocks[0]));
  effects.covariances = {{0, 1, 0.01 * 1.42}};
  CHECK_FALSE(possible(sampling_blocks(effects, 0)[0]));
}

TEST_CASE("The mean of a study's effects with known covariance agrees with metafor's aggregate") {
  const auto file = reference("known_covariance");
  const auto& data = file["berkey"];
  const std::vector<double> y = numbers(data["yi"]), v1 = numbers(data["v1i"]),
                            v2 = numbers(data["v2i"]);
  for (const auto& record : file["aggregate"]) {
    const Combine how = record["weighted"][0].get<bool>() ? Combine::weighted : Combine::mean;
    for (std::size_t i = 0; i < y.size(); i += 2) {
      MatrixXd V(2, 2);
      V << v1[i], v2[i], v1[i + 1], v2[i + 1];
      const auto one = combined_effect(Eigen::Array2d(y[i], y[i + 1]), V, how);
      REQUIRE(one);
      CHECK(apart(one->y, number(record["yi"][i / 2])) < 1e-11);
      CHECK(apart(one->v, number(record["vi"][i / 2])) < 1e-11);
    }
  }
  MatrixXd impossible(2, 2);
  impossible << 1, 2, 2, 1;
  for (const Combine how : {Combine::mean, Combine::weighted})
    CHECK_FALSE(combined_effect(Eigen::Array2d(0.3, 0.1), impossible, how));
}

}  // namespace steelyard::support
