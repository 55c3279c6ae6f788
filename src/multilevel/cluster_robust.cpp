// Cluster-robust covariance of the coefficients, with small-sample degrees of freedom.
#include "steelyard/multilevel/cluster_robust.h"

#include <algorithm>
#include <cmath>

#include "multilevel/model.h"
#include "stats/matrices.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

struct OneCluster {
  MatrixXd X, Phi, G;  // G = A_c W_c X_c A⁻¹: what the residuals are multiplied by
  VectorXd e;
};

// B^(−1/2), zero where B is singular: a cluster that alone determines a coefficient.
MatrixXd inverse_root(const MatrixXd& B) {
  const SymmetricEigen eigen = symmetric_eigen(B);
  constexpr double singular = 1e-12;  // of the largest eigenvalue; smaller ones are rounding
  const VectorXd& values = eigen.values;
  VectorXd powers(values.size());
  for (Index i = 0; i < values.size(); ++i)
    powers[i] = values[i] > singular * values.maxCoeff() ? 1 / std::sqrt(values[i]) : 0;
  return product(MatrixXd(eigen.vectors * powers.asDiagonal()),
                 MatrixXd(eigen.vectors.transpose()));
}

// p_sc'Φp_td for all clusters c, d: what one linear form s of the residuals of cluster c, and one t
// of cluster d, share under the working model. Source: pustejovsky2018
class Shared {
 public:
  Shared(const std::vector<OneCluster>& clusters, const MatrixXd& bread, const MatrixXd& contrasts) {
    const MatrixXd root = Cholesky(bread).root();
    for (const OneCluster& each : clusters) {
      const MatrixXd H = product(each.G, contrasts);
      own_.push_back(product(transposed_product(H, each.Phi), H));
      through_.push_back(transposed_product(root, transposed_product(each.X, H)));
    }
  }
  [[nodiscard]] std::size_t count() const { return own_.size(); }
  [[nodiscard]] MatrixXd between(std::size_t c, std::size_t d) const {
    const MatrixXd through = transposed_product(through_[c], through_[d]);
    if (c != d) return -through;
    return own_[c] - through;
  }

 private:
  std::vector<MatrixXd> own_, through_;
};

// 2 E(V)²/Var(V) of the variance of one coefficient.
double satterthwaite(const Shared& shared) {
  double sum = 0, squares = 0;
  for (std::size_t c = 0; c < shared.count(); ++c) {
    const double own = shared.between(c, c)(0, 0);
    sum += own;
    squares += own * own;
    for (std::size_t d = 0; d < c; ++d) {
      const double other = shared.between(c, d)(0, 0);
      squares += 2 * other * other;
    }
  }
  return sum * sum / squares;
}

// Degrees of freedom η of the Wishart distribution that the covariance resembles.
// Source: pustejovsky2018; zhang2013
double wishart_df(const Shared& shared, Index q) {
  double variance = 0;
  for (std::size_t c = 0; c < shared.count(); ++c)
    for (std::size_t d = 0; d < shared.count(); ++d) {
      const MatrixXd P = shared.between(c, d);
      for (Index s = 0; s < q; ++s)
        for (Index t = 0; t < q; ++t) variance += P(s, s) * P(t, t) + P(s, t) * P(t, s);
    }
  return static_cast<double>(q * (q + 1)) / variance;
}

std::optional<RobustFit::Joint> joint_test(const std::vector<OneCluster>& clusters,
                                           const MatrixXd& bread, const MatrixXd& V,
                                           const VectorXd& beta, const MultilevelData& data,
                                           bool bias_reduced) {
  std::vector<Index> tested;
  for (Index j = 0; j < beta.size(); ++j)
    if (data.names[static_cast<std::size_t>(j)] != "intercept") tested.push_back(j);
  const auto q = static_cast<Index>(tested.size());
  if (q == 0) return std::nullopt;
  MatrixXd C = MatrixXd::Zero(beta.size(), q);
  for (Index j = 0; j < q; ++j) C(tested[static_cast<std::size_t>(j)], j) = 1;
  const VectorXd b = transposed_product(C, beta);
  const Cholesky variance(product(transposed_product(C, V), C));
  if (!variance.positive()) return std::nullopt;
  const double wald = b.dot(variance.solve(b));
  RobustFit::Joint joint;
  joint.df1 = static_cast<double>(q);
  if (bias_reduced) {
    const MatrixXd contrasts = product(C, inverse_root(product(transposed_product(C, bread), C)));
    const double eta = wishart_df(Shared(clusters, bread, contrasts), q);
    joint.df2 = eta - joint.df1 + 1;
    joint.f = joint.df2 / (eta * joint.df1) * wald;
  } else {
    joint.df2 = static_cast<double>(clusters.size()) - static_cast<double>(beta.size());
    joint.f = wald / joint.df1;
  }
  if (!(joint.df2 > 0) || !std::isfinite(joint.f)) return std::nullopt;
  joint.p = f_upper(joint.f, joint.df1, joint.df2);
  return joint;
}

std::vector<std::vector<Index>> rows_of(const std::vector<int>& cluster) {
  std::vector<std::vector<Index>> rows;
  for (std::size_t i = 0; i < cluster.size(); ++i) {
    const auto c = static_cast<std::size_t>(cluster[i]);
    if (c >= rows.size()) rows.resize(c + 1);
    rows[c].push_back(static_cast<Index>(i));
  }
  std::erase_if(rows, [](const auto& each) { return each.empty(); });
  return rows;
}

bool blocks_inside(const MarginalModel& model, const std::vector<int>& cluster) {
  return std::ranges::all_of(model.blocks(), [&](const std::vector<Index>& block) {
    return std::ranges::all_of(block, [&](Index row) {
      return cluster[static_cast<std::size_t>(row)] ==
             cluster[static_cast<std::size_t>(block.front())];
    });
  });
}

}  // namespace

std::optional<RobustFit> cluster_robust(const MultilevelData& data, const VectorXd& theta,
                                        const std::vector<int>& cluster,
                                        const RobustVariance& variance, double level,
                                        std::string& why) {
  const MarginalModel model(data);
  const std::vector<std::vector<Index>> groups = rows_of(cluster);
  const auto m = static_cast<double>(groups.size());
  const auto k = static_cast<double>(model.k()), p = static_cast<double>(model.p());
  const auto factor = variance.factor(m, k, p);
  if (!(m > p) || !factor) {
    why = "there are not more clusters than coefficients";
    return std::nullopt;
  }
  if (!model.usable() || !blocks_inside(model, cluster)) {
    why = "rows that the model makes dependent stand in different clusters";
    return std::nullopt;
  }
  const VectorXd scaled = theta.cwiseQuotient(model.powers());
  const auto solution = model.solve(scaled);
  if (!solution) {
    why = "the covariance of the effects is not positive definite";
    return std::nullopt;
  }
  // In units: y/unit, X as it is.
  const MatrixXd bread = solution->covariance / model.unit() / model.unit();
  const VectorXd residual = (data.y.matrix() - product(data.X, solution->beta)) / model.unit();
  std::vector<OneCluster> clusters;
  MatrixXd V = MatrixXd::Zero(model.p(), model.p());
  for (const std::vector<Index>& rows : groups) {
    OneCluster each;
    const auto n = static_cast<Index>(rows.size());
    each.X.resize(n, model.p());
    each.e.resize(n);
    for (Index i = 0; i < n; ++i) {
      each.X.row(i) = data.X.row(rows[static_cast<std::size_t>(i)]);
      each.e[i] = residual[rows[static_cast<std::size_t>(i)]];
    }
    each.Phi = model.covariance(rows, scaled);
    const Cholesky phi(each.Phi);
    each.G = product(phi.solve(each.X), bread);
    if (variance.bias_reduced) {
      const MatrixXd L = phi.root();
      const MatrixXd K = each.Phi - product(product(each.X, bread), MatrixXd(each.X.transpose()));
      const MatrixXd root = inverse_root(product(transposed_product(L, K), L));
      each.G = product(L, product(root, transposed_product(L, each.G)));
    }
    const VectorXd score = transposed_product(each.G, each.e);
    V.noalias() += score * score.transpose();
    clusters.push_back(std::move(each));
  }
  V *= *factor;
  RobustFit fit;
  fit.clusters = static_cast<int>(groups.size());
  fit.covariance = V * model.unit() * model.unit();
  for (Index j = 0; j < model.p(); ++j) {
    RobustCoefficient c;
    c.df = m - p;
    if (variance.bias_reduced) {
      MatrixXd unit = MatrixXd::Zero(model.p(), 1);
      unit(j, 0) = 1;
      c.df = satterthwaite(Shared(clusters, bread, unit));
    }
    c.test.name = data.names[static_cast<std::size_t>(j)];
    c.test.estimate = solution->beta[j];
    c.test.se = std::sqrt(fit.covariance(j, j));
    if (!(c.test.se > 0) || !(c.df > 0) || !std::isfinite(c.df)) {
      why = "the clusters' residuals are all zero";
      return std::nullopt;
    }
    c.test.statistic = c.test.estimate / c.test.se;
    c.test.p = t_p(c.test.statistic, c.df);
    const double quantile = -t_quantile((1 - level) / 2, c.df);
    c.test.low = c.test.estimate - quantile * c.test.se;
    c.test.high = c.test.estimate + quantile * c.test.se;
    fit.coefficients.push_back(std::move(c));
  }
  fit.joint = joint_test(clusters, bread, V, solution->beta / model.unit(), data,
                         variance.bias_reduced);
  return fit;
}

}  // namespace steelyard
