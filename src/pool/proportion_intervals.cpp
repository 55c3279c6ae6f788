// The register of intervals for the proportion of one study.
#include "steelyard/pool/proportion_interval.h"

namespace steelyard {

namespace proportion_interval {
extern const ProportionInterval clopper_pearson;
extern const ProportionInterval wilson;
extern const ProportionInterval wilson_corrected;
extern const ProportionInterval agresti_coull;
extern const ProportionInterval jeffreys;
extern const ProportionInterval simple;
extern const ProportionInterval simple_corrected;
}  // namespace proportion_interval

namespace {

constexpr const ProportionInterval* rows[] = {
    &proportion_interval::clopper_pearson,
    &proportion_interval::wilson,
    &proportion_interval::wilson_corrected,
    &proportion_interval::agresti_coull,
    &proportion_interval::jeffreys,
    &proportion_interval::simple,
    &proportion_interval::simple_corrected,
};

}  // namespace

std::span<const ProportionInterval* const> proportion_intervals() {
  return rows;
}

}  // namespace steelyard
