// What the studies' own effects tell beside a model of their counts.
#include "pool/glmm/own_effects.h"

namespace steelyard {

std::optional<double> typical_variance(const Effects& effects) {
  EffectContext context = effects.context;
  context.zero_cells.drop00 = true;
  std::vector<double> variances;
  double least = 0;
  for (const Data& data : effects.data) {
    std::string unused;
    const auto effect = effects.measure->from(data, context, unused);
    if (!effect) continue;
    least = variances.empty() ? effect->v : std::min(least, effect->v);
    variances.push_back(effect->v);
  }
  if (variances.size() < 2) return std::nullopt;
  // (k − 1) Σw/((Σw)² − Σw²), the difference as Σ w (Σw − w)
  double w = 0, pairs = 0;
  for (const double v : variances) w += least / v;
  for (const double v : variances) pairs += least / v * (w - least / v);
  return (static_cast<double>(variances.size()) - 1) * w / pairs * least;
}

}  // namespace steelyard
