// Effects made free of origin and unit, so that sums over them neither cancel nor overflow.
#include "pool/centred.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace steelyard {

namespace {

// std::max(x, 0.0), in this order, keeps a NaN that overflow left in x.

// Four at a time: the sums run in parallel lanes whatever the compiler's mood about reordering.
using Lanes = Eigen::Array4d;
using InLanes = Eigen::Map<const Lanes>;
constexpr std::size_t lanes = 4;

}  // namespace

Centred::Centred(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  Eigen::Index reference = 0;
  unit_ = v.minCoeff(&reference);
  origin_ = y[reference];
  k_ = static_cast<int>(y.size());
  const auto others = static_cast<std::size_t>(k_ - 1);
  padded_ = (others + lanes - 1) / lanes * lanes;
  memory_.resize(2 * padded_);
  const double root = std::sqrt(unit_);
  std::size_t at = 0;
  for (Eigen::Index i = 0; i < y.size(); ++i) {
    if (i == reference) continue;
    memory_[at] = v[i] / unit_;
    memory_[padded_ + at] = (y[i] - origin_) / root;
    ++at;
  }
  for (; at < padded_; ++at) memory_[at] = std::numeric_limits<double>::infinity();
}

double Centred::mean_at(double t) const {
  Lanes A = Lanes::Zero(), B = Lanes::Zero();
  for (std::size_t i = 0; i < padded_; i += lanes) {
    const Lanes w = 1 / (InLanes(u() + i) + t);
    A += w;
    B += w * InLanes(d() + i);
  }
  return B.sum() / (A.sum() + 1 / (1 + t));
}

double Centred::estimate_at(double t) const {
  return origin_ + mean_at(t) * std::sqrt(unit_);
}

double Centred::se_at(double t) const {
  Lanes A = Lanes::Zero();
  for (std::size_t i = 0; i < padded_; i += lanes) A += 1 / (InLanes(u() + i) + t);
  return std::sqrt(unit_ / (A.sum() + 1 / (1 + t)));
}

double Centred::q_at(double t) const {
  Lanes A = Lanes::Zero(), B = Lanes::Zero(), F = Lanes::Zero();
  for (std::size_t i = 0; i < padded_; i += lanes) {
    const Lanes w = 1 / (InLanes(u() + i) + t);
    const Lanes wd = w * InLanes(d() + i);
    A += w;
    B += wd;
    F += wd * InLanes(d() + i);
  }
  const double b = B.sum();
  return std::max(F.sum() - b * (b / (A.sum() + 1 / (1 + t))), 0.0);
}

Centred::Score Centred::score_at(double t) const {
  Lanes A = Lanes::Zero(), B = A, C = A, D = A, E = A, F = A;
  for (std::size_t i = 0; i < padded_; i += lanes) {
    const InLanes each_d(d() + i);
    const Lanes w = 1 / (InLanes(u() + i) + t);
    const Lanes wd = w * each_d;
    A += w;
    B += wd;
    C += w * w;
    D += w * wd;
    E += wd * wd;
    F += wd * each_d;
  }
  const double own = 1 / (1 + t), a = A.sum(), b = B.sum(), c = C.sum(), s = a + own;
  const double mean = b / s;
  const double squares = E.sum() - 2 * mean * D.sum() + mean * mean * c;
  Score score;
  score.w = s;
  score.trace = (a * own - c) / s + a;
  score.squares = std::max(squares, 0.0) + own * own * mean * mean;
  score.q = std::max(F.sum() - b * mean, 0.0);
  return score;
}

Centred::Traces Centred::traces_at(double t) const {
  double a = 0, c = 0, w3 = 0, uw2 = 0, uw3 = 0, u2w2 = 0, u2w3 = 0;  // over the other studies
  for (std::size_t i = 0; i < static_cast<std::size_t>(k_ - 1); ++i) {
    const double variance = u()[i], w = 1 / (variance + t), w2 = w * w, uw = variance * w;
    a += w;
    c += w2;
    w3 += w2 * w;
    uw2 += uw * w;
    uw3 += uw * w2;
    u2w2 += uw * uw;
    u2w3 += uw * uw * w;
  }
  const double own = 1 / (1 + t), s = a + own, s2 = s * s;
  const double p = own * a / s;  // the reference's own place on the diagonal of P
  Traces sums;
  sums.w = s;
  sums.w2 = c + own * own;
  sums.p = p + a - c / s;
  sums.pp = c - 2 * w3 / s + (c * c + 2 * own * own * c) / s2 + p * p;
  sums.pvp = uw2 - 2 * uw3 / s + sums.w2 * uw2 / s2 + p * p + own * own * c / s2;
  sums.pvpv = u2w2 - 2 * u2w3 / s + (uw2 * uw2 + 2 * own * own * uw2) / s2 + p * p;
  return sums;
}

double Centred::spread_of_weights(double t, bool squared) const {
  const Traces sums = traces_at(t);
  const double middle = sums.w2 / sums.w;
  const auto term = [&](double w) {
    return (squared ? w * w : w) * (w - middle) * (w - middle);
  };
  double sum = term(1 / (1 + t));
  for (std::size_t i = 0; i < static_cast<std::size_t>(k_ - 1); ++i) sum += term(1 / (u()[i] + t));
  return sum;
}

double Centred::cubes_at(double t) const {
  return spread_of_weights(t, false);
}

double Centred::fourths_at(double t) const {
  return spread_of_weights(t, true);
}

double Centred::log_determinant(double t) const {
  double sum = std::log1p(t);
  for (std::size_t i = 0; i < static_cast<std::size_t>(k_ - 1); ++i) sum += std::log(u()[i] + t);
  return sum;
}

double Centred::sum_of_squares() const {
  double sum = 0;
  for (std::size_t i = 0; i < padded_; ++i) sum += d()[i];
  const double mean = sum / k_;
  double squares = mean * mean;
  for (std::size_t i = 0; i < static_cast<std::size_t>(k_ - 1); ++i)
    squares += (d()[i] - mean) * (d()[i] - mean);
  return squares;
}

std::vector<double> Centred::variances() const {
  std::vector<double> all{1};
  all.insert(all.end(), u(), u() + k_ - 1);
  return all;
}

std::vector<double> Centred::differences() const {
  std::vector<double> all{0};
  all.insert(all.end(), d(), d() + k_ - 1);
  return all;
}

}  // namespace steelyard
