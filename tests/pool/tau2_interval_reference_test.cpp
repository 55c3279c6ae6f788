// Q-profile intervals against metafor 5.0-1, and against the equation they solve.
#include <map>

#include "steelyard/pool/synthesis.h"
#include "steelyard/stats/distributions.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

// Σ w (y − μ)² written out, as the definition of the interval has it.
double generalised_q(const Effects& effects, double tau2) {
  const Eigen::ArrayXd w = 1 / (effects.v + tau2);
  const double mu = (w * effects.y).sum() / w.sum();
  return (w * (effects.y - mu).square()).sum();
}

// metafor finds the limits with R's uniroot, whose default tolerance is 1.2e-4.
constexpr double uniroot = 1.3e-4;
constexpr double highest_of_metafor = 100;  // where its search ends by default

}  // namespace

TEST_CASE("The Q-profile limits solve their equation and agree with metafor's") {
  std::map<std::pair<std::string, std::string>, nlohmann::json> fits;
  for (const auto& record : reference("pooling"))
    fits[{record["view"], record["measure"]}] = record;
  int checked = 0;
  for (const auto& record : reference("tau2_intervals")) {
    const std::string view = record["view"], measure = record["measure"];
    CAPTURE(view, measure);
    const auto& fit = fits.at({view, measure});
    const auto effects = effects_of(numbers(fit["yi"]), numbers(fit["vi"]));
    const auto limits = q_profile(effects.y, effects.v, 0.95);
    REQUIRE(limits);
    const double df = static_cast<double>(effects.k() - 1);
    for (const auto& [limit, p] : {std::pair(limits->low, 0.975), std::pair(limits->high, 0.025)}) {
      const double target = chi_squared_quantile(p, df);
      if (limit > 0)
        CHECK(apart(generalised_q(effects, limit), target) < 1e-9);
      else
        CHECK(generalised_q(effects, 0) <= target * (1 + 1e-9));
    }
    for (const auto& [ours, theirs] : {std::pair(limits->low, number(record["tau2"][0])),
                                       std::pair(limits->high, number(record["tau2"][1]))}) {
      if (theirs < highest_of_metafor)
        CHECK(std::abs(ours - theirs) < uniroot);
      else
        CHECK(ours >= theirs);
    }
    ++checked;
  }
  CHECK(checked > 150);
}

}  // namespace steelyard::support
