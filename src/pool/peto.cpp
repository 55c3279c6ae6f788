// Peto's pooling of odds ratios: Σ(O − E)/ΣV from uncorrected counts.
#include <cmath>

#include "steelyard/pool/method.h"

namespace steelyard {

namespace measure {
extern const Measure peto_odds_ratio;
}

namespace {

std::string unsuited(const Measure& measure, Model model) {
  if (&measure != &measure::peto_odds_ratio)
    return "Peto pooling is defined for PETO, but the measure is " + std::string(measure.id);
  if (model == Model::random)
    return "Peto pooling assumes one common effect, but the model is random";
  return "";
}

ObservedMinusExpected observed_minus_expected(const TwoByTwo& t) {
  const double N = t.e_n + t.c_n, events = t.e_events + t.c_events;
  const double f1 = t.e_n / N, f2 = t.c_n / N;
  const double V = N > 1 ? events * (N - events) * f1 * f2 / (N - 1) : 0;
  return {t.e_events - events * f1, V};
}

std::optional<ModelFit> peto(const Effects& effects, const Method& /*method*/,
                                        std::string& why) {
  ModelFit fit;
  std::vector<ObservedMinusExpected> studies;
  double sum = 0, V = 0;
  for (std::size_t i = 0; i < effects.data.size(); ++i) {
    ObservedMinusExpected each;
    if (const auto* counts = std::get_if<TwoByTwo>(&effects.data[i]))
      each = observed_minus_expected(*counts);
    else if (const auto* logrank = std::get_if<ObservedMinusExpected>(&effects.data[i]))
      each = *logrank;
    else {
      why = "Peto pooling needs the counts of every study, or its O − E, but " + effects.name[i] +
            " gives only an effect";
      return std::nullopt;
    }
    studies.push_back(each);
    sum += each.o_minus_e;
    V += each.variance;
    fit.weights.push_back(each.variance);
  }
  for (const WithoutEffect& each : effects.without_effect)
    if (const auto* counts = std::get_if<TwoByTwo>(&each.data)) {
      studies.push_back(observed_minus_expected(*counts));
      sum += studies.back().o_minus_e;
      V += studies.back().variance;
      fit.weights.push_back(studies.back().variance);
    }
  fit.estimate = sum / V;
  fit.se = 1 / std::sqrt(V);
  if (!(V > 0) || !std::isfinite(fit.estimate)) {
    why = "no study has both people with and people without an event";
    return std::nullopt;
  }
  // Σ V (y − μ)² with y = (O − E)/V; a study without variance has no effect of its own.
  for (const ObservedMinusExpected& each : studies) {
    if (!(each.variance > 0)) continue;
    const double distance = each.o_minus_e / each.variance - fit.estimate;
    fit.q += each.variance * distance * distance;
    ++fit.q_k;
  }
  return fit;
}

}  // namespace

namespace pooling {
extern const PoolingMethod peto{
    .id = "peto",
    .label = "Peto",
    .source = "yusuf1985",
    .unsuited = unsuited,
    .fit = steelyard::peto,
    .from_counts = true,
};
}

}  // namespace steelyard
