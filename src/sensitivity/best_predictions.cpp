// Empirical Bayes: each study's own effect, drawn towards the pooled one.
#include <cmath>

#include "steelyard/sensitivity/influence.h"
#include "steelyard/sensitivity/refit.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

//   se² = λ v + (1 − λ)² se²(μ)
std::vector<StudyPrediction> best_predictions(const Effects& effects, const Method& method,
                                              std::string& why) {
  const Refit whole = Refitter(effects, method).all();
  if (!whole.estimate) {
    why = whole.why;
    return {};
  }
  if (!whole.interval) {
    why = "the pooled effect has no interval";
    return {};
  }
  const Interval& interval = *whole.interval;
  const double tail = (1 - method.level) / 2, tau2 = whole.tau2.value_or(0);
  const double quantile = interval.df ? -t_quantile(tail, *interval.df) : -normal_quantile(tail);
  std::vector<StudyPrediction> studies;
  for (Eigen::Index i = 0; i < effects.k(); ++i) {
    const double v = effects.v[i], lambda = tau2 / (tau2 + v), rest = v / (tau2 + v);
    StudyPrediction study;
    study.shrinkage = rest;
    study.estimate = *whole.estimate + lambda * (effects.y[i] - *whole.estimate);
    study.se = std::hypot(std::sqrt(lambda * v), rest * interval.se);
    study.low = study.estimate - quantile * study.se;
    study.high = study.estimate + quantile * study.se;
    studies.push_back(study);
  }
  return studies;
}

}  // namespace steelyard
