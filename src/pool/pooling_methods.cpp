// The register of pooling methods.
#include "steelyard/pool/method.h"

namespace steelyard {

namespace pooling {
extern const PoolingMethod mantel_haenszel;
extern const PoolingMethod mantel_haenszel_corrected;
extern const PoolingMethod mantel_haenszel_greenland;
extern const PoolingMethod mantel_haenszel_added;
extern const PoolingMethod peto;
extern const PoolingMethod mantel_haenszel_random;
extern const PoolingMethod inverse_variance_heterogeneity;
extern const PoolingMethod sample_size;
extern const PoolingMethod unweighted;
extern const PoolingMethod user_weights;
extern const PoolingMethod multiplicative;
extern const PoolingMethod multiplicative_guarded;
extern const PoolingMethod glmm;
extern const PoolingMethod glmm_cm_el;
extern const PoolingMethod glmm_cm_al;
extern const PoolingMethod glmm_um_fs;
extern const PoolingMethod glmm_um_rs;
extern const PoolingMethod glmm_um_rs_cor;
extern const PoolingMethod penalised_logistic;
}  // namespace pooling

namespace {

std::string always(const Measure&, Model) {
  return "";
}

constexpr PoolingMethod inverse_variance{
    .id = "inverse",
    .label = "inverse variance",
    .source = "cochran1954",
    .unsuited = always,
};

constexpr const PoolingMethod* rows[] = {
    &inverse_variance,
    &pooling::mantel_haenszel,
    &pooling::mantel_haenszel_corrected,
    &pooling::mantel_haenszel_greenland,
    &pooling::mantel_haenszel_added,
    &pooling::peto,
    &pooling::mantel_haenszel_random,
    &pooling::inverse_variance_heterogeneity,
    &pooling::sample_size,
    &pooling::unweighted,
    &pooling::user_weights,
    &pooling::multiplicative,
    &pooling::multiplicative_guarded,
    &pooling::glmm,
    &pooling::glmm_cm_el,
    &pooling::glmm_cm_al,
    &pooling::glmm_um_fs,
    &pooling::glmm_um_rs,
    &pooling::glmm_um_rs_cor,
    &pooling::penalised_logistic,
};

}  // namespace

std::span<const PoolingMethod* const> pooling_methods() {
  return rows;
}

}  // namespace steelyard
