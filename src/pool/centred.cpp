// Effects made free of origin and unit, so that sums over them neither cancel nor overflow.
#include "pool/centred.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace steelyard {

namespace {

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
  return std::max(0.0, F.sum() - b * (b / (A.sum() + 1 / (1 + t))));
}

Centred::Score Centred::score_at(double t) const {
  Lanes A = Lanes::Zero(), B = A, C = A, D = A, E = A;
  for (std::size_t i = 0; i < padded_; i += lanes) {
    const InLanes each_d(d() + i);
    const Lanes w = 1 / (InLanes(u() + i) + t);
    const Lanes wd = w * each_d;
    A += w;
    B += wd;
    C += w * w;
    D += w * wd;
    E += wd * wd;
  }
  const double own = 1 / (1 + t), a = A.sum(), c = C.sum(), s = a + own;
  const double mean = B.sum() / s;
  const double squares = E.sum() - 2 * mean * D.sum() + mean * mean * c;
  return {s, a * (own + s) / s - c / s, std::max(0.0, squares) + own * own * mean * mean};
}

Centred::Traces Centred::traces_at(double t) const {
  const auto others = static_cast<std::size_t>(k_ - 1);
  double a = 0, c = 0, w4 = 0;
  for (std::size_t i = 0; i < others; ++i) {
    const double w = 1 / (u()[i] + t);
    a += w;
    c += w * w;
    w4 += w * w * w * w;
  }
  const double own = 1 / (1 + t), s = a + own;
  Traces sums;
  sums.w = s;
  sums.w2 = c + own * own;
  sums.p = a * (own + s) / s - c / s;
  // Diagonal of P is w (Σw − w)/Σw; off the diagonal −w w/Σw.
  double uw2 = 0, u2w4 = 0;
  const auto add = [&](double w, double rest, double variance) {
    const double p = w * rest / s;
    const double row = p * p + w * w * (sums.w2 - w * w) / (s * s);  // (PP) at this study
    sums.pvp += variance * row;
    sums.pvpv += variance * variance * p * p;
    uw2 += variance * w * w;
    u2w4 += variance * variance * w * w * w * w;
  };
  for (std::size_t i = 0; i < others; ++i) {
    const double w = 1 / (u()[i] + t);
    add(w, s - w, u()[i]);
  }
  const double others_uw2 = uw2, others_u2w4 = u2w4;
  // The reference's own terms, without its square in the differences.
  const double p = own * a / s;
  sums.pvp += p * p + own * own * c / (s * s);
  sums.pvpv += p * p + (others_uw2 * others_uw2 - others_u2w4) / (s * s) +
               2 * own * own * others_uw2 / (s * s);
  double diagonal = p * p;
  for (std::size_t i = 0; i < others; ++i) {
    const double w = 1 / (u()[i] + t), each = w * (s - w) / s;
    diagonal += each * each;
  }
  sums.pp = diagonal + (c * c - w4 + 2 * own * own * c) / (s * s);
  return sums;
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

double Centred::largest_distance() const {
  double low = 0, high = 0;
  for (std::size_t i = 0; i < padded_; ++i) {
    low = std::min(low, d()[i]);
    high = std::max(high, d()[i]);
  }
  return high - low;
}

double Centred::second_variance() const {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < padded_; ++i) least = std::min(least, u()[i]);
  return least;
}

double Centred::largest_variance() const {
  double most = 1;
  for (std::size_t i = 0; i < static_cast<std::size_t>(k_ - 1); ++i) most = std::max(most, u()[i]);
  return most;
}

std::vector<double> Centred::variances() const {
  std::vector<double> all{1};
  all.insert(all.end(), u(), u() + k_ - 1);
  return all;
}

}  // namespace steelyard
