// Data and second formulas that several tests share.
#pragma once
#include "steelyard/multilevel/multilevel.h"
#include <map>
#include <numbers>
#include "steelyard/multilevel/cluster_method.h"
#include "steelyard/multilevel/cluster_robust.h"
#include "stats/matrices.h"
#include "steelyard/stats/distributions.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

inline std::vector<int> numbered(const nlohmann::json& texts) {
  std::map<std::string, int> known;
  std::vector<int> result;
  for (const auto& text : texts)
    result.push_back(known.emplace(text.dump(), static_cast<int>(known.size())).first->second);
  return result;
}

inline std::vector<int> each_row(Index k) {
  std::vector<int> rows;
  for (int i = 0; i < static_cast<int>(k); ++i) rows.push_back(i);
  return rows;
}

inline MultilevelData three_level(const std::vector<double>& y, const std::vector<double>& v,
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

inline MultilevelData data_of(const nlohmann::json& record) {
  return three_level(numbers(record["yi"]), numbers(record["vi"]), numbered(record["cluster"]));
}

inline MultilevelData konstantopoulos() {
  for (const auto& record : reference("multilevel"))
    if (record["view"] == "konstantopoulos2011") return data_of(record);
  return {};
}

inline MultilevelData berkey(std::string_view structure) {
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

inline VectorXd vector_of(const std::vector<double>& values) {
  return Eigen::Map<const VectorXd>(values.data(), static_cast<Index>(values.size()));
}

// The naive second formula: one matrix of all rows.
inline double whole_likelihood(const MultilevelData& data, bool restricted, const VectorXd& theta) {
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
  const Cholesky factor(M);
  const MatrixXd W = factor.solve(data.X);
  const Cholesky information(transposed_product(data.X, W));
  const VectorXd beta = information.solve(transposed_product(W, VectorXd(data.y)));
  const VectorXd r = VectorXd(data.y) - product(data.X, beta);
  double twice = factor.log_determinant() + r.dot(factor.solve(r));
  twice += static_cast<double>(restricted ? k - p : k) * std::log(2 * std::numbers::pi);
  if (restricted)
    twice += information.log_determinant() -
             Cholesky(transposed_product(data.X, data.X)).log_determinant();
  return -twice / 2;
}

inline MultilevelFit fitted(const MultilevelData& data, const MultilevelSettings& settings = {}) {
  std::string why;
  const auto fit = fit_multilevel(data, settings, why);
  CAPTURE(why);
  REQUIRE(fit);
  return *fit;
}

}  // namespace steelyard::support
