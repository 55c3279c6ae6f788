// The interval after Hartung and Knapp, plain and never narrower than Wald's standard error.
#include <algorithm>

#include "pool/interval/interval.h"

namespace steelyard {

namespace {

//   μ ± t(k − 1) se √(f),  f = Σ w (y − μ)² / (k − 1)
std::optional<Interval> with_factor(const PooledFit& fit, double least) {
  if (fit.k < 2) return std::nullopt;
  const double df = fit.k - 1;
  const double factor = std::max(least, fit.q_tau2 / df);
  return symmetric_interval(fit, fit.se * std::sqrt(factor), df);
}

std::optional<Interval> plain(const PooledFit& fit) {
  return with_factor(fit, 0);
}
std::optional<Interval> at_least_wald(const PooledFit& fit) {
  return with_factor(fit, 1);
}

}  // namespace

namespace interval {
extern const IntervalMethod hartung_knapp{
    .id = "hartung-knapp",
    .label = "Hartung–Knapp",
    .source = "hartung2001",
    .interval = plain,
};
extern const IntervalMethod hartung_knapp_adhoc{
    .id = "hartung-knapp-adhoc",
    .label = "Hartung–Knapp, factor at least 1",
    .source = "knapp2003",
    .interval = at_least_wald,
};
}  // namespace interval

}  // namespace steelyard
