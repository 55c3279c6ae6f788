// Leave-one-out: the pooled answer without each study in turn.
#include "analysis/further/refit_rows.h"
#include "steelyard/analysis/findings.h"
#include "steelyard/sensitivity/leave_out.h"

namespace steelyard {

namespace {

FurtherFinding without_each(const FurtherInput& input) {
  FurtherFinding result;
  const Refitter refitter(input.finding.effects, input.finding.plan.method);
  if (refitter.members() < 2) {
    result.notes.push_back({"too-few", "leaving one study out needs at least two"});
    return result;
  }
  start_refits(result, "studies", "Without each study in turn", "without");
  const std::vector<Refit> answers = leave_one_out(refitter);
  for (std::size_t out = 0; out < answers.size(); ++out)
    add_refit(result, std::string(refitter.name(out)), answers[out]);
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis leave_one_out{
    .id = "leave-one-out",
    .label = "leave-one-out analysis",
    .source = "viechtbauer2010outliers",
    .setting = "leave-one-out",
    .group = "sensitivity",
    .asked = Asked::by_flag,
    .compute = without_each,
};
}

}  // namespace steelyard
