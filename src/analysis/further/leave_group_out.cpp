// Leave-one-group-out: the pooled answer without the studies that share a cell of a column.
#include <algorithm>

#include "analysis/further/refit_rows.h"
#include "steelyard/analysis/findings.h"
#include "steelyard/sensitivity/leave_out.h"

namespace steelyard {

namespace {

FurtherFinding without_each_group(const FurtherInput& input) {
  FurtherFinding result;
  const Refitter refitter(input.finding.effects, input.finding.plan.method);
  std::vector<std::string> names;
  std::vector<int> group;
  std::size_t silent = 0;
  for (std::size_t i = 0; i < refitter.members(); ++i) {
    const std::string_view cell = input.studies[refitter.study(i)].cell(input.argument);
    const auto found = std::ranges::find(names, cell);
    group.push_back(cell.empty() ? -1 : static_cast<int>(found - names.begin()));
    if (cell.empty()) ++silent;
    if (!cell.empty() && found == names.end()) names.emplace_back(cell);
  }
  if (names.size() + (silent > 0 ? 1 : 0) < 2) {
    result.notes.push_back({"too-few", "leaving one group out needs at least two groups"});
    return result;
  }
  if (silent > 0)
    result.notes.push_back({"no-group", "studies without an entry in " + input.argument +
                                            " are in no group and never left out"});
  start_refits(result, "groups", "Without each group in turn", "without");
  const std::vector<Refit> answers = leave_groups_out(refitter, group);
  for (std::size_t out = 0; out < answers.size(); ++out)
    add_refit(result, names[out], answers[out]);
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis leave_group_out{
    .id = "leave-group-out",
    .label = "leave-one-group-out analysis",
    .source = "viechtbauer2010outliers",
    .setting = "leave-group-out",
    .group = "sensitivity",
    .asked = Asked::by_argument,
    .compute = without_each_group,
};
}

}  // namespace steelyard
