// Cochran's Q of the studies' own effects around an estimate from counts.
#include "pool/study_q.h"

namespace steelyard {

void set_study_q(const Effects& effects, CountsFit& fit) {
  EffectContext context = effects.context;
  context.zero_cells.drop00 = true;
  for (const Data& data : effects.data) {
    std::string unused;
    const auto effect = effects.measure->from(data, context, unused);
    if (!effect) continue;
    const double distance = effect->y - fit.estimate;
    fit.q += distance * distance / effect->v;
    ++fit.q_k;
  }
}

}  // namespace steelyard
