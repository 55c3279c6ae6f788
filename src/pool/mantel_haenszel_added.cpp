// Mantel–Haenszel pooling of corrected counts with the formulas for the counts themselves, as R's metafor pools with
// `add` and `to`: every table counts, also those that have no effect of their own.
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

std::optional<ModelFit> of_added_counts(const Effects& effects, const Method& /*method*/, std::string& why) {
  auto tables = all_tables(effects, why);
  if (!tables) return std::nullopt;
  EffectContext context = effects.context;
  context.zero_cells.drop00 = false;
  for (Data& data : *tables) {
    const auto table = corrected_table(std::get<TwoByTwo>(data), context, why);
    if (!table) return std::nullopt;
    data = *table;
  }
  auto fit = mantel_haenszel_fit(*effects.measure, *tables, why);
  if (fit) set_study_q(effects, *fit);
  return fit;
}

}  // namespace

namespace pooling {
extern const PoolingMethod mantel_haenszel_added{
    .id = "mantel-haenszel-added",
    .label = "Mantel–Haenszel, cells corrected, every table",
    .source = "mantel1959",
    .unsuited = unsuited,
    .fit = of_added_counts,
    .from_counts = true,
    .q_centres = true,
};
}

}  // namespace steelyard
