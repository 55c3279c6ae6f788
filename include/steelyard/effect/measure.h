/// Effect measures: how one study's data become an effect y and its sampling variance v.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "steelyard/base/table.h"
#include "steelyard/study/study.h"

namespace steelyard {

/// One study's effect on the analysis scale. v > 0 is the sampling variance.
struct Effect {
  double y = 0;
  double v = 0;
};

/// Which tables get the continuity correction (metafor's `to`).
enum class AddTo { only0, all, if0all, none };

/// What is done with zero cells. Default: 0.5 to all cells of a table that has a zero. AS and PFT,
/// which are defined with zeros, are corrected only if `add` is another number or `add_given`.
struct ZeroCells {
  double add = 0.5;
  AddTo to = AddTo::only0;
  bool drop00 = false;     ///< leave out tables without events, or without non-events, in both arms
  bool add_given = false;  ///< `add` was asked for: then AS and PFT are corrected with any number
  bool variance_alone = false;    ///< RD, IRD and PR: what is added serves the variance, not the effect
  bool all_events_equal = false;  ///< RR: where everybody had an event the ratio is 1, drop00 or not
  bool events_alone = false;      ///< RR, PLN: `add` goes to the events, not to those without: sizes grow by it once
  /// Counts in two groups: a group gets 2·add·n/(n1 + n2), as the inverse of the other's size, so that unequal
  /// groups without events are no sign of an effect. Source: sweeting2004
  bool by_group_size = false;
};

/// True if everybody had an event in both groups, and the risk ratio is to be 1 then.
bool equal_by_rule(const TwoByTwo& counts, const ZeroCells& asked);

/// How the sampling variance is estimated (metafor's `vtype`). What each means for a measure stands
/// beside its formula; a measure without the one that is asked for is refused by the plan.
enum class VarianceType {
  LS,    ///< large samples: the default of every measure
  LS2,   ///< another approximation for large samples
  UB,    ///< unbiased
  AV,    ///< as LS, with the average of the studies for what their own data estimate
  AV2,   ///< as LS2, with the average of the studies
  HO,    ///< the groups of a study vary alike
  AVHO,  ///< as AV, and the groups vary alike
  H0,    ///< there is no effect
  ST,    ///< the sizes of the groups were fixed by design
  CS,    ///< one sample, divided into groups afterwards
  RM,    ///< as Review Manager computes it
  WT,    ///< as White and Thomas derive it, of estimates with or without a correction of their bias
};

struct VarianceName {
  std::string_view id;  ///< metafor's name for it: "UB"
  VarianceType type = VarianceType::LS;
};
std::span<const VarianceName> variance_names();

/// Choices of the formula of a measure.
struct EffectFormula {
  VarianceType variance = VarianceType::LS;
  bool correct = true;  ///< correct the bias of small samples, where the measure knows how
  bool older = false;   ///< as metafor 3.8 computes it, where a later version changed the formula
};

/// One study's share in averages over the studies (for VarianceType::AV): up to two values, each
/// with its weight.
struct Averaged {
  double value[2] = {0, 0}, weight[2] = {0, 0};
};

/// What a measure may need to know beyond one study's data.
struct EffectContext {
  ZeroCells zero_cells;
  bool any_zero_cell = false;  ///< some table of the analysis has a zero cell (for AddTo::if0all)
  EffectFormula formula;
  Averaged average;  ///< weighted means of Measure::averaged over the studies, and sums of weights
};

/// How the analysis scale is shown to people.
struct Scale {
  std::string_view name;  ///< "log", "identity", "logit", "arcsine", "double arcsine"
  double (*to_display)(double) = nullptr;  ///< monotone; exponential for log
  std::optional<double> no_effect;  ///< on the display scale: 1 for ratios, 0 for differences;
                                    ///< absent for single groups
  bool ratio = false;               ///< a logarithmic axis suits it
  /// Where the way back depends on the size of the group: `value` as seen in a group of n > 0
  /// people; monotone in `value`. Null for the other scales. Study rows take their own n, pooled
  /// values the harmonic mean of the sizes; `to_display` serves where no size is known.
  double (*to_display_n)(double value, double n) = nullptr;
  /// Shares of people: where a share, 0 to 1, stands on this scale in a group of n > 0; ±∞ at the ends of scales
  /// without an end. Null for all else.
  double (*from_share)(double share, double n) = nullptr;
};

/// A row of the register of measures.
struct Measure {
  std::string_view id;      ///< what the user types, metafor's code: "RR"
  std::string_view label;   ///< what the reader reads: "risk ratio"
  std::string_view source;  ///< key in references.toml
  std::string_view shape;   ///< what it needs: "counts in two groups"
  Scale scale;
  bool percent = false;  ///< displayed as a share of people
  /// Gives: the effect; absent, with the reason in `why`, if the data cannot give one. `why` stays
  /// empty if the data are not of the measure's shape.
  std::optional<Effect> (*from)(const Data& data, const EffectContext& context, std::string& why);
  std::span<const VarianceType> variances = {};  ///< what it knows besides LS
  bool corrects = false;  ///< the estimate carries a correction of bias that can be left away
  bool changed = false;   ///< metafor 3.8 has another formula: EffectFormula::older
  /// What AV, AV2 and AVHO average; null if the measure knows none of them. Absent for data that
  /// are not of its shape.
  std::optional<Averaged> (*averaged)(const Data& data, const EffectContext& context) = nullptr;
};

std::span<const Measure* const> measures();

/// The row a code names; null if there is none.
inline const Measure* find_measure(std::string_view id) {
  return find_row(measures(), id);
}

}  // namespace steelyard
