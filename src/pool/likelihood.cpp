// The τ² at which the likelihood of the random-effects model is highest.
#include "pool/likelihood.h"

#include <cmath>

#include "pool/profile_search.h"

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

}  // namespace steelyard
