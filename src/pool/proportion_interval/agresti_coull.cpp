// Agresti and Coull's interval: the simple one of z²/2 more events among z² more people.
#include <algorithm>
#include <cmath>

#include "steelyard/pool/proportion_interval.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

//   ñ = n + z²,  p̃ = (y + z²/2)/ñ,  p̃ ± z √(p̃ (1 − p̃)/ñ)
Bounds around_more(double events, double n, double level) {
  const double z = normal_quantile(1 - (1 - level) / 2), z2 = z * z;
  const double more = n + z2, p = (events + z2 / 2) / more, half = z * std::sqrt(p * (1 - p) / more);
  return {std::max(p - half, 0.0), std::min(p + half, 1.0)};
}

}  // namespace

namespace proportion_interval {
extern const ProportionInterval agresti_coull{
    .id = "AC",
    .label = "Agresti–Coull",
    .source = "agresti1998",
    .interval = around_more,
};
}

}  // namespace steelyard
