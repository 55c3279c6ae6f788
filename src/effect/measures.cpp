// The register of effect measures.
#include "steelyard/effect/measure.h"

namespace steelyard {

namespace measure {
extern const Measure risk_ratio;
extern const Measure odds_ratio;
extern const Measure risk_difference;
extern const Measure peto_odds_ratio;
extern const Measure arcsine_difference;
extern const Measure mean_difference;
extern const Measure standardized_mean_difference;
extern const Measure ratio_of_means;
extern const Measure rate_ratio;
extern const Measure rate_difference;
extern const Measure mean_change;
extern const Measure fisher_correlation;
extern const Measure correlation;
extern const Measure proportion;
extern const Measure logit_proportion;
extern const Measure double_arcsine_proportion;
extern const Measure mean;
extern const Measure log_rate;
extern const Measure rate;
extern const Measure given;
}  // namespace measure

namespace {

constexpr const Measure* rows[] = {
    &measure::risk_ratio,
    &measure::odds_ratio,
    &measure::risk_difference,
    &measure::peto_odds_ratio,
    &measure::arcsine_difference,
    &measure::mean_difference,
    &measure::standardized_mean_difference,
    &measure::ratio_of_means,
    &measure::rate_ratio,
    &measure::rate_difference,
    &measure::mean_change,
    &measure::fisher_correlation,
    &measure::correlation,
    &measure::proportion,
    &measure::logit_proportion,
    &measure::double_arcsine_proportion,
    &measure::mean,
    &measure::log_rate,
    &measure::rate,
    &measure::given,
};

}  // namespace

std::span<const Measure* const> measures() {
  return rows;
}

}  // namespace steelyard
