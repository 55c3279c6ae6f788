// The register of further analyses: a declaration and a row for each.
#include "steelyard/analysis/further.h"

namespace steelyard {

namespace further {
extern const FurtherAnalysis leave_one_out;
extern const FurtherAnalysis heterogeneity_q;
extern const FurtherAnalysis heterogeneity_likelihood_ratio;
extern const FurtherAnalysis heterogeneity_mantel_haenszel;
extern const FurtherAnalysis heterogeneity_breslow_day;
extern const FurtherAnalysis heterogeneity_tarone;
}

namespace {

const FurtherAnalysis* const rows[] = {
    &further::leave_one_out,
    &further::heterogeneity_q,
    &further::heterogeneity_likelihood_ratio,
    &further::heterogeneity_mantel_haenszel,
    &further::heterogeneity_breslow_day,
    &further::heterogeneity_tarone,
};

}  // namespace

std::span<const FurtherAnalysis* const> further_analyses() {
  return rows;
}

}  // namespace steelyard
