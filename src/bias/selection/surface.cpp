// Derivatives of the likelihood of a selection model, from the sums that make its value.
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "bias/selection/likelihood.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

using Eigen::ArrayXd;
using Eigen::Index;

constexpr int most_deltas = 2, most_pairs = 3;

// What a sum over the weights needs of δ: first derivatives, and first · first + second.
constexpr int products = most_deltas + most_pairs;
void set_products(const WeightSlopes& s, double* to) {
  to[0] = s.first[0];
  to[1] = s.first[1];
  to[2] = s.first[0] * s.first[0] + s.second[0];
  to[3] = s.first[0] * s.first[1] + s.second[1];
  to[4] = s.first[1] * s.first[1] + s.second[2];
}

// A = ∫ w φ((z − m)/s)/s dz and its derivatives.
struct Seen {
  double value = 0, m = 0, s = 0, mm = 0, ms = 0, ss = 0;
  double d[products] = {}, md[most_deltas] = {}, sd[most_deltas] = {};
};

// A stretch of constant weight: Φ(b) − Φ(a).
void add_stretch(Seen& A, double weight, const double* by_delta, double a, double b, double s) {
  const auto phi = [](double x) {
    return std::isinf(x) ? 0 : std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi);
  };
  const auto power = [&](double x, int n) { return std::isinf(x) ? 0 : std::pow(x, n) * phi(x); };
  double value = 0;
  if (a > 0)
    value = normal_cdf(-a) - normal_cdf(-b);
  else if (b < 0)
    value = normal_cdf(b) - normal_cdf(a);
  else
    value = 1 - normal_cdf(a) - normal_cdf(-b);
  const double d0 = (phi(a) - phi(b)) / s, d1 = (power(a, 1) - power(b, 1)) / s;
  A.value += weight * value;
  A.m += weight * d0;
  A.s += weight * d1;
  A.mm += weight * d1 / s;
  A.ms += weight * ((power(a, 2) - power(b, 2)) / s - d0) / s;
  A.ss += weight * ((power(a, 3) - power(b, 3)) / s - 2 * d1) / s;
  for (int j = 0; j < products; ++j) A.d[j] += weight * by_delta[j] * value;
  for (int j = 0; j < most_deltas; ++j) {
    A.md[j] += weight * by_delta[j] * d0;
    A.sd[j] += weight * by_delta[j] * d1;
  }
}

using Products = Eigen::Array<double, Eigen::Dynamic, products>;

// The nodes within `window` standard deviations of the mean m. `W`: weights times node sizes.
void add_nodes(Seen& A, const ArrayXd& z, const ArrayXd& W, const Products& by_delta, int D,
               double m, double s, double window) {
  const auto begin = z.data(), end = begin + z.size();
  const auto from = std::lower_bound(begin, end, m - window * s) - begin;
  const auto length = std::lower_bound(begin + from, end, m + window * s) - begin - from;
  if (length <= 0) return;
  const ArrayXd x = (z.segment(from, length) - m) / s;
  const ArrayXd x2 = x.square();
  const ArrayXd g =
      (-x2 / 2).exp() * W.segment(from, length) / (s * std::sqrt(2 * std::numbers::pi));
  const double g0 = g.sum(), g1 = (g * x).sum(), g2 = (g * x2).sum(), g3 = (g * x * x2).sum(),
               g4 = (g * x2 * x2).sum();
  A.value += g0;
  A.m += g1 / s;
  A.s += (g2 - g0) / s;
  A.mm += (g2 - g0) / s / s;
  A.ms += (g3 - 3 * g1) / s / s;
  A.ss += (g4 - 5 * g2 + 2 * g0) / s / s;
  for (int j = 0; j < products; ++j) {
    if (j == 1 && D == 1) continue;
    if (j > most_deltas && D == 1) break;
    const auto d = by_delta.col(j).segment(from, length);
    const double d0 = (g * d).sum();
    A.d[j] += d0;
    if (j >= most_deltas) continue;
    A.md[j] += (g * d * x).sum() / s;
    A.sd[j] += ((g * d * x2).sum() - d0) / s;
  }
}

}  // namespace

WeightSlopes SelectionLikelihood::weight_slopes(const SelectionPoint& point,
                                                const ArrayXd& delta) const {
  if (steps_.empty()) return model_.slopes(point, delta);
  if (point.interval == 0) return {};
  WeightSlopes result = model_.slopes(point, delta);
  const WeightSlopes threshold = model_.slopes(threshold_, delta);
  for (int j = 0; j < most_deltas; ++j) result.first[j] -= threshold.first[j];
  for (int j = 0; j < most_pairs; ++j) result.second[j] -= threshold.second[j];
  return result;
}

std::optional<SelectionSurface> SelectionLikelihood::surface(double mu, double tau2,
                                                             const ArrayXd& delta) const {
  if (model_.slopes == nullptr) return std::nullopt;
  const Index nodes = node_z_.size();
  const auto D = static_cast<int>(delta.size());
  // Weights relative to the largest, so that they neither overflow nor vanish together.
  ArrayXd W(nodes);
  Products by_delta(nodes, products);
  double top = -std::numeric_limits<double>::infinity();
  std::vector<double> stretch_weights, stretch_products(stretches_.size() * products);
  for (std::size_t i = 0; i < stretches_.size(); ++i) {
    stretch_weights.push_back(log_weight(stretches_[i].point, delta));
    set_products(weight_slopes(stretches_[i].point, delta), &stretch_products[i * products]);
    top = std::max(top, stretch_weights[i]);
  }
  for (Index n = 0; n < nodes; ++n) {
    const SelectionPoint& point = nodes_[static_cast<std::size_t>(n)];
    W[n] = log_weight(point, delta);
    double each[products];
    set_products(weight_slopes(point, delta), each);
    for (int j = 0; j < products; ++j) by_delta(n, j) = each[j];
    top = std::max(top, W[n]);
  }
  if (!std::isfinite(top) || !by_delta.allFinite()) return std::nullopt;
  W = (W - top).exp() * node_size_;

  SelectionSurface result{0, Eigen::VectorXd::Zero(2 + D), Eigen::MatrixXd::Zero(2 + D, 2 + D)};
  for (Index i = 0; i < y_.size(); ++i) {
    const double eta2 = v_[i] + tau2, off = y_[i] - mu;
    const double a = 1 / root_v_[i], m = mu * a, s = std::sqrt(1 + tau2 / v_[i]);
    Seen A;
    for (std::size_t j = 0; j < stretches_.size(); ++j)
      add_stretch(A, std::exp(stretch_weights[j] - top), &stretch_products[j * products],
                  (stretches_[j].low - m) / s, (stretches_[j].high - m) / s, s);
    // Where selection has left hardly anything near the mean, nodes far out count too.
    const Seen stretches = A;
    bool summed = false;
    for (const auto& [window, smallest] : {
             std::pair{12.0, 1e-16 },
             {40.0, 1e-250}
    }) {
      A = stretches;
      add_nodes(A, node_z_, W, by_delta, D, m, s, window);
      summed = A.value > smallest;
      if (summed) break;
    }
    if (!summed || !std::isfinite(A.value)) return std::nullopt;

    const auto& point = observed_[static_cast<std::size_t>(i)];
    const WeightSlopes own = weight_slopes(point, delta);
    result.value += log_weight(point, delta) - 0.5 * std::log(2 * std::numbers::pi * eta2) -
                    off / eta2 * off / 2 - std::log(A.value) - top;
    // Of log A by m and s, then by μ and τ².
    const double lm = A.m / A.value, ls = A.s / A.value;
    const double lmm = A.mm / A.value - lm * lm, lms = A.ms / A.value - lm * ls,
                 lss = A.ss / A.value - ls * ls;
    const double s1 = 1 / (2 * v_[i] * s), s2 = -s1 / (2 * v_[i] * s * s);
    auto& G = result.gradient;
    auto& H = result.hessian;
    G[0] += off / eta2 - a * lm;
    G[1] += (off / eta2 * off / eta2 - 1 / eta2) / 2 - s1 * ls;
    H(0, 0) -= 1 / eta2 + a * a * lmm;
    H(1, 0) -= off / eta2 / eta2 + a * s1 * lms;
    H(1, 1) += (0.5 - off / eta2 * off) / eta2 / eta2 - s1 * s1 * lss - s2 * ls;
    for (int j = 0; j < D; ++j) {
      const double lj = A.d[j] / A.value;
      G[2 + j] += own.first[j] - lj;
      H(2 + j, 0) -= a * (A.md[j] / A.value - lm * lj);
      H(2 + j, 1) -= s1 * (A.sd[j] / A.value - ls * lj);
      for (int l = 0; l <= j; ++l)
        H(2 + j, 2 + l) +=
            own.second[j + l] - (A.d[most_deltas + j + l] / A.value - lj * A.d[l] / A.value);
    }
  }
  result.hessian.triangularView<Eigen::StrictlyUpper>() = result.hessian.transpose();
  if (!std::isfinite(result.value) || !result.gradient.allFinite() || !result.hessian.allFinite())
    return std::nullopt;
  return result;
}

}  // namespace steelyard
