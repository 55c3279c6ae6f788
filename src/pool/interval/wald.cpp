// The Wald interval with the normal quantile, and with that of t.
#include "pool/interval/interval.h"

namespace steelyard {

namespace {

std::optional<Interval> with_normal(const PooledFit& fit) {
  return symmetric_interval(fit, fit.se, std::nullopt);
}

//   μ ± t(k − 1) se
std::optional<Interval> with_t(const PooledFit& fit) {
  return symmetric_interval(fit, fit.se, fit.k - 1);
}

}  // namespace

namespace interval {
extern const IntervalMethod wald{
    .id = "wald",
    .label = "Wald",
    .source = "dersimonian1986",
    .interval = with_normal,
};
extern const IntervalMethod t{
    .id = "t",
    .label = "Wald with t quantile",
    .source = "follmann1999",
    .interval = with_t,
};
}  // namespace interval

}  // namespace steelyard
