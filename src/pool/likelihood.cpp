// The τ² at which the likelihood of the random-effects model is highest.
//
// The profile may have several maxima. Its slope is followed on a grid that doubles from a part of
// the smallest variance until no root can follow; each fall through zero holds a maximum. A pair of
// roots between two grid points shows as an extremum of the slope near zero and is looked for
// there.
#include "pool/likelihood.h"

#include <cmath>

#include "steelyard/stats/roots.h"

namespace steelyard {

namespace {

struct Point {
  double t = 0, slope = 0;
};

// The slope of the profile in t, without unit: its sign and its zeros are those of
//   restricted:  Σ w² r² − (Σw − Σw²/Σw)
//   full:        Σ w² r² − Σw
class Slope {
 public:
  Slope(const Centred& effects, Likelihood kind) : effects_(&effects), kind_(kind) {}

  [[nodiscard]] double of(const Centred::Score& s) const {
    return s.squares / (kind_ == Likelihood::full ? s.w : s.trace) - 1;
  }
  double operator()(double t) const { return of(effects_->score_at(t)); }

  // True if the slope is negative from t on. With w₀ the largest weight, Σ w² r² ≤ w₀ Q, and
  // Σw − Σw²/Σw ≥ Σw − w₀; so it is enough that Q < Σw/w₀ − 1. With growing t the left side falls
  // and the right side rises.
  [[nodiscard]] static bool falls_from(double t, const Centred::Score& s) {
    return s.q < s.w * (1 + t) - 1;
  }

 private:
  const Centred* effects_;
  Likelihood kind_;
};

// The extremum of the slope nearest zero between a and c, by golden section; stops as soon as the
// slope has the other sign.
Point nearest_zero(const Slope& slope, Point a, Point b, Point c) {
  constexpr double golden = 0.3819660112501051;  // (3 − √5)/2
  constexpr int steps = 40;                      // narrows the bracket to 1e-8 of its width
  for (int i = 0; i < steps && (b.slope > 0) == (a.slope > 0); ++i) {
    const bool right = c.t - b.t > b.t - a.t;
    Point x;
    x.t = right ? b.t + golden * (c.t - b.t) : b.t - golden * (b.t - a.t);
    x.slope = slope(x.t);
    if ((x.slope > 0) != (b.slope > 0) || std::abs(x.slope) < std::abs(b.slope)) {
      (right ? a : c) = b;
      b = x;
    } else {
      (right ? c : a) = x;
    }
  }
  return b;
}

class Best {
 public:
  Best(const Centred& effects, Likelihood kind) : effects_(&effects), kind_(kind) {}
  void offer(double t) {
    ++offers_;
    if (offers_ == 2) height_ = profile_log_likelihood(*effects_, kind_, t_);
    if (offers_ >= 2) {
      const double height = profile_log_likelihood(*effects_, kind_, t);
      if (!(height > height_)) return;
      height_ = height;
    }
    t_ = t;
  }
  [[nodiscard]] double t() const { return t_; }

 private:
  const Centred* effects_;
  Likelihood kind_;
  int offers_ = 0;
  double t_ = 0, height_ = 0;
};

}  // namespace

double profile_log_likelihood(const Centred& effects, Likelihood kind, double t) {
  const Centred::Score s = effects.score_at(t);
  double twice = effects.log_determinant(t) + s.q;
  if (kind == Likelihood::restricted) twice += std::log(s.w);
  return -twice / 2;
}

std::optional<double> highest_likelihood(const Centred& effects, Likelihood kind) {
  const Slope slope(effects, kind);
  Best best(effects, kind);
  const auto step = [&](Point from, Point to) {
    if (from.slope > 0 && to.slope <= 0)
      best.offer(root_between(slope, from.t, from.slope, to.t, to.slope));
  };
  Centred::Score score = effects.score_at(0);
  if (!std::isfinite(score.q) || !std::isfinite(score.squares)) return std::nullopt;
  Point before, last{0, slope.of(score)};
  if (last.slope <= 0) best.offer(0);
  constexpr double end = 1e300;  // reached only if a variance is infinite beside another
  double t = 0.25;  // a quarter of the smallest variance: the slope does not turn below
  for (int i = 0; t < end && !Slope::falls_from(last.t, score); ++i, t *= 2) {
    score = effects.score_at(t);
    const Point next{t, slope.of(score)};
    const bool one_side =
        (before.slope > 0) == (last.slope > 0) && (last.slope > 0) == (next.slope > 0);
    if (i > 0 && one_side && std::abs(last.slope) <= std::abs(before.slope) &&
        std::abs(last.slope) <= std::abs(next.slope)) {
      const Point turn = nearest_zero(slope, before, last, next);
      if ((turn.slope > 0) != (last.slope > 0)) {
        const bool left = turn.t < last.t;
        step(left ? before : last, turn);
        step(turn, left ? last : next);
      }
    }
    step(last, next);
    before = last;
    last = next;
  }
  return best.t();
}

std::optional<Bounds> likelihood_bounds(const Centred& effects, Likelihood kind, double drop) {
  const auto top = highest_likelihood(effects, kind);
  if (!top) return std::nullopt;
  const double floor = profile_log_likelihood(effects, kind, *top) - drop;
  const auto excess = [&](double t) { return profile_log_likelihood(effects, kind, t) - floor; };
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
    if (t > *top && at_t < 0 && Slope::falls_from(t, effects.score_at(t))) return bounds;
  }
  return std::nullopt;
}

}  // namespace steelyard
