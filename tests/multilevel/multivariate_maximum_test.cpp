// The tops of multivariate likelihoods, by climbs from many random starts.
#include "multilevel/climb.h"
#include "multilevel_data.h"
#include "steelyard/stats/random.h"
#include "support/paths.h"

namespace steelyard::support {

namespace {

MultilevelData random_outcomes(Random& random, const CovarianceStructure& structure, int q,
                               int studies) {
  std::vector<double> y, v;
  std::vector<int> outcome, study;
  for (int i = 0; i < studies; ++i) {
    const double shared = 0.3 * random.normal();
    for (int j = 0; j < q; ++j) {
      if (i >= 2 && random.uniform() > 0.85) continue;
      const double variance = 0.02 + 0.28 * random.uniform();
      // The first outcome does not vary.
      const double own = j == 0 ? 0 : shared + 0.2 * random.normal();
      y.push_back(0.3 * j + own + std::sqrt(variance) * random.normal());
      v.push_back(variance);
      outcome.push_back(j);
      study.push_back(i);
    }
  }
  MultilevelData data = three_level(y, v, study);
  data.levels.clear();
  data.X = MatrixXd::Zero(data.y.size(), q);
  data.names.clear();
  for (int j = 0; j < q; ++j) data.names.push_back(std::string(1, static_cast<char>('A' + j)));
  for (Index i = 0; i < data.y.size(); ++i)
    data.X(i, outcome[static_cast<std::size_t>(i)]) = 1;
  data.correlated = imputed_covariance(data.v, study, 0.5);
  data.outcomes = OutcomeEffects{&structure, outcome, study, q};
  return data;
}

VectorXd random_start(Random& random, const MarginalModel& model) {
  VectorXd theta(model.parameters());
  for (Index a = 0; a < theta.size(); ++a)
    if (std::isfinite(model.high()[a]))
      theta[a] = model.low()[a] + (model.high()[a] - model.low()[a]) * random.uniform();
    else if (std::isfinite(model.low()[a]))
      theta[a] = std::exp(7 * random.uniform() - 6);
    else
      theta[a] = random.normal();
  return theta;
}

}  // namespace

TEST_CASE("No climb from a random start ends above the top of a multivariate likelihood") {
  Random random(11);
  const int repeats = run::slowed() ? 2 : 12, starts = run::slowed() ? 6 : 25;
  for (const CovarianceStructure* structure : covariance_structures())
    for (int repeat = 0; repeat < repeats; ++repeat) {
      CAPTURE(structure->id, repeat);
      const MultilevelData data = random_outcomes(random, *structure, 2 + repeat % 3, 5 + repeat);
      const MarginalModel model(data);
      const bool restricted = repeat % 2 == 0;
      const auto top = highest(model, restricted);
      REQUIRE(top);
      CHECK(top->converged);
      const std::vector<bool> none(static_cast<std::size_t>(model.parameters()), false);
      for (int i = 0; i < starts; ++i)
        if (const auto other = climb(model, restricted, random_start(random, model), none))
          CHECK(other->value < top->value + 1e-6);
    }
}

TEST_CASE("Second derivatives of a multivariate likelihood are those of its gradient") {
  Random random(12);
  for (const CovarianceStructure* structure : covariance_structures())
    for (const bool restricted : {true, false}) {
      CAPTURE(structure->id, restricted);
      const MultilevelData data = random_outcomes(random, *structure, 3, 12);
      const MarginalModel model(data);
      const VectorXd theta = structure->start(3, 0.7, 0.3);
      const auto H = model.curvature(theta, restricted);
      REQUIRE(H);
      for (Index a = 0; a < theta.size(); ++a) {
        constexpr double h = 1e-5;
        VectorXd up = theta, down = theta;
        up[a] += h;
        down[a] -= h;
        const VectorXd slope = (model.likelihood(up, restricted)->gradient -
                                model.likelihood(down, restricted)->gradient) /
                               (2 * h);
        CHECK((slope - H->col(a)).cwiseAbs().maxCoeff() < 1e-6 * (1 + H->cwiseAbs().maxCoeff()));
      }
    }
}

TEST_CASE("A variance of an unstructured matrix is zero or more than a speck") {
  Random random(13);
  int zeros = 0;
  for (int repeat = 0; repeat < (run::slowed() ? 6 : 20); ++repeat) {
    const MultilevelData data =
        random_outcomes(random, *find_row(covariance_structures(), "UN"), 3, 8);
    const MultilevelFit fit = fitted(data);
    for (Index j = 0; j < 3; ++j) {
      CHECK((fit.G(j, j) == 0 || fit.G(j, j) > 1e-10));
      zeros += fit.G(j, j) == 0;
    }
  }
  CHECK((zeros > 0 || run::slowed()));
}

}  // namespace steelyard::support
