// Mantel–Haenszel pooling of corrected cells, as R's meta and Review Manager pool: what is added to a table
// with a zero for its own effect is added for the pooled effect too.
#include <cmath>

#include "effect/continuity.h"
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

std::optional<ModelFit> mantel_haenszel_corrected(const Effects& effects, const Method& /*method*/, std::string& why) {
  EffectContext context = effects.context;
  // What R's meta does for the ratio of one study it does not do here: every table is corrected in all its cells.
  if (context.zero_cells.events_alone) {
    context.zero_cells.events_alone = context.zero_cells.all_events_equal = context.zero_cells.drop00 = false;
  }
  std::vector<Data> tables;
  for (std::size_t i = 0; i < effects.data.size(); ++i) {
    const TwoByTwo* counts = table_of(effects, i, why);
    const auto table = counts != nullptr ? corrected_table(*counts, context, why) : std::nullopt;
    if (!table) return std::nullopt;
    tables.emplace_back(*table);
  }
  auto fit = effects.measure == &measure::risk_difference ? greenland_difference(tables, effects.y, why)
                                                           : mantel_haenszel_fit(*effects.measure, tables, why);
  if (!fit) return fit;
  // Tables that have an effect of their own, and no others, are pooled: all of them count for Q.
  fit->q = ((effects.y - fit->estimate).square() / effects.v).sum();
  fit->q_k = static_cast<int>(effects.y.size());
  return fit;
}

}  // namespace

const TwoByTwo* table_of(const Effects& effects, std::size_t i, std::string& why) {
  const auto* counts = std::get_if<TwoByTwo>(&effects.data[i]);
  if (counts == nullptr)
    why = "Mantel–Haenszel pooling needs the counts of every study, but " + effects.name[i] + " gives only an effect";
  return counts;
}

std::optional<TwoByTwo> corrected_table(const TwoByTwo& counts, const EffectContext& context, std::string& why) {
  if (equal_by_rule(counts, context.zero_cells)) return counts;
  const auto t = corrected(counts, context, Need::correction, why);
  if (!t) return std::nullopt;
  return TwoByTwo{t->a, t->n1(), t->c, t->n2()};
}

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
