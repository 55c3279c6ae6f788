// A regression of effects on a design matrix, made free of origin and unit.
#include "regression/projection.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace steelyard {

namespace {

using Column = Eigen::Map<Eigen::ArrayXd>;
using ConstColumn = Eigen::Map<const Eigen::ArrayXd>;

Eigen::Index index(std::size_t i) {
  return static_cast<Eigen::Index>(i);
}

bool is_constant(const Eigen::MatrixXd& X, Eigen::Index column) {
  return X(0, column) != 0 && (X.col(column).array() == X(0, column)).all();
}

}  // namespace

Projection::Projection(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v, const Eigen::MatrixXd& X)
    : k_(static_cast<std::size_t>(y.size())), p_(static_cast<std::size_t>(X.cols())) {
  order_.resize(k_);
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::ranges::stable_sort(order_, {}, [&](std::size_t i) { return v[index(i)]; });
  const Eigen::Index reference = index(order_.front());
  unit_ = v[reference];
  const double root = std::sqrt(unit_);
  for (Eigen::Index j = 0; j < X.cols() && constant_ < 0; ++j)
    if (is_constant(X, j)) constant_ = static_cast<int>(j);
  if (constant_ >= 0) {
    constant_value_ = X(0, constant_);
    origin_ = y[reference];
  }
  for (const std::size_t i : order_) {
    u_.push_back(v[index(i)] / unit_);
    d_.push_back((y[index(i)] - origin_) / root);
  }
  column_origin_.assign(p_, 0);
  column_scale_.assign(p_, 1);
  x_.resize(k_ * p_);
  for (std::size_t j = 0; j < p_; ++j) {
    const bool constant = static_cast<int>(j) == constant_;
    if (constant_ >= 0 && !constant) column_origin_[j] = X(reference, index(j));
    double largest = 0;
    for (std::size_t i = 0; i < k_; ++i) {
      x_[j * k_ + i] = X(index(order_[i]), index(j)) - column_origin_[j];
      largest = std::max(largest, std::abs(x_[j * k_ + i]));
    }
    column_scale_[j] = constant ? constant_value_ : largest > 0 ? largest : 1;
    for (std::size_t i = 0; i < k_; ++i) x_[j * k_ + i] /= column_scale_[j];
  }
  given_ = x_;
  place_.resize(k_);
  for (std::size_t i = 0; i < k_; ++i) place_[order_[i]] = i;
  w_.resize(k_);
  root_.resize(k_);
  a_.resize(k_ * p_);
  z_.resize(k_);
  diagonal_.resize(p_);
  tau_.resize(p_);
  q_.resize(k_ * p_);
  r_.resize(k_);
  rest_.resize(k_);
  pivot_.resize(p_);
}

double Projection::sum_of_squares() const {
  const ConstColumn d(d_.data(), index(k_));
  return (d - d.mean()).square().sum();
}

void Projection::permute(std::span<const std::size_t> order) {
  for (std::size_t j = 0; j < p_; ++j)
    for (std::size_t i = 0; i < k_; ++i) x_[j * k_ + i] = given_[j * k_ + place_[order[order_[i]]]];
}

void Projection::weigh(double t) {
  Column w(w_.data(), index(k_)), root(root_.data(), index(k_));
  w = 1 / (ConstColumn(u_.data(), index(k_)) + t);
  root = w.sqrt();
}

// Householder reflections with the longest remaining column next.
void Projection::reduce() {
  const Eigen::Index k = index(k_);
  const ConstColumn root(root_.data(), k);
  for (std::size_t j = 0; j < p_; ++j) {
    Column(a_.data() + j * k_, k) = root * ConstColumn(x_.data() + j * k_, k);
    pivot_[j] = j;
  }
  Column(z_.data(), k) = root * ConstColumn(d_.data(), k);
  for (std::size_t j = 0; j < p_; ++j) {
    const Eigen::Index left = index(k_ - j);
    std::size_t longest = j;
    double squared = -1;
    for (std::size_t c = j; c < p_; ++c) {
      const double norm = Column(a_.data() + pivot_[c] * k_ + j, left).square().sum();
      if (norm > squared) {
        squared = norm;
        longest = c;
      }
    }
    std::swap(pivot_[j], pivot_[longest]);
    double* column = a_.data() + pivot_[j] * k_;
    const double norm = std::sqrt(squared);
    diagonal_[j] = column[j] > 0 ? -norm : norm;
    tau_[j] = squared > 0 ? 1 / (norm * (norm + std::abs(column[j]))) : 0;
    column[j] -= diagonal_[j];
    for (std::size_t c = j + 1; c < p_; ++c) reflect(j, a_.data() + pivot_[c] * k_);
    reflect(j, z_.data());
  }
}

void Projection::reflect(std::size_t j, double* column) const {
  const Eigen::Index left = index(k_ - j);
  const ConstColumn house(a_.data() + pivot_[j] * k_ + j, left);
  Column rest(column + j, left);
  rest -= house * (tau_[j] * (house * rest).sum());
}

double Projection::tail() const {
  return ConstColumn(z_.data() + p_, index(k_ - p_)).square().sum();
}

double Projection::residual_squares() {
  std::ranges::fill(root_, 1);
  reduce();
  return tail();
}

double Projection::q_at(double t) {
  weigh(t);
  reduce();
  return tail();
}

// Q, and the diagonal of M: where a leverage is near one, from the rest of its own row of the full
// orthogonal factor, because 1 − h would cancel.
void Projection::spread() {
  constexpr double rounding = 1e-28;  // the square of what is left of zero; weights differ by less
  const Eigen::Index k = index(k_);
  Column rest(rest_.data(), k);
  rest.setOnes();
  for (std::size_t j = 0; j < p_; ++j) {
    Column column(q_.data() + j * k_, k);
    column.setZero();
    column[index(j)] = 1;
    for (std::size_t c = p_; c-- > 0;) reflect(c, q_.data() + j * k_);
    rest -= column.square();
  }
  for (std::size_t i = 0; i < k_; ++i) {
    if (rest_[i] > 0.5) continue;
    std::ranges::fill(r_, 0);
    r_[i] = 1;
    for (std::size_t c = 0; c < p_; ++c) reflect(c, r_.data());
    const double left = ConstColumn(r_.data() + p_, index(k_ - p_)).square().sum();
    rest_[i] = left > rounding ? left : 0;
  }
}

// The residuals √w (d − Xβ).
void Projection::unproject() {
  r_ = z_;
  std::fill_n(r_.begin(), p_, 0.0);
  for (std::size_t c = p_; c-- > 0;) reflect(c, r_.data());
}

Projection::Score Projection::score_at(double t) {
  weigh(t);
  reduce();
  spread();
  unproject();
  const Eigen::Index k = index(k_);
  const ConstColumn w(w_.data(), k), r(r_.data(), k), rest(rest_.data(), k);
  Score score;
  score.q = tail();
  score.squares = (w * r.square()).sum();
  score.trace = (w * rest).sum();
  score.w_least = w.tail(index(k_ - p_)).sum();
  score.w = score.w_least + w.head(index(p_)).sum();
  return score;
}

void Projection::factor(double t) {
  weigh(t);
  log_variances_ = (ConstColumn(u_.data(), index(k_)) + t).log().sum();
  reduce();
  spread();
  unproject();
}

void Projection::factor(std::span<const double> variances) {
  const ConstColumn all(variances.data(), index(k_));
  Column(w_.data(), index(k_)) = 1 / all;
  Column(root_.data(), index(k_)) = ConstColumn(w_.data(), index(k_)).sqrt();
  log_variances_ = all.log().sum();
  reduce();
  spread();
  unproject();
}

double Projection::q() const {
  return tail();
}

double Projection::log_variances() const {
  return log_variances_;
}

double Projection::log_det_xwx() const {
  double sum = 0;
  for (const double each : diagonal_) sum += 2 * std::log(std::abs(each));
  return sum;
}

// Off the diagonal Mᵢⱼ = −qᵢ·qⱼ. Rows of high leverage are summed one by one, because the squares
// of the others would vanish beside theirs.
double Projection::trace(std::span<const double> a, std::span<const double> b) const {
  Eigen::MatrixXd A = Eigen::MatrixXd::Zero(index(p_), index(p_)), B = A;
  Eigen::MatrixXd Q = orthonormal();
  double sum = 0;
  for (std::size_t i = 0; i < k_; ++i) {
    const auto row = Q.row(index(i));
    const double h = row.squaredNorm();
    sum += a[i] * b[i] * rest_[i] * rest_[i];
    if (rest_[i] > 0.5) {
      sum -= a[i] * b[i] * h * h;
      A += a[i] * row.transpose() * row;
      B += b[i] * row.transpose() * row;
      continue;
    }
    for (std::size_t j = 0; j < k_; ++j) {
      if (j == i || (rest_[j] <= 0.5 && j < i)) continue;
      const double m = row.dot(Q.row(index(j)));
      sum += (a[i] * b[j] + a[j] * b[i]) * m * m;
    }
  }
  return sum + A.cwiseProduct(B).sum();
}

Eigen::MatrixXd Projection::orthonormal() const {
  return Eigen::Map<const Eigen::MatrixXd>(q_.data(), index(k_), index(p_));
}

Eigen::VectorXd Projection::coefficients() const {
  Eigen::VectorXd scaled(index(p_));
  for (std::size_t j = p_; j-- > 0;) {
    double rest = z_[j];
    for (std::size_t c = j + 1; c < p_; ++c)
      rest -= a_[pivot_[c] * k_ + j] * scaled[index(pivot_[c])];
    scaled[index(pivot_[j])] = rest / diagonal_[j];
  }
  const double root = std::sqrt(unit_);
  Eigen::VectorXd beta(index(p_));
  double shift = origin_;
  for (std::size_t j = 0; j < p_; ++j) {
    beta[index(j)] = scaled[index(j)] * root / column_scale_[j];
    if (static_cast<int>(j) != constant_) shift -= beta[index(j)] * column_origin_[j];
  }
  if (constant_ >= 0) beta[constant_] += shift / constant_value_;
  return beta;
}

// B = R⁻ᵀ T', where T takes scaled and centred coefficients to the caller's.
Eigen::MatrixXd Projection::covariance_root() const {
  const double root = std::sqrt(unit_);
  Eigen::MatrixXd T = Eigen::MatrixXd::Zero(index(p_), index(p_));  // rows: caller's coefficients
  for (std::size_t j = 0; j < p_; ++j) {
    T(index(j), index(j)) = root / column_scale_[j];
    if (constant_ >= 0 && static_cast<int>(j) != constant_)
      T(constant_, index(j)) = -root / column_scale_[j] * column_origin_[j] / constant_value_;
  }
  Eigen::MatrixXd B(index(p_), index(p_));
  for (std::size_t row = 0; row < p_; ++row)
    for (Eigen::Index column = 0; column < index(p_); ++column) {
      double rest = T(column, index(pivot_[row]));
      for (std::size_t c = 0; c < row; ++c) rest -= a_[pivot_[row] * k_ + c] * B(index(c), column);
      B(index(row), column) = rest / diagonal_[row];
    }
  return B;
}

Eigen::ArrayXd Projection::residuals() const {
  const Eigen::Index k = index(k_);
  Eigen::ArrayXd rows = ConstColumn(r_.data(), k) / ConstColumn(root_.data(), k) * std::sqrt(unit_);
  for (Eigen::Index i = 0; i < k; ++i)
    if (rest_[static_cast<std::size_t>(i)] == 0) rows[i] = 0;
  return in_order({rows.data(), k_});
}

Eigen::ArrayXd Projection::in_order(std::span<const double> rows) const {
  Eigen::ArrayXd result(index(k_));
  for (std::size_t i = 0; i < k_; ++i) result[index(order_[i])] = rows[i];
  return result;
}

std::vector<std::size_t> independent_columns(const Eigen::MatrixXd& X) {
  // What is left of a column beyond earlier ones must exceed the rounding of its own numbers, and
  // this part of its spread.
  constexpr double least = 1e-9, rounding = 1e-14;
  std::vector<std::size_t> sequence(static_cast<std::size_t>(X.cols())), kept;
  std::iota(sequence.begin(), sequence.end(), std::size_t{0});
  std::ranges::stable_sort(sequence, {}, [&](std::size_t j) { return !is_constant(X, index(j)); });
  std::vector<Eigen::VectorXd> basis;
  for (const std::size_t j : sequence) {
    const double largest = X.col(index(j)).cwiseAbs().maxCoeff();
    if (!(largest > 0) || !std::isfinite(largest)) continue;
    Eigen::VectorXd column = X.col(index(j)) / largest;
    double spread = column.norm();
    for (int pass = 0; pass < 2; ++pass)  // twice is enough against loss of orthogonality
      for (std::size_t b = 0; b < basis.size(); ++b) {
        column -= basis[b] * basis[b].dot(column);
        if (pass == 0 && b == 0 && is_constant(X, index(kept.front()))) spread = column.norm();
      }
    const double left = column.norm();
    if (!(left > least * spread) || !(left > rounding * std::sqrt(static_cast<double>(X.rows()))))
      continue;
    basis.emplace_back(column / left);
    kept.push_back(j);
  }
  std::ranges::sort(kept);
  return kept;
}

}  // namespace steelyard
