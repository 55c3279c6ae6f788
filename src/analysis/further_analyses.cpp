// The register of further analyses: a declaration and a row for each.
#include "steelyard/analysis/further.h"

namespace steelyard {

namespace further {
extern const FurtherAnalysis leave_one_out;
extern const FurtherAnalysis meta_regression;
extern const FurtherAnalysis meta_regression_predictions;
extern const FurtherAnalysis permutation_test;
extern const FurtherAnalysis location_scale;
}

namespace {

const FurtherAnalysis* const rows[] = {
    &further::leave_one_out,
    &further::meta_regression,
    &further::meta_regression_predictions,
    &further::permutation_test,
    &further::location_scale,
};

}  // namespace

std::span<const FurtherAnalysis* const> further_analyses() {
  return rows;
}

}  // namespace steelyard
