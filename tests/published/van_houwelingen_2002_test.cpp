// Van Houwelingen HC, Arends LR, Stijnen T. Advanced methods in meta-analysis: multivariate
// approach and meta-regression. Statistics in Medicine 2002;21:589–624, section 3: log odds ratios
// of the BCG trials (table I, page 594) under the common-effect model (page 596, where the interval
// ends at 0.703; it is 0.7024) and by maximum likelihood (page 597). The pages are those that the
// examples of R's package metafor name.
#include "published/trials_of_bcg.h"
#include "steelyard/pool/synthesis.h"
#include "steelyard/regression/mixed_effects.h"
#include "support/catch.h"

namespace steelyard::support {

TEST_CASE("van Houwelingen 2002: log odds ratios of the BCG trials") {
  const auto effects = compute_effects(trials_of_bcg(), *find_measure("OR"));
  const double printed = 0.0005;  // three decimals
  const Synthesis common = pool(effects, {.model = Model::common});
  CHECK(std::abs(*common.estimate - -0.436) < printed);
  CHECK(std::abs(*common.se - 0.042) < printed);
  const Synthesis random = pool(effects, {.tau2 = find_row(tau2_estimators(), "ML")});
  CHECK(std::abs(*random.heterogeneity->tau2 - 0.302) < 0.001);
  CHECK(std::abs(*random.estimate - -0.742) < printed);
  CHECK(std::abs(*random.se - 0.178) < printed);
  CHECK(std::abs(std::exp(common.interval->low) - 0.595) < printed);
  CHECK(std::abs(std::exp(*random.estimate) - 0.476) < printed);
  CHECK(std::abs(std::exp(random.interval->low) - 0.336) < printed);
  CHECK(std::abs(std::exp(random.interval->high) - 0.675) < printed);
}

// Section 4: regression on absolute latitude by maximum likelihood.
TEST_CASE("van Houwelingen 2002: the effect of BCG grows with latitude") {
  const auto effects = compute_effects(trials_of_bcg(), *find_measure("OR"));
  Eigen::MatrixXd X = Eigen::MatrixXd::Ones(13, 2);
  X.col(1) << 44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33;
  std::string why;
  const auto fit = fit_mixed_effects(effects.y, effects.v, X, {"intercept", "latitude"},
                                     {.tau2 = find_row(tau2_estimators(), "ML")}, why);
  REQUIRE(fit);
  CHECK(std::abs(fit->tau2 - 0.004) < 0.0005);
  CHECK(std::abs(fit->coefficients[0].estimate - 0.371) < 0.0005);
  CHECK(std::abs(fit->coefficients[0].se - 0.106) < 0.0005);
  CHECK(std::abs(fit->coefficients[1].estimate - -0.033) < 0.0005);
  CHECK(std::abs(fit->coefficients[1].se - 0.003) < 0.0005);
}

}  // namespace steelyard::support
