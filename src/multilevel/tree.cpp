// Nested random intercepts with independent sampling errors: sums along the tree of groups.
#include "multilevel/tree.h"

#include <cmath>

namespace steelyard {

namespace {

using Index = Eigen::Index;

Index at(std::size_t i) {
  return static_cast<Index>(i);
}

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
  const std::size_t L = first_.size();
  const Index q = Z.cols();
  Moments result;
  result.S = Eigen::MatrixXd::Zero(q, q);
  result.log_determinant = v.log().sum();
  // Columns are members, so that a mean lies together. Entry L is the rows themselves.
  std::vector<Eigen::MatrixXd> mean(L + 1);
  std::vector<Eigen::VectorXd> p(L + 1), P(L);
  Eigen::VectorXd d(q), t(q), rest(q);  // outside the loops, which then allocate nothing
  mean[L] = Z.transpose();
  p[L] = v.inverse().matrix();
  for (std::size_t l = L; l-- > 0;) {
    const Index m = groups(l);
    mean[l] = Eigen::MatrixXd::Zero(q, m);
    p[l].resize(m);
    P[l] = Eigen::VectorXd::Zero(m);
    for (Index g = 0; g < m; ++g) {
      const auto G = static_cast<std::size_t>(g);
      for (std::size_t j = first_[l][G]; j < first_[l][G + 1]; ++j) {
        const Index c = at(members_[l][j]);
        P[l][g] += p[l + 1][c];
        mean[l].col(g) += p[l + 1][c] * mean[l + 1].col(c);
      }
      mean[l].col(g) /= P[l][g];
      if (first_[l][G + 1] - first_[l][G] == 1) {
        mean[l].col(g) = mean[l + 1].col(at(members_[l][first_[l][G]]));
      } else {
        for (std::size_t j = first_[l][G]; j < first_[l][G + 1]; ++j) {
          const Index c = at(members_[l][j]);
          d = mean[l + 1].col(c) - mean[l].col(g);
          result.S.noalias() += p[l + 1][c] * d * d.transpose();
        }
      }
      const double ratio = sigma2[at(l)] * P[l][g];
      result.log_determinant += std::log1p(ratio);
      p[l][g] = P[l][g] / (1 + ratio);
    }
  }
  result.S.noalias() += mean[0] * p[0].asDiagonal() * mean[0].transpose();
  if (!slopes || L == 0) return result;

  result.trace = Eigen::VectorXd::Zero(at(L));
  result.F.assign(L, Eigen::MatrixXd::Zero(q, q));
  // e: the mean less the effects of all levels above; outside: their variance as all other
  // branches know it.
  Eigen::MatrixXd e = mean[0];
  Eigen::VectorXd outside = Eigen::VectorXd::Zero(groups(0));
  for (std::size_t l = 0; l < L; ++l) {
    const bool last = l + 1 == L;
    Eigen::MatrixXd below = last ? Eigen::MatrixXd() : Eigen::MatrixXd(q, groups(l + 1));
    Eigen::VectorXd outside_below = last ? Eigen::VectorXd() : Eigen::VectorXd(groups(l + 1));
    for (Index g = 0; g < groups(l); ++g) {
      const auto G = static_cast<std::size_t>(g);
      result.trace[at(l)] += p[l][g] / (1 + p[l][g] * outside[g]);
      t = p[l][g] * e.col(g);
      result.F[l].noalias() += t * t.transpose();
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
