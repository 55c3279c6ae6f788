// Van Houwelingen HC, Arends LR, Stijnen T. Advanced methods in meta-analysis: multivariate
// approach and meta-regression. Statistics in Medicine 2002;21:589–624, section 3: log odds ratios
// of the BCG trials under the common-effect model and by maximum likelihood.
#include "published/trials_of_bcg.h"
#include "steelyard/pool/synthesis.h"
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
}

}  // namespace steelyard::support
