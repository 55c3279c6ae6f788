// The register of estimators of residual τ².
#include "regression/residual_tau2.h"

namespace steelyard {

namespace residual_tau2 {
extern const ResidualTau2 restricted_maximum_likelihood;
extern const ResidualTau2 dersimonian_laird;
extern const ResidualTau2 paule_mandel;
extern const ResidualTau2 maximum_likelihood;
extern const ResidualTau2 empirical_bayes;
extern const ResidualTau2 hedges;
extern const ResidualTau2 sidik_jonkman;
extern const ResidualTau2 hunter_schmidt;
extern const ResidualTau2 hunter_schmidt_corrected;
extern const ResidualTau2 paule_mandel_median;
extern const ResidualTau2 dersimonian_laird_two_step;
extern const ResidualTau2 hedges_two_step;
extern const ResidualTau2 dersimonian_laird_iterated;
extern const ResidualTau2 sidik_jonkman_iterated;
extern const ResidualTau2 generalised_q;
extern const ResidualTau2 generalised_q_median;
}  // namespace residual_tau2

namespace {

constexpr const ResidualTau2* rows[] = {
    &residual_tau2::restricted_maximum_likelihood,
    &residual_tau2::dersimonian_laird,
    &residual_tau2::paule_mandel,
    &residual_tau2::maximum_likelihood,
    &residual_tau2::empirical_bayes,
    &residual_tau2::hedges,
    &residual_tau2::sidik_jonkman,
    &residual_tau2::hunter_schmidt,
    &residual_tau2::hunter_schmidt_corrected,
    &residual_tau2::paule_mandel_median,
    &residual_tau2::dersimonian_laird_two_step,
    &residual_tau2::hedges_two_step,
    &residual_tau2::dersimonian_laird_iterated,
    &residual_tau2::sidik_jonkman_iterated,
    &residual_tau2::generalised_q,
    &residual_tau2::generalised_q_median,
};

}  // namespace

std::span<const ResidualTau2* const> residual_tau2_estimators() {
  return rows;
}

}  // namespace steelyard
