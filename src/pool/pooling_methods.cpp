// The register of pooling methods.
#include "steelyard/pool/method.h"

namespace steelyard {

namespace pooling {
extern const PoolingMethod mantel_haenszel;
extern const PoolingMethod peto;
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
};

}  // namespace

std::span<const PoolingMethod* const> pooling_methods() {
  return rows;
}

}  // namespace steelyard
