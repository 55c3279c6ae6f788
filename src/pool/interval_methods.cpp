// The register of methods for the confidence interval of the pooled effect.
#include "steelyard/pool/method.h"

namespace steelyard {

namespace interval {
extern const IntervalMethod wald;
extern const IntervalMethod t;
extern const IntervalMethod hartung_knapp;
extern const IntervalMethod hartung_knapp_adhoc;
extern const IntervalMethod hartung_knapp_wider;
extern const IntervalMethod hartung_knapp_iqwig;
extern const IntervalMethod kenward_roger;
extern const IntervalMethod henmi_copas;
extern const IntervalMethod cluster_robust;
}  // namespace interval

namespace {

constexpr const IntervalMethod* rows[] = {
    &interval::wald,
    &interval::t,
    &interval::hartung_knapp,
    &interval::hartung_knapp_adhoc,
    &interval::hartung_knapp_wider,
    &interval::hartung_knapp_iqwig,
    &interval::kenward_roger,
    &interval::henmi_copas,
    &interval::cluster_robust,
};

}  // namespace

std::span<const IntervalMethod* const> interval_methods() {
  return rows;
}

}  // namespace steelyard
