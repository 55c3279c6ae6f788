// From studies to effects: one shape per study, and a reason for each study left out.
#include "steelyard/effect/effects.h"

#include "effect/continuity.h"

namespace steelyard {

namespace measure {
extern const Measure given;
}

namespace {

using Tally = Counted;

Tally tally(const TwoByTwo& t) {
  return {t.e_n + t.c_n, t.e_events + t.c_events};
}
Tally tally(const TwoMeans& t) {
  return {t.e_n + t.c_n, 0};
}
Tally tally(const PersonTime& t) {
  return {0, t.e_events + t.c_events};
}
Tally tally(const OneProportion& t) {
  return {t.n, t.events};
}
Tally tally(const OneMean& t) {
  return {t.n, 0};
}
Tally tally(const OneRate& t) {
  return {0, t.events};
}
Tally tally(const PairedMeans& t) {
  return {t.n, 0};
}
Tally tally(const Correlation& t) {
  return {t.n, 0};
}
// Pairs: of people, or the same people twice; how many people they are, nobody tells.
Tally tally(const MatchedPairs& t) {
  return {0, 2 * t.both + t.e_only + t.c_only};
}
Tally tally(const MarginalPairs& t) {
  return {0, t.table.e_events + t.table.c_events};
}
Tally tally(const StandardizedDifference& t) {
  return {t.e_n + t.c_n, 0};
}
Tally tally(const Superiority& t) {
  return {t.e_n + t.c_n, 0};
}
Tally tally(const Reliability& t) {
  return {t.n, 0};
}
Tally tally(const RegressionTest& t) {
  return {t.n, 0};
}
Tally tally(const ExplainedVariance& t) {
  return {t.n, 0};
}
Tally tally(const Genotypes& t) {
  return {t.homozygous_dominant + t.heterozygous + t.homozygous_recessive, 0};
}
Tally tally(const GivenEffect&) {
  return {};
}
Tally tally(const ObservedMinusExpected&) {
  return {};
}

}  // namespace

Counted counted_in(const Data& data) {
  return std::visit([](const auto& each) { return tally(each); }, data);
}

namespace {

struct Outcome {
  std::optional<Effect> effect;
  const Data* data = nullptr;
  std::string why;
};

// `from` leaves the reason empty if the data are not of the measure's shape.
Outcome effect_of(const Study& study, const Measure& measure, const EffectContext& context) {
  for (const Data& data : study.data) {
    if (std::holds_alternative<GivenEffect>(data)) continue;
    Outcome own;
    own.effect = measure.from(data, context, own.why);
    own.data = &data;
    if (own.effect || !own.why.empty()) return own;
  }
  for (const Data& data : study.data) {
    Outcome other;
    other.effect = measure::given.from(data, context, other.why);
    other.data = &data;
    if (other.effect || !other.why.empty()) return other;
  }
  Outcome nothing;
  for (const std::string& gap : study.gaps) nothing.why += (nothing.why.empty() ? "" : "; ") + gap;
  if (nothing.why.empty()) nothing.why = "it does not give " + std::string(measure.shape);
  return nothing;
}

// Only data of the measure's own shape count.
bool any_zero_cell(std::span<const Study> studies, const Measure& measure,
                   const ZeroCells& zero_cells) {
  EffectContext context;
  context.zero_cells = zero_cells;
  for (const Study& study : studies)
    for (const Data& data : study.data) {
      std::string why;
      const bool own_shape = measure.from(data, context, why).has_value() || !why.empty();
      if (own_shape && has_zero_cell(data, zero_cells)) return true;
    }
  return false;
}

// The first data of each study that take part.
void average(std::span<const Study> studies, const Measure& measure, EffectContext& context) {
  if (measure.averaged == nullptr) return;
  double sum[2] = {0, 0}, weight[2] = {0, 0};
  for (const Study& study : studies)
    for (const Data& data : study.data) {
      const auto one = measure.averaged(data, context);
      if (!one) continue;
      for (int j = 0; j < 2; ++j) {
        sum[j] += one->weight[j] * one->value[j];
        weight[j] += one->weight[j];
      }
      break;
    }
  for (int j = 0; j < 2; ++j)
    if (weight[j] > 0) context.average.value[j] = sum[j] / weight[j];
  for (int j = 0; j < 2; ++j) context.average.weight[j] = weight[j];
}

}  // namespace

Effects compute_effects(std::span<const Study> studies, const Measure& measure,
                        const ZeroCells& zero_cells, const EffectFormula& formula) {
  Effects effects;
  effects.measure = &measure;
  effects.context.zero_cells = zero_cells;
  effects.context.any_zero_cell = any_zero_cell(studies, measure, zero_cells);
  effects.context.formula = formula;
  average(studies, measure, effects.context);
  std::vector<Effect> found;
  for (std::size_t i = 0; i < studies.size(); ++i) {
    const Outcome outcome = effect_of(studies[i], measure, effects.context);
    if (!outcome.effect) {
      effects.left_out.push_back({i, studies[i].name, outcome.why});
      if (outcome.data != nullptr && countable(*outcome.data, effects.context))
        effects.without_effect.push_back({i, *outcome.data});
      continue;
    }
    found.push_back(*outcome.effect);
    effects.data.push_back(*outcome.data);
    effects.study.push_back(i);
    effects.name.push_back(studies[i].name);
    const Tally t = counted_in(*outcome.data);
    effects.participants += t.people;
    effects.events += t.events;
  }
  const auto k = static_cast<Eigen::Index>(found.size());
  effects.y.resize(k);
  effects.v.resize(k);
  for (Eigen::Index i = 0; i < k; ++i) {
    effects.y[i] = found[static_cast<std::size_t>(i)].y;
    effects.v[i] = found[static_cast<std::size_t>(i)].v;
  }
  return effects;
}

void count_without_effect(Effects& effects) {
  for (const WithoutEffect& each : effects.without_effect) {
    const Tally t = counted_in(each.data);
    effects.participants += t.people;
    effects.events += t.events;
    for (LeftOut& left : effects.left_out) {
      if (left.study != each.study) continue;
      left.counts_pooled = true;
      left.reason += "; it has no estimate of its own, but its counts enter the pooling";
    }
  }
}

}  // namespace steelyard
