// The multiplicative error model: the common-effect estimate with its variance inflated by φ.
#include <algorithm>
#include <cmath>

#include "pool/centred.h"
#include "steelyard/pool/method.h"

namespace steelyard {

namespace interval {
extern const IntervalMethod t;
}

namespace {

std::string unsuited(const Measure&, Model model) {
  return model == Model::random ? "multiplicative error has one common effect, but the model is random"
                                : "";
}

//   μ = Σwy/Σw,  se² = φ/Σw,  φ = Σ w (y − μ)²/(k − 1),  w = 1/v
std::optional<ModelFit> with_factor(const Effects& effects, double least, std::string& why) {
  if (effects.k() < 2) {
    why = "multiplicative error needs at least two studies";
    return std::nullopt;
  }
  const Centred centred(effects.y, effects.v);
  const double df = centred.k() - 1;
  ModelFit fit;
  fit.q = centred.q_at(0);
  fit.q_k = centred.k();
  const double phi = std::max(fit.q / df, least);
  fit.estimate = centred.estimate_at(0);
  fit.se = centred.se_at(0) * std::sqrt(phi);
  fit.df = df;
  for (const double v : effects.v) fit.weights.push_back(centred.unit() / v);
  fit.more.push_back({"phi", "φ, factor of the variances", phi, QuantityKind::plain});
  if (!std::isfinite(fit.estimate) || !std::isfinite(fit.se) || !(fit.se > 0)) {
    why = std::isfinite(fit.q) ? "the study effects are equal, so multiplicative error is 0"
                               : "the effects are too far apart for their variances";
    return std::nullopt;
  }
  return fit;
}

std::optional<ModelFit> as_estimated(const Effects& effects, const Method&, std::string& why) {
  return with_factor(effects, 0, why);
}
std::optional<ModelFit> at_least_one(const Effects& effects, const Method&, std::string& why) {
  return with_factor(effects, 1, why);
}

}  // namespace

namespace pooling {
extern const PoolingMethod multiplicative{
    .id = "multiplicative",
    .label = "multiplicative error",
    .source = "thompson1999",
    .unsuited = unsuited,
    .fit = as_estimated,
    .model = Model::common,
    .interval = &interval::t,
};
extern const PoolingMethod multiplicative_guarded{
    .id = "multiplicative-guarded",
    .label = "multiplicative error, factor at least 1",
    .source = "mawdsley2017",
    .unsuited = unsuited,
    .fit = at_least_one,
    .model = Model::common,
    .interval = &interval::t,
};
}  // namespace pooling

}  // namespace steelyard
