// The register of pooling methods.
#include "steelyard/pool/method.h"

namespace steelyard {

namespace pooling {
extern const PoolingMethod mantel_haenszel;
extern const PoolingMethod peto;
extern const PoolingMethod mantel_haenszel_random;
extern const PoolingMethod inverse_variance_heterogeneity;
extern const PoolingMethod sample_size;
extern const PoolingMethod unweighted;
extern const PoolingMethod user_weights;
extern const PoolingMethod multiplicative;
extern const PoolingMethod multiplicative_guarded;
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
    &pooling::peto,
    &pooling::mantel_haenszel_random,
    &pooling::inverse_variance_heterogeneity,
    &pooling::sample_size,
    &pooling::unweighted,
    &pooling::user_weights,
    &pooling::multiplicative,
    &pooling::multiplicative_guarded,
};

}  // namespace

std::span<const PoolingMethod* const> pooling_methods() {
  return rows;
}

}  // namespace steelyard
