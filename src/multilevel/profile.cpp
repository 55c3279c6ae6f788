// Profile-likelihood intervals of the variances of the levels.
#include <cmath>
#include <limits>

#include "multilevel/climb.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

namespace {

using Eigen::Index;
using Eigen::VectorXd;

// Twice the drop of the likelihood when one variance is held; remembers where the others went.
class Profile {
 public:
  Profile(const MarginalModel& model, bool restricted, const MultilevelFit& fit, Index held)
      : model_(model), restricted_(restricted), top_(fit.log_likelihood), best_(fit.theta),
        last_(fit.theta), held_(held),
        fixed_(static_cast<std::size_t>(model.parameters()), false) {
    fixed_[static_cast<std::size_t>(held)] = true;
  }

  // NaN if no start could be climbed from.
  double operator()(double value) {
    VectorXd start = last_, other = best_;
    start[held_] = other[held_] = value;
    auto peak = climb(model_, restricted_, start, fixed_);
    const auto second = climb(model_, restricted_, other, fixed_);
    if (second && (!peak || second->value > peak->value)) peak = second;
    if (!peak) return std::numeric_limits<double>::quiet_NaN();
    last_ = peak->at;
    return 2 * (top_ - peak->value);
  }

 private:
  const MarginalModel& model_;
  bool restricted_;
  double top_;
  VectorXd best_, last_;
  Index held_;
  std::vector<bool> fixed_;
};

}  // namespace

std::optional<Bounds> profile_interval(const MultilevelData& data, const MultilevelFit& fit,
                                       const MultilevelSettings& settings, std::size_t level) {
  const MarginalModel model(data);
  if (!model.usable() || level >= model.levels()) return std::nullopt;
  const auto held = static_cast<Index>(level);
  const double most = chi_squared_quantile(settings.level, 1);
  const double units = fit.unit * fit.unit, top = fit.theta[held];
  const auto excess = [&](Profile& drop) {
    return [&](double value) { return drop(value) - most; };
  };
  Bounds bounds;
  Profile below(model, settings.restricted, fit, held);
  const double at_zero = top > 0 ? below(0) : 0;
  if (std::isnan(at_zero)) return std::nullopt;
  if (at_zero > most) {
    Profile drop(model, settings.restricted, fit, held);
    bounds.low = root_between(excess(drop), 0.0, at_zero - most, top, -most) * units;
  }
  const auto here = model.likelihood(fit.theta, settings.restricted);
  if (!here) return std::nullopt;
  Profile above(model, settings.restricted, fit, held);
  double inner = top, inner_excess = -most, outer = top + here->scale[held];
  constexpr int most_doublings = 200;
  for (int i = 0; i < most_doublings; ++i, outer *= 2) {
    const double value = above(outer) - most;
    if (std::isnan(value)) return std::nullopt;
    if (value >= 0) {
      bounds.high = root_between(excess(above), inner, inner_excess, outer, value) * units;
      return bounds;
    }
    inner = outer;
    inner_excess = value;
  }
  bounds.high = std::numeric_limits<double>::infinity();
  return bounds;
}

}  // namespace steelyard
