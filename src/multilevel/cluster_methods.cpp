// The register of ways to treat several effects of one study.
#include "steelyard/multilevel/cluster_method.h"

namespace steelyard {

namespace pooling {
extern const PoolingMethod three_level;
extern const PoolingMethod cluster_robust;
}  // namespace pooling

namespace interval {
extern const IntervalMethod wald;
extern const IntervalMethod cluster_robust;
}  // namespace interval

namespace {

constexpr ClusterMethod three_level{.id = "three-level",
                                    .label = "random effects at every level",
                                    .source = "konstantopoulos2011",
                                    .pooling = &pooling::three_level,
                                    .interval = &interval::wald};
constexpr ClusterMethod robust{.id = "robust",
                               .label = "usual estimate with cluster-robust variance",
                               .source = "hedges2010",
                               .pooling = &pooling::cluster_robust,
                               .interval = &interval::cluster_robust};
constexpr ClusterMethod aggregate{.id = "aggregate",
                                  .label = "mean of the effects of a study",
                                  .source = "borenstein2009",
                                  .combine = Combine::mean};
constexpr ClusterMethod aggregate_weighted{.id = "aggregate-weighted",
                                           .label = "precision-weighted mean of the effects of a study",
                                           .source = "borenstein2009",
                                           .combine = Combine::weighted};

constexpr const ClusterMethod* methods[] = {&three_level, &robust, &aggregate, &aggregate_weighted};

}  // namespace

std::span<const ClusterMethod* const> cluster_methods() {
  return methods;
}

}  // namespace steelyard
