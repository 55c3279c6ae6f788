// The τ² at which the likelihood of the random-effects model is highest.
//
// The profile may have several maxima. Its slope is followed on a grid that doubles from a part of
// the smallest variance up to a bound above every root; each fall through zero holds a maximum. A
// pair of roots between two grid points shows as an extremum of the slope near zero and is looked
// for there.
#include "pool/likelihood.h"

#include <cmath>

#include "steelyard/stats/roots.h"

namespace steelyard {

namespace {

// The sign of the slope of the profile in t, without unit: zero where
//   restricted:  Σ w² r² = Σw − Σw²/Σw
//   full:        Σ w² r² = Σw
class Slope {
 public:
  Slope(const Centred& effects, Likelihood kind) : effects_(&effects), kind_(kind) {}
  double operator()(double t) const {
    const Centred::Score s = effects_->score_at(t);
    return s.squares / (kind_ == Likelihood::full ? s.w : s.trace) - 1;
  }

 private:
  const Centred* effects_;
  Likelihood kind_;
};

double log_likelihood(const Centred& effects, Likelihood kind, double t) {
  double twice = effects.log_determinant(t) + effects.q_at(t);
  if (kind == Likelihood::restricted) twice += std::log(effects.score_at(t).w);
  return -twice / 2;
}

// Above this no root: with R the largest distance, the slope is negative once
// t > R² − u + 1/Σw for all studies, and 1/Σw ≤ (u(m) + t)/m over any m studies.
double above_all_roots(const Centred& effects, Likelihood kind) {
  const double R2 = effects.largest_distance() * effects.largest_distance();
  if (kind == Likelihood::full) return R2;
  const double k = effects.k();
  return std::min(2 * R2 + effects.second_variance(),
                  (R2 + effects.largest_variance() / k) * k / (k - 1));
}

struct Point {
  double t = 0, slope = 0;
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
    if (offers_ == 2) height_ = log_likelihood(*effects_, kind_, t_);
    if (offers_ >= 2) {
      const double height = log_likelihood(*effects_, kind_, t);
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

std::optional<double> highest_likelihood(const Centred& effects, Likelihood kind) {
  const double top = above_all_roots(effects, kind);
  if (!std::isfinite(top)) return std::nullopt;
  const Slope slope(effects, kind);
  Best best(effects, kind);
  const auto step = [&](Point from, Point to) {
    if (from.slope > 0 && to.slope <= 0)
      best.offer(root_between(slope, from.t, from.slope, to.t, to.slope));
  };
  Point before, last{0, slope(0)};
  if (last.slope <= 0) best.offer(0);
  bool first = true;
  double t = 0.125;  // an eighth of the smallest variance: nothing turns below
  do {
    const Point next{t, slope(t)};
    const bool same_side =
        (before.slope > 0) == (last.slope > 0) && (last.slope > 0) == (next.slope > 0);
    if (!first && same_side && std::abs(last.slope) <= std::abs(before.slope) &&
        std::abs(last.slope) <= std::abs(next.slope)) {
      const Point turn = nearest_zero(slope, before, last, next);
      if ((turn.slope > 0) != (last.slope > 0)) {
        if (turn.t < last.t) {
          step(before, turn);
          step(turn, last);
        } else {
          step(last, turn);
          step(turn, next);
        }
      }
    }
    step(last, next);
    before = last;
    last = next;
    first = false;
    t *= 2;
  } while (last.t < top);
  return best.t();
}

}  // namespace steelyard
