// Trim and fill: trims the side that sticks out, finds the centre, counts what its mirror lacks.
#include "steelyard/bias/trim_and_fill.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "pool/centred.h"
#include "steelyard/bias/asymmetry.h"

namespace steelyard {

namespace {

struct Missing {
  double estimate = 0;  // before rounding
  bool defined = true;
};

// n studies, ranks of |y − centre| carried by the studies above it: S is their sum, and
// `longest_run` counts the outermost studies that are all above.
Missing missing_by(FillEstimator estimator, double n, double S, double longest_run) {
  switch (estimator) {
    case FillEstimator::L0:
      return {(4 * S - n * (n + 1)) / (2 * n - 1)};
    case FillEstimator::R0:
      return {longest_run - 1};
    case FillEstimator::Q0:
      break;
  }
  const double under = 2 * n * n - 4 * S + 0.25;
  if (under < 0) return {0, false};
  return {n - 0.5 - std::sqrt(under)};
}

// Variance of S when k₀ studies are missing. Source: duval2000nonparametric
double variance_of_rank_sum(double k, double k0) {
  return (k * (k + 1) * (2 * k + 1) + 10 * k0 * k0 * k0 + 27 * k0 * k0 + 17 * k0 -
          18 * k * k0 * k0 - 18 * k * k0 + 6 * k * k * k0) /
         24;
}

// `k0` is the estimate before rounding.
std::optional<double> missing_se(FillEstimator estimator, double k, double k0) {
  if (estimator == FillEstimator::R0) return std::sqrt(2 * std::max(0.0, k0) + 2);
  const double variance = variance_of_rank_sum(k, k0);
  if (!(variance >= 0)) return std::nullopt;
  if (estimator == FillEstimator::L0) return 4 * std::sqrt(variance) / (2 * k - 1);
  const double under = (k - 0.5) * (k - 0.5) - k0 * (2 * k - k0 - 1);
  if (!(under > 0)) return std::nullopt;
  return 2 * std::sqrt(variance / under);
}

Effects plain_effects(const Effects& from, const Eigen::ArrayXd& y, const Eigen::ArrayXd& v) {
  Effects effects;
  effects.measure = from.measure;
  effects.context = from.context;
  effects.y = y;
  effects.v = v;
  return effects;
}

std::optional<FillSide> side_of(const Effects& effects, const Method& method, std::string& why) {
  MixedEffectsSettings settings;
  if (method.model == Model::random) {
    settings.tau2 = method.tau2 != nullptr ? method.tau2 : tau2_estimators().front();
    settings.fixed_tau2 = method.fixed_tau2;
  }
  const auto slope = mixed_asymmetry(effects, StudySize::se, settings, why);
  if (slope) return slope->bias < 0 ? FillSide::right : FillSide::left;
  why = "no side can be told: " + why + "; name the left or the right side";
  return std::nullopt;
}

// What pool() estimates, without all else that it gives; absent where pool() has to say why.
std::optional<double> pooled_estimate(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                                      const Method& method) {
  if (y.size() < 2) return std::nullopt;
  Tau2 tau2;
  if (method.model == Model::random) {
    const Tau2Estimator* estimator =
        method.tau2 != nullptr ? method.tau2 : tau2_estimators().front();
    if (method.fixed_tau2)
      tau2.value = *method.fixed_tau2;
    else
      tau2 = estimator->estimate(y, v);
    if (!tau2.converged || !std::isfinite(tau2.value)) return std::nullopt;
  }
  const Centred centred(y, v);
  const double t = tau2.value / centred.unit();
  const double estimate = centred.estimate_at(t);
  if (!std::isfinite(estimate) || !std::isfinite(centred.q_at(t))) return std::nullopt;
  return estimate;
}

std::optional<double> trimmed_centre(const Effects& effects, const Eigen::ArrayXd& y,
                                     const Eigen::ArrayXd& v, const Method& method,
                                     std::string& why) {
  if (const auto estimate = pooled_estimate(y, v, method)) return estimate;
  const Synthesis trimmed = pool(plain_effects(effects, y, v), method);
  if (!trimmed.estimate) {
    why = "the trimmed studies cannot be pooled";
    if (!trimmed.notes.empty()) why.append(": ").append(trimmed.notes.back().text);
  }
  return trimmed.estimate;
}

// What the ranks of |y − centre| say, y rising: the studies on either side of the centre are in order already.
struct Ranks {
  double above = 0;        // sum of the ranks of the studies above the centre
  double longest_run = 0;  // outermost studies that are all above
};

Ranks ranks_around(double centre, const Eigen::ArrayXd& y) {
  Ranks ranks;
  Eigen::Index right = 0;
  while (right < y.size() && y[right] < centre) ++right;
  Eigen::Index left = right - 1;
  for (Eigen::Index rank = 1; rank <= y.size(); ++rank) {
    const bool nearer_left =
        right == y.size() || (left >= 0 && std::abs(y[left] - centre) <= std::abs(y[right] - centre));
    if (nearer_left) {
      --left;
      ranks.longest_run = 0;
      continue;
    }
    if (y[right] > centre) {
      ranks.above += static_cast<double>(rank);
      ++ranks.longest_run;
    }
    ++right;
  }
  return ranks;
}

}  // namespace

std::optional<TrimAndFill> trim_and_fill(const Effects& effects, const Method& method,
                                         const TrimAndFillSettings& settings, std::string& why) {
  const Eigen::Index k = effects.k();
  if (k < 3) {
    why = "trim and fill needs at least three studies";
    return std::nullopt;
  }
  Method outer = method;
  outer.pooling = nullptr;
  Method inner = outer;
  inner.model = settings.trimming.value_or(method.model);
  inner.interval = nullptr;
  inner.prediction = nullptr;
  TrimAndFill result;
  result.side = settings.side;
  if (result.side == FillSide::automatic) {
    const auto side = side_of(effects, inner, why);
    if (!side) return std::nullopt;
    result.side = *side;
  }
  // Seen so that the missing studies are on the left: those that stick out have the largest y.
  const double sign = result.side == FillSide::right ? -1 : 1;
  std::vector<Eigen::Index> order(static_cast<std::size_t>(k));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::sort(order, {}, [&](Eigen::Index i) { return std::pair(sign * effects.y[i], i); });
  Eigen::ArrayXd y(k), v(k);
  for (Eigen::Index i = 0; i < k; ++i) {
    y[i] = sign * effects.y[order[static_cast<std::size_t>(i)]];
    v[i] = effects.v[order[static_cast<std::size_t>(i)]];
  }
  const double n = static_cast<double>(k);
  constexpr int most_rounds = 100;
  Eigen::Index k0 = 0;
  double centre = 0, before_rounding = 0;
  // Where nothing is trimmed, the centre is that of the answer without filling.
  std::optional<Synthesis> unfilled;
  for (bool settled = false; !settled;) {
    if (++result.iterations > most_rounds) {
      why = "the number of missing studies does not settle";
      return std::nullopt;
    }
    if (k - k0 < 1) {
      why = "every study would have to be trimmed";
      return std::nullopt;
    }
    if (k0 == 0 && inner.model == outer.model && !unfilled)
      unfilled = pool(plain_effects(effects, effects.y, effects.v), outer);
    if (k0 == 0 && unfilled && unfilled->estimate) {
      centre = sign * *unfilled->estimate;
    } else {
      const auto trimmed = trimmed_centre(effects, y.head(k - k0), v.head(k - k0), inner, why);
      if (!trimmed) return std::nullopt;
      centre = *trimmed;
    }
    const Ranks ranks = ranks_around(centre, y);
    const Missing missing = missing_by(settings.estimator, n, ranks.above, ranks.longest_run);
    if (!missing.defined) {
      why = "Q0 is not defined here, because all that counts lies on one side; use L0 or R0";
      return std::nullopt;
    }
    before_rounding = missing.estimate;
    const auto next = static_cast<Eigen::Index>(std::max(0.0, std::nearbyint(before_rounding)));
    settled = next == k0;
    k0 = next;
  }
  result.missing = static_cast<int>(k0);
  result.missing_se = missing_se(settings.estimator, n, before_rounding);
  if (settings.estimator == FillEstimator::R0)
    result.p = std::pow(0.5, static_cast<double>(k0 + 1));
  if (k0 == 0 && unfilled && unfilled->estimate) {
    result.synthesis = std::move(*unfilled);
    return result;
  }
  result.y.resize(k0);
  result.v.resize(k0);
  Eigen::ArrayXd all_y(k + k0), all_v(k + k0);
  all_y << effects.y, Eigen::ArrayXd::Zero(k0);
  all_v << effects.v, Eigen::ArrayXd::Zero(k0);
  for (Eigen::Index i = 0; i < k0; ++i) {
    const Eigen::Index from = k - k0 + i;
    result.mirrored.push_back(static_cast<std::size_t>(order[static_cast<std::size_t>(from)]));
    result.y[i] = sign * (2 * centre - y[from]);
    result.v[i] = v[from];
    all_y[k + i] = result.y[i];
    all_v[k + i] = v[from];
  }
  result.synthesis = pool(plain_effects(effects, all_y, all_v), outer);
  if (!result.synthesis.estimate) {
    why = "the filled studies cannot be pooled";
    return std::nullopt;
  }
  return result;
}

}  // namespace steelyard
