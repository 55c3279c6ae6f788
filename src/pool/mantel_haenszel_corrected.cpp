// Mantel–Haenszel pooling of corrected cells, as R's meta and Review Manager pool: what is added to a table
// with a zero for its own effect is added for the pooled effect too.
#include <cmath>

#include "effect/continuity.h"
#include "pool/centred.h"
#include "pool/mantel_haenszel.h"

namespace steelyard {

namespace measure {
extern const Measure odds_ratio;
extern const Measure risk_ratio;
extern const Measure risk_difference;
}  // namespace measure

namespace {

std::string unsuited(const Measure& measure, Model model) {
  if (&measure != &measure::odds_ratio && &measure != &measure::risk_ratio && &measure != &measure::risk_difference)
    return "Mantel–Haenszel pooling of corrected cells is defined for RR, OR and RD, but the measure is " +
           std::string(measure.id);
  if (model == Model::random) return "Mantel–Haenszel pooling assumes one common effect, but the model is random";
  return "";
}

// Weights n1 n2/N and the variance of the corrected cells; the difference is that of the study's own effect.
// Variance: greenland1985.
std::optional<ModelFit> pooled_difference(const Effects& effects, const std::vector<Data>& tables, std::string& why) {
  ModelFit fit;
  double sum = 0, W = 0, J = 0;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto& t = std::get<TwoByTwo>(tables[i]);
    const double N = t.e_n + t.c_n, f1 = t.e_n / N, f2 = t.c_n / N, weight = t.e_n * f2;
    const double r1 = t.e_events / t.e_n, r2 = t.c_events / t.c_n;
    sum += weight * effects.y[static_cast<Eigen::Index>(i)];
    W += weight;
    J += r1 * (1 - r1) * t.e_n * f2 * f2 + r2 * (1 - r2) * t.c_n * f1 * f1;
    fit.weights.push_back(weight);
  }
  fit.estimate = sum / W;
  fit.se = std::sqrt(J) / W;
  if (std::isfinite(fit.estimate) && fit.se > 0) return fit;
  why = "the pooled counts give no positive variance";
  return std::nullopt;
}

std::optional<ModelFit> mantel_haenszel_corrected(const Effects& effects, const Method& method, std::string& why) {
  EffectContext context = effects.context;
  context.zero_cells.events_alone = false;  // that serves the ratio of one study
  std::vector<Data> tables;
  for (std::size_t i = 0; i < effects.data.size(); ++i) {
    const auto* counts = std::get_if<TwoByTwo>(&effects.data[i]);
    if (counts == nullptr) {
      why = "Mantel–Haenszel pooling needs the counts of every study, but " + effects.name[i] + " gives only an effect";
      return std::nullopt;
    }
    if (equal_by_rule(*counts, context.zero_cells)) {
      tables.emplace_back(*counts);
      continue;
    }
    const auto t = corrected(*counts, context, Need::correction, why);
    if (!t) return std::nullopt;
    tables.emplace_back(TwoByTwo{t->a, t->n1(), t->c, t->n2()});
  }
  auto fit = effects.measure == &measure::risk_difference ? pooled_difference(effects, tables, why)
                                                           : mantel_haenszel_fit(*effects.measure, tables, why);
  if (!fit) return fit;
  // Tables that have an effect of their own, and no others, are pooled: all of them count for Q.
  const double centre = method.q_from_effects ? Centred(effects.y, effects.v).estimate_at(0) : fit->estimate;
  fit->q = ((effects.y - centre).square() / effects.v).sum();
  fit->q_k = static_cast<int>(effects.y.size());
  return fit;
}

}  // namespace

namespace pooling {
extern const PoolingMethod mantel_haenszel_corrected{
    .id = "mantel-haenszel-corrected",
    .label = "Mantel–Haenszel, zero cells corrected",
    .source = "deeks2010",
    .unsuited = unsuited,
    .fit = steelyard::mantel_haenszel_corrected,
    .q_centres = true,
};
}

}  // namespace steelyard
