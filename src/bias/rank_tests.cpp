// Rank correlation tests for small-study effects, and the exact distribution of Kendall's S.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "bias/hypergeometric.h"
#include "steelyard/bias/asymmetry.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

// Beyond, the normal approximation has more digits right than anybody reads.
constexpr int most_exact = 500;

// Place of each value in ascending order; values that differ by rounding alone share a place.
std::vector<int> places(const Eigen::ArrayXd& values) {
  constexpr double rounding = 1e-12;
  std::vector<std::size_t> order(static_cast<std::size_t>(values.size()));
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto value = [&](std::size_t i) { return values[static_cast<Eigen::Index>(i)]; };
  std::ranges::sort(order, {}, value);
  std::vector<int> place(order.size());
  for (std::size_t i = 1; i < order.size(); ++i) {
    const double a = value(order[i - 1]), b = value(order[i]);
    const bool tied = b - a <= rounding * std::max(std::abs(a), std::abs(b));
    place[order[i]] = place[order[i - 1]] + (tied ? 0 : 1);
  }
  return place;
}

// Sums over groups of t tied values.
struct TieSums {
  double pairs = 0;    // t(t − 1)
  double triples = 0;  // t(t − 1)(t − 2)
  double score = 0;    // t(t − 1)(2t + 5)
};

TieSums tie_sums(const std::vector<int>& place) {
  std::vector<double> count(place.size());
  for (const int p : place) ++count[static_cast<std::size_t>(p)];
  TieSums sums;
  for (const double t : count) {
    sums.pairs += t * (t - 1);
    sums.triples += t * (t - 1) * (t - 2);
    sums.score += t * (t - 1) * (2 * t + 5);
  }
  return sums;
}

// Kendall's S, τ-b and their tests. Source: kendall1990
std::optional<RankAsymmetry> kendall(const Eigen::ArrayXd& x, const Eigen::ArrayXd& y,
                                     std::string& why) {
  const std::vector<int> px = places(x), py = places(y);
  const std::size_t count = px.size();
  RankAsymmetry result;
  result.k = static_cast<int>(count);
  for (std::size_t i = 1; i < count; ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const int dx = px[i] - px[j], dy = py[i] - py[j];
      result.score += ((dx > 0) - (dx < 0)) * ((dy > 0) - (dy < 0));
    }
  const TieSums tx = tie_sums(px), ty = tie_sums(py);
  const double k = static_cast<double>(count), all = k * (k - 1);
  double variance = (all * (2 * k + 5) - tx.score - ty.score) / 18;
  variance += tx.pairs * ty.pairs / (2 * all);
  if (count > 2) variance += tx.triples * ty.triples / (9 * all * (k - 2));
  const double comparable = (all - tx.pairs) * (all - ty.pairs);
  if (!(comparable > 0) || !(variance > 0)) {
    why = "all studies have one rank, so there is nothing to compare";
    return std::nullopt;
  }
  result.tau = 2 * result.score / std::sqrt(comparable);
  result.score_se = std::sqrt(variance);
  result.statistic = result.score / result.score_se;
  result.p = normal_p(result.statistic);
  result.ties = tx.pairs > 0 || ty.pairs > 0;
  if (!result.ties && result.k <= most_exact)
    result.p_exact = kendall_exact_p(result.score, result.k);
  return result;
}

bool enough(const Effects& effects, std::string& why) {
  if (effects.k() >= 3) return true;
  why = "a rank correlation needs at least three studies";
  return false;
}

}  // namespace

double kendall_exact_p(double score, int k) {
  const double pairs = 0.5 * k * (k - 1);
  const auto discordant =
      static_cast<std::size_t>(std::clamp((pairs - std::abs(score)) / 2, 0.0, pairs));
  // share[d]: orders of the first i values with d discordant pairs, as a share of all orders.
  std::vector<double> share(discordant + 1);
  share[0] = 1;
  for (std::size_t i = 2; i <= static_cast<std::size_t>(k); ++i) {
    // The ith value stands behind 0 to i − 1 larger ones.
    std::vector<double> next(share.size());
    double window = 0;
    for (std::size_t d = 0; d < share.size(); ++d) {
      window += share[d];
      if (d >= i) window -= share[d - i];
      next[d] = window / static_cast<double>(i);
    }
    share = std::move(next);
  }
  double tail = 0;
  for (const double each : share) tail += each;
  return std::min(1.0, 2 * tail);
}

std::optional<RankAsymmetry> begg_test(const Effects& effects, std::string& why) {
  if (!enough(effects, why)) return std::nullopt;
  const Eigen::ArrayXd& v = effects.v;
  Eigen::Index heaviest = 0;
  const double least = v.minCoeff(&heaviest);
  const Eigen::ArrayXd w = least / v, d = effects.y - effects.y[heaviest];
  double others = 0;  // all weights but the heaviest
  for (Eigen::Index i = 0; i < w.size(); ++i)
    if (i != heaviest) others += w[i];
  const double all = others + 1, mean = (w * d).sum() / all;
  Eigen::ArrayXd standardised(w.size());
  for (Eigen::Index i = 0; i < w.size(); ++i) {
    const double rest = i == heaviest ? others : all - w[i];
    // v − 1/Σw = v (Σw − w)/Σw
    standardised[i] = (d[i] - mean) / std::sqrt(v[i] * (rest / all));
  }
  if (!standardised.allFinite()) {
    why = "one study has all the weight";
    return std::nullopt;
  }
  return kendall(standardised, v, why);
}

std::optional<RankAsymmetry> schwarzer_test(const Effects& effects, std::string& why) {
  if (!enough(effects, why)) return std::nullopt;
  const auto tables = fourfold_tables(effects, why);
  if (tables.empty()) return std::nullopt;
  const double added =
      effects.context.zero_cells.to == AddTo::none ? 0 : effects.context.zero_cells.add;
  double R = 0, S = 0;  // the Mantel–Haenszel odds ratio is R/S
  for (const auto& [a, n1, c, n2] : tables) {
    if (a != std::floor(a) || c != std::floor(c) || n1 != std::floor(n1) || n2 != std::floor(n2)) {
      why = "the test needs whole counts";
      return std::nullopt;
    }
    const bool zero = a == 0 || c == 0 || a == n1 || c == n2;
    const double add = zero || effects.context.zero_cells.to == AddTo::all ? added : 0;
    const double N = n1 + n2 + 4 * add;
    R += (a + add) * ((n2 - c + add) / N);
    S += (n1 - a + add) * ((c + add) / N);
  }
  if (!(R > 0) || !(S > 0) || !std::isfinite(R / S)) {
    why = "the Mantel–Haenszel odds ratio is 0 or infinite";
    return std::nullopt;
  }
  std::vector<double> standardised, precision;
  for (const auto& [a, n1, c, n2] : tables) {
    const MeanAndVariance expected = noncentral_hypergeometric(n1, n2, a + c, R / S);
    if (!(expected.variance > 0)) continue;  // nobody, or everybody, had the event
    standardised.push_back((a - expected.mean) / std::sqrt(expected.variance));
    precision.push_back(1 / expected.variance);
  }
  if (standardised.size() < 3) {
    why = "a rank correlation needs at least three studies with and without events";
    return std::nullopt;
  }
  const auto size = static_cast<Eigen::Index>(standardised.size());
  return kendall(Eigen::Map<const Eigen::ArrayXd>(precision.data(), size),
                 Eigen::Map<const Eigen::ArrayXd>(standardised.data(), size), why);
}

}  // namespace steelyard
