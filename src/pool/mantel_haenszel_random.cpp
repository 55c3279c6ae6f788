// Random effects as in Review Manager 5 with its method "Mantel–Haenszel": inverse-variance weights, but
// τ² from a Q that is centred on the Mantel–Haenszel estimate.
#include <algorithm>
#include <cmath>

#include "pool/centred.h"
#include "pool/mantel_haenszel.h"
#include "steelyard/pool/method.h"

namespace steelyard {

namespace measure {
extern const Measure odds_ratio;
extern const Measure risk_ratio;
extern const Measure risk_difference;
}  // namespace measure

namespace tau2 {
extern const Tau2Estimator dersimonian_laird;
}

namespace {

std::string unsuited(const Measure& measure, Model model) {
  if (&measure != &measure::odds_ratio && &measure != &measure::risk_ratio &&
      &measure != &measure::risk_difference)
    return "random effects around a Mantel–Haenszel estimate are defined for RR, OR and RD, but the "
           "measure is " +
           std::string(measure.id);
  if (model == Model::common) return "it is for random effects, but the model is common";
  return "";
}

// The cells as the studies' own effects use them.
std::optional<Data> cells_of(const Effects& effects, std::size_t i, std::string& why) {
  const TwoByTwo* counts = table_of(effects, i, why);
  if (counts == nullptr) return std::nullopt;
  return corrected_table(*counts, effects.context, why);
}

//   Q = Σ w (y − μ_MH)²,  τ² = (Q − (k − 1)) / (Σw − Σw²/Σw),  w = 1/v
std::optional<OwnHeterogeneity> around_mantel_haenszel(const Effects& effects, std::string& why) {
  std::vector<Data> tables;
  for (std::size_t i = 0; i < effects.data.size(); ++i) {
    const auto cells = cells_of(effects, i, why);
    if (!cells) return std::nullopt;
    tables.push_back(*cells);
  }
  // The same mean as under a common effect.
  const auto centre = effects.measure == &measure::risk_difference
                          ? greenland_difference(tables, effects.y, why)
                          : mantel_haenszel_fit(*effects.measure, tables, why);
  if (!centre) return std::nullopt;
  OwnHeterogeneity result;
  result.q = ((effects.y - centre->estimate).square() / effects.v).sum();
  const Centred centred(effects.y, effects.v);
  const double df = centred.k() - 1;
  result.tau2.value =
      std::max((result.q - df) / centred.traces_at(0).p, 0.0) * centred.unit();
  if (!std::isfinite(result.q) || !std::isfinite(result.tau2.value)) {
    why = "the effects are too far apart for their variances";
    return std::nullopt;
  }
  return result;
}

}  // namespace

namespace pooling {
extern const PoolingMethod mantel_haenszel_random{
    .id = "mantel-haenszel-random",
    .label = "random effects around the Mantel–Haenszel estimate",
    .source = "deeks2010",
    .unsuited = unsuited,
    .own = around_mantel_haenszel,
    .tau2 = &tau2::dersimonian_laird,
};
}

}  // namespace steelyard
