// Regression tests for small-study effects: one line, many measures of size.
#include <cmath>

#include "steelyard/bias/asymmetry.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/least_squares.h"

namespace steelyard {

namespace {

bool enough_for_a_line(const Effects& effects, std::string& why) {
  if (effects.k() >= 3) return true;
  why = "a line through the studies needs at least three";
  return false;
}

std::optional<Asymmetry> fitted(const Eigen::ArrayXd& x, const Eigen::ArrayXd& y,
                                const Eigen::ArrayXd& w, double level, std::string& why) {
  const auto line = weighted_line(x, y, w);
  if (!line) {
    why = "all studies are of one size, so there is nothing to compare";
    return std::nullopt;
  }
  if (line->exact) {
    why = "the studies lie exactly on a line, so there is no scatter to set the slope against";
    return std::nullopt;
  }
  const double s = std::sqrt(line->dispersion);
  Asymmetry result;
  result.k = static_cast<int>(x.size());
  result.df = line->df;
  result.bias = line->slope;
  result.bias_se = line->slope_se * s;
  result.statistic = result.bias / result.bias_se;
  result.p = t_p(result.statistic, line->df);
  result.intercept = line->intercept;
  result.intercept_se = line->intercept_se * s;
  const double half = -t_quantile((1 - level) / 2, line->df) * result.intercept_se;
  result.intercept_low = result.intercept - half;
  result.intercept_high = result.intercept + half;
  result.dispersion = line->dispersion;
  if (!(result.bias_se > 0) || !std::isfinite(result.statistic) || !std::isfinite(half)) {
    why = "the effects are too far apart for their variances";
    return std::nullopt;
  }
  return result;
}

std::optional<Eigen::ArrayXd> size_of(const Effects& effects, StudySize size, std::string& why) {
  if (size == StudySize::se) return effects.v.sqrt();
  if (size == StudySize::variance) return effects.v;
  const auto n = total_sizes(effects, why);
  if (!n) return std::nullopt;
  switch (size) {
    case StudySize::n:
      return *n;
    case StudySize::root_n:
      return n->sqrt();
    case StudySize::inverse_root_n:
      return n->rsqrt();
    case StudySize::inverse_n:
    case StudySize::se:
    case StudySize::variance:
      break;
  }
  return n->inverse();
}

}  // namespace

std::optional<Asymmetry> weighted_asymmetry(const Effects& effects, StudySize size, double level,
                                            std::string& why) {
  if (!enough_for_a_line(effects, why)) return std::nullopt;
  const auto x = size_of(effects, size, why);
  if (!x) return std::nullopt;
  return fitted(*x, effects.y, effects.v.inverse(), level, why);
}

std::optional<Asymmetry> mixed_asymmetry(const Effects& effects, StudySize size,
                                         const MixedEffectsSettings& settings, std::string& why) {
  if (!enough_for_a_line(effects, why)) return std::nullopt;
  const auto x = size_of(effects, size, why);
  if (!x) return std::nullopt;
  if (!weighted_line(*x, effects.y, effects.v.inverse())) {
    why = "all studies are of one size, so there is nothing to compare";
    return std::nullopt;
  }
  // In units of the largest size, so that the columns are of one magnitude.
  const double unit = x->maxCoeff();
  Eigen::MatrixXd X(effects.k(), 2);
  X.col(0).setOnes();
  X.col(1) = (*x / unit).matrix();
  const auto fit = fit_mixed_effects(effects.y, effects.v, X, {"intercept", "size"}, settings, why);
  if (!fit) return std::nullopt;
  if (fit->coefficients.size() < 2) {
    why = "all studies are of one size, so there is nothing to compare";
    return std::nullopt;
  }
  const Coefficient &limit = fit->coefficients[0], &slope = fit->coefficients[1];
  Asymmetry result;
  result.k = fit->k;
  result.df = fit->df;
  result.bias = slope.estimate / unit;
  result.bias_se = slope.se / unit;
  result.statistic = slope.statistic;
  result.p = slope.p;
  result.intercept = limit.estimate;
  result.intercept_se = limit.se;
  result.intercept_low = limit.low;
  result.intercept_high = limit.high;
  result.tau2 = fit->tau2;
  return result;
}

std::optional<Asymmetry> harbord_test(const Effects& effects, double level, std::string& why) {
  const std::string_view id = effects.measure->id;
  if (id != "OR" && id != "RR" && id != "PETO") {
    why = "Harbord's scores are those of odds ratios and risk ratios";
    return std::nullopt;
  }
  if (!enough_for_a_line(effects, why)) return std::nullopt;
  const auto tables = fourfold_tables(effects, why);
  if (tables.empty()) return std::nullopt;
  Eigen::ArrayXd y(effects.k()), V(effects.k());
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto& [a, n1, c, n2] = tables[i];
    const double N = n1 + n2, m = a + c, none = N - m;
    const bool ratio_of_risks = id == "RR";
    const double Z = ratio_of_risks ? (a * n2 - c * n1) / none : (a * n2 - c * n1) / N;
    const auto at = static_cast<Eigen::Index>(i);
    V[at] = ratio_of_risks ? n1 * n2 * m / (N * none) : (n1 / N) * (n2 / N) * m * none / (N - 1);
    y[at] = Z / V[at];
    if (!(V[at] > 0) || !std::isfinite(V[at]) || !std::isfinite(y[at])) {
      why = effects.name[i] + " has nobody with, or nobody without, an event, so its score is void";
      return std::nullopt;
    }
  }
  return fitted(V.rsqrt(), y, V, level, why);
}

std::optional<Asymmetry> peters_test(const Effects& effects, double level, std::string& why) {
  if (!enough_for_a_line(effects, why)) return std::nullopt;
  const auto tables = fourfold_tables(effects, why);
  if (tables.empty()) return std::nullopt;
  Eigen::ArrayXd x(effects.k()), w(effects.k());
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto& [a, n1, c, n2] = tables[i];
    const double N = n1 + n2, m = a + c;
    const auto at = static_cast<Eigen::Index>(i);
    x[at] = 1 / N;
    w[at] = m * (N - m) / N;
    if (!(w[at] > 0)) {
      why = effects.name[i] + " has nobody with, or nobody without, an event, so it has no weight";
      return std::nullopt;
    }
  }
  return fitted(x, effects.y, w, level, why);
}

std::optional<Asymmetry> macaskill_test(const Effects& effects, double level, std::string& why) {
  return weighted_asymmetry(effects, StudySize::n, level, why);
}

std::optional<Asymmetry> deeks_test(const Effects& effects, double level, std::string& why) {
  if (!enough_for_a_line(effects, why)) return std::nullopt;
  if (fourfold_tables(effects, why).empty()) return std::nullopt;
  const auto n = group_sizes(effects, why);
  if (!n) return std::nullopt;
  const Eigen::ArrayXd size = 4 * n->e * (n->c / (n->e + n->c));
  return fitted(size.rsqrt(), effects.y, size, level, why);
}

std::optional<Asymmetry> pustejovsky_test(const Effects& effects, double level, std::string& why) {
  if (!enough_for_a_line(effects, why)) return std::nullopt;
  const auto n = group_sizes(effects, why);
  if (!n) return std::nullopt;
  return fitted((n->e.inverse() + n->c.inverse()).sqrt(), effects.y, effects.v.inverse(), level,
                why);
}

}  // namespace steelyard
