// Nested random intercepts with independent sampling errors: sums along the tree of groups.
#include "multilevel/tree.h"

#include <cmath>

namespace steelyard {

namespace {

using Index = Eigen::Index;

Index at(std::size_t i) {
  return static_cast<Index>(i);
}

// ln of a product of positive factors, with few logarithms.
class LogProduct {
 public:
  void times(double factor) {
    constexpr double large = 1e140;  // two factors below it do not overflow
    if (!(factor < large && factor > 1 / large)) {
      sum_ += std::log(factor);
      return;
    }
    product_ *= factor;
    if (product_ < large && product_ > 1 / large) return;
    sum_ += std::log(product_);
    product_ = 1;
  }
  [[nodiscard]] double log() const { return sum_ + std::log(product_); }

 private:
  double sum_ = 0, product_ = 1;
};

}  // namespace

Tree::Tree(const std::vector<Grouping>& levels, Index rows) {
  const auto k = static_cast<std::size_t>(rows);
  for (std::size_t l = 0; l < levels.size(); ++l) {
    int most = -1;
    for (const int g : levels[l].group) most = std::max(most, g);
    std::vector<std::vector<std::size_t>> children(static_cast<std::size_t>(most + 1));
    if (l + 1 == levels.size()) {
      for (std::size_t i = 0; i < k; ++i)
        children[static_cast<std::size_t>(levels[l].group[i])].push_back(i);
    } else {
      std::vector<bool> seen;
      for (std::size_t i = 0; i < k; ++i) {
        const auto inner = static_cast<std::size_t>(levels[l + 1].group[i]);
        if (inner >= seen.size()) seen.resize(inner + 1);
        if (seen[inner]) continue;
        seen[inner] = true;
        children[static_cast<std::size_t>(levels[l].group[i])].push_back(inner);
      }
    }
    std::vector<std::size_t> first{0}, members;
    for (const auto& each : children) {
      members.insert(members.end(), each.begin(), each.end());
      first.push_back(members.size());
    }
    first_.push_back(std::move(first));
    members_.push_back(std::move(members));
  }
}

Moments Tree::moments(const Eigen::MatrixXd& Z, const Eigen::ArrayXd& v,
                      const Eigen::VectorXd& sigma2, bool slopes) const {
  // With a fixed number of columns all small vectors live in registers.
  switch (Z.cols()) {
    case 2: return sums<2>(Z, v, sigma2, slopes);
    case 3: return sums<3>(Z, v, sigma2, slopes);
    case 4: return sums<4>(Z, v, sigma2, slopes);
    default: return sums<Eigen::Dynamic>(Z, v, sigma2, slopes);
  }
}

template <int columns>
Moments Tree::sums(const Eigen::MatrixXd& Z, const Eigen::ArrayXd& v,
                   const Eigen::VectorXd& sigma2, bool slopes) const {
  using Small = Eigen::Matrix<double, columns, 1>;
  using Square = Eigen::Matrix<double, columns, columns>;
  using Columns = Eigen::Matrix<double, columns, Eigen::Dynamic>;
  const std::size_t L = first_.size();
  const Index q = Z.cols();
  Moments result;
  LogProduct determinant;
  for (const double each : v) determinant.times(each);
  // Columns are members, so that a mean lies together. Entry L is the rows themselves.
  std::vector<Columns> mean(L + 1);
  std::vector<Eigen::VectorXd> p(L + 1), P(L);
  Small d(q), t(q), rest(q), sum(q);  // outside the loops, which then allocate nothing
  Square S = Square::Zero(q, q);
  mean[L] = Z.transpose();
  p[L] = v.inverse().matrix();
  for (std::size_t l = L; l-- > 0;) {
    const Index m = groups(l);
    mean[l].resize(q, m);
    p[l].resize(m);
    P[l].resize(m);
    for (Index g = 0; g < m; ++g) {
      const auto G = static_cast<std::size_t>(g);
      const std::size_t begin = first_[l][G], end = first_[l][G + 1];
      double precision = 0;
      if (end - begin == 1) {
        const Index c = at(members_[l][begin]);
        precision = p[l + 1][c];
        mean[l].col(g) = mean[l + 1].col(c);
      } else {
        sum.setZero();
        for (std::size_t j = begin; j < end; ++j) {
          const Index c = at(members_[l][j]);
          precision += p[l + 1][c];
          sum += p[l + 1][c] * mean[l + 1].col(c);
        }
        sum /= precision;
        mean[l].col(g) = sum;
        for (std::size_t j = begin; j < end; ++j) {
          const Index c = at(members_[l][j]);
          d = mean[l + 1].col(c) - sum;
          S.noalias() += (p[l + 1][c] * d) * d.transpose();
        }
      }
      P[l][g] = precision;
      const double ratio = sigma2[at(l)] * precision;
      determinant.times(1 + ratio);
      p[l][g] = precision / (1 + ratio);
    }
  }
  for (Index g = 0; g < p[0].size(); ++g) {
    d = mean[0].col(g);
    S.noalias() += (p[0][g] * d) * d.transpose();
  }
  result.S = S;
  result.log_determinant = determinant.log();
  if (!slopes || L == 0) return result;

  result.trace = Eigen::VectorXd::Zero(at(L));
  // e: the mean less the effects of all levels above; outside: their variance as all other
  // branches know it.
  Columns e = mean[0];
  Eigen::VectorXd outside = Eigen::VectorXd::Zero(groups(0));
  for (std::size_t l = 0; l < L; ++l) {
    const bool last = l + 1 == L;
    Columns below(q, last ? 0 : groups(l + 1));
    Eigen::VectorXd outside_below(last ? 0 : groups(l + 1));
    Square F = Square::Zero(q, q);
    double trace = 0;
    for (Index g = 0; g < groups(l); ++g) {
      const auto G = static_cast<std::size_t>(g);
      trace += p[l][g] / (1 + p[l][g] * outside[g]);
      t = p[l][g] * e.col(g);
      F.noalias() += t * t.transpose();
      if (last) continue;
      rest = e.col(g) / (1 + sigma2[at(l)] * P[l][g]);
      const double prior = outside[g] + sigma2[at(l)];
      for (std::size_t j = first_[l][G]; j < first_[l][G + 1]; ++j) {
        const Index c = at(members_[l][j]);
        below.col(c) = mean[l + 1].col(c) - mean[l].col(g) + rest;
        double siblings = P[l][g] - p[l + 1][c];
        if (p[l + 1][c] > P[l][g] / 2) {  // the difference would lose digits; at most one does
          siblings = 0;
          for (std::size_t i = first_[l][G]; i < first_[l][G + 1]; ++i)
            if (i != j) siblings += p[l + 1][at(members_[l][i])];
        }
        outside_below[c] = prior / (1 + prior * siblings);
      }
    }
    result.trace[at(l)] = trace;
    result.F.emplace_back(F);
    e = std::move(below);
    outside = std::move(outside_below);
  }
  return result;
}

Eigen::ArrayXd Tree::row_sums(const Eigen::ArrayXd& v, const Eigen::VectorXd& sigma2) const {
  const std::size_t L = first_.size();
  std::vector<Eigen::VectorXd> p(L + 1), P(L);
  p[L] = v.inverse().matrix();
  for (std::size_t l = L; l-- > 0;) {
    P[l] = Eigen::VectorXd::Zero(groups(l));
    for (std::size_t g = 0; g + 1 < first_[l].size(); ++g)
      for (std::size_t j = first_[l][g]; j < first_[l][g + 1]; ++j)
        P[l][at(g)] += p[l + 1][at(members_[l][j])];
    p[l] = (P[l].array() / (1 + sigma2[at(l)] * P[l].array())).matrix();
  }
  Eigen::VectorXd share = Eigen::VectorXd::Ones(p[0].size());
  for (std::size_t l = 0; l < L; ++l) {
    Eigen::VectorXd below(p[l + 1].size());
    for (std::size_t g = 0; g + 1 < first_[l].size(); ++g)
      for (std::size_t j = first_[l][g]; j < first_[l][g + 1]; ++j)
        below[at(members_[l][j])] = share[at(g)] / (1 + sigma2[at(l)] * P[l][at(g)]);
    share = std::move(below);
  }
  return share.array() * p[L].array();
}

}  // namespace steelyard
