// The marginal model y ~ N(Xβ, M(θ)) cut into independent blocks, free of origin and unit.
#include "multilevel/model.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "pool/centred.h"
#include "stats/matrices.h"

namespace steelyard {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

std::vector<int> without_gaps(const std::vector<int>& group) {
  std::vector<int> number, result;
  int next = 0;
  for (const int g : group) {
    const auto at = static_cast<std::size_t>(g);
    if (at >= number.size()) number.resize(at + 1, -1);
    if (number[at] < 0) number[at] = next++;
    result.push_back(number[at]);
  }
  return result;
}

std::size_t whole(Index i) {
  return static_cast<std::size_t>(i);
}

}  // namespace

MarginalModel::MarginalModel(const MultilevelData& data) : data_(data) {
  for (const Grouping& level : data.levels)
    levels_.push_back({level.name, without_gaps(level.group)});
  const Index k = data.y.size(), p = data.X.cols();
  if (k <= p) return;
  // The unit is the geometric mean of the standard errors: no variance is far from it twice.
  unit_ = std::exp(data.v.log().mean() / 2);
  v_ = data.v / unit_ / unit_;
  columns_.resize(p);
  MatrixXd X = data.X;
  for (Index j = 0; j < p; ++j) {
    columns_[j] = X.col(j).cwiseAbs().maxCoeff();
    X.col(j) /= columns_[j];
  }
  // β₀ weighs by 1/v: the residual of a study that has nearly all the weight is nearly zero.
  const Eigen::ArrayXd root = v_.rsqrt();
  const VectorXd start_y = data.y / unit_;
  const LeastSquares weighted(root.matrix().asDiagonal() * X);
  origin_ = weighted.solve(VectorXd(root.matrix().asDiagonal() * start_y));
  VectorXd r = start_y - product(X, origin_);
  const VectorXd again = weighted.solve(VectorXd(root.matrix().asDiagonal() * r));
  r -= product(X, again);
  origin_ += again;
  Z_.resize(k, p + 1);
  Z_.leftCols(p) = X;
  Z_.col(p) = r;
  log_xx_ = LeastSquares(X).log_determinant();
  tree_ = data.correlated.empty() && !data.outcomes;
  if (tree_) nodes_ = Tree(levels_, k);
  for (const Grouping& level : levels_)
    group_counts_.push_back(1 + static_cast<double>(*std::ranges::max_element(level.group)));
  cut();
  const auto L = static_cast<Index>(levels());
  const Index G = data.outcomes ? data.outcomes->structure->parameters(data.outcomes->q) : 0;
  low_ = VectorXd::Zero(L + G);
  high_ = VectorXd::Constant(L + G, std::numeric_limits<double>::infinity());
  if (data.outcomes) {
    VectorXd low(G), high(G);
    data.outcomes->structure->bounds(data.outcomes->q, low, high);
    low_.tail(G) = low;
    high_.tail(G) = high;
  }
  usable_ = Z_.allFinite() && v_.allFinite() && (v_ > 0).all() && origin_.allFinite() &&
            std::isfinite(log_xx_);
}

// Rows that share anything are in one block.
void MarginalModel::cut() {
  const auto k = whole(Z_.rows());
  std::vector<std::size_t> parent(k);
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  const auto join = [&](const std::vector<int>& group) {
    std::vector<std::size_t> first;
    for (std::size_t i = 0; i < k; ++i) {
      const auto g = whole(group[i]);
      if (g >= first.size()) first.resize(g + 1, k);
      if (first[g] == k)
        first[g] = i;
      else
        parent[root(i)] = root(first[g]);
    }
  };
  for (const Grouping& level : levels_) join(level.group);
  if (data_.outcomes) join(data_.outcomes->study);
  in_sampling_.assign(k, -1);
  at_sampling_.assign(k, 0);
  for (std::size_t b = 0; b < data_.correlated.size(); ++b)
    for (std::size_t i = 0; i < data_.correlated[b].rows.size(); ++i) {
      const auto row = whole(data_.correlated[b].rows[i]);
      in_sampling_[row] = static_cast<int>(b);
      at_sampling_[row] = static_cast<int>(i);
      parent[root(row)] = root(whole(data_.correlated[b].rows.front()));
    }
  std::vector<std::size_t> number(k, k);
  for (std::size_t i = 0; i < k; ++i) {
    const std::size_t r = root(i);
    if (number[r] == k) {
      number[r] = blocks_.size();
      blocks_.emplace_back();
    }
    blocks_[number[r]].push_back(static_cast<Index>(i));
  }
  if (tree_) return;
  for (const auto& rows : blocks_) dense_.push_back(dense(rows));
}

DenseBlock MarginalModel::dense(const std::vector<Index>& rows) const {
  DenseBlock block{rows, sampling(rows), MatrixXd(static_cast<Index>(rows.size()), Z_.cols()),
                   std::vector<std::vector<int>>(levels()), {}, {}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t row = whole(rows[i]);
    block.Z.row(static_cast<Index>(i)) = Z_.row(rows[i]);
    for (std::size_t l = 0; l < levels(); ++l)
      block.groups[l].push_back(levels_[l].group[row]);
    if (!data_.outcomes) continue;
    block.outcome.push_back(data_.outcomes->outcome[row]);
    block.study.push_back(data_.outcomes->study[row]);
  }
  return block;
}

MatrixXd MarginalModel::sampling(const std::vector<Index>& rows) const {
  const auto n = static_cast<Index>(rows.size());
  MatrixXd V = MatrixXd::Zero(n, n);
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < n; ++j) {
      const auto a = whole(rows[whole(i)]), b = whole(rows[whole(j)]);
      if (in_sampling_[a] >= 0 && in_sampling_[a] == in_sampling_[b])
        V(i, j) = data_.correlated[whole(in_sampling_[a])].V(at_sampling_[a], at_sampling_[b]) /
                  unit_ / unit_;
      else if (i == j)
        V(i, j) = v_[rows[whole(i)]];
    }
  return V;
}

OutcomeMatrix MarginalModel::outcome_matrix(const VectorXd& theta) const {
  OutcomeMatrix result;
  if (data_.outcomes)
    data_.outcomes->structure->matrix(data_.outcomes->q,
                                      theta.tail(theta.size() - static_cast<Index>(levels())),
                                      result.G, result.slopes);
  return result;
}

MatrixXd MarginalModel::covariance(const std::vector<Index>& rows, const VectorXd& theta) const {
  return dense_covariance(dense(rows), theta.head(static_cast<Index>(levels())),
                          outcome_matrix(theta));
}

namespace {

struct Solved {
  VectorXd delta;
  MatrixXd inverse;
  double log_determinant = 0, q = 0;
};

// Least squares from the sums S = Z'M⁻¹Z, scaled to a unit diagonal.
std::optional<Solved> solved(const MatrixXd& S) {
  const Index p = S.rows() - 1;
  const VectorXd scale = S.diagonal().head(p).cwiseSqrt();
  if (!scale.allFinite() || !(scale.minCoeff() > 0) || !S.allFinite()) return std::nullopt;
  const VectorXd by = scale.cwiseInverse();
  const MatrixXd A = by.asDiagonal() * S.topLeftCorner(p, p) * by.asDiagonal();
  const Cholesky factor(A);
  if (!factor.positive()) return std::nullopt;
  Solved result;
  const VectorXd b = by.asDiagonal() * S.col(p).head(p);
  result.delta = by.asDiagonal() * factor.solve(b);
  result.inverse = by.asDiagonal() * factor.inverse() * by.asDiagonal();
  result.log_determinant = factor.log_determinant() + 2 * scale.array().log().sum();
  result.q = std::max(0.0, S(p, p) - S.col(p).head(p).dot(result.delta));
  return result;
}

}  // namespace

std::optional<MarginalModel::Value> MarginalModel::likelihood(const VectorXd& theta,
                                                              bool restricted, bool slopes) const {
  const auto L = static_cast<Index>(levels());
  Moments sums;
  DenseSums dense;
  OutcomeMatrix outcomes;
  if (tree_) {
    sums = nodes_.moments(Z_, v_, theta, slopes);
  } else {
    outcomes = outcome_matrix(theta);
    auto found = dense_sums(dense_, theta.head(L), outcomes, slopes);
    if (!found) return std::nullopt;
    dense = std::move(*found);
    sums.log_determinant = dense.log_determinant;
    sums.S = dense.S;
  }
  const auto fit = solved(sums.S);
  if (!fit) return std::nullopt;
  const auto n = static_cast<double>(restricted ? k() - p() : k());
  double twice = n * (std::log(2 * std::numbers::pi) + 2 * std::log(unit_)) +
                 sums.log_determinant + fit->q;
  if (restricted) twice += fit->log_determinant - log_xx_;
  Value result;
  result.value = -twice / 2;
  if (!std::isfinite(result.value)) return std::nullopt;
  if (!slopes) return result;
  VectorXd c(p() + 1);
  c.head(p()) = -fit->delta;
  c[p()] = 1;
  if (tree_) {
    result.gradient.resize(L);
    for (Index a = 0; a < L; ++a) {
      const MatrixXd& F = sums.F[whole(a)];
      double slope = sums.trace[a] - c.dot(product(F, c));
      if (restricted) slope -= fit->inverse.cwiseProduct(F.topLeftCorner(p(), p())).sum();
      result.gradient[a] = -slope / 2;
    }
  } else {
    DenseSlopes each = dense_slopes(dense_, levels(), outcomes, dense, c,
                                    restricted ? fit->inverse : MatrixXd());
    result.gradient = -each.slope / 2;
    sums.trace = std::move(each.trace);
  }
  result.scale.resize(theta.size());
  for (Index a = 0; a < theta.size(); ++a)
    // A variance matters on the scale of the mean variance of a group's effect given the data.
    result.scale[a] = a < L ? group_counts_[whole(a)] / sums.trace[a]
                            : std::max(1e-3, std::abs(theta[a]));
  if (!result.gradient.allFinite() || !result.scale.allFinite()) return std::nullopt;
  return result;
}

std::optional<MatrixXd> MarginalModel::curvature(const VectorXd& theta, bool restricted) const {
  if (tree_) return std::nullopt;
  const auto L = static_cast<Index>(levels());
  const OutcomeMatrix outcomes = outcome_matrix(theta);
  const auto sums = dense_sums(dense_, theta.head(L), outcomes, true);
  if (!sums) return std::nullopt;
  const auto fit = solved(sums->S);
  if (!fit) return std::nullopt;
  VectorXd c(p() + 1);
  c.head(p()) = -fit->delta;
  c[p()] = 1;
  MatrixXd twice =
      dense_curvature(dense_, levels(), outcomes, *sums, c, fit->inverse, restricted);
  const MatrixXd K = dense_slopes(dense_, levels(), outcomes, *sums, c,
                                  restricted ? fit->inverse : MatrixXd())
                         .by_outcomes;
  // G is a polynomial of low degree, whose second derivatives differences give to rounding.
  for (Index b = L; b < theta.size(); ++b) {
    const double h = 1e-4 * std::max(1e-3, std::abs(theta[b]));
    VectorXd up = theta, down = theta;
    up[b] += h;
    down[b] -= h;
    const OutcomeMatrix above = outcome_matrix(up), below = outcome_matrix(down);
    for (Index a = L; a < theta.size(); ++a)
      twice(a, b) += K.cwiseProduct(above.slopes[whole(a - L)] - below.slopes[whole(a - L)]).sum() /
                     (up[b] - down[b]);
  }
  const MatrixXd result = -(twice + twice.transpose()) / 4;
  return result.allFinite() ? std::optional(result) : std::nullopt;
}

std::optional<MarginalModel::Solution> MarginalModel::solve(const VectorXd& theta) const {
  MatrixXd S;
  if (tree_) {
    S = nodes_.moments(Z_, v_, theta, false).S;
  } else {
    auto sums = dense_sums(dense_, theta.head(static_cast<Index>(levels())),
                           outcome_matrix(theta), false);
    if (!sums) return std::nullopt;
    S = std::move(sums->S);
  }
  const auto fit = solved(S);
  if (!fit) return std::nullopt;
  Solution result;
  const VectorXd back = unit_ * columns_.cwiseInverse();
  result.beta = back.cwiseProduct(origin_ + fit->delta);
  result.covariance = back.asDiagonal() * fit->inverse * back.asDiagonal();
  result.q = fit->q;
  return result;
}

VectorXd MarginalModel::powers() const {
  VectorXd result = VectorXd::Constant(parameters(), unit_ * unit_);
  const auto L = static_cast<Index>(levels());
  for (Index a = L; a < parameters(); ++a)
    result[a] = std::pow(unit_, data_.outcomes->structure->power(data_.outcomes->q,
                                                                 static_cast<int>(a - L)));
  return result;
}

double MarginalModel::typical_variance() const {
  const auto df = static_cast<double>(k() - p());
  if (tree_ && p() == 1 && data_.names.front() == "intercept") {
    const Centred centred(Z_.col(1).array(), v_);
    return df / centred.traces_at(0).p * centred.unit();
  }
  double trace = 0;
  MatrixXd A = MatrixXd::Zero(p(), p()), B = A;
  for (const auto& rows : blocks_) {
    const Cholesky factor(sampling(rows));
    const auto n = static_cast<Index>(rows.size());
    MatrixXd X(n, p());
    for (Index i = 0; i < n; ++i) X.row(i) = Z_.row(rows[whole(i)]).head(p());
    const MatrixXd W = factor.solve(X);
    trace += factor.inverse().trace();
    A += transposed_product(X, W);
    B += transposed_product(W, W);
  }
  return df / (trace - solve_symmetric(A, B).trace());
}

Eigen::ArrayXd MarginalModel::row_weights(const VectorXd& theta) const {
  if (tree_) return nodes_.row_sums(v_, theta);
  Eigen::ArrayXd weights(k());
  for (const auto& rows : blocks_) {
    const auto n = static_cast<Index>(rows.size());
    const VectorXd sums = Cholesky(covariance(rows, theta)).solve(VectorXd(VectorXd::Ones(n)));
    for (Index i = 0; i < n; ++i) weights[rows[whole(i)]] = sums[i];
  }
  return weights;
}

}  // namespace steelyard
