// The mean change in standard deviations: of the changes, of one time, of both times.
#include <array>
#include <cmath>

#include "effect/continuity.h"
#include "effect/paired/paired_means.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "effect/small_sample.h"

namespace steelyard {

namespace {

constexpr std::string_view no_change_spread = "every person changed by the same amount";

double factor(double m, const EffectContext& context) {
  return context.formula.correct ? small_sample_factor(m) : 1;
}

//   sd² = sd1² + sd2² − 2 r sd1 sd2,  d = (m_post − m_pre)/sd,  y = J(n − 1) d
//   LS   v = 1/n + y²/(2 n): gibbons1993
//   LS2  v = J² (1/n + d²/(2 n)): borenstein2009, equations 4.28 and 4.31 with r in sd
std::optional<Effect> by_change(const Data& data, const EffectContext& context, std::string& why) {
  const auto* t = usable_pairs(data, why);
  if (!t) return std::nullopt;
  const double J = factor(t->n - 1, context);
  const double y =
      J * (t->post_mean - t->pre_mean) / std::sqrt(change_variance(t->post_sd, t->pre_sd, t->r));
  const bool other = context.formula.variance == VarianceType::LS2;
  const double v = other ? (J * J + y * y / 2) / t->n : (1 + y * y / 2) / t->n;
  return checked_effect(y, v, no_change_spread, why);
}

// Becker divides by the first standard deviation; a table may name the second.
double one_sd(const PairedMeans& t) {
  return t.by_post_sd ? t.post_sd : t.pre_sd;
}

//   d = (m_post − m_pre)/sd_pre,  y = J(n − 1) d
//   LS   v = 2 (1 − r)/n + y²/(2 n): becker1988
//   LS2  v = J² (2 (1 − r)/n + d²/(2 n)): borenstein2009
std::optional<Effect> by_one(const Data& data, const EffectContext& context, std::string& why) {
  const auto* t = usable_pairs(data, why);
  if (!t) return std::nullopt;
  const double J = factor(t->n - 1, context);
  const double y = J * (t->post_mean - t->pre_mean) / one_sd(*t);
  const bool other = context.formula.variance == VarianceType::LS2;
  const double v = ((other ? J * J : 1) * 2 * (1 - t->r) + y * y / 2) / t->n;
  return checked_effect(y, v, no_change_spread, why);
}

//   y as above,  v = sd²/(sd_pre² (n − 1)) + y²/(2 (n − 1)), sd² of the changes: bonett2008; in metafor 3.8 times J²
std::optional<Effect> by_one_unequal(const Data& data, const EffectContext& context,
                                     std::string& why) {
  const auto* t = usable_pairs(data, why);
  if (!t) return std::nullopt;
  const double s = one_sd(*t);
  const double J = factor(t->n - 1, context), y = J * (t->post_mean - t->pre_mean) / s;
  const double change = change_variance(t->post_sd / s, t->pre_sd / s, t->r);
  const double scale = context.formula.older ? J * J : 1;
  return checked_effect(y, scale * (change + y * y / 2) / (t->n - 1), no_change_spread, why);
}

struct Both {
  double s = 0, y = 0;
};

//   s² = (sd1² + sd2²)/2,  y = J(2 (n − 1)/(1 + r²)) (m_post − m_pre)/s: cousineau2020
Both by_both(const PairedMeans& t, const EffectContext& context) {
  const double s = std::hypot(t.post_sd, t.pre_sd) / std::sqrt(2.0);
  const double m = 2 * (t.n - 1) / (1 + t.r * t.r);
  return {s, factor(m, context) * (t.post_mean - t.pre_mean) / s};
}

//   v = 2 (1 − r)/n + y² (1 + r²)/(4 n)
std::optional<Effect> by_both_equal(const Data& data, const EffectContext& context,
                                    std::string& why) {
  const auto* t = usable_pairs(data, why);
  if (!t) return std::nullopt;
  const double y = by_both(*t, context).y;
  const double v = (2 * (1 - t->r) + y * y * (1 + t->r * t->r) / 4) / t->n;
  return checked_effect(y, v, no_change_spread, why);
}

//   v = sd²/(s² (n − 1)) + y² (sd1⁴ + sd2⁴ + 2 r² sd1² sd2²)/(8 s⁴ (n − 1)): bonett2008
std::optional<Effect> by_both_unequal(const Data& data, const EffectContext& context,
                                      std::string& why) {
  const auto* t = usable_pairs(data, why);
  if (!t) return std::nullopt;
  const auto [s, y] = by_both(*t, context);
  const double a = t->post_sd / s, b = t->pre_sd / s, a2 = a * a, b2 = b * b;
  const double own = a2 * a2 + b2 * b2 + 2 * t->r * t->r * a2 * b2;
  return checked_effect(y, (change_variance(a, b, t->r) + y * y * own / 8) / (t->n - 1),
                        no_change_spread, why);
}

constexpr std::array variances{VarianceType::LS2};

}  // namespace

namespace measure {
extern const Measure change_by_change_sd{
    .id = "SMCC",
    .label = "mean change in SDs of the changes",
    .source = "gibbons1993",
    .shape = shape::paired_means,
    .scale = scale::difference,
    .from = by_change,
    .variances = variances,
    .corrects = true,
};
extern const Measure change_by_one_sd{
    .id = "SMCR",
    .label = "mean change in SDs before",
    .source = "becker1988",
    .shape = shape::paired_means,
    .scale = scale::difference,
    .from = by_one,
    .variances = variances,
    .corrects = true,
};
extern const Measure change_by_one_sd_unequal{
    .id = "SMCRH",
    .label = "mean change in SDs before (unequal variances)",
    .source = "bonett2008",
    .shape = shape::paired_means,
    .scale = scale::difference,
    .from = by_one_unequal,
    .corrects = true,
    .changed = true,
};
extern const Measure change_by_pooled_sd{
    .id = "SMCRP",
    .label = "mean change in pooled SDs",
    .source = "cousineau2020",
    .shape = shape::paired_means,
    .scale = scale::difference,
    .from = by_both_equal,
    .corrects = true,
};
extern const Measure change_by_pooled_sd_unequal{
    .id = "SMCRPH",
    .label = "mean change in pooled SDs (unequal variances)",
    .source = "bonett2008",
    .shape = shape::paired_means,
    .scale = scale::difference,
    .from = by_both_unequal,
    .corrects = true,
};
}  // namespace measure

}  // namespace steelyard
