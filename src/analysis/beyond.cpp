// How likely the true effect in a new setting is beyond a threshold.
#include "analysis/beyond.h"

#include <cmath>
#include <limits>

#include "analysis/display.h"
#include "steelyard/base/text.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

namespace {

// The value on the analysis scale that is shown as `shown`; absent if none is.
std::optional<double> from_display(const Measure& measure, double shown, std::optional<double> n) {
  const auto excess = [&](double y) { return to_display(measure, y, n) - shown; };
  if (measure.scale.to_display == nullptr) return shown;
  constexpr double end = 1e300;
  double low = -1, high = 1;
  while (excess(low) > 0 && low > -end) low *= 2;
  while (excess(high) < 0 && high < end) high *= 2;
  const double at_low = excess(low), at_high = excess(high);
  if (!(at_low <= 0) || !(at_high >= 0)) return std::nullopt;
  return root_between(excess, low, at_low, high, at_high);
}

}  // namespace

void add_beyond(AnalysisFinding& finding) {
  if (!finding.plan.beyond) return;
  Synthesis& synthesis = finding.synthesis;
  const double shown = *finding.plan.beyond;
  Quantity above{"beyond_above", "P(true effect above " + shortest(shown) + ")", {}};
  Quantity below{"beyond_below", "P(true effect below " + shortest(shown) + ")", {}};
  above.kind = below.kind = QuantityKind::plain;
  const auto threshold =
      from_display(*finding.plan.measure, shown, harmonic_mean_size(finding.effects));
  if (!threshold) {
    synthesis.notes.push_back(
        {"beyond-withheld", "no effect of this measure is shown as " + shortest(shown)});
  } else if (!synthesis.prediction_se) {
    synthesis.notes.push_back({"beyond-withheld",
                               "without a prediction interval there is no probability that a true "
                               "effect is beyond " +
                                   shortest(shown)});
  } else {
    const double z = (*threshold - *synthesis.estimate) / *synthesis.prediction_se;
    const auto& df = synthesis.prediction_df;
    const double tail = (df ? t_p(z, *df) : normal_p(z)) / 2;
    above.value = z > 0 ? tail : 1 - tail;
    below.value = z > 0 ? 1 - tail : tail;
  }
  synthesis.fit.push_back(std::move(above));
  synthesis.fit.push_back(std::move(below));
}

}  // namespace steelyard
