// Which parameters of the outcomes' covariance the studies can show.
#include "multilevel/identified.h"

#include <map>
#include <set>

#include "stats/matrices.h"

namespace steelyard {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

// 1 for each pair of outcomes that a study has, an outcome with itself included.
MatrixXd together(const OutcomeEffects& outcomes) {
  MatrixXd seen = MatrixXd::Zero(outcomes.q, outcomes.q);
  std::map<int, std::set<int>> of_study;
  for (std::size_t i = 0; i < outcomes.study.size(); ++i)
    of_study[outcomes.study[i]].insert(outcomes.outcome[i]);
  for (const auto& [study, has] : of_study)
    for (const int a : has)
      for (const int b : has) seen(a, b) = 1;
  return seen;
}

// The directions in which the entries of G that are marked in `shown` can move: how many.
int directions(const OutcomeEffects& outcomes, const MatrixXd& shown) {
  MatrixXd G;
  std::vector<MatrixXd> slopes;
  // At a point without zeros, where nothing vanishes by chance.
  const VectorXd theta = outcomes.structure->start(outcomes.q, 1, 0.3);
  outcomes.structure->matrix(outcomes.q, theta, G, slopes);
  const auto n = static_cast<Index>(slopes.size());
  MatrixXd products(n, n);
  for (Index a = 0; a < n; ++a)
    for (Index b = 0; b < n; ++b)
      products(a, b) = slopes[static_cast<std::size_t>(a)]
                           .cwiseProduct(slopes[static_cast<std::size_t>(b)])
                           .cwiseProduct(shown)
                           .sum();
  const VectorXd values = symmetric_eigen(products).values;
  constexpr double rounding = 1e-9;
  return static_cast<int>((values.array() > rounding * values.maxCoeff()).count());
}

}  // namespace

bool estimable(const OutcomeEffects& outcomes, Index a, Index b) {
  MatrixXd shown = together(outcomes);
  if (shown(a, b) > 0) return true;
  const int before = directions(outcomes, shown);
  shown(a, b) = shown(b, a) = 1;
  return directions(outcomes, shown) == before;
}

int identified_parameters(const OutcomeEffects& outcomes) {
  return directions(outcomes, together(outcomes));
}

}  // namespace steelyard
