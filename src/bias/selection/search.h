// The search for the highest maximum of the likelihood of a selection model.
#pragma once
#include <Eigen/Core>
#include <optional>
#include <vector>

#include "bias/selection/likelihood.h"
#include "steelyard/stats/minimise.h"

namespace steelyard {

constexpr double most_delta = 100;  // a likelihood of selection beyond that is as good as infinite

/// What is estimated: μ, τ² unless it is 0, and the δ that are not fixed.
struct SelectionParameters {
  bool random = true;
  std::vector<std::optional<double>> fixed;  ///< one for each δ

  [[nodiscard]] Eigen::Index free_deltas() const;
  [[nodiscard]] Eigen::Index first_delta() const { return random ? 2 : 1; }
  [[nodiscard]] Eigen::Index size() const { return first_delta() + free_deltas(); }
  [[nodiscard]] Eigen::ArrayXd delta(const Eigen::VectorXd& x) const;
  [[nodiscard]] double tau2(const Eigen::VectorXd& x) const { return random ? x[1] : 0; }
};

/// The model without selection by maximum likelihood.
struct WithoutSelection {
  double mu = 0, tau2 = 0, log_likelihood = 0;
};

/// Minima of −log L: from the starts given, and from the best points of a grid. `spread`: of the
/// effects. A variable whose row of the Hessian is 0 means nothing at that minimum: without
/// selection (δ₁ = 0) no value of δ₂ changes a weight.
LowestMinimum highest_likelihood(const SelectionLikelihood& likelihood, const SelectionModel& model,
                                 const SelectionParameters& parameters,
                                 const WithoutSelection& plain, double spread,
                                 std::vector<Eigen::VectorXd> starts);

}  // namespace steelyard
