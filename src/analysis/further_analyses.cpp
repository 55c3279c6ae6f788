// The register of further analyses: a declaration and a row for each.
#include "steelyard/analysis/further.h"

namespace steelyard {

namespace further {
extern const FurtherAnalysis leave_one_out;
extern const FurtherAnalysis leave_group_out;
extern const FurtherAnalysis cumulative;
extern const FurtherAnalysis influence;
extern const FurtherAnalysis blup;
extern const FurtherAnalysis gosh;
extern const FurtherAnalysis compare_models;
extern const FurtherAnalysis decision_grid;
}

namespace {

const FurtherAnalysis* const rows[] = {
    &further::leave_one_out,
    &further::leave_group_out,
    &further::cumulative,
    &further::influence,
    &further::blup,
    &further::gosh,
    &further::compare_models,
    &further::decision_grid,
};

}  // namespace

std::span<const FurtherAnalysis* const> further_analyses() {
  return rows;
}

}  // namespace steelyard
