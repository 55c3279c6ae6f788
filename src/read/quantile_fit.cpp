// Mean and standard deviation of the distribution whose quantiles fit the printed ones best.
#include "quantile_fit.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "steelyard/stats/distributions.h"
#include "steelyard/stats/minimise.h"

namespace steelyard {

namespace {

// What was printed: the share of people at or below each value. The extremes of n people stand at
// 1/n and 1 − 1/n, as in the paper.
struct PrintedQuantiles {
  std::vector<double> p, q;
  double low = 0, high = 0;  // between which the paper seeks the centre of a (log-)normal
};

PrintedQuantiles listed_quantiles(const Quantiles& printed) {
  PrintedQuantiles all;
  const auto add = [&](double p, double q) {
    all.p.push_back(p);
    all.q.push_back(q);
  };
  if (printed.range()) add(1 / printed.n, *printed.minimum);
  if (printed.quartiles()) add(0.25, *printed.q1);
  add(0.5, printed.median);
  if (printed.quartiles()) add(0.75, *printed.q3);
  if (printed.range()) add(1 - 1 / printed.n, *printed.maximum);
  all.low = printed.quartiles() ? *printed.q1 : *printed.minimum;
  all.high = printed.quartiles() ? *printed.q3 : *printed.maximum;
  return all;
}

// A family with a shape and a scale: its quantile at p is scale × unit(shape, p).
struct ScaleFamily {
  std::string_view id;
  double least, most;  // shapes that are searched
  double (*unit)(double shape, double p);
  double (*mean)(double shape);  // of scale 1
  double (*sd)(double shape);
};

constexpr ScaleFamily scale_families[] = {
    {"log-normal", 1e-3, 10,
     [](double shape, double p) { return std::exp(shape * normal_quantile(p)); },
     [](double shape) { return std::exp(shape * shape / 2); },
     [](double shape) { return std::exp(shape * shape / 2) * std::sqrt(std::expm1(shape * shape)); }},
    {"gamma", 1e-2, 1e5,
     [](double shape, double p) { return chi_squared_quantile(p, 2 * shape) / 2; },
     [](double shape) { return shape; }, [](double shape) { return std::sqrt(shape); }},
    {"weibull", 5e-2, 500,
     [](double shape, double p) { return std::pow(-std::log1p(-p), 1 / shape); },
     [](double shape) { return std::tgamma(1 + 1 / shape); },
     [](double shape) {
       const double mean = std::tgamma(1 + 1 / shape);
       return std::sqrt(std::tgamma(1 + 2 / shape) - mean * mean);
     }},
};

struct Scaled {
  double scale = 0, squares = 0;
};

// The best scale for one shape has a closed form, so that only the shape is searched.
Scaled best_scale(const ScaleFamily& family, const PrintedQuantiles& printed, double shape) {
  double qu = 0, uu = 0;
  std::vector<double> units;
  for (std::size_t i = 0; i < printed.p.size(); ++i) {
    units.push_back(family.unit(shape, printed.p[i]));
    qu += printed.q[i] * units.back();
    uu += units.back() * units.back();
  }
  Scaled best{qu / uu, 0};
  if (family.id == "log-normal") best.scale = std::clamp(best.scale, printed.low, printed.high);
  for (std::size_t i = 0; i < units.size(); ++i)
    best.squares += std::pow(printed.q[i] - best.scale * units[i], 2);
  return best;
}

// A grid finds the valley, a golden section its floor.
QuantileFit fit_scale_family(const ScaleFamily& family, const PrintedQuantiles& printed) {
  const double first = std::log(family.least), last = std::log(family.most);
  const auto squares = [&](double log_shape) {
    const double found = best_scale(family, printed, std::exp(log_shape)).squares;
    return std::isfinite(found) ? found : HUGE_VAL;
  };
  constexpr int cells = 160;  // one is at most a tenth of a natural logarithm wide
  const double step = (last - first) / cells;
  int lowest = 0;
  double value = HUGE_VAL;
  for (int i = 0; i <= cells; ++i)
    if (const double here = squares(first + i * step); here < value) {
      value = here;
      lowest = i;
    }
  double low = first + std::max(0, lowest - 1) * step, high = first + std::min(cells, lowest + 1) * step;
  constexpr double golden = 0.6180339887498949;
  double a = high - golden * (high - low), b = low + golden * (high - low);
  double at_a = squares(a), at_b = squares(b);
  while (high - low > 1e-10) {
    if (at_a <= at_b) {
      high = b;
      b = a;
      at_b = at_a;
      a = high - golden * (high - low);
      at_a = squares(a);
    } else {
      low = a;
      a = b;
      at_a = at_b;
      b = low + golden * (high - low);
      at_b = squares(b);
    }
  }
  const double shape = std::exp((low + high) / 2);
  const Scaled best = best_scale(family, printed, shape);
  return {family.id, best.scale * family.mean(shape), best.scale * family.sd(shape), best.squares};
}

// Normal quantiles are linear in μ and σ, and the shares stand symmetrically about a half: least
// squares are two ratios.
QuantileFit fit_normal(const PrintedQuantiles& printed) {
  double sum = 0, zq = 0, zz = 0;
  for (std::size_t i = 0; i < printed.p.size(); ++i) {
    const double z = normal_quantile(printed.p[i]);
    sum += printed.q[i];
    zq += z * printed.q[i];
    zz += z * z;
  }
  QuantileFit fit{"normal", 0, zq / zz, 0};
  fit.mean = std::clamp(sum / static_cast<double>(printed.q.size()), printed.low, printed.high);
  for (std::size_t i = 0; i < printed.p.size(); ++i)
    fit.squares +=
        std::pow(printed.q[i] - fit.mean - fit.sd * normal_quantile(printed.p[i]), 2);
  return fit;
}

// From the beta distribution with the mean and SD of the best fit so far.
QuantileFit fit_beta(const PrintedQuantiles& printed, const QuantileFit& near) {
  QuantileFit none{"beta", 0, 0, HUGE_VAL};
  const double spread = near.mean * (1 - near.mean) / (near.sd * near.sd) - 1;
  if (!(near.mean > 0 && near.mean < 1 && spread > 0)) return none;
  // The search takes a change of 1 to matter: distances in thousandths of what was printed.
  const double unit = 1e-3 * (printed.q.back() - printed.q.front());
  const auto squares = [&](const Eigen::VectorXd& logs) {
    const double a = std::exp(logs[0]), b = std::exp(logs[1]);
    if (!(a > 1e-3 && b > 1e-3 && a < 1e6 && b < 1e6)) return HUGE_VAL;
    double sum = 0;
    for (std::size_t i = 0; i < printed.p.size(); ++i)
      sum += std::pow((printed.q[i] - beta_quantile(printed.p[i], a, b)) / unit, 2);
    return sum;
  };
  Eigen::VectorXd start(2);
  start << std::log(near.mean * spread), std::log((1 - near.mean) * spread);
  if (!std::isfinite(squares(start))) return none;
  const Minimum found = minimise(squares, start);
  const double a = std::exp(found.at[0]), b = std::exp(found.at[1]), both = a + b;
  return {"beta", a / both, std::sqrt(a * b / (both + 1)) / both, found.value * unit * unit};
}

}  // namespace

QuantileFit fit_quantiles(const Quantiles& quantiles) {
  const PrintedQuantiles printed = listed_quantiles(quantiles);
  QuantileFit best = fit_normal(printed);
  if (printed.q.front() < 0) return best;
  const auto take = [&](const QuantileFit& other) {
    if (other.squares < best.squares && other.sd > 0 && std::isfinite(other.sd)) best = other;
  };
  for (const ScaleFamily& family : scale_families) take(fit_scale_family(family, printed));
  if (printed.q.back() <= 1) take(fit_beta(printed, best));
  return best;
}

}  // namespace steelyard
