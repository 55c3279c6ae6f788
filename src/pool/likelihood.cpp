// The τ² at which the likelihood of the random-effects model is highest.
#include "pool/likelihood.h"

#include <cmath>

#include "pool/profile_search.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

namespace {

// The slope of the profile in t, without unit: its sign and its zeros are those of
//   restricted:  Σ w² r² − (Σw − Σw²/Σw)
//   full:        Σ w² r² − Σw
class PooledProfile {
 public:
  PooledProfile(const Centred& effects, Likelihood kind) : effects_(&effects), kind_(kind) {}

  [[nodiscard]] Centred::Score score_at(double t) const { return effects_->score_at(t); }
  [[nodiscard]] double slope(const Centred::Score& s) const {
    return s.squares / (kind_ == Likelihood::full ? s.w : s.trace) - 1;
  }

  // With w₀ the largest weight, Σ w² r² ≤ w₀ Q, and Σw − Σw²/Σw ≥ Σw − w₀; so it is enough that
  // Q < Σw/w₀ − 1. With growing t the left side falls and the right side rises.
  [[nodiscard]] static bool falls_from(double t, const Centred::Score& s) {
    return s.q < s.w * (1 + t) - 1;
  }
  [[nodiscard]] static bool is_finite(const Centred::Score& s) {
    return std::isfinite(s.q) && std::isfinite(s.squares);
  }

  [[nodiscard]] double height(double t) const {
    const Centred::Score s = effects_->score_at(t);
    double twice = effects_->log_determinant(t) + s.q;
    if (kind_ == Likelihood::restricted) twice += std::log(s.w);
    return -twice / 2;
  }

 private:
  const Centred* effects_;
  Likelihood kind_;
};

}  // namespace

std::optional<double> highest_likelihood(const Centred& effects, Likelihood kind) {
  PooledProfile profile(effects, kind);
  return ProfileSearch(profile).highest();
}

double profile_log_likelihood(const Centred& effects, Likelihood kind, double t) {
  return PooledProfile(effects, kind).height(t);
}

std::optional<Bounds> likelihood_bounds(const Centred& effects, Likelihood kind, double drop) {
  const auto top = highest_likelihood(effects, kind);
  if (!top) return std::nullopt;
  const PooledProfile profile(effects, kind);
  const double floor = profile.height(*top) - drop;
  const auto excess = [&](double t) { return profile.height(t) - floor; };
  constexpr double end = 1e300;
  Bounds bounds{*top, *top};
  double t = 0, at_t = excess(0);
  bool found_low = at_t >= 0;
  if (found_low) bounds.low = 0;
  for (double next = 0.25; next < end; next *= 2) {
    for (const double point : {*top, next}) {  // the maximum is a point of the grid too
      if (point <= t || point > next) continue;
      const double at_point = excess(point);
      if (!std::isfinite(at_point)) return std::nullopt;
      const auto crossing = [&] { return root_between(excess, t, at_t, point, at_point); };
      if (at_t < 0 && at_point >= 0 && !found_low) {
        bounds.low = crossing();
        found_low = true;
      }
      if (at_t >= 0 && at_point < 0) bounds.high = crossing();
      t = point;
      at_t = at_point;
    }
    if (t > *top && at_t < 0 && PooledProfile::falls_from(t, effects.score_at(t))) return bounds;
  }
  return std::nullopt;
}

}  // namespace steelyard
