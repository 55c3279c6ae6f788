// The register of τ² estimators.
#include "steelyard/pool/method.h"

namespace steelyard {

namespace tau2 {
extern const Tau2Estimator restricted_maximum_likelihood;
extern const Tau2Estimator dersimonian_laird;
extern const Tau2Estimator paule_mandel;
extern const Tau2Estimator maximum_likelihood;
extern const Tau2Estimator empirical_bayes;
extern const Tau2Estimator hedges;
extern const Tau2Estimator sidik_jonkman;
extern const Tau2Estimator hunter_schmidt;
extern const Tau2Estimator hunter_schmidt_corrected;
extern const Tau2Estimator paule_mandel_median;
extern const Tau2Estimator dersimonian_laird_two_step;
extern const Tau2Estimator hedges_two_step;
extern const Tau2Estimator dersimonian_laird_iterated;
extern const Tau2Estimator sidik_jonkman_iterated;
extern const Tau2Estimator generalised_q;
extern const Tau2Estimator generalised_q_median;
}  // namespace tau2

namespace {

constexpr const Tau2Estimator* rows[] = {
    &tau2::restricted_maximum_likelihood,
    &tau2::dersimonian_laird,
    &tau2::paule_mandel,
    &tau2::maximum_likelihood,
    &tau2::empirical_bayes,
    &tau2::hedges,
    &tau2::sidik_jonkman,
    &tau2::hunter_schmidt,
    &tau2::hunter_schmidt_corrected,
    &tau2::paule_mandel_median,
    &tau2::dersimonian_laird_two_step,
    &tau2::hedges_two_step,
    &tau2::dersimonian_laird_iterated,
    &tau2::sidik_jonkman_iterated,
    &tau2::generalised_q,
    &tau2::generalised_q_median,
};

}  // namespace

std::span<const Tau2Estimator* const> tau2_estimators() {
  return rows;
}

}  // namespace steelyard
