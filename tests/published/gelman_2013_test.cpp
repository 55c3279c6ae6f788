// Gelman A, Carlin JB, Stern HS, Dunson DB, Vehtari A, Rubin DB. Bayesian data analysis. 3rd ed.
// Boca Raton: CRC Press; 2013, section 5.5: the eight schools, data of table 5.2.
#include "steelyard/pool/synthesis.h"
#include "support/catch.h"
#include "support/reference.h"

namespace steelyard::support {

TEST_CASE("Gelman 2013: the pooled estimate of the eight schools") {
  const std::vector<double> se{15, 10, 16, 11, 9, 11, 10, 18};
  std::vector<double> v;
  for (const double each : se) v.push_back(each * each);
  const auto effects = effects_of({28, 8, -3, 7, -1, 1, 18, 12}, v);
  const Synthesis s = pool(effects, {.model = Model::common});
  CHECK(std::abs(*s.estimate - 7.7) < 0.05);
  CHECK(std::abs(*s.se - 4.1) < 0.05);
  CHECK(s.heterogeneity->q < s.heterogeneity->q_df);
}

}  // namespace steelyard::support
