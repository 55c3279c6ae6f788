/// The k effects of one outcome on the analysis scale, and the studies left out, with reasons.
#pragma once
#include <Eigen/Core>
#include <span>
#include <string>
#include <vector>

#include "steelyard/effect/measure.h"
#include "steelyard/study/study.h"

namespace steelyard {

struct LeftOut {
  std::size_t study = 0;  ///< index into the studies given
  std::string name;
  std::string reason;     ///< "no events in either group", "c_sd is missing"
};

struct Effects {
  const Measure* measure = nullptr;
  Eigen::ArrayXd y;                    ///< k effects, analysis scale
  Eigen::ArrayXd v;                    ///< k sampling variances, > 0
  std::vector<Data> data;              ///< what each effect was computed from
  std::vector<std::size_t> study;      ///< index of each effect's study among the studies given
  std::vector<std::string> name;
  std::vector<LeftOut> left_out;
  EffectContext context;
  double participants = 0;             ///< people in the k studies, where the data tell
  double events = 0;                   ///< events in the k studies, where the data tell

  [[nodiscard]] Eigen::Index k() const { return y.size(); }
};

/// Turns studies into effects. A study whose data do not suit, or give no finite effect with a
/// positive variance, is left out and named. Studies already reported as incomplete are left out
/// with their gap as the reason.
///
/// A row that gives a GivenEffect besides other shapes is used only if the measure's own shape is
/// not there.
Effects compute_effects(std::span<const Study> studies, const Measure& measure,
                        const ZeroCells& zero_cells = {});

}  // namespace steelyard
