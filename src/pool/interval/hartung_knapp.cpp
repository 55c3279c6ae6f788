// The interval after Hartung and Knapp, plain and with each published guard against narrowness.
#include <algorithm>

#include "pool/interval/interval.h"
#include "pool/moments.h"

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

double width(const Interval& interval) {
  return interval.high - interval.low;
}

std::optional<Interval> wider(const PooledFit& fit) {
  const auto classic = symmetric_interval(fit, fit.se, std::nullopt);
  const auto adjusted = plain(fit);
  if (fit.k < 2 || !classic || !adjusted) return fit.k < 2 ? std::nullopt : classic;
  return width(*classic) > width(*adjusted) ? classic : adjusted;
}

std::optional<Interval> corrected_if_narrower(const PooledFit& fit) {
  if (fit.k < 2 || fit.effects == nullptr) return std::nullopt;
  PooledFit dersimonian_laird = fit;
  dersimonian_laird.se = fit.effects->se_at(dersimonian_laird_t(*fit.effects));
  const auto classic = symmetric_interval(dersimonian_laird, dersimonian_laird.se, std::nullopt);
  const auto adjusted = plain(fit);
  if (!classic) return std::nullopt;
  if (adjusted && width(*adjusted) >= width(*classic)) return adjusted;
  return at_least_wald(fit);
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
extern const IntervalMethod hartung_knapp_wider{
    .id = "hartung-knapp-ci",
    .label = "Hartung–Knapp or Wald, whichever is wider",
    .source = "jackson2017",
    .interval = wider,
};
extern const IntervalMethod hartung_knapp_iqwig{
    .id = "hartung-knapp-iqwig6",
    .label = "Hartung–Knapp, factor at least 1 where narrower than Wald after DerSimonian–Laird",
    .source = "iqwig2022",
    .interval = corrected_if_narrower,
};
}  // namespace interval

}  // namespace steelyard
