// The meta-analytic-predictive model of control arms.
#include "steelyard/claim/standard_care.h"

#include <cmath>

#include "claim/hierarchical.h"
#include "steelyard/stats/logistic.h"

namespace steelyard {

std::vector<ResponseModel> standard_care(std::span<const CareArm> arms,
                                         std::span<const double> tau_sds, double mu_sd) {
  std::vector<ResponseModel> models;
  if (arms.empty() || tau_sds.empty()) return models;
  std::vector<StudyLikelihood> likelihoods;
  for (const CareArm& arm : arms) {
    const double events = arm.events, others = arm.n - arm.events;
    // Half a person more on either side, so that the start is finite where nobody or everybody
    // responds.
    const double y = events + 0.5, z = others + 0.5;
    likelihoods.push_back({.log =
                               [events, others](double logit) {
                                 return log_binomial(events, others, logit);
                               },
                           .centre = std::log(y / z),
                           .sd = std::sqrt(1 / y + 1 / z)});
  }
  auto posteriors = hierarchical(likelihoods, tau_sds, mu_sd);
  for (std::size_t i = 0; i < posteriors.size(); ++i)
    models.push_back({tau_sds[i], std::move(posteriors[i].pooled),
                      std::move(posteriors[i].new_study), posteriors[i].mean_tau});
  return models;
}

}  // namespace steelyard
