// The register of further analyses: a declaration and a row for each.
#include "steelyard/analysis/further.h"

namespace steelyard {

namespace further {
extern const FurtherAnalysis leave_one_out;
}

namespace {

const FurtherAnalysis* const rows[] = {
    &further::leave_one_out,
};

}  // namespace

std::span<const FurtherAnalysis* const> further_analyses() {
  return rows;
}

}  // namespace steelyard
