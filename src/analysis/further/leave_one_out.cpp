// Leave-one-out: the pooled answer without each study in turn.
#include "analysis/part.h"
#include "steelyard/analysis/findings.h"
#include "steelyard/analysis/further.h"

namespace steelyard {

namespace {

FurtherFinding leave_one_out(const FurtherInput& input) {
  const Effects& effects = input.finding.effects;
  FurtherFinding result;
  if (effects.k() < 2) {
    result.notes.push_back({"too-few", "leaving one study out needs at least two"});
    return result;
  }
  QuantityTable table{"studies",
                      "Without each study in turn",
                      "without",
                      {{"estimate", "estimate", QuantityKind::effect},
                       {"ci_low", "lower limit", QuantityKind::effect},
                       {"ci_high", "upper limit", QuantityKind::effect},
                       {"p", "P", QuantityKind::p_value},
                       {"tau2", "τ²", QuantityKind::variance},
                       {"i2", "I²", QuantityKind::percent},
                       {"q", "Q", QuantityKind::plain},
                       {"q_p", "P of Q", QuantityKind::p_value}},
                      {}};
  const auto k = static_cast<std::size_t>(effects.k());
  for (std::size_t out = 0; out < k; ++out) {
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < k; ++i)
      if (i != out) members.push_back(i);
    Effects part = part_of(effects, members);
    part.without_effect = effects.without_effect;
    const Synthesis synthesis = pool(part, input.finding.plan.method);
    QuantityRow row{effects.name[out], std::vector<std::optional<double>>(8)};
    row.values[0] = synthesis.estimate;
    if (synthesis.interval) {
      row.values[1] = synthesis.interval->low;
      row.values[2] = synthesis.interval->high;
      row.values[3] = synthesis.interval->p;
    }
    if (synthesis.heterogeneity) {
      row.values[4] = synthesis.heterogeneity->tau2;
      row.values[5] = synthesis.heterogeneity->i2;
      row.values[6] = synthesis.heterogeneity->q;
      row.values[7] = synthesis.heterogeneity->q_p;
    }
    for (const FitNote& note : synthesis.notes)
      if (!synthesis.estimate)
        result.notes.push_back({note.code, "without " + effects.name[out] + ": " + note.text});
    table.rows.push_back(std::move(row));
  }
  result.tables.push_back(std::move(table));
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis leave_one_out{
    .id = "leave-one-out",
    .label = "leave-one-out analysis",
    .source = "viechtbauer2010outliers",
    .setting = "leave-one-out",
    .group = "sensitivity",
    .asked = Asked::by_flag,
    .compute = steelyard::leave_one_out,
};
}

}  // namespace steelyard
