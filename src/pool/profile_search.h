// The highest maximum of a likelihood along τ².
//
// The profile may have several maxima. Its slope is followed on a grid that doubles from a part of
// the smallest variance until no root can follow; each fall through zero holds a maximum. A pair of
// roots between two grid points shows as an extremum of the slope near zero and is looked for
// there.
#pragma once
#include <cmath>
#include <optional>

#include "steelyard/stats/roots.h"

namespace steelyard {

/// `t` is τ² in units of the smallest variance. A `Profile` has
///   Score score_at(t)         what the slope is made of
///   double slope(Score)       of the sign and with the zeros of the derivative, without unit
///   bool falls_from(t, Score) true only if the slope is negative from t on
///   bool is_finite(Score)
///   double height(t)          the log-likelihood but for constants
template <class Profile>
class ProfileSearch {
 public:
  explicit ProfileSearch(Profile& profile) : profile_(&profile) {}

  /// t at the global maximum, to the last bits; absent if the score at 0 is not finite.
  std::optional<double> highest() {
    auto score = profile_->score_at(0);
    if (!profile_->is_finite(score)) return std::nullopt;
    Point before, last{0, profile_->slope(score)};
    if (last.slope <= 0) offer(0);
    constexpr double end = 1e300;  // reached only if a variance is infinite beside another
    double t = 0.25;  // a quarter of the smallest variance: the slope does not turn below
    for (int i = 0; t < end && !profile_->falls_from(last.t, score); ++i, t *= 2) {
      score = profile_->score_at(t);
      const Point next{t, profile_->slope(score)};
      const bool one_side =
          (before.slope > 0) == (last.slope > 0) && (last.slope > 0) == (next.slope > 0);
      if (i > 0 && one_side && std::abs(last.slope) <= std::abs(before.slope) &&
          std::abs(last.slope) <= std::abs(next.slope)) {
        const Point turn = nearest_zero(before, last, next);
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
    return best_;
  }

 private:
  struct Point {
    double t = 0, slope = 0;
  };

  Profile* profile_;
  int offers_ = 0;
  double best_ = 0, height_ = 0;

  double slope_at(double t) { return profile_->slope(profile_->score_at(t)); }

  void offer(double t) {
    ++offers_;
    if (offers_ == 2) height_ = profile_->height(best_);
    if (offers_ >= 2) {
      const double height = profile_->height(t);
      if (!(height > height_)) return;
      height_ = height;
    }
    best_ = t;
  }

  void step(Point from, Point to) {
    if (from.slope > 0 && to.slope <= 0)
      offer(root_between([this](double t) { return slope_at(t); }, from.t, from.slope, to.t,
                         to.slope));
  }

  // The extremum of the slope nearest zero between a and c, by golden section; stops as soon as
  // the slope has the other sign.
  Point nearest_zero(Point a, Point b, Point c) {
    constexpr double golden = 0.3819660112501051;  // (3 − √5)/2
    constexpr int steps = 40;                      // narrows the bracket to 1e-8 of its width
    for (int i = 0; i < steps && (b.slope > 0) == (a.slope > 0); ++i) {
      const bool right = c.t - b.t > b.t - a.t;
      Point x;
      x.t = right ? b.t + golden * (c.t - b.t) : b.t - golden * (b.t - a.t);
      x.slope = slope_at(x.t);
      if ((x.slope > 0) != (b.slope > 0) || std::abs(x.slope) < std::abs(b.slope)) {
        (right ? a : c) = b;
        b = x;
      } else {
        (right ? c : a) = x;
      }
    }
    return b;
  }
};

}  // namespace steelyard
