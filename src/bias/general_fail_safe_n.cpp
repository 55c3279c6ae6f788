// Fail-safe N of any model of pooling: null studies are added until its conclusion falls.
#include "steelyard/bias/general_fail_safe_n.h"

#include <cmath>

#include "steelyard/pool/synthesis.h"

namespace steelyard {

namespace {

constexpr double significance = 0.05;
constexpr int most = 16384;  // beyond, nobody doubts that there are fewer in drawers

struct NullStudies {
  double variance = 0, spread = 0;  ///< ṽ; standard deviation between them
};

Effects with_null_studies(const Effects& found, const NullStudies& null, int count) {
  Effects all;
  all.measure = found.measure;
  all.context = found.context;
  const Eigen::Index k = found.k();
  all.y.resize(k + count);
  all.v.resize(k + count);
  all.y.head(k) = found.y;
  all.v.head(k) = found.v;
  all.v.tail(count).setConstant(null.variance);
  // Evenly spaced around 0: only their mean and variance matter, because their weights are equal.
  const double n = count, sd = std::sqrt((n + 1) * n / 12);
  for (int i = 0; i < count; ++i)
    all.y[k + i] = count == 1 ? 0 : (i - (n - 1) / 2) / sd * null.spread;
  all.data.resize(static_cast<std::size_t>(k + count));
  all.study.resize(static_cast<std::size_t>(k + count));
  all.name.resize(static_cast<std::size_t>(k + count));
  return all;
}

}  // namespace

std::optional<GeneralFailSafeN> general_fail_safe_n(const Effects& effects, const Method& method,
                                                    std::optional<double> target,
                                                    std::string& why) {
  if (effects.k() < 2) {
    why = "a fail-safe N needs at least two studies";
    return std::nullopt;
  }
  Method fitted = method;
  fitted.tau2_interval = find_row(tau2_intervals(), "HT");  // the quickest; nobody reads it
  fitted.prediction = nullptr;
  const Synthesis found = pool(effects, fitted);
  if (!found.estimate || !found.interval) {
    why = "the studies found allow no test";
    return std::nullopt;
  }
  const double tau2 = found.heterogeneity ? found.heterogeneity->tau2.value_or(0) : 0;
  const double unit = effects.v.minCoeff();
  NullStudies null;
  null.variance = unit / (unit / effects.v).mean();
  null.spread = std::sqrt(null.variance + tau2);
  GeneralFailSafeN result;
  result.most = most;
  result.estimate = *found.estimate;
  result.p = found.interval->p;
  const auto overturned = [&](const Synthesis& synthesis) {
    if (!synthesis.estimate || !synthesis.interval) return false;
    if (target) return std::abs(*synthesis.estimate) <= std::abs(*target);
    return synthesis.interval->p > significance;
  };
  if (overturned(found)) {
    result.studies = 0;
    return result;
  }
  if (target && *target == 0) return result;  // no number of studies takes the mean to 0
  const auto with = [&](int count) { return pool(with_null_studies(effects, null, count), fitted); };
  int low = 0, high = 1;
  Synthesis last = with(high);
  while (!overturned(last) && high < most) {
    low = high;
    high *= 2;
    last = with(high);
  }
  if (!overturned(last)) return result;
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    Synthesis here = with(middle);
    if (overturned(here)) {
      high = middle;
      last = std::move(here);
    } else {
      low = middle;
    }
  }
  result.studies = high;
  result.p_with = last.interval->p;
  result.estimate_with = last.estimate;
  if (last.heterogeneity) result.tau2_with = last.heterogeneity->tau2;
  return result;
}

}  // namespace steelyard
