// The prediction interval after Nagashima, Noma and Furukawa: τ² has its confidence distribution instead
// of one value.
//
// The paper draws τ² from the distribution H(τ²) = P(Q > observed), with an atom at 0, and quantiles of
//   μ̂(τ²) + t(k − 1) SE(τ²) + z τ,  SE² = Σ w (y − μ̂)²/((k − 1) Σw),  w = 1/(v + τ²).
// Here the same distribution is summed. A t variable is normal given the χ² below it, so that it adds up
// with zτ; both sums are trapezoidal in a logarithm, where they converge geometrically.
#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "pool/centred.h"
#include "pool/moment_q.h"
#include "steelyard/pool/method.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

namespace {

constexpr double rest = 1e-11;  // probability that is left outside of a sum

// A normal distribution with weight, in units of the smallest standard error.
struct Part {
  double weight = 0, mean = 0, se = 0, tau = 0;
};

// c/n of a χ² variable c with n degrees of freedom, with weights.
struct ChiSquaredNode {
  double ratio = 0, weight = 0;
};

std::vector<ChiSquaredNode> chi_squared_nodes(double n) {
  const double step = 0.4 / std::sqrt(1 + n / 8);
  // The density of s = ln ratio, less its peak.
  const auto log_density = [&](double s) { return n / 2 * (s + 1 - std::exp(s)); };
  std::vector<ChiSquaredNode> nodes;
  double sum = 0;
  for (const int side : {1, -1})
    for (int i = side > 0 ? 0 : 1;; ++i) {
      const double s = side * i * step, weight = std::exp(log_density(s));
      if (weight < rest / 1000) break;
      nodes.push_back({std::exp(s), weight});
      sum += weight;
    }
  for (ChiSquaredNode& node : nodes) node.weight /= sum;
  return nodes;
}

class Predictive {
 public:
  explicit Predictive(const Centred& effects)
      : effects_(effects), chi_squared_(chi_squared_nodes(effects.k() - 1)) {}

  // Absent if the distribution of τ² cannot be summed.
  [[nodiscard]] bool build() {
    const std::vector<double> u = effects_.variances(), d = effects_.differences();
    const auto k = static_cast<Eigen::Index>(u.size());
    const Eigen::ArrayXd v = Eigen::Map<const Eigen::ArrayXd>(u.data(), k);
    const MomentQ q(Eigen::Map<const Eigen::ArrayXd>(d.data(), k), v, v.inverse());
    const double beyond = q.probability(0);  // of τ² > 0
    if (!(beyond >= 0) || beyond > 1 + 1e-9) return false;
    double sum = 0;
    const double step = 1 / (4 + std::sqrt(static_cast<double>(k)));
    constexpr double end = 600;  // ln τ² far beyond what follows can hold
    for (const int side : {1, -1})
      for (int i = side > 0 ? 0 : 1;; ++i) {
        const double r = side * i * step, t = std::exp(r);
        if (r > end) return false;
        const MomentQ::Probability at = q.probability_and_slope(t);
        if (!std::isfinite(at.value) || !std::isfinite(at.slope)) return false;
        const double weight = std::max(-at.slope * t * step, 0.0);
        if (weight > 0) add(t, weight);
        sum += weight;
        // Below the smallest variance the density is flat: the rest is a geometric sum.
        if (side > 0 ? at.value < rest : (t < 1e-3 && weight < rest * step)) break;
        if (r < -end) break;
      }
    // What the sum misses is rounding, or lies where nothing changes any more.
    if (std::abs(sum - beyond) > 1e-6) return false;
    for (Part& part : parts_) part.weight *= sum > 0 ? beyond / sum : 0;
    if (beyond < 1) add(0, 1 - beyond);
    return true;
  }

  // P(new effect ≤ x)
  [[nodiscard]] double below(double x) const {
    double sum = 0;
    for (const Part& part : parts_) {
      double inner = 0;
      for (const ChiSquaredNode& node : chi_squared_) {
        const double spread =
            std::sqrt(part.se * part.se / node.ratio + part.tau * part.tau);
        inner += node.weight * normal_cdf((x - part.mean) / spread);
      }
      sum += part.weight * inner;
    }
    return sum;
  }

  [[nodiscard]] std::optional<double> quantile(double p, double from, double scale) const {
    const auto excess = [&](double x) { return below(x) - p; };
    double inner = from, at_inner = excess(from);
    for (double reach = scale; reach < 1e300; reach *= 2) {
      const double outer = at_inner > 0 ? from - reach : from + reach, at_outer = excess(outer);
      if (!std::isfinite(at_outer)) return std::nullopt;
      if ((at_outer > 0) != (at_inner > 0) || at_outer == 0)
        return root_between(excess, inner, at_inner, outer, at_outer);
      inner = outer;
      at_inner = at_outer;
    }
    return std::nullopt;
  }

 private:
  void add(double t, double weight) {
    const double q = effects_.q_at(t) / (effects_.k() - 1);
    const double se = effects_.se_at(t) / std::sqrt(effects_.unit()) * std::sqrt(q);
    parts_.push_back({weight, effects_.mean_at(t), se, std::sqrt(t)});
  }

  const Centred& effects_;
  std::vector<ChiSquaredNode> chi_squared_;
  std::vector<Part> parts_;
};

std::optional<Bounds> nagashima_noma_furukawa(const PooledFit& fit) {
  const Centred& effects = *fit.effects;
  if (!(effects.q_at(0) > 0)) return std::nullopt;
  Predictive predictive(effects);
  if (!predictive.build()) return std::nullopt;
  const double root = std::sqrt(effects.unit()), from = effects.mean_at(0);
  const double tail = (1 - fit.level) / 2;
  const double scale = effects.se_at(0) / root * std::sqrt(1 + effects.q_at(0));
  const auto low = predictive.quantile(tail, from, scale);
  const auto high = predictive.quantile(1 - tail, from, scale);
  if (!low || !high) return std::nullopt;
  const double origin = effects.estimate_at(0);
  return Bounds{origin + (*low - from) * root, origin + (*high - from) * root};
}

// Its limits are its own.
bool no_quantile(int, const Interval&, std::optional<double>&) {
  return false;
}

}  // namespace

namespace prediction {
extern const PredictionMethod confidence_distribution{
    .id = "NNF",
    .label = "the confidence distribution of τ²",
    .source = "nagashima2019",
    .quantile_df = no_quantile,
    .own = nagashima_noma_furukawa,
};
}

}  // namespace steelyard
