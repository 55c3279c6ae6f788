/// The k effects of one outcome on the analysis scale, and the studies left out, with reasons.
#pragma once
#include <Eigen/Core>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "steelyard/effect/measure.h"
#include "steelyard/study/study.h"

namespace steelyard {

struct LeftOut {
  std::size_t study = 0;  ///< index into the studies given
  std::string name;
  std::string reason;          ///< "no events in either group", "c_sd is missing"
  bool counts_pooled = false;  ///< no effect of its own, but its counts enter the pooling
};

/// Valid counts in two groups that give no effect: zero cells that nothing corrects.
struct WithoutEffect {
  std::size_t study = 0;  ///< index into the studies given
  Data data;
};

/// Which effects belong together: those with the same number.
struct Grouping {
  std::string name;        ///< of the column: "study"
  std::vector<int> group;  ///< one number from 0 for each effect
};

/// Two effects whose sampling errors have a known covariance.
struct CorrelatedEffects {
  std::size_t a = 0, b = 0;  ///< positions, a < b
  double covariance = 0;
};

struct Effects {
  const Measure* measure = nullptr;
  Eigen::ArrayXd y;                ///< k effects, analysis scale
  Eigen::ArrayXd v;                ///< k sampling variances, > 0
  Eigen::ArrayXd weights;          ///< the user's own, > 0, one for each effect; empty: none
  std::vector<Data> data;          ///< what each effect was computed from
  std::vector<std::size_t> study;  ///< index of each effect's study among the studies given
  std::vector<std::string> name;
  std::vector<LeftOut> left_out;
  EffectContext context;
  double participants = 0;  ///< people in the k studies, where the data tell
  double events = 0;        ///< events in the k studies, where the data tell
  /// Tables that pooling from counts uses besides the k studies. Each is in `left_out` too. Tables
  /// dropped by ZeroCells::drop00 are not among them.
  std::vector<WithoutEffect> without_effect;
  /// Effects that depend on each other, outer first; empty: each is a study of its own.
  std::vector<Grouping> clusters;
  /// Known covariances of sampling errors within clusters; pairs that are not named have none.
  std::vector<CorrelatedEffects> covariances;
  bool covariances_known = false;  ///< `covariances` stand in place of one assumed correlation

  [[nodiscard]] Eigen::Index k() const { return y.size(); }
};

/// Turns studies into effects. A study whose data do not suit, or give no finite effect with a
/// positive variance, is left out and named. Studies already reported as incomplete are left out
/// with their gap as the reason.
///
/// A row that gives a GivenEffect besides other shapes is used only if the measure's own shape is
/// not there.
Effects compute_effects(std::span<const Study> studies, const Measure& measure,
                        const ZeroCells& zero_cells = {}, const EffectFormula& formula = {});

/// The effects at these positions, in this order. Tables without an effect are not carried over.
Effects part_of(const Effects& all, const std::vector<std::size_t>& members);

/// For analyses pooled from counts: adds the people and events of `without_effect` to the totals,
/// and says in `left_out` that these counts enter the pooling. To be called once.
void count_without_effect(Effects& effects);

/// People, and events, that one study's data count; 0 where they tell nothing.
struct Counted {
  double people = 0, events = 0;
};
Counted counted_in(const Data& data);

/// People in the one group that a study reports; absent for two groups, person-time and effects
/// that the papers themselves report.
std::optional<double> group_size(const Data& data);

/// What Scale::to_display_n needs of a study: the size of its group, or its person-time.
std::optional<double> size_on_scale(const Data& data);

/// Harmonic mean of size_on_scale() of the k studies; absent if none tells its size.
std::optional<double> harmonic_mean_size(const Effects& effects);

}  // namespace steelyard
