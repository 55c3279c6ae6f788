// The register of further analyses: a declaration and a row for each.
#include "steelyard/analysis/further.h"

namespace steelyard {

namespace further {
extern const FurtherAnalysis leave_one_out;
extern const FurtherAnalysis variance_components;
extern const FurtherAnalysis cluster_robust;
extern const FurtherAnalysis sampling_correlation;
extern const FurtherAnalysis leave_one_cluster_out;
extern const FurtherAnalysis multivariate;
}

namespace {

const FurtherAnalysis* const rows[] = {
    &further::leave_one_out,
    &further::variance_components,
    &further::cluster_robust,
    &further::sampling_correlation,
    &further::leave_one_cluster_out,
    &further::multivariate,
};

}  // namespace

std::span<const FurtherAnalysis* const> further_analyses() {
  return rows;
}

}  // namespace steelyard
